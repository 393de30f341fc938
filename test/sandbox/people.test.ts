import { describe, expect, test } from 'vitest';
import { PEOPLE, type Person } from '../../src/sandbox/seed.ts';
import { useSandbox } from './running-sandbox.ts';

// An hour before midnight in London is already the next day in Istanbul.
const NOW = new Date('2026-01-31T23:00:00Z');
const paynet = useSandbox({ clock: () => NOW });

function signIn({ agentId, userName, password }: Pick<Person, 'agentId' | 'userName' | 'password'>) {
  return paynet.post('login', { agent_id: agentId, user_name: userName, password });
}

const WELCOME = ['paynet', 'master', 'dealer', 'reader', 'turkish'] as const;
const REFUSED = [
  { name: 'blocked', code: 3, message: 'agentblocked' },
  { name: 'deleted', code: 4, message: 'agentnotfound' },
] as const;

test('everybody in the seed is either welcome or refused here', () => {
  expect([...WELCOME, ...REFUSED.map(({ name }) => name)].toSorted()).toEqual(Object.keys(PEOPLE).toSorted());
});

describe.each(WELCOME)('%s', (name) => {
  const person = PEOPLE[name];

  test('signs in, and comes back with the login name as user_id', async () => {
    const { status, json } = await signIn(person);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      code: 0,
      message: 'Başarılı İşlem',
      agent_id: person.agentId,
      user_id: person.userName,
      user_name: person.displayName,
      userAuthorizationContainer: person.rights,
    });
  });

  test('has the quirks of the documented sample', async () => {
    const { json } = await signIn(person);
    expect(json).toMatchObject({ company_list: null, agentUserPreferences: { ApprovedCardAuth: 'false' } });
    expect(json['menu_options']).toEqual(
      expect.arrayContaining([expect.objectContaining({ sort_number: '2', text: 'Işlemler', menu_type: 1, id: 2 })]),
    );
  });

  test('gets a new session key every time, for thirty days in Turkish time', async () => {
    const first = await signIn(person);
    const second = await signIn(person);
    expect(first.json['session_key']).not.toBe(second.json['session_key']);
    expect(first.json['expired_date']).toBe('2026-03-03');
  });

  test('is refused a wrong password', async () => {
    const { status, json } = await signIn({ ...person, password: `${person.password}x` });
    expect(status).toBe(200);
    expect(json).toStrictEqual({ object_name: 'login', code: 7, message: 'unauthorized' });
  });

  test('opens the portal, as a page that says whose it would be', async () => {
    const { json } = await paynet.post('autologin', { agent_id: person.agentId, user_name: person.userName });
    expect(json).toMatchObject({ object_name: 'auto_login', code: 0 });
    const portal = await paynet.open(json['url']);
    expect(portal.status).toBe(200);
    expect(portal.text).toContain(person.userName);
  });
});

describe.each(REFUSED)('$name', ({ name, code, message }) => {
  const { agentId, userName, password } = PEOPLE[name];

  test.each([password, 'wrong'])('is refused at login with the password %s, right or wrong', async (tried) => {
    const { json } = await signIn({ agentId, userName, password: tried });
    expect(json).toStrictEqual({ object_name: 'login', code, message });
  });

  test('is refused the portal and every link', async () => {
    const gate = await paynet.post('autologin', { agent_id: agentId, user_name: userName });
    expect(gate.json).toStrictEqual({ url: null, object_name: 'auto_login', code, message });
    const link = await paynet.post('create', { agent_id: agentId, name_surname: 'A', amount: 1 });
    expect(link.json).toStrictEqual({ url: null, id: null, object_name: 'mailorder', code, message });
  });
});

test('the master user has every right, the dealer all but that of a master, the reader may not create links', () => {
  expect(Object.values(PEOPLE.master.rights)).not.toContain(false);
  expect(PEOPLE.dealer.rights).toEqual({ ...PEOPLE.master.rights, MasterUserAuthorization: false });
  expect(PEOPLE.reader.rights).toMatchObject({ ReportAuthorization: true, PaynetLink: false, BulkPaynetLink: false });
});

test('only the main company is a company', async () => {
  expect((await signIn(PEOPLE.paynet)).json['is_company']).toBe(true);
  expect((await signIn(PEOPLE.dealer)).json['is_company']).toBe(false);
});

test('the Turkish dealer has Turkish letters in every free text, whole on the wire', async () => {
  const { json } = await signIn(PEOPLE.turkish);
  const texts = ['agent_name', 'adress1', 'adress2', 'county_name', 'city_name', 'tax_office', 'user_name'];
  for (const member of [...texts, 'user_id', 'company_desc', 'referans_no', 'segment_text']) {
    expect(json[member]).toMatch(/[İıŞşĞğÇçÖöÜü]/);
  }
  for (const letter of 'İıŞşĞğÇçÖöÜü') expect(JSON.stringify(json)).toContain(letter);
});

test('a user of one dealer is nobody at another', async () => {
  expect((await signIn({ ...PEOPLE.dealer, agentId: '1001' })).json).toMatchObject({ code: 7 });
  const gate = await paynet.post('autologin', { agent_id: '1001', user_name: PEOPLE.dealer.userName });
  expect(gate.json).toMatchObject({ url: null, code: 4, message: 'agentnotfound' });
});

test('an unknown dealer is refused with agentnotfound', async () => {
  const { json } = await signIn({ ...PEOPLE.dealer, agentId: '9999' });
  expect(json).toStrictEqual({ object_name: 'login', code: 4, message: 'agentnotfound' });
});

test('a user name with a switch value for another service signs in as a copy of whose password was given', async () => {
  const userName = 'sandbox:autologin:html';
  const { json: copy } = await signIn({ agentId: '1001', userName, password: 'paynet' });
  const { json: original } = await signIn(PEOPLE.paynet);
  expect(copy).toEqual({ ...original, user_id: userName, session_key: expect.any(String) });
  expect((await signIn({ agentId: '1001', userName, password: 'wrong' })).json).toMatchObject({ code: 7 });

  const gate = await paynet.post('autologin', { agent_id: '1001', user_name: userName });
  expect(gate.headers.get('content-type')).toContain('text/html');
});
