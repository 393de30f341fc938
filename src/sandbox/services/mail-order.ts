import { z } from 'zod';
import { errorAnswer } from '../answer.ts';
import { AGENTS, MAIN_AGENT_ID } from '../dealers.ts';
import type { JsonObject } from '../request-body.ts';
import { refusal, SUCCESS } from '../return-codes.ts';
import type { LinkRequest } from '../store.ts';
import { WireNumber } from '../wire-number.ts';
import type { Service } from './service.ts';

/** Our choice: Paynet documents no default. Its PHP helper always sends 24. */
const DEFAULT_LIFETIME_HOURS = 24;

/** Digits with a dot at most; no sign, exponent or comma, since no page shows this service any of them. */
const PLAIN_DECIMAL = /^\d+(\.\d+)?$/;

const text = z.string().nullish();
const flag = z.boolean().nullish();
const number = z.instanceof(WireNumber).transform(({ digits }) => digits);
const positiveDecimal = z
  .union([number, z.string()])
  .refine((digits) => PLAIN_DECIMAL.test(digits) && /[1-9]/.test(digits));

const CreateRequest = z
  .object({
    name_surname: z.string().min(1),
    amount: positiveDecimal,
    pos_type: number.nullish(),
    addcomission_to_amount: flag,
    agent_id: text,
    user_name: text,
    email: text,
    send_mail: flag,
    phone: text,
    send_sms: flag,
    expire_date: positiveDecimal.nullish(),
    note: text,
    agent_note: text,
    reference_no: text,
    instalment_key: text,
    succeed_url: text,
    error_url: text,
    confirmation_url: text,
    send_confirmation_mail: flag,
  })
  .refine(({ send_mail, email }) => !send_mail || Boolean(email))
  .refine(({ send_sms, phone }) => !send_sms || Boolean(phone));
type CreateRequest = z.infer<typeof CreateRequest>;

/** https://doc.paynet.com.tr/oedeme-metotlari/ortak-odeme-sayfasi/odeme-emri-olusturma/post-metodu */
export const create: Service = {
  name: 'create',
  path: '/v1/mailorder/create',
  objectName: 'mailorder',
  refuse: (code) => ({ url: null, id: null, object_name: 'mailorder', ...refusal(code) }),

  answer(body: JsonObject, { store, baseUrl }) {
    const parsed = CreateRequest.safeParse(body);
    if (!parsed.success) return errorAnswer(400);
    const request = parsed.data;

    const agent = AGENTS.get(request.agent_id ?? MAIN_AGENT_ID);
    if (agent === undefined || agent.state === 'deleted') return { status: 200, body: create.refuse(4) };
    if (agent.state === 'blocked') return { status: 200, body: create.refuse(3) };
    if (!['5', '1'].includes(request.pos_type ?? '5')) return { status: 200, body: create.refuse(20) };

    const draft = store.draftLink(agent, linkRequest(request));
    if (draft === undefined) return errorAnswer(400);
    const { link, keep } = draft;
    const url = `${baseUrl}/S/M?id=${link.pageId}`;
    return { status: 200, body: { url, id: link.id, object_name: 'mailorder', ...SUCCESS }, commit: keep };
  },
};

function linkRequest(request: CreateRequest): LinkRequest {
  return {
    amount: request.amount,
    payerName: request.name_surname,
    note: request.note || undefined,
    addsCommission: request.addcomission_to_amount ?? false,
    lifetimeHours: Number(request.expire_date ?? DEFAULT_LIFETIME_HOURS),
  };
}
