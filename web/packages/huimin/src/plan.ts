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
  free(): void;
}

/** A policy for one date and one region, ready to decide case after case. */
export class Plan {
  readonly #handle: PlanHandle;

  /** @internal */
  constructor(handle: PlanHandle) {
    this.#handle = handle;
  }

  /** Decides a case. It never throws for what is wrong with a case: that stands in `errors`. */
  decide(facts: Case, options?: DecideOptions): Decision {
    const decision: Decision = JSON.parse(this.decideJson(facts, options));
    for (const { amount } of decision.results) {
      // What a number of JavaScript cannot hold exactly stands only in `text`.
      if (amount !== undefined && !Number.isSafeInteger(amount.coins)) delete amount.coins;
    }
    return decision;
  }

  /** The same as JSON text, with every digit of every number. */
  decideJson(facts: Case, options?: DecideOptions): string {
    const json = typeof facts === 'string' ? facts : JSON.stringify(facts);
    return this.#handle.decide(json, options?.explain ?? false);
  }

  /** The facts still to ask for, the most decisive first; none when everything is decided. */
  needs(facts: Case): Need[] {
    return this.decide(facts).needs;
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
