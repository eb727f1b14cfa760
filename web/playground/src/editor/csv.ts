import { StreamLanguage, type StringStream } from '@codemirror/language';
import { highlighted, tokenTable } from './look.js';

/** Where in an annex the stream stands. */
interface State {
  header: boolean;
  /** Whether a quoted cell goes on from the line before. */
  quoted: boolean;
}

const DATE = /^\s*[0-9]{4}-[0-9]{2}(-[0-9]{2})?\s*$/;
const FIGURE = /^\s*-?[0-9]/;

function token(stream: StringStream, state: State): string | null {
  const kind = cell(stream, state);
  const shown = state.header && kind !== 'punctuation' ? 'declared' : kind;
  if (stream.eol() && !state.quoted) state.header = false;
  return shown;
}

function cell(stream: StringStream, state: State): string | null {
  if (stream.eat(',')) return 'punctuation';
  if (state.quoted || stream.eat('"')) {
    state.quoted = !closed(stream);
    return 'string';
  }
  stream.eatWhile(/[^,]/);
  const text = stream.current();
  return DATE.test(text) ? 'date' : FIGURE.test(text) ? 'number' : null;
}

/** Goes to the end of a quoted cell, in which a quote stands doubled; whether it ends in this line. */
function closed(stream: StringStream): boolean {
  while (!stream.eol()) {
    if (stream.next() === '"' && !stream.eat('"')) return true;
  }
  return false;
}

/** Annexes for the editor: figures in rows of cells. */
export const annex = [
  StreamLanguage.define<State>({
    name: 'annex',
    startState: () => ({ header: true, quoted: false }),
    copyState: (state) => ({ ...state }),
    token,
    tokenTable,
  }),
  highlighted,
];
