import { StateField, type Text, type Transaction } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/**
 * A line of so many characters is not wrapped. The editor draws parts of such lines only, and to find where parts of a
 * wrapped one begin takes WebKit a quarter of a minute.
 */
const LONGEST_WRAPPED = 20_000;

/** Wraps lines, unless one of them is far longer than anybody writes. */
export const wrapping = StateField.define<boolean>({
  create: ({ doc }) => !hasLong(doc),
  update(wraps, transaction) {
    if (!transaction.docChanged) return wraps;
    return wraps ? !lengthens(transaction) : !hasLong(transaction.newDoc);
  },
  provide: (field) => EditorView.contentAttributes.from(field, (wraps) => (wraps ? WRAPPED : {})),
});

/** As `EditorView.lineWrapping` has it, by which the editor knows too that it wraps. */
const WRAPPED = { class: 'cm-lineWrapping' };

function hasLong(doc: Text): boolean {
  if (doc.length < LONGEST_WRAPPED) return false;
  for (const line of doc.iterLines()) {
    if (line.length >= LONGEST_WRAPPED) return true;
  }
  return false;
}

/** Whether a change makes a line that is long; only lines that it touches are looked at. */
function lengthens({ changes, newDoc }: Transaction): boolean {
  let long = false;
  changes.iterChangedRanges((_from, _to, from, to) => {
    for (let at = from; at <= to && !long; ) {
      const line = newDoc.lineAt(at);
      long = line.length >= LONGEST_WRAPPED;
      at = line.to + 1;
    }
  });
  return long;
}
