import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { record } from '../../src/paynet/codec.ts';
import {
  PaynetBusy,
  PaynetCredentialsRefused,
  type PaynetError,
  PaynetFault,
  PaynetOutcomeUnknown,
  PaynetRefused,
  PaynetUnreadable,
} from '../../src/paynet/errors.ts';
import type { Operation } from '../../src/paynet/operation.ts';
import { createTransport } from '../../src/paynet/request.ts';
import { text } from '../../src/paynet/wire.ts';
import { type Peer, startPeer } from '../support/peer.ts';
import { CALLS, type Call, failureOf, SECRETS, TELL_TALE, usePeer, WITHOUT_DISCIPLINE } from './calls.ts';
import { documentedError, RETURN_CODES } from './documentation.ts';

const paynet = usePeer(WITHOUT_DISCIPLINE);

/** What the peer does with the request, given an answer of the service that is all right. */
type Answering = (response: ServerResponse, good: Readonly<Record<string, unknown>>) => void;
/** What the call must end with. */
type Ending = (failure: PaynetError) => void;
type Row = readonly [what: string, answering: Answering, ending: Ending];

const JSON_TYPE = { 'content-type': 'application/json; charset=UTF-8' };
/** A page that tells everything it knows, so that nothing of it may get out. */
const HTML = `<!DOCTYPE html><title>Bakım</title><h1>Sistem bakımda</h1><p>${TELL_TALE}</p>`;

const raw =
  (status: number, body: string | Buffer, headers: OutgoingHttpHeaders = JSON_TYPE): Answering =>
  (response) =>
    response.writeHead(status, headers).end(body);
const json = (status: number, body: unknown, headers: OutgoingHttpHeaders = {}): Answering =>
  raw(status, JSON.stringify(body), { ...JSON_TYPE, ...headers });
const html = (status: number, headers: OutgoingHttpHeaders = {}): Answering =>
  raw(status, HTML, { 'content-type': 'text/html; charset=utf-8', ...headers });
/** The good answer with some members changed. */
const changed =
  (change: Record<string, unknown>): Answering =>
  (response, good) =>
    json(200, { ...good, ...change })(response, good);
/** The good answer's JSON, rewritten. */
const rewritten =
  (rewrite: (json: string) => string | Buffer, headers: OutgoingHttpHeaders = JSON_TYPE): Answering =>
  (response, good) =>
    raw(200, rewrite(JSON.stringify(good)), headers)(response, good);
/** The good answer with a byte where a § stands that is no UTF-8: a ş in the code page older systems speak. */
const withBrokenByte =
  (change: (good: Readonly<Record<string, unknown>>) => unknown): Answering =>
  (response, good) => {
    const [before = '', after = ''] = JSON.stringify(change(good)).split('§');
    raw(200, Buffer.concat([Buffer.from(before), Buffer.of(0xfe), Buffer.from(after)]))(response, good);
  };

const isRefused =
  (returnCode: number, returnCodeName = nameOf(returnCode)): Ending =>
  (failure) => {
    expect(failure).toBeInstanceOf(PaynetRefused);
    expect(failure).toMatchObject({ returnCode, returnCodeName });
    expect(failure.cause).toBeUndefined();
  };
/** Neither done nor failed, because of this. */
const isUnknown =
  (cause: new (...args: never[]) => PaynetError, details: Record<string, unknown> = {}): Ending =>
  (failure) => {
    expect(failure).toBeInstanceOf(PaynetOutcomeUnknown);
    expect(failure.cause).toBeInstanceOf(cause);
    expect(failure.cause).toMatchObject(details);
  };
const isUnreadable = isUnknown(PaynetUnreadable);
const isCredentials: Ending = (failure) => expect(failure).toBeInstanceOf(PaynetCredentialsRefused);

/** After these nobody can tell what happened; any other documented code but 0 is a plain no. */
const UNCLEAR_CODES: ReadonlySet<number> = new Set([8, 10, 100, 200, 201]);

function nameOf(returnCode: number): string {
  return RETURN_CODES.find(({ code }) => code === returnCode)?.key ?? 'undocumented';
}

function endingOf(returnCode: number, httpStatus: number): Ending {
  const isPlainNo = RETURN_CODES.some(({ code }) => code === returnCode) && !UNCLEAR_CODES.has(returnCode);
  return isPlainNo ? isRefused(returnCode) : isUnknown(PaynetFault, { httpStatus, returnCode });
}

/** Sends the call and checks how it ends, and that it left once and no more. */
async function expectEnding({ name, path, send, answer }: Call, answering: Answering, ending: Ending): Promise<void> {
  paynet.peer.answerWith((_request, response) => answering(response, answer));
  const failure = await failureOf(send(paynet.client));
  ending(failure);
  expect(failure).toMatchObject({ operation: name, requestId: undefined });
  expect(failure.message.startsWith(`${name} `)).toBe(true);
  expect(paynet.peer.came.map((request) => request.path)).toEqual([path]);
}

const OTHER_CODES = [-1, 27, 99, 101, 202, 400, 500, 999, 2_147_483_648];
const CODES = [...RETURN_CODES.map(({ code }) => code).filter((code) => code !== 0), ...OTHER_CODES];

const underHttp200 = CODES.flatMap((code): Row[] => [
  [`return code ${code}`, changed({ code, message: TELL_TALE }), endingOf(code, 200)],
  [`return code "${code}"`, changed({ code: `${code}` }), endingOf(code, 200)],
]);

const httpErrors: readonly Row[] = [
  ['the documented 400', json(400, documentedError('BadRequest')), isRefused(11)],
  ['the documented 401', json(401, documentedError('Unauthorized')), isCredentials],
  ['the documented 403', json(403, documentedError('Forbidden')), isCredentials],
  ['the documented 404', json(404, documentedError('NotFound')), isRefused(12)],
  ['the documented 405', json(405, documentedError('MethodNotAllowed')), isRefused(11)],
  [
    'the documented 500',
    json(500, documentedError('ServerError')),
    isUnknown(PaynetFault, { httpStatus: 500, returnCode: 8 }),
  ],
  ['iyzico’s envelope under 400', json(400, documentedError('BadRequest', 'envelope')), isRefused(11)],
  ...CODES.flatMap((code): Row[] => [
    [
      `an error object under 400 with result_code ${code}`,
      json(400, { type: 'api_error', message: TELL_TALE, code: 400, result_code: code }),
      endingOf(code, 400),
    ],
    [
      `iyzico’s envelope under 400 with code "${code}"`,
      json(400, { object_name: null, code: `${code}`, message: TELL_TALE }),
      endingOf(code, 400),
    ],
  ]),
  // The same member name means two things: under 400 without object_name it repeats the HTTP status.
  ['an error object under 400 without result_code', json(400, { message: TELL_TALE, code: 400 }), isUnreadable],
  ['an error object under 404 with result_code "4"', json(404, { code: 404, result_code: '4' }), isRefused(4)],
  ['both forms at once', json(400, { object_name: 'login', code: 400, result_code: 3 }), isRefused(3)],
  ['400 that says 0', json(400, { code: 400, result_code: 0 }), isUnknown(PaynetFault, { returnCode: 0 })],
  ['an empty object under 400', json(400, {}), isUnreadable],
  ['HTML under 400', html(400), isUnreadable],
  ['a JSON array under 400', json(400, [documentedError('BadRequest')]), isUnreadable],
  ['HTML under 401', html(401), isCredentials],
  ['HTML under 403', html(403), isCredentials],
  ['nothing under 403', raw(403, ''), isCredentials],
  ['403 with a return code about the account', json(403, { code: 403, result_code: 3 }), isRefused(3)],
  ['401 with the return code for unauthorized', json(401, { code: 401, result_code: 7 }), isCredentials],
  ['404 that is not JSON', html(404), isUnreadable],
  ['404 with nothing', raw(404, ''), isUnreadable],
  ['405 that is not JSON', html(405), isUnreadable],
  ['408 in JSON', json(408, { code: 408, result_code: 11 }), isUnreadable],
  ['408 in HTML', html(408), isUnreadable],
  ...[500, 501, 502, 503, 504, 520, 599].flatMap((httpStatus): Row[] => [
    [
      `${httpStatus} in JSON`,
      json(httpStatus, { type: 'api_error', message: TELL_TALE, code: httpStatus, result_code: 8 }),
      isUnknown(PaynetFault, { httpStatus, returnCode: 8 }),
    ],
    [`${httpStatus} in HTML`, html(httpStatus), isUnknown(PaynetFault, { httpStatus, returnCode: undefined })],
    [`${httpStatus} with nothing`, raw(httpStatus, ''), isUnknown(PaynetFault, { httpStatus, returnCode: undefined })],
    // Even a plain no is not believed from a server that says it is broken.
    [
      `${httpStatus} that refuses`,
      json(httpStatus, { code: httpStatus, result_code: 4 }),
      isUnknown(PaynetFault, { httpStatus, returnCode: 4 }),
    ],
  ]),
];

const TEN_YEARS_S = 10 * 365 * 24 * 60 * 60;
const A_DAY_MS = 24 * 60 * 60_000;

/** What `Retry-After` says, and how many milliseconds of waiting that is. */
const RETRY_AFTER: readonly (readonly [header: string | undefined, ms: number | undefined])[] = [
  ['0', 0],
  ['7', 7_000],
  ['007', 7_000],
  ['86400', A_DAY_MS],
  // More than a day is no advice anybody follows; it only says that it will be long.
  [String(TEN_YEARS_S), A_DAY_MS],
  ['9'.repeat(400), A_DAY_MS],
  ['Fri, 31 Dec 2100 23:59:59 GMT', A_DAY_MS],
  ['-1', undefined],
  ['1.5', undefined],
  ['1e3', undefined],
  ['0x10', undefined],
  ['soon', undefined],
  ['soon, in 2100', undefined],
  ['2100', 2_100_000],
  ['2100-12-31', undefined],
  ['Fri, 31 Feb 2100 25:61:61 GMT', undefined],
  ['Sat, 01 Jan 2000 00:00:00 GMT', undefined],
  ['', undefined],
  [undefined, undefined],
];

const retryAdvice = RETRY_AFTER.flatMap(([header, retryAfterMs]): Row[] => {
  const headers = header === undefined ? {} : { 'retry-after': header };
  const says = header === undefined ? 'without Retry-After' : `with Retry-After "${header.slice(0, 30)}"`;
  return [
    [`429 ${says}`, json(429, { code: 429, message: TELL_TALE }, headers), isUnknown(PaynetBusy, { retryAfterMs })],
    [`503 ${says}`, html(503, headers), isUnknown(PaynetFault, { httpStatus: 503, retryAfterMs })],
  ];
});

const unknownMembers = (count: number) => Array.from({ length: count }, (_, index) => `"${index}":0,`).join('');

/** A tenth of a megabyte that would be a hundred of them. */
const BOMB = gzipSync(Buffer.alloc(100 * 1024 * 1024));

const notThisService: readonly Row[] = [
  ['HTML under 200', html(200), isUnreadable],
  ['HTML under 200 that claims to be JSON', raw(200, HTML), isUnreadable],
  ['nothing under 200', raw(200, ''), isUnreadable],
  ['blanks under 200', raw(200, ' \r\n '), isUnreadable],
  ['204', raw(204, ''), isUnreadable],
  ['205', raw(205, ''), isUnreadable],
  ...[201, 202, 203, 206, 226].map(
    (status): Row => [
      `a good answer under ${status}`,
      (response, good) => json(status, good)(response, good),
      isUnreadable,
    ],
  ),
  ...[[], [{ code: 0 }], 'code 0', TELL_TALE, 0, 200, true, null].map(
    (body): Row => [`JSON ${JSON.stringify(body).slice(0, 20)}`, json(200, body), isUnreadable],
  ),
  [
    'object_name without quotes',
    rewritten((good) => good.replace(/"object_name":"(\w+)"/, '"object_name": $1')),
    isUnreadable,
  ],
  ['a good answer cut in half', rewritten((good) => good.slice(0, good.length / 2)), isUnreadable],
  ['a good answer without its last brace', rewritten((good) => good.slice(0, -1)), isUnreadable],
  ['a good answer with more behind it', rewritten((good) => `${good}<!-- 12 ms -->`), isUnreadable],
  ['a good answer twice', rewritten((good) => good + good), isUnreadable],
  ['a good answer in UTF-16', rewritten((good) => Buffer.from(`\ufeff${good}`, 'utf16le')), isUnreadable],
  ['NaN for the code', rewritten((good) => good.replace('"code":0', '"code":NaN')), isUnreadable],
  ...[undefined, null, '', ' ', 'zero', 'successful', true, false, [], [0], {}, 0.5, '0.0', '0x0', '1e0', '+0'].map(
    (code): Row => [`${JSON.stringify(code)} for the code`, changed({ code }), isUnreadable],
  ),
  ['1e400 for the code', rewritten((good) => good.replace('"code":0', '"code":1e400')), isUnreadable],
  ['two to the 60th for the code', rewritten((good) => good.replace('"code":0', `"code":${2n ** 60n}`)), isUnreadable],
  [
    'a code that only a prototype has',
    rewritten((good) => good.replace('"code":0', '"__proto__":{"code":0}')),
    isUnreadable,
  ],
  ...Object.entries({ gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync }).map(
    ([encoding, compress]): Row => [
      `${encoding}, which was not asked for`,
      rewritten((good) => compress(good), { ...JSON_TYPE, 'content-encoding': encoding }),
      isUnreadable,
    ],
  ),
  [
    'an encoding nobody knows',
    rewritten((good) => good, { ...JSON_TYPE, 'content-encoding': 'x-paynet' }),
    isUnreadable,
  ],
  ['an array 100,000 levels deep', raw(200, '['.repeat(100_000) + ']'.repeat(100_000)), isUnreadable],
  ['an object 100,000 levels deep', raw(200, `${'{"a":'.repeat(100_000)}0${'}'.repeat(100_000)}`), isUnreadable],
  [
    'a hundred thousand unknown members',
    rewritten((good) => `{${unknownMembers(100_000)}${good.slice(1)}`),
    isUnreadable,
  ],
];

describe.each(CALLS)('$name', (call) => {
  it.each(underHttp200)('ends as the documentation says with %s under HTTP 200', async (_what, answering, ending) =>
    expectEnding(call, answering, ending),
  );

  it.each(httpErrors)('ends as the documentation says with %s', async (_what, answering, ending) =>
    expectEnding(call, answering, ending),
  );

  it.each(retryAdvice)('knows when to try again after %s', async (_what, answering, ending) =>
    expectEnding(call, answering, ending),
  );

  it('knows when to try again after 429 and 503 with a date', async () => {
    for (const status of [429, 503]) {
      const at = new Date(Date.now() + 90_000);
      await expectEnding(call, json(status, {}, { 'retry-after': at.toUTCString() }), (failure) => {
        expect(failure).toBeInstanceOf(PaynetOutcomeUnknown);
        const { retryAfterMs } = failure.cause as PaynetBusy | PaynetFault;
        // Such a date has no fractions of a second.
        expect(retryAfterMs).toBeGreaterThan(80_000);
        expect(retryAfterMs).toBeLessThanOrEqual(90_000);
      });
    }
  });

  it.each(notThisService)('takes %s for no answer of this service', async (_what, answering, ending) =>
    expectEnding(call, answering, ending),
  );

  it.each([0, '0', ' 0 ', '00', '-0'])('takes %j for success', async (code) => {
    paynet.peer.answerJson(call.answer);
    const plain = await call.send(paynet.client);
    paynet.peer.answerJson({ ...call.answer, code });
    expect(await call.send(paynet.client)).toStrictEqual(plain);
    expect(paynet.peer.came).toHaveLength(1);
  });

  it.each<[string, Answering]>([
    ['another media type', rewritten((good) => good, { 'content-type': 'text/html' })],
    ['no media type', rewritten((good) => good, {})],
    ['the encoding "identity"', rewritten((good) => good, { 'content-encoding': 'identity' })],
    ['a byte order mark', rewritten((good) => `\ufeff${good}`)],
    ['blanks around it', rewritten((good) => `\r\n ${good}\n\t`)],
    ['another message', changed({ message: TELL_TALE })],
    ['no message and no name', changed({ message: undefined, object_name: undefined })],
    ['a message in the Turkish code page', withBrokenByte((good) => ({ ...good, message: 'Ba§arılı' }))],
    [
      'Turkish letters as escapes',
      rewritten((good) =>
        good.replace(/[^\x20-\x7e]/g, (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`),
      ),
    ],
    [
      'an unknown member 100,000 levels deep',
      rewritten((good) => good.replace('{', `{"extra":${'['.repeat(100_000)}${']'.repeat(100_000)},`)),
    ],
    ['ten thousand unknown members', rewritten((good) => `{${unknownMembers(10_000)}${good.slice(1)}`)],
    [
      'early hints and other notices before it',
      (response, good) => {
        response.writeProcessing();
        response.writeEarlyHints({ link: '</style.css>; rel=preload' });
        json(200, good)(response, good);
      },
    ],
    [
      'the answer in single bytes',
      (response, good) => {
        response.writeHead(200, JSON_TYPE);
        for (const byte of Buffer.from(JSON.stringify(good))) response.write(Buffer.of(byte));
        response.end();
      },
    ],
  ])('reads the same answer with %s', async (_what, answering) => {
    paynet.peer.answerJson(call.answer);
    const plain = await call.send(paynet.client);
    paynet.peer.answerWith((_request, response) => answering(response, call.answer));
    expect(await call.send(paynet.client)).toStrictEqual(plain);
    expect(paynet.peer.came).toHaveLength(1);
  });

  it('never takes broken UTF-8 for an id, a key or an address', async () => {
    for (const member of ['session_key', 'agent_id', 'user_id', 'id', 'url'].filter((it) => it in call.answer)) {
      const broken = withBrokenByte((good) => ({ ...good, [member]: `${String(good[member])}§` }));
      await expectEnding(call, broken, isUnreadable);
    }
  });

  it('takes an answer of a mebibyte, and not a byte more', async () => {
    const padded = (bytes: number) => rewritten((good) => `${good}${' '.repeat(bytes - Buffer.byteLength(good))}`);
    const mebibyte = 1024 * 1024;
    paynet.peer.answerWith((_request, response) => padded(mebibyte)(response, call.answer));
    await call.send(paynet.client);
    expect(paynet.peer.came).toHaveLength(1);
    await expectEnding(call, padded(mebibyte + 1), isUnreadable);
  });

  it('stops reading an answer without end soon after a mebibyte, and closes the connection', async () => {
    let written = 0;
    const closed = Promise.withResolvers<void>();
    const endless: Answering = (response) => {
      const chunk = Buffer.alloc(64 * 1024, SECRETS.sessionKey);
      const write = () => {
        while (!response.destroyed && response.write(chunk)) written += chunk.length;
      };
      response.on('drain', write).on('close', closed.resolve).writeHead(200, JSON_TYPE);
      write();
    };
    await expectEnding(call, endless, isUnreadable);
    await closed.promise;
    // What the machine itself buffers on both sides comes on top.
    expect(written).toBeLessThan(32 * 1024 * 1024);
  });

  it('does not inflate an answer that would be a hundred megabytes', async () => {
    const before = process.memoryUsage().rss;
    await expectEnding(call, raw(200, BOMB, { ...JSON_TYPE, 'content-encoding': 'gzip' }), isUnreadable);
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
  });

  it('ends as one of the family for any body under any status, and never takes it for success', async () => {
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.json().map((it) => Buffer.from(it)),
      fc
        .record(
          {
            code: fc.oneof(fc.integer(), fc.jsonValue()),
            result_code: fc.oneof(fc.integer(), fc.jsonValue()),
            object_name: fc.jsonValue(),
            message: fc.constant(TELL_TALE),
          },
          { requiredKeys: [] },
        )
        .map((it) => Buffer.from(JSON.stringify(it))),
    );
    const ends = [PaynetRefused, PaynetCredentialsRefused, PaynetOutcomeUnknown];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(200, 200, 201, 302, 400, 401, 404, 409, 429, 500, 503),
        body,
        async (status, it) => {
          await expectEnding(call, raw(status, it), (failure) =>
            expect(ends.some((end) => failure instanceof end)).toBe(true),
          );
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('a redirect', () => {
  let elsewhere: Peer;
  beforeAll(async () => {
    elsewhere = await startPeer();
  });
  afterAll(() => elsewhere.stop());

  const cases = CALLS.flatMap((call) => [300, 301, 302, 303, 304, 307, 308].map((status) => ({ call, status })));

  it.each(cases)('$status is not followed by $call.name: key and body stay here', async ({ call, status }) => {
    elsewhere.answerJson(call.answer);
    await expectEnding(call, raw(status, '', { location: `${elsewhere.url}${call.path}` }), isUnreadable);
    expect(elsewhere.came).toEqual([]);
    expect(elsewhere.connections).toBe(0);
  });
});

describe('a call that only reads', () => {
  const limits: Operation<object, { defined_limit: string | null }> = {
    name: 'agent/limit_info',
    path: '/v1/agent/limit_info',
    effect: 'read',
    toWire: () => ({}),
    answer: record({ defined_limit: 'value' }, (wire) => ({ defined_limit: text(wire.defined_limit) })),
  };

  it.each<Row>([
    ['HTML', html(200), (failure) => expect(failure).toBeInstanceOf(PaynetUnreadable)],
    ['return code 10', json(200, { code: 10 }), (failure) => expect(failure).toBeInstanceOf(PaynetFault)],
    ['503', html(503), (failure) => expect(failure).toBeInstanceOf(PaynetFault)],
    ['429', html(429), (failure) => expect(failure).toBeInstanceOf(PaynetBusy)],
  ])('fails plainly with %s: there is no outcome to be unsure of', async (_what, answering, ending) => {
    const transport = createTransport({
      baseUrl: paynet.peer.url,
      secretKey: SECRETS.secretKey,
      ...WITHOUT_DISCIPLINE,
    });
    paynet.peer.answerWith((_request, response) => answering(response, {}));
    ending(await failureOf(transport.send(limits, {}, {})));
    expect(paynet.peer.came).toHaveLength(1);
    await transport.close();
  });
});
