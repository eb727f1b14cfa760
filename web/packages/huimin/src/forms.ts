import type { Decision, Forms, ResultEntry } from './types.js';

/** A result in brief: its form, its instance, and of an amount the text, the coins and the digits shown. */
type Brief = [form: number, of: string, text?: string, coins?: number, en?: string, zh?: string];

/** A display around its digits. */
type Display = { before: string; after: string };

/** What results of one kind look like. */
interface Form {
  entry: ResultEntry;
  display: { en: Display; zh: Display } | undefined;
}

/** Puts decisions together that are told in brief. Each is made of objects of its own. @internal */
export class Filler {
  readonly #decision: Decision;
  readonly #forms: Form[];

  constructor({ decision, entries }: Forms) {
    this.#decision = decision;
    this.#forms = entries.map((entry) => ({ entry, display: displayOf(entry) }));
  }

  /** The decision of which these are the results. */
  decision(results: Brief[]): Decision {
    const decision = { ...this.#decision };
    decision.policy = { ...decision.policy };
    decision.results = results.map((brief) => filled(this.#forms[brief[0]]!, brief));
    decision.needs = [];
    decision.assumed = [];
    decision.errors = [];
    return decision;
  }
}

function filled({ entry: form, display }: Form, [, of, text, coins, en, zh]: Brief): ResultEntry {
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
      amount.text = text!;
      amount.coins = coins!;
      amount.display.en = display.en.before + en + display.en.after;
      amount.display.zh = display.zh.before + zh + display.zh.after;
    }
  }
  return entry;
}

function displayOf({ amount }: ResultEntry): Form['display'] {
  if (amount?.text !== '\u{E002}') return undefined;
  return { en: around(amount.display.en, '\u{E003}'), zh: around(amount.display.zh, '\u{E004}') };
}

function around(text: string, digits: string): Display {
  const [before = '', after = ''] = text.split(digits);
  return { before, after };
}

/** Leaves out coins that a number of JavaScript cannot hold exactly: they stand in `text` only. @internal */
export function exact(decision: Decision): Decision {
  for (const { amount } of decision.results) {
    if (amount?.coins !== undefined && !Number.isSafeInteger(amount.coins)) delete amount.coins;
  }
  return decision;
}
