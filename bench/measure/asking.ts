import { isDeepStrictEqual } from 'node:util';
import { comparable, type Step } from '../load/job.ts';
import { login, type Operation, VARYING } from '../operations.ts';
import type { Server } from '../servers.ts';

/** A server answered something else than the operation says, or nothing. The run is worth nothing then. */
export class WrongAnswer extends Error {
  constructor(server: Server, operation: Operation, what: string) {
    super(`${server.name} answered ${operation.name} wrongly: ${what}`);
  }
}

/** A server that runs. */
export interface Asked {
  readonly server: Server;
  readonly origin: string;
}

/** Signs in, where the server knows of such a thing. */
export async function tokenFor({ server, origin }: Asked): Promise<string | null> {
  if (server.speaks === 'paynet') return null;
  const [step] = await checkedSteps({ server, origin }, login, null);
  const { text } = await send(origin, step ?? nothing());
  return /"token":"([^"]+)"/.exec(text)?.[1] ?? null;
}

/**
 * The operation's requests, after each was asked once and the answer compared with what it has to be, member by member.
 * Under load every answer is compared with these, byte by byte.
 */
export async function checkedSteps(
  { server, origin }: Asked,
  operation: Operation,
  token: string | null,
): Promise<Step[]> {
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(token === null || !operation.signedIn ? {} : { authorization: `Bearer ${token}` }),
    ...(operation.byRouter === true ? server.routerHeaders : {}),
  };
  const steps: Step[] = [];
  let answer: unknown = null;
  const ask = async (path: string, content: object, expected: unknown) => {
    const body = JSON.stringify(content);
    const { status, text } = await send(origin, { path, headers, body });
    if (status !== 200) throw new WrongAnswer(server, operation, `HTTP ${status}: ${text.slice(0, 500)}`);
    const difference = firstDifference(JSON.parse(comparable(text)), expected);
    if (difference !== null) throw new WrongAnswer(server, operation, difference);
    const blank = VARYING.find((member) => text.includes(`"${member}":""`));
    if (blank !== undefined) throw new WrongAnswer(server, operation, `${blank} is blank`);
    steps.push({ path, headers, body, expected: comparable(text) });
    answer = JSON.parse(text);
  };

  if (server.speaks === 'paynet') {
    for (const { path, body, answer: expected } of operation.calls) await ask(path, body, expected);
  } else {
    const { query } = operation;
    for (const { variables, follows, data } of operation.requests) {
      const added = follows?.(isObject(answer) ? answer['data'] : null);
      await ask('/graphql', { query, variables: { ...variables, ...added } }, { data });
    }
  }
  return steps;
}

async function send(
  origin: string,
  { path, headers, body }: Omit<Step, 'expected'>,
): Promise<{ status: number; text: string }> {
  const response = await fetch(`${origin}${path}`, { method: 'POST', headers, body });
  return { status: response.status, text: await response.text() };
}

/** Where two values differ first, and how, for a person to read. */
function firstDifference(found: unknown, expected: unknown, path = ''): string | null {
  if (isDeepStrictEqual(found, expected)) return null;
  if (!isObject(found) || !isObject(expected) || Array.isArray(found) !== Array.isArray(expected))
    return `${path || 'the body'} is ${JSON.stringify(found)} and not ${JSON.stringify(expected)}`;
  for (const key of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    const difference = firstDifference(found[key], expected[key], path === '' ? key : `${path}.${key}`);
    if (difference !== null) return difference;
  }
  return null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function nothing(): never {
  throw new Error('An operation is one request at least');
}
