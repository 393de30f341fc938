import type { ServerResponse } from 'node:http';

/** The head of an answer: names and values by turns, as Node takes them all at once. To set each by itself takes twice as long. */
export type Head = readonly string[];

export function headOf(members: Readonly<Record<string, string>>): Head {
  return Object.entries(members).flat();
}

/** For doors that write the rest of the head by themselves. */
export function setHead(response: ServerResponse, head: Head): void {
  for (let index = 0; index < head.length; index += 2) response.setHeader(head[index] ?? '', head[index + 1] ?? '');
}
