import type { ServerResponse } from 'node:http';
import type { Load } from './load.ts';

/** Whether this process lives, and whether it wants work: not while it is stopping, or something blocks it. */
export interface Health {
  isReady: boolean;
  readonly load: Pick<Load, 'isBlocked'>;
}

/** What those ask who look after the process: answered most of all when it has too much to do. */
export function isAboutHealth(path: string): boolean {
  return path === '/health' || path === '/ready' || path === '/metrics';
}

export function serveHealth(path: string, response: ServerResponse, health: Health): boolean {
  if (path === '/health') {
    sendJson(response, 200, { status: 'ok' });
    return true;
  }
  if (path === '/ready') {
    const isReady = health.isReady && !health.load.isBlocked;
    sendJson(response, isReady ? 200 : 503, { status: isReady ? 'ready' : health.isReady ? 'busy' : 'stopping' });
    return true;
  }
  return false;
}

export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
