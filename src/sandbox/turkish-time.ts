/** Turkey keeps +03:00 all year, and Paynet's times without a zone are taken to be Turkish ones. */
const OFFSET_MS = 3 * 60 * 60_000;

function shifted(date: Date): string {
  return new Date(date.getTime() + OFFSET_MS).toISOString();
}

/** `2024-05-01` */
export function turkishDay(date: Date): string {
  return shifted(date).slice(0, 10);
}

/** `2024-05-01T10:15:00` */
export function turkishLocalTime(date: Date): string {
  return shifted(date).slice(0, 19);
}

/** `2024-05-01T10:22:41.123+03:00` */
export function turkishTimestamp(date: Date): string {
  return shifted(date).replace('Z', '+03:00');
}
