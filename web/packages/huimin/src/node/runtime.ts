import { load as loadFrom, type Source } from '../runtime.js';
import { readable } from './files.js';

export * from '../runtime.js';

/** Loads the engine; await this once before anything else. As in browsers, but files are read. */
export function load(source?: Source | Promise<Source>): Promise<void> {
  return loadFrom(readable(source ?? new URL('../generated/runtime/huimin.wasm', import.meta.url)));
}
