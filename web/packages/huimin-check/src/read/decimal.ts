/** An exact decimal number: `digits` divided by ten to the power of `places`. */
export interface Decimal {
  digits: bigint;
  places: number;
}

/** Reads plain digits with at most one point. */
export function decimal(text: string): Decimal {
  const [whole = '', fraction = ''] = text.split('.');
  return { digits: BigInt(`${whole}${fraction}` || '0'), places: fraction.length };
}

/** The number with its point moved to the right. */
export function shifted({ digits, places }: Decimal, by: number): Decimal {
  return by <= places
    ? { digits, places: places - by }
    : { digits: digits * 10n ** BigInt(by - places), places: 0 };
}

export function plus(one: Decimal, other: Decimal): Decimal {
  const places = Math.max(one.places, other.places);
  const scaled = ({ digits, places: own }: Decimal) => digits * 10n ** BigInt(places - own);
  return { digits: scaled(one) + scaled(other), places };
}

export function negative({ digits, places }: Decimal): Decimal {
  return { digits: -digits, places };
}

/** Its digits, without zeros that say nothing. */
export function written({ digits, places }: Decimal): string {
  const sign = digits < 0n ? '-' : '';
  const all = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0');
  const whole = all.slice(0, all.length - places);
  const fraction = all.slice(all.length - places).replace(/0+$/, '');
  return `${sign}${whole}${fraction && `.${fraction}`}`;
}

/** Digits as people read them: with a comma every three. */
export function grouped(text: string): string {
  const [, sign = '', digits = '', rest = ''] = /^(-?)(\d*)([^]*)$/.exec(text) ?? [];
  const parts: string[] = [];
  for (let end = digits.length; end > 0; end -= 3) parts.push(digits.slice(Math.max(0, end - 3), end));
  return sign + parts.reverse().join(',') + rest;
}
