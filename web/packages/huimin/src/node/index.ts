import { load as loadFrom, type Source } from '../index.js';
import { readable } from './files.js';

export * from '../index.js';

/** Loads the engine; await this once before anything else. As in browsers, but files are read. */
export function load(source?: Source | Promise<Source>): Promise<void> {
  return loadFrom(readable(source ?? new URL('../generated/full/huimin.wasm', import.meta.url)));
}
