import type { OperationResult, Results, ServerResult } from './results.ts';
import { targets } from './targets.ts';

export const whole = (value: number) => Math.round(value).toLocaleString('en');
const times = (value: number) => `${value.toFixed(value < 10 ? 2 : 1)}×`;
const ms = (value: number) => (value < 10 ? value.toFixed(1) : whole(value));

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(head), row(head.map((_, column) => (column === 0 ? '---' : '---:'))), ...rows.map(row)].join('\n');
}

function cost(result: OperationResult | undefined): string {
  if (result === undefined) return '–';
  return `${whole(result.cpuUs.quiet)} µs${result.ratio === null ? '' : ` · **${times(result.ratio)}**`}`;
}

/** The one table: what an operation costs, beside the floor. */
export function costTable({ operations, servers }: Results): string {
  return table(
    ['server', ...operations.map(({ title }) => title), 'start-up, CPU', 'memory at rest', 'after load'],
    servers.map((server) => [
      server.title,
      ...operations.map(({ name }) => cost(server.operations[name])),
      `${whole(server.startUpCpuMs.median)} ms`,
      `${whole(server.restMegabytes.median)} MB`,
      `${whole(server.loadedMegabytes)} MB`,
    ]),
  );
}

/** Everything else about one operation. */
function operationTable(name: string, servers: readonly ServerResult[]): string {
  return table(
    ['server', 'CPU µs', 'times the floor', 'CPU µs, middle half', 'a second', 'p50 ms', 'p99 ms'],
    servers.flatMap(({ title, operations }) => {
      const result = operations[name];
      if (result === undefined) return [];
      const { cpuUs, ratio, perSecond, p50Ms, p99Ms } = result;
      return [
        [
          title,
          whole(cpuUs.quiet),
          ratio === null ? '–' : times(ratio),
          `${whole(cpuUs.low)}–${whole(cpuUs.high)}`,
          whole(perSecond.median),
          ms(p50Ms.median),
          ms(p99Ms.median),
        ],
      ];
    }),
  );
}

/** Which machine, when, and how much else it had to do. */
export function surroundings({ date, machine, elsewhere }: Pick<Results, 'date' | 'machine' | 'elsewhere'>): string {
  const { cores, cpu, memoryGb, system, node } = machine;
  return `Measured on ${date.slice(0, 10)} with Node ${node} on ${cores} cores (${cpu}), ${memoryGb} GB, ${system}; other work took ${whole(elsewhere * 100)} % of the cores meanwhile.`;
}

export function procedure({ rounds, connections, quick }: Results): string {
  return `One process each, ${connections} connections, ${rounds} rounds.${quick ? ' **A quick run: it shows that everything works, not how fast it is.**' : ''}`;
}

export function markdown(results: Results): string {
  const { operations, servers, leftOut } = results;
  return [
    '# What it costs',
    '',
    `${surroundings(results)} ${procedure(results)}`,
    '',
    'CPU time of the server for one operation, and how many times that is of a plain Node pass-through which reads nothing.',
    'Everybody stands before the same tiny upstream, and every answer is checked. Only paynet-graphql checks what comes in, seals',
    'sessions, limits and logs. The servers take turns in slices of a tenth of a second. Whatever else the machine does can only',
    'add to a cost, so the figures are those of the quietest tenth of the slices; the middle half of all stands beside them.',
    '',
    costTable(results),
    '',
    '![CPU time of one operation as a multiple of the pass-through](chart.svg)',
    '',
    '## Targets',
    '',
    table(
      ['target', 'found', ''],
      targets(results).map(({ what, found, met }) => [what, found, met ? 'met' : '**missed**']),
    ),
    ...operations.flatMap(({ name, title }) => ['', `## ${title}`, '', operationTable(name, servers)]),
    '',
    '## Start-up',
    '',
    table(
      ['server', 'CPU to the first answer', 'time to the first answer'],
      servers.map(({ title, startUpCpuMs, firstAnswerMs }) => [
        title,
        `${whole(startUpCpuMs.quiet)} ms`,
        `${whole(firstAnswerMs.quiet)} ms`,
      ]),
    ),
    ...(leftOut.length === 0 ? [] : ['', `Left out, because the layer does not have them yet: ${leftOut.join(', ')}.`]),
    '',
  ].join('\n');
}
