import type { Facts, Path } from './model/case.js';
import { called, type Shape } from './model/shape.js';

/** What a path leads to, as people would say it: “Wang › monthly income”. */
export function titleOf(shape: Shape, facts: Facts, path: Path): string {
  const last = path[path.length - 1];
  const field = typeof last === 'string' ? shape.field(path) : undefined;
  const instances = shape.instances(field?.type.kind === 'record' ? path.slice(0, -1) : path, facts);
  const inside = field && field.type.kind !== 'record' ? [called(field)] : [];
  return [...instances, ...inside].join(' › ') || String(last ?? '');
}

/** Every fact of a case that is a value of its own, and the lists of which it is known that they are empty. */
export function leaves(value: unknown, path: Path = []): [Path, string | boolean | undefined][] {
  if (typeof value === 'string' || typeof value === 'boolean') return [[path, value]];
  if (Array.isArray(value) && value.length === 0) return [[path, undefined]];
  if (Array.isArray(value)) return value.flatMap((element, index) => leaves(element, [...path, index]));
  return Object.entries(value as Facts).flatMap(([name, inner]) => leaves(inner, [...path, name]));
}
