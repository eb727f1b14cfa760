/** A case as it grows: facts by name, nested entities as objects, lists as arrays. It is never changed in place. */
export type Facts = { readonly [name: string]: Value };

/** A fact, a nested entity or a list. Numbers are kept as text, digit by digit. */
export type Value = string | boolean | Facts | readonly Facts[];

/** The steps of a path: `members[0].income` is `['members', 0, 'income']`. */
export type Path = readonly (string | number)[];

export function parsePath(path: string): Path {
  return [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, name]) =>
    index === undefined ? (name ?? '') : Number(index),
  );
}

export function writePath(path: Path): string {
  return path.reduce<string>((before, step) => {
    if (typeof step === 'number') return `${before}[${step}]`;
    return before === '' ? step : `${before}.${step}`;
  }, '');
}

/** Whether a written path leads to what stands at another one, or into it. */
export function isWithin(path: string, other: string): boolean {
  return path.startsWith(other) && ['', '.', '['].includes(path.charAt(other.length));
}

/** What stands at a path. */
export function at(facts: Facts, path: Path): Value | undefined {
  let value: unknown = facts;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.prototype.hasOwnProperty.call(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value as Value | undefined;
}

/** The same case with another value at a path, or without one there. */
export function put(facts: Facts, path: Path, value: Value | undefined): Facts {
  if (value === undefined && at(facts, path) === undefined) return facts;
  return change(facts, path, value) as Facts;
}

function change(here: Value | undefined, [step, ...rest]: Path, value: Value | undefined): Value | undefined {
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list = Array.isArray(here) ? [...here] : [];
    const changed = change(list[step], rest, value);
    if (changed === undefined) list.splice(step, 1);
    else list[step] = changed as Facts;
    return list;
  }
  const { [step]: old, ...others } = (here ?? {}) as Facts;
  const changed = change(old, rest, value);
  return changed === undefined ? others : { ...(here as Facts), [step]: changed };
}

/** Facts that came from outside: numbers become text, nulls and what is not known of go away, aliases stay. */
export function clean(value: unknown): Value | undefined {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map((element) => (clean(element) ?? {}) as Facts);
  if (typeof value !== 'object' || value === null) return undefined;
  const members = Object.entries(value).map(([name, inner]) => [name, clean(inner)] as const);
  return Object.fromEntries(members.filter(([, inner]) => inner !== undefined)) as Facts;
}
