/** A server for tests: answers every operation right, but `LIES` says when it does not. */
import { createServer } from 'node:http';
import { newLink } from '../expected.ts';
import { createPayLink } from '../operations.ts';
import { readSettings } from '../settings.ts';

const { port } = readSettings();
const lies = process.env['LIES'] ?? '';
const right = JSON.stringify({ data: createPayLink.requests[0]?.data });
const { url } = newLink('ORD-2026-118');
let asked = 0;

createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    asked += 1;
    const body = {
      always: right.replace(url, 'https://elsewhere.example'),
      'after a while': asked > 50 ? right.replace('149.90', '149.9') : right,
      'with an error': asked > 50 ? '{"errors":[{"message":"No"}]}' : right,
    }[lies];
    response.writeHead(200, { 'content-type': 'application/json' }).end(body ?? right);
  });
}).listen(port, '127.0.0.1');
