import { clean, type Facts } from './model/case.js';

/** Answers on this device, for pages that ask for it. A browser that forbids it just does not keep them. */
export class Kept {
  readonly #name: string;

  constructor(policy: string) {
    this.#name = `huimin-check:${policy}`;
  }

  read(): Facts | undefined {
    try {
      const facts = clean(JSON.parse(localStorage.getItem(this.#name) ?? 'null'));
      return typeof facts === 'object' && !Array.isArray(facts) ? (facts as Facts) : undefined;
    } catch {
      return undefined;
    }
  }

  write(facts: Facts): void {
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
