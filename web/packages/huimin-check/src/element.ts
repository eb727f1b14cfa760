import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import type { Decision, Explanation, Language, Need, PolicyInfo, Text as Said } from 'huimin';
import { Clicks } from './clicks.js';
import { PageEngine, type Engine } from './engine.js';
import { Unusable } from './files.js';
import { focusTold } from './focus.js';
import { Kept } from './keep.js';
import { at, clean, isWithin, parsePath, put, writePath, type Facts, type Path, type Value } from './model/case.js';
import { Shape } from './model/shape.js';
import { printAlone } from './print.js';
import { refusal } from './read/limits.js';
import { outwards } from './outwards.js';
import { nextQuestion, sameQuestion, type Question } from './question.js';
import type { Actions, Scene } from './scene.js';
import { style } from './style.js';
import { LANG, TEXTS } from './texts.js';
import { withElement } from './view/facts.js';
import { page } from './view/page.js';
import { summary } from './view/results.js';

/** The codes of what is wrong with a fact itself, rather than with what follows from it. */
const ABOUT_FACTS = /^H05(0\d|1[0-6])$/;

/** What the element tells the page, event by event. */
export interface CheckEvents {
  /** The policy is there: what it declares. */
  'huimin-ready': CustomEvent<{ info: PolicyInfo }>;
  /** A fact was answered or changed; or taken back, where there is no value. */
  'huimin-answer': CustomEvent<{ path: string; value: Value | undefined }>;
  /** A decision was made; `complete` says whether nothing is missing. */
  'huimin-decision': CustomEvent<{ decision: Decision; facts: Facts; complete: boolean }>;
  /** There is no policy to decide with: why, in both languages. */
  'huimin-failure': CustomEvent<{ message: Said }>;
}

/** A member that was taken away, and the case before. */
interface Removed {
  facts: Facts;
  what: string;
}

/** What was said of one fact; nothing where it is taken back. */
interface Given {
  path: Path;
  value?: Value | undefined;
  removed?: Removed | undefined;
}

type Detail<Name extends keyof CheckEvents> = CheckEvents[Name]['detail'];

/**
 * An eligibility check, built from a policy alone: it asks what matters, the most decisive fact first, and shows
 * the result as it comes, with its reasons.
 * Its events are those of {@link CheckEvents}.
 */
export class HuiminCheck extends LitElement {
  static override styles = style;

  static override properties = {
    src: {},
    on: {},
    region: {},
    language: { reflect: true },
    keep: { type: Boolean },
    engine: { attribute: false },
    facts: { attribute: false, noAccessor: true },
  };

  /**
   * The address of the policy; the files that it names are fetched beside it. Several with blanks between them are
   * fetched at once, the one that takes in the others first.
   */
  declare src: string | undefined;
  /** The day to decide for; today when left out. */
  declare on: string | undefined;
  /** The region to decide for; the policy's own when left out. */
  declare region: string | undefined;
  /** The language, `zh` or `en`; that of the page when left out. */
  declare language: string | undefined;
  /** Whether answers are kept on this device. */
  declare keep: boolean;
  /** What decides, for pages that have a policy at hand; `src` is not used then. */
  declare engine: Engine | undefined;

  #shape: Shape | undefined;
  #engine: Engine | undefined;
  /** Where the policy came from that is there. */
  #from: Pick<HuiminCheck, 'src' | 'engine'> | undefined;
  #facts: Facts = {};
  /** The case that is shown: that of the last decision. */
  #shown: Facts | undefined;
  #decision: Decision | undefined;
  #assumed = new Map<string, Said>();
  #needed = new Set<string>();
  /** What to ask for, with the facts inside of nested records. */
  #needs: Need[] = [];
  #explanation: Explanation[] | undefined;
  #failure: Said | undefined;
  #question: Question | undefined;
  #answered: Question | undefined;
  readonly #clicks = new Clicks();
  #editing: Path | undefined;
  #skipped = new Set<string>();
  #open = new Set<string>();
  #undone: Removed | undefined;
  /** Counts what was asked of the engine, so that answers that come late are not taken. */
  #turn = 0;
  /** An answer that was given and is not decided yet. */
  #given: Given | undefined;
  /** Counts policies that were asked for, so that one that comes late is not taken. */
  #loads = 0;
  /** Hears when the page changes its language. */
  #pageLanguage: MutationObserver | undefined;

  /** A page to which somebody goes back comes as it was left; answers that are kept may have changed on another one since. */
  readonly #back = ({ persisted }: PageTransitionEvent): void => {
    const kept = persisted ? this.#kept?.read() : undefined;
    if (kept !== undefined) this.facts = kept;
  };

  /** The case as it stands. Setting another one replaces all answers; setting the same changes nothing. */
  get facts(): Facts {
    return this.#facts;
  }

  set facts(facts: object) {
    // Pages that bind it to what the events tell give back each case that they were told.
    if (JSON.stringify(this.#named(facts)) === JSON.stringify(this.#facts)) return;
    this.#take(facts);
    if (this.#isReady) void this.#decide();
  }

  /** The last decision. */
  get decision(): Decision | undefined {
    return this.#decision;
  }

  /** Forgets all answers, those kept on the device too. */
  reset(): void {
    this.#forget();
    void this.#decide();
  }

  /** Prints the check alone, with its reasons. */
  async print(): Promise<void> {
    await this.#explain();
    await this.updateComplete;
    printAlone(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#pageLanguage ??= new MutationObserver(() => this.requestUpdate());
    this.#pageLanguage.observe(this.ownerDocument, { subtree: true, attributeFilter: ['lang'] });
    addEventListener('pageshow', this.#back);
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pageLanguage?.disconnect();
    removeEventListener('pageshow', this.#back);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('keep')) this.#keepOrForget();
    if (changed.has('engine') || changed.has('src')) void this.#ready();
    else if (changed.has('on') || changed.has('region')) void this.#decide();
  }

  protected override render(): TemplateResult {
    const { language, texts } = this.#speech();
    if (this.#failure !== undefined) {
      return html`<div class="check card failure" role="alert">${this.#failure[language]}</div>`;
    }
    const [shape, decision] = [this.#shape, this.#decision];
    const scene = shape && decision && this.#scene(shape, decision);
    // What is heard stands in one place all along: only changes of what is there already are told.
    return html`<p class="heard" role="status" lang=${LANG[language]}>${scene === undefined ? texts.loading : summary(scene)}</p>
      ${scene === undefined ? html`<div class="check card loading" aria-hidden="true">${texts.loading}</div>` : page(scene)}`;
  }

  #speech() {
    const around = outwards(this).find((one) => one.hasAttribute('lang'))?.getAttribute('lang');
    const language: Language = (this.language || around || navigator.language).toLowerCase().startsWith('zh') ? 'zh' : 'en';
    return { language, texts: TEXTS[language] };
  }

  #scene(shape: Shape, decision: Decision): Scene {
    return {
      ...this.#speech(),
      shape,
      decision,
      assumed: this.#assumed,
      needed: this.#needed,
      facts: this.#facts,
      explanation: this.#explanation,
      question: this.#question,
      answered: this.#answered,
      skipped: this.#skipped,
      open: this.#open,
      removed: this.#undone?.what,
      keep: this.keep,
      act: this.#actions,
    };
  }

  get #kept(): Kept | undefined {
    return this.keep && this.#shape !== undefined ? new Kept(this.#shape) : undefined;
  }

  /** Keeps what was answered so far, or what an earlier visit kept; or deletes it where it is not to be kept any more. */
  #keepOrForget(): void {
    if (this.#shape === undefined) return;
    if (!this.keep) new Kept(this.#shape).forget();
    else if (Object.keys(this.#facts).length > 0) this.#kept?.write(this.#facts);
    else this.facts = this.#kept?.read() ?? {};
  }

  async #ready(): Promise<void> {
    const load = ++this.#loads;
    const from = { src: this.src, engine: this.engine };
    this.#failure = undefined;
    try {
      const addresses = this.src?.split(/\s+/).filter(Boolean) ?? [];
      if (this.engine === undefined && addresses.length === 0) return;
      const engine = this.engine ?? (await PageEngine.fetch(addresses, this.baseURI));
      if (load !== this.#loads) return;
      [this.#engine, this.#from] = [engine, from];
    } catch (error) {
      if (load !== this.#loads) return;
      this.#engine = undefined;
      return this.#fail(error);
    }
    const [before, shape] = [this.#shape, new Shape(this.#engine.info)];
    this.#shape = shape;
    // Of what was answered to another policy, this one may not know everything. A page that brings the engine has the
    // case in its own hands.
    const fitting = before !== undefined && this.engine === undefined ? shape.fitting(this.#facts) : this.#facts;
    const facts = Object.keys(fitting).length > 0 ? fitting : (this.#kept?.read() ?? {});
    // While somebody writes a policy, what is typed meanwhile for the version before is still wanted.
    const same = before?.info.name === shape.info.name && JSON.stringify(this.#named(facts)) === JSON.stringify(this.#facts);
    if (!same) this.#take(facts);
    if (this.#editing !== undefined && shape.field(this.#editing) === undefined) this.#editing = undefined;
    this.#undone = undefined;
    this.#tell('huimin-ready', { info: this.#engine.info });
    await this.#decide();
  }

  /** Takes back all answers, those kept on the device too. */
  #forget(): void {
    this.#kept?.forget();
    this.#take({});
    if (this.#question !== undefined) Object.assign(this.#question, { typed: '', problem: undefined, rows: [] });
  }

  #take(facts: object): void {
    this.#turn += 1;
    this.#facts = this.#named(facts);
    this.#given = undefined;
    this.#skipped.clear();
    this.#open.clear();
    this.#editing = undefined;
    this.#undone = undefined;
  }

  /** Whether the policy is there that the page asks for, and not still the one before. */
  get #isReady(): boolean {
    return this.#from?.src === this.src && this.#from?.engine === this.engine;
  }

  /** Facts from outside, by the names of the policy once it is there: another policy may mean something else by them. */
  #named(facts: object): Facts {
    const cleaned = (clean(facts) ?? {}) as Facts;
    return this.#isReady ? (this.#shape?.byName(cleaned) ?? cleaned) : cleaned;
  }

  get #when() {
    const on = this.on || today();
    return this.region ? { on, region: this.region } : { on };
  }

  /** Decides the case as it stands, with what was answered meanwhile. */
  async #decide(): Promise<void> {
    if (this.#given !== undefined) return this.#answer(this.#given);
    const [engine, facts, turn] = [this.#engine, this.#facts, ++this.#turn];
    if (engine === undefined) return;
    try {
      const decided = await this.#tryOut(engine, facts);
      if (turn === this.#turn) this.#decided(...decided);
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
    }
  }

  /**
   * Decides a case, and finds out what to ask: where a nested record is needed next, the facts that would be needed
   * if it were there. It is part of the case only once one of them is answered.
   */
  async #tryOut(engine: Engine, facts: Facts): Promise<[Facts, Decision, Need[]]> {
    const decision = await engine.decide(facts, this.#when, this.#open.size > 0);
    let { needs } = decision;
    for (let supposed = facts; ; ) {
      const next = needs.find(({ path }) => !this.#skipped.has(path));
      if (next?.type.kind !== 'record') return [facts, decision, needs];
      supposed = put(supposed, parsePath(next.path), {});
      ({ needs } = await engine.decide(supposed, this.#when, false));
    }
  }

  #decided(facts: Facts, decision: Decision, needs: Need[]): void {
    this.#failure = undefined;
    this.#facts = facts;
    this.#shown = facts;
    this.#decision = decision;
    this.#assumed = new Map(decision.assumed.map(({ path, value }) => [path, value]));
    this.#needed = new Set(decision.needs.map(({ path }) => path));
    this.#needs = needs;
    this.#explanation = decision.explanation;
    if (this.#shape !== undefined) {
      const next = nextQuestion(this.#shape, facts, needs, this.#skipped, this.#editing);
      if (!sameQuestion(next, this.#question)) this.#question = next;
      else if (next !== undefined && this.#question !== undefined) this.#question.askedBy = next.askedBy;
    }
    this.#kept?.write(facts);
    this.requestUpdate();
    const complete = decision.needs.length === 0 && decision.errors.length === 0;
    this.#tell('huimin-decision', { decision, facts, complete });
  }

  /** Asks how the results came about, where that is not known yet. */
  async #explain(): Promise<void> {
    const [engine, turn] = [this.#engine, this.#turn];
    if (engine === undefined || this.#explanation !== undefined) return;
    const decision = await engine.decide(this.#facts, this.#when, true).catch((error: unknown) => {
      if (turn === this.#turn) this.#fail(error);
    });
    if (decision === undefined || turn !== this.#turn) return;
    this.#explanation = decision.explanation;
    this.requestUpdate();
  }

  #fail(error: unknown): void {
    this.#failure = error instanceof Unusable ? error.said : { en: String(error), zh: String(error) };
    this.requestUpdate();
    this.#tell('huimin-failure', { message: this.#failure });
  }

  /** Takes an answer if it can be one; otherwise says why not, where it was given. */
  async #answer(given: Given): Promise<void> {
    const [engine, turn] = [this.#engine, ++this.#turn];
    if (engine === undefined) return;
    this.#given = given;
    const { path, value, removed } = given;
    const facts = put(this.#facts, path, value);
    const decided = await this.#tryOut(engine, facts).catch((error: unknown) => {
      if (turn === this.#turn) this.#fail(error);
    });
    if (turn !== this.#turn) return;
    this.#given = undefined;
    if (decided === undefined) return;
    const [, decision] = decided;
    const written = writePath(path);
    const refused = decision.errors.find((error) => ABOUT_FACTS.test(error.code) && isWithin(error.path, written));
    if (refused !== undefined && this.#question !== undefined && value !== undefined) {
      this.#question.problem = refusal(refused, this.#question.field.type, engine.info);
      // Another day or another version of the policy may have come meanwhile.
      return this.#decide();
    }
    this.#editing = undefined;
    this.#answered = this.#question;
    this.#question = undefined;
    if (value !== undefined) this.#skipped.delete(written);
    this.#undone = removed;
    this.#decided(...decided);
    this.#tell('huimin-answer', { path: written, value });
    await this.#focusQuestion();
  }

  /** Lets something change the case, unless another change is being decided, which would be lost. */
  #alone<Said extends unknown[]>(change: (...said: Said) => Given | undefined): (...said: Said) => void {
    return (...said) => {
      const given = this.#given === undefined ? change(...said) : undefined;
      if (given !== undefined) void this.#answer(given);
    };
  }

  readonly #actions: Actions = {
    answer: this.#alone((path, value) => ({ path, value })),
    skip: this.#alone((path) => {
      this.#skipped.add(writePath(path));
      return { path };
    }),
    clear: this.#alone((path) => ({ path })),
    edit: this.#alone((path) => {
      const record = this.#shape?.field(path)?.type.kind === 'record';
      const written = writePath(path);
      for (const one of this.#skipped) if (isWithin(one, written)) this.#skipped.delete(one);
      if (record && !this.#decision?.needs.some((need) => need.path === written)) return { path, value: {} };
      if (record) void this.#decide().then(() => this.#focusQuestion());
      else this.#ask(path);
      return undefined;
    }),
    stopEditing: () => this.#ask(undefined),
    add: this.#alone((path) => ({ path, value: at(withElement(this.#facts, path), path) })),
    remove: this.#alone((path) => {
      const before = this.#facts;
      const what = this.#shape?.element(path, before) ?? '';
      const list = writePath(path.slice(0, -1));
      for (const one of this.#skipped) if (one.startsWith(`${list}[`)) this.#skipped.delete(one);
      return { path, removed: { facts: before, what } };
    }),
    undo: () => {
      this.#facts = this.#undone?.facts ?? this.#facts;
      this.#undone = undefined;
      this.#given = undefined;
      void this.#decide().then(() => this.#focusQuestion());
    },
    startOver: () => {
      this.#forget();
      void this.#decide().then(() => this.#focusQuestion());
    },
    print: () => void this.print(),
    speak: (language) => (this.language = language),
    toggle: (node, open) => {
      if (open === this.#open.has(node)) return;
      if (open) this.#open.add(node);
      else this.#open.delete(node);
      if (open) void this.#explain();
      this.requestUpdate();
    },
    redraw: () => this.requestUpdate(),
  };

  /** Asks for one fact, or for the next. */
  #ask(path: Path | undefined): void {
    if (this.#shape === undefined || this.#decision === undefined) return;
    this.#editing = path;
    this.#question = nextQuestion(this.#shape, this.#facts, this.#needs, this.#skipped, path);
    this.requestUpdate();
    void this.#focusQuestion();
  }

  /** Leads those who use a keyboard or listen to the question that is asked now. */
  async #focusQuestion(): Promise<void> {
    await this.updateComplete;
    const card = this.renderRoot.querySelector('.question');
    const target = card?.querySelector<HTMLElement>('input') ?? card?.querySelector<HTMLElement>('#question');
    target?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: 'nearest' });
    const answered = this.#answered;
    if (answered === undefined) return;
    await focusTold();
    if (answered !== this.#answered) return;
    this.#answered = undefined;
    this.requestUpdate();
  }

  #tell<Name extends keyof CheckEvents>(name: Name, detail: Detail<Name>): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** Takes a click only for what was read before it, and no click on a case for another one that is being decided. */
  #click(event: MouseEvent): void {
    const meant = this.#clicks.isMeant(event, [this.#question, this.#question?.rows, this.#facts, this.language]);
    if (meant && this.#shown === this.#facts) return;
    event.preventDefault();
    event.stopPropagation();
  }

  constructor() {
    super();
    this.keep = false;
    this.addEventListener('click', (event) => this.#click(event), { capture: true });
  }
}

function today(): string {
  const now = new Date();
  const two = (number: number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
