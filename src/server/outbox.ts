import type { ServerResponse } from 'node:http';

export type Outbox = (response: ServerResponse, body: string | Uint8Array) => void;

/**
 * Sends what is left of answers, all of those together that are ready in one turn of the event loop, at its end. One by one
 * each wakes whoever waits at the other end, a proxy beside us for one, who is asleep again when the next comes.
 */
export function createOutbox(): Outbox {
  let waiting: { readonly response: ServerResponse; readonly body: string | Uint8Array }[] = [];
  const send = () => {
    const ready = waiting;
    waiting = [];
    for (const { response, body } of ready) response.end(body);
  };
  return (response, body) => {
    if (waiting.push({ response, body }) === 1) setImmediate(send);
  };
}
