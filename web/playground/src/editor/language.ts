import { StreamLanguage, type StringStream } from '@codemirror/language';
import { indented } from './indent.js';
import words from '../generated/words.json';
import { highlighted, tokenTable } from './look.js';

/** Where in a line the stream stands. */
interface State {
  /** The last thing that was not a blank: what a word may mean depends on it. */
  before: 'start' | 'point' | 'statement' | 'other';
}

/** The words of some kinds, lower case, the longest first so that `not in` is found before `not`. */
function spelled(...kinds: string[]): string[] {
  const found = words.filter(({ kind }) => kinds.includes(kind)).flatMap(({ spellings }) => spellings);
  return [...new Set(found)].sort((one, other) => other.length - one.length);
}

/** A pattern for words that end where a name would; Chinese ones may touch a figure: 低于80. */
function pattern(spellings: string[]): RegExp {
  const escaped = spellings
    .filter((word) => /\p{L}/u.test(word))
    .map((word) => {
      const text = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s+');
      return /\p{Script=Han}/u.test(word) ? `${text}(?=[0-9０-９]|\\P{XID_Continue}|$)` : `${text}(?!\\p{XID_Continue})`;
    });
  return new RegExp(`(?:${escaped.join('|')})`, 'uy');
}

const STATEMENT = pattern(spelled('statement'));
const RESERVED = pattern(spelled('operator'));
const VALUE = pattern(spelled('value'));
const CLAUSE = pattern(spelled('clause'));
const TYPE = pattern(spelled('type'));
const FUNCTION = pattern(spelled('function'));
const PART = pattern(spelled('part'));
/** `per month` stands in types as well as behind figures. */
const PERIOD = pattern(spelled('unit').filter((word) => word.includes(' ') || word.startsWith('每')));
const UNIT = new RegExp(`\\s*(?:${spelled('unit').map((word) => word.replace(/ /g, '\\s+')).join('|')})(?!\\p{XID_Start})`, 'uy');

const NAME = /[\p{XID_Start}_]\p{XID_Continue}*/uy;
const FIGURE = /[0-9０-９]+(?:[.．][0-9０-９]+)?/uy;
const DATE = /[0-9０-９]{4}(?:[-－][0-9０-９]{2}(?:[-－][0-9０-９]{2})?|年[0-9０-９]{1,2}月(?:[0-9０-９]{1,2}日)?)/uy;
const QUOTED = /"(?:\\.|[^"\\])*"?|“[^”]*”?|＂[^＂]*＂?/uy;
const SYMBOL = /[-+*/=<>≤≥≠×÷＋－＊／＝＜＞%％|｜⇒→!！]+/uy;

/** How far into a line anything is told apart; beyond it everything is plain, and editing stays quick. */
const LONGEST = 5000;

function token(stream: StringStream, state: State): string | null {
  if (stream.sol()) state.before = 'start';
  if (stream.pos > LONGEST) {
    stream.skipToEnd();
    return null;
  }
  if (stream.eatSpace()) return null;
  const takes = (expression: RegExp) => {
    expression.lastIndex = stream.pos;
    const match = expression.exec(stream.string);
    if (match === null || match[0] === '') return false;
    stream.pos += match[0].length;
    return true;
  };
  const { before } = state;
  state.before = 'other';
  if (stream.eat(/[#＃]/)) {
    stream.skipToEnd();
    return 'comment';
  }
  if (takes(QUOTED)) return 'string';
  if (takes(DATE)) return 'date';
  if (takes(FIGURE)) {
    takes(UNIT);
    return 'number';
  }
  if (stream.eat(/[.．]/)) {
    state.before = 'point';
    return 'punctuation';
  }
  if (before === 'point' && takes(PART)) return 'part';
  if (before === 'point' && takes(NAME)) return 'name';
  if (before === 'start' && takes(STATEMENT)) {
    state.before = 'statement';
    return 'statement';
  }
  if (before === 'statement' && takes(NAME)) return 'declared';
  if (takes(RESERVED)) return 'operator';
  if (takes(VALUE)) return 'value';
  if (takes(PERIOD)) return 'type';
  if (touches(stream, FUNCTION, /\s*[(（]/uy)) return 'function';
  // Words that a clause, a type or a statement asks for are names where a value follows them.
  if (touches(stream, CLAUSE, /(?!\s*[:：.．])/uy)) return 'clause';
  if (touches(stream, TYPE, /(?!\s*[:：.．(（])/uy)) return 'type';
  if (takes(STATEMENT)) return 'clause';
  if (takes(NAME)) return 'name';
  if (takes(SYMBOL)) return 'symbol';
  stream.next();
  return 'punctuation';
}

/** Takes a word if what follows it matches. */
function touches(stream: StringStream, word: RegExp, next: RegExp): boolean {
  word.lastIndex = stream.pos;
  const match = word.exec(stream.string);
  if (match === null) return false;
  next.lastIndex = stream.pos + match[0].length;
  if (!next.test(stream.string)) return false;
  stream.pos += match[0].length;
  return true;
}

const language = StreamLanguage.define<State>({
  name: 'huimin',
  startState: () => ({ before: 'start' }),
  copyState: (state) => ({ ...state }),
  token,
  languageData: { commentTokens: { line: '#' }, indentOnInput: /^\s*[}\])｝】）]$/ },
  tokenTable,
});

/** The language for the editor: its words are those of the grammar. */
export const huimin = [language, indented, highlighted];
