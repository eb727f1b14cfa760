import type { Language, PolicyInfo, Text as Said } from 'huimin';
import type { When } from 'huimin-check';
import { grouped, parsePath, readAnswer, Shape, shown, shownMoney, unitOf, type Facts } from 'huimin-check/parts.js';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { NoReply } from '../engine/client.js';
import { cliff, coinsText, worth, type Change, type Curve, type Series } from '../engine/curve.js';
import type { Decider } from '../engine/decider.js';
import { partsOf } from '../engine/exact.js';
import { dark } from '../scheme.js';
import { TEXTS } from '../texts.js';
import { draw, type Drawn } from './chart.js';
import { firstRange, inputsOf, inputText, withHole, type Input } from './inputs.js';

/** How many changes are marked; beyond it the chart would be all marks. */
const MOST_CHANGES = 40;

/** Each benefit along one number of the case, with the places where something changes. */
export class CurvePanel extends LitElement {
  static override properties = {
    engine: { attribute: false },
    facts: { attribute: false },
    needs: { attribute: false },
    when: { attribute: false },
    language: {},
    active: { type: Boolean },
    chosen: { state: true },
    range: { state: true },
    curve: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  declare engine: Decider | undefined;
  declare facts: Facts;
  declare needs: string[];
  declare when: When;
  declare language: Language;
  declare active: boolean;
  declare chosen: string | undefined;
  /** A range that somebody chose, and what for: of another number it means nothing. */
  declare range: { along: string; from: bigint; to: bigint } | undefined;
  declare curve: { curve: Curve; input: Input } | undefined;
  declare problem: Said | undefined;
  declare busy: boolean;

  #wanted = '';
  #drawn: Drawn | undefined;
  readonly #redraw = () => this.#show();

  constructor() {
    super();
    this.facts = {};
    this.needs = [];
    this.language = 'zh';
    this.active = false;
    this.busy = false;
    this.when = { on: '' };
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  get #info(): PolicyInfo | undefined {
    return this.engine?.info;
  }

  get #inputs(): Input[] {
    return this.#info === undefined ? [] : inputsOf(this.#info, this.facts, this.needs);
  }

  get #input(): Input | undefined {
    const inputs = this.#inputs;
    return inputs.find(({ path }) => path === this.chosen) ?? inputs[0];
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.active) void this.#compute();
    if (changed.has('curve') || changed.has('language')) this.#show();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    dark.addEventListener('change', this.#redraw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    dark.removeEventListener('change', this.#redraw);
    this.#drawn?.destroy();
  }

  protected override render(): TemplateResult | typeof nothing {
    const texts = TEXTS[this.language];
    const [input, inputs] = [this.#input, this.#inputs];
    if (this.#info === undefined) return nothing;
    if (input === undefined) return html`<p class="message">${texts.noNumbers}</p>`;
    const [low, high] = this.#range(input, this.#info);
    const unit = unitOf(input.type, this.#info.currency)[this.language];
    const limit = (id: string, name: string, value: bigint, put: (value: bigint) => [bigint, bigint]) => html`<label>
      <span>${name} ${unit === '' ? nothing : html`<small id=${id}>${unit}</small>`}</span>
      <input
        aria-label=${name}
        aria-describedby=${unit === '' ? nothing : id}
        type="text"
        .value=${grouped(inputText(value, input))}
        @change=${(event: Event) => this.#limit(event, input, put)}
      />
    </label>`;
    return html`<div class="controls">
        <label class="wide">
          ${texts.input}
          <select
            @change=${(event: Event) => (this.chosen = (event.target as HTMLSelectElement).value)}
          >
            ${inputs.map(({ path, label }) => html`<option value=${path} .selected=${path === input.path}>${label}</option>`)}
          </select>
        </label>
        ${limit('unit-from', texts.from, low, (value) => [value, high])} ${limit('unit-to', texts.to, high, (value) => [low, value])}
      </div>
      ${this.problem === undefined ? nothing : html`<p class="message error" role="alert">${this.problem[this.language]}</p>`}
      <div class="chart" aria-hidden="true"></div>
      ${this.curve === undefined
        ? html`<p class="message">${this.busy ? texts.computing : nothing}</p>`
        : this.#found(this.curve.curve, this.curve.input)}`;
  }

  /** What the chart shows, in words. */
  #found(curve: Curve, input: Input): TemplateResult {
    const texts = TEXTS[this.language];
    return html`${paysIn(curve) ? nothing : html`<p class="message">${texts.nothing}</p>`}
      ${curve.changes.length === 0
        ? nothing
        : html`<table class="changes">
            <thead>
              <tr><th scope="col">#</th><th scope="col">${texts.at}</th><th scope="col">${texts.changes}</th></tr>
            </thead>
            <tbody>
              ${curve.changes.slice(0, MOST_CHANGES).map(
                (change, index) => html`<tr>
                  <td><span class="number">${index + 1}</span></td>
                  <td>${this.#value(change.after.x, input)}</td>
                  <td>${this.#change(change, curve.series, input)}</td>
                </tr>`,
              )}
            </tbody>
          </table>`}
      <p class="hint">
        ${texts.decided(curve.points.length)}${curve.whole ? nothing : html` · ${texts.notWhole}`}
      </p>`;
  }

  #change({ before, after }: Change, series: Series[], input: Input): TemplateResult[] {
    const [language, info] = [this.language, this.#info];
    const texts = TEXTS[language];
    if (info === undefined) return [];
    const shape = new Shape(info);
    const say = (said: string | undefined) =>
      ({ yes: texts.granted, no: texts.refused, undecided: texts.undecided, error: texts.error })[said ?? ''] ?? said ?? '–';
    const lines: TemplateResult[] = [];
    for (const [key, now] of after.says) {
      const then = before.says.get(key);
      if (then === now) continue;
      const index = series.findIndex(({ of, name }) => `${of}/${name}` === key);
      if (index >= 0 && [then, now].every((said) => said === 'yes' || said === 'no')) continue;
      lines.push(html`<p>${this.#title(key, shape)}${texts.colon}${say(then)} → <b>${say(now)}</b></p>`);
    }
    series.forEach(({ of, name }, index) => {
      const [then, now] = [before.amounts[index], after.amounts[index]];
      if (then === undefined || now === undefined) return;
      if (then === now && before.says.get(`${of}/${name}`) === after.says.get(`${of}/${name}`)) return;
      const money = (coins: bigint) => shownMoney(coinsText(coins), info.currency)[language];
      const lost = cliff({ before, after }, index, this.#worth(input));
      lines.push(html`<p>
        ${this.#title(`${of}/${name}`, shape)}${texts.colon}${money(then)} → <b>${money(now)}</b>
        ${lost === undefined ? nothing : html`<span class="badge cliff">${texts.cliff} · ${texts.drop(money(lost))}</span>`}
      </p>`);
    });
    return lines;
  }

  #title(key: string, shape: Shape): string {
    const [of = '', name = ''] = key.split('/');
    const label = key.startsWith('!') ? TEXTS[this.language].error : shape.result(name);
    const where = shape.instances(parsePath(of.replace('!', '')), this.facts);
    return [...where, label].join(' › ');
  }

  #worth({ type, places }: Input): bigint {
    return type.kind === 'money' ? worth(places) : 0n;
  }

  #value(x: bigint, input: Input): string {
    return shown(inputText(x, input), input.type, this.#info?.currency ?? '')[this.language];
  }

  #limit(event: Event, input: Input, put: (value: bigint) => [bigint, bigint]): void {
    const answer = readAnswer((event.target as HTMLInputElement).value, input.type, this.#info?.currency ?? '');
    if ('problem' in answer) {
      this.problem = answer.problem;
      return;
    }
    this.problem = undefined;
    const [low, high] = put(partsOf(answer.value, input.places));
    const [from, to] = low <= high ? [low, high] : [high, low];
    this.range = { along: along(input), from, to };
  }

  #range(input: Input, info: PolicyInfo): [bigint, bigint] {
    const { range } = this;
    return range?.along === along(input) ? [range.from, range.to] : firstRange(input, info);
  }

  /** Asks for the curve, unless it is the one that is there or on its way. */
  async #compute(): Promise<void> {
    const [input, { engine, facts, when }] = [this.#input, this];
    if (input === undefined || engine === undefined) return;
    const [low, high] = this.#range(input, engine.info);
    const ask = { template: withHole(facts, input.path), when, places: input.places, low, high };
    const wanted = [engine.info.hash, ask.template, when.on, when.region, low, high].join('\n');
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.busy = true;
    try {
      const curve = await engine.curve(ask);
      if (wanted !== this.#wanted) return;
      [this.curve, this.problem] = [{ curve, input }, undefined];
    } catch (error) {
      if (wanted !== this.#wanted) return;
      this.curve = undefined;
      this.problem = error instanceof NoReply ? error.said : { en: String(error), zh: String(error) };
    }
    this.busy = false;
  }

  #show(): void {
    this.#drawn?.destroy();
    this.#drawn = undefined;
    const place = this.querySelector<HTMLElement>('.chart');
    if (place === null || this.curve === undefined || this.#info === undefined) return;
    const { curve, input } = this.curve;
    if (!paysIn(curve) && curve.changes.length === 0) return;
    const shape = new Shape(this.#info);
    const names = curve.series.map(({ of, name }) => this.#title(`${of}/${name}`, shape));
    const unit = unitOf(input.type, this.#info.currency)[this.language];
    this.#drawn = draw(place, {
      curve: { ...curve, changes: curve.changes.slice(0, MOST_CHANGES) },
      names,
      axis: unit === '' ? input.label : `${input.label}${TEXTS[this.language].inBrackets(unit)}`,
      places: input.places,
      current: input.value,
      fact: this.#worth(input),
    });
  }
}

/** Tells numbers apart of which the same range means different things. */
function along({ path, type, places }: Input): string {
  return [path, type.kind, type.period, places].join(' ');
}

/** Whether any benefit comes to an amount somewhere. */
function paysIn({ points }: Curve): boolean {
  return points.some(({ amounts }) => amounts.some((amount) => amount !== undefined && amount !== 0n));
}
