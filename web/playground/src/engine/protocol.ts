import type { Decision, DiagnosticData, FormatReply, Language, PolicyInfo, SourceText, TestReply, Text as Said } from 'huimin';
import type { When } from 'huimin-check';
import type { Curve, CurveRequest } from './curve.js';

/** What the worker can be asked, and what it replies. */
export interface Requests {
  compile: { ask: { sources: SourceText[] }; reply: Compiled };
  test: { ask: null; reply: TestReply };
  decide: { ask: { facts: object; when: When; explain: boolean }; reply: Decision };
  format: { ask: { text: string; language: Language | undefined }; reply: FormatReply };
  curve: { ask: CurveRequest; reply: Curve };
}

export type Kind = keyof Requests;

/** What came of compiling: the policy stays in the worker. */
export interface Compiled {
  info: PolicyInfo | undefined;
  /** As many as a person can look through. */
  diagnostics: DiagnosticData[];
  /** How many there are in all. */
  count: number;
  /** The files and annexes that the policy names and nobody gave. */
  missing: string[];
}

export interface Ask {
  id: number;
  kind: Kind;
  ask: unknown;
}

export type Reply = { id: number; reply: unknown } | { id: number; problem: Said };

/** Says that a page lacks the engine, or forbids it. */
export function cannotLoad(why?: string): Said {
  const [en, zh] = why === undefined ? ['', ''] : [` (${why})`, `（${why}）`];
  return { en: `the engine cannot be loaded${en}; open the page again`, zh: `无法加载计算引擎${zh}，请重新打开页面` };
}
