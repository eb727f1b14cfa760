import type { PlanHandle } from './handle.js';
import type { Assumption, Decision, Forms, ResultEntry } from './types.js';

/** What stands in a form for what a case decides; the first only in texts made of forms here. */
const [OF, TEXT, EN, ZH] = ['\u{E001}', '\u{E002}', '\u{E003}', '\u{E004}'] as const;

/** A display around its digits. */
type Display = { before: string; after: string };

/** What results of one kind look like. */
interface Form {
  entry: ResultEntry;
  /** The displays of an amount that is to be put in. */
  display: { en: Display; zh: Display } | undefined;
  /** The JSON text of it, with what is to be put in by its stand-in; nothing where that cannot be told apart. */
  text: readonly string[] | undefined;
}

/** What is assumed of one fact wherever nobody gives it. */
interface Default {
  assumption: Assumption;
  /** The JSON text of it around its path; nothing where that cannot be told apart. */
  text: readonly string[] | undefined;
}

/** What all decisions of a plan have in common. */
interface Common {
  decision: Decision;
  /** The JSON text of it before, between and after results and assumptions. */
  around: readonly string[];
  forms: Form[];
  defaults: Default[];
  fields: string[];
  places: number;
}

/** What is made of a decision in brief. */
interface Told<T, U> {
  results: T[];
  assumed: U[];
}

/** What a plan does that tells decisions in brief. */
type Handle = Required<PlanHandle>;

/**
 * Puts decisions together that the engine tells in brief, as `Forms` describes: what they have in common crosses the
 * boundary once for a plan.
 *
 * @internal
 */
export class Brief {
  readonly #handle: Handle;
  #memory: WebAssembly.Memory | undefined;
  #common: Common | undefined;
  #buffer: ArrayBuffer | undefined;
  #numbers = new Int32Array(0);

  constructor(handle: Handle) {
    this.#handle = handle;
  }

  /** The decision of a case; nothing where it is not told in brief. Each is made of objects of its own. */
  decision(json: string): Decision | undefined {
    const told = this.#told(json, filled, assumption);
    if (told === undefined) return undefined;
    const decision = { ...this.#common!.decision };
    decision.policy = { ...decision.policy };
    decision.results = told.results;
    decision.needs = [];
    decision.assumed = told.assumed;
    decision.errors = [];
    return decision;
  }

  /** The same as the JSON text that the engine writes. */
  text(json: string): string | undefined {
    const told = this.#told(json, written, assumptionText);
    if (told === undefined) return undefined;
    const { around } = this.#common!;
    const { results, assumed } = told;
    if (around.length !== 3 || results.includes(undefined) || assumed.includes(undefined)) return undefined;
    return `${around[0]}"results":[${results}]${around[1]}"assumed":[${assumed}]${around[2]}`;
  }

  /** What is made of each result and assumption; nothing where the decision is not told in brief. */
  #told<T, U>(
    json: string,
    make: (form: Form, of: string, coins: number, places: number) => T,
    assume: (taken: Default, of: string) => U,
  ): Told<T, U> | undefined {
    const count = this.#handle.decide_in_brief(json);
    if (count === 0) return undefined;
    const { forms, defaults, fields, places } = (this.#common ??= common(JSON.parse(this.#handle.forms()!)));
    const numbers = this.#view();
    let at = this.#handle.brief() / Int32Array.BYTES_PER_ELEMENT;
    const end = at + count;
    const results: T[] = [];
    const assumed: U[] = [];
    while (at < end) {
      const number = numbers[at]!;
      const steps = numbers[at + 1]!;
      const of = steps === 0 ? '' : path(numbers.subarray(at + 2, at + 2 + 2 * steps), fields);
      at += 2 + 2 * steps;
      if (number >= forms.length) {
        assumed.push(assume(defaults[number - forms.length]!, of));
        continue;
      }
      const form = forms[number]!;
      let coins = 0;
      if (form.display !== undefined) {
        coins = numbers[at + 1]! * 2 ** 32 + (numbers[at]! >>> 0);
        at += 2;
      }
      results.push(make(form, of, coins, places));
    }
    return { results, assumed };
  }

  /** The memory of the engine. Where it grew it is another buffer. */
  #view(): Int32Array {
    const { buffer } = (this.#memory ??= this.#handle.memory());
    if (this.#buffer !== buffer) this.#numbers = new Int32Array((this.#buffer = buffer));
    return this.#numbers;
  }
}

function common({ decision, entries, assumptions, fields, places }: Forms): Common {
  const forms = entries.map((entry) => ({ entry, display: displayOf(entry), text: textOf(entry) }));
  const defaults = assumptions.map((taken) => ({ assumption: taken, text: aroundPath(taken) }));
  const around = JSON.stringify(decision).split(/"results":\[\]|"assumed":\[\]/);
  return { decision, around, forms, defaults, fields, places };
}

/** The path of steps, each a field and a position. */
function path(steps: Int32Array, fields: string[]): string {
  const path: string[] = [];
  for (let at = 0; at < steps.length; at += 2) {
    const position = steps[at + 1]!;
    path.push(fields[steps[at]!]! + (position < 0 ? '' : `[${position}]`));
  }
  return path.join('.');
}

function filled({ entry: form, display }: Form, of: string, coins: number, places: number): ResultEntry {
  const entry = { ...form };
  entry.of = of;
  entry.needs = [];
  entry.lacks = [];
  if (form.case !== undefined) entry.case = { ...form.case };
  if (form.excluded !== undefined) {
    entry.excluded = { ...form.excluded };
    if (form.excluded.instead !== undefined) entry.excluded.instead = { ...form.excluded.instead };
  }
  if (form.amount !== undefined) {
    const amount = (entry.amount = { ...form.amount });
    amount.display = { ...form.amount.display };
    if (display !== undefined) {
      const { text, shown } = digits(coins, places);
      amount.text = text;
      amount.coins = coins;
      amount.display.en = display.en.before + shown + display.en.after;
      amount.display.zh = display.zh.before + shown + display.zh.after;
    }
  }
  return entry;
}

/** The JSON text of a result; nothing where that of its form has stand-ins of its own. */
function written({ text: parts }: Form, of: string, coins: number, places: number): string | undefined {
  if (parts === undefined) return undefined;
  const [before, toText, toCoins, toEn, toZh, after] = parts;
  // The path is made of names of the language, which JSON writes as they are.
  if (toCoins === undefined) return before! + of + toText!;
  const { text, shown } = digits(coins, places);
  return before! + of + toText! + text + toCoins + coins + toEn! + shown + toZh! + shown + after!;
}

function assumption({ assumption: taken }: Default, of: string): Assumption {
  return { ...taken, path: within(of, taken.path), value: { ...taken.value } };
}

function assumptionText({ assumption: taken, text }: Default, of: string): string | undefined {
  return text && text[0] + within(of, taken.path) + text[1];
}

/** The path of a fact of an instance. */
function within(of: string, fact: string): string {
  return of === '' ? fact : `${of}.${fact}`;
}

/** An amount of coins in the major unit with all its places, and as it is shown, without them where it is whole. */
function digits(coins: number, places: number): { text: string; shown: string } {
  const all = String(coins).padStart(places + 1, '0');
  if (places === 0) return { text: all, shown: all };
  const [major, minor] = [all.slice(0, -places), all.slice(-places)];
  const text = `${major}.${minor}`;
  return { text, shown: /^0*$/.test(minor) ? major : text };
}

function displayOf({ amount }: ResultEntry): Form['display'] {
  if (amount?.text !== TEXT) return undefined;
  return { en: around(amount.display.en, EN), zh: around(amount.display.zh, ZH) };
}

function around(text: string, digits: string): Display {
  const [before = '', after = ''] = text.split(digits);
  return { before, after };
}

/** The JSON text of a form, cut at what is to be put in. */
function textOf(entry: ResultEntry): readonly string[] | undefined {
  const amount = entry.amount?.text === TEXT;
  const coins = amount ? String(entry.amount!.coins) : '';
  return cut(JSON.stringify({ ...entry, of: OF }), amount ? [OF, TEXT, coins, EN, ZH] : [OF]);
}

function aroundPath(taken: Assumption): readonly string[] | undefined {
  return cut(JSON.stringify({ ...taken, path: OF }), [OF]);
}

/** A text cut at stand-ins, each of which occurs once; nothing where one does not. */
function cut(text: string, standIns: string[]): readonly string[] | undefined {
  let rest = text;
  const parts: string[] = [];
  for (const standIn of standIns) {
    const [before, after, ...more] = rest.split(standIn);
    if (before === undefined || after === undefined || more.length > 0) return undefined;
    parts.push(before);
    rest = after;
  }
  return [...parts, rest];
}

/** Leaves out coins that a number of JavaScript cannot hold exactly: they stand in `text` only. @internal */
export function exact(decision: Decision): Decision {
  for (const { amount } of decision.results) {
    if (amount?.coins !== undefined && !Number.isSafeInteger(amount.coins)) delete amount.coins;
  }
  return decision;
}
