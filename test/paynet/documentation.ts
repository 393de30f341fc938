import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const Body = z.record(z.string(), z.unknown());
const Examples = z.record(z.string(), z.object({ value: Body }));
const Content = z.object({
  content: z.object({ 'application/json': z.object({ schema: z.object({ $ref: z.string() }), examples: Examples }) }),
});
const Operation = z.object({
  post: z.object({ requestBody: Content, responses: z.looseObject({ '200': Content }) }),
});
const Documentation = z.object({
  'x-return-codes': z.object({ codes: z.array(z.object({ code: z.number(), key: z.string() })) }),
  paths: z.object({
    '/v1/agent/login': Operation,
    '/v1/agent/autologin': Operation,
    '/v1/mailorder/create': Operation,
  }),
  components: z.object({ responses: z.record(z.string(), Content), schemas: z.record(z.string(), z.unknown()) }),
});

/** What is known of Paynet's pages. */
export const documentation = Documentation.parse(
  parse(readFileSync(new URL('../fixtures/paynet/openapi.agent-paylink.yaml', import.meta.url), 'utf8')),
);

export type ServicePath = keyof typeof documentation.paths;

/** Every documented return code with its name, 0 included. */
export const RETURN_CODES = documentation['x-return-codes'].codes;

export function documentedRequest(path: ServicePath, example: string): Record<string, unknown> {
  return exampleOf(documentation.paths[path].post.requestBody, example);
}

export function documentedAnswer(path: ServicePath, example = 'success'): Record<string, unknown> {
  return exampleOf(documentation.paths[path].post.responses['200'], example);
}

/** The documented body of an HTTP status that is not 200, e.g. `BadRequest`. */
export function documentedError(response: string, example = 'error_object'): Record<string, unknown> {
  const content = documentation.components.responses[response];
  if (content === undefined) throw new Error(`${response} is not documented.`);
  return exampleOf(content, example);
}

function exampleOf(content: z.output<typeof Content>, name: string): Record<string, unknown> {
  const example = content.content['application/json'].examples[name];
  if (example === undefined) throw new Error(`There is no example ${name}.`);
  return example.value;
}
