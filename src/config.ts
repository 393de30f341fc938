import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { DEFAULT_DISCIPLINE, type PaynetDiscipline } from './paynet/gate.ts';
import { DEFAULT_LIMITS, type PaynetLimits } from './paynet/request.ts';
import { isLoopback } from './paynet/wire.ts';
import { ManifestError, readManifest, type TrustedDocuments } from './server/manifest.ts';

const BASE_URLS = { test: 'https://pts-api.paynet.com.tr', live: 'https://api.paynet.com.tr' } as const;
const MIN_SECRET_LENGTH = 32;
const MAX_MS = 10 * 60_000;
const MAX_WINDOW_MS = 24 * 60 * 60_000;
const MAX_COUNT = 1_000_000;

export interface Config {
  /** The closed profile: no GraphiQL, no introspection, no suggestions, cookies over https only. */
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  readonly environment: 'sandbox' | 'test' | 'live';
  /** Where the sandbox listens; null where none is to be started. */
  readonly sandboxPort: number | null;
  readonly paynet: {
    /** Null: the sandbox's own address. */
    readonly baseUrl: string | null;
    /** Null: the sandbox's own key. */
    readonly secretKey: string | null;
    readonly keyFormat: 'raw' | 'base64';
    readonly limits: PaynetLimits;
    readonly discipline: PaynetDiscipline;
    /** After how long a link that is not found surely was not made. */
    readonly settleMs: number;
    /** How often a link somebody watches is asked about. */
    readonly pollMs: number;
  };
  /** Where several instances remember together; null: this one remembers alone. */
  readonly redisUrl: string | null;
  /** Where Paynet can post confirmations to; null: nowhere, or the sandbox's layer itself. No slash at the end. */
  readonly publicUrl: string | null;
  readonly session: { readonly secret: string; readonly previousSecret: string | undefined };
  /** Who vouches for services of the company; null where they cannot come in. */
  readonly services: { readonly jwksUrl: string; readonly issuer: string; readonly audience: string } | null;
  /** What the router of the company graph shows, the previous one included; empty where none is set. */
  readonly routerSecrets: readonly string[];
  /** What a scraper of `/metrics` shows; null where it shows nothing, and where in production there are none. */
  readonly metricsToken: string | null;
  readonly allowedOrigins: readonly string[];
  /** What one connection, and one address, may take of ours. */
  readonly connections: {
    /** From the first byte to the end of the head, and to the end of the whole request: slow senders hold no socket. */
    readonly headersMs: number;
    readonly requestMs: number;
    /** How long one may be open without a byte in either direction, between requests or in front of a slow reader. */
    readonly idleMs: number;
    /** 0: any number. */
    readonly maxPerAddress: number;
  };
  /** Requests worked on at once, at most; fewer where the processor is what is short. 0: nobody is ever refused. */
  readonly maxRequestsAtOnce: number;
  /** How many proxies of our own stand before this service and add to `x-forwarded-for`. */
  readonly trustedProxyHops: number;
  /** How often things may be done within a window; 0: as often as anybody likes. */
  readonly limits: {
    readonly signIn: {
      readonly windowMs: number;
      readonly maxPerUser: number;
      readonly maxPerSource: number;
      readonly maxInTotal: number;
    };
    readonly autologin: { readonly windowMs: number; readonly maxPerUser: number };
    readonly sending: { readonly windowMs: number; readonly maxPerAddress: number; readonly maxPerCaller: number };
  };
  readonly trustedDocuments: {
    /** Refuse whatever else is asked. */
    readonly only: boolean;
    /** The company's own, beside the ready-made operations. */
    readonly documents: TrustedDocuments;
  };
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
  /** How long to go on taking requests while `/ready` already says no. */
  readonly shutdownDelayMs: number;
  readonly shutdownGraceMs: number;
}

/** Everything that is wrong with the settings, by variable and remedy. Holds no value. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(['The settings are not right, so nothing was started:', ...problems.map((each) => `  - ${each}`)].join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** A variable that is set to nothing counts as not set. */
const variable = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema);

const number = (min: number, max: number, fallback: number) => {
  const what = `must be a whole number from ${min} to ${max}`;
  return variable(z.coerce.number(what).int(what).min(min, what).max(max, what).default(fallback));
};

const oneOf = <const T extends readonly string[]>(values: T) => z.enum(values, `must be one of: ${values.join(', ')}`);

const secret = variable(
  z
    .string()
    .min(
      MIN_SECRET_LENGTH,
      `must have at least ${MIN_SECRET_LENGTH} characters; make one with: openssl rand -base64 32`,
    )
    .optional(),
);

/** Printable ASCII without spaces: what survives a header, and a copy and paste, as it is. */
const PLAIN_TEXT = /^[\x21-\x7e]+$/;

const plainText = (otherwise: string) => variable(z.string().regex(PLAIN_TEXT, otherwise).optional());

/** A secret that travels in a header. */
const headerSecret = variable(
  z
    .string()
    .min(
      MIN_SECRET_LENGTH,
      `must have at least ${MIN_SECRET_LENGTH} characters; make one with: openssl rand -base64 32`,
    )
    .regex(PLAIN_TEXT, 'must travel in a header: letters, digits and signs of ASCII, without spaces')
    .optional(),
);

const HTTPS_ONLY = 'must be an https address (http only on this machine, with the sandbox)';

const baseUrl = variable(
  z
    .string()
    .refine(isBaseUrl, 'must be an https address without a path (http only on this machine)')
    .transform((value) => new URL(value).origin)
    .optional(),
);

const publicUrl = variable(
  z
    .string()
    .refine(
      (value) => isSafeUrl(value) && !/[?#]/.test(value),
      'must be an https address without a query (http only on this machine)',
    )
    .transform((value) => value.replace(/\/+$/, ''))
    .optional(),
);

const origins = variable(
  z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== ''),
    )
    .refine((list) => list.every(isOrigin), 'must be origins with commas between them, like https://app.example.com'),
);

const flag = variable(oneOf(['true', 'false']).default('false')).transform((said) => said === 'true');

const manifest = variable(
  z
    .string()
    .optional()
    .transform((path, context): TrustedDocuments => {
      try {
        return path === undefined ? new Map() : readManifest(path);
      } catch (error) {
        if (!(error instanceof ManifestError)) throw error;
        context.addIssue({ code: 'custom', message: error.message });
        return z.NEVER;
      }
    }),
);

/** Every variable this service reads; `.env.example` lists the same. */
export const ENVIRONMENT = z.object({
  NODE_ENV: variable(oneOf(['development', 'production', 'test']).default('development')),
  HOST: variable(z.string().default('127.0.0.1')),
  PORT: number(0, 65_535, 4000),
  SANDBOX_PORT: number(0, 65_535, 4010),
  PAYNET_ENVIRONMENT: variable(oneOf(['sandbox', 'test', 'live']).optional()),
  PAYNET_BASE_URL: baseUrl,
  PAYNET_SECRET_KEY: plainText('must be the key as issued, without spaces'),
  PAYNET_KEY_FORMAT: variable(oneOf(['raw', 'base64']).default('raw')),
  PAYNET_CONNECT_TIMEOUT_MS: number(1, MAX_MS, DEFAULT_LIMITS.connectMs),
  PAYNET_HEADERS_TIMEOUT_MS: number(1, MAX_MS, DEFAULT_LIMITS.headersMs),
  PAYNET_BODY_TIMEOUT_MS: number(1, MAX_MS, DEFAULT_LIMITS.bodyMs),
  PAYNET_CALL_TIMEOUT_MS: number(1, MAX_MS, DEFAULT_LIMITS.callMs),
  REQUEST_TIMEOUT_MS: number(1, MAX_MS, DEFAULT_LIMITS.totalMs),
  PAYNET_MAX_CONNECTIONS: number(2, 1_024, DEFAULT_DISCIPLINE.maxConnections),
  PAYNET_MAX_WAITING: number(0, 100_000, DEFAULT_DISCIPLINE.maxWaiting),
  PAYNET_RETRY_PERCENT: number(0, 100, DEFAULT_DISCIPLINE.retryPercent),
  PAYNET_BREAKER_MIN_CALLS: number(1, 1_000_000, DEFAULT_DISCIPLINE.breakerMinCalls),
  PAYNET_BREAKER_PROBE_MS: number(1, MAX_MS, DEFAULT_DISCIPLINE.breakerProbeMs),
  // Public clients of Paynet's wait 20 to 30 seconds for an answer, so it may still be at work for as long.
  PAYNET_SETTLE_MS: number(1, MAX_MS, 30_000),
  PAYNET_POLL_MS: number(1, MAX_MS, 20_000),
  PUBLIC_URL: publicUrl,
  REDIS_URL: variable(
    z
      .string()
      .refine(
        (value) => URL.canParse(value) && /^rediss?:$/.test(new URL(value).protocol),
        'must be an address like redis://host:6379 or rediss://host:6379',
      )
      .optional(),
  ),
  SESSION_SECRET: secret,
  SESSION_SECRET_PREVIOUS: secret,
  SERVICE_JWKS_URL: variable(z.string().refine(isKeySetUrl, HTTPS_ONLY).optional()),
  SERVICE_ISSUER: plainText('must be the issuer exactly as tokens name it, without spaces'),
  SERVICE_AUDIENCE: plainText('must be the audience exactly as tokens name it, without spaces'),
  ROUTER_SECRET: headerSecret,
  ROUTER_SECRET_PREVIOUS: headerSecret,
  METRICS_TOKEN: headerSecret,
  ALLOWED_ORIGINS: origins,
  CLIENT_HEADERS_TIMEOUT_MS: number(1, MAX_MS, 10_000),
  CLIENT_REQUEST_TIMEOUT_MS: number(1, MAX_MS, 15_000),
  // Longer than load balancers keep theirs (often 60 s), so that no request meets a connection that is just being closed.
  CLIENT_IDLE_TIMEOUT_MS: number(1, MAX_MS, 65_000),
  MAX_CONNECTIONS_PER_ADDRESS: number(0, MAX_COUNT, 500),
  MAX_REQUESTS_AT_ONCE: number(0, MAX_COUNT, 2_000),
  TRUSTED_PROXY_HOPS: number(0, 10, 0),
  // PCI DSS 8.3.4: no more than ten wrong passwords, and then half an hour.
  SIGN_IN_WINDOW_MS: number(1, MAX_WINDOW_MS, 30 * 60_000),
  SIGN_IN_MAX_PER_USER: number(0, MAX_COUNT, 10),
  SIGN_IN_MAX_PER_SOURCE: number(0, MAX_COUNT, 50),
  SIGN_IN_MAX_IN_TOTAL: number(0, MAX_COUNT, 500),
  AUTOLOGIN_WINDOW_MS: number(1, MAX_WINDOW_MS, 10 * 60_000),
  AUTOLOGIN_MAX_PER_USER: number(0, MAX_COUNT, 30),
  SENDING_WINDOW_MS: number(1, MAX_WINDOW_MS, 60 * 60_000),
  SENDING_MAX_PER_ADDRESS: number(0, MAX_COUNT, 5),
  SENDING_MAX_PER_CALLER: number(0, MAX_COUNT, 1_000),
  TRUSTED_DOCUMENTS_ONLY: flag,
  TRUSTED_DOCUMENTS_FILE: manifest,
  LOG_LEVEL: variable(oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info')),
  SHUTDOWN_DELAY_MS: number(0, MAX_MS, 0),
  SHUTDOWN_GRACE_MS: number(0, MAX_MS, 15_000),
});

type Environment = z.output<typeof ENVIRONMENT>;

/** The settings, from the environment. The only reader of it; throws `ConfigError` with everything that is wrong. */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const parsed = ENVIRONMENT.safeParse(variables);
  const problems = (parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`);
  // What belongs together is judged on what is set at all, so that one message lists everything.
  problems.push(...contradictions(variables));
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);

  const env = parsed.data;
  const environment = env.PAYNET_ENVIRONMENT ?? 'sandbox';
  return {
    production: env.NODE_ENV === 'production',
    host: env.HOST,
    port: env.PORT,
    environment,
    sandboxPort: environment === 'sandbox' && env.PAYNET_BASE_URL === undefined ? env.SANDBOX_PORT : null,
    paynet: {
      baseUrl: env.PAYNET_BASE_URL ?? (environment === 'sandbox' ? null : BASE_URLS[environment]),
      secretKey: env.PAYNET_SECRET_KEY ?? null,
      keyFormat: env.PAYNET_KEY_FORMAT,
      limits: limits(env),
      discipline: discipline(env),
      settleMs: env.PAYNET_SETTLE_MS,
      pollMs: env.PAYNET_POLL_MS,
    },
    redisUrl: env.REDIS_URL ?? null,
    publicUrl: env.PUBLIC_URL ?? null,
    session: {
      secret: env.SESSION_SECRET ?? randomBytes(32).toString('base64url'),
      previousSecret: env.SESSION_SECRET_PREVIOUS,
    },
    services: services(env),
    routerSecrets: [env.ROUTER_SECRET, env.ROUTER_SECRET_PREVIOUS].filter((each) => each !== undefined),
    metricsToken: env.METRICS_TOKEN ?? null,
    allowedOrigins: env.ALLOWED_ORIGINS,
    connections: {
      headersMs: env.CLIENT_HEADERS_TIMEOUT_MS,
      requestMs: env.CLIENT_REQUEST_TIMEOUT_MS,
      idleMs: env.CLIENT_IDLE_TIMEOUT_MS,
      // All that comes through a proxy comes from its address.
      maxPerAddress: env.TRUSTED_PROXY_HOPS > 0 ? 0 : env.MAX_CONNECTIONS_PER_ADDRESS,
    },
    maxRequestsAtOnce: env.MAX_REQUESTS_AT_ONCE,
    trustedProxyHops: env.TRUSTED_PROXY_HOPS,
    limits: {
      signIn: {
        windowMs: env.SIGN_IN_WINDOW_MS,
        maxPerUser: env.SIGN_IN_MAX_PER_USER,
        maxPerSource: env.SIGN_IN_MAX_PER_SOURCE,
        maxInTotal: env.SIGN_IN_MAX_IN_TOTAL,
      },
      autologin: { windowMs: env.AUTOLOGIN_WINDOW_MS, maxPerUser: env.AUTOLOGIN_MAX_PER_USER },
      sending: {
        windowMs: env.SENDING_WINDOW_MS,
        maxPerAddress: env.SENDING_MAX_PER_ADDRESS,
        maxPerCaller: env.SENDING_MAX_PER_CALLER,
      },
    },
    trustedDocuments: { only: env.TRUSTED_DOCUMENTS_ONLY, documents: env.TRUSTED_DOCUMENTS_FILE },
    logLevel: env.LOG_LEVEL,
    shutdownDelayMs: env.SHUTDOWN_DELAY_MS,
    shutdownGraceMs: env.SHUTDOWN_GRACE_MS,
  };
}

function limits(env: Environment): PaynetLimits {
  return {
    connectMs: env.PAYNET_CONNECT_TIMEOUT_MS,
    headersMs: env.PAYNET_HEADERS_TIMEOUT_MS,
    bodyMs: env.PAYNET_BODY_TIMEOUT_MS,
    callMs: env.PAYNET_CALL_TIMEOUT_MS,
    totalMs: env.REQUEST_TIMEOUT_MS,
  };
}

function discipline(env: Environment): PaynetDiscipline {
  return {
    ...DEFAULT_DISCIPLINE,
    maxConnections: env.PAYNET_MAX_CONNECTIONS,
    maxWaiting: env.PAYNET_MAX_WAITING,
    retryPercent: env.PAYNET_RETRY_PERCENT,
    breakerMinCalls: env.PAYNET_BREAKER_MIN_CALLS,
    breakerProbeMs: env.PAYNET_BREAKER_PROBE_MS,
  };
}

function services(env: Environment): Config['services'] {
  const { SERVICE_JWKS_URL: jwksUrl, SERVICE_ISSUER: issuer, SERVICE_AUDIENCE: audience } = env;
  if (jwksUrl === undefined || issuer === undefined || audience === undefined) return null;
  return { jwksUrl, issuer, audience };
}

function contradictions(variables: Readonly<Record<string, string | undefined>>): string[] {
  const isSet = (name: keyof Environment) => (variables[name] ?? '') !== '';
  const said = variables['PAYNET_ENVIRONMENT'] ?? '';
  const environment = said === '' && !isSet('PAYNET_SECRET_KEY') ? 'sandbox' : said;
  const problems: string[] = [];

  if (said === '' && isSet('PAYNET_SECRET_KEY')) {
    problems.push('PAYNET_ENVIRONMENT must say which system PAYNET_SECRET_KEY belongs to: test or live');
  }
  if (said === '' && !isSet('PAYNET_SECRET_KEY') && variables['NODE_ENV'] === 'production') {
    problems.push('PAYNET_ENVIRONMENT must be said in production: live, test, or sandbox for a pretend Paynet');
  }
  if (environment === 'sandbox' && isSet('PAYNET_SECRET_KEY')) {
    problems.push('PAYNET_SECRET_KEY must not be set with PAYNET_ENVIRONMENT=sandbox: the sandbox takes no real key');
  }
  if (environment === 'sandbox' && isSet('PAYNET_BASE_URL') && !isLoopbackUrl(variables['PAYNET_BASE_URL'] ?? '')) {
    problems.push('PAYNET_BASE_URL must be on this machine without a key: it is for a sandbox started by itself');
  }
  if (environment === 'test' || environment === 'live') {
    if (!isSet('PAYNET_SECRET_KEY')) {
      problems.push(
        `PAYNET_SECRET_KEY must be set with PAYNET_ENVIRONMENT=${environment}: the company's key, as issued`,
      );
    }
    if (!isSet('SESSION_SECRET')) {
      problems.push('SESSION_SECRET must be set outside the sandbox; make one with: openssl rand -base64 32');
    }
  }
  const jwksUrl = variables['SERVICE_JWKS_URL'] ?? '';
  if (environment !== 'sandbox' && isKeySetUrl(jwksUrl) && new URL(jwksUrl).protocol !== 'https:') {
    problems.push(`SERVICE_JWKS_URL ${HTTPS_ONLY}`);
  }
  const aboutServices = ['SERVICE_JWKS_URL', 'SERVICE_ISSUER', 'SERVICE_AUDIENCE'] as const;
  if (aboutServices.some(isSet)) {
    for (const missing of aboutServices.filter((name) => !isSet(name))) {
      problems.push(`${missing} must be set too: services come in by all three of ${aboutServices.join(', ')}, or not`);
    }
  }
  if (isSet('ROUTER_SECRET_PREVIOUS') && !isSet('ROUTER_SECRET')) {
    problems.push(
      'ROUTER_SECRET must be set with ROUTER_SECRET_PREVIOUS: the old one is for while it is being changed',
    );
  }
  return problems;
}

/** With a path and a query if need be: issuers put their keys anywhere. */
function isKeySetUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, hash, username, password } = new URL(value);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  return isSafe && `${hash}${username}${password}` === '';
}

function isBaseUrl(value: string): boolean {
  return isSafeUrl(value) && /^https?:\/\/[^/?#]+\/?$/i.test(value);
}

/** Https, or on this machine; without user name and password. */
function isSafeUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  return (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) && `${username}${password}` === '';
}

function isLoopbackUrl(value: string): boolean {
  return URL.canParse(value) && isLoopback(new URL(value).hostname);
}

function isOrigin(value: string): boolean {
  return URL.canParse(value) && new URL(value).origin === value;
}
