import type { DiagnosticData, PolicyInfo, SourceText, TestReply, Text as Said } from 'huimin';
import { Client, NoReply } from './engine/client.js';
import { Decider } from './engine/decider.js';

/** Milliseconds without a key being pressed after which the text is checked. */
const PAUSE = 250;
const CHECK_LIMIT = 8_000;
const DECIDE_LIMIT = 12_000;

/** What is known of the text as it stands. */
export interface Checked {
  state: 'checking' | 'done' | 'stopped';
  diagnostics: DiagnosticData[];
  /** How many there are, listed or not. */
  count: number;
  /** The files and annexes that the policy names and nobody gave. */
  missing: string[];
  info: PolicyInfo | undefined;
  tests: TestReply | undefined;
  stopped: Said | undefined;
  /** The last policy without errors, ready to decide. */
  engine: Decider | undefined;
}

/** Checks the text while it is typed: one check at a time, always the newest text next. */
export class Checker {
  readonly checking = new Client(CHECK_LIMIT);
  readonly #deciding = new Client(DECIDE_LIMIT);
  readonly #sources: () => SourceText[];
  readonly #told: (checked: Checked) => void;
  #checked: Checked = {
    state: 'checking',
    diagnostics: [],
    count: 0,
    missing: [],
    info: undefined,
    tests: undefined,
    stopped: undefined,
    engine: undefined,
  };
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** How often the text changed, and how often it became that of another policy. */
  #changes = 0;
  #policies = 0;
  #busy = false;
  #again = false;

  constructor(sources: () => SourceText[], told: (checked: Checked) => void) {
    this.#sources = sources;
    this.#told = told;
  }

  /** Says that the text changed. */
  changed(pause: number = PAUSE): void {
    clearTimeout(this.#timer);
    this.#changes += 1;
    this.#timer = setTimeout(() => void this.#check(), pause);
    this.#tell({ state: 'checking' });
  }

  /** Says that another policy was opened: what was known of the last one is of no use. */
  opened(): void {
    this.#policies += 1;
    this.#checked = { ...this.#checked, info: undefined, tests: undefined, engine: undefined };
    this.changed(0);
  }

  async #check(): Promise<void> {
    this.#again = this.#busy;
    if (this.#busy) return;
    this.#busy = true;
    try {
      await this.#checkNow();
    } catch (error) {
      const stopped = error instanceof NoReply ? error.said : { en: String(error), zh: String(error) };
      this.#tell({ state: 'stopped', stopped, diagnostics: [], count: 0, missing: [], info: undefined, tests: undefined });
    } finally {
      this.#busy = false;
    }
    if (this.#again) await this.#check();
  }

  async #checkNow(): Promise<void> {
    const [changes, policies] = [this.#changes, this.#policies];
    const sources = this.#sources();
    const { info, ...found } = await this.checking.ask('compile', { sources });
    if (policies !== this.#policies) return;
    // What is found in a text serves somebody who is changing it, but is not the last word.
    const state = changes === this.#changes ? 'done' : 'checking';
    this.#tell({ state, stopped: undefined, info, ...found, tests: undefined });
    if (info === undefined || this.#again) return;
    const [tests] = await Promise.all([this.checking.ask('test', null), this.#deciding.hold(sources)]);
    if (!this.#again && policies === this.#policies) this.#tell({ tests, engine: new Decider(this.#deciding, sources, info) });
  }

  #tell(news: Partial<Checked>): void {
    this.#checked = { ...this.#checked, ...news };
    this.#told(this.#checked);
  }
}
