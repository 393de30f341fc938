/** The values of an enum from a table of its codes, each with its description. */
export function enumValues<Code extends string, Entry>(
  table: Readonly<Record<Code, Entry>>,
  describe: (entry: Entry) => string,
): Record<Code, { description: string }> {
  const values = Object.entries<Entry>(table).map(([code, entry]) => [code, { description: describe(entry) }]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the entries' keys are the table's, which TypeScript widens to text
  return Object.fromEntries(values) as Record<Code, { description: string }>;
}
