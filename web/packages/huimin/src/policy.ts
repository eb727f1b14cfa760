/// <reference lib="esnext.disposable" preserve="true" />
import { held, told } from './error.js';
import type { PlanHandle } from './handle.js';
import { Plan, type Case, type DecideOptions } from './plan.js';
import { mustBeTexts } from './texts.js';
import type { Decision, PolicyInfo } from './types.js';

/** What a case is decided for. */
export interface For {
  /** The date, such as `2023-06-01`. */
  on: string;
  /** The region, such as `360100`; the policy's own when left out. */
  region?: string;
}

/** What a policy does on the other side of the boundary. @internal */
export interface PolicyHandle {
  describe(): string;
  plan(on: string, region?: string): PlanHandle;
  free(): void;
}

/** A compiled policy. It never changes. */
export class CompiledPolicy<Handle extends PolicyHandle> {
  #handle: Handle | undefined;
  #info: PolicyInfo | undefined;

  /** @internal */
  constructor(handle: Handle, info?: PolicyInfo) {
    this.#handle = handle;
    this.#info = info;
  }

  /** @internal */
  protected get handle(): Handle {
    return held(this.#handle);
  }

  /** What the policy declares: entities with their facts and questions, figures, results, alerts, targets, citations. */
  get info(): PolicyInfo {
    return (this.#info ??= JSON.parse(this.handle.describe()) as PolicyInfo);
  }

  /** The SHA-256 of the policy's text, by which two people can tell that they use the same rules. */
  get hash(): string {
    return this.info.hash;
  }

  /**
   * Readies the policy for a date and a region. Keep the plan to decide many cases.
   *
   * @throws HuiminError if the date is none or the region lies outside the policy's
   */
  plan(wanted: For): Plan {
    mustBeTexts(wanted, { on: 'required', region: 'optional' });
    const { on, region } = wanted;
    return new Plan(told(() => this.handle.plan(on, region)));
  }

  /**
   * Decides one case. To decide several for one date and region, make a {@link plan}.
   *
   * @throws HuiminError as {@link plan}
   */
  decide(facts: Case, { explain = false, ...wanted }: For & DecideOptions): Decision {
    const plan = this.plan(wanted);
    try {
      return plan.decide(facts, { explain });
    } finally {
      plan.free();
    }
  }

  /** Gives its memory back at once instead of at some later time; its plans live on. Calling it again changes nothing. */
  free(): void {
    this.#handle?.free();
    this.#handle = undefined;
  }

  /** The same as {@link free}, for `using`. */
  [Symbol.dispose](): void {
    this.free();
  }
}
