import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OpenPortalDocument, SignInDocument, SignOutDocument, WhoAmIDocument } from '../../src/operations/index.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { bodyOf, type Layer, startLayer } from '../support/harness.ts';

let layer: Layer;
beforeAll(async () => {
  layer = await startLayer();
});
afterAll(() => layer.stop());
beforeEach(() => layer.reset());

const { paynet, reader, dealer, turkish, blocked, deleted, master } = PEOPLE;
const account = ({ agentId, userName }: { agentId: string; userName: string }) => ({ agentId, userName });

/** One answer for everybody who may not come in; only the request's id differs. */
const refused = {
  __typename: 'PaynetLoginRefused',
  code: 'LOGIN_REFUSED',
  message:
    'Signing in was refused. Check agent, user name and password; if they are right, ask Paynet whether the account is open.',
  retry: 'WITH_CORRECTED_INPUT',
  requestId: expect.any(String) as string,
};

async function login(input: { agentId: string; userName: string; password: string; companyCode?: string }) {
  return (await layer.execute(SignInDocument, { input })).body.data?.login;
}

describe('login', () => {
  it('answers every field of the documented sample in its meaning', async () => {
    const token = await layer.signIn(paynet);
    const { body } = await layer.execute(WhoAmIDocument, {}, { token });
    expect(body).toEqual({
      data: {
        agentSession: {
          __typename: 'AgentSession',
          sessionKey: expect.stringMatching(/^mbl_pcs_/) as string,
          expiresOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
          endsAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
          user: {
            __typename: 'AgentUser',
            id: 'paynet',
            displayName: 'A*** D***',
            email: 'mail@paynet.com.tr',
            phone: '545*****95',
          },
          agent: {
            __typename: 'Agent',
            id: '1001',
            name: 'PAYNET ÖDEME HİZMETLERİ A.Ş.',
            company: { __typename: 'AgentCompany', code: '1001', name: 'PAYNET ÖDEME HİZMETLERİ A.Ş.' },
            address: {
              __typename: 'AgentAddress',
              line1: null,
              line2: null,
              province: { __typename: 'AgentRegion', code: '34', name: 'İSTANBUL' },
              district: { __typename: 'AgentRegion', code: null, name: 'İSTANBUL' },
              postalCode: null,
            },
            email: null,
            phone: '0212 4447729',
            taxOffice: null,
            taxId: null,
            sectorId: '0000',
            referenceNo: null,
            segment: { __typename: 'AgentSegment', id: null, name: 'Paynet PF Grubu' },
            logoUrl: 'https://pts-statics.paynet.com.tr/img/agentlogo/1001/logo1940235788.png',
            isBlocked: false,
            isDeleted: false,
            isActive: false,
            isCompany: true,
            canSelectCustomer: true,
            hasMultiLogin: false,
          },
          authorization: {
            __typename: 'UserAuthorization',
            canTakePayments: false,
            canViewTransactions: true,
            isMaster: false,
            canViewAllUsersTransactions: true,
            canReverseTransactions: true,
            canUseRecurringPayments: false,
            canUseBulkRecurringPayments: true,
            canSendPayLinks: true,
            canSendBulkPayLinks: true,
            canViewAgentTransactions: false,
          },
          menuOptions: [
            ['1', 'pay', 'Ödeme Al', 1],
            ['2', 'report', 'Işlemler', 2],
            ['3', 'limit_notation', 'Limit Gösterimi', 3],
            ['4', 'paynet_link', 'Ödeme Emri Gönder', 4],
          ].map(([id, name, text, sortNumber]) => ({
            __typename: 'MenuOption',
            id,
            name,
            text,
            sortNumber,
            menuType: 1,
            companyCode: '1001',
            agentId: '1001',
            userName: null,
          })),
          preferences: {
            __typename: 'AgentUserPreferences',
            isApprovedCardAuthEnabled: false,
            logoUrl: 'https://pts-statics.paynet.com.tr/img/agentlogo/1001/logo.png',
          },
          companies: null,
        },
      },
    });
  });

  it('answers another person differently, Turkish letters intact', async () => {
    const token = await layer.signIn(turkish);
    const { body } = await layer.execute(WhoAmIDocument, {}, { token });
    expect(body.data?.agentSession?.user).toMatchObject({ id: turkish.userName, displayName: turkish.displayName });
    expect(turkish.displayName).toMatch(/[İıŞşĞğÇçÖöÜü]/);
  });

  it('leaves for Paynet once, with the exact members of the page and a device id', async () => {
    await login({ ...account(paynet), password: paynet.password });
    expect(layer.left).toHaveLength(1);
    expect(layer.left[0]).toMatchObject({ method: 'POST', path: '/v1/agent/login' });
    expect(bodyOf(layer.left[0])).toEqual({
      user_name: 'paynet',
      password: 'paynet',
      agent_id: '1001',
      pushtoken_id: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
    });
  });

  it('sends the same device id for the same person, and another one for another', async () => {
    await login({ ...account(paynet), password: paynet.password });
    await login({ ...account(paynet), password: paynet.password });
    await login({ ...account(dealer), password: dealer.password });
    const [first, again, other] = layer.left.map((request) => bodyOf(request)['pushtoken_id']);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it.each([
    ['a wrong password', { ...account(paynet), password: 'wrong' }],
    ['an unknown user', { ...account(paynet), userName: 'nobody', password: 'paynet' }],
    ['an unknown agent', { ...account(paynet), agentId: '9999', password: 'paynet' }],
    ['a blocked agent, right password', { ...account(blocked), password: blocked.password }],
    ['a blocked agent, wrong password', { ...account(blocked), password: 'wrong' }],
    ['a deleted agent', { ...account(deleted), password: deleted.password }],
    [
      'an answer that says code 0 for a blocked agent',
      { ...account(paynet), password: 'paynet', companyCode: 'sandbox:blocked-flag' },
    ],
    [
      'an answer that says code 0 for a deleted agent',
      { ...account(paynet), password: 'paynet', companyCode: 'sandbox:deleted-flag' },
    ],
  ])('refuses %s without saying which it was, and opens no session', async (_what, input) => {
    const { body, headers } = await layer.execute(SignInDocument, { input });
    expect(body.data?.login).toEqual(refused);
    expect(headers.get('set-cookie')).toBeNull();
    expect(layer.left).toHaveLength(1);
  });

  it('makes no session of an answer without a session key', async () => {
    const answer = await login({ ...account(paynet), password: 'paynet', companyCode: 'sandbox:no-session-key' });
    expect(answer).toMatchObject({ __typename: 'PaynetUnavailable', code: 'UPSTREAM_BAD_RESPONSE' });
  });

  it('names every field that is not right, and sends nothing', async () => {
    const answer = await login({ agentId: ' ', userName: 'a\nb', password: '' });
    expect(answer).toMatchObject({
      __typename: 'PaynetInvalidInput',
      code: 'INVALID_INPUT',
      fields: expect.arrayContaining([
        expect.objectContaining({ field: 'agentId', code: 'REQUIRED', message: 'A value is needed.' }),
        expect.objectContaining({ field: 'userName', code: 'CONTROL_CHARACTER' }),
        expect.objectContaining({ field: 'password', code: 'REQUIRED' }),
      ]) as unknown[],
    });
    expect(layer.left).toHaveLength(0);
  });

  it('speaks Turkish to those who ask for it, with the same codes', async () => {
    const { body } = await layer.execute(
      SignInDocument,
      { input: { ...account(paynet), password: 'wrong' } },
      { headers: { 'accept-language': 'tr-TR,tr;q=0.9,en;q=0.5' } },
    );
    expect(body.data?.login).toMatchObject({
      code: 'LOGIN_REFUSED',
      message: expect.stringContaining('Giriş reddedildi') as string,
    });
  });
});

describe('a session', () => {
  it('travels as Bearer', async () => {
    const token = await layer.signIn(dealer);
    const { body } = await layer.execute(WhoAmIDocument, {}, { token });
    expect(body.data?.agentSession?.user.id).toBe(dealer.userName);
  });

  it('travels as a cookie that no script can read and no other site can send', async () => {
    const { headers } = await layer.execute(SignInDocument, {
      input: { ...account(dealer), password: dealer.password },
    });
    const cookie = headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^paynet-session=[\w.-]+; Path=\/; Expires=[^;]+ GMT; HttpOnly; SameSite=Strict$/);

    const { body } = await layer.execute(WhoAmIDocument, {}, { headers: { cookie: cookie.split(';', 1)[0] ?? '' } });
    expect(body.data?.agentSession?.user.id).toBe(dealer.userName);
  });

  it('is the Bearer’s when both come, and nobody’s when the Bearer is unknown', async () => {
    const cookie = `paynet-session=${await layer.signIn(dealer)}`;
    const token = await layer.signIn(paynet);
    const both = await layer.execute(WhoAmIDocument, {}, { token, headers: { cookie } });
    expect(both.body.data?.agentSession?.user.id).toBe('paynet');
    const unknown = await layer.execute(WhoAmIDocument, {}, { token: 'not-a-token', headers: { cookie } });
    expect(unknown.body.data?.agentSession).toBeNull();
  });

  it('is nobody’s without a token, and asks Paynet nothing', async () => {
    const { body } = await layer.execute(WhoAmIDocument, {});
    expect(body).toEqual({ data: { agentSession: null } });
    expect(layer.left).toHaveLength(0);
  });

  it('says nothing of what it holds: neither password nor session key can be read from the token', async () => {
    const token = await layer.signIn(paynet);
    const { body } = await layer.execute(WhoAmIDocument, {}, { token });
    const readable = token
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString('latin1'))
      .join('\n');
    expect(readable).not.toContain(body.data?.agentSession?.sessionKey);
    expect(readable).not.toContain('1001');
  });
});

describe('logout', () => {
  it('ends the session, so that its token is not accepted any more, and takes the cookie away', async () => {
    const token = await layer.signIn(dealer);
    const { body, headers } = await layer.execute(SignOutDocument, {}, { token });
    expect(body.data?.logout).toEqual({ __typename: 'LogoutSuccess', userId: dealer.userName });
    expect(headers.get('set-cookie')).toMatch(/^paynet-session=; Path=\/; Expires=Thu, 01 Jan 1970/);

    const after = await layer.execute(WhoAmIDocument, {}, { token });
    expect(after.body.data?.agentSession).toBeNull();
    const portal = await layer.execute(OpenPortalDocument, { input: account(dealer) }, { token });
    expect(portal.body.data?.autologin).toMatchObject({ __typename: 'PaynetUnauthenticated', code: 'SESSION_EXPIRED' });
  });

  it('ends that session only', async () => {
    const [first, second] = [await layer.signIn(dealer), await layer.signIn(dealer)];
    await layer.execute(SignOutDocument, {}, { token: first });
    const { body } = await layer.execute(WhoAmIDocument, {}, { token: second });
    expect(body.data?.agentSession?.user.id).toBe(dealer.userName);
  });

  it('says so when nobody was signed in, and takes a stale cookie away all the same', async () => {
    const { body, headers } = await layer.execute(SignOutDocument, {});
    expect(body.data?.logout).toMatchObject({ __typename: 'PaynetUnauthenticated', code: 'UNAUTHENTICATED' });
    expect(headers.get('set-cookie')).toContain('paynet-session=;');
  });
});

describe('autologin', () => {
  async function open(whose: { agentId: string; userName: string }, token?: string) {
    const { body } = await layer.execute(OpenPortalDocument, { input: whose }, token === undefined ? {} : { token });
    return body.data?.autologin;
  }

  it('gives a way into the own portal, which opens', async () => {
    const token = await layer.signIn(reader);
    layer.reset();
    const answer = await open(account(reader), token);
    if (answer?.__typename !== 'AutologinSuccess') throw new Error('no address');
    expect(layer.left.map(({ path, body }) => [path, JSON.parse(body)])).toEqual([
      ['/v1/agent/autologin', { user_name: reader.userName, agent_id: reader.agentId }],
    ]);
    const portal = await fetch(answer.url);
    expect(portal.status).toBe(200);
  });

  it('asks Paynet anew for every click', async () => {
    const token = await layer.signIn(reader);
    const answers = [await open(account(reader), token), await open(account(reader), token)];
    expect(new Set(answers.map((answer) => (answer?.__typename === 'AutologinSuccess' ? answer.url : ''))).size).toBe(
      2,
    );
  });

  it.each([
    ['a colleague', dealer, reader],
    ['a user of another agent', dealer, turkish],
    ['a user who does not exist', dealer, { agentId: '2001', userName: 'nobody' }],
    ['anybody, as a main company', paynet, master],
    ['anybody, as a master user', master, paynet],
  ])('never opens the portal of %s, and looks the same whoever it is', async (_whose, caller, other) => {
    const token = await layer.signIn(caller);
    layer.reset();
    expect(await open(account(other), token)).toMatchObject({
      __typename: 'PaynetForbidden',
      code: 'FORBIDDEN',
      retry: 'NEVER',
      requiredPermission: null,
    });
    expect(layer.left).toHaveLength(0);
  });

  it('needs somebody to be signed in', async () => {
    expect(await open(account(paynet))).toMatchObject({
      __typename: 'PaynetUnauthenticated',
      code: 'UNAUTHENTICATED',
      retry: 'AFTER_LOGIN',
    });
    expect(layer.left).toHaveLength(0);
  });
});
