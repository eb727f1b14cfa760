import uPlot from 'uplot';
import { cliff, coinsHeight, type Curve } from '../engine/curve.js';

/** What to draw. */
export interface Drawing {
  curve: Curve;
  /** What each series is called. */
  names: string[];
  /** What runs along the bottom. */
  axis: string;
  /** How many places behind the point the numbers along the bottom have. */
  places: number;
  /** The value in the case. */
  current: bigint;
  /** What a smallest part of it is worth, to tell cliffs. */
  fact: bigint;
}

/** A chart that can be taken away. */
export interface Drawn {
  destroy(): void;
}

/** The colours of the page, which has one of them as a custom property each. */
interface Colours {
  axis: string;
  grid: string;
  now: string;
  change: string;
  cliff: string;
  number: string;
  series: string[];
}

const HEIGHT = 320;
/** Room between the figures on the left and what stands beside them. */
const BESIDE = 24;
/** Steps between the figures below where only whole numbers can be. */
const WHOLE_STEPS = Array.from({ length: 15 }, (_, power) => [1, 2, 5].map((times) => times * 10 ** power)).flat();

/** Draws the curve: a line for each benefit, a numbered mark for each change, a line where the case stands. */
export function draw(place: HTMLElement, drawing: Drawing): Drawn {
  const { curve, names, axis, places } = drawing;
  const along = (x: bigint) => Number(x) / 10 ** places;
  const drawn = curve.series
    .map((_, index) => index)
    .filter((index) => curve.points.some(({ amounts }) => amounts[index] !== undefined && amounts[index] !== 0n));
  const data: uPlot.AlignedData = [
    curve.points.map(({ x }) => along(x)),
    ...drawn.map((index) =>
      curve.points.map(({ amounts }) => {
        const amount = amounts[index];
        return amount === undefined ? null : coinsHeight(amount);
      }),
    ),
  ];
  const colours = coloursOf(place);
  const line = (order: number) => colours.series[order % colours.series.length];
  const font = `12px ${getComputedStyle(place).fontFamily}`;
  const options: uPlot.Options = {
    width: place.clientWidth || 560,
    height: HEIGHT,
    // Without a benefit there are no figures on the left, whose room keeps the first mark on the chart.
    padding: [28, 24, 0, drawn.length === 0 ? 24 : 0],
    pxAlign: false,
    // From nothing up, so that half as high is half as much.
    scales: { x: { time: false }, y: { range: (_, __, most) => (drawn.length === 0 ? [null, null] : uPlot.rangeNum(0, most || 1, { min: { pad: 0 }, max: { pad: 0.1 } })) } },
    axes: [
      { label: axis, font, labelFont: font, stroke: colours.axis, grid: { stroke: colours.grid }, values, ...(places === 0 ? { incrs: WHOLE_STEPS } : {}) },
      { font, stroke: colours.axis, grid: { stroke: colours.grid }, size: (chart, texts) => BESIDE + widest(chart.ctx, font, texts ?? []), values },
    ],
    legend: { markers: { dash: (_, series) => (series > colours.series.length ? 'dashed' : 'solid') } },
    series: [
      { label: axis, value: (_, value) => (value === null ? '–' : value.toLocaleString('en', { maximumFractionDigits: places })) },
      ...drawn.map((index, order) => ({
        label: names[index] ?? '',
        stroke: line(order) ?? colours.axis,
        width: 2.5,
        dash: order < colours.series.length ? [] : [6, 4],
        points: { show: false },
        value: (_: uPlot, value: number | null) => (value === null ? '–' : value.toLocaleString('en')),
      })),
    ],
    hooks: { drawAxes: [(chart) => marks(chart, drawing, along, colours)] },
  };
  const chart = new uPlot(options, data, place);
  const observer = new ResizeObserver(() => {
    if (place.clientWidth > 0 && place.clientWidth !== chart.width) chart.setSize({ width: place.clientWidth, height: HEIGHT });
  });
  observer.observe(place);
  return {
    destroy() {
      observer.disconnect();
      chart.destroy();
    },
  };
}

function coloursOf(place: HTMLElement): Colours {
  const style = getComputedStyle(place);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    axis: of('--muted'),
    grid: of('--grid'),
    now: of('--accent'),
    change: of('--open'),
    cliff: of('--wrong'),
    number: of('--on-mark'),
    series: of('--series').split(/\s+/),
  };
}

function values(_: uPlot, ticks: number[]): string[] {
  return ticks.map((tick) => tick.toLocaleString('en'));
}

function widest(context: CanvasRenderingContext2D, font: string, texts: string[]): number {
  context.save();
  context.font = font;
  const width = Math.max(0, ...texts.map((text) => context.measureText(text).width));
  context.restore();
  return Math.ceil(width);
}

function marks(chart: uPlot, { curve, current, fact }: Drawing, along: (x: bigint) => number, colours: Colours): void {
  const { ctx, bbox } = chart;
  const ratio = devicePixelRatio;
  const line = (x: number, dash: number[], colour: string) => {
    ctx.beginPath();
    ctx.setLineDash(dash.map((length) => length * ratio));
    ctx.strokeStyle = colour;
    ctx.lineWidth = ratio;
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.setLineDash([]);
  };
  ctx.save();
  const now = chart.valToPos(along(current), 'x', true);
  ctx.globalAlpha = 1 / 3;
  if (now >= bbox.left && now <= bbox.left + bbox.width) line(now, [], colours.now);
  ctx.globalAlpha = 1;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.font = `600 ${10.5 * ratio}px system-ui, sans-serif`;
  let free = -Infinity;
  curve.changes.forEach((change, index) => {
    const x = chart.valToPos(along(change.after.x), 'x', true);
    const colour = curve.series.some((_, series) => cliff(change, series, fact) !== undefined) ? colours.cliff : colours.change;
    line(x, [4, 4], colour);
    const radius = 8.5 * ratio;
    // Marks that would lie on one another are left to the table.
    if (x - free < radius * 1.6) return;
    free = x;
    ctx.beginPath();
    ctx.fillStyle = colour;
    ctx.arc(x, bbox.top - radius - 2 * ratio, radius, 0, 2 * Math.PI);
    ctx.fill();
    ctx.fillStyle = colours.number;
    ctx.fillText(String(index + 1), x, bbox.top - radius - 1.5 * ratio);
  });
  ctx.restore();
}
