import { withDigits } from './chinese.js';
import { decimal, negative, plus, shifted, type Decimal } from './decimal.js';

/** What a unit of Chinese numbers, or the letter people type for it, multiplies by: ten to this power. */
const POWERS: Record<string, number> = { 亿: 8, 万: 4, w: 4, 千: 3, k: 3, 百: 2 };

/**
 * Text as typed with full-width characters and Chinese numerals as the plain ones, and without blanks but those that part
 * digits, and without characters that nobody sees, which come along when a number is copied.
 */
export function plain(text: string): string {
  const tidy = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/(^|\D) | (?=\D|$)/g, '$1')
    .replace(/(\d)。(?=\d)/g, '$1.')
    .replace(/[−–—]/g, '-');
  return withDigits(tidy);
}

/** Reads a number as people type it, a percentage too: 60%. */
export function readNumber(typed: string): Decimal | undefined {
  const text = plain(typed);
  const number = signed(text.replace(/%$/, ''), readAmount);
  return number !== undefined && text.endsWith('%') ? { digits: number.digits, places: number.places + 2 } : number;
}

/** Reads what may have a sign in front. */
export function signed(text: string, read: (text: string) => Decimal | undefined): Decimal | undefined {
  if (!/^[-负]/.test(text)) return read(text);
  const number = read(text.slice(1));
  return number && negative(number);
}

/**
 * Reads an amount as people type it, exactly: 12,000 or 1,2000 or 1.2万 or 1万2千. Nothing if it cannot be one, or
 * could be two: of 1万2 it is not clear what the 2 is, and 1200 50 may be two amounts.
 */
export function readAmount(text: string): Decimal | undefined {
  let sum: Decimal | undefined;
  let power = Infinity;
  for (const [part, digits = '', unit] of text.matchAll(/([\d., ]+)([亿万千百wk]?)|./g)) {
    const value = readDigits(digits);
    if (value === undefined) return undefined;
    const next = unit ? (POWERS[unit] ?? 0) : 0;
    if (next >= power) return undefined;
    // What follows a unit without one of its own must have all of its digits: 1万2000.
    if (!unit && power !== Infinity && part.split('.')[0]?.length !== power) return undefined;
    sum = plus(sum ?? decimal('0'), shifted(value, next));
    power = next;
  }
  return sum;
}

/** Digits with a point and with commas every three or every four, or with blanks every three. */
function readDigits(text: string): Decimal | undefined {
  const usual = /^(\d+|\d{1,3}(,\d{3})+|\d{1,4}(,\d{4})+|\d{1,3}( \d{3})+)(\.\d+)?$/;
  return usual.test(text) ? decimal(text.replace(/[, ]/g, '')) : undefined;
}
