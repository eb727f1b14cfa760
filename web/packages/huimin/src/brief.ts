import type { PlanHandle } from './plan.js';
import type { Decision, Forms, ResultEntry } from './types.js';

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

/** What all decisions of a plan have in common. */
interface Common {
  decision: Decision;
  /** The JSON text of it around the results. */
  around: readonly string[];
  forms: Form[];
  fields: string[];
  places: number;
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
    const results = this.#results(json, filled);
    if (results === undefined) return undefined;
    const decision = { ...this.#common!.decision };
    decision.policy = { ...decision.policy };
    decision.results = results;
    decision.needs = [];
    decision.assumed = [];
    decision.errors = [];
    return decision;
  }

  /** The same as the JSON text that the engine writes. */
  text(json: string): string | undefined {
    const results = this.#results(json, written);
    if (results === undefined) return undefined;
    const { around } = this.#common!;
    if (around.length !== 2 || results.includes(undefined)) return undefined;
    return `${around[0]}"results":[${results}]${around[1]}`;
  }

  /** What is made of each result; nothing where the decision is not told in brief. */
  #results<T>(json: string, make: (form: Form, of: string, coins: number, places: number) => T): T[] | undefined {
    const count = this.#handle.decide_in_brief(json);
    if (count === 0) return undefined;
    const { forms, fields, places } = (this.#common ??= common(JSON.parse(this.#handle.forms()!)));
    const numbers = this.#told();
    let at = this.#handle.brief() / Int32Array.BYTES_PER_ELEMENT;
    const end = at + count;
    const results: T[] = [];
    while (at < end) {
      const form = forms[numbers[at]!]!;
      const steps = numbers[at + 1]!;
      const of = steps === 0 ? '' : path(numbers.subarray(at + 2, at + 2 + 2 * steps), fields);
      at += 2 + 2 * steps;
      let coins = 0;
      if (form.display !== undefined) {
        coins = numbers[at + 1]! * 2 ** 32 + (numbers[at]! >>> 0);
        at += 2;
      }
      results.push(make(form, of, coins, places));
    }
    return results;
  }

  /** The memory of the engine. Where it grew it is another buffer. */
  #told(): Int32Array {
    const { buffer } = (this.#memory ??= this.#handle.memory());
    if (this.#buffer !== buffer) this.#numbers = new Int32Array((this.#buffer = buffer));
    return this.#numbers;
  }
}

function common({ decision, entries, fields, places }: Forms): Common {
  const forms = entries.map((entry) => ({ entry, display: displayOf(entry), text: textOf(entry) }));
  return { decision, around: JSON.stringify(decision).split('"results":[]'), forms, fields, places };
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
  let rest = JSON.stringify({ ...entry, of: OF });
  const parts: string[] = [];
  for (const standIn of amount ? [OF, TEXT, coins, EN, ZH] : [OF]) {
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
