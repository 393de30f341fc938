/** What the tiny upstream answers: Paynet's wire formats, fixed, so that every body that comes back can be checked. */

export const PATHS = {
  login: '/v1/agent/login',
  create: '/v1/mailorder/create',
  detail: '/v1/mailorder/detail',
  list: '/v1/mailorder/list',
} as const;

/** The documented sample of a login. Only the day is another one: the session has to last as long as a run. */
export const loginAnswer = {
  userAuthorizationContainer: {
    TransactionAuthorization: false,
    ReportAuthorization: true,
    MasterUserAuthorization: false,
    AllUserReportAuthorization: true,
    ReverseTransactionAuthorization: true,
    RecurringPayment: false,
    BulkRecurringPayment: true,
    PaynetLink: true,
    BulkPaynetLink: true,
    AgentReportAuthorization: false,
  },
  session_key: 'mbl_pcs_Dh0wLE6/10hu0*we7WbtQZd/7JGqycrH',
  expired_date: '2099-05-03',
  logo_url: 'https://pts-statics.paynet.com.tr/img/agentlogo/1001/logo1940235788.png',
  agent_id: '1001',
  user_name: 'A*** D***',
  user_id: 'paynet',
  user_email: 'mail@paynet.com.tr',
  user_phone: '545*****95',
  company_code: '1001',
  company_desc: 'PAYNET ÖDEME HİZMETLERİ A.Ş.',
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
  is_agent_blocked: false,
  is_agent_deleted: false,
  is_activ: false,
  is_company: true,
  is_select_customer: true,
  is_multi_login: false,
  agentUserPreferences: {
    ApprovedCardAuth: 'false',
    LogoUrl: 'https://pts-statics.paynet.com.tr/img/agentlogo/1001/logo.png',
  },
  menu_options: [
    'pay:Ödeme Al',
    'report:Işlemler',
    'limit_notation:Limit Gösterimi',
    'paynet_link:Ödeme Emri Gönder',
  ].map((entry, index) => {
    const [name, text] = entry.split(':');
    return {
      company_code: '1001',
      agent_id: '1001',
      user_name: '',
      sort_number: String(index + 1),
      name,
      text,
      menu_type: 1,
      id: index + 1,
    };
  }),
  company_list: null,
  object_name: 'login',
  code: 0,
  message: 'Başarılı İşlem',
};

export type LoginAnswer = typeof loginAnswer;

/** A link that was just made. Its id follows from its reference, so that no answer can be taken for another's. */
export function createAnswer(referenceNo: string) {
  return {
    id: `link-${referenceNo}`,
    url: `https://pts.paynet.com.tr/o/${referenceNo}`,
    object_name: 'mailorder',
    code: 0,
    message: 'Başarılı İşlem',
  };
}

export type CreateAnswer = ReturnType<typeof createAnswer>;

/** So long that no link waiting for its payment expires, whenever this runs. */
const HUNDRED_YEARS_IN_HOURS = 876_000;

/** One link as `detail` tells it. Three states take turns: awaiting payment, paid, switched off. */
function linkRow(number: number) {
  const state = number % 3;
  return {
    id: `link-${number}`,
    url: `https://pts.paynet.com.tr/o/${number}`,
    company_code: '1001',
    agent_id: '1001',
    expire_date: state === 0 ? HUNDRED_YEARS_IN_HOURS : 72,
    xact_id: state === 1 ? `ps_${number}` : '',
    bank_id: '',
    bank_name: '',
    reference_no: `ORD-2026-${number}`,
    installment: 0,
    // An amount that is the same number in every reader's hands: some of the peers read it as a double.
    amount: 149.9,
    currency: 'TRY',
    name_surname: 'Ayşe Yılmaz',
    user_name: 'paynet',
    email: 'ayse@example.com',
    phone: '5300000000',
    send_sms: false,
    note: `Sipariş 2026-${number} ödemesi`,
    agent_note: `2026-${number}`,
    create_date: '2026-03-02T10:15:00',
    succeed_url: 'https://merchant.example/pay/ok',
    error_url: 'https://merchant.example/pay/failed',
    status: state === 2 ? 3 : 0,
  };
}

export type LinkRow = ReturnType<typeof linkRow>;

const SUCCESS = { code: 0, message: 'Başarılı İşlem' };

export const detailAnswer = (id: string) => ({
  ...linkRow(Number(id.replace('link-', ''))),
  object_name: 'mailorder_detail',
  ...SUCCESS,
});

/** What a list tells of a link: its page lacks these members. */
function listRow(number: number) {
  const { name_surname, user_name, email, create_date, error_url, ...row } = linkRow(number);
  return row;
}

export type ListRow = ReturnType<typeof listRow>;

/** How many links there are in all, so that the largest list has them. */
export const ALL_LINKS = 1_000;

export function listAnswer({ limit, offset }: { limit: number; offset: number }) {
  const rows = Math.max(0, Math.min(limit, ALL_LINKS - offset));
  return {
    total: ALL_LINKS,
    total_count: ALL_LINKS,
    limit,
    ending_before: 0,
    starting_after: offset,
    has_more: offset + rows < ALL_LINKS,
    object_name: 'mailorder_list',
    ...SUCCESS,
    Data: Array.from({ length: rows }, (_, index) => listRow(offset + index)),
  };
}

export type ListAnswer = ReturnType<typeof listAnswer>;
