import words from '../generated/words.json';

/** What tells one place of a text from another: Chinese words, figures, other words. */
const PARTS = /\p{Script=Han}+|\p{N}+|(?:(?!\p{Script=Han})[\p{L}\p{M}_])+/gu;

/** The words of the language, which formatting may write in another. */
const WORDS = new Set(words.flatMap(({ spellings }) => spellings).flatMap((spelling) => spelling.toLowerCase().match(PARTS) ?? []));

/** A name, a figure or a word of a text in quotes. Formatting leaves them as they are and in their order. */
interface Part {
  from: number;
  to: number;
  key: string;
}

function partsOf(text: string): Part[] {
  return [...text.matchAll(PARTS)]
    .map(({ 0: part, index }) => ({ from: index, to: index + part.length, key: part.normalize('NFKC') }))
    .filter(({ key }) => !WORDS.has(key.toLowerCase()));
}

/** Where the cursor belongs after formatting: at the part where it was, or as many lines below it, or before the next. */
export function afterFormatting(before: string, at: number, after: string): number {
  const parts = partsOf(before);
  const index = parts.filter(({ from }) => from <= at).length - 1;
  const [last, next] = [parts[index], parts[index + 1]];
  const breaks = before.slice(last?.to ?? 0, Math.max(at, last?.to ?? 0)).split('\n').length - 1;
  if (next !== undefined && breaks > 0 && !before.slice(at, next.from).includes('\n')) {
    // Before all parts of its line.
    const found = sameIn(after, parts, index + 1)?.from ?? 0;
    const start = after.lastIndexOf('\n', found - 1) + 1;
    return start + after.slice(start).search(/\S|$/);
  }
  const found = last && sameIn(after, parts, index);
  if (last === undefined || found === undefined) return Math.min(at, after.length);
  let end = lineEnd(after, found.from);
  if (breaks === 0) return Math.min(found.from + at - last.from, end);
  for (let left = breaks; left > 0 && end < after.length; left -= 1) end = lineEnd(after, end + 1);
  return end;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** The part of another text that says the same as the one at `index`, and has as many before it that do. */
function sameIn(text: string, parts: Part[], index: number): Part | undefined {
  const key = parts[index]?.key;
  const times = parts.slice(0, index).filter((one) => one.key === key).length;
  return partsOf(text).filter((one) => one.key === key)[times];
}
