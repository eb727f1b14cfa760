import type { EntityInfo, FieldInfo, PolicyInfo, ResultInfo } from 'huimin';
import { readAnswer } from '../read/answer.js';
import { at, type Facts, type Path, type Value } from './case.js';

/** What the policy says of the facts of a case: which entity stands where, and what things are called. */
export class Shape {
  readonly info: PolicyInfo;
  readonly #entities: Map<string, EntityInfo>;
  readonly #results: Map<string, ResultInfo>;

  constructor(info: PolicyInfo) {
    this.info = info;
    this.#entities = new Map(info.entities.map((entity) => [entity.name, entity]));
    this.#results = new Map(info.results.map((result) => [result.name, result]));
  }

  get root(): EntityInfo {
    return this.entity(this.info.root);
  }

  entity(name: string | undefined): EntityInfo {
    return this.#entities.get(name ?? '') ?? { name: name ?? '', fields: [] };
  }

  /** The entity whose facts stand at a path: of the case, of an element of a list, of a nested entity. */
  entityAt(path: Path): EntityInfo {
    let entity = this.root;
    for (const step of path) {
      if (typeof step === 'string') {
        entity = this.entity(entity.fields.find((field) => field.name === step)?.type.name);
      }
    }
    return entity;
  }

  /** The fact a path leads to. */
  field(path: Path): FieldInfo | undefined {
    const name = path[path.length - 1];
    return this.entityAt(path.slice(0, -1)).fields.find((field) => field.name === name);
  }

  /** What a result is called. */
  result(name: string): string {
    const result = this.#results.get(name);
    return result === undefined ? name : called(result);
  }

  /** What an element of a list is called: by its key where that says something, else by its number. */
  element(path: Path, facts: Facts): string {
    const entity = this.entityAt(path);
    const key = nameField(entity);
    const name = key && at(facts, [...path, key.name]);
    if (typeof name === 'string' && name.trim() !== '') return name;
    return `${called(entity)} ${Number(path[path.length - 1]) + 1}`;
  }

  /** What the instances are called that a path leads through, from the outside in. */
  instances(path: Path, facts: Facts): string[] {
    const names: string[] = [];
    path.forEach((step, place) => {
      const here = path.slice(0, place + 1);
      if (typeof step === 'number') names.push(this.element(here, facts));
      else if (this.field(here)?.type.kind === 'record') names.push(called(this.field(here)!));
    });
    return names;
  }

  /** The same facts by the names of the policy where they came by aliases. */
  byName(facts: Facts, entity = this.root): Facts {
    const named: Record<string, Value> = {};
    for (const [name, value] of Object.entries(facts)) {
      const field = entity.fields.find((one) => one.name === name || one.aliases.includes(name));
      named[field?.name ?? name] = field === undefined ? value : this.#valueByName(value, field);
    }
    return named;
  }

  /** What of a case the policy knows and can take, where it was made for another policy or another version. */
  fitting(facts: Facts, entity = this.root): Facts {
    const fitting: Record<string, Value> = {};
    for (const [name, value] of Object.entries(this.byName(facts, entity))) {
      const field = entity.fields.find((one) => one.name === name);
      const fits = field && this.#fittingValue(value, field);
      if (fits !== undefined) fitting[name] = fits;
    }
    return fitting;
  }

  #fittingValue(value: Value, { type }: FieldInfo): Value | undefined {
    const inner = this.entity(type.name);
    if (type.kind === 'list') return Array.isArray(value) ? value.map((element: Facts) => this.fitting(element, inner)) : undefined;
    if (type.kind === 'record') return typeof value === 'object' && !Array.isArray(value) ? this.fitting(value as Facts, inner) : undefined;
    if (type.kind === 'bool') return typeof value === 'boolean' ? value : undefined;
    if (typeof value !== 'string') return undefined;
    if (type.kind === 'case') return type.cases.find(({ name, label }) => name === value || label === value)?.name;
    const read = readAnswer(value, type, this.info.currency);
    return 'value' in read ? read.value : undefined;
  }

  #valueByName(value: Value, { type }: FieldInfo): Value {
    const inner = this.entity(type.name);
    if (Array.isArray(value)) return value.map((element: Facts) => this.byName(element, inner));
    return typeof value === 'object' ? this.byName(value as Facts, inner) : value;
  }
}

/** The label of something, or its name. */
export function called({ label, name }: { label?: string; name: string }): string {
  return label ?? name;
}

/** The field whose text names an element of a list. */
export function nameField(entity: EntityInfo): FieldInfo | undefined {
  return entity.fields.find(({ key, type }) => key && type.kind === 'text');
}
