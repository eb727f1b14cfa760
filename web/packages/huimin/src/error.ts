import type { CaseError } from './types.js';

/** A call that cannot be answered: a date that is none, a region outside the policy's, misuse of this package. */
export class HuiminError extends Error {
  /** What is wrong, with its code where it has one, its place, and its message in both languages. */
  readonly problem: CaseError;

  /** @internal */
  constructor(problem: CaseError) {
    super(`${problem.message.en} / ${problem.message.zh}`);
    this.name = 'HuiminError';
    this.problem = problem;
  }
}

/** @internal */
export function misuse(en: string, zh: string): HuiminError {
  const problem = { code: '', name: 'bad-argument', message: { en, zh }, path: '', citations: [] };
  return new HuiminError(problem);
}

/** What was not freed yet. @internal */
export function held<Handle>(handle: Handle | undefined): Handle {
  if (handle !== undefined) return handle;
  throw misuse('this was freed and cannot be used any more', '已经释放，不能再使用');
}

/** Runs a call of the engine, which throws the JSON of an error. @internal */
export function told<T>(call: () => T): T {
  try {
    return call();
  } catch (thrown) {
    if (typeof thrown === 'string') throw new HuiminError(JSON.parse(thrown));
    throw thrown;
  }
}
