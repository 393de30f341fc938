/**
 * What a right answer holds, in the graph's words. Written down apart from what the peers make of Paynet's answers, so that
 * a mistake there is one that is found.
 */

const agent = { id: '1001', name: 'PAYNET ÖDEME HİZMETLERİ A.Ş.' };

/** A blank text stands for one that differs from answer to answer, and has to be there. */
export const loginData = {
  login: {
    __typename: 'LoginSuccess',
    token: '',
    session: {
      sessionKey: 'mbl_pcs_Dh0wLE6/10hu0*we7WbtQZd/7JGqycrH',
      expiresOn: '2099-05-03',
      endsAt: '',
      user: { id: 'paynet', displayName: 'A*** D***', email: 'mail@paynet.com.tr', phone: '545*****95' },
      agent: {
        ...agent,
        company: { code: '1001', name: 'PAYNET ÖDEME HİZMETLERİ A.Ş.' },
        address: {
          line1: null,
          line2: null,
          province: { code: '34', name: 'İSTANBUL' },
          district: { code: null, name: 'İSTANBUL' },
          postalCode: null,
        },
        email: null,
        phone: '0212 4447729',
        taxOffice: null,
        taxId: null,
        sectorId: '0000',
        referenceNo: null,
        segment: { id: null, name: 'Paynet PF Grubu' },
        logoUrl: 'https://pts-statics.paynet.com.tr/img/agentlogo/1001/logo1940235788.png',
        isBlocked: false,
        isDeleted: false,
        isActive: false,
        isCompany: true,
        canSelectCustomer: true,
        hasMultiLogin: false,
      },
      authorization: {
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
        ['pay', 'Ödeme Al'],
        ['report', 'Işlemler'],
        ['limit_notation', 'Limit Gösterimi'],
        ['paynet_link', 'Ödeme Emri Gönder'],
      ].map(([name, text], index) => ({
        id: String(index + 1),
        name,
        text,
        sortNumber: index + 1,
        menuType: 1,
        companyCode: '1001',
        agentId: '1001',
        userName: null,
      })),
      preferences: {
        isApprovedCardAuthEnabled: false,
        logoUrl: 'https://pts-statics.paynet.com.tr/img/agentlogo/1001/logo.png',
      },
      companies: null,
    },
  },
};

export const PAYER = { payerName: 'Ayşe Yılmaz', email: 'ayse@example.com', phone: '5300000000' };
export const NOTES = { note: 'Sipariş 2026-118 ödemesi', agentNote: '2026-118' };

/** A link that was just made. */
export const newLink = (referenceNo: string) => ({
  id: `link-${referenceNo}`,
  url: `https://pts.paynet.com.tr/o/${referenceNo}`,
  referenceNo,
  amount: { amount: '149.90', currency: 'TRY' },
  status: 'AWAITING_PAYMENT',
  ...PAYER,
  ...NOTES,
  agent,
});

const STATUSES = ['AWAITING_PAYMENT', 'PAID', 'PASSIVE'];

/** One of the upstream's links, read by itself. */
export const knownLink = (number: number) => ({
  id: `link-${number}`,
  url: `https://pts.paynet.com.tr/o/${number}`,
  referenceNo: `ORD-2026-${number}`,
  amount: { amount: '149.9', currency: 'TRY' },
  status: STATUSES[number % STATUSES.length],
  ...PAYER,
  note: `Sipariş 2026-${number} ödemesi`,
  agent,
  createdAt: '2026-03-02T07:15:00.000Z',
  expiresAt: number % STATUSES.length === 0 ? '2126-02-06T07:15:00.000Z' : '2026-03-05T07:15:00.000Z',
});

/** The same in a list, which tells less. */
export function listedLink(number: number) {
  const { id, url, referenceNo, amount, status, phone, note } = knownLink(number);
  return { id, url, referenceNo, amount, status, phone, note, agentNote: `2026-${number}`, agent };
}
