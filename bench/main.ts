import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { WrongAnswer } from './measure/asking.ts';
import { compare } from './measure/comparison.ts';
import { measureGrowth } from './measure/growth.ts';
import { canMeasure } from './measure/usage.ts';
import { OPERATIONS, type Operation } from './operations.ts';
import { chosen, type Options, readOptions, USAGE, UsageError } from './options.ts';
import { chart } from './report/chart.ts';
import { growthChart, growthMarkdown, growthVerdicts } from './report/growth.ts';
import { refreshReadme } from './report/readme.ts';
import { costTable, markdown } from './report/table.ts';
import { targets, type Verdict } from './report/targets.ts';
import { SERVERS } from './servers.ts';

/** `sysexits.h`. */
const EXIT_USAGE = 64;
const EXIT_UNAVAILABLE = 69;
const EXIT_MISSED = 3;

const HERE = new URL('.', import.meta.url);
const SCHEMA = buildSchema(readFileSync(new URL('../schema/paynet.graphql', HERE), 'utf8'), { assumeValidSDL: true });

try {
  const options = readOptions(process.argv.slice(2));
  if (!canMeasure()) process.exitCode = notHere();
  else process.exitCode = options.growth ? await growth(options) : await comparison(options);
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${USAGE}`);
    process.exitCode = EXIT_USAGE;
  } else {
    console.error(error instanceof WrongAnswer ? error.message : error);
    process.exitCode = 1;
  }
}

function notHere(): number {
  console.error('This machine does not say what a process costs: the bench reads /proc and needs Linux.');
  return EXIT_UNAVAILABLE;
}

async function comparison(options: Options): Promise<number> {
  const known = [...SERVERS, ...OPERATIONS].map(({ name }) => name);
  const servers = chosen(SERVERS, options, known);
  const operations = chosen(OPERATIONS, options, known);
  const missing = operations.filter((operation) => !layerHas(operation));
  for (const { title, needs } of missing)
    console.log(`left out: ${title}, as the layer has no ${needs.join(', ')} yet`);

  const results = await compare({
    servers,
    operations: operations.filter(layerHas),
    leftOut: missing.map(({ title }) => title),
    quick: options.quick,
    say: withClock(),
  });
  const where = write(options, {
    'results.json': `${JSON.stringify(results, null, 2)}\n`,
    'results.md': markdown(results),
    'chart.svg': chart(results),
  });
  if (isWhole(options)) refreshReadme(results);
  return conclude({ heading: costTable(results), verdicts: targets(results), where, options });
}

async function growth(options: Options): Promise<number> {
  if (options.only.length > 0) throw new UsageError('--growth measures all it has; --only does not go with it.');
  const results = await measureGrowth({ quick: options.quick, has: layerHas, say: withClock() });
  const where = write(options, {
    'growth.json': `${JSON.stringify(results, null, 2)}\n`,
    'growth.md': growthMarkdown(results),
    'growth.svg': growthChart(results),
  });
  return conclude({ heading: 'How the cost grows', verdicts: growthVerdicts(results), where, options });
}

/** Whether everything is measured, and for as long as it takes. */
function isWhole({ quick, only }: Options): boolean {
  return !quick && only.length === 0;
}

/** Writes the files, and says where. What a quick or partial run finds is not what the README shows. */
function write(options: Options, files: Readonly<Record<string, string>>): string {
  const folder = isWhole(options) ? 'results/' : 'results/partial/';
  mkdirSync(new URL(folder, HERE), { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(new URL(`${folder}${name}`, HERE), content);
  return `bench/${folder}: ${Object.keys(files).join(', ')}`;
}

interface Conclusion {
  readonly heading: string;
  readonly verdicts: readonly Verdict[];
  readonly where: string;
  readonly options: Options;
}

function conclude({ heading, verdicts, where, options }: Conclusion): number {
  console.log(`\n${heading}\n`);
  for (const { what, found, met } of verdicts) console.log(`${met ? 'met   ' : 'missed'}  ${what}: ${found}`);
  console.log(`\nWritten to ${where}`);
  return options.strict && verdicts.some(({ met }) => !met) ? EXIT_MISSED : 0;
}

/** Says a line with the minutes and seconds since the beginning. */
function withClock(): (line: string) => void {
  const begun = performance.now();
  return (line) => {
    const seconds = Math.floor((performance.now() - begun) / 1_000);
    console.log(`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}  ${line}`);
  };
}

function layerHas({ needs }: Operation): boolean {
  return needs.every((coordinate) => {
    const [type = '', field = ''] = coordinate.split('.');
    // Federation's own fields are not in the SDL that a router reads.
    if (field === '_entities') return true;
    return (type === 'Query' ? SCHEMA.getQueryType() : SCHEMA.getMutationType())?.getFields()[field] !== undefined;
  });
}
