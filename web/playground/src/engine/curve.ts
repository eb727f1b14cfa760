import type { Decision, ResultEntry } from 'huimin';
import type { When } from 'huimin-check';
import { decimalText, partsOf } from './exact.js';

/** Which fact to vary, in smallest parts: fen of an amount, ten-thousandths of a number, whole months. */
export interface CurveRequest {
  /** The case as JSON, in which the fact's value is `HOLE`. */
  template: string;
  when: When;
  places: number;
  low: bigint;
  high: bigint;
}

/** The value that stands in a template where the fact is varied: a character that nobody types. */
export const HOLE = '\uE000';

/** What the policy says along one fact. */
export interface Curve {
  series: Series[];
  /** The points that were decided, in order. Between two of them a line is straight, as far as one can see. */
  points: Point[];
  /** Where something changes from one smallest part to the next. */
  changes: Change[];
  /** Whether everything was refined; otherwise time was up before. */
  whole: boolean;
}

/** A benefit of one instance. */
export interface Series {
  name: string;
  label: string | undefined;
  of: string;
}

export interface Point {
  x: bigint;
  /** The amount of each series in smallest coins; nothing where it is not decided. */
  amounts: (bigint | undefined)[];
  /** What each tier says and which benefits are granted. */
  says: Map<string, string>;
}

/** Between two neighbouring values of the fact. */
export interface Change {
  before: Point;
  after: Point;
}

/** Coins of amounts: more places than any currency has, so that nothing is lost. */
const COINS = 4;
const FIRST_POINTS = 96n;
const MOST_DECISIONS = 6000;
const MOST_TIME = 6000;
/** Where nothing seems to change, halves of this part of the range are decided, as a band of a tier may be narrow. */
const LOOKED_FOR = 512n;
/** The part of the time that this may take, where deciding takes long. */
const MOST_LOOKING = 1500;
/** Lines are told apart down to this part of the height of the chart. */
const VISIBLE = 400n;

/**
 * Decides the case for values from `low` to `high`: first evenly spread, then ever closer around every place where a
 * tier or a grant changes or a line bends, down to neighbouring values.
 */
export function curve(ask: CurveRequest, decide: (json: string) => Decision): Curve {
  const sampling = new Sampling(ask, decide);
  sampling.run();
  return sampling.result();
}

class Sampling {
  readonly #ask: CurveRequest;
  readonly #decide: (json: string) => Decision;
  readonly #series = new Map<string, Series & { index: number }>();
  readonly #points = new Map<bigint, Point>();
  readonly #began = performance.now();
  #height = 1n;
  #whole = true;

  constructor(ask: CurveRequest, decide: (json: string) => Decision) {
    this.#ask = ask;
    this.#decide = decide;
  }

  run(): void {
    const { low, high } = this.#ask;
    const step = (high - low) / FIRST_POINTS || 1n;
    const first: Point[] = [];
    for (let x = low; x < high; x += step) first.push(this.#point(x));
    first.push(this.#point(high));
    const straight: [Point, Point][] = [];
    const bent: [Point, Point][] = [];
    const sort = (one: Point, other: Point) => (same(one, other) ? straight : bent).push([one, other]);
    first.slice(1).forEach((point, index) => sort(first[index]!, point));
    // What certainly changes comes first; then what may hide something, all along the range in turn.
    for (;;) {
      const [one, other] = bent.pop() ?? straight.shift() ?? [];
      if (one === undefined || other === undefined) return;
      if (other.x - one.x <= 1n) continue;
      const spent = performance.now() - this.#began;
      if (this.#points.size > MOST_DECISIONS || spent > MOST_TIME) {
        this.#whole = false;
        return;
      }
      const middle = this.#point((one.x + other.x) / 2n);
      if (same(one, other) && same(one, middle) && this.#isStraight(one, middle, other)) {
        if ((other.x - one.x) * LOOKED_FOR <= high - low) continue;
        if (spent > MOST_LOOKING) {
          this.#whole = false;
          continue;
        }
      }
      sort(one, middle);
      sort(middle, other);
    }
  }

  result(): Curve {
    const points = [...this.#points.values()].sort((one, other) => (one.x < other.x ? -1 : 1));
    const changes: Change[] = [];
    points.slice(1).forEach((after, index) => {
      const before = points[index]!;
      if (after.x - before.x === 1n && (!same(before, after) || this.#jumps(before, after))) changes.push({ before, after });
    });
    const series = [...this.#series.values()].map(({ name, label, of }) => ({ name, label, of }));
    return { series, points, changes, whole: this.#whole };
  }

  #point(x: bigint): Point {
    const known = this.#points.get(x);
    if (known !== undefined) return known;
    const value = JSON.stringify(decimalText(x, this.#ask.places));
    const decision = this.#decide(this.#ask.template.replace(JSON.stringify(HOLE), () => value));
    const point: Point = { x, amounts: [], says: new Map() };
    for (const result of decision.results) this.#add(point, result);
    for (const error of decision.errors) point.says.set(`!${error.path}`, error.name);
    this.#points.set(x, point);
    return point;
  }

  #add(point: Point, result: ResultEntry): void {
    const key = `${result.of}/${result.name}`;
    point.says.set(key, result.case?.label ?? result.case?.name ?? (result.status === 'decided' ? (result.entitled ?? '') : result.status));
    if (result.kind === 'tier') return;
    const series = this.#series.get(key) ?? { ...result, label: result.label, index: this.#series.size };
    this.#series.set(key, series);
    if (result.status !== 'decided' || result.amount === undefined) return;
    const coins = partsOf(result.amount.text, COINS);
    point.amounts[series.index] = coins;
    if (coins > this.#height) this.#height = coins;
  }

  /** Whether the middle lies on the line, as far as one can see. */
  #isStraight(one: Point, middle: Point, other: Point): boolean {
    return middle.amounts.every((amount, index) => {
      const [from, to] = [one.amounts[index], other.amounts[index]];
      if (amount === undefined || from === undefined || to === undefined) return from === to;
      const off = (amount - from) * (other.x - one.x) - (to - from) * (middle.x - one.x);
      return (off < 0n ? -off : off) * VISIBLE <= this.#height * (other.x - one.x);
    });
  }

  #jumps(one: Point, other: Point): boolean {
    return other.amounts.some((amount, index) => {
      const step = (amount ?? 0n) - (one.amounts[index] ?? 0n);
      return (step < 0n ? -step : step) * VISIBLE > this.#height;
    });
  }
}

/**
 * How much of a series goes at once where it is a cliff: the next smallest part of the fact costs more than itself.
 * `fact` is what a smallest part of the fact is worth, in the coins of a curve; nothing where it is no money.
 */
export function cliff({ before, after }: Change, series: number, fact: bigint): bigint | undefined {
  const [then, now] = [before.amounts[series], after.amounts[series]];
  return then !== undefined && now !== undefined && then - now > fact ? then - now : undefined;
}

/** What a smallest part of an amount with so many places is worth, in the coins of a curve. */
export function worth(places: number): bigint {
  return 10n ** BigInt(COINS - places);
}

function same(one: Point, other: Point): boolean {
  if (one.says.size !== other.says.size) return false;
  for (const [key, value] of one.says) if (other.says.get(key) !== value) return false;
  return true;
}

/** An amount of a curve as a decimal, for people. */
export function coinsText(coins: bigint): string {
  return decimalText(coins, COINS).replace(/00$/, '');
}

/** The same for drawing, where a pixel is far more than a coin. */
export function coinsHeight(coins: bigint): number {
  return Number(coins) / 10 ** COINS;
}
