import type { Decision, Explanation, Language, Text as Said } from 'huimin';
import { nothing } from 'lit';
import { parsePath, type Facts, type Path } from './model/case.js';
import type { Shape } from './model/shape.js';
import type { Question } from './question.js';
import { LANG, type Texts } from './texts.js';
import { titleOf } from './titles.js';

/** What somebody using the element can do. */
export interface Actions {
  answer(path: Path, value: Facts | readonly Facts[] | string | boolean): void;
  skip(path: Path): void;
  clear(path: Path): void;
  edit(path: Path): void;
  stopEditing(): void;
  add(path: Path): void;
  remove(path: Path): void;
  undo(): void;
  startOver(): void;
  print(): void;
  speak(language: Language): void;
  toggle(node: string, open: boolean): void;
  redraw(): void;
}

/** Everything the views show. They change nothing but by the actions. */
export interface Scene {
  shape: Shape;
  facts: Facts;
  decision: Decision;
  /** What was assumed and what is needed, by path: a list may have very many of them. */
  assumed: ReadonlyMap<string, Said>;
  needed: ReadonlySet<string>;
  explanation: Explanation[] | undefined;
  question: Question | undefined;
  /** The question that was answered just now. */
  answered: Question | undefined;
  skipped: ReadonlySet<string>;
  open: ReadonlySet<string>;
  removed: string | undefined;
  keep: boolean;
  language: Language;
  texts: Texts;
  act: Actions;
}

/** A text of the engine in the language of the reader. */
export function say({ language }: Scene, text: Said): string {
  return text[language];
}

/** The language of what a Chinese policy says to those who read English, for voices that have to change. */
export function tongue({ language }: Scene, text: string): string | typeof nothing {
  return language === 'en' && /\p{Script=Han}/u.test(text) ? LANG.zh : nothing;
}

/** Names in the grammar's alphabet with positions of lists: paths of a case as they stand in texts. */
const PATHS = /[\p{L}_][\p{L}\p{N}_]*\[\d+\](?:\.[\p{L}_][\p{L}\p{N}_]*(?:\[\d+\])*)*/gu;

/** A text with the paths in it told as people would: `members[0].income` is “Wang, monthly income”. */
export function told({ shape, facts }: Scene, text: string): string {
  return text.replace(PATHS, (path) => titleOf(shape, facts, parsePath(path)));
}
