import { hash } from 'node:crypto';
import type { AgentLogin } from '../paynet/services/agent.ts';

/** What a value is made of: members by their names, a list of one kind, or what is kept as it is. */
type Shape<T> = unknown extends T
  ? 'value'
  : T extends readonly (infer Item)[]
    ? readonly [Shape<Item>]
    : T extends object
      ? { readonly [Name in keyof T]-?: Shape<NonNullable<T[Name]>> }
      : 'value';

type AnyShape = 'value' | readonly [AnyShape] | { readonly [name: string]: AnyShape };

const region = { code: 'value', name: 'value' } as const;

/** Every member of a login. Their order is the order of what is packed. */
const LOGIN = {
  sessionKey: 'value',
  expiresOn: 'value',
  user: { id: 'value', displayName: 'value', email: 'value', phone: 'value' },
  agent: {
    id: 'value',
    name: 'value',
    company: region,
    address: { line1: 'value', line2: 'value', province: region, district: region, postalCode: 'value' },
    email: 'value',
    phone: 'value',
    taxOffice: 'value',
    taxId: 'value',
    sectorId: 'value',
    referenceNo: 'value',
    segment: { id: 'value', name: 'value' },
    logoUrl: 'value',
    isBlocked: 'value',
    isDeleted: 'value',
    isActive: 'value',
    isCompany: 'value',
    canSelectCustomer: 'value',
    hasMultiLogin: 'value',
  },
  authorization: {
    canTakePayments: 'value',
    canViewTransactions: 'value',
    isMaster: 'value',
    canViewAllUsersTransactions: 'value',
    canReverseTransactions: 'value',
    canUseRecurringPayments: 'value',
    canUseBulkRecurringPayments: 'value',
    canSendPayLinks: 'value',
    canSendBulkPayLinks: 'value',
    canViewAgentTransactions: 'value',
  },
  menuOptions: [
    {
      id: 'value',
      name: 'value',
      text: 'value',
      sortNumber: 'value',
      menuType: 'value',
      companyCode: 'value',
      agentId: 'value',
      userName: 'value',
    },
  ],
  preferences: { isApprovedCardAuthEnabled: 'value', logoUrl: 'value' },
  companies: 'value',
} as const satisfies Shape<AgentLogin>;

/** Tells one order of the members from another: values that were packed in one must never be read in another. */
export const PACKING = hash('sha256', JSON.stringify(LOGIN), 'base64url').slice(0, 8);

/** A login without the names of its members, half of what it takes as JSON. */
export const packLogin: (login: AgentLogin) => unknown = packer(LOGIN);

/** The login again. `packed` has to be what was packed: it comes out of a seal. */
export function unpackLogin(packed: unknown): AgentLogin {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- LOGIN names every member of a login, as its type says
  return unpack(packed, LOGIN) as AgentLogin;
}

/** The way through a value's members is found once. */
function packer(shape: AnyShape): (value: unknown) => unknown {
  if (shape === 'value') return (value) => value;
  if (isList(shape)) {
    const packItem = packer(shape[0]);
    return (value) => (Array.isArray(value) ? value.map(packItem) : null);
  }
  const members = Object.entries(shape).map(([name, member]) => ({ name, pack: packer(member) }));
  return (value) => {
    if (typeof value !== 'object' || value === null) return value;
    const packed: unknown[] = [];
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- any object may be asked for a member
    for (const { name, pack } of members) packed.push(pack((value as Record<string, unknown>)[name]));
    return packed;
  };
}

function unpack(packed: unknown, shape: AnyShape): unknown {
  if (shape === 'value' || !Array.isArray(packed)) return packed;
  if (isList(shape)) return packed.map((item) => unpack(item, shape[0]));
  const value: Record<string, unknown> = {};
  let index = 0;
  for (const name in shape) {
    value[name] = unpack(packed[index], shape[name] ?? 'value');
    index += 1;
  }
  return value;
}

function isList(shape: AnyShape): shape is readonly [AnyShape] {
  return Array.isArray(shape);
}
