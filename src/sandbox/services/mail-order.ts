import { type Answer, errorAnswer } from '../answer.ts';
import { findConfirmOutcome } from '../confirm-outcomes.ts';
import { AGENTS, MAIN_AGENT_ID } from '../dealers.ts';
import { selectLink } from '../links.ts';
import { CreateRequest, linkRequest } from '../mail-order/create-request.ts';
import { linkDetail, linkRow } from '../mail-order/link-record.ts';
import { DetailRequest, ListRequest, StatusRequest } from '../mail-order/lookup-requests.ts';
import { rowWindow } from '../mail-order/row-window.ts';
import { refusal, SUCCESS } from '../return-codes.ts';
import { turkishDay } from '../turkish-time.ts';
import type { Service } from './service.ts';

/** Paynet's own default: unpaged reads silently miss rows. */
const DEFAULT_LIMIT = 10;
const PASSIVE = 3;
const DOCUMENTATION = 'https://doc.paynet.com.tr/oedeme-metotlari/ortak-odeme-sayfasi';

export const create: Service = {
  name: 'create',
  path: '/v1/mailorder/create',
  page: `${DOCUMENTATION}/odeme-emri-olusturma/post-metodu`,
  objectName: 'mailorder',
  refuse: (code) => ({ url: null, id: null, object_name: 'mailorder', ...refusal(code) }),

  answer(body, { store, baseUrl }) {
    const request = CreateRequest.safeParse(body);
    if (!request.success) return errorAnswer(400);
    const { agent_id, pos_type, note } = request.data;
    // A slip in it would otherwise show only once the link is paid, as a confirmation like any other.
    const confirmation = findConfirmOutcome(note ?? '');
    if (confirmation?.kind === 'unknown') return errorAnswer(400, confirmation.message);

    const agent = AGENTS.get(agent_id ?? MAIN_AGENT_ID);
    if (agent === undefined || agent.state === 'deleted') return refuse(create, 4);
    if (agent.state === 'blocked') return refuse(create, 3);
    if (!['5', '1'].includes(pos_type ?? '5')) return refuse(create, 20);

    const draft = store.links.draft(agent, linkRequest(request.data), baseUrl);
    if (draft === undefined) return errorAnswer(400);
    const { link, keep } = draft;
    return {
      status: 200,
      body: { url: link.url, id: link.id, object_name: 'mailorder', ...SUCCESS },
      commit: keep,
    };
  },
};

export const detail: Service = {
  name: 'detail',
  path: '/v1/mailorder/detail',
  page: `${DOCUMENTATION}/paylink-detay`,
  objectName: 'mailorder_detail',
  refuse: (code) => ({ object_name: 'mailorder_detail', ...refusal(code) }),

  answer(body, { store, linkMembers }) {
    const request = DetailRequest.safeParse(body);
    if (!request.success) return errorAnswer(400);
    const { id, reference_no } = request.data;
    const link = selectLink(store.links.visible(), { id: id ?? '', referenceNo: reference_no ?? '' });
    if (link === undefined) return refuse(detail, 12);
    return { status: 200, body: { ...linkDetail(link, linkMembers), object_name: 'mailorder_detail', ...SUCCESS } };
  },
};

export const list: Service = {
  name: 'list',
  path: '/v1/mailorder/list',
  page: `${DOCUMENTATION}/emir-listesi`,
  objectName: 'mailorder_list',
  refuse: (code) => ({ object_name: 'mailorder_list', ...refusal(code) }),

  answer(body, { store, linkMembers }) {
    const request = ListRequest.safeParse(body);
    if (!request.success) return errorAnswer(400);
    const { agent_id, datab, datbi, limit, starting_after, ending_before } = request.data;
    const matching = store.links.visible().filter(({ agent, createdAt }) => {
      const day = turkishDay(createdAt);
      return datab <= day && day <= datbi && (!agent_id || agent.id === agent_id);
    });
    const paging = {
      limit: limit ?? DEFAULT_LIMIT,
      endingBefore: ending_before ?? 0,
      startingAfter: starting_after ?? 0,
    };
    const { rows, hasMore } = rowWindow(matching, paging);
    const envelope = {
      total: matching.length,
      total_count: rows.length,
      limit: paging.limit,
      ending_before: paging.endingBefore,
      starting_after: paging.startingAfter,
      has_more: hasMore,
      object_name: 'mailorder_list',
      ...SUCCESS,
    };
    return { status: 200, body: { ...envelope, Data: rows.map((link) => linkRow(link, linkMembers)) } };
  },
};

/** The words of its object name are swapped against its path; the sample leaves them unquoted, which is no JSON. */
export const status: Service = {
  name: 'status',
  path: '/v1/mailorder/status_update',
  page: `${DOCUMENTATION}/paylink-durum-guncelleme`,
  objectName: 'mailorder_update_status',
  refuse: (code) => ({ object_name: 'mailorder_update_status', ...refusal(code) }),

  answer(body, { store }) {
    const request = StatusRequest.safeParse(body);
    if (!request.success) return errorAnswer(400);
    const { id, reference_no, status: wanted } = request.data;
    const link = selectLink(store.links.visible(), { id: id ?? '', referenceNo: reference_no ?? '' });
    if (link === undefined) return refuse(status, 12);
    if (['paid', 'expired'].includes(store.links.stateOf(link))) return refuse(status, 6);
    return {
      status: 200,
      body: { object_name: 'mailorder_update_status', ...SUCCESS },
      commit: () => {
        link.isPassive = wanted === PASSIVE;
      },
    };
  },
};

function refuse(service: Service, code: number): Answer {
  return { status: 200, body: service.refuse(code) };
}
