import type { EntryRef, Explanation, LayerRef, Step } from 'huimin';
import { html, nothing, type TemplateResult } from 'lit';
import { parsePath } from '../model/case.js';
import { called } from '../model/shape.js';
import { shownDate } from '../read/answer.js';
import { say, told, tongue, type Scene } from '../scene.js';
import { cited, cites } from './citations.js';
import { complaint } from './problems.js';

/** “Why?”, to be opened. `of` says what it is about to those who hear the page. */
export function why(scene: Scene, of: string, node: string, explanation: Explanation | undefined): TemplateResult {
  const { texts, open, act } = scene;
  return html`<details class="why" ?open=${open.has(node)} @toggle=${(event: Event) => {
    if (event.target === event.currentTarget) act.toggle(node, (event.target as HTMLDetailsElement).open);
  }}>
    <summary aria-label="${of}${texts.colon}${texts.why}">${texts.why}</summary>
    ${open.has(node) ? explained(scene, node, explanation) : nothing}
  </details>`;
}

/** How one result came about: its rule with the figures put in, and what it rests on, to be opened step by step. */
function explained(scene: Scene, node: string, explanation: Explanation | undefined): TemplateResult {
  if (scene.explanation === undefined) return html`<p class="hint">${scene.texts.loading}</p>`;
  // Of very many the engine explains the first ones.
  if (explanation === undefined) return html`<p class="hint">${scene.texts.cut}</p>`;
  return html`<div class="explained">${body(scene, explanation, node)}</div>`;
}

function body(scene: Scene, explanation: Explanation, node: string): TemplateResult {
  const { texts } = scene;
  const { steps, entry, citations, error, children, cut } = explanation;
  return html`
    ${steps.length > 0 ? html`<ul class="steps">${steps.map((one) => step(scene, one))}</ul>` : nothing}
    ${entry === undefined ? nothing : origin(scene, entry)}
    ${cited(scene, citations)}
    ${error === undefined ? nothing : complaint(scene, error)}
    ${children.length > 0
      ? html`<ul class="tree">${children.map((child, index) => html`<li>${branch(scene, child, `${node}/${index}`)}</li>`)}</ul>`
      : nothing}
    ${cut ? html`<p class="hint">${texts.cut}</p>` : nothing}
  `;
}

function branch(scene: Scene, explanation: Explanation, node: string): TemplateResult {
  const { open, act } = scene;
  const { steps, entry, citations, error, children } = explanation;
  if (steps.length + citations.length + children.length === 0 && entry === undefined && error === undefined) {
    return html`<div class="leaf">${headline(scene, explanation)}</div>`;
  }
  const toggled = (event: Event) => {
    if (event.target === event.currentTarget) act.toggle(node, (event.target as HTMLDetailsElement).open);
  };
  return html`<details ?open=${open.has(node)} @toggle=${toggled}>
    <summary>${headline(scene, explanation)}</summary>
    ${open.has(node) ? html`<div class="inside">${body(scene, explanation, node)}</div>` : nothing}
  </details>`;
}

function headline(scene: Scene, explanation: Explanation): TemplateResult {
  const { texts, shape, facts } = scene;
  const { value, status, kind, of, repeated } = explanation;
  const where = of === '' ? '' : `${shape.instances(parsePath(of), facts).join(' › ')} · `;
  const result = value === undefined ? texts.unknown : told(scene, say(scene, value.text));
  return html`<span class="label" lang=${tongue(scene, called(explanation))}><span class="where">${where}</span>${called(explanation)}</span>
    <span class="value ${status}" lang=${tongue(scene, result)}>${result}</span>
    ${texts.kind[kind] === '' ? nothing : html`<span class="badge ${kind}">${texts.kind[kind]}</span>`}
    ${repeated ? html`<span class="hint">${texts.explainedAbove}</span>` : nothing}`;
}

function step(scene: Scene, { clause, case: arm, formula, figures, value, citations }: Step): TemplateResult {
  const { texts } = scene;
  const filled = told(scene, say(scene, figures));
  return html`<li class="step">
    <p class="clause">
      ${arm === undefined ? html`<span>${texts.clause[clause]}</span>` : html`<span lang=${tongue(scene, called(arm))}>${called(arm)}</span>`}
      ${value === undefined ? nothing : html`<b class="value">${told(scene, say(scene, value.text))}</b>`}
    </p>
    ${formula === '' ? nothing : html`<code lang=${tongue(scene, formula)}>${formula.replace(/\s*\n\s*/g, ' ')}</code>`}
    ${filled === '' || filled === formula ? nothing : html`<p class="figures" lang=${tongue(scene, filled)}>${filled}</p>`}
    ${cited(scene, citations)}
  </li>`;
}

/** Which line of which notice says it, and what it replaces. */
function origin(scene: Scene, entry: EntryRef): TemplateResult {
  const { texts } = scene;
  const { layer, instead_of: replaced } = entry;
  return html`<p class="entry-of">${validity(scene, entry)}</p>
    ${layer === undefined ? nothing : html`<p class="entry-of">${texts.saidBy}${ofLayer(layer)}</p>`}
    ${replaced === undefined
      ? nothing
      : html`<p class="entry-of">
          ${texts.insteadOf}${ofLayer(replaced.layer)}
          ${replaced.formula === undefined
            ? html`<b>${replaced.value === undefined ? texts.unknown : told(scene, say(scene, replaced.value.text))}</b>`
            : html`<code>${replaced.formula}</code>`}
          ${cites(scene, replaced.citations)}
        </p>`}`;
}

function ofLayer(layer: LayerRef | undefined): string {
  return layer === undefined ? '' : ` “${called(layer)}”`;
}

/** From when to when a figure holds, and where. */
export function validity(scene: Scene, { from, to, region, replaced }: EntryRef): string {
  const { texts, language } = scene;
  const date = (text: string) => say(scene, shownDate(text));
  const days =
    language === 'zh'
      ? [from && `${date(from)}起`, to && `至${date(to)}`].filter(Boolean).join('')
      : [from && `from ${date(from)}`, to && `to ${date(to)}`].filter(Boolean).join(' ');
  return [days, region && `${texts.region} ${region}`, replaced && texts.replaced].filter(Boolean).join(' · ');
}
