import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { focusTold } from '../focus.js';
import { at, parsePath, writePath, type Facts } from '../model/case.js';
import { called } from '../model/shape.js';
import { isTyped, renamed, rowName, tidied, type Question } from '../question.js';
import { readAnswer, shown, unitOf } from '../read/answer.js';
import { casesWithin, limits } from '../read/limits.js';
import { say, tongue, type Scene } from '../scene.js';
import { titleOf } from '../titles.js';
import { cites } from './citations.js';

/** How many results that need a fact are named beside its question. */
const MOST_RESULTS = 8;
/** How many facts that only alerts and targets need are listed. */
const MOST_WATCHED = 12;

/** The question that is being asked, or what to say when there is none. */
export function questionCard(scene: Scene): TemplateResult {
  const { question } = scene;
  return question === undefined ? rest(scene) : asked(scene, question);
}

/** Nothing is asked: everything is settled, or what is open was passed over. */
function rest(scene: Scene): TemplateResult {
  const { texts, decision } = scene;
  const { needs, errors, results } = decision;
  const [first, ...more] = needs.length === 0 ? watched(scene) : needs.map(({ path }) => path);
  if (needs.length > 0) {
    return html`<section part="question" class="card question">
      <h3 id="question" tabindex="-1">${texts.skippedAll}</h3>
      <p class="hint">${texts.skippedHint}</p>
      ${open(scene, [first ?? '', ...more])}
    </section>`;
  }
  if (errors.length > 0) {
    return html`<section part="question" class="card question failed">
      <h3 id="question" tabindex="-1">${texts.errors}</h3>
      <p class="hint">${texts.errorsHint}</p>
    </section>`;
  }
  const watching = first === undefined ? nothing : html`<p class="hint">${texts.watchedHint}</p> ${open(scene, [first, ...more])}`;
  // A policy that decides nothing, but watches and measures, has nobody to ask.
  if (results.length === 0) {
    return html`<section part="question" class="card question">
      <h3 id="question" tabindex="-1">${texts.nothingAsked}</h3>
      ${watching}
    </section>`;
  }
  const failing = results.some(({ status }) => status === 'error');
  const lacking = results.some(({ status, lacks }) => status === 'undecided' && lacks.length > 0);
  return html`<section part="question" class="card question done" aria-labelledby="question">
    <h3 id="question" tabindex="-1">${texts.complete}</h3>
    <p class="hint">${failing ? texts.failingHint : lacking ? texts.lackingHint : texts.completeHint}</p>
    ${watching}
  </section>`;
}

/** The facts that alerts and targets need. They are listed, but nobody is asked for their sake. */
function watched({ decision }: Scene): string[] {
  const instances = [...(decision.alerts ?? []), ...(decision.targets ?? [])].flatMap((one) => [...one.instances]);
  return [...new Set(instances.flatMap(({ needs }) => needs))].slice(0, MOST_WATCHED);
}

/** Facts that could be given, each with a button that leads to its question. */
function open(scene: Scene, paths: string[]): TemplateResult {
  const { texts, shape, facts, act } = scene;
  return html`<ul class="open">
    ${paths.map((written) => {
      const path = parsePath(written);
      const title = titleOf(shape, facts, path);
      return html`<li>
        <span lang=${tongue(scene, title)}>${title}</span>
        <button type="button" class="link" aria-label=${texts.answerWhat(title)} @click=${() => act.edit(path)}>${texts.answer}</button>
      </li>`;
    })}
  </ul>`;
}

function asked(scene: Scene, question: Question): TemplateResult {
  const { texts, shape, facts, decision, act } = scene;
  const { path, field, editing, askedBy } = question;
  const where = shape.instances(path.slice(0, -1), facts);
  const ask = field.ask ?? called(field);
  const results = [...new Set(askedBy)].map((name) => shape.result(name));
  return html`<section part="question" class="card question" aria-labelledby="asking" data-path=${writePath(path)} data-kind=${field.type.kind}>
    <p class="kicker" id="asking">${editing ? texts.changeAnswer : texts.nextQuestion}</p>
    <h3 id="question" tabindex="-1" lang=${tongue(scene, ask)}>${where.length > 0 ? html`<span class="where">${where.join(' › ')}${texts.colon}</span>` : nothing}${ask}</h3>
    ${controls(scene, question)}
    ${question.problem === undefined
      ? nothing
      : html`<p class="problem" id="problem" role="alert">${say(scene, question.problem)}</p>`}
    <p class="aside">
      ${results.length > 0
        ? html`<span>${texts.matters(results.slice(0, MOST_RESULTS).join(texts.comma))}${results.length > MOST_RESULTS ? '…' : ''}</span>`
        : nothing}
      ${cites(scene, field.citations)}
    </p>
    <p class="otherwise">
      ${editing
        ? html`<button type="button" class="link" @click=${() => act.stopEditing()}>${texts.keepAnswer}</button>`
        : nothing}
      ${field.key && editing
        ? nothing
        : html`<button type="button" class="link skip" @click=${() => act.skip(path)}>${texts.unsure}</button>`}
      ${editing ? nothing : html`<span class="count">${texts.questionCount(decision.needs.length)}</span>`}
    </p>
  </section>`;
}

/** What to answer with. What was answered with stays beside a field until that has the focus. */
function controls(scene: Scene, question: Question): unknown {
  const { answered } = scene;
  const key = (one: Question) => (isTyped(one) ? `${writePath(one.path)} ${one.editing}` : '');
  const stays = answered !== undefined && isTyped(question) && key(answered) !== key(question);
  return repeat(stays ? [question, answered] : [question], key, (one) =>
    html`<div class=${one === question ? 'control' : 'control used'}>${control(scene, one)}</div>`);
}

function control(scene: Scene, question: Question): TemplateResult {
  switch (question.field.type.kind) {
    case 'bool':
      return choices(scene, question, [
        [true, scene.texts.yes],
        [false, scene.texts.no],
      ]);
    case 'case':
      return choices(scene, question, casesWithin(question.field.type).map((one) => [one.name, called(one)]));
    case 'list':
      return elements(scene, question);
    default:
      return typed(scene, question);
  }
}

function choices(
  scene: Scene,
  { path, field }: Question,
  options: [string | boolean, string][],
): TemplateResult {
  const { facts, act } = scene;
  const value = at(facts, path);
  const wide = options.some(([, label]) => label.length > 8) ? 'wide' : '';
  return html`<div class="choices ${field.type.kind} ${wide}" role="group" aria-labelledby="question">
    ${options.map(
      ([option, label]) =>
        html`<button
          type="button"
          class="choice"
          lang=${tongue(scene, label)}
          data-value=${String(option)}
          aria-pressed=${value === option ? 'true' : 'false'}
          @click=${() => act.answer(path, option)}
        >
          ${label}
        </button>`,
    )}
  </div>`;
}

function typed(scene: Scene, question: Question): TemplateResult {
  const { texts, shape, act } = scene;
  const { type } = question.field;
  const { currency } = shape.info;
  const read = question.typed.trim() === '' ? undefined : readAnswer(question.typed, type, currency);
  const echo = read && 'value' in read && type.kind !== 'text' ? say(scene, shown(read.value, type, currency)) : undefined;
  const unit = say(scene, unitOf(type, currency));
  const submit = (event: Event): void => {
    event.preventDefault();
    if (question.field.key && question.typed.trim() === '') return act.clear(question.path);
    // What fills in forms by itself may send them before what it typed is drawn.
    const answer = readAnswer(question.typed, type, currency);
    if ('value' in answer) return act.answer(question.path, answer.value);
    question.problem = answer.problem;
    act.redraw();
  };
  return html`<form class="typed" novalidate @submit=${submit}>
    <span class="field">
      <input
        type="text"
        inputmode=${type.kind === 'number' && type.whole ? 'numeric' : 'text'}
        autocomplete="off"
        spellcheck="false"
        aria-labelledby="question"
        aria-describedby="problem ${type.bounds.length > 0 ? 'limits' : unit && 'unit'}"
        aria-invalid=${question.problem === undefined ? 'false' : 'true'}
        placeholder=${placeholder(type.kind)}
        .value=${question.typed}
        @input=${(event: InputEvent) => {
          question.typed = (event.target as HTMLInputElement).value;
          question.problem = undefined;
          act.redraw();
        }}
      />${unit && html`<span class="unit" id="unit" aria-hidden="true">${unit}</span>`}
    </span>
    <button type="submit" class="primary">${question.editing ? texts.confirm : texts.next}</button>
    <p class="echo" id="echo" aria-live="polite" aria-atomic="true">${echo === undefined ? nothing : texts.understood(echo)}</p>
    ${type.bounds.length > 0
      ? html`<p class="limits" id="limits">${say(scene, limits(type))}</p>`
      : nothing}
  </form>`;
}

function placeholder(kind: string): string {
  return { money: '1200.50', date: '1985-6-1', month: '2023-6', months: '6', days: '30' }[kind] ?? '';
}

/** The elements of a list, to be named, added and removed. */
function elements(scene: Scene, question: Question): TemplateResult {
  const { texts, shape, act } = scene;
  const { path, rows, field } = question;
  const what = called(shape.entity(field.type.name));
  const changed = (next: Question['rows']) => {
    question.rows = next;
    question.problem = undefined;
    act.redraw();
  };
  const add = (event: Event) => {
    const form = (event.currentTarget as HTMLElement).closest('.elements');
    changed([...question.rows, {}]);
    requestAnimationFrame(() => form?.querySelector<HTMLElement>('li:last-of-type input, li:last-of-type button')?.focus());
  };
  const remove = async (event: Event, row: Facts) => {
    (event.currentTarget as HTMLElement).closest('.elements')?.querySelector<HTMLElement>('.add')?.focus();
    await focusTold();
    changed(question.rows.filter((one) => one !== row));
  };
  const confirm = (event: Event) => {
    event.preventDefault();
    act.answer(path, tidied(shape, question));
  };
  const empty = rows.length === 0;
  // The button that adds is the same one throughout: whoever pressed it does not lose the place.
  return html`<form class="elements" @submit=${confirm}>
    ${empty
      ? nothing
      : html`<ol>
          ${repeat(
            rows,
            (_, index) => index,
            (row, index) => {
              const label = texts.nameOf(what, index + 1);
              const name = rowName(shape, question, row);
              return html`<li>
                ${name === undefined
                  ? html`<span class="unnamed">${label}</span>`
                  : html`<input
                      type="text"
                      autocomplete="off"
                      aria-label="${label}${texts.comma}${nameLabel(scene, question)}"
                      placeholder="${label} · ${nameLabel(scene, question)}"
                      .value=${name}
                      @input=${(event: Event) => {
                        const input = event.target as HTMLInputElement;
                        changed(question.rows.map((one, at) => (at === index ? renamed(shape, question, one, input.value) : one)));
                      }}
                    />`}
                <button type="button" class="link" aria-label=${texts.removeWhat(name?.trim() || label)} @click=${(event: Event) => void remove(event, row)}>
                  ${texts.remove}
                </button>
              </li>`;
            },
          )}
        </ol>`}
    <div class="buttons" role="group" aria-labelledby="question">
      <button type="button" class="${empty ? 'choice' : 'secondary'} add" @click=${add}>+ ${empty ? texts.add(what) : texts.addAnother(what)}</button>
      ${empty
        ? html`<button type="button" class="choice none" @click=${() => act.answer(path, [])}>${texts.none}</button>`
        : html`<button type="submit" class="primary">${question.editing ? texts.confirm : texts.thatIsAll}</button>`}
    </div>
  </form>`;
}

function nameLabel({ shape }: Scene, { field }: Question): string {
  const key = shape.entity(field.type.name).fields.find((one) => one.key);
  return key === undefined ? '' : called(key);
}
