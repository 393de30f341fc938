import { builder } from '../builder.ts';
import { enumValues } from './enum-values.ts';
import {
  type Failure,
  Forbidden,
  type InputProblem,
  InvalidInput,
  RateLimited,
  RefusedByPaynet,
  Unauthenticated,
  Unavailable,
} from './failures.ts';
import { FAILURE_MESSAGES, type FailureCode, PROBLEM_MESSAGES } from './messages.ts';

const FAILURE_CODES: Record<FailureCode, string> = {
  INVALID_INPUT: 'A field of the input is not valid; nothing left for Paynet.',
  LOGIN_REFUSED: 'Agent, user name or password is wrong, or the account is closed. Deliberately not said which.',
  RATE_LIMITED: 'Too often within a time, by this caller or of this kind; nothing left for Paynet.',
  UNAUTHENTICATED: 'No session came with the request, or one this service does not know.',
  SESSION_EXPIRED: 'The session has ended, by time or by logout.',
  FORBIDDEN: 'The caller lacks a right, or the account belongs to somebody else.',
  REFUSED_BY_PAYNET: 'Paynet understood the request and refused it; nothing was changed.',
  PAY_LINK_NOT_FOUND: 'No such link, or it is not the caller’s to see; deliberately not said which.',
  PAY_LINK_NOT_CHANGEABLE: 'The link was paid or has expired, so its state is final.',
  UPSTREAM_UNAVAILABLE: 'Paynet could not be reached; nothing was sent.',
  UPSTREAM_TIMEOUT: 'Paynet did not answer within the time limit.',
  UPSTREAM_TLS: 'Paynet could not prove who it is; nothing was sent.',
  UPSTREAM_CREDENTIALS: 'Paynet does not accept this service: wrong key, or an address that is not registered.',
  UPSTREAM_RATE_LIMITED: 'Paynet asked for fewer calls.',
  UPSTREAM_BAD_RESPONSE: 'The answer was not one of this service, or the connection broke before it was complete.',
  UPSTREAM_SESSION_OVER: 'Paynet opened a session that is over already by the earliest reading of its date.',
  UPSTREAM_ERROR: 'Paynet reported a fault of its own.',
  IDEMPOTENCY_KEY_REUSED: 'The idempotency key stands for another input already.',
  REFERENCE_TAKEN: 'Another payment link has the reference already.',
  STORE_UNAVAILABLE:
    'What this service’s instances remember together cannot be reached, and without it this cannot be done safely. Nothing was sent.',
  SERVICE_STOPPING: 'This instance of the service is going away; another one goes on.',
  OUTCOME_UNKNOWN: 'A link may or may not have been made.',
};

const FailureCodeEnum = builder.enumType('PaynetErrorCode', {
  description: 'What happened, for programs. Never changes with the language, and a published code keeps its meaning.',
  values: enumValues(FAILURE_CODES, (description) => description),
});

const RetryEnum = builder.enumType('PaynetRetry', {
  description: 'Whether trying again can help.',
  values: {
    NEVER: {
      description: 'Not by itself: the caller’s rights, or the service’s own set-up, would have to change first.',
    },
    AFTER_CHECKING: { description: 'Only after looking whether it was done: doing it again could do it twice.' },
    WITH_CORRECTED_INPUT: { description: 'After the input was corrected.' },
    AFTER_LOGIN: { description: 'After `login`, with the new session.' },
    SAME_INPUT_LATER: { description: 'The same input may work later; see `retryAfterSeconds` for when.' },
  },
});

export const PaynetErrorInterface = builder.interfaceRef<Failure>('PaynetError').implement({
  description:
    'A failure a caller can act on. Decide by `__typename` and `code`; show `message` to people. Holds nothing that was sent.',
  fields: (t) => ({
    code: t.expose('code', { type: FailureCodeEnum, nullable: false, description: 'What happened, for programs.' }),
    message: t.string({
      nullable: false,
      description:
        'What happened and what to do next, for people: English, or Turkish where `Accept-Language` asks for it.',
      resolve: (failure, _, { language }) => FAILURE_MESSAGES[failure.code][language],
    }),
    retry: t.expose('retry', { type: RetryEnum, nullable: false, description: 'Whether trying again can help.' }),
    retryAfterSeconds: t.exposeInt('retryAfterSeconds', {
      description:
        'How long to wait before trying again, in seconds. Null where nobody said, or waiting does not help.',
    }),
    requestId: t.string({
      nullable: false,
      description: 'The id of this request, also in the `x-request-id` header and in the logs. Quote it to support.',
      resolve: (_failure, _, { requestId }) => requestId,
    }),
  }),
});

const ProblemCodeEnum = builder.enumType('PaynetInputProblemCode', {
  description: 'What is wrong with one input field, for programs.',
  values: enumValues(PROBLEM_MESSAGES, ({ en }) => en),
});

const InputProblemType = builder.objectRef<InputProblem>('PaynetInputProblem').implement({
  description: 'One thing that is wrong with one field of the input. Never repeats the value.',
  fields: (t) => ({
    field: t.exposeString('field', {
      nullable: false,
      description: 'The field as a path inside `input`: `amount`, or `links.2.amount` inside a list (counted from 0).',
    }),
    code: t.expose('code', { type: ProblemCodeEnum, nullable: false, description: 'What is wrong, for programs.' }),
    message: t.string({
      nullable: false,
      description: 'What is wrong, for people: English, or Turkish where `Accept-Language` asks for it.',
      resolve: (problem, _, { language }) => PROBLEM_MESSAGES[problem.code][language],
    }),
  }),
});

builder.objectType(InvalidInput, {
  name: 'PaynetInvalidInput',
  description: 'The input was not valid, so nothing was done and nothing left for Paynet.',
  interfaces: [PaynetErrorInterface],
  fields: (t) => ({
    fields: t.expose('fields', {
      type: [InputProblemType],
      nullable: { list: false, items: false },
      description: 'Everything that is wrong, all at once. Never empty.',
    }),
  }),
});

builder.objectType(Unauthenticated, {
  name: 'PaynetUnauthenticated',
  description: 'The caller is not signed in (`UNAUTHENTICATED`) or no longer (`SESSION_EXPIRED`).',
  interfaces: [PaynetErrorInterface],
});

builder.objectType(Forbidden, {
  name: 'PaynetForbidden',
  description: 'The caller is signed in but may not do this. Looks the same whether or not the other account exists.',
  interfaces: [PaynetErrorInterface],
  fields: (t) => ({
    requiredPermission: t.exposeString('requiredPermission', {
      description:
        'What would be needed: a field of `UserAuthorization` for people, a scope for services. Null where no permission would help, because the account is somebody else’s.',
    }),
  }),
});

builder.objectType(RateLimited, {
  name: 'PaynetRateLimited',
  description:
    'Tried too often, so nothing was done and nothing left for Paynet. `retryAfterSeconds` says when it is of use to try again.',
  interfaces: [PaynetErrorInterface],
});

builder.objectType(RefusedByPaynet, {
  name: 'PaynetRefused',
  description: 'Paynet understood the request and refused it. Nothing was changed.',
  interfaces: [PaynetErrorInterface],
  fields: (t) => ({
    returnCode: t.exposeInt('returnCode', {
      nullable: false,
      description: 'Paynet’s return code (`code` under HTTP 200, else `result_code`), see its page of return codes.',
    }),
    returnCodeName: t.exposeString('returnCodeName', {
      nullable: false,
      description: 'Paynet’s own name of the code, e.g. `agentblocked`.',
    }),
  }),
});

builder.objectType(Unavailable, {
  name: 'PaynetUnavailable',
  description:
    'Paynet could not be reached, did not answer in time, or answered something that cannot be used; or this service lacks what it needs to be safe. `code` says which.',
  interfaces: [PaynetErrorInterface],
});
