/** Members of Paynet's login answer that belong to the dealer, spelt and blanked as on the wire. */
export interface AgentRecord {
  readonly logo_url: string | null;
  readonly company_code: string;
  readonly company_desc: string;
  readonly agent_name: string;
  readonly adress1: string;
  readonly adress2: string;
  readonly county_code: string;
  readonly county_name: string;
  readonly city_code: string;
  readonly city_name: string;
  readonly zip_code: string;
  readonly email: string | null;
  readonly phone: string;
  readonly tax_id: string;
  readonly tax_office: string;
  readonly sector_id: string;
  readonly referans_no: string;
  readonly segment_id: string;
  readonly segment_text: string;
  readonly is_activ: boolean;
  readonly is_company: boolean;
  readonly is_select_customer: boolean;
  readonly is_multi_login: boolean;
}

export interface Agent {
  readonly id: string;
  readonly state: 'open' | 'blocked' | 'deleted';
  readonly record: AgentRecord;
}

const COMPANY = { company_code: '1001', company_desc: 'PAYNET ÖDEME HİZMETLERİ A.Ş.' };

/** The dealer of the documented login sample, value for value: `is_activ` really is false there. */
const MAIN_COMPANY: AgentRecord = {
  ...COMPANY,
  logo_url: 'https://pts-statics.paynet.com.tr/img/agentlogo/1001/logo1940235788.png',
  agent_name: 'PAYNET ÖDEME HİZMETLERİ A.Ş.',
  adress1: ' ',
  adress2: ' ',
  county_code: '34',
  county_name: 'İSTANBUL',
  city_code: '',
  city_name: 'İSTANBUL',
  zip_code: ' ',
  email: null,
  phone: '0212 4447729',
  tax_id: ' ',
  tax_office: ' ',
  sector_id: '0000',
  referans_no: '',
  segment_id: '',
  segment_text: 'Paynet PF Grubu',
  is_activ: false,
  is_company: true,
  is_select_customer: true,
  is_multi_login: false,
};

const DEALER: AgentRecord = {
  ...MAIN_COMPANY,
  logo_url: null,
  is_activ: true,
  is_company: false,
  is_select_customer: false,
};

const KUZEY: AgentRecord = {
  ...DEALER,
  agent_name: 'Kuzey Elektronik Ltd. Şti.',
  adress1: 'Atatürk Bulvarı No: 12',
  county_code: '55',
  county_name: 'SAMSUN',
  city_name: 'İLKADIM',
  zip_code: '55030',
  email: 'bilgi@kuzey.example',
  phone: '0362 0000000',
  tax_id: '0000000001',
  tax_office: 'ZAFER',
  sector_id: '0042',
  referans_no: 'KZY-01',
};

/** Every free text holds letters that careless upper- and lower-casing or a wrong charset would spoil. */
const TURKISH_LETTERS: AgentRecord = {
  ...DEALER,
  agent_name: 'Iğdır Şöförler Çarşısı İnşaat ve Gübre A.Ş.',
  adress1: 'Çığır Sokağı, Şükrüpaşa Mah. No: 3',
  adress2: 'Öğütlü Köyü İç Kapı: ÜÇ',
  county_code: '48',
  county_name: 'MUĞLA',
  city_name: 'KÖYCEĞİZ',
  tax_office: 'GÖKÇEADA ŞUBESİ',
  referans_no: 'ŞÜKRÜ-ĞÖÇ-İı',
  segment_text: 'Küçük İşletme Çağrı Öbeği',
};

/** Every dealer by `agent_id`. */
export const AGENTS: ReadonlyMap<string, Agent> = new Map(
  [
    { id: '1001', state: 'open' as const, record: MAIN_COMPANY },
    { id: '2001', state: 'open' as const, record: KUZEY },
    { id: '2002', state: 'blocked' as const, record: { ...DEALER, agent_name: 'Bloke Ticaret' } },
    { id: '2003', state: 'open' as const, record: TURKISH_LETTERS },
    { id: '2004', state: 'deleted' as const, record: { ...DEALER, agent_name: 'Silinmiş Ticaret' } },
  ].map((agent) => [agent.id, agent]),
);

/** Who works at the company when no dealer is named. */
export const MAIN_AGENT_ID = '1001';
