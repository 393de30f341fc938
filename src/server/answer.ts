import type { ExecutionResult, GraphQLError } from 'graphql';
import { type Head, headOf } from './head.ts';

/** A result whose data is written already, as JSON. */
export interface WrittenResult {
  readonly data?: string | undefined;
  readonly errors?: readonly GraphQLError[];
}

export function writtenResult({ data, errors }: ExecutionResult): WrittenResult {
  return {
    ...(errors === undefined ? {} : { errors }),
    ...(data === undefined ? {} : { data: JSON.stringify(data) }),
  };
}

/** As objects again, for whoever writes answers of another form. */
export function readResult({ data, errors }: WrittenResult): ExecutionResult {
  return {
    ...(errors === undefined ? {} : { errors }),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is written there are the fields of the root, or null
    ...(data === undefined ? {} : { data: JSON.parse(data) as ExecutionResult['data'] & {} }),
  };
}

const JSON_TYPE = 'application/json';
const GRAPHQL_TYPE = 'application/graphql-response+json';

/** The two media types of an answer that comes all at once. */
export type AnswerType = typeof JSON_TYPE | typeof GRAPHQL_TYPE;

/** How such an answer travels. */
export interface Answer {
  readonly status: number;
  readonly head: Head;
  readonly body: string;
}

const CONTENT_TYPE: Readonly<Record<AnswerType, Head>> = {
  [JSON_TYPE]: ['content-type', `${JSON_TYPE}; charset=utf-8`],
  [GRAPHQL_TYPE]: ['content-type', `${GRAPHQL_TYPE}; charset=utf-8`],
};

/** The first of the types that `Accept` names which we have; null where it names none of them, but perhaps a stream. */
export function acceptedType(accept: string | null | undefined): AnswerType | null {
  if (accept === JSON_TYPE || (accept ?? '') === '' || accept === '*/*') return JSON_TYPE;
  if (accept === GRAPHQL_TYPE) return GRAPHQL_TYPE;
  for (const entry of (accept ?? '').replaceAll(/\s/g, '').toLowerCase().split(',')) {
    const [type, ...parameters] = entry.split(';');
    const charset = parameters.find((parameter) => parameter.startsWith('charset='));
    if (charset !== undefined && charset !== 'charset=utf-8') continue;
    if (type === GRAPHQL_TYPE) return GRAPHQL_TYPE;
    if (type === JSON_TYPE || type === 'application/*' || type === '*/*') return JSON_TYPE;
  }
  return null;
}

/** What a mistake says of itself to HTTP. `spec`: only where the client accepts the draft's own type. */
interface ErrorHttp {
  readonly status?: number;
  readonly spec?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A result whose errors are safe to show, as it goes out. What is in them for the server only stays behind. */
export function answerOf({ data, errors }: WrittenResult, type: AnswerType): Answer {
  if (errors === undefined) return { status: 200, head: CONTENT_TYPE[type], body: `{"data":${data}}` };

  const said = errors.map(({ extensions }) => httpIn(extensions));
  const shownErrors = JSON.stringify(errors.map(shown));
  return {
    status: statusOf({ data, errors }, type, said),
    head: [...CONTENT_TYPE[type], ...headOf(Object.assign({}, ...said.map(({ headers }) => headers)))],
    body: data === undefined ? `{"errors":${shownErrors}}` : `{"errors":${shownErrors},"data":${data}}`,
  };
}

function statusOf({ data, errors = [] }: WrittenResult, type: AnswerType, said: readonly ErrorHttp[]): number {
  const statuses = said.filter(({ spec }) => spec !== true || type === GRAPHQL_TYPE).map(({ status }) => status ?? 0);
  const status = Math.max(0, ...statuses);
  if (status > 0) return status;
  // Nothing could be begun, and nobody knows why.
  return data === undefined && errors.some(({ extensions }) => extensions['unexpected'] === true) ? 500 : 200;
}

function httpIn({ http }: GraphQLError['extensions']): ErrorHttp {
  return typeof http === 'object' && http !== null ? http : {};
}

function shown(error: GraphQLError): object {
  const { http: _http, unexpected: _unexpected, ...extensions } = error.extensions;
  return { ...error.toJSON(), extensions };
}
