import type { ServerResponse } from 'node:http';

/** The head of an answer: names and values by turns, as Node takes them all at once. To set each by itself takes twice as long. */
export type Head = readonly string[];

export function headOf(members: Readonly<Record<string, string>>): Head {
  return Object.entries(members).flat();
}

export function pairsOf(head: Head): [name: string, value: string][] {
  return head.flatMap((name, index): [string, string][] => (index % 2 === 0 ? [[name, head[index + 1] ?? '']] : []));
}

/** For doors that write the rest of the head by themselves. */
export function setHead(response: ServerResponse, head: Head): void {
  for (const [name, value] of pairsOf(head)) response.setHeader(name, value);
}
