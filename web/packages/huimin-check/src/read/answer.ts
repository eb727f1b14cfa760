import type { Text as Said, TypeInfo } from 'huimin';
import { grouped, written } from './decimal.js';
import { readMoney } from './money.js';
import { plain, readNumber } from './number.js';
import { readDate, readDays, readMonth, readMonths } from './time.js';

/** What somebody typed: the exact text for the case, or what is the matter with it. */
export type Answer = { value: string } | { problem: Said };

/** Reads what somebody typed for a fact. Limits of its value are the engine's to check. */
export function readAnswer(typed: string, type: TypeInfo, currency: string): Answer {
  switch (type.kind) {
    case 'money':
      return money(typed, type, currency);
    case 'number':
      return number(typed, type);
    case 'date':
      return answer(readDate(typed), {
        zh: '请写年、月、日，例如 2023年6月1日 或 2023-6-1',
        en: 'write year, month and day, such as 2023-6-1 or 1 June 2023',
      });
    case 'month':
      return answer(readMonth(typed), {
        zh: '请写年和月，例如 2023年6月 或 2023-6',
        en: 'write year and month, such as 2023-6 or June 2023',
      });
    case 'months':
      return answer(readMonths(typed), {
        zh: '请写几个月，例如 6 或 1年6个月',
        en: 'write a number of months, such as 6 or 1 year 6 months',
      });
    case 'days':
      return answer(readDays(typed), { zh: '请写几天，例如 30', en: 'write a number of days, such as 30' });
    default:
      return answer(typed.trim() || undefined, { zh: '请填写', en: 'write something' });
  }
}

function answer(value: string | undefined, problem: Said): Answer {
  return value === undefined ? { problem } : { value };
}

function money(typed: string, { period }: TypeInfo, currency: string): Answer {
  const read = readMoney(typed, currency);
  if (read === undefined) {
    return { problem: { zh: '请写金额，例如 1200.50 或 1.2万', en: 'write an amount, such as 1200.50 or 1,200' } };
  }
  if (read.period !== undefined && read.period !== period) {
    const [zh, en] = period === undefined ? ['不分期的', 'not per period'] : [PER.zh[period], PER.en[period]];
    return { problem: { zh: `这里要填的金额是${zh}`, en: `the amount asked for is ${en}` } };
  }
  return { value: written(read.amount) };
}

function number(typed: string, { whole }: TypeInfo): Answer {
  const read = readNumber(plain(typed).replace(/(?:[个口名位]?人|[个口名位岁项次])$/, ''));
  if (read === undefined) {
    return { problem: { zh: '请写数字，例如 3', en: 'write a number, such as 3' } };
  }
  const value = written(read);
  if (whole && value.includes('.')) return { problem: { zh: '请写整数', en: 'write a whole number' } };
  return { value };
}

const PER = {
  zh: { day: '每日的', month: '每月的', year: '每年的' },
  en: { day: 'per day', month: 'per month', year: 'per year' },
};

const UNIT_PER = {
  zh: { day: '/日', month: '/月', year: '/年' },
  en: { day: ' per day', month: ' per month', year: ' per year' },
};

/** The unit of a currency as people call it. */
export function unit(currency: string): Said {
  return currency === 'CNY' ? { zh: '元', en: 'yuan' } : { zh: currency, en: currency };
}

/** The unit that stands behind a field: 元/月, 个月. Empty where there is none. */
export function unitOf({ kind, period }: TypeInfo, currency: string): Said {
  if (kind === 'months') return { zh: '个月', en: 'months' };
  if (kind === 'days') return { zh: '天', en: 'days' };
  if (kind !== 'money') return { zh: '', en: '' };
  const { zh, en } = unit(currency);
  return period === undefined ? { zh, en } : { zh: zh + UNIT_PER.zh[period], en: en + UNIT_PER.en[period] };
}

const MONTH_NAMES = 'January February March April May June July August September October November December'.split(' ');

/** A date or a month as people read it. */
export function shownDate(value: string): Said {
  const [year = '', month = '', date] = value.split('-');
  const name = MONTH_NAMES[Number(month) - 1] ?? month;
  return {
    zh: `${year}年${Number(month)}月${date === undefined ? '' : `${Number(date)}日`}`,
    en: `${date === undefined ? '' : `${Number(date)} `}${name} ${year}`,
  };
}

/** An amount of no period as people read it. */
export function shownMoney(value: string, currency: string): Said {
  return amount(value, unit(currency));
}

function amount(value: string, { zh, en }: Said): Said {
  const digits = grouped(value.replace(/\.00?$/, '').replace(/\.\d$/, '$&0'));
  return { zh: digits + zh, en: `${digits} ${en}` };
}

/** A value of a case as people read it. Shows what was understood of what was typed. */
export function shown(value: string | boolean, type: TypeInfo, currency: string): Said {
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
  const both = (text: string) => ({ zh: text, en: text });
  switch (type.kind) {
    case 'bool':
      return both(value);
    case 'case': {
      const found = type.cases.find(({ name }) => name === value);
      return both(found?.label ?? found?.name ?? value);
    }
    case 'date':
    case 'month':
      return shownDate(value);
    case 'money':
      return amount(value, unitOf(type, currency));
    case 'months':
    case 'days': {
      const { zh, en } = unitOf(type, currency);
      return { zh: `${value}${zh}`, en: `${value} ${value === '1' ? en.slice(0, -1) : en}` };
    }
    case 'number':
      return both(grouped(value));
    default:
      return both(value);
  }
}
