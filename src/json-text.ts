/** What JSON writes in another way inside quotation marks: those and backslashes, control characters, halves of a character. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
export const WRITTEN_OTHERWISE = /["\\\u0000-\u001f\ud800-\udfff]/;

/** A text as JSON has it. Nearly none holds anything that is written otherwise, and to look for it costs less than JSON's own way. */
export function quoted(text: string): string {
  return WRITTEN_OTHERWISE.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** An object of plain values as JSON has it; what is undefined is left out. Names of members are ours, and need no quoting. */
export function flatObject(members: Readonly<Record<string, string | boolean | undefined>>): string {
  let text = '';
  for (const name in members) {
    const value = members[name];
    if (value === undefined) continue;
    text += `${text === '' ? '' : ','}"${name}":${typeof value === 'string' ? quoted(value) : value}`;
  }
  return `{${text}}`;
}
