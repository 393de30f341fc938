import { randomUUID } from 'node:crypto';
import { print } from 'graphql';
import { type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  CreatePayLinkDocument,
  type CreatePayLinkInput,
  CreatePayLinksDocument,
  DeactivatePayLinkDocument,
  OpenPortalDocument,
  ReadPayLinkDocument,
  SignOutDocument,
  WatchPayLinkDocument,
  WhoAmIDocument,
} from '../../src/operations/index.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { bodyOf, type Layer, startLayer } from '../support/harness.ts';
import { type Claims, type Issuer, type Key, makeKey, startIssuer } from '../support/issuer.ts';
import { type Peer, startPeer } from '../support/peer.ts';

let issuer: Issuer;
let layer: Layer;
/** Somebody else's key set, which nothing here may ever ask. */
let stranger: Peer;
beforeAll(async () => {
  issuer = await startIssuer();
  stranger = await startPeer();
  layer = await startLayer({ env: issuer.env });
});
afterAll(async () => {
  await layer.stop();
  await issuer.stop();
  await stranger.stop();
});
beforeEach(() => layer.reset());

const forDealer: CreatePayLinkInput = { payerName: 'Ayşe Yılmaz', amount: '120.10', agentId: '2001' };
const unknown = { by: { id: 'f5e0a85b-2cf0-4596-b0c5-c027de671e49' } };
const HOUR_S = 60 * 60;
const now = () => Math.floor(Date.now() / 1_000);

async function create(token: string, input: CreatePayLinkInput = forDealer) {
  return (await layer.execute(CreatePayLinkDocument, { input }, { token })).body.data?.createPayLink;
}

/** What the layer says to a caller who wants to read: nothing where it is allowed, else the error's code. */
async function refusal(token: string, asked: Layer = layer): Promise<unknown> {
  const { body } = await asked.execute(ReadPayLinkDocument, unknown, { token });
  return body.errors?.[0]?.extensions['code'] ?? null;
}

/** An issuer with these keys, and a layer that trusts it, for tests that change what the issuer says. */
async function withIssuerOf(keys: readonly Key[], test: (own: Layer, issuer: Issuer) => Promise<void>): Promise<void> {
  const ownIssuer = await startIssuer(keys);
  const own = await startLayer({ env: ownIssuer.env });
  try {
    await test(own, ownIssuer);
  } finally {
    await own.stop();
    await ownIssuer.stop();
  }
}

const WARN = 40;

const linesOf = ({ log }: Layer) =>
  log()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

const refusals = () => linesOf(layer).filter(({ msg }) => msg === 'a service token was refused');

describe('a service of the company', () => {
  it('makes a link for the agent it names, with the scope paylink:write', async () => {
    const answer = await create(await issuer.sign({ scope: 'openid paylink:write' }));
    expect(answer).toMatchObject({
      __typename: 'CreatePayLinkSuccess',
      payLink: { agent: { id: '2001', name: null }, status: 'AWAITING_PAYMENT' },
    });
    expect(layer.left).toHaveLength(1);
    expect(bodyOf(layer.left[0])).toMatchObject({ agent_id: '2001', amount: 120.1 });
  });

  it('has no agent of its own, so it must name the one that is paid', async () => {
    const { agentId: _left, ...forNobody } = forDealer;
    for (const input of [forNobody, { ...forNobody, agentId: null }, { ...forNobody, agentId: ' ' }]) {
      expect(await create(await issuer.sign({ scope: 'paylink:write' }), input)).toMatchObject({
        __typename: 'PaynetInvalidInput',
        fields: [{ field: 'agentId', code: 'REQUIRED_OF_A_SERVICE' }],
      });
    }
    // Left to Paynet, the money would go to whoever owns the key.
    expect(layer.left).toHaveLength(0);
  });

  it('names the agent of each link where it makes many', async () => {
    const { agentId: _left, ...forNobody } = forDealer;
    const { body } = await layer.execute(
      CreatePayLinksDocument,
      { input: { links: [forDealer, forNobody] } },
      { token: await issuer.sign({ scope: 'paylink:write' }) },
    );
    expect(body.data?.createPayLinks).toMatchObject({
      results: [
        { __typename: 'CreatePayLinkSuccess' },
        { __typename: 'PaynetInvalidInput', fields: [{ field: 'links.1.agentId', code: 'REQUIRED_OF_A_SERVICE' }] },
      ],
    });
    expect(layer.left.map((request) => bodyOf(request)['agent_id'])).toEqual(['2001']);
  });

  it('has idempotency keys of its own, whichever of its tokens it uses', async () => {
    const input = { ...forDealer, idempotencyKey: 'order-118' };
    const make = async (sub: string) => {
      const answer = await create(await issuer.sign({ scope: 'paylink:write', sub, jti: randomUUID() }), input);
      return answer?.__typename === 'CreatePayLinkSuccess' ? answer.payLink.id : answer?.__typename;
    };
    const first = await make('billing');
    expect(await make('billing')).toBe(first);
    expect(await make('shop')).not.toBe(first);
    expect(layer.left.filter(({ path }) => path.endsWith('/create'))).toHaveLength(2);
  });

  it('watches a link until its token ends', async () => {
    const { body } = await layer.execute(
      CreatePayLinkDocument,
      { input: forDealer },
      { token: await issuer.sign({ scope: 'paylink:write' }) },
    );
    const made = body.data?.createPayLink;
    if (made?.__typename !== 'CreatePayLinkSuccess') throw new Error('no link');
    const { text } = await layer.query(
      print(WatchPayLinkDocument),
      { id: made.payLink.id },
      {
        token: await issuer.sign({ scope: 'paylink:read', exp: now() + 2 }),
        headers: { accept: 'text/event-stream' },
      },
    );
    const events = [...text.matchAll(/^data: (\{.*\})$/gm)].map(([, data]) => JSON.parse(data ?? '') as object);
    expect(events).toMatchObject([
      { data: { payLinkChanged: { status: 'AWAITING_PAYMENT' } } },
      { errors: [{ extensions: { code: 'SESSION_EXPIRED' } }] },
    ]);
  });

  it('reads and switches every agent’s links, each with its scope', async () => {
    const answer = await create(await issuer.sign({ scope: 'paylink:write' }));
    if (answer?.__typename !== 'CreatePayLinkSuccess') throw new Error('no link');
    const { id } = answer.payLink;
    const token = await issuer.sign({ scope: 'paylink:read paylink:write' });
    const read = await layer.execute(ReadPayLinkDocument, { by: { id } }, { token });
    expect(read.body.data?.payLink).toMatchObject({ id, agent: { id: '2001' } });
    const switched = await layer.execute(DeactivatePayLinkDocument, { input: { payLink: { id } } }, { token });
    expect(switched.body.data?.deactivatePayLink).toMatchObject({ payLink: { id, status: 'PASSIVE' } });
  });

  it('switches links with the scope paylink:write alone, and reads none with it', async () => {
    const token = await issuer.sign({ scope: 'paylink:write' });
    const answer = await create(token);
    if (answer?.__typename !== 'CreatePayLinkSuccess') throw new Error('no link');
    const { id } = answer.payLink;
    const switched = await layer.execute(DeactivatePayLinkDocument, { input: { payLink: { id } } }, { token });
    expect(switched.body.data?.deactivatePayLink).toMatchObject({ payLink: { id, status: 'PASSIVE' } });
    expect(await refusal(token)).toBe('FORBIDDEN');
  });

  it('opens anybody’s portal, with the scope agent:autologin only', async () => {
    const input = { agentId: PEOPLE.dealer.agentId, userName: PEOPLE.dealer.userName };
    const open = async (scope: string) =>
      (await layer.execute(OpenPortalDocument, { input }, { token: await issuer.sign({ scope }) })).body.data
        ?.autologin;
    expect(await open('agent:autologin')).toMatchObject({ __typename: 'AutologinSuccess' });
    layer.reset();
    expect(await open('paylink:read paylink:write')).toMatchObject({
      __typename: 'PaynetForbidden',
      requiredPermission: 'agent:autologin',
    });
    expect(layer.left).toHaveLength(0);
  });

  it.each<[what: string, claims: Claims]>([
    ['no scope at all', {}],
    ['other scopes', { scope: 'paylink:read agent:autologin' }],
    ['a longer name that begins the same', { scope: 'paylink:write-nothing paylink:writeall' }],
    ['the scope in another case', { scope: 'PAYLINK:WRITE' }],
    ['scopes that are no text', { scope: { 'paylink:write': true }, scp: [['paylink:write'], 7] }],
  ])('makes no link with %s, and is told which scope it needs', async (_what, claims) => {
    expect(await create(await issuer.sign(claims))).toMatchObject({
      __typename: 'PaynetForbidden',
      code: 'FORBIDDEN',
      requiredPermission: 'paylink:write',
    });
    expect(layer.left).toHaveLength(0);
  });

  it.each<[what: string, claims: Claims]>([
    ['a list in scope', { scope: ['paylink:read', 'paylink:write'] }],
    ['text in scp', { scp: 'paylink:read paylink:write' }],
    ['a list in scp', { scp: ['paylink:write'] }],
  ])('may also have its scopes as %s', async (_what, claims) => {
    expect(await create(await issuer.sign(claims))).toMatchObject({ __typename: 'CreatePayLinkSuccess' });
  });

  it('is no person: it has no session, and none to end', async () => {
    const token = await issuer.sign({ scope: 'paylink:read' });
    expect((await layer.execute(WhoAmIDocument, {}, { token })).body.data?.agentSession).toBeNull();
    expect((await layer.execute(SignOutDocument, {}, { token })).body.data?.logout).toMatchObject({
      __typename: 'PaynetUnauthenticated',
    });
  });

  it('comes in beside people, whose own tokens go on working', async () => {
    expect(await refusal(await layer.signIn(PEOPLE.dealer))).toBeNull();
    expect(await refusal(await issuer.sign({ scope: 'paylink:read' }))).toBeNull();
  });

  it('is nobody where no issuer is set', async () => {
    const peopleOnly = await startLayer();
    try {
      expect(await refusal(await issuer.sign({ scope: 'paylink:read' }), peopleOnly)).toBe('UNAUTHENTICATED');
    } finally {
      await peopleOnly.stop();
    }
  });
});

describe('a service’s token', () => {
  const scope = 'paylink:read';

  it.each<[what: string, claims: Claims, reason: object]>([
    ['of another issuer', { iss: 'https://id.other.example/' }, { claim: 'iss' }],
    ['of no issuer', { iss: undefined }, { claim: 'iss' }],
    ['of an issuer that only begins the same', { iss: 'https://id.company.example/x' }, { claim: 'iss' }],
    ['for another audience', { aud: 'orders' }, { claim: 'aud' }],
    ['for no audience', { aud: undefined }, { claim: 'aud' }],
    ['that never ends', { exp: undefined }, { claim: 'exp' }],
    ['that is not valid yet', { nbf: now() + HOUR_S }, { claim: 'nbf' }],
    ['that names nobody', { sub: '' }, { code: 'ERR_JWT_INVALID' }],
  ])('is not accepted when it is one %s', async (_what, claims, reason) => {
    expect(await refusal(await issuer.sign({ scope, ...claims }))).toBe('UNAUTHENTICATED');
    await expect.poll(() => refusals().at(-1)).toMatchObject(reason);
    expect(layer.left).toHaveLength(0);
  });

  it('is not accepted once it has ended, and says so', async () => {
    expect(await refusal(await issuer.sign({ scope, exp: now() - HOUR_S }))).toBe('SESSION_EXPIRED');
    expect(layer.left).toHaveLength(0);
  });

  it('may be for several audiences, name itself by its client, and come from a clock a few seconds off', async () => {
    expect(await refusal(await issuer.sign({ scope, aud: ['orders', 'paynet-graphql'] }))).toBeNull();
    const nameless = { sub: undefined };
    expect(await refusal(await issuer.sign({ scope, ...nameless, client_id: 'billing' }))).toBeNull();
    expect(await refusal(await issuer.sign({ scope, ...nameless, azp: 'billing' }))).toBeNull();
    expect(await refusal(await issuer.sign({ scope, nbf: now() + 5, iat: now() + 5 }))).toBeNull();
  });

  it.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('may be signed with %s', async (alg) => {
    await withIssuerOf([await makeKey('key', alg)], async (own, { sign }) => {
      expect(await refusal(await sign({ scope }), own)).toBeNull();
    });
  });

  it('is not accepted when nobody signed it, or somebody who knows no more than the public key', async () => {
    const [key, forger] = [await makeKey('same-id', 'RS256'), await makeKey('same-id', 'RS256')];
    await withIssuerOf([key], async (own, { sign }) => {
      const [head, claims] = (await sign({ scope })).split('.');
      const withSecret = (secret: Uint8Array) =>
        new SignJWT(JSON.parse(Buffer.from(claims ?? '', 'base64url').toString()) as JWTPayload)
          .setProtectedHeader({ alg: 'HS256', kid: 'same-id' })
          .sign(secret);
      const noAlgorithm = Buffer.from('{"alg":"none","kid":"same-id"}').toString('base64url');
      const tokens = [
        `${noAlgorithm}.${claims}.`,
        `${head}.${claims}.`,
        await withSecret(Buffer.from(key.publicJwk.n ?? '', 'base64url')),
        await withSecret(Buffer.from(JSON.stringify(key.publicJwk))),
        await sign({ scope }, { key: forger }),
        'a.b.c',
        '..',
      ];
      for (const token of tokens) expect(await refusal(token, own), token).toBe('UNAUTHENTICATED');
      expect(await refusal(await sign({ scope }), own)).toBeNull();
    });
  });

  it('is not accepted when a claim of it was changed', async () => {
    const [head, , signature] = (await issuer.sign({ scope: 'openid' })).split('.');
    const [, claims] = (await issuer.sign({ scope })).split('.');
    expect(await refusal([head, claims, signature].join('.'))).toBe('UNAUTHENTICATED');
  });

  it('has no say in where keys come from', async () => {
    const key = await makeKey('mine');
    const address = `${stranger.url}/keys`;
    const header = { jku: address, x5u: address, jwk: key.publicJwk, alg: 'ES256', kid: 'mine' };
    expect(await refusal(await issuer.sign({ scope, iss: stranger.url }, { key, header }))).toBe('UNAUTHENTICATED');
    expect(await refusal(await issuer.sign({ scope }, { key, header }))).toBe('UNAUTHENTICATED');
    expect(stranger.came).toHaveLength(0);
  });

  it('works as a header only: in the cookie of people it is nobody’s', async () => {
    const token = await issuer.sign({ scope });
    const { body } = await layer.query(print(ReadPayLinkDocument), unknown, {
      headers: { cookie: `paynet-session=${token}` },
    });
    expect(body.errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
  });

  it('stands in no line of the log and in no answer, accepted or not', async () => {
    const tokens = [
      await issuer.sign({ scope, sub: 'secret-subject' }),
      await issuer.sign({ scope, iss: 'secret-issuer', sub: 'secret-subject' }),
      await issuer.sign({ scope, exp: now() - HOUR_S, sub: 'secret-subject' }),
      await issuer.sign({ scope }, { key: await makeKey('secret-kid') }),
    ];
    const answers = [];
    for (const token of tokens) {
      answers.push((await layer.execute(ReadPayLinkDocument, unknown, { token })).text);
      answers.push((await layer.execute(WhoAmIDocument, {}, { token })).text);
    }
    await expect.poll(() => refusals().length).toBeGreaterThanOrEqual(6);
    const written = [layer.log(), ...answers].join('\n');
    for (const token of tokens) for (const part of token.split('.')) expect(written).not.toContain(part);
    expect(written).not.toMatch(/secret-(?:subject|issuer|kid)/);
  });
});

describe('the issuer’s keys', () => {
  const scope = 'paylink:read';

  it('may be changed: a new one is fetched when it is first seen, once, and the old one goes', async () => {
    const [old, fresh] = [await makeKey('old'), await makeKey('fresh')];
    await withIssuerOf([old], async (own, changing) => {
      const oldToken = await changing.sign({ scope });
      const freshToken = await changing.sign({ scope }, { key: fresh });
      expect(await refusal(oldToken, own)).toBeNull();
      expect(await refusal(oldToken, own)).toBeNull();
      expect(changing.fetches).toBe(1);

      changing.publish([fresh]);
      const atOnce = [freshToken, freshToken, freshToken].map((token) => refusal(token, own));
      expect(await Promise.all(atOnce)).toEqual([null, null, null]);
      expect(changing.fetches).toBe(2);
      expect(await refusal(oldToken, own)).toBe('UNAUTHENTICATED');
      expect(changing.fetches).toBe(2);
    });
  });

  it('that are known go on working while the issuer is down; an unknown one is nobody’s, and one warning is logged', async () => {
    await withIssuerOf([await makeKey('known')], async (own, broken) => {
      const known = await broken.sign({ scope });
      const other = await broken.sign({ scope }, { key: await makeKey('other') });
      expect(await refusal(known, own)).toBeNull();
      broken.answerWith((response) => void response.destroy());
      for (let count = 0; count < 3; count += 1) {
        expect(await refusal(other, own)).toBe('UNAUTHENTICATED');
        expect(await refusal(known, own)).toBeNull();
      }
      const warnings = () => linesOf(own).filter(({ level }) => level === WARN);
      await expect.poll(warnings).toHaveLength(1);
      expect(warnings()[0]).toMatchObject({ msg: 'the keys of services cannot be fetched; known ones go on working' });
    });
  });
});
