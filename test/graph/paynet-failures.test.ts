import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CreatePayLinkDocument, OpenPortalDocument, SignInDocument } from '../../src/operations/index.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { type Layer, startLayer } from '../support/harness.ts';

const DEADLINE_MS = 600;

let layer: Layer;
let dealer: string;
beforeAll(async () => {
  layer = await startLayer({
    env: {
      PAYNET_HEADERS_TIMEOUT_MS: '300',
      PAYNET_BODY_TIMEOUT_MS: '300',
      PAYNET_CALL_TIMEOUT_MS: '400',
      REQUEST_TIMEOUT_MS: String(DEADLINE_MS),
      // Every failure by itself, however many there are.
      PAYNET_BREAKER_MIN_CALLS: '1000000',
    },
  });
  dealer = await layer.signIn(PEOPLE.dealer);
});
afterAll(() => layer.stop());
beforeEach(() => layer.reset());

/** Every service meets the outcome its own way; the answer and what left for Paynet are the same kind of thing. */
const services = {
  async login(outcome: string) {
    const { agentId, userName, password } = PEOPLE.dealer;
    const input = { agentId, userName, password, companyCode: `sandbox:${outcome}` };
    return (await layer.execute(SignInDocument, { input })).body.data?.login;
  },
  async autologin(outcome: string) {
    // One can only open one's own portal, so the switch value is the name one signs in with.
    const person = { ...PEOPLE.dealer, userName: `sandbox:autologin:${outcome}` };
    const token = await layer.signIn(person);
    layer.reset();
    const input = { agentId: person.agentId, userName: person.userName };
    return (await layer.execute(OpenPortalDocument, { input }, { token })).body.data?.autologin;
  },
  async create(outcome: string, own: { referenceNo?: string } = { referenceNo: 'ORD-1' }) {
    const input = { payerName: 'Ayşe Yılmaz', amount: '120.10', ...own, note: `sandbox:${outcome}` };
    return (await layer.execute(CreatePayLinkDocument, { input }, { token: dealer })).body.data?.createPayLink;
  },
};

type Outcome = readonly [what: string, outcome: string, code: string];

const unavailable: readonly Outcome[] = [
  ['a slow answer', 'slow=5000', 'UPSTREAM_TIMEOUT'],
  ['HTTP 500', 'status=500', 'UPSTREAM_ERROR'],
  ['HTTP 503', 'status=503', 'UPSTREAM_ERROR'],
  ['HTML instead of JSON', 'html', 'UPSTREAM_BAD_RESPONSE'],
  ['HTML with HTTP 502', 'html=502', 'UPSTREAM_ERROR'],
  ['an empty answer', 'empty', 'UPSTREAM_BAD_RESPONSE'],
  ['a cut-off answer', 'cut', 'UPSTREAM_BAD_RESPONSE'],
  ['a reset', 'reset', 'UPSTREAM_BAD_RESPONSE'],
  ['nearly JSON', 'not-json', 'UPSTREAM_BAD_RESPONSE'],
  ['a redirect to another host', 'redirect', 'UPSTREAM_BAD_RESPONSE'],
  ['return code 8, server error', 'code=8', 'UPSTREAM_ERROR'],
  ['return code 10, timeout', 'code=10', 'UPSTREAM_ERROR'],
  ['return code 100, had already succeeded', 'code=100', 'UPSTREAM_ERROR'],
  ['a return code nobody knows', 'code=999', 'UPSTREAM_ERROR'],
];

const withoutUrl: readonly Outcome[] = [
  ['success without an address', 'no-url', 'UPSTREAM_BAD_RESPONSE'],
  ['an address that is a script', 'bad-url', 'UPSTREAM_BAD_RESPONSE'],
];

const ourFault: readonly Outcome[] = [
  ['HTTP 401', 'status=401', 'UPSTREAM_CREDENTIALS'],
  ['HTTP 403', 'status=403', 'UPSTREAM_CREDENTIALS'],
];

describe.each(['login', 'autologin'] as const)('%s', (service) => {
  it.each([...unavailable, ...(service === 'autologin' ? withoutUrl : [])])(
    'says that Paynet is unavailable after %s',
    async (_what, outcome, code) => {
      const begun = performance.now();
      const answer = await services[service](outcome);
      expect(performance.now() - begun).toBeLessThan(DEADLINE_MS + 1_000);
      expect(answer).toMatchObject({ __typename: 'PaynetUnavailable', code, retry: 'SAME_INPUT_LATER' });
      expect(layer.left).toHaveLength(1);
    },
  );

  it.each(ourFault)('says after %s that it is this service’s fault, not the caller’s', async (_what, outcome, code) => {
    expect(await services[service](outcome)).toMatchObject({ __typename: 'PaynetUnavailable', code, retry: 'NEVER' });
    expect(layer.left).toHaveLength(1);
  });
});

describe('login', () => {
  it.each([1, 2, 3, 4, 6, 7, 12])('refuses the person after return code %i', async (code) => {
    expect(await services.login(`code=${code}`)).toMatchObject({ __typename: 'PaynetLoginRefused' });
  });

  it.each([5, 9, 11, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26])(
    'passes return code %i on as a refusal',
    async (code) => {
      expect(await services.login(`code=${code}`)).toMatchObject({
        __typename: 'PaynetRefused',
        code: 'REFUSED_BY_PAYNET',
      });
    },
  );
});

const refusals = [1, 2, 3, 4, 5, 6, 7, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 22, 23, 24, 25, 26];

describe('autologin', () => {
  it.each([...refusals, 20, 21])('passes return code %i on as a refusal', async (code) => {
    expect(await services.autologin(`code=${code}`)).toMatchObject({
      __typename: 'PaynetRefused',
      returnCode: code,
      retry: 'NEVER',
    });
  });

  it.each(['status=400', 'envelope=11'])('reads the return code of %s from where it stands', async (outcome) => {
    expect(await services.autologin(outcome)).toMatchObject({
      __typename: 'PaynetRefused',
      returnCode: 11,
      returnCodeName: 'badrequest',
    });
  });
});

describe('createPayLink', () => {
  // A slow answer is about a link that was made: test/graph/create-once.test.ts has what comes of it.
  it.each(unavailable.filter(([, outcome]) => !outcome.startsWith('slow')))(
    'says after %s that nobody knows, names the reference, and looks for it without making it again',
    async (_what, outcome) => {
      const begun = performance.now();
      const answer = await services.create(outcome);
      expect(performance.now() - begun).toBeLessThan(DEADLINE_MS + 500);
      expect(answer).toMatchObject({
        __typename: 'PayLinkOutcomeUnknown',
        code: 'OUTCOME_UNKNOWN',
        retry: 'AFTER_CHECKING',
        referenceNo: 'ORD-1',
      });
      const called = layer.left.map(({ path }) => path.replace('/v1/mailorder/', ''));
      expect(called.filter((service) => service === 'create')).toHaveLength(1);
      expect(new Set(called.slice(1))).toEqual(new Set(['detail']));
    },
  );

  it.each(withoutUrl)(
    'switches a link off whose answer is %s, as nobody could pay it knowingly, and gives up after three',
    async (_what, outcome) => {
      expect(await services.create(outcome, {})).toMatchObject({ __typename: 'PayLinkOutcomeUnknown' });
      expect(layer.paynet.sandbox.links.map(({ state }) => state)).toEqual(['passive', 'passive', 'passive']);
      // Of a reference of the caller's own nobody can tell whose it is, so it is left for a person to look at.
      layer.reset();
      expect(await services.create(outcome)).toMatchObject({
        __typename: 'PayLinkOutcomeUnknown',
        retry: 'AFTER_CHECKING',
        referenceNo: 'ORD-1',
      });
      expect(layer.paynet.sandbox.links.map(({ state }) => state)).toEqual(['awaiting']);
    },
  );

  it.each(ourFault)(
    'says after %s that nothing was made, and that it is this service’s fault',
    async (_what, outcome, code) => {
      expect(await services.create(outcome)).toMatchObject({ __typename: 'PaynetUnavailable', code, retry: 'NEVER' });
      expect(layer.left).toHaveLength(1);
    },
  );

  it.each(refusals)('passes return code %i on as a refusal that changed nothing', async (code) => {
    expect(await services.create(`code=${code}`)).toMatchObject({ __typename: 'PaynetRefused', returnCode: code });
    // "Duplicate data" could be about a link of ours, so that is looked for.
    expect(layer.left).toHaveLength(code === 5 ? 2 : 1);
  });

  it.each([
    [20, 'posType'],
    [21, 'instalmentKey'],
  ])('knows which field return code %i is about', async (code, field) => {
    expect(await services.create(`code=${code}`)).toMatchObject({
      __typename: 'PaynetInvalidInput',
      fields: [{ field, code: 'NOT_ACCEPTED_BY_PAYNET' }],
    });
  });

  it('says that nothing was sent when Paynet cannot be reached, after one more try', async () => {
    const alone = await startLayer({
      paynetUrl: 'http://127.0.0.1:1',
      env: { SESSION_SECRET: layer.config.session.secret },
    });
    try {
      const input = { payerName: 'Ayşe Yılmaz', amount: '1' };
      const { body } = await alone.execute(CreatePayLinkDocument, { input }, { token: dealer });
      expect(body.data?.createPayLink).toMatchObject({ __typename: 'PaynetUnavailable', code: 'UPSTREAM_UNAVAILABLE' });
      expect(alone.log().match(/"attempt":/g)).toHaveLength(2);
    } finally {
      await alone.stop();
    }
  });
});
