import type { RequestContext } from '../../context.ts';
import type { AgentRecord } from '../../paynet/services/agent.ts';
import { builder } from '../builder.ts';

type Known<T> = NonNullable<T>;
type Address = Known<AgentRecord['address']>;

const CompanyType = builder.objectRef<Known<AgentRecord['company']>>('AgentCompany').implement({
  description: 'The main company (ana firma) an agent belongs to.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'The company’s code at Paynet. Paynet: `company_code`.' }),
    name: t.exposeString('name', { description: 'The company’s name. Paynet: `company_desc`.' }),
  }),
});

const RegionType = builder.objectRef<Known<Address['province']>>('AgentRegion').implement({
  description: 'A province (il) or a district (ilçe) of Turkey.',
  fields: (t) => ({
    code: t.exposeString('code', {
      description:
        'Kept as text, with leading zeros; a province’s is its number plate code. Paynet: `county_code` for the province, `city_code` for the district.',
    }),
    name: t.exposeString('name', {
      description:
        'Turkish name. Paynet: `county_name` for the province, `city_name` for the district; its sample repeats the province as the district.',
    }),
  }),
});

const AddressType = builder.objectRef<Address>('AgentAddress').implement({
  description: 'Where an agent has its business.',
  fields: (t) => ({
    line1: t.exposeString('line1', { description: 'First line. Paynet: `adress1`.' }),
    line2: t.exposeString('line2', { description: 'Second line. Paynet: `adress2`.' }),
    province: t.expose('province', {
      type: RegionType,
      description: 'The province (il), which Paynet calls county. Null when Paynet names none.',
    }),
    district: t.expose('district', {
      type: RegionType,
      description: 'The district (ilçe), which Paynet calls city. Null when Paynet names none.',
    }),
    postalCode: t.exposeString('postalCode', { description: 'Postal code, as text. Paynet: `zip_code`.' }),
  }),
});

const SegmentType = builder.objectRef<Known<AgentRecord['segment']>>('AgentSegment').implement({
  description: 'The segment an agent is registered in at Paynet.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Code of the segment; empty in Paynet’s sample. Paynet: `segment_id`.' }),
    name: t.exposeString('name', { description: 'Name of the segment. Paynet: `segment_text`.' }),
  }),
});

/** An agent of which at least the id is known; everything else only where Paynet told us. */
export interface KnownAgent extends Partial<Omit<AgentRecord, 'id'>> {
  readonly id: string;
}

export const AgentType = builder.objectRef<KnownAgent>('Agent').implement({
  description:
    'An agent (bayi): the dealer or main company that takes payments. Paynet tells about an agent only when one of its users signs in, so for any other than the caller’s own all but `id` is null. Source of every field: https://doc.paynet.com.tr/servisler/bayi/login',
  directives: [{ name: 'key', args: { fields: 'id' } }],
  fields: (t) => ({
    id: t.exposeID('id', {
      nullable: false,
      description: 'Paynet’s own id of the agent, as text. Paynet: `agent_id`.',
    }),
    name: t.exposeString('name', { description: 'Name of the business. Paynet: `agent_name`.' }),
    company: t.expose('company', {
      type: CompanyType,
      description: 'The main company it belongs to.',
    }),
    address: t.expose('address', {
      type: AddressType,
      description: 'Where it has its business. Null when Paynet knows no part of it.',
    }),
    email: t.exposeString('email', { description: 'Mail address of the business. Paynet: `email`.' }),
    phone: t.exposeString('phone', {
      description: 'Phone number in whatever form it was registered. Paynet: `phone`.',
    }),
    taxOffice: t.exposeString('taxOffice', { description: 'Tax office. Paynet: `tax_office`.' }),
    taxId: t.exposeString('taxId', { description: 'Tax number, as text. Paynet: `tax_id`.' }),
    sectorId: t.exposeString('sectorId', {
      description: 'Sector code, as text with leading zeros (`0000`). Paynet: `sector_id`.',
    }),
    referenceNo: t.exposeString('referenceNo', {
      description: 'The company’s own number for this agent. Paynet: `referans_no`.',
    }),
    segment: t.expose('segment', {
      type: SegmentType,
      description: 'The segment it is registered in.',
    }),
    logoUrl: t.expose('logoUrl', {
      type: 'URL',
      description: 'Address of its logo. Null also when Paynet’s value is not a safe address. Paynet: `logo_url`.',
    }),
    isBlocked: t.exposeBoolean('isBlocked', {
      description: 'Whether it is blocked. A blocked agent’s users cannot sign in. Paynet: `is_agent_blocked`.',
    }),
    isDeleted: t.exposeBoolean('isDeleted', {
      description: 'Whether it was removed. Its users cannot sign in. Paynet: `is_agent_deleted`.',
    }),
    isActive: t.exposeBoolean('isActive', {
      description:
        'Paynet’s own mark, false even in the sample of a successful login, so decide nothing by it. Paynet: `is_activ`.',
    }),
    isCompany: t.exposeBoolean('isCompany', {
      description: 'Whether it is a main company, whose users may act for the company’s agents. Paynet: `is_company`.',
    }),
    canSelectCustomer: t.exposeBoolean('canSelectCustomer', {
      description: 'Marks main companies and wholesale dealers in between. Paynet: `is_select_customer`.',
    }),
    hasMultiLogin: t.exposeBoolean('hasMultiLogin', {
      description: 'Whether it is set up for multiple login. Paynet: `is_multi_login`.',
    }),
  }),
});

/** Other subgraphs store agent ids. Only the caller's own agent is known here; any other looks unknown. */
export function referredAgent(
  { id }: { readonly id?: unknown },
  { caller }: Pick<RequestContext, 'caller'>,
): KnownAgent | null {
  return caller.kind === 'agent-user' && caller.session.login.agent.id === id ? caller.session.login.agent : null;
}
