import type { ServerResponse } from 'node:http';

/** What a service wants to say, before any switch value has had its way with it. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** Makes the change the answer reports. Left uncalled by every fault that stands for "Paynet did nothing". */
  readonly commit?: () => void;
}

export const JSON_TYPE = 'application/json; charset=UTF-8';

/**
 * The object that every HTTP status other than 200 carries. In it `code` repeats the HTTP status and the return code
 * moves to `result_code`. Texts are those of the OpenAPI file's components/responses.
 */
export function errorAnswer(status: number, message?: string): Answer {
  const documented = DOCUMENTED_ERRORS.get(status) ?? (status >= 500 ? SERVER_ERROR : BAD_REQUEST);
  const { type, message: text, result_code } = documented;
  return { status, body: { type, message: message ?? text, code: status, result_code } };
}

const BAD_REQUEST = { type: 'invalid_request_error', message: 'İstek Hatası', result_code: 11 };
const SERVER_ERROR = { type: 'api_error', message: 'servererror', result_code: 8 };
const DOCUMENTED_ERRORS = new Map([
  [400, BAD_REQUEST],
  [401, { type: 'authorization_error', message: 'API anahtarınız yanlış', result_code: 7 }],
  [403, { type: 'authorization_error', message: 'Auth için yasak istek', result_code: 7 }],
  [404, { type: 'no_data_error', message: 'Bulunamadı', result_code: 12 }],
  [405, { type: 'invalid_request_error', message: 'izin verilmeyen yöntem', result_code: 11 }],
  [500, SERVER_ERROR],
]);

export function sendAnswer(response: ServerResponse, { status, body }: Answer): void {
  sendText(response, status, JSON.stringify(body), JSON_TYPE);
}

export function sendText(response: ServerResponse, status: number, text: string, contentType: string): void {
  response.writeHead(status, { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}
