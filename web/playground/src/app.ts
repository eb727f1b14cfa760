import type { Language, PolicyInfo, SourceText } from 'huimin';
import { clean, type Facts } from 'huimin-check/parts.js';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { Checker, type Checked } from './checker.js';
import { Editor } from './editor/editor.js';
import { NoReply } from './engine/client.js';
import { casesOf, examples, openExample } from './examples.js';
import { isCase } from './given.js';
import { closeMenus } from './menus.js';
import { isAnnex } from './names.js';
import { openFiles } from './open.js';
import { CurvePanel } from './panels/curve.js';
import { filesBar } from './panels/files.js';
import { problemsPanel } from './panels/problems.js';
import { testsPanel } from './panels/tests.js';
import { copy } from './copy.js';
import { fromFragment, sharing, toFragment, type Shared } from './share.js';
import { TEXTS, type Texts } from './texts.js';

customElements.define('huimin-curve', CurvePanel);

const TABS = ['problems', 'tests', 'tryIt', 'curve'] as const;
type Tab = (typeof TABS)[number];

const FIRST_EXAMPLE = 'nanchang-2023/nanchang-2023.huimin';
/** What the menu calls a policy of one's own. */
const EMPTY = 'empty';
/** Browsers and chat programs cut longer addresses. */
const LONGEST_LINK = 60_000;

/** The page: the text on one side, what comes of it on the other. */
export class Playground extends LitElement {
  static override properties = {
    language: { state: true },
    tab: { state: true },
    checked: { state: true },
    example: { state: true },
    when: { state: true },
    facts: { state: true },
    needs: { state: true },
    sample: { state: true },
    notice: { state: true },
  };

  declare language: Language;
  declare tab: Tab;
  declare checked: Checked | undefined;
  declare example: string;
  declare when: { on: string; region?: string };
  declare facts: Facts;
  declare needs: string[];
  /** Which of the example's cases is open; none when negative. */
  declare sample: number;
  declare notice: string;

  #editor: Editor | undefined;
  /** What was written when it was opened or last put into a link: nothing is lost if it goes. */
  #safe = '';
  /** What was said last of the policy as a whole, to those who hear the page. */
  #heard = '';
  readonly #checker = new Checker(
    () => this.#sources(),
    (checked) => this.#told(checked),
  );

  constructor() {
    super();
    this.language = navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
    this.tab = 'tryIt';
    this.example = '';
    this.when = { on: today() };
    this.facts = {};
    this.needs = [];
    this.sample = -1;
    this.notice = '';
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override firstUpdated(): void {
    const place = this.querySelector<HTMLElement>('.editor');
    if (place === null) return;
    this.#editor = new Editor(place, () => this.#checker.changed());
    void this.#begin();
    closeMenus(this);
    addEventListener('hashchange', () => this.#mayLose() && void this.#begin());
    addEventListener('beforeunload', (event) => {
      if (this.#written !== this.#safe) event.preventDefault();
    });
  }

  get #written(): string {
    return JSON.stringify(this.#sources());
  }

  /** Whether what was written may go, which somebody is asked where it stands nowhere else. */
  #mayLose(): boolean {
    return this.#written === this.#safe || confirm(TEXTS[this.language].lose);
  }

  async #begin(): Promise<void> {
    const linked = location.hash.length > 1;
    const shared = linked ? await fromFragment(location.hash.slice(1)) : undefined;
    const { brokenLink, noLinks } = TEXTS[this.language];
    this.notice = !linked || shared !== undefined ? '' : sharing ? brokenLink : noLinks;
    if (shared === undefined) this.#open(examples.some(({ path }) => path === FIRST_EXAMPLE) ? FIRST_EXAMPLE : (examples[0]?.path ?? ''));
    else this.#take(shared, '');
  }

  /** Opens an example; what the address carried is no longer what the page shows. */
  #choose(menu: HTMLSelectElement): void {
    const path = menu.value;
    if (!this.#mayLose()) {
      menu.value = this.example;
      return;
    }
    history.replaceState(null, '', location.pathname + location.search);
    this.notice = '';
    this.#open(path);
  }

  #open(path: string): void {
    const files = path === EMPTY ? [{ name: 'policy.huimin', text: '' }] : openExample(path);
    const shared: Shared = { files, current: path, on: this.when.on };
    const [first] = casesOf(path);
    if (first !== undefined) shared.facts = first;
    this.#take(shared, path);
    this.sample = first === undefined ? -1 : 0;
  }

  #take({ files, current, facts = {}, on = today(), region }: Shared, example: string): void {
    this.example = example;
    this.sample = -1;
    this.#editor?.open(files, files.some(({ name }) => name === current) ? current : (files[0]?.name ?? ''));
    this.#safe = this.#written;
    this.when = region === undefined ? { on } : { on, region };
    this.#put(facts);
    this.#checker.opened();
  }

  #told(checked: Checked): void {
    const { engine } = checked;
    // A case of another policy altogether is of no use to this one.
    if (engine !== undefined && engine !== this.checked?.engine && !belongs(this.facts, engine.info)) this.#put({});
    this.checked = checked;
  }

  /** The file to compile comes first; the others are there for it. */
  #sources(): SourceText[] {
    return this.#editor?.files ?? [];
  }

  #put(facts: object): void {
    this.facts = (clean(facts) ?? {}) as Facts;
  }

  protected override updated(changed: PropertyValues<this>): void {
    document.documentElement.lang = this.language === 'zh' ? 'zh-CN' : 'en';
    const texts = TEXTS[this.language];
    document.title = `huimin 惠民 · ${texts.title}`;
    if (changed.has('language')) this.#editor?.speak(`${texts.editor}. ${texts.leave}`, this.language);
    if (changed.has('checked') || changed.has('language')) this.#editor?.mark(this.checked?.diagnostics ?? [], this.language);
  }

  protected override render(): TemplateResult {
    const { language, checked } = this;
    const texts = TEXTS[language];
    return html`
      ${this.#header(texts)}
      <main>
        <section class="text" aria-label=${texts.editor}>
          ${this.#files(texts)}
          <div class="editor"></div>
          ${this.#status(texts)}
        </section>
        <section class="outcome">
          <div class="tabs" role="tablist" @keydown=${(event: KeyboardEvent) => this.#move(event)}>
            ${TABS.map((tab) => this.#tabButton(tab, texts))}
          </div>
          ${this.#panel('problems', checked && problemsPanel(checked, language, texts, this.#goTo))}
          ${this.#panel('tests', checked && testsPanel(checked, language, texts, this.#goTo))}
          ${this.#panel('tryIt', this.#tryIt(texts))}
          ${this.#panel(
            'curve',
            html`${this.#stands(texts)}<huimin-curve
              .engine=${checked?.engine}
              .facts=${this.facts}
              .needs=${this.needs}
              .when=${this.when}
              .language=${language}
              .active=${this.tab === 'curve'}
            ></huimin-curve>`,
          )}
        </section>
      </main>
    `;
  }

  #header(texts: Texts): TemplateResult {
    const format = (to: Language | undefined) => () => void this.#format(to);
    return html`<header>
      <h1><span class="brand">惠民</span> huimin <small>${texts.title}</small></h1>
      <label class="examples">
        <span>${texts.example}</span>
        <select aria-label=${texts.example} @change=${(event: Event) => this.#choose(event.target as HTMLSelectElement)}>
          ${this.example === '' ? html`<option value="" .selected=${true}>${texts.shared}</option>` : nothing}
          <option value=${EMPTY} .selected=${this.example === EMPTY}>${texts.empty}</option>
          ${examples.map(
            ({ path, label }) => html`<option value=${path} .selected=${path === this.example}>${label} — ${path}</option>`,
          )}
        </select>
      </label>
      <details class="menu" ?hidden=${isAnnex(this.#editor?.current ?? '')}>
        <summary>${texts.format}</summary>
        <div>
          <button type="button" @click=${format(undefined)}>${texts.asWritten}</button>
          <button type="button" @click=${format('zh')}>${texts.inChinese}</button>
          <button type="button" @click=${format('en')}>${texts.inEnglish}</button>
        </div>
      </details>
      <button type="button" class="button share" @click=${() => void this.#share()}>${texts.share}</button>
      <button type="button" class="button" lang=${this.language === 'zh' ? 'en' : 'zh-CN'} @click=${() => (this.language = this.language === 'zh' ? 'en' : 'zh')}>
        ${texts.other}
      </button>
      <p class="notice" role="status">${this.notice}</p>
    </header>`;
  }

  #files(texts: Texts): TemplateResult | typeof nothing {
    const editor = this.#editor;
    if (editor === undefined) return nothing;
    const { diagnostics = [], missing = [] } = this.checked ?? {};
    return filesBar({ names: editor.names, current: editor.current, missing, diagnostics }, texts, {
      show: (name) => this.#show(name),
      add: (name) => this.#add(name),
      take: (chosen) => void this.#openFiles(chosen),
      remove: (name) => {
        if (!confirm(texts.removeFile(name))) return;
        editor.remove(name);
        this.#show(editor.current);
        editor.focus();
        this.#checker.changed(0);
      },
    });
  }

  #show(name: string): void {
    this.#editor?.show(name);
    this.#editor?.mark(this.checked?.diagnostics ?? [], this.language);
    this.requestUpdate();
    void this.updateComplete.then(() => this.querySelector('.tab[data-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }));
  }

  /** Adds an empty file, if there is none of that name. */
  #add(name: string): void {
    const editor = this.#editor;
    if (editor === undefined || name === '') return;
    if (!editor.names.includes(name)) editor.put({ name, text: '' });
    this.#show(name);
    // What was clicked is gone, and an empty file wants writing.
    editor.focus();
    this.#checker.changed(0);
  }

  async #openFiles(chosen: Iterable<File>): Promise<void> {
    const editor = this.#editor;
    if (editor === undefined) return;
    const { files, refused } = await openFiles(chosen, editor.names[0] ?? '', [...(this.checked?.missing ?? []), ...editor.names]);
    for (const file of files) editor.put(file);
    this.notice = refused.map((why) => why[this.language]).join(' ');
    const last = files[files.length - 1];
    if (last === undefined) return;
    this.#show(last.name);
    this.#checker.changed(0);
  }

  #status(texts: Texts): TemplateResult {
    const { checked, language } = this;
    const errors = checked?.diagnostics.filter(({ severity }) => severity === 'error').length ?? 0;
    const warnings = (checked?.count ?? 0) - errors;
    const state = checked === undefined || checked.state === 'checking' ? 'checking' : checked.state === 'stopped' || errors > 0 ? 'error' : 'good';
    const said = {
      checking: texts.checking,
      error: checked?.stopped?.[language] ?? texts.count(errors, warnings),
      good: checked?.count ? texts.count(0, warnings) : texts.noProblems,
    }[state];
    // Whoever writes hears what comes of it, when it is another thing than before; not that it is looked at.
    const passed = checked?.tests?.tests.length ? texts.passed(checked.tests.passed, checked.tests.tests.length) : '';
    if (state !== 'checking') this.#heard = [said, passed].filter(Boolean).join(language === 'zh' ? '，' : ', ');
    return html`<p class="heard" role="status">${this.#heard}</p>
    <div class="status ${state}">
      <span class="said">${said}</span>
      ${passed === '' ? nothing : html`<span>${passed}</span>`}
      ${checked?.info === undefined ? nothing : html`<code title=${checked.info.hash}>${checked.info.hash.slice(0, 12)}…</code>`}
    </div>`;
  }

  #tabButton(tab: Tab, texts: Texts): TemplateResult {
    const { checked } = this;
    const failed = checked?.tests?.failed ?? 0;
    const failing = checked?.diagnostics.some(({ severity }) => severity === 'error');
    const count = { problems: checked?.count ?? 0, tests: failed, tryIt: 0, curve: 0 }[tab];
    return html`<button
      type="button"
      role="tab"
      id="tab-${tab}"
      aria-controls="panel-${tab}"
      aria-selected=${tab === this.tab ? 'true' : 'false'}
      tabindex=${tab === this.tab ? 0 : -1}
      @click=${() => (this.tab = tab)}
    >
      ${texts[tab]}${count > 0 ? html` <span class="badge ${tab === 'problems' && !failing ? 'worth' : 'wrong'}">${count}</span>` : nothing}
    </button>`;
  }

  #panel(tab: Tab, content: unknown): TemplateResult {
    return html`<div class="panel" role="tabpanel" id="panel-${tab}" aria-labelledby="tab-${tab}" tabindex="0" ?hidden=${tab !== this.tab}>
      ${content}
    </div>`;
  }

  /** The arrow keys lead from tab to tab, Home and End to the first and the last. */
  #move(event: KeyboardEvent): void {
    const now = TABS.indexOf(this.tab);
    const next = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: TABS.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.#goToTab(TABS[(next + TABS.length) % TABS.length] ?? this.tab);
  }

  #goToTab(tab: Tab): void {
    this.tab = tab;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`#tab-${this.tab}`)?.focus());
  }

  #tryIt(texts: Texts): TemplateResult {
    const { checked, when } = this;
    const info = checked?.engine?.info;
    const cases = info === undefined || this.example === '' ? [] : casesOf(this.example).filter((one) => belongs(one, info));
    return html`
      <div class="controls">
        <label>
          ${texts.on}
          <input type="date" .value=${when.on} @change=${(event: Event) => {
            const on = (event.target as HTMLInputElement).value;
            if (on !== '') this.when = { ...when, on };
          }} />
        </label>
        <label>
          ${texts.region}
          <input type="text" class="short" .value=${when.region ?? ''} placeholder=${checked?.engine?.info.region ?? ''} @change=${(event: Event) => {
            const region = (event.target as HTMLInputElement).value.trim();
            this.when = region === '' ? { on: when.on } : { on: when.on, region };
          }} />
        </label>
        ${cases.length === 0
          ? nothing
          : html`<label class="wide">
              ${texts.sample}
              <select
                @change=${(event: Event) => {
                  this.sample = Number((event.target as HTMLSelectElement).value);
                  this.#put(cases[this.sample] ?? {});
                }}
              >
                <option value="-1" .selected=${this.sample < 0}>${texts.none}</option>
                ${cases.map(
                  (one, index) =>
                    html`<option value=${index} .selected=${index === this.sample}>${texts.sampleName(index + 1, firstText(one))}</option>`,
                )}
              </select>
            </label>`}
      </div>
      ${this.#stands(texts)}
      <huimin-check
        ?hidden=${checked?.engine === undefined}
        .engine=${checked?.engine}
        .facts=${this.facts}
        .on=${when.on}
        .region=${when.region}
        .language=${this.language}
        @huimin-decision=${({ detail }: CustomEvent) => {
          this.facts = detail.facts;
          this.needs = detail.decision.needs.map(({ path }: { path: string }) => path);
        }}
      ></huimin-check>
      <details class="json">
        <summary>${texts.json}</summary>
        <textarea aria-label=${texts.json} spellcheck="false" rows="12" .value=${JSON.stringify(this.facts, null, 2)} @change=${(event: Event) => this.#read(event)}></textarea>
      </details>
    `;
  }

  /** Says that there is nothing to decide with, or not yet, or that it is not the text as it stands. */
  #stands(texts: Texts): TemplateResult | typeof nothing {
    const { engine, info, state = 'checking', stopped } = this.checked ?? {};
    if (engine !== undefined) return info === undefined ? html`<p class="message error stale">${texts.stale}</p>` : nothing;
    if (state === 'stopped' && stopped !== undefined) return html`<p class="message error">${stopped[this.language]}</p>`;
    return html`<p class="message">${state === 'checking' || info !== undefined ? texts.checking : texts.noPolicy}</p>`;
  }

  #read(event: Event): void {
    const facts = objectIn((event.target as HTMLTextAreaElement).value);
    this.notice = facts === undefined ? TEXTS[this.language].notObject : '';
    if (facts !== undefined) this.#put(facts);
  }

  readonly #goTo = (file: string, line: number, column: number): void => {
    this.#editor?.goTo(file, line, column);
    this.#show(file);
  };

  async #format(language: Language | undefined): Promise<void> {
    // Where the keyboard was is hidden with the menu.
    const menu = this.querySelector('header .menu');
    menu?.removeAttribute('open');
    menu?.querySelector('summary')?.focus();
    const editor = this.#editor;
    const file = editor?.files.find(({ name }) => name === editor.current);
    if (editor === undefined || file === undefined) return;
    try {
      const { text } = await this.#checker.checking.ask('format', { text: file.text, language });
      // Somebody who goes on writing meanwhile keeps what was written.
      if (editor.files.find(({ name }) => name === editor.current)?.text !== file.text || editor.current !== file.name) return;
      if (text === undefined) this.#goToTab('problems');
      else editor.reformat(text);
    } catch (error) {
      if (error instanceof NoReply) this.notice = error.said[this.language];
      else throw error;
    }
  }

  async #share(): Promise<void> {
    const editor = this.#editor;
    if (editor === undefined) return;
    const texts = TEXTS[this.language];
    if (!sharing) {
      this.notice = texts.noLinks;
      return;
    }
    const link = this.#link(editor);
    const said = copy(link).then(
      () => texts.copied,
      () => texts.inAddress,
    );
    try {
      await link;
    } catch {
      this.notice = texts.tooLong;
      return;
    }
    const notice = (this.notice = await said);
    // What was said of something else since then stays.
    setTimeout(() => this.notice === notice && (this.notice = ''), 3000);
  }

  /** Puts everything into the address of the page. */
  async #link({ files, current }: Editor): Promise<string> {
    const fragment = await toFragment({ files, current, facts: this.facts, ...this.when });
    if (fragment.length > LONGEST_LINK) throw new RangeError('too long');
    history.replaceState(null, '', `#${fragment}`);
    this.#safe = this.#written;
    return location.href;
  }
}

/** Whether a case says anything that the policy knows of, or nothing at all. */
function belongs(facts: object, { root, entities }: PolicyInfo): boolean {
  const fields = entities.find(({ name }) => name === root)?.fields ?? [];
  const known = new Set(fields.flatMap(({ name, aliases }) => [name, ...aliases]));
  const names = Object.keys(facts);
  return names.length === 0 || names.some((name) => known.has(name));
}

/** The object that JSON text holds, if it holds one. */
function objectIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isCase(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What a case is called: its first fact that is a text. */
function firstText(one: object): string {
  return Object.values(one).find((value) => typeof value === 'string') ?? '';
}

function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
