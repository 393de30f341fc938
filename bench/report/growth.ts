import type { EChartsOption } from 'echarts';
import { draw, FONT, INK, LAYER_COLOUR, LINES, QUIET } from './chart.ts';
import type { GrowthCurve, GrowthPoint, GrowthResults } from './results.ts';
import { surroundings, table, whole } from './table.ts';
import type { Verdict } from './targets.ts';

const perSecond = ({ perSecond }: GrowthPoint) => perSecond.median;
const perItem = ({ cpuUs, items }: GrowthPoint) => cpuUs.quiet / items;

/** A tenth of noise, and the memory's caches, which hold less of more. */
const TOLERANCE = 1.25;
const CROWD_TOLERANCE = 1.5;

/** Whether one more costs no more than the ones before it. */
export function growthVerdicts({ curves, crowd }: GrowthResults): Verdict[] {
  return [
    ...curves.map(({ name, server, points }) => {
      const costs = points.map(perItem);
      const [least, last] = [Math.min(...costs), costs.at(-1) ?? Number.NaN];
      return {
        what: `${name} (${server}): cost grows no faster than the work`,
        found: `${unitCost(last)} at ${whole(points.at(-1)?.at ?? 0)}, ${unitCost(least)} at the cheapest`,
        met: last <= least * TOLERANCE,
      };
    }),
    {
      what: `${whole(crowd.requests)} at once, ${crowd.upstreamMs} ms upstream each: little more than a pool of ${crowd.pool} allows`,
      found: `${whole(crowd.tookMs)} ms, where ${whole(crowd.idealMs)} ms is the least`,
      met: crowd.tookMs <= crowd.idealMs * CROWD_TOLERANCE,
    },
  ];
}

const unitCost = (us: number) => `${us < 100 ? us.toFixed(1) : whole(us)} µs of CPU`;

export function growthMarkdown(results: GrowthResults): string {
  return [
    '# How the cost grows',
    '',
    `${surroundings(results)} ${results.rounds} rounds.${results.quick ? ' **A quick run: it shows that everything works, not how fast it is.**' : ''}`,
    'Everything that protects is switched on. Only, as all of a crowd comes from one address here, that one may have 2,000 connections.',
    '',
    '![Growth](growth.svg)',
    '',
    table(
      ['what grows', 'found', ''],
      growthVerdicts(results).map(({ what, found, met }) => [what, found, met ? 'yes' : '**no**']),
    ),
    ...results.curves.flatMap(({ name, server, points }) => [
      '',
      `## ${name}, ${server}`,
      '',
      table(
        [name, 'CPU µs an operation', 'CPU µs each', 'operations a second', 'p50 ms', 'p99 ms'],
        points.map((point) => [
          whole(point.at),
          whole(point.cpuUs.quiet),
          perItem(point).toFixed(1),
          whole(point.perSecond.median),
          point.p50Ms.median.toFixed(2),
          point.p99Ms.median.toFixed(2),
        ]),
      ),
    ]),
    ...(results.leftOut.length === 0
      ? []
      : ['', `Left out, because the layer does not have it yet: ${results.leftOut.join(', ')}.`]),
    '',
  ].join('\n');
}

interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly curves: readonly GrowthCurve[];
  readonly value: (point: GrowthPoint) => number;
}

/** Right of a panel is room for the names of its lines. */
const PANEL = { width: 400, height: 190, left: 64, top: 122, right: 150, down: 108 };
const COLUMNS = 2;

export function growthChart(results: GrowthResults): string {
  const called = (name: string) => results.curves.filter((curve) => curve.name === name);
  const panels: Panel[] = [
    {
      title: 'Operations a second, by connections',
      unit: 'connections',
      curves: called('connections'),
      value: perSecond,
    },
    { title: 'Operations a second, by replicas', unit: 'replicas', curves: called('replicas'), value: perSecond },
    { title: 'CPU µs a link, by links in a list', unit: 'links', curves: called('links in a list'), value: perItem },
    {
      title: 'CPU µs a link, by links made at once',
      unit: 'links',
      curves: called('links made at once'),
      value: perItem,
    },
    { title: 'CPU µs an entity, by entities', unit: 'entities', curves: called('entities'), value: perItem },
  ].filter(({ curves }) => curves.length > 0);

  const place = (index: number) => ({
    left: PANEL.left + (index % COLUMNS) * (PANEL.width + PANEL.right),
    top: PANEL.top + Math.floor(index / COLUMNS) * (PANEL.height + PANEL.down),
  });
  const rows = Math.ceil(panels.length / COLUMNS);
  const size = {
    width: PANEL.left + COLUMNS * (PANEL.width + PANEL.right),
    height: PANEL.top + rows * (PANEL.height + PANEL.down),
  };
  const option: EChartsOption = {
    textStyle: { fontFamily: FONT, color: INK },
    title: [
      {
        text: 'How the cost grows',
        subtext: 'A flat line below: one more costs what the ones before it cost.',
        left: 24,
        top: 18,
        textStyle: { fontSize: 18, fontWeight: 600, color: INK },
        subtextStyle: { fontSize: 12.5, color: QUIET },
      },
      ...panels.map(({ title }, index) => ({
        text: title,
        left: place(index).left - 40,
        top: place(index).top - 34,
        textStyle: { fontSize: 13.5, fontWeight: 600 as const, color: INK },
      })),
    ],
    grid: panels.map((_, index) => ({ ...place(index), width: PANEL.width, height: PANEL.height })),
    xAxis: panels.map(({ unit, curves }, index) => ({
      gridIndex: index,
      type: 'category' as const,
      name: unit,
      nameLocation: 'middle' as const,
      nameGap: 30,
      nameTextStyle: { color: QUIET },
      data: curves[0]?.points.map(({ at }) => whole(at)) ?? [],
      axisLabel: { color: QUIET },
      axisLine: { lineStyle: { color: QUIET } },
      axisTick: { show: false },
    })),
    yAxis: panels.map((_, index) => ({
      gridIndex: index,
      type: 'value' as const,
      min: 0,
      axisLabel: { color: QUIET, formatter: (value: number) => whole(value) },
      splitLine: { lineStyle: { color: LINES } },
    })),
    series: panels.flatMap(({ curves, value }, index) =>
      curves.map(({ server, points }, nth) => ({
        type: 'line' as const,
        xAxisIndex: index,
        yAxisIndex: index,
        symbolSize: 6,
        lineStyle: { width: 2.5 },
        itemStyle: { color: nth === 0 ? LAYER_COLOUR : QUIET },
        data: points.map(value),
        // A name where there is more than one line.
        endLabel: {
          show: curves.length > 1,
          formatter: server,
          color: INK,
          fontSize: 11,
        },
      })),
    ),
    graphic: {
      type: 'text',
      left: 24,
      bottom: 16,
      style: { text: surroundings(results), fontSize: 10.5, fill: QUIET, fontFamily: FONT },
    },
  };
  return draw(option, size);
}
