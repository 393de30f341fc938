import type { ServerResponse } from 'node:http';
import { type Answer, errorAnswer, JSON_TYPE, sendAnswer, sendText } from './answer.ts';
import type { Outcome } from './outcomes.ts';
import { MAINTENANCE_PAGE } from './pages/maintenance-page.ts';
import { refusal } from './return-codes.ts';
import type { UnknownOutcome } from './scenarios.ts';
import type { Service } from './services/service.ts';

/** A host that can never exist (RFC 2606), so that a caller who follows it carries its key nowhere. */
const ELSEWHERE = 'http://elsewhere.invalid/';

/**
 * Answers a request as its switch value asks. `ordinary` is the honest answer; only outcomes that say "it was done"
 * commit it, so after any other fault the sandbox holds nothing new.
 */
export function play(
  response: ServerResponse,
  outcome: Outcome | UnknownOutcome | undefined,
  service: Service,
  ordinary: Answer,
): void {
  switch (outcome?.kind) {
    case undefined:
      return settle(response, ordinary);
    case 'unknown':
      return sendAnswer(response, errorAnswer(400, outcome.message));
    case 'code':
      return outcome.code === 0
        ? settle(response, ordinary)
        : sendAnswer(response, { status: 200, body: service.refuse(outcome.code) });
    case 'status':
      return sendAnswer(response, errorAnswer(outcome.status));
    case 'envelope':
      return sendAnswer(response, {
        status: 400,
        body: { object_name: service.objectName, ...refusal(outcome.code) },
      });
    case 'slow':
      return settleLate(response, ordinary, outcome.delayMs);
    case 'html':
      return sendText(response, outcome.status, MAINTENANCE_PAGE, 'text/html; charset=utf-8');
    case 'empty':
      return sendText(response, 200, '', JSON_TYPE);
    case 'cut':
      return sendHalf(response, ordinary);
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'not-json':
      return sendText(response, ordinary.status, unquoteObjectName(ordinary), JSON_TYPE);
    case 'redirect':
      response.writeHead(302, { Location: ELSEWHERE, 'Content-Length': 0 });
      response.end();
      return;
    case 'done-reset':
      ordinary.commit?.();
      response.socket?.resetAndDestroy();
      return;
    case 'done-cut':
      ordinary.commit?.();
      return sendHalf(response, ordinary);
    case 'done-status':
      ordinary.commit?.();
      return sendAnswer(response, errorAnswer(outcome.status));
    case 'done-empty':
      ordinary.commit?.();
      return sendText(response, 200, '', JSON_TYPE);
    case 'no-session-key':
      return settle(response, amend(ordinary, { session_key: undefined }));
    case 'blocked-flag':
      return settle(response, amend(ordinary, { is_agent_blocked: true }));
    case 'deleted-flag':
      return settle(response, amend(ordinary, { is_agent_deleted: true }));
    case 'no-url':
      return settle(response, amend(ordinary, { url: null }));
    case 'bad-url':
      return settle(response, amend(ordinary, { url: 'javascript:alert(1)' }));
  }
}

function settle(response: ServerResponse, answer: Answer): void {
  answer.commit?.();
  sendAnswer(response, answer);
}

function settleLate(response: ServerResponse, answer: Answer, delayMs: number): void {
  answer.commit?.();
  // Neither a waiting answer nor a caller who hung up may keep the process alive.
  const timer = setTimeout(() => sendAnswer(response, answer), delayMs).unref();
  response.once('close', () => clearTimeout(timer));
}

function sendHalf(response: ServerResponse, { status, body }: Answer): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { 'Content-Type': JSON_TYPE, 'Content-Length': bytes.length });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.socket?.end());
}

function unquoteObjectName({ body }: Answer): string {
  return JSON.stringify(body).replace(/"object_name":"(\w+)"/, '"object_name": $1');
}

/** Changes a success; a refusal stays the refusal it is. A member set to undefined is left out of the JSON. */
function amend(answer: Answer, change: Readonly<Record<string, unknown>>): Answer {
  return answer.body['code'] === 0 ? { ...answer, body: { ...answer.body, ...change } } : answer;
}
