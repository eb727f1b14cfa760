import { exact, Filler } from './forms.js';
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

/** What a plan does on the other side of the boundary. @internal */
export interface PlanHandle {
  decide(json: string, explain: boolean): string;
  decide_in_brief(json: string): string;
  forms(): string | undefined;
  free(): void;
}

/** A policy for one date and one region, ready to decide case after case. */
export class Plan {
  readonly #handle: PlanHandle;
  #filler: Filler | undefined;

  /** @internal */
  constructor(handle: PlanHandle) {
    this.#handle = handle;
  }

  /** Decides a case. It never throws for what is wrong with a case: that stands in `errors`. */
  decide(facts: Case, options?: DecideOptions): Decision {
    if (options?.explain) return exact(JSON.parse(this.decideJson(facts, options)));
    const told = JSON.parse(this.#handle.decide_in_brief(json(facts)));
    return exact(Array.isArray(told) ? this.#filled().decision(told) : told);
  }

  /** The same as JSON text, with every digit of every number. */
  decideJson(facts: Case, options?: DecideOptions): string {
    return this.#handle.decide(json(facts), options?.explain ?? false);
  }

  /** The facts still to ask for, the most decisive first; none when everything is decided. */
  needs(facts: Case): Need[] {
    return this.decide(facts).needs;
  }

  #filled(): Filler {
    return (this.#filler ??= new Filler(JSON.parse(this.#handle.forms()!)));
  }

  /** Gives its memory back at once instead of at some later time. It cannot be used afterwards. */
  free(): void {
    this.#handle.free();
  }

  /** The same as {@link free}, for `using`. */
  [Symbol.dispose](): void {
    this.free();
  }
}

function json(facts: Case): string {
  return typeof facts === 'string' ? facts : JSON.stringify(facts);
}
