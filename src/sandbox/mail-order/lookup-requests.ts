import { z } from 'zod';
import { WireNumber } from '../wire-number.ts';

const text = z.string().nullish();

/** A whole number in the plainest form; nine digits are more than any list has rows. */
const whole = z
  .instanceof(WireNumber)
  .refine(({ digits }) => /^\d{1,9}$/.test(digits))
  .transform(({ digits }) => Number(digits));

const day = z.string().refine((written) => {
  const midnight = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().slice(0, 10) === written;
});

const selector = z.object({ id: text, reference_no: text });
const namesOne = ({ id, reference_no }: z.infer<typeof selector>): boolean => Boolean(id) || Boolean(reference_no);

export const DetailRequest = selector.refine(namesOne);

export const StatusRequest = selector
  .extend({ status: whole.refine((status) => status === 0 || status === 3) })
  .refine(namesOne);

export const ListRequest = z.object({
  agent_id: text,
  datab: day,
  datbi: day,
  limit: whole.refine((limit) => limit > 0).nullish(),
  ending_before: whole.nullish(),
  starting_after: whole.nullish(),
});
