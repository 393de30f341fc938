import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Layer, startLayer } from '../support/harness.ts';

const NOTHING_AT_ALL = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Every kind of answer there is, refusals and mistakes included. */
const ANSWERS: readonly { what: string; status: number | null; path: string; request?: RequestInit }[] = [
  { what: 'an answer', status: 200, path: '/graphql', request: json('{ __typename }') },
  {
    what: 'an answer by GET',
    status: 200,
    path: '/graphql?query=%7B__typename%7D',
    request: { headers: { accept: 'application/json' } },
  },
  { what: 'a mistake in the request', status: 400, path: '/graphql', request: json('{ nothing }') },
  { what: 'a body that is no JSON', status: 400, path: '/graphql', request: { ...json(''), body: '{' } },
  {
    what: 'a form',
    status: 415,
    path: '/graphql',
    request: { method: 'POST', body: new URLSearchParams({ query: '{__typename}' }) },
  },
  { what: 'a body that is too large', status: 413, path: '/graphql', request: json(' '.repeat(300_000)) },
  { what: 'a verb that is none of ours', status: 405, path: '/graphql', request: { method: 'DELETE' } },
  { what: 'a lost caller', status: 404, path: '/nowhere' },
  { what: 'a confirmation', status: 200, path: '/confirmations/x', request: { method: 'POST', body: '{}' } },
  { what: '/health', status: 200, path: '/health' },
  // Not ready where something else just kept this process from turning.
  { what: '/ready', status: null, path: '/ready' },
];

function json(query: string): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query }),
  };
}

describe.each([
  ['the open profile', {}],
  ['the closed profile', { NODE_ENV: 'production', PAYNET_ENVIRONMENT: 'sandbox', HOST: '127.0.0.1' }],
])('in %s', (_profile, env) => {
  let layer: Layer;
  beforeAll(async () => {
    layer = await startLayer({ env });
  });
  afterAll(() => layer.stop());

  it.each(ANSWERS)('$what lets a browser load, run, frame and guess nothing', async ({ status, path, request }) => {
    const { status: answered, headers } = await fetch(layer.url + path, request);
    if (status !== null) expect(answered).toBe(status);
    expect(headers.get('content-security-policy')).toBe(NOTHING_AT_ALL);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBe(layer.config.production ? 'max-age=31536000' : null);
  });
});
