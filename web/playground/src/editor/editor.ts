import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory } from '@codemirror/commands';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Text, type TransactionSpec } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import type { DiagnosticData, Language } from 'huimin';
import { isAnnex } from '../names.js';
import { dark } from '../scheme.js';
import { annex } from './csv.js';
import { afterFormatting } from './cursor.js';
import { huimin } from './language.js';
import { phrases } from './phrases.js';
import { wrapping } from './wrapping.js';

/** A file being edited. */
export interface File {
  name: string;
  text: string;
}

/** A file as it was opened. The editor keeps lines, the text how they end as well. */
interface Opened {
  text: string;
  doc: Text;
}

const spoken = new Compartment();
const shade = new Compartment();

/** The editor: one view in which files take turns, each with its own history. */
export class Editor {
  readonly #view: EditorView;
  readonly #changed: () => void;
  #states = new Map<string, EditorState>();
  #opened = new Map<string, Opened>();
  #current = '';
  #speech: { label: string; language: Language } = { label: '', language: 'zh' };

  constructor(parent: HTMLElement, changed: () => void) {
    this.#changed = changed;
    this.#view = new EditorView({ parent, state: this.#state('', '') });
    dark.addEventListener('change', () => this.#shade());
  }

  /** Puts other files in the place of all. */
  open(files: File[], current: string): void {
    this.#states.clear();
    this.#opened.clear();
    this.#current = '';
    for (const file of files) this.put(file);
    this.show(current);
  }

  /** Puts a file behind all; the text of one that is there already is replaced, as one step that can be undone. */
  put({ name, text }: File): void {
    if (this.#states.has(name)) {
      this.show(name);
      this.replace(text);
    } else this.#states.set(name, this.#state(name, text));
    const { doc } = name === this.#current ? this.#view.state : (this.#states.get(name) ?? this.#view.state);
    this.#opened.set(name, { text, doc });
  }

  /** Takes a file away; the first one is shown where it was. */
  remove(name: string): void {
    const [first = ''] = this.#states.keys();
    if (name === this.#current) this.show(first);
    this.#states.delete(name);
    this.#opened.delete(name);
  }

  show(name: string): void {
    if (name === this.#current) return;
    if (this.#states.has(this.#current)) this.#states.set(this.#current, this.#view.state);
    const next = this.#states.get(name);
    if (next === undefined) return;
    this.#current = name;
    this.#view.setState(next);
    this.speak(this.#speech.label, this.#speech.language);
    this.#shade();
  }

  get current(): string {
    return this.#current;
  }

  get names(): string[] {
    return [...this.#states.keys()];
  }

  get files(): File[] {
    return [...this.#states].map(([name, state]) => {
      const { doc } = name === this.#current ? this.#view.state : state;
      // What nobody edited keeps the ends of its lines, and so its hash.
      const opened = this.#opened.get(name);
      return { name, text: opened?.doc.eq(doc) ? opened.text : doc.toString() };
    });
  }

  /** Writes another text for the current file, as one step that can be undone. */
  replace(text: string, more: TransactionSpec = {}): void {
    const { doc } = this.#view.state;
    if (doc.toString() === text) return;
    const changes = { from: 0, to: doc.length, insert: text };
    this.#view.dispatch({ changes, ...more, annotations: isolateHistory.of('full') });
  }

  /** Writes the current file as it came out of the formatter; the cursor stays with its word, and is seen. */
  reformat(formatted: string): void {
    const text = formatted.replace(/\r\n?/g, '\n');
    const { state } = this.#view;
    const anchor = afterFormatting(state.doc.toString(), state.selection.main.head, text);
    this.replace(text, { selection: { anchor } });
    this.#view.focus();
    // Once the new lines are measured, whose height is only guessed before.
    requestAnimationFrame(() => {
      const [at, yMargin] = [this.#view.state.selection.main.head, 3 * this.#view.defaultLineHeight];
      this.#view.dispatch({ effects: EditorView.scrollIntoView(at, { yMargin }) });
    });
  }

  /** Shows what is wrong in the current file. */
  mark(diagnostics: DiagnosticData[], language: Language): void {
    const { doc } = this.#view.state;
    const here = diagnostics.filter(({ place }) => place?.file === this.#current);
    this.#view.dispatch(setDiagnostics(this.#view.state, here.map((one) => marked(doc, one, language))));
  }

  /** Goes to a place, in characters counted from 1. */
  goTo(file: string, line: number, column: number): void {
    this.show(file);
    const at = offset(this.#view.state.doc, line, column);
    this.#view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
    this.#view.focus();
  }

  focus(): void {
    this.#view.focus();
  }

  /** What those are told who hear the editor, and the language in which it speaks itself. */
  speak(label: string, language: Language): void {
    this.#speech = { label, language };
    const attributes = EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' });
    this.#view.dispatch({ effects: spoken.reconfigure([attributes, phrases(language)]) });
  }

  /** Has what the editor draws itself follow the page, which may have become dark since the file was opened. */
  #shade(): void {
    this.#view.dispatch({ effects: shade.reconfigure(EditorView.darkTheme.of(dark.matches)) });
  }

  #state(name: string, text: string): EditorState {
    return EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        lintGutter(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        highlightSelectionMatches(),
        bracketMatching({ brackets: '()[]{}（）【】｛｝“”' }),
        indentUnit.of('    '),
        indentOnInput(),
        wrapping,
        isAnnex(name) ? annex : huimin,
        look,
        spoken.of([]),
        shade.of([]),
        keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...lintKeymap, indentWithTab]),
        EditorView.updateListener.of(({ docChanged }) => docChanged && this.#changed()),
      ],
    });
  }
}

function marked(doc: Text, { place, severity, code, message, notes, help }: DiagnosticData, language: Language): Diagnostic {
  const from = place ? offset(doc, place.line, place.column) : 0;
  const to = place ? offset(doc, place.end_line, place.end_column) : 0;
  const more = [...notes, ...help].map((text) => `\n${text[language]}`).join('');
  return { from, to: Math.max(from, to), severity, source: code, message: message[language] + more };
}

/** Where in the editor's text a character stands. The engine counts characters, the editor their halves too. */
function offset(doc: Text, line: number, column: number): number {
  if (line > doc.lines) return doc.length;
  const { from, text } = doc.line(Math.max(1, line));
  let at = 0;
  for (const character of text) {
    if (--column < 1) break;
    at += character.length;
  }
  return from + at;
}

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '0.9rem', backgroundColor: 'var(--surface)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.65' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--muted)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--line)' },
  '.cm-content': { paddingBlock: '0.75rem' },
  '.cm-tooltip': { border: '1px solid var(--border)', borderRadius: '8px', overflow: 'hidden', maxWidth: '36rem' },
  '.cm-diagnostic': { fontFamily: 'var(--font)', whiteSpace: 'pre-wrap', padding: '0.5rem 0.75rem' },
});
