import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ConfigError, ENVIRONMENT, readConfig } from '../src/config.ts';

const SECRET = 'x'.repeat(32);
const LIVE = { PAYNET_ENVIRONMENT: 'live', PAYNET_SECRET_KEY: 'sck_real', SESSION_SECRET: SECRET };

const OLD_SECRET = 'y'.repeat(32);
const SERVICES = {
  SERVICE_JWKS_URL: 'https://id.example/keys?tenant=1',
  SERVICE_ISSUER: 'https://id.example/',
  SERVICE_AUDIENCE: 'paynet-graphql',
};

function problems(variables: Record<string, string>): readonly string[] {
  try {
    readConfig(variables);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

/** Without the one member that is made at random. */
const settled = (variables: Record<string, string | undefined>) => ({ ...readConfig(variables), session: null });

describe('the settings', () => {
  it('are exactly those of .env.example, with the same defaults', () => {
    const example = parseEnv(readFileSync('.env.example', 'utf8'));
    expect(Object.keys(example).toSorted()).toEqual(Object.keys(ENVIRONMENT.shape).toSorted());
    expect(settled(example)).toEqual(settled({}));
  });

  it('are the sandbox on this machine when nothing is set', () => {
    expect(readConfig({})).toMatchObject({
      production: false,
      host: '127.0.0.1',
      port: 4000,
      environment: 'sandbox',
      sandboxPort: 4010,
      paynet: { baseUrl: null, secretKey: null, keyFormat: 'raw' },
      services: null,
      routerSecrets: [],
      allowedOrigins: [],
      trustedProxyHops: 0,
      limits: {
        signIn: { windowMs: 1_800_000, maxPerUser: 10, maxPerSource: 50, maxInTotal: 500 },
        autologin: { windowMs: 600_000, maxPerUser: 30 },
        sending: { windowMs: 3_600_000, maxPerAddress: 5, maxPerCaller: 1_000 },
      },
    });
  });

  it('let services in by an issuer, and the router by a secret and the one before it', () => {
    expect(readConfig({ ...SERVICES, ROUTER_SECRET: SECRET, ROUTER_SECRET_PREVIOUS: OLD_SECRET })).toMatchObject({
      services: {
        jwksUrl: 'https://id.example/keys?tenant=1',
        issuer: 'https://id.example/',
        audience: 'paynet-graphql',
      },
      routerSecrets: [SECRET, OLD_SECRET],
    });
    expect(readConfig({ ...SERVICES, SERVICE_JWKS_URL: 'http://127.0.0.1:8080/keys' }).services?.jwksUrl).toBe(
      'http://127.0.0.1:8080/keys',
    );
  });

  it('seal sandbox sessions with a secret nobody knows, a new one every time', () => {
    expect(readConfig({}).session.secret).not.toBe(readConfig({}).session.secret);
    expect(readConfig({}).session.secret.length).toBeGreaterThanOrEqual(32);
  });

  it('choose Paynet’s address by the environment, and never start a sandbox beside a real key', () => {
    expect(readConfig(LIVE)).toMatchObject({
      environment: 'live',
      sandboxPort: null,
      paynet: { baseUrl: 'https://api.paynet.com.tr' },
    });
    expect(readConfig({ ...LIVE, PAYNET_ENVIRONMENT: 'test' }).paynet.baseUrl).toBe('https://pts-api.paynet.com.tr');
    expect(readConfig({ ...LIVE, PAYNET_BASE_URL: 'https://proxy.example/' }).paynet.baseUrl).toBe(
      'https://proxy.example',
    );
  });
});

describe('a mistake in the settings', () => {
  it('is reported with all the others at once, by variable and remedy, without a value', () => {
    const variables = {
      NODE_ENV: 'prod',
      PORT: 'http',
      SANDBOX_PORT: '70000',
      PAYNET_ENVIRONMENT: 'live',
      PAYNET_BASE_URL: 'http://api.example/path',
      PAYNET_KEY_FORMAT: 'hex',
      SESSION_SECRET: 'too-short-secret',
      SERVICE_JWKS_URL: 'http://id.example/keys',
      SERVICE_ISSUER: 'two words',
      SERVICE_AUDIENCE: 'paynet graphql',
      ROUTER_SECRET: 'too-short-secret',
      METRICS_TOKEN: 'too-short-secret',
      PAYNET_MAX_CONNECTIONS: '1',
      PAYNET_MAX_WAITING: '-1',
      PAYNET_RETRY_PERCENT: '101',
      PAYNET_BREAKER_MIN_CALLS: '0',
      PAYNET_BREAKER_PROBE_MS: '0',
      ALLOWED_ORIGINS: 'example.com',
      LOG_LEVEL: 'loud',
      REQUEST_TIMEOUT_MS: '0',
    };
    const found = problems(variables);
    expect(found.map((problem) => problem.split(' ', 1)[0] ?? '').toSorted()).toEqual(
      [...Object.keys(variables).filter((name) => name !== 'PAYNET_ENVIRONMENT'), 'PAYNET_SECRET_KEY'].toSorted(),
    );
    for (const value of ['prod ', 'http://api', 'too-short', 'example.com/', 'loud', '70000']) {
      expect(found.join('\n')).not.toContain(value);
    }
  });

  it.each([
    [
      'a key without saying which system it is for',
      { PAYNET_SECRET_KEY: 'sck_real' },
      ['PAYNET_ENVIRONMENT must say which system PAYNET_SECRET_KEY belongs to: test or live'],
    ],
    [
      'a key beside the sandbox',
      { PAYNET_ENVIRONMENT: 'sandbox', PAYNET_SECRET_KEY: 'sck_real' },
      ['PAYNET_SECRET_KEY must not be set with PAYNET_ENVIRONMENT=sandbox: the sandbox takes no real key'],
    ],
    [
      'production that does not say which Paynet',
      { NODE_ENV: 'production' },
      ['PAYNET_ENVIRONMENT must be said in production: live, test, or sandbox for a pretend Paynet'],
    ],
    [
      'a sandbox somewhere else',
      { PAYNET_ENVIRONMENT: 'sandbox', PAYNET_BASE_URL: 'https://api.paynet.com.tr' },
      ['PAYNET_BASE_URL must be on this machine without a key: it is for a sandbox started by itself'],
    ],
    [
      'a real Paynet where the sandbox was meant',
      { PAYNET_BASE_URL: 'https://api.paynet.com.tr' },
      ['PAYNET_BASE_URL must be on this machine without a key: it is for a sandbox started by itself'],
    ],
    [
      'a system without key and secret',
      { PAYNET_ENVIRONMENT: 'test' },
      [
        "PAYNET_SECRET_KEY must be set with PAYNET_ENVIRONMENT=test: the company's key, as issued",
        'SESSION_SECRET must be set outside the sandbox; make one with: openssl rand -base64 32',
      ],
    ],
    [
      'a short secret',
      { ...LIVE, SESSION_SECRET: 'short' },
      ['SESSION_SECRET must have at least 32 characters; make one with: openssl rand -base64 32'],
    ],
    [
      'an issuer without an audience',
      { ...SERVICES, SERVICE_AUDIENCE: '' },
      [
        'SERVICE_AUDIENCE must be set too: services come in by all three of SERVICE_JWKS_URL, SERVICE_ISSUER, SERVICE_AUDIENCE, or not',
      ],
    ],
    [
      'an audience alone',
      { SERVICE_AUDIENCE: 'paynet-graphql' },
      [
        'SERVICE_JWKS_URL must be set too: services come in by all three of SERVICE_JWKS_URL, SERVICE_ISSUER, SERVICE_AUDIENCE, or not',
        'SERVICE_ISSUER must be set too: services come in by all three of SERVICE_JWKS_URL, SERVICE_ISSUER, SERVICE_AUDIENCE, or not',
      ],
    ],
    [
      'keys over http beside a real Paynet',
      { ...LIVE, ...SERVICES, SERVICE_JWKS_URL: 'http://127.0.0.1:8080/keys' },
      ['SERVICE_JWKS_URL must be an https address (http only on this machine, with the sandbox)'],
    ],
    [
      'an address of keys with a password in it',
      { ...SERVICES, SERVICE_JWKS_URL: 'https://me:pass@id.example/keys' },
      ['SERVICE_JWKS_URL must be an https address (http only on this machine, with the sandbox)'],
    ],
    [
      'a previous router secret without a new one',
      { ROUTER_SECRET_PREVIOUS: OLD_SECRET },
      ['ROUTER_SECRET must be set with ROUTER_SECRET_PREVIOUS: the old one is for while it is being changed'],
    ],
    [
      'a router secret no header can hold',
      { ROUTER_SECRET: `${SECRET} ö` },
      ['ROUTER_SECRET must travel in a header: letters, digits and signs of ASCII, without spaces'],
    ],
    [
      'a key with a line break',
      { ...LIVE, PAYNET_SECRET_KEY: 'sck\nx: y' },
      ['PAYNET_SECRET_KEY must be the key as issued, without spaces'],
    ],
  ])('is %s', (_what, variables, expected) => {
    expect(problems(variables)).toEqual(expected);
  });
});
