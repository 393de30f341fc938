/** The members of `userAuthorizationContainer`, in the order of the documented sample. */
export interface Rights {
  readonly TransactionAuthorization: boolean;
  readonly ReportAuthorization: boolean;
  readonly MasterUserAuthorization: boolean;
  readonly AllUserReportAuthorization: boolean;
  readonly ReverseTransactionAuthorization: boolean;
  readonly RecurringPayment: boolean;
  readonly BulkRecurringPayment: boolean;
  readonly PaynetLink: boolean;
  readonly BulkPaynetLink: boolean;
  readonly AgentReportAuthorization: boolean;
}

export interface Person {
  readonly agentId: string;
  /** What one signs in with. Comes back as `user_id`. */
  readonly userName: string;
  readonly password: string;
  /** Comes back as `user_name`. */
  readonly displayName: string;
  readonly email: string;
  readonly phone: string;
  readonly rights: Rights;
  readonly menu: readonly MenuEntry[];
  readonly logoPreference: string | null;
  /** Who this is and what to use them for, for people who read the home page. */
  readonly about: string;
}

type MenuEntry = 'pay' | 'report' | 'limit_notation' | 'paynet_link';

const WHOLE_MENU: readonly MenuEntry[] = ['pay', 'report', 'limit_notation', 'paynet_link'];

const ALL_RIGHTS: Rights = {
  TransactionAuthorization: true,
  ReportAuthorization: true,
  MasterUserAuthorization: false,
  AllUserReportAuthorization: true,
  ReverseTransactionAuthorization: true,
  RecurringPayment: true,
  BulkRecurringPayment: true,
  PaynetLink: true,
  BulkPaynetLink: true,
  AgentReportAuthorization: true,
};

const REPORTS_ONLY: Rights = {
  TransactionAuthorization: false,
  ReportAuthorization: true,
  MasterUserAuthorization: false,
  AllUserReportAuthorization: true,
  ReverseTransactionAuthorization: false,
  RecurringPayment: false,
  BulkRecurringPayment: false,
  PaynetLink: false,
  BulkPaynetLink: false,
  AgentReportAuthorization: true,
};

const UNREMARKABLE = { menu: WHOLE_MENU, logoPreference: null, phone: '555*****00' };

/** Everybody one can sign in as, or fail to. Names are for tests and documents; nothing of them goes over the wire. */
export const PEOPLE = {
  paynet: {
    agentId: '1001',
    userName: 'paynet',
    password: 'paynet',
    displayName: 'A*** D***',
    email: 'mail@paynet.com.tr',
    phone: '545*****95',
    rights: {
      ...ALL_RIGHTS,
      TransactionAuthorization: false,
      RecurringPayment: false,
      AgentReportAuthorization: false,
    },
    menu: WHOLE_MENU,
    logoPreference: 'https://pts-statics.paynet.com.tr/img/agentlogo/1001/logo.png',
    about: 'Main company. Signs in with exactly the values of the documented sample.',
  },
  master: {
    ...UNREMARKABLE,
    agentId: '1001',
    userName: 'usta',
    password: 'usta',
    displayName: 'Usta Kullanıcı',
    email: 'usta@paynet.example',
    rights: { ...ALL_RIGHTS, MasterUserAuthorization: true },
    about: 'Main company, master user: every right there is.',
  },
  dealer: {
    ...UNREMARKABLE,
    agentId: '2001',
    userName: 'kuzey',
    password: 'kuzey',
    displayName: 'Deniz Kuzey',
    email: 'deniz@kuzey.example',
    rights: ALL_RIGHTS,
    about: 'Dealer Kuzey Elektronik: every right but that of a master user.',
  },
  reader: {
    ...UNREMARKABLE,
    agentId: '2001',
    userName: 'okur',
    password: 'okur',
    displayName: 'Oya Okur',
    email: 'oya@kuzey.example',
    rights: REPORTS_ONLY,
    menu: ['report', 'limit_notation'],
    about: 'The same dealer: may read reports, may not create links.',
  },
  blocked: {
    ...UNREMARKABLE,
    agentId: '2002',
    userName: 'bloke',
    password: 'bloke',
    displayName: 'Bloke Kullanıcı',
    email: 'bloke@bloke.example',
    rights: ALL_RIGHTS,
    about: 'Blocked dealer: everything is refused with code 3, whatever the password.',
  },
  turkish: {
    ...UNREMARKABLE,
    agentId: '2003',
    userName: 'şükrü.ığdır',
    password: 'Çığ-Şöü-İı',
    displayName: 'Şükrü ÇİĞDEMOĞLU Iğdır',
    email: 'sukru@igdir.example',
    rights: ALL_RIGHTS,
    about: 'Dealer whose every free text holds Turkish letters, user name and password too.',
  },
  deleted: {
    ...UNREMARKABLE,
    agentId: '2004',
    userName: 'silinmis',
    password: 'silinmis',
    displayName: 'Silinmiş Kullanıcı',
    email: 'silinmis@silinmis.example',
    rights: ALL_RIGHTS,
    about: 'Deleted dealer: answered like one that never was, with code 4.',
  },
} as const satisfies Readonly<Record<string, Person>>;

/**
 * The documented sample request holds these words where values belong. It is answered as documented all the same, so
 * that pasting the documentation's own example works.
 */
export const DOCUMENTED_PLACEHOLDERS = {
  agentId: 'Bayi Kodunuz',
  userName: 'Kullanıcı Adınız',
  password: 'Şifreniz',
} as const;
