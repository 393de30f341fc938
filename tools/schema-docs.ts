import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSchema, getOperationAST, introspectionFromSchema, Kind, parse } from 'graphql';
import { Marked, type Tokens } from 'marked';
import * as z from 'zod';

/**
 * Writes the reference of the schema as one page that needs nothing else, to be read offline or served from anywhere:
 *
 *     npm run docs -- [folder, by default dist-docs]
 */
const destination = process.argv[2] ?? 'dist-docs';
const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync('package.json', 'utf8')));
const GENERATED_HTML = /^\s*<\/?(?:table|thead|tbody|tr|th|td|strong|a|p|blockquote)\b/;

/** What is told more about, in the introspected schema. */
const described = z.looseObject({ description: z.string() });
const withDefault = described.extend({ defaultValue: z.string() });
const withInterfaces = described.extend({ interfaces: z.array(z.object({ name: z.string() })).min(1) });
const rootType = described.extend({
  name: z.enum(['Query', 'Mutation', 'Subscription']),
  fields: z.array(described.extend({ name: z.string() })),
});

const operations = readdirSync('schema/operations').map((file) =>
  readyMade(readFileSync(join('schema/operations', file), 'utf8')),
);

mkdirSync(destination, { recursive: true });
const file = join(destination, 'index.html');
writeFileSync(file, page(`${introduction()}\n\n${reference()}`));
console.log(`wrote ${file}`);

interface ReadyMade {
  readonly name: string;
  /** The field of Query, Mutation or Subscription it asks for: `Mutation.login`. */
  readonly field: string;
  readonly comment: string;
  readonly text: string;
}

function readyMade(source: string): ReadyMade {
  const operation = getOperationAST(parse(source));
  const [first] = operation?.selectionSet.selections ?? [];
  if (operation?.name === undefined || first?.kind !== Kind.FIELD)
    throw new Error(`No operation with a name:\n${source}`);
  const root = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' }[operation.operation];
  const [comment = ''] = /^(?:#.*\n)+/.exec(source) ?? [];
  return {
    name: operation.name.value,
    field: `${root}.${first.name.value}`,
    comment: comment.replaceAll(/^# ?/gm, ''),
    text: source.slice(comment.length),
  };
}

function introduction(): string {
  const examples = operations.map(
    ({ name, field, comment, text }) =>
      `### ${name}\n\n${comment}\nAsks for [${field}](#${field.toLowerCase()}).\n\n\`\`\`graphql\n${text}\`\`\`\n`,
  );
  return `## Ready-made operations\n\nTo be copied, or installed as typed documents with the npm package.\n\n${examples.join('\n')}`;
}

/** Markdown of every type, by graphql-markdown, with what it leaves out told in the descriptions. */
function reference(): string {
  const folder = mkdtempSync(join(tmpdir(), 'paynet-graphql-docs-'));
  try {
    const source = join(folder, 'schema.json');
    const schema = buildSchema(readFileSync('schema/api.graphql', 'utf8'));
    writeFileSync(source, JSON.stringify(introspectionFromSchema(schema), tellMore));
    return execFileSync('graphql-markdown', ['--no-title', '--no-toc', source], { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Defaults, interfaces and examples, at the end of what describes them. */
function tellMore(_key: string, value: unknown): unknown {
  const { data: argument } = withDefault.safeParse(value);
  if (argument) return { ...argument, description: `${argument.description} Default: \`${argument.defaultValue}\`.` };
  const { data: type } = withInterfaces.safeParse(value);
  if (type)
    return { ...type, description: `${type.description}\n\nImplements ${type.interfaces.map(linkTo).join(', ')}.` };
  const { data: root } = rootType.safeParse(value);
  if (root) return { ...root, fields: root.fields.map((field) => withExamples(field, `${root.name}.${field.name}`)) };
  return value;
}

function withExamples<Field extends { description: string }>(field: Field, coordinate: string): Field {
  const examples = operations.filter((each) => each.field === coordinate).map(linkTo);
  return examples.length === 0
    ? field
    : { ...field, description: `${field.description}\n\nReady-made: ${examples.join(', ')}.` };
}

function linkTo({ name }: { name: string }): string {
  return `[${name}](#${anchor(name)})`;
}

function entry(heading: string): string {
  return `<a href="#${anchor(heading)}">${heading}</a>`;
}

/** As graphql-markdown links to its own headings. */
function anchor(heading: string): string {
  return heading.toLowerCase().replaceAll(' ', '-');
}

function page(markdown: string): string {
  const groups: { title: string; entries: string[] }[] = [];
  const marked = new Marked({
    renderer: {
      heading({ depth, text, tokens }: Tokens.Heading) {
        if (depth === 2) groups.push({ title: text, entries: [] });
        if (depth === 3) groups.at(-1)?.entries.push(text);
        const id = anchor(text);
        return `<h${depth} id="${id}"><a href="#${id}">${this.parser.parseInline(tokens)}</a></h${depth}>\n`;
      },
      // Of what looks like HTML only graphql-markdown's own is; the rest is text, like `<token>`.
      html: ({ text }) => (GENERATED_HTML.test(text) ? text : text.replaceAll('<', '&lt;')),
    },
  });
  const body = marked.parse(markdown, { async: false });
  const contents = groups.map(({ title, entries }) =>
    entries.length === 0
      ? `<p>${entry(title)}</p>`
      : `<details open><summary>${title}</summary>${entries.map(entry).join('\n')}</details>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Paynet GraphQL ${version}: the schema</title>
<style>
${readFileSync(new URL('schema-docs.css', import.meta.url), 'utf8')}</style>
</head>
<body>
<nav aria-label="Contents">
<h1><a href="#">Paynet GraphQL</a></h1>
<p>Version ${version}</p>
${contents.join('\n')}
</nav>
<main>
${body}</main>
</body>
</html>
`;
}
