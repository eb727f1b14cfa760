import type { EntityInfo, FieldInfo } from 'huimin';
import { html, nothing, type TemplateResult } from 'lit';
import { at, isWithin, parsePath, put, writePath, type Facts, type Path } from '../model/case.js';
import { called } from '../model/shape.js';
import { shown } from '../read/answer.js';
import { say, tongue, type Scene } from '../scene.js';

/** What is known of the case: what was answered, what was assumed, what is still needed, what else could be said. */
export function factsCard(scene: Scene): TemplateResult {
  const { texts, shape, removed, act, keep } = scene;
  return html`<section part="facts" class="card facts" aria-labelledby="facts">
    <h3 id="facts">${texts.answers}</h3>
    <div aria-live="polite">
      ${removed === undefined
        ? nothing
        : html`<p class="removed">
            ${texts.removed(removed)} <button type="button" class="link" @click=${() => act.undo()}>${texts.undo}</button>
          </p>`}
    </div>
    ${record(scene, shape.root, [])}
    <p class="privacy">
      ${keep ? texts.kept : texts.notKept}
      <button type="button" class="link over" @click=${() => act.startOver()}>${texts.startOver}</button>
    </p>
  </section>`;
}

/** The facts of one instance, the nested ones below. */
function record(scene: Scene, entity: EntityInfo, path: Path): TemplateResult {
  const rows = entity.fields.map((field) => ({ field, path: [...path, field.name] }));
  const plain = rows.filter(({ field }) => !isNested(field));
  const shownNow = plain.filter((row) => state(scene, row.path) !== 'silent');
  const silent = plain.filter((row) => state(scene, row.path) === 'silent');
  const nested = rows.filter(({ field }) => isNested(field));
  const present = nested.filter((row) => isPresent(scene, row.path));
  const absent = nested.filter((row) => !isPresent(scene, row.path));
  return html`
    <dl>${shownNow.map(({ field, path: here }) => fact(scene, field, here))}</dl>
    ${present.map(({ field, path: here }) => part(scene, field, here))}
    ${silent.length + absent.length > 0
      ? html`<details class="more">
          <summary>${scene.texts.more}</summary>
          <dl>${silent.map(({ field, path: here }) => fact(scene, field, here))}</dl>
          ${absent.map(({ field, path: here }) => part(scene, field, here))}
        </details>`
      : nothing}
  `;
}

function isNested({ type }: FieldInfo): boolean {
  return type.kind === 'list' || type.kind === 'record';
}

/** Whether something is said, assumed or asked at or below a path. */
function isPresent({ facts, decision }: Scene, path: Path): boolean {
  const written = writePath(path);
  return (
    at(facts, path) !== undefined
    || decision.needs.some((need) => isWithin(need.path, written))
    || decision.assumed.some((one) => isWithin(one.path, written))
  );
}

function state({ facts, assumed, needed }: Scene, path: Path): 'answered' | 'assumed' | 'needed' | 'silent' {
  const written = writePath(path);
  if (at(facts, path) !== undefined) return 'answered';
  if (assumed.has(written)) return 'assumed';
  return needed.has(written) ? 'needed' : 'silent';
}

/** One fact with its value and a button to say something else. */
function fact(scene: Scene, field: FieldInfo, path: Path): TemplateResult {
  const { texts, shape, facts, question, act } = scene;
  const written = writePath(path);
  const now = state(scene, path);
  const value = at(facts, path);
  const assumed = scene.assumed.get(written);
  const text =
    typeof value === 'string' || typeof value === 'boolean'
      ? say(scene, shown(value, field.type, shape.info.currency))
      : assumed && say(scene, assumed);
  const known = now === 'answered' || now === 'assumed';
  const current = question !== undefined && writePath(question.path) === written;
  return html`<div class="row ${now} ${current ? 'current' : ''}" data-path=${written}>
    <dt lang=${tongue(scene, called(field))}>${called(field)}</dt>
    <dd>
      ${text === undefined ? nothing : html`<span class="value" lang=${tongue(scene, text)}>${text}</span>`}
      ${now === 'assumed' ? html`<span class="badge" title=${texts.assumedHint}>${texts.assumed}</span>` : nothing}
      ${now === 'needed' ? html`<span class="badge needed">${texts.needed}</span>` : nothing}
      <button
        type="button"
        class="link"
        aria-label=${known ? texts.changeWhat(called(field)) : texts.answerWhat(called(field))}
        @click=${() => act.edit(path)}
      >
        ${known ? texts.change : texts.answer}
      </button>
    </dd>
  </div>`;
}

/** A list with its elements, or a nested record. */
function part(scene: Scene, field: FieldInfo, path: Path): TemplateResult {
  const { texts, shape, facts, act } = scene;
  const inner = shape.entity(field.type.name);
  if (field.type.kind === 'record') {
    return html`<div role="group" class="part" aria-label=${called(field)}>
      <h4 lang=${tongue(scene, called(field))}>${called(field)}</h4>
      ${record(scene, inner, path)}
    </div>`;
  }
  const list = at(facts, path);
  const elements = Array.isArray(list) ? list : undefined;
  const what = called(inner);
  return html`<div role="group" class="part list" aria-label=${called(field)} data-path=${writePath(path)}>
    <h4>
      <span lang=${tongue(scene, called(field))}>${called(field)}</span>
      <span class="value">${elements === undefined ? nothing : elements.length === 0 ? texts.none : elements.length}</span>
      ${elements === undefined && state(scene, path) === 'needed'
        ? html`<span class="badge needed">${texts.needed}</span>`
        : nothing}
    </h4>
    ${elements?.map((_, index) => {
      const here = [...path, index];
      const name = shape.element(here, facts);
      return html`<div role="group" class="element" aria-label=${name}>
        <h5>
          <span lang=${tongue(scene, name)}>${name}</span>
          <button type="button" class="link" aria-label=${texts.removeWhat(name)} @click=${() => act.remove(here)}>
            ${texts.remove}
          </button>
        </h5>
        ${record(scene, inner, here)}
      </div>`;
    })}
    <p class="buttons">
      <button type="button" class="secondary add" @click=${() => act.add(path)}>+ ${texts.add(what)}</button>
      ${elements === undefined
        ? html`<button type="button" class="link none" aria-label="${called(field)}${texts.colon}${texts.none}" @click=${() => act.answer(path, [])}>
            ${texts.none}
          </button>`
        : nothing}
    </p>
  </div>`;
}

/** What is still needed, told as a list that leads to the questions. */
export function neededList(scene: Scene, paths: string[], most: number): TemplateResult {
  const { shape, facts, texts, act } = scene;
  return html`<ul class="needs">
    ${paths.slice(0, most).map((written) => {
      const path = parsePath(written);
      const field = shape.field(path);
      const where = shape.instances(path.slice(0, -1), facts);
      const title = [...where, field ? called(field) : written].join(' › ');
      return html`<li>
        <button type="button" class="link" aria-label=${texts.answerWhat(title)} @click=${() => act.edit(path)}>${title}</button>
      </li>`;
    })}
    ${paths.length > most ? html`<li>…</li>` : nothing}
  </ul>`;
}

/** A list with one more element, not yet described. */
export function withElement(facts: Facts, path: Path): Facts {
  const list = at(facts, path);
  return put(facts, path, [...(Array.isArray(list) ? list : []), {}]);
}
