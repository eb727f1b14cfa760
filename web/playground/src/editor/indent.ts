import { indentService } from '@codemirror/language';

const OPENING = '{[(｛【（';
/** Texts and comments, in which brackets say nothing, and brackets. */
const TOKENS = /"(?:\\.|[^"\\])*"?|“[^”]*”?|＂[^＂]*＂?|[#＃].*|[{[(｛【（}\])｝】）]/gu;
const CLOSED = /^\s*[}\])｝】）]/u;

/** How many brackets a line leaves open; those that it begins by closing were told apart by its own place. */
function leftOpen(line: string): number {
  let open = 0;
  for (const [token] of line.replace(/^[\s}\])｝】）]+/u, '').matchAll(TOKENS)) {
    if (OPENING.includes(token)) open += 1;
    else if (CLOSED.test(token)) open -= 1;
  }
  return open;
}

/** A line stands as the one above it: a step further behind an open bracket, a step back with one that closes. */
export const indented = indentService.of((context, at) => {
  const { doc } = context.state;
  const [line, here] = [doc.lineAt(at), context.lineAt(at)];
  let above = line.text.slice(0, here.from - line.from);
  for (let number = line.number - 1; above.trim() === '' && number >= 1; number -= 1) above = doc.line(number).text;
  const steps = Math.min(1, leftOpen(above)) - (CLOSED.test(here.text) ? 1 : 0);
  return Math.max(0, context.countColumn(above, above.search(/\S|$/)) + steps * context.unit);
});
