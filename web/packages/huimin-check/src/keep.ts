import { clean, type Facts } from './model/case.js';
import type { Shape } from './model/shape.js';

/** Answers on this device, for pages that ask for it. A browser that forbids it just does not keep them. */
export class Kept {
  readonly #name: string;
  readonly #shape: Shape;

  constructor(shape: Shape) {
    this.#shape = shape;
    this.#name = `huimin-check:${shape.info.name}`;
  }

  /** What was kept, as far as the policy still knows of it: it may have been another version. Nothing where that is forbidden. */
  read(): Facts | undefined {
    try {
      const facts = clean(JSON.parse(localStorage.getItem(this.#name) ?? '{}'));
      return typeof facts === 'object' && !Array.isArray(facts) ? this.#shape.fitting(facts as Facts) : undefined;
    } catch {
      return undefined;
    }
  }

  write(facts: Facts): void {
    if (Object.keys(facts).length === 0) return this.forget();
    try {
      localStorage.setItem(this.#name, JSON.stringify(facts));
    } catch {
      // Nothing depends on it.
    }
  }

  forget(): void {
    try {
      localStorage.removeItem(this.#name);
    } catch {
      // There is nothing to forget then.
    }
  }
}
