/**
 * The floor: a plain proxy in Node, as lean as one is written by hand. What comes in goes to the upstream, what it
 * answers goes back; nothing is read. undici's `dispatch` costs three quarters of its `request` here.
 */
import { createServer } from 'node:http';
import { Pool } from 'undici';
import { readSettings } from '../settings.ts';
import { PAYNET_HEADERS } from './mapping.ts';

const { port, upstream } = readSettings();
const pool = new Pool(upstream);

createServer((request, response) => {
  const asked: Buffer[] = [];
  request.on('data', (chunk: Buffer) => asked.push(chunk));
  request.on('end', () => {
    const answered: Buffer[] = [];
    pool.dispatch(
      { method: 'POST', path: request.url ?? '/', headers: PAYNET_HEADERS, body: Buffer.concat(asked) },
      {
        onRequestStart() {},
        onResponseStart(_controller, status, headers) {
          response.statusCode = status;
          response.setHeader('content-type', headers['content-type'] ?? '');
        },
        onResponseData(_controller, chunk) {
          answered.push(chunk);
        },
        onResponseEnd() {
          const body = Buffer.concat(answered);
          response.setHeader('content-length', body.length);
          response.end(body);
        },
        onResponseError() {
          response.writeHead(502).end();
        },
      },
    );
  });
}).listen(port, '127.0.0.1');
