/** Whole numbers of a smallest part, as decimals and back: 12345 hundredths are 123.45. */
export function decimalText(parts: bigint, places: number): string {
  const sign = parts < 0n ? '-' : '';
  const digits = (parts < 0n ? -parts : parts).toString().padStart(places + 1, '0');
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** How many smallest parts a decimal has; what is smaller than a part is dropped. */
export function partsOf(text: string, places: number): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const parts = BigInt(whole + fraction.slice(0, places).padEnd(places, '0'));
  return text.startsWith('-') ? -parts : parts;
}
