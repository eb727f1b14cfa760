import { Brief, exact } from './brief.js';
import { held, misuse } from './error.js';
import type { PlanHandle } from './handle.js';
import type { Decision, Need } from './types.js';

/**
 * A case: the facts by their names, as {@link Policy.schema} describes, or the same as JSON text. Amounts and
 * other numbers may be strings (`"915.50"`), which keep every digit.
 */
export type Case = object | string;

/** How to decide. */
export interface DecideOptions {
  /** Tell how each result came about. */
  explain?: boolean;
}

/** A policy for one date and one region, ready to decide case after case. */
export class Plan {
  #handle: PlanHandle | undefined;
  /** Nothing if the plan tells no decisions in brief. */
  readonly #brief: Brief | undefined;

  /** @internal */
  constructor(handle: PlanHandle) {
    this.#handle = handle;
    this.#brief = 'decide_in_brief' in handle ? new Brief(handle as Required<PlanHandle>) : undefined;
  }

  /** Decides a case. It never throws for what is wrong with a case: that stands in `errors`. */
  decide(facts: Case, { explain = false }: DecideOptions = {}): Decision {
    const handle = held(this.#handle);
    const given = json(facts);
    const told = explain ? undefined : this.#brief?.decision(given);
    return told ?? exact(JSON.parse(handle.decide(given, explain)));
  }

  /** The same as JSON text, with every digit of every number. */
  decideJson(facts: Case, { explain = false }: DecideOptions = {}): string {
    const handle = held(this.#handle);
    const given = json(facts);
    const told = explain ? undefined : this.#brief?.text(given);
    return told ?? handle.decide(given, explain);
  }

  /** The facts still to ask for, the most decisive first; none when everything is decided. */
  needs(facts: Case): Need[] {
    return this.decide(facts).needs;
  }

  /** Gives its memory back at once instead of at some later time. Calling it again changes nothing. */
  free(): void {
    this.#handle?.free();
    this.#handle = undefined;
  }

  /** The same as {@link free}, for `using`. */
  [Symbol.dispose](): void {
    this.free();
  }
}

/** The JSON text of a case. Some objects have none: those that hold themselves, or a bigint, or are functions. */
function json(facts: Case): string {
  if (typeof facts === 'string') return facts;
  let why = typeof facts as string;
  try {
    // TypeScript does not know that there may be none.
    const text = JSON.stringify(facts) as string | undefined;
    if (text !== undefined) return text;
  } catch (error) {
    why = error instanceof Error ? error.message : String(error);
  }
  throw misuse(`the case cannot be written as JSON: ${why}`, `个案无法写成 JSON：${why}`);
}
