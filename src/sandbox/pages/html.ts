/** Markup that may be sent as it is. Made only by `html` and `trusted`, so text cannot pass for it by accident. */
export class Markup {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

type Part = Markup | readonly Markup[] | string | number | undefined;

/** A template that escapes every value put into it, text and attributes alike; undefined leaves nothing. */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(literals.map((literal, index) => literal + render(parts[index])).join(''));
}

/** Our own style and script, which escaping would break. Never for anything that came in a request. */
export function trusted(source: string): Markup {
  return new Markup(source);
}

function render(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.source;
  if (typeof part === 'object') return part.map(({ source }) => source).join('');
  return String(part).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
