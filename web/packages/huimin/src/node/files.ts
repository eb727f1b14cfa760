import { readFile } from 'node:fs/promises';
import type { Source } from '../engine.js';

/** A source as it is, or the bytes of a file, which `fetch` of Node does not read. */
export async function readable(source: Source | Promise<Source>): Promise<Source> {
  const from = await source;
  return from instanceof URL && from.protocol === 'file:' ? readFile(from) : from;
}
