import { plain } from './number.js';

const MONTHS = 'january february march april may june july august september october november december'.split(' ');

/** Reads a day as people type it, the year first or the month by its name: the text of an ISO date. */
export function readDate(typed: string): string | undefined {
  const text = plain(typed).replace('元月', '1月');
  const match = /^(\d{4})(?:年|[-/. ])(\d{1,2})(?:月|[-/. ])(\d{1,2})[日号]?$/.exec(text) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  if (match !== null) return day(match[1], match[2], match[3]);
  const named = /^(\d{1,2})(?:st|nd|rd|th)?(?:of)?-?([a-z]+)[.,]?-?(\d{4})$/.exec(text);
  if (named !== null) return day(named[3], monthNumber(named[2]), named[1]);
  const american = /^([a-z]+)\.?(\d{1,2})(?:[, ]|(?:st|nd|rd|th),?)(\d{4})$/.exec(text);
  return american === null ? undefined : day(american[3], monthNumber(american[1]), american[2]);
}

/** Reads a month of a year: 2023年6月, 2023-6, 202306, June 2023. */
export function readMonth(typed: string): string | undefined {
  const text = plain(typed).replace('元月', '1月');
  const match = /^(\d{4})(?:年|[-/. ])(\d{1,2})(?:月份?)?$/.exec(text) ?? /^(\d{4})(\d\d)$/.exec(text);
  if (match !== null) return day(match[1], match[2], '1')?.slice(0, 7);
  const named = /^([a-z]+)\.?,?(\d{4})$/.exec(text);
  return named === null ? undefined : day(named[2], monthNumber(named[1]), '1')?.slice(0, 7);
}

/** Reads a length of time in months: 6, 6个月, 1年, 1年6个月, 1年半, 半年, 2 years 3 months. */
export function readMonths(typed: string): string | undefined {
  const text = plain(typed).replace(/and/g, '');
  if (/^\d+$/.test(text)) return String(BigInt(text));
  if (text === '半年') return '6';
  const match = /^(?:(\d{1,3})(?:年|years?))?(半)?零?(?:(\d{1,6})(?:个?月|months?))?$/.exec(text);
  const [, years, half, months] = match ?? [];
  if (years === undefined && months === undefined) return undefined;
  if (half !== undefined && (years === undefined || months !== undefined)) return undefined;
  return String(Number(years ?? 0) * 12 + (half === undefined ? 0 : 6) + Number(months ?? 0));
}

/** Reads a length of time in days. */
export function readDays(typed: string): string | undefined {
  const match = /^(\d+)(?:天|日|days?)?$/.exec(plain(typed));
  return match?.[1] === undefined ? undefined : String(BigInt(match[1]));
}

/** The number of a month by its name, whole or cut short: jun, sept, june. */
function monthNumber(name = ''): string {
  return String(name.length < 3 ? 0 : MONTHS.findIndex((month) => month.startsWith(name)) + 1);
}

/** The ISO text of a day, if there is such a day. */
function day(year = '', month = '', date = ''): string | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(date)];
  const leap = y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0);
  const length = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1];
  if (length === undefined || y < 1 || d < 1 || d > length) return undefined;
  return `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
}
