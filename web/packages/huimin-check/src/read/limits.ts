import type { CaseError, CaseRef, PolicyInfo, Text as Said, TypeInfo } from 'huimin';
import { shownMoney } from './answer.js';

const BOUNDS = {
  zh: { below: '小于', at_most: '不超过', above: '大于', at_least: '不低于' },
  en: { below: 'below ', at_most: 'at most ', above: 'above ', at_least: 'at least ' },
};

/** The limits of a fact, told beside its field. */
export function limits({ bounds }: TypeInfo): Said {
  return {
    zh: bounds.map(({ comparison, display }) => BOUNDS.zh[comparison] + display.zh).join('、'),
    en: bounds.map(({ comparison, display }) => BOUNDS.en[comparison] + display.en).join(', '),
  };
}

/** The cases of a fact that lie within its limits. */
export function casesWithin({ cases, bounds }: TypeInfo): CaseRef[] {
  const place = (wanted: string) => cases.findIndex(({ name }) => name === wanted);
  return cases.filter((_, here) =>
    bounds.every(({ comparison, limit }) => {
      const there = place(limit);
      return { below: here < there, at_most: here <= there, above: here > there, at_least: here >= there }[comparison];
    }),
  );
}

/**
 * Why the engine does not take an answer, in the words of somebody who fills in a form. What the engine says itself
 * is for those who write cases.
 */
export function refusal({ code, message }: CaseError, type: TypeInfo, info: PolicyInfo): Said {
  const { zh, en } = limits(type);
  if (code === 'H0505') return smallest(info);
  if (code === 'H0506' && zh !== '') return { zh: `应当${zh}`, en: `this must be ${en}` };
  if (code === 'H0509') return { zh: '已经有同名的，请写得能够区分', en: 'this name is taken; write it so that they can be told apart' };
  if (code === 'H0514') return { zh: '数太大了', en: 'this number is too large' };
  return message;
}

/** The smallest amount of a currency. */
function smallest({ currency, places }: PolicyInfo): Said {
  const coin = places === 0 ? '1' : `0.${'1'.padStart(places, '0')}`;
  const { zh, en } = shownMoney(coin, currency);
  return { zh: `金额最小写到${zh}`, en: `write the amount to ${en}, no finer` };
}
