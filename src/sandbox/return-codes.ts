/**
 * Identifiers of Paynet's return codes. Its page lists identifiers, not messages; the one message text ever seen in a
 * sample is that of code 0, so a refusal here carries the identifier as its message.
 * https://doc.paynet.com.tr (return codes); 22–26, 200 and 201 come from Paynet's own PHP helper class.
 */
export const RETURN_CODES: ReadonlyMap<number, string> = new Map([
  [0, 'successful'],
  [1, 'unsuccessful'],
  [2, 'companyblocked'],
  [3, 'agentblocked'],
  [4, 'agentnotfound'],
  [5, 'duplicatedata'],
  [6, 'noprocess'],
  [7, 'unauthorized'],
  [8, 'servererror'],
  [9, 'notimplemented'],
  [10, 'timeout'],
  [11, 'badrequest'],
  [12, 'nodata'],
  [13, 'paynetjnosession'],
  [14, 'paynetjwrongbin'],
  [15, 'paynetjunmatchtran'],
  [16, 'paynetj3derror'],
  [17, 'paynetjusedsession'],
  [18, 'wrongcarddata'],
  [19, 'wrongtransactiontype'],
  [20, 'wrongpostype'],
  [21, 'wrongratioget'],
  [22, 'paynetj_expire_date_error'],
  [23, 'ratio_code_not_found'],
  [24, 'invoice_no_not_found'],
  [25, 'card_not_found'],
  [26, 'card_key_undefined'],
  [100, 'oldsuccessful'],
  [200, 'subscription_on'],
  [201, 'subscription_off'],
]);

export const SUCCESS = { code: 0, message: 'Başarılı İşlem' } as const;

/** The `code` and `message` of a refusal. A code that is on no list has no identifier: its message is null. */
export function refusal(code: number): { code: number; message: string | null } {
  return { code, message: RETURN_CODES.get(code) ?? null };
}
