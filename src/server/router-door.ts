import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type FieldNode, Kind, type ValueNode } from 'graphql';
import { RequestError } from './request-error.ts';

/** Not `authorization`: that one is the caller's, and a router passes it on. */
const ROUTER_HEADER = 'x-router-secret';
/** What a router may ask for in one operation, all its `_entities` together. A page of a list is a fraction of it. */
const MAX_REPRESENTATIONS = 500;

/** Whether a request comes from the router: it shows one of its secrets. */
export type RouterCheck = (request: IncomingMessage) => boolean;

export function createRouterCheck(secrets: readonly string[]): RouterCheck {
  const digests = secrets.map(digest);
  return ({ headers: { [ROUTER_HEADER]: shown } }) => {
    if (typeof shown !== 'string') return false;
    const shownDigest = digest(shown);
    return digests.some((each) => timingSafeEqual(each, shownDigest));
  };
}

export interface RouterDoorOptions {
  readonly isRouter: RouterCheck;
  /** Without a secret of the router, and not in production. */
  readonly isOpenToAll: boolean;
}

/** Why the federation fields of a document are not answered; null where they are, or there are none. */
export type RouterDoor = (asked: FederationAsked) => RequestError | null;

interface FederationAsked {
  readonly req: IncomingMessage;
  readonly federationFields: readonly FieldNode[];
  readonly variables: Readonly<Record<string, unknown>> | null | undefined;
}

/**
 * The door of the federation fields: `_entities`, where things are asked for by the hundred, and `_service`, which is the
 * whole schema. Who may see which thing is decided for each of them, by the caller's token, as everywhere else.
 */
export function createRouterDoor({ isRouter, isOpenToAll }: RouterDoorOptions): RouterDoor {
  return ({ req, federationFields, variables }) => {
    if (federationFields.length === 0) return null;
    if (!isOpenToAll && !isRouter(req)) {
      return new RequestError('ROUTER_ONLY', 'This is for the router of the company graph.', { refusedBy: 'graphql' });
    }
    if (countRepresentations(federationFields, variables ?? {}) <= MAX_REPRESENTATIONS) return null;
    return new RequestError('TOO_MANY_REPRESENTATIONS', `At most ${MAX_REPRESENTATIONS} representations at once.`, {
      refusedBy: 'graphql',
    });
  };
}

/** Of equal length whatever was shown, so that comparing takes the same time. */
function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Every operation of the document counts, and what is skipped too: it may only be less. */
function countRepresentations(fields: readonly FieldNode[], variables: Readonly<Record<string, unknown>>): number {
  const lengthOf = (value: ValueNode): number => {
    if (value.kind === Kind.LIST) return value.values.length;
    const given = value.kind === Kind.VARIABLE ? variables[value.name.value] : value;
    // One that stands for a list of itself.
    return Array.isArray(given) ? given.length : 1;
  };
  const values = fields.flatMap(({ arguments: given = [] }) => given.map(({ value }) => lengthOf(value)));
  return values.reduce((sum, length) => sum + length, 0);
}
