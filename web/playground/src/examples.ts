import type { File } from './editor/editor.js';
import words from './generated/words.json';
import { relative } from './names.js';

const texts = import.meta.glob<string>(
  ['../../../examples/**/*.{huimin,csv}', '../../../examples/**/*.jsonl', '!**/hosts/**'],
  { query: '?raw', import: 'default', eager: true },
);

const files = new Map(Object.entries(texts).map(([path, text]) => [path.replace(/^.*?\/examples\//, ''), text]));

/** A policy of the examples, by its path. */
export interface Example {
  path: string;
  label: string;
}

/** All policies of the examples, folder by folder. */
export const examples: Example[] = [...files.keys()]
  .filter((path) => path.endsWith('.huimin'))
  .sort()
  .map((path) => ({ path, label: labelOf(path) }));

/** The title a policy gives itself. */
function labelOf(path: string): string {
  const heads = words.filter(({ kind }) => kind === 'statement').flatMap(({ spellings }) => spellings.slice(0, 2));
  const title = new RegExp(`^(?:${heads.join('|')})\\s+\\S+\\s+["“]([^"”]+)["”]`, 'm').exec(files.get(path) ?? '');
  return title?.[1] ?? path;
}

/** An example with all files that it takes in, itself first. */
export function openExample(path: string): File[] {
  const found = new Map<string, File>();
  const add = (name: string) => {
    const text = files.get(name);
    if (text === undefined || found.has(name)) return;
    found.set(name, { name, text });
    for (const [, other] of text.matchAll(/["“]([^"”\n]+\.(?:huimin|csv))["”]/g)) add(relative(name, other ?? ''));
  };
  add(path);
  return [...found.values()];
}

/** The cases beside an example, as JSON each. */
export function casesOf(path: string): object[] {
  const folder = path.split('/').slice(0, -1).join('/');
  return [...files]
    .filter(([name]) => name.endsWith('.jsonl') && name.split('/').slice(0, -1).join('/') === folder)
    .flatMap(([, text]) => text.split('\n').filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as object));
}
