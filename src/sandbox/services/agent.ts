import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Answer, errorAnswer } from '../answer.ts';
import { AGENTS, type Agent } from '../dealers.ts';
import { refusal, SUCCESS } from '../return-codes.ts';
import { holdsSwitchValue } from '../scenarios.ts';
import { DOCUMENTED_PLACEHOLDERS, PEOPLE, type Person } from '../seed.ts';
import { turkishDay } from '../turkish-time.ts';
import type { Service, Visit } from './service.ts';

const SESSION_DAYS = 30;
const DAY_MS = 24 * 60 * 60_000;

const LoginRequest = z.object({
  agent_id: z.string().min(1),
  user_name: z.string().min(1),
  password: z.string().min(1),
  pushtoken_id: z.string().nullish(),
  company_code: z.string().nullish(),
  os_type: z.string().nullish(),
  device_type: z.string().nullish(),
});
type LoginRequest = z.infer<typeof LoginRequest>;

const AutologinRequest = z.object({ agent_id: z.string().min(1), user_name: z.string().min(1) });

export const login: Service = {
  name: 'login',
  path: '/v1/agent/login',
  page: 'https://doc.paynet.com.tr/servisler/bayi/login',
  objectName: 'login',
  refuse: (code) => ({ object_name: 'login', ...refusal(code) }),

  answer(body, { store }) {
    const request = LoginRequest.safeParse(body);
    if (!request.success) return errorAnswer(400);

    const { agent_id, user_name, password } = readPlaceholders(request.data);
    const agent = AGENTS.get(agent_id);
    const reason = closed(agent);
    if (agent === undefined || reason !== undefined) return refuse(login, reason);

    const person = findPerson(agent_id, user_name, password);
    if (person === undefined) return refuse(login, 7);
    return { status: 200, body: welcome(agent, person, user_name, store.now()) };
  },
};

export const autologin: Service = {
  name: 'autologin',
  path: '/v1/agent/autologin',
  page: 'https://doc.paynet.com.tr/english/agent/auto-login',
  objectName: 'auto_login',
  refuse: (code) => ({ url: null, object_name: 'auto_login', ...refusal(code) }),

  answer(body, visit) {
    const request = AutologinRequest.safeParse(body);
    if (!request.success) return errorAnswer(400);

    const { agent_id, user_name } = request.data;
    const agent = AGENTS.get(agent_id);
    const reason = closed(agent);
    if (agent === undefined || reason !== undefined) return refuse(autologin, reason);
    if (!isUserOf(agent_id, user_name)) return refuse(autologin, 4);
    return openGate(agent, user_name, visit);
  },
};

function openGate(agent: Agent, userName: string, { store, baseUrl }: Visit): Answer {
  const { token, keep } = store.draftGate({ agent, userName });
  // Paynet's one sample of such an address writes its escapes in lower case.
  const escaped = encodeURIComponent(token).replace(/%../g, (escape) => escape.toLowerCase());
  const url = `${baseUrl}/Account/PaynetAgentGate?al=${escaped}`;
  return { status: 200, body: { url, object_name: 'auto_login', ...SUCCESS }, commit: keep };
}

function refuse(service: Service, code = 4): Answer {
  return { status: 200, body: service.refuse(code) };
}

/** The return code that keeps a dealer out; undefined for an open one. A deleted dealer looks like none at all. */
function closed(agent: Agent | undefined): 3 | 4 | undefined {
  if (agent === undefined || agent.state === 'deleted') return 4;
  return agent.state === 'blocked' ? 3 : undefined;
}

function readPlaceholders(request: LoginRequest): LoginRequest {
  const { agentId, userName, password } = DOCUMENTED_PLACEHOLDERS;
  const isSample = request.agent_id === agentId && request.user_name === userName && request.password === password;
  if (!isSample) return request;
  return { agent_id: PEOPLE.paynet.agentId, user_name: PEOPLE.paynet.userName, password: PEOPLE.paynet.password };
}

/**
 * Who signs in. A user name that holds a switch value belongs to nobody, so the password says whom it copies: only so
 * can somebody carry a fault for autologin through a sign-in.
 */
function findPerson(agentId: string, userName: string, password: string): Person | undefined {
  return Object.values<Person>(PEOPLE).find(
    (person) =>
      person.agentId === agentId &&
      person.password === password &&
      (person.userName === userName || holdsSwitchValue(userName)),
  );
}

function isUserOf(agentId: string, userName: string): boolean {
  const known = Object.values<Person>(PEOPLE).some(
    (person) => person.agentId === agentId && person.userName === userName,
  );
  return known || holdsSwitchValue(userName);
}

/** A successful sign-in: members, order and quirks of the documented sample. */
function welcome(agent: Agent, person: Person, userId: string, now: Date): Answer['body'] {
  const { logo_url, company_code, company_desc, agent_name, is_activ, is_company, ...rest } = agent.record;
  const { is_select_customer, is_multi_login, ...address } = rest;
  return {
    userAuthorizationContainer: person.rights,
    session_key: freshSessionKey(),
    expired_date: turkishDay(new Date(now.getTime() + SESSION_DAYS * DAY_MS)),
    logo_url,
    agent_id: agent.id,
    user_name: person.displayName,
    user_id: userId,
    user_email: person.email,
    user_phone: person.phone,
    company_code,
    company_desc,
    agent_name,
    ...address,
    is_agent_blocked: false,
    is_agent_deleted: false,
    is_activ,
    is_company,
    is_select_customer,
    is_multi_login,
    agentUserPreferences: { ApprovedCardAuth: 'false', LogoUrl: person.logoPreference },
    menu_options: menuOptions(agent, person),
    company_list: null,
    object_name: 'login',
    ...SUCCESS,
  };
}

/** Labels as in the sample, whose second one begins with a dotless capital I. */
const MENU = [
  { name: 'pay', text: 'Ödeme Al' },
  { name: 'report', text: 'Işlemler' },
  { name: 'limit_notation', text: 'Limit Gösterimi' },
  { name: 'paynet_link', text: 'Ödeme Emri Gönder' },
] as const;

function menuOptions(agent: Agent, person: Person): readonly unknown[] {
  return MENU.map(({ name, text }, index) => ({
    company_code: agent.record.company_code,
    agent_id: agent.id,
    user_name: '',
    sort_number: String(index + 1),
    name,
    text,
    menu_type: 1,
    id: index + 1,
  })).filter(({ name }) => person.menu.includes(name));
}

/** Shaped like the sample's key, whose `/` and `*` a caller must carry unharmed. */
function freshSessionKey(): string {
  const random = randomBytes(24).toString('base64').replaceAll('+', '*');
  return `mbl_pcs_${random.slice(0, 7)}/${random.slice(8, 13)}*${random.slice(14)}`;
}
