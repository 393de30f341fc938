import { print } from 'graphql';
import { expect } from 'vitest';
import { WatchPayLinkDocument } from '../../src/operations/index.ts';

/** One event of the stream. */
interface Event {
  readonly data?: { readonly payLinkChanged: { readonly id: string; readonly status: string } } | null;
  readonly errors?: readonly { readonly extensions: Record<string, unknown> }[];
}

export interface Watching {
  /** Every event so far. */
  readonly events: readonly Event[];
  readonly statuses: () => (string | undefined)[];
  /** Resolves when the stream has ended by itself. */
  readonly ended: Promise<void>;
  readonly stop: () => void;
}

/** Watches a link as `fetch` does: nothing but a POST and lines of text. */
export async function watchPayLink(layerUrl: string, id: string, token: string): Promise<Watching> {
  const giveUp = new AbortController();
  const response = await fetch(`${layerUrl}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ query: print(WatchPayLinkDocument), variables: { id } }),
    signal: giveUp.signal,
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const events: Event[] = [];
  const ended = (async () => {
    let text = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      const parts = text.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) {
        const data = /^event: next\ndata: (.*)$/m.exec(part)?.[1];
        if (data !== undefined) events.push(JSON.parse(data) as Event);
      }
    }
  })();
  ended.catch(() => undefined);
  return {
    events,
    statuses: () => events.map(({ data }) => data?.payLinkChanged.status),
    ended,
    stop: () => giveUp.abort(),
  };
}
