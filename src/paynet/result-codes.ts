/**
 * Paynet's return codes, with the names the documentation gives them.
 *
 * Source: the return-code page of doc.paynet.com.tr (0 to 21, 100). Codes 22 to 26, 200 and 201 are known only from
 * Paynet's own PHP helper class. A code that is not here may still arrive.
 */
export type ResultClass =
  /** The call worked. */
  | 'success'
  /** Paynet understood the request and said no: nothing was changed. */
  | 'refused'
  /** Nobody can tell from this code whether something was changed. */
  | 'unclear';

export interface ResultCode {
  readonly name: string;
  readonly class: ResultClass;
}

const refused = (name: string): ResultCode => ({ name, class: 'refused' });
const unclear = (name: string): ResultCode => ({ name, class: 'unclear' });

const RESULT_CODES: ReadonlyMap<number, ResultCode> = new Map([
  [0, { name: 'successful', class: 'success' }],
  [1, refused('unsuccessful')],
  [2, refused('companyblocked')],
  [3, refused('agentblocked')],
  [4, refused('agentnotfound')],
  [5, refused('duplicatedata')],
  [6, refused('noprocess')],
  [7, refused('unauthorized')],
  [8, unclear('servererror')],
  [9, refused('notimplemented')],
  [10, unclear('timeout')],
  [11, refused('badrequest')],
  [12, refused('nodata')],
  [13, refused('paynetjnosession')],
  [14, refused('paynetjwrongbin')],
  [15, refused('paynetjunmatchtran')],
  [16, refused('paynetj3derror')],
  [17, refused('paynetjusedsession')],
  [18, refused('wrongcarddata')],
  [19, refused('wrongtransactiontype')],
  [20, refused('wrongpostype')],
  [21, refused('wrongratioget')],
  [22, refused('paynetj_expire_date_error')],
  [23, refused('ratio_code_not_found')],
  [24, refused('invoice_no_not_found')],
  [25, refused('card_not_found')],
  [26, refused('card_key_undefined')],
  // "Had already succeeded": no page says that a service of ours returns it, so it is never taken for a fresh success.
  [100, unclear('oldsuccessful')],
  [200, unclear('subscription_on')],
  [201, unclear('subscription_off')],
]);

/** A code nobody has documented is unclear: it may be a refusal, or a success we do not know. */
const UNDOCUMENTED: ResultCode = { name: 'undocumented', class: 'unclear' };

/** What a return code means. Never fails: an undocumented code is `unclear`. */
export function resultCode(code: number): ResultCode {
  return RESULT_CODES.get(code) ?? UNDOCUMENTED;
}

/** Whether anybody has documented the code. */
export function isDocumented(code: number): boolean {
  return RESULT_CODES.has(code);
}
