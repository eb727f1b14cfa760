import { Engine, type Source } from './engine.js';
import { told } from './error.js';
import * as glue from './generated/runtime/huimin.js';
import { CompiledPolicy } from './policy.js';
import { mustBeBytes } from './texts.js';

export { type Source } from './engine.js';
export { HuiminError } from './error.js';
export { Plan, type Case, type DecideOptions } from './plan.js';
export { type For } from './policy.js';
export type * from './types.js';

const engine = new Engine(glue);

/**
 * Loads the engine; await this once before anything else. Without a source it is the file that comes with this
 * package. Calling it again changes nothing.
 */
export function load(source?: Source | Promise<Source>): Promise<void> {
  return engine.load(source ?? new URL('./generated/runtime/huimin.wasm', import.meta.url));
}

/** Loads the engine from bytes or a module that are at hand, without waiting. */
export function loadSync(source: BufferSource | WebAssembly.Module): void {
  engine.loadSync(source);
}

/** A compiled policy. It never changes. */
export class Policy extends CompiledPolicy<glue.Policy> {
  /**
   * Loads a compiled policy, which `huimin compile` or `toBytes` of the whole engine wrote.
   *
   * @throws HuiminError if the bytes are none, were written by another version, or are damaged
   */
  static fromBytes(bytes: Uint8Array): Policy {
    engine.mustBeLoaded();
    mustBeBytes(bytes);
    return new Policy(told(() => glue.Policy.from_bytes(bytes)));
  }
}
