import type { IncomingHttpHeaders } from 'undici/types/header.js';
import { Unreadable } from './codec.ts';
import {
  type Attempted,
  PaynetBusy,
  PaynetCredentialsRefused,
  PaynetError,
  PaynetFault,
  PaynetRefused,
  PaynetUnreadable,
} from './errors.ts';
import { type JsonObject, parseJsonObject } from './json.ts';
import type { Operation } from './operation.ts';
import { resultCode } from './result-codes.ts';
import type { Sentinel } from './sentinel.ts';
import { integer } from './wire.ts';

/** What came over HTTP, complete and not yet looked at. */
export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * Decides what a reply means: the answer, or the error of the family that says why there is none.
 *
 * Under HTTP 200 the outcome stands in `code`. Under any other status `code` repeats the status and the Paynet code
 * stands in `result_code`; iyzico's pages put the Paynet code into `code` there too. Source: the pages "HTTP Status
 * Kodlar" and return codes of doc.paynet.com.tr.
 */
export function readAnswer<Input, Answer>(
  operation: Operation<Input, Answer>,
  reply: Reply,
  attempted: Attempted,
  sentinel?: Sentinel,
): Answer {
  const { status } = reply;
  if (status === 200) {
    const body = parseObject(reply, { exactNumbers: operation.exactNumbers === true });
    if (body === null) throw new PaynetUnreadable(attempted, 'HTTP 200 without a JSON object', { kind: 'foreign' });
    const code = integer(body['code']);
    if (code === null) throw new PaynetUnreadable(attempted, 'HTTP 200 without a return code', { kind: 'foreign' });
    if (code !== 0) throw refusal(attempted, status, code);
    sentinel?.look(operation, body);
    return decode(operation, body, attempted);
  }
  throw failure(reply, attempted);
}

function decode<Input, Answer>(operation: Operation<Input, Answer>, body: JsonObject, attempted: Attempted): Answer {
  const answer = operation.answer.read(body);
  if (answer instanceof Unreadable) throw new PaynetUnreadable(attempted, answer.describe(), { kind: 'misfit' });
  return answer;
}

/** companyblocked, agentblocked, agentnotfound. */
const ABOUT_AN_ACCOUNT: ReadonlySet<number> = new Set([2, 3, 4]);

function failure(reply: Reply, attempted: Attempted): PaynetError {
  const { status } = reply;
  const retryAfterMs = readRetryAfter(reply.headers['retry-after']);
  const body = parseObject(reply);
  const code =
    body && (integer(body['result_code']) ?? (body['object_name'] === undefined ? null : integer(body['code'])));

  // Which codes come with which status is not documented; these are about an account, whatever the status is about.
  const isAboutAccount = code !== null && ABOUT_AN_ACCOUNT.has(code);
  if ((status === 401 || status === 403) && !isAboutAccount) return new PaynetCredentialsRefused(attempted, status);
  if (status === 429) return new PaynetBusy(attempted, retryAfterMs);
  if (status >= 500)
    return new PaynetFault(attempted, { httpStatus: status, returnCode: code ?? undefined, retryAfterMs });
  // Without a return code it need not be Paynet that refused: a gateway in between says 4xx too.
  if (status >= 400 && status !== 408 && code !== null) return refusal(attempted, status, code);
  return new PaynetUnreadable(attempted, `HTTP ${status}`, { kind: status === 408 ? 'foreign' : 'astray' });
}

function refusal(attempted: Attempted, httpStatus: number, returnCode: number): PaynetError {
  return resultCode(returnCode).class === 'refused'
    ? new PaynetRefused(attempted, returnCode)
    : new PaynetFault(attempted, { httpStatus, returnCode });
}

/** The body as a JSON object, or null. We ask for no compression, so a compressed answer is not one; nor can it be a bomb. */
function parseObject({ headers, body }: Reply, options?: { exactNumbers: boolean }): JsonObject | null {
  const encoding = headers['content-encoding'];
  return encoding === undefined || encoding === 'identity' ? parseJsonObject(body, options) : null;
}

/** More is no advice that anybody follows. */
const MAX_RETRY_AFTER_MS = 24 * 60 * 60_000;
/** RFC 9110, 5.6.7. `Date.parse` alone finds a year in nearly any text. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** `Retry-After` in milliseconds, from seconds or a date; at most a day. Nonsense and the past are no advice. */
function readRetryAfter(header: string | string[] | undefined): number | undefined {
  if (typeof header !== 'string') return undefined;
  const ms = /^\d+$/.test(header)
    ? Number(header) * 1_000
    : HTTP_DATE.test(header)
      ? Date.parse(header) - Date.now()
      : Number.NaN;
  return ms >= 0 ? Math.min(ms, MAX_RETRY_AFTER_MS) : undefined;
}
