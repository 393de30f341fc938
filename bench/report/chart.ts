import { type EChartsOption, init } from 'echarts';
import { LAYER } from '../servers.ts';
import type { Results } from './results.ts';
import { procedure, surroundings } from './table.ts';

/** Without quotation marks: the renderer does not escape them. */
export const FONT = 'system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, sans-serif';
export const INK = '#1f2933';
export const QUIET = '#7b8794';
export const LINES = '#e4e7eb';
export const LAYER_COLOUR = '#0b7285';
/** The layer stands out; the floor is what everything is measured by; the others are there to compare. */
const COLOURS: Readonly<Record<string, string>> = { 'pass-through': '#9aa5b1', [LAYER.name]: LAYER_COLOUR };
const OTHERS = ['#f2b880', '#d9a5b3', '#b8c0e0'];

const WIDTH = 960;
const BAR = 15;
const GAP = 34;
const ABOVE = 118;
const BELOW = 84;

export function chart(results: Results): string {
  const { servers, operations } = results;
  const height = ABOVE + BELOW + operations.length * (servers.length * (BAR + 2) + GAP);
  let others = 0;
  return draw(
    {
      textStyle: { fontFamily: FONT, color: INK },
      title: {
        text: 'CPU time of one operation, as a multiple of a plain Node pass-through',
        subtext:
          'Shorter is better. The same upstream, operations and answers for all; only paynet-graphql checks, seals, limits and logs.',
        left: 24,
        top: 18,
        textStyle: { fontSize: 18, fontWeight: 600, color: INK },
        subtextStyle: { fontSize: 12.5, color: QUIET },
      },
      legend: {
        left: 20,
        top: 78,
        itemWidth: 12,
        itemHeight: 12,
        itemGap: 30,
        textStyle: { fontSize: 12.5, color: INK },
      },
      grid: { left: 150, right: 70, top: ABOVE, bottom: BELOW },
      xAxis: {
        type: 'value',
        min: 0,
        axisLabel: { formatter: (value: number) => `${value}×`, color: QUIET },
        splitLine: { lineStyle: { color: LINES } },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: operations.map(({ title }) => title),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: QUIET } },
        axisLabel: { fontSize: 13, color: INK, width: 120, overflow: 'break' },
      },
      graphic: {
        type: 'text',
        left: 24,
        bottom: 16,
        style: {
          lineHeight: 16,
          text: `${surroundings(results)}\n${procedure(results)}`.replaceAll('**', ''),
          fontSize: 10.5,
          fill: QUIET,
          fontFamily: FONT,
        },
      },
      series: servers.map(({ name, title, operations: measured }) => ({
        name: title,
        type: 'bar',
        barWidth: BAR,
        barGap: '15%',
        itemStyle: { color: COLOURS[name] ?? OTHERS[others++ % OTHERS.length] ?? QUIET, borderRadius: [0, 3, 3, 0] },
        data: operations.map((operation) => measured[operation.name]?.ratio ?? null),
        label: {
          show: true,
          position: 'right',
          fontSize: 11.5,
          fontWeight: name === LAYER.name ? 700 : 400,
          color: INK,
          formatter: ({ value }: { value: unknown }) =>
            typeof value === 'number' ? `${value.toFixed(value < 10 ? 2 : 1)}×` : '',
        },
      })),
    },
    { width: WIDTH, height },
  );
}

/** An SVG of its own size on white, so that it looks the same on a dark page. */
export function draw(option: EChartsOption, size: { width: number; height: number }): string {
  const instance = init(null, null, { renderer: 'svg', ssr: true, ...size });
  instance.setOption({ animation: false, backgroundColor: '#ffffff', ...option });
  const svg = instance.renderToSVGString();
  instance.dispose();
  return svg;
}
