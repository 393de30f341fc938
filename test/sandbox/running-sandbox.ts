import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/app.ts';
import type { ServiceName } from '../../src/sandbox/services/service.ts';

export const PATHS: Readonly<Record<ServiceName, string>> = {
  login: '/v1/agent/login',
  autologin: '/v1/agent/autologin',
  create: '/v1/mailorder/create',
  detail: '/v1/mailorder/detail',
  list: '/v1/mailorder/list',
  status: '/v1/mailorder/status_update',
};

/** The reference that GOOD_REQUESTS look a link up by. */
const GOOD_REFERENCE = 'ORD-GOOD';

/** Requests that each service answers with code 0; `detail` and `status` once `prepare` has made their link. */
export const GOOD_REQUESTS: Readonly<Record<ServiceName, Readonly<Record<string, unknown>>>> = {
  login: { agent_id: '1001', user_name: 'paynet', password: 'paynet' },
  autologin: { agent_id: '1001', user_name: 'paynet' },
  create: { name_surname: 'Ayşe Yılmaz', amount: 120 },
  detail: { reference_no: GOOD_REFERENCE },
  list: { datab: '2000-01-01', datbi: '2099-12-31' },
  status: { reference_no: GOOD_REFERENCE, status: 3 },
};

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Record<string, unknown>;
}

/** One sandbox for the tests of a file, on a port of its own; it forgets everything before each of them. */
export function useSandbox(options: SandboxOptions = {}) {
  let running: RunningSandbox | undefined;
  const current = (): RunningSandbox => {
    if (running === undefined) throw new Error('The sandbox runs only while tests run.');
    return running;
  };
  beforeAll(async () => {
    running = await startSandbox({ ...options, port: 0 });
  });
  beforeEach(() => current().sandbox.reset());
  afterAll(() => running?.close());

  async function send(path: string, init: RequestInit): Promise<Reply> {
    return read(await fetch(current().url + path, init));
  }

  function post(service: ServiceName, body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    return send(PATHS[service], {
      method: 'POST',
      headers: {
        Authorization: `Basic ${current().sandbox.secretKey}`,
        'Content-Type': 'application/json; charset=UTF-8',
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
      redirect: 'manual',
    });
  }

  return {
    get url() {
      return current().url;
    },
    get sandbox() {
      return current().sandbox;
    },
    /** Any request at all. */
    send,
    /** A request to a service with the right key; a string body is sent as it is. */
    post,
    /** Makes the link that GOOD_REQUESTS speak of. */
    prepare() {
      return post('create', { ...GOOD_REQUESTS.create, reference_no: GOOD_REFERENCE });
    },
    /** Sends a page's form, as a browser without JavaScript does. Redirects are not followed. */
    async press(address: unknown, fields: Record<string, string>, headers: Record<string, string> = {}) {
      const init = { method: 'POST', headers, body: new URLSearchParams(fields), redirect: 'manual' as const };
      return read(await fetch(new URL(String(address), current().url), init));
    },
    /** Opens an address of the sandbox, absolute or a path. */
    async open(address: unknown, headers: Record<string, string> = {}) {
      return read(await fetch(new URL(String(address), current().url), { headers }));
    },
  };
}

async function read(response: Response): Promise<Reply> {
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    get json() {
      const value: unknown = JSON.parse(text);
      if (typeof value !== 'object' || value === null) throw new Error(`Not a JSON object: ${text}`);
      return { ...value };
    },
  };
}
