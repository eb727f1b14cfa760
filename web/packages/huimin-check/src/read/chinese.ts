const DIGITS = '零一二三四五六七八九';

/** Other ways of writing these: on forms that nobody may change, in speech, and short for tens. */
const OTHERS: Record<string, string> = {
  '〇': '零', '○': '零', 两: '二', 俩: '二', 廿: '二十', 卅: '三十', 萬: '万', 億: '亿',
  壹: '一', 贰: '二', 叁: '三', 肆: '四', 伍: '五', 陆: '六', 柒: '七', 捌: '八', 玖: '九', 拾: '十', 佰: '百', 仟: '千',
};
/** Digits without units: one, a year, or behind a nought. Others may be two numbers, as in 五六个. */
const PLAIN = new RegExp(`^(?:零?[${DIGITS}]|[${DIGITS}]{4})$`);
const NUMERALS = [DIGITS, '十百千万亿', ...Object.keys(OTHERS)].join('');
/** Not beside other digits: of 1万2千 the words are units, and 2023一6 is no number. */
const ALONE = new RegExp(`(^|[^\\d.])([${NUMERALS}]+)(?![\\d.])`, 'g');
/** Thousands, hundreds, tens and ones. */
const SECTION = new RegExp(`^(?:([${DIGITS}])千)?零?(?:([${DIGITS}])百)?零?(?:([${DIGITS}]?)(十))?零?([${DIGITS}])?$`);

/** Text with numbers in Chinese numerals as digits: 二〇二三年十月 is 2023年10月. What may be two numbers stays as it is. */
export function withDigits(text: string): string {
  return text.replace(ALONE, (_, before: string, found: string) => before + asDigits(found));
}

function asDigits(found: string): string {
  const usual = [...found].map((one) => OTHERS[one] ?? one).join('');
  if (PLAIN.test(usual)) return [...usual].map((one) => DIGITS.indexOf(one)).join('');
  return units(usual)?.toString() ?? found;
}

/** A number with units: 十二, 一千零五, 三万二千. */
function units(text: string): bigint | undefined {
  let sum = 0n;
  let rest = text;
  for (const [unit, worth] of [['亿', 100_000_000n], ['万', 10_000n]] as const) {
    const at = rest.indexOf(unit);
    if (at < 0) continue;
    const times = section(rest.slice(0, at));
    if (times === undefined) return undefined;
    sum += times * worth;
    rest = rest.slice(at + 1);
  }
  if (rest === '') return sum;
  const last = section(rest);
  // 一万二 is twelve thousand to most people, but not to all.
  return last === undefined || (sum > 0n && rest.length === 1) ? undefined : sum + last;
}

function section(text: string): bigint | undefined {
  const match = SECTION.exec(text);
  if (match === null || text === '') return undefined;
  const [, thousands, hundreds, tens, ten, ones] = match;
  // 三千五 is three thousand five hundred to most people, 三千零五 is not.
  if (ones !== undefined && text.length > 1 && !/[十零].$/.test(text)) return undefined;
  const digit = (one: string | undefined) => BigInt(one ? DIGITS.indexOf(one) : 0);
  return digit(thousands) * 1000n + digit(hundreds) * 100n + (ten === undefined ? 0n : tens ? digit(tens) * 10n : 10n) + digit(ones);
}
