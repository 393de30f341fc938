import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { type Exchange, type Fault, type Plan, type SandboxAnswer, writeAnswer } from './fault-proxy.ts';
import { chunk, head } from './raw-server.ts';

/*
 * What can happen to a call on its way. Those that answer with something of their own leave the sandbox alone, unless
 * they come `after` it has done what was asked for.
 */

/** The sandbox is asked first, so that whatever was asked for is done. */
export const after =
  (fault: Fault): Fault =>
  async (exchange) => {
    await exchange.forward();
    await fault(exchange);
  };

export const reset: Fault = ({ socket }) => socket.resetAndDestroy();
export const close: Fault = ({ socket }) => socket.end();
/** Never a byte, and never an end. */
export const silence: Fault = () => undefined;

/** The sandbox's answer, so much later. */
export const late =
  (ms: number): Fault =>
  async ({ socket, forward }) => {
    const answer = await forward();
    await sleep(ms, undefined, { ref: false });
    writeAnswer(socket, answer);
  };

/** The head at once, then the body byte by byte. */
export const drip =
  (everyMs: number): Fault =>
  async ({ socket, forward }) => {
    const { body } = await forward();
    socket.write(head({ 'content-length': body.length }));
    for (const byte of body) {
      if (socket.destroyed) return;
      socket.write(Buffer.of(byte));
      await sleep(everyMs, undefined, { ref: false });
    }
  };

const half = (body: Buffer) => body.subarray(0, Math.floor(body.length / 2));

/** Half of the sandbox's answer under its whole length, then `end`. */
const cutWithLength =
  (end: (socket: Socket) => void): Fault =>
  async ({ socket, forward }) => {
    const { body } = await forward();
    socket.write(Buffer.concat([Buffer.from(head({ 'content-length': body.length })), half(body)]), () => end(socket));
  };

export const resetInBody = cutWithLength((socket) => socket.resetAndDestroy());
export const cut = cutWithLength((socket) => socket.end());

/** Chunks without the last one: half of the answer, or all of it. */
export const cutChunks =
  ({ whole }: { whole: boolean }): Fault =>
  async ({ socket, forward }) => {
    const { body } = await forward();
    socket.end(
      Buffer.concat([Buffer.from(head({ 'transfer-encoding': 'chunked' })), chunk(whole ? body : half(body))]),
    );
  };

/** Half of the answer, and that is all, as far as HTTP can tell. `put` changes it before it is cut. */
export const cutWithoutLength =
  (put: (json: string) => string = (json) => json): Fault =>
  async ({ socket, forward }) => {
    const { body } = await forward();
    socket.end(Buffer.concat([Buffer.from(head({ connection: 'close' })), half(Buffer.from(put(body.toString())))]));
  };

/** Any answer of the fault's own. */
export function says(status: number, body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Fault {
  const bytes = Buffer.from(body);
  const length = status === 204 ? {} : { 'content-length': bytes.length };
  const answer = Buffer.concat([Buffer.from(head({ ...headers, ...length }, `${status} Answered`)), bytes]);
  return ({ socket }) => socket.write(answer);
}

export const html = (status: number, text: string, headers: Readonly<Record<string, string>> = {}): Fault =>
  says(status, `<!DOCTYPE html><title>Bakım</title><h1>Sistem bakımda</h1><p>${text}</p>`, {
    'content-type': 'text/html; charset=utf-8',
    ...headers,
  });

export const redirect = (to: string): Fault => says(302, '', { location: to });

/** So many mebibytes, as long as anybody reads them. `onSent` is told how many were taken so far. */
export const huge =
  (mebibytes: number, onSent: (mebibytes: number) => void = () => undefined): Fault =>
  async ({ socket }) => {
    const block = Buffer.alloc(1024 * 1024, ' ');
    socket.write(head({ 'content-length': mebibytes * block.length }));
    for (let sent = 1; sent <= mebibytes && !socket.destroyed; sent += 1) {
      const isTaken = socket.write(block);
      onSent(sent);
      if (!isTaken) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
    }
  };

const once = (socket: Socket, event: string) => new Promise((resolve) => socket.once(event, resolve));

/** Some kilobytes that inflate to a megabyte, and that to a gigabyte. */
export function bomb(): Fault {
  const inner = gzipSync(Buffer.alloc(100 * 1024 * 1024));
  return says(200, gzipSync(Buffer.concat(Array<Buffer>(10).fill(inner))), { 'content-encoding': 'gzip, gzip' });
}

/** The sandbox's JSON, rewritten. */
export const rewritten =
  (rewrite: (json: string) => string): Fault =>
  async ({ socket, forward }: Exchange) => {
    const answer: SandboxAnswer = await forward();
    writeAnswer(socket, { ...answer, body: Buffer.from(rewrite(answer.body.toString())) });
  };

/** The sandbox's answer with some members changed; undefined leaves one out. */
export const amended = (change: Readonly<Record<string, unknown>>): Fault =>
  rewritten((json) => JSON.stringify({ ...(JSON.parse(json) as object), ...change }));

/** The sandbox's answer, and the connection breaks under the next request. */
export const breakAfterwards: Fault = async ({ socket, forward }) => {
  writeAnswer(socket, await forward());
  socket.removeAllListeners('data');
  socket.once('data', () => socket.resetAndDestroy());
};

/** The sandbox's answer, and then the connection is closed while it is idle. */
export const closeAfterwards: Fault = async ({ socket, forward }) => {
  writeAnswer(socket, await forward());
  socket.end();
};

/** What meets the calls of each service, one after the other; then all is well. */
export const script =
  (faults: Readonly<Record<string, readonly (Fault | undefined)[]>>): Plan =>
  ({ service, nth }) =>
    faults[service]?.[nth - 1];

/** What meets every call of a service. */
export const always =
  (faults: Readonly<Record<string, Fault>>): Plan =>
  ({ service }) =>
    faults[service];

/** So large a share of all calls meets one of the faults. */
export const atRandom =
  (random: () => number, share: number, faults: readonly Fault[]): Plan =>
  () =>
    random() < share ? faults[Math.floor(random() * faults.length)] : undefined;
