import type { ServerResponse } from 'node:http';

/** Whether this process lives, and whether it wants work. A stopping one lives, but wants none. */
export interface Health {
  isReady: boolean;
}

export function serveHealth(path: string, response: ServerResponse, health: Health): boolean {
  if (path === '/health') {
    sendJson(response, 200, { status: 'ok' });
    return true;
  }
  if (path === '/ready') {
    sendJson(response, health.isReady ? 200 : 503, { status: health.isReady ? 'ready' : 'stopping' });
    return true;
  }
  return false;
}

export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
