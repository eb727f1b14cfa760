// Households of one to six members, one in ten exactly on a line, and what the notice says of each, found with
// whole numbers of fen.

const STANDARD = 91_500;

/** The same households for the same seed. */
export function households(count, seed = 1) {
  let state = seed;
  const below = (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return Array.from({ length: count }, (_, index) => {
    const size = 1 + below(6);
    let fen = Array.from({ length: size }, () => below(300_000));
    const line = [STANDARD, (STANDARD * 3) / 2][below(2)] * size;
    // On a line, or a fen beside it: the first member earns what is left by the others.
    if (index % 10 < 3) {
      fen = fen.map((income) => Math.floor(income / 10));
      fen[0] += line + [0, -1, 1][index % 10] - fen.reduce((sum, income) => sum + income, 0);
    }
    return { fen, imprisoned: fen.map((_, member) => member > 0 && below(10) === 0), propertyOk: below(10) > 0 };
  });
}

/** The tier, and the payment in fen. */
export function expected({ fen, imprisoned, propertyOk }) {
  const counted = fen.filter((_, member) => !imprisoned[member]);
  const sum = counted.reduce((sum, income) => sum + income, 0);
  if (propertyOk && sum < STANDARD * counted.length) {
    return { tier: 'dibao', payment: Math.ceil((STANDARD * counted.length - sum) / 100) * 100 };
  }
  return { tier: propertyOk && 2 * sum < 3 * STANDARD * counted.length ? 'margin' : 'none', payment: 0 };
}
