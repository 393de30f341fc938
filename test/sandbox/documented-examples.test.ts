import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { RETURN_CODES } from '../../src/sandbox/return-codes.ts';
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
    [PATHS.detail]: Operation,
    [PATHS.list]: Operation,
    [PATHS.status]: Operation,
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

/** When the assembled examples say that their link was made. */
const paynet = useSandbox({ clock: () => new Date('2024-05-01T10:15:00+03:00') });

describe('the documentation', () => {
  const cases = (['login', 'autologin', 'create'] as const).flatMap((service) =>
    Object.entries(examplesOf(operation(PATHS[service]).requestBody))
      .filter(([, example]) => example['x-example-origin'] === 'docs')
      .map(([name, example]) => ({ service, name, request: example.value })),
  );

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

  describe('of the services that look links up', () => {
    const success = (path: string, name: string) => examplesOf(operation(path).responses['200'])[name]?.value ?? {};
    const asked = (path: string, name: string) => examplesOf(operation(path).requestBody)[name]?.value ?? {};
    beforeEach(() => paynet.post('create', asked(PATHS.create, 'full')));

    test.each(['by_id', 'by_reference'])('answers detail %s as documented, with the id it adds', async (name) => {
      const id = paynet.sandbox.links[0]?.id;
      const request = name === 'by_id' ? { ...asked(PATHS.detail, name), id } : asked(PATHS.detail, name);
      const { json } = await paynet.post('detail', request);
      const { status, object_name, code, message, ...members } = success(PATHS.detail, 'unpaid');
      const documented = { ...members, id, status, object_name, code, message };
      expect(json).toStrictEqual(documented);
      expect(Object.keys(json)).toEqual(Object.keys(documented));
    });

    test('answers the list of one day as documented, with the id and status it adds to a row', async () => {
      const { json } = await paynet.post('list', asked(PATHS.list, 'one_day'));
      const documented = success(PATHS.list, 'one_row');
      const [row] = z.array(z.record(z.string(), z.unknown())).parse(documented['Data']);
      const id = paynet.sandbox.links[0]?.id;
      expect(json).toStrictEqual({ ...documented, Data: [{ ...row, id, status: 0 }] });
      expect(Object.keys(json)).toEqual(Object.keys(documented));
    });

    test.each(['documentation_sample', 'by_reference'])('answers status_update %s as documented', async (name) => {
      const sample = asked(PATHS.status, name);
      const request = 'id' in sample ? { ...sample, id: paynet.sandbox.links[0]?.id } : sample;
      expect((await paynet.post('status', request)).json).toStrictEqual(success(PATHS.status, 'success'));
    });

    test.each([
      ['detail', 'by_id'],
      ['status', 'documentation_sample'],
    ] as const)('answers %s %s, whose id is nobody’s, as documented', async (service, name) => {
      const { status, json } = await paynet.post(service, asked(PATHS[service], name));
      expect(status).toBe(200);
      expect(json).toStrictEqual(success(PATHS[service], 'not_found'));
    });
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
