import { connect } from 'node:net';

/** What became of many requests. */
export interface Tally {
  readonly answered: number;
  readonly refused: number;
  /** Anything but an answer with 200 or a refusal with 503 and Retry-After. */
  readonly failed: number;
  /** Milliseconds each took, sorted. */
  readonly answeredIn: readonly number[];
  readonly refusedIn: readonly number[];
}

export interface RawClients {
  readonly url: string;
  readonly clients: number;
  readonly ms: number;
  readonly body: string;
  readonly headers: string;
  /** Whether a refused client waits as long as Retry-After says. */
  readonly isPatient: boolean;
}

/**
 * So many clients, each with a connection of its own, that ask again as soon as they are answered. Bare sockets: what
 * makes the load must not cost what the layer costs.
 */
export async function runClients({ url, clients, ms, body, headers, isPatient }: RawClients): Promise<Tally> {
  const { hostname, port } = new URL(url);
  const request = Buffer.from(
    `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  const end = performance.now() + ms;
  const [answeredIn, refusedIn]: [number[], number[]] = [[], []];
  let failed = 0;

  const one = () =>
    new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname).setNoDelay();
      let begun = 0;
      let heard = '';
      const ask = () => {
        if (performance.now() >= end) return void socket.end();
        begun = performance.now();
        heard = '';
        socket.write(request);
      };
      socket.on('connect', ask);
      socket.setEncoding('latin1').on('data', (text: string) => {
        heard += text;
        if (!isWhole(heard)) return;
        const took = performance.now() - begun;
        if (heard.startsWith('HTTP/1.1 200')) answeredIn.push(took);
        else if (heard.startsWith('HTTP/1.1 503') && /\r\nretry-after: \d+\r\n/i.test(heard)) refusedIn.push(took);
        else failed += 1;
        if (isPatient && heard.startsWith('HTTP/1.1 503')) setTimeout(ask, 1_000);
        else ask();
      });
      socket.on('error', () => (failed += 1));
      socket.on('close', () => resolve());
      setTimeout(() => socket.destroy(), ms + 3_000).unref();
    });

  await Promise.all(Array.from({ length: clients }, one));
  const sorted = (times: number[]) => times.toSorted((one, other) => one - other);
  return {
    answered: answeredIn.length,
    refused: refusedIn.length,
    failed,
    answeredIn: sorted(answeredIn),
    refusedIn: sorted(refusedIn),
  };
}

function isWhole(answer: string): boolean {
  const head = answer.indexOf('\r\n\r\n');
  if (head === -1) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(answer.slice(0, head))?.[1];
  return length === undefined ? answer.endsWith('\r\n0\r\n\r\n') : answer.length >= head + 4 + Number(length);
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export function together(tallies: readonly Tally[]): Tally {
  const sum = (of: (tally: Tally) => number) => tallies.reduce((total, tally) => total + of(tally), 0);
  const times = (of: (tally: Tally) => readonly number[]) => tallies.flatMap(of).toSorted((one, other) => one - other);
  return {
    answered: sum(({ answered }) => answered),
    refused: sum(({ refused }) => refused),
    failed: sum(({ failed }) => failed),
    answeredIn: times(({ answeredIn }) => answeredIn),
    refusedIn: times(({ refusedIn }) => refusedIn),
  };
}
