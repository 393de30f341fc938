import { describe, expect, it } from 'vitest';
import { packLogin, unpackLogin } from '../../src/access/packing.ts';
import type { AgentLogin } from '../../src/paynet/services/agent.ts';
import { seeded } from '../support/seeded.ts';

const SEED = 71;

/** Every member of a login, each with a value of its own or, where it may be, with none. */
function loginFrom(next: () => number): AgentLogin {
  const one = <T>(...values: readonly [T, ...T[]]): T => values[Math.floor(next() * values.length)] ?? values[0];
  const required = () => `${one('Şükrü', '"quoted"', '1001', '\\')} ${next()}`;
  const text = () => one(null, '', required());
  const flag = () => one(true, false);
  const looseFlag = () => one(null, true, false);
  const region = () => one(null, { code: text(), name: text() });
  return {
    sessionKey: required(),
    expiresOn: '2030-01-01',
    user: { id: required(), displayName: text(), email: text(), phone: text() },
    agent: {
      id: required(),
      name: text(),
      company: region(),
      address: one(null, { line1: text(), line2: text(), province: region(), district: region(), postalCode: text() }),
      email: text(),
      phone: text(),
      taxOffice: text(),
      taxId: text(),
      sectorId: text(),
      referenceNo: text(),
      segment: one(null, { id: text(), name: text() }),
      logoUrl: text(),
      isBlocked: looseFlag(),
      isDeleted: looseFlag(),
      isActive: looseFlag(),
      isCompany: looseFlag(),
      canSelectCustomer: looseFlag(),
      hasMultiLogin: looseFlag(),
    },
    authorization: {
      canTakePayments: flag(),
      canViewTransactions: flag(),
      isMaster: flag(),
      canViewAllUsersTransactions: flag(),
      canReverseTransactions: flag(),
      canUseRecurringPayments: flag(),
      canUseBulkRecurringPayments: flag(),
      canSendPayLinks: flag(),
      canSendBulkPayLinks: flag(),
      canViewAgentTransactions: flag(),
    },
    menuOptions: Array.from({ length: Math.floor(next() * 3) }, (_, index) => ({
      id: String(index),
      name: required(),
      text: required(),
      sortNumber: index,
      menuType: 1,
      companyCode: text(),
      agentId: text(),
      userName: text(),
    })),
    preferences: { isApprovedCardAuthEnabled: looseFlag(), logoUrl: text() },
    companies: one<unknown>(null, [], [{ company_code: required(), of: [1, null] }], required()),
  };
}

/** The values of what is made of names, in their order, and theirs; `companies` stay what they are. */
function valuesOf(value: unknown, name = ''): unknown {
  if (typeof value !== 'object' || value === null || name === 'companies') return value;
  if (Array.isArray(value)) return value.map((item) => valuesOf(item));
  return Object.entries(value).map(([name, member]) => valuesOf(member, name));
}

describe('a packed login', () => {
  it('is the list of its values, and the same login again, whatever it holds', () => {
    const next = seeded(SEED);
    for (let round = 0; round < 2_000; round += 1) {
      const login = loginFrom(next);
      const packed = packLogin(login);
      expect(packed).toEqual(valuesOf(login));
      expect(unpackLogin(JSON.parse(JSON.stringify(packed)))).toEqual(login);
    }
  });
});
