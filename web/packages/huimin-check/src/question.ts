import type { FieldInfo, Need, Text as Said } from 'huimin';
import { at, parsePath, writePath, type Facts, type Path } from './model/case.js';
import { nameField, type Shape } from './model/shape.js';

/** A fact that is being asked for, with what has been typed so far. */
export interface Question {
  path: Path;
  field: FieldInfo;
  /** The member of a list that it is about, as it stood when it was asked: what is typed for one is not for another. */
  about: string | undefined;
  /** Whether it was chosen to be changed, rather than being the next to ask. */
  editing: boolean;
  /** The results that need it. */
  askedBy: string[];
  typed: string;
  problem: Said | undefined;
  /** The elements of a list so far. */
  rows: Facts[];
}

/** What comes next: what somebody chose to change, or else the most decisive fact that was not passed over. */
export function nextQuestion(
  shape: Shape,
  facts: Facts,
  needs: readonly Need[],
  skipped: ReadonlySet<string>,
  editing: Path | undefined,
): Question | undefined {
  if (editing !== undefined) return question(shape, facts, editing, true, []);
  const need = needs.find(({ path }) => !skipped.has(path));
  return need && question(shape, facts, parsePath(need.path), false, need.asked_by);
}

function question(
  shape: Shape,
  facts: Facts,
  path: Path,
  editing: boolean,
  askedBy: string[],
): Question | undefined {
  const field = shape.field(path);
  if (field === undefined) return undefined;
  const value = at(facts, path);
  const member = path.findIndex((step) => typeof step === 'number');
  return {
    path,
    field,
    about: member < 0 ? undefined : JSON.stringify(at(facts, path.slice(0, member + 1))),
    editing,
    askedBy,
    typed: typeof value === 'string' && field.type.kind !== 'case' ? value : '',
    problem: undefined,
    rows: Array.isArray(value) ? [...value] : [],
  };
}

/** Whether a question is answered in a field of its own. */
export function isTyped({ field }: Question): boolean {
  return !['bool', 'case', 'list', 'record'].includes(field.type.kind);
}

/** Whether two questions are for the same fact of the same member in the same way, and the policy still says the same of it. */
export function sameQuestion(one: Question | undefined, other: Question | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  const same = writePath(one.path) === writePath(other.path) && one.about === other.about && one.editing === other.editing;
  return same && JSON.stringify(one.field) === JSON.stringify(other.field);
}

/** The name typed for an element of a list, where its entity has a fact that names it. */
export function rowName(shape: Shape, question: Question, row: Facts): string | undefined {
  const key = nameField(shape.entity(question.field.type.name));
  if (key === undefined) return undefined;
  const name = row[key.name];
  return typeof name === 'string' ? name : '';
}

/** The element with another name, as it was typed: a field that is changed under an input method loses its text. */
export function renamed(shape: Shape, question: Question, row: Facts, name: string): Facts {
  const key = nameField(shape.entity(question.field.type.name));
  if (key === undefined) return row;
  const { [key.name]: _, ...others } = row;
  return name === '' ? others : { ...row, [key.name]: name };
}

/** The elements as they go into the case: without blanks around their names. */
export function tidied(shape: Shape, question: Question): Facts[] {
  return question.rows.map((row) => renamed(shape, question, row, (rowName(shape, question, row) ?? '').trim()));
}
