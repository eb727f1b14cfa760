import type { Period } from 'huimin';
import { plus, decimal, type Decimal } from './decimal.js';
import { plain, readAmount, signed } from './number.js';

const PERIODS: Record<string, Period> = {
  天: 'day', 日: 'day', day: 'day',
  月: 'month', month: 'month',
  年: 'year', year: 'year',
};

/** An amount as typed, and the period where one was typed with it. */
export interface TypedMoney {
  amount: Decimal;
  period?: Period;
}

/** Reads an amount of money as people type it: 1,200元, ￥1200, 1.2万, 3元5角, 915元/月, CNY 915. */
export function readMoney(typed: string, currency: string): TypedMoney | undefined {
  let text = plain(typed);
  let period: Period | undefined;
  const taken = (pattern: RegExp) => {
    const match = pattern.exec(text);
    if (match !== null) text = text.replace(match[0], '');
    return match?.[1];
  };
  const said = taken(/^(?:每个?|per)(天|日|月|年|day|month|year)/)
    ?? taken(/(?:\/|每个?|per|an?)(天|日|月|年|day|month|year)$/);
  if (said !== undefined) period = PERIODS[said];
  const names = namesOf(currency).join('|');
  taken(new RegExp(`^(${names})`));
  taken(new RegExp(`(${names})$`));
  const amount = signed(text.replace(/[整正]$/, '').replace(/(元|圆|块)钱?$/, ''), readCoins);
  if (amount === undefined) return undefined;
  return period === undefined ? { amount } : { amount, period };
}

/** What people write for a currency before or behind an amount, as patterns: its sign and its code. */
function namesOf(currency: string): string[] {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  const sign = format.formatToParts(0).find(({ type }) => type === 'currency')?.value ?? currency;
  const names = [currency.toLowerCase(), sign.toLowerCase().replace(/\W/g, '\\$&')];
  return currency === 'CNY' ? [...names, '人民币', 'rmb', 'yuan'] : names;
}

/** Reads 3元5角2分, or a number alone. */
function readCoins(text: string): Decimal | undefined {
  const coins = /^(?:(.+?)[元圆块])?(?:(\d)[角毛])?(?:(\d)分)?$/.exec(text);
  const [, yuan, jiao, fen] = coins ?? [];
  if (jiao === undefined && fen === undefined) return readAmount(text);
  const whole = yuan === undefined ? decimal('0') : readAmount(yuan);
  if (whole === undefined || whole.places > 0) return undefined;
  return plus(whole, decimal(`0.${jiao ?? 0}${fen ?? 0}`));
}
