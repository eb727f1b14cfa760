import type { PolicyInfo, TypeInfo } from 'huimin';
import { at, leaves, parsePath, put, Shape, titleOf, writePath, type Facts } from 'huimin-check/parts.js';
import { HOLE } from '../engine/curve.js';
import { decimalText, partsOf } from '../engine/exact.js';

/** A number of a case along which a curve can be drawn. */
export interface Input {
  path: string;
  label: string;
  type: TypeInfo;
  /** How many places behind the point its smallest part has. */
  places: number;
  /** Its value in the case, in smallest parts. */
  value: bigint;
}

const NUMBERS = ['money', 'number', 'months', 'days'];
/** How many places a number is varied by: a hundredth of a percent is the finest that notices write. */
const FINEST = 4;

/** The numbers of a case, and those it still needs. */
export function inputsOf(info: PolicyInfo, facts: Facts, needs: string[]): Input[] {
  const shape = new Shape(info);
  const paths = [...leaves(facts).map(([path]) => path), ...needs.map(parsePath)];
  return paths.flatMap((path) => {
    const field = shape.field(path);
    if (field === undefined || !NUMBERS.includes(field.type.kind)) return [];
    const places = placesOf(field.type, info);
    const value = at(facts, path);
    const digits = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? value : '0';
    return { path: writePath(path), label: titleOf(shape, facts, path), type: field.type, places, value: partsOf(digits, places) };
  });
}

function placesOf({ kind, whole }: TypeInfo, info: PolicyInfo): number {
  if (kind === 'money') return info.places;
  return kind === 'number' && !whole ? FINEST : 0;
}

/** The number as people write it: amounts to the coin where they are not whole, others without zeros at the end. */
export function inputText(parts: bigint, { type, places }: Input): string {
  const text = decimalText(parts, places);
  return text.includes('.') ? text.replace(type.kind === 'money' ? /\.0+$/ : /\.?0+$/, '') : text;
}

/** The case as JSON with a hole where the number stands. */
export function withHole(facts: Facts, path: string): string {
  return JSON.stringify(put(facts, parsePath(path), HOLE));
}

/**
 * A range to begin with: wide enough for the value and for the amounts among the figures, per period as its own, and no
 * wider than the policy allows.
 */
export function firstRange({ type, places, value }: Input, info: PolicyInfo): [bigint, bigint] {
  const unit = 10n ** BigInt(places);
  const usual = type.kind === 'money' ? 0n : 10n * unit;
  const same = info.parameters
    .filter(({ type: of }) => of.kind === 'money' && of.kind === type.kind && of.period === type.period)
    .flatMap(({ figures }) => figures)
    .flatMap(({ value: figure }) => (figure === undefined ? [] : [partsOf(figure.exact, places)]));
  const largest = [...same, value, usual, unit].reduce((one, other) => (other > one ? other : one));
  const [least, most] = allowed(type, places);
  const high = rounded((largest * 5n) / 2n);
  return [least > 0n && least < high ? least : 0n, most !== undefined && most > 0n && most < high ? most : high];
}

/** The least and the most that the policy allows, in smallest parts. */
function allowed({ bounds }: TypeInfo, places: number): [bigint, bigint | undefined] {
  let [least, most]: [bigint, bigint | undefined] = [0n, undefined];
  for (const { comparison, limit } of bounds) {
    const parts = partsOf(limit, places);
    if (comparison === 'at_least') least = parts;
    else if (comparison === 'above') least = parts + 1n;
    else most = comparison === 'at_most' ? parts : parts - 1n;
  }
  return [least, most];
}

/** The next number that has two digits and then zeros. */
function rounded(number: bigint): bigint {
  const step = 10n ** BigInt(Math.max(0, number.toString().length - 2));
  return ((number + step - 1n) / step) * step;
}
