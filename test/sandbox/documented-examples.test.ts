import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { RETURN_CODES } from '../../src/sandbox/return-codes.ts';
import { SERVICE_NAMES } from '../../src/sandbox/scenarios.ts';
import { GOOD_REQUESTS, PATHS, useSandbox } from './running-sandbox.ts';

const Examples = z.record(
  z.string(),
  z.object({ 'x-example-origin': z.enum(['docs', 'constructed']), value: z.record(z.string(), z.unknown()) }),
);
const Content = z.object({ content: z.object({ 'application/json': z.object({ examples: Examples }) }) });
const Operation = z.object({
  post: z.object({ requestBody: Content, responses: z.looseObject({ '200': Content }) }),
});
const Documentation = z.object({
  'x-return-codes': z.object({ codes: z.array(z.object({ code: z.number(), key: z.string() })) }),
  paths: z.object({
    [PATHS.login]: Operation,
    [PATHS.autologin]: Operation,
    [PATHS.create]: Operation,
  }),
  components: z.object({ responses: z.record(z.string(), Content) }),
});

const documentation = Documentation.parse(
  parse(readFileSync(new URL('../fixtures/paynet/openapi.agent-paylink.yaml', import.meta.url), 'utf8')),
);
const operation = (path: string) => {
  const post = documentation.paths[path]?.post;
  if (post === undefined) throw new Error(`${path} is not documented.`);
  return post;
};
const examplesOf = (content: z.infer<typeof Content>) => content.content['application/json'].examples;
const errorBody = (name: string) => {
  const response = documentation.components.responses[name];
  return response === undefined ? undefined : examplesOf(response)['error_object']?.value;
};

/** Members that are new in every answer, and what they must look like. */
const FRESH: Record<string, RegExp> = {
  session_key: /^mbl_pcs_(?=.*\/)(?=.*\*)[\w/*]{32}$/,
  expired_date: /^\d{4}-\d\d-\d\d$/,
  url: /^http:\/\/127\.0\.0\.1:\d+\/(S\/M\?id=[\da-f-]{36}|Account\/PaynetAgentGate\?al=EAAAAL.+%3d)$/,
  id: /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
};

function withoutFresh(body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !(name in FRESH)));
}

const paynet = useSandbox();

describe('the documentation', () => {
  const cases = SERVICE_NAMES.flatMap((service) =>
    Object.entries(examplesOf(operation(PATHS[service]).requestBody))
      .filter(([, example]) => example['x-example-origin'] === 'docs')
      .map(([name, example]) => ({ service, name, request: example.value })),
  );

  test('has a sample request for each of the three services', () => {
    expect(new Set(cases.map(({ service }) => service))).toEqual(new Set(SERVICE_NAMES));
  });

  test.each(cases)('answers $service $name as documented, fresh members excepted', async ({ service, request }) => {
    const { status, json } = await paynet.post(service, request);
    const documented = examplesOf(operation(PATHS[service]).responses['200'])['success']?.value ?? {};
    expect(status).toBe(200);
    expect(withoutFresh(json)).toStrictEqual(withoutFresh(documented));
    expect(Object.keys(json)).toEqual(Object.keys(documented));
    const fresh = Object.entries(FRESH).filter(([name]) => name in json);
    for (const [name, shape] of fresh) expect(json[name]).toMatch(shape);
  });

  test('answers the dealer 1001 and its user paynet as the login sample, fresh members excepted', async () => {
    const { json } = await paynet.post('login', GOOD_REQUESTS.login);
    const documented = examplesOf(operation(PATHS.login).responses['200'])['success']?.value ?? {};
    expect(withoutFresh(json)).toStrictEqual(withoutFresh(documented));
  });

  test('accepts the complete create request of the documentation', async () => {
    const full = examplesOf(operation(PATHS.create).requestBody)['full']?.value;
    expect((await paynet.post('create', full)).json).toMatchObject({ code: 0 });
  });

  test.each([
    { service: 'login', example: 'refused', request: { ...GOOD_REQUESTS.login, password: 'wrong' } },
    { service: 'autologin', example: 'no_such_agent', request: { ...GOOD_REQUESTS.autologin, agent_id: '9999' } },
    { service: 'create', example: 'refused', request: { ...GOOD_REQUESTS.create, note: 'sandbox:code=11' } },
  ] as const)('refuses $service in the documented shape', async ({ service, example, request }) => {
    const { status, json } = await paynet.post(service, request);
    expect(status).toBe(200);
    expect(json).toStrictEqual(examplesOf(operation(PATHS[service]).responses['200'])[example]?.value);
  });

  test.each([
    { status: 400, name: 'BadRequest' },
    { status: 401, name: 'Unauthorized' },
    { status: 403, name: 'Forbidden' },
    { status: 404, name: 'NotFound' },
    { status: 405, name: 'MethodNotAllowed' },
    { status: 500, name: 'ServerError' },
  ])('has the documented body for HTTP $status', async ({ status, name }) => {
    const reply = await paynet.post('create', { note: `sandbox:status=${status}` });
    expect(reply.status).toBe(status);
    expect(reply.json).toStrictEqual(errorBody(name));
  });

  test('lists the return codes the sandbox knows, and no others', () => {
    const documented = documentation['x-return-codes'].codes.map(({ code, key }) => [code, key]);
    expect([...RETURN_CODES]).toEqual(documented);
  });

  test('has an envelope form for HTTP 400, which iyzico documents', async () => {
    const { status, json } = await paynet.post('login', { user_name: 'sandbox:envelope=11' });
    expect(status).toBe(400);
    expect(json).toStrictEqual({ object_name: 'login', code: 11, message: 'badrequest' });
  });
});
