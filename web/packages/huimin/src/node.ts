import { readFile } from 'node:fs/promises';
import { load as loadFrom, type Source } from './index.js';

export * from './index.js';

/** Loads the engine. As in browsers, but files are read, which `fetch` of Node does not do. */
export async function load(source?: Source | Promise<Source>): Promise<void> {
  const from = (await source) ?? new URL('./generated/full/huimin.wasm', import.meta.url);
  await loadFrom(from instanceof URL && from.protocol === 'file:' ? readFile(from) : from);
}
