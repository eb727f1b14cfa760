import type { CaseError, ResultEntry } from 'huimin';
import { html, nothing, type TemplateResult } from 'lit';
import { parsePath } from '../model/case.js';
import { called } from '../model/shape.js';
import { shownDate } from '../read/answer.js';
import { say, told, tongue, type Scene } from '../scene.js';
import { alertsAndTargets, openedReasons } from './alerts.js';
import { why } from './explanation.js';
import { neededList } from './facts.js';
import { complaint, missingFigures } from './problems.js';

/** How many open facts are listed before the rest is left to the questions. */
const MOST_NEEDS = 6;
/** How many results are told to those who hear the page, before the rest is left to the list. */
const MOST_TOLD = 8;

/** What the policy says so far, instance by instance. */
export function resultsCard(scene: Scene): TemplateResult {
  const { texts, decision } = scene;
  return html`<section part="results" class="card results" aria-labelledby="results">
    <h3 id="results">${texts.result}</h3>
    ${decision.errors.map((error) => complaint(scene, error))}
    ${groups(scene).map((group) => instance(scene, group))} ${alertsAndTargets(scene, openedReasons)}
    ${decision.needs.length > 0
      ? html`<div class="still">
          <h4>${texts.stillNeeded}</h4>
          ${neededList(scene, decision.needs.map(({ path }) => path), MOST_NEEDS)}
        </div>`
      : nothing}
  </section>`;
}

/** A result with its place among all of them, which is also that of its explanation. */
export interface Placed {
  result: ResultEntry;
  index: number;
}

interface Group {
  of: string;
  results: Placed[];
}

/** The results of each instance together, those of the whole case first. */
export function groups({ decision }: Scene): Group[] {
  const found = new Map<string, Placed[]>();
  decision.results.forEach((result, index) => {
    const group = found.get(result.of);
    if (group === undefined) found.set(result.of, [{ result, index }]);
    else group.push({ result, index });
  });
  return [...found].map(([of, results]) => ({ of, results })).sort((one, other) => +(one.of !== '') - +(other.of !== ''));
}

/** Whether a result says nothing but that something is not granted. */
export function isRefused({ kind, status, entitled }: ResultEntry): boolean {
  return kind === 'benefit' && status === 'decided' && entitled === 'no';
}

/** Whether somebody gets a benefit. */
function isGranted(result: ResultEntry): boolean {
  return result.kind === 'benefit' && result.status === 'decided' && result.entitled === 'yes' && !isExcluded(result);
}

/** Whether a benefit that would be due gives way to another one. */
function isExcluded({ status, excluded }: ResultEntry): boolean {
  return status === 'decided' && excluded !== undefined;
}

function instance(scene: Scene, { of, results }: Group): TemplateResult {
  const { texts, shape, facts } = scene;
  const first = results.filter(({ result }) => !isRefused(result));
  const refused = results.filter(({ result }) => isRefused(result));
  const who = shape.instances(parsePath(of), facts).join(' › ');
  return html`<div role=${of === '' ? nothing : 'group'} class="instance" data-of=${of} aria-label=${of === '' ? nothing : who}>
    ${of === '' ? nothing : html`<h4 lang=${tongue(scene, who)}>${who}</h4>`}
    ${first.map((placed) => entry(scene, placed))}
    ${of === '' && refused.length <= 2
      ? refused.map((placed) => entry(scene, placed))
      : refused.length > 0
        ? html`<details class="refused">
            <summary>${texts.refused(refused.length)}</summary>
            ${refused.map((placed) => entry(scene, placed))}
          </details>`
        : nothing}
  </div>`;
}

function entry(scene: Scene, { result, index }: Placed): TemplateResult {
  const [title, came] = [called(result), outcome(scene, result)];
  return html`<div class="entry ${tone(result)}" data-result=${result.name} data-status=${result.status}>
    <div class="line">
      <span class="name" lang=${tongue(scene, title)}>${title}</span>
      <strong class="outcome" lang=${tongue(scene, came)}>${came}</strong>
    </div>
    ${details(scene, result)}
    ${why(scene, title, `${result.of}/${result.name}`, scene.explanation?.[index])}
  </div>`;
}

/** How good the news is, for colours that the words beside them say too. */
function tone(result: ResultEntry): string {
  if (result.status !== 'decided') return result.status;
  if (result.kind === 'tier') return 'tier';
  return isGranted(result) ? 'granted' : 'refused';
}

/** What a result came to, in a few words. */
export function outcome(scene: Scene, result: ResultEntry): string {
  const { texts } = scene;
  if (result.status === 'error') return texts.errors;
  if (result.status === 'undecided') return texts.undecided;
  if (result.case !== undefined) return called(result.case);
  if (isRefused(result)) return texts.notGranted;
  if (isExcluded(result)) return texts.excluded;
  return result.amount === undefined ? '' : say(scene, result.amount.display);
}

/** What else there is to say: possible outcomes, payment, the policy's own words, what is missing. */
export function details(scene: Scene, result: ResultEntry): TemplateResult {
  const { texts } = scene;
  const { possible, amount, reason, lacks, error, excluded } = result;
  const period = [
    amount?.paid && texts.paid[amount.paid],
    result.start && `${texts.from} ${month(scene, result.start)}`,
    result.stop && `${texts.until} ${month(scene, result.stop)}`,
  ].filter(Boolean);
  return html`
    ${possible === undefined || result.status === 'decided'
      ? nothing
      : html`<p class="possible">
          ${possible.exact ? texts.possible : texts.atMost}
          ${possible.cases.map((one) => html`<span class="chip" lang=${tongue(scene, called(one))}>${called(one)}</span>`)}
        </p>`}
    ${excluded === undefined
      ? nothing
      : html`<p class="excluded">
          ${called({ ...excluded, name: excluded.exclusive })}${excluded.instead === undefined
            ? nothing
            : html`${texts.colon}${texts.instead} <b>${called(excluded.instead)}</b>`}
        </p>`}
    ${isRefused(result) || isExcluded(result) || result.entitled === 'unknown' || period.length === 0 ? nothing : html`<p class="period">${period.join(' · ')}</p>`}
    ${reason === undefined ? nothing : html`<p class="reason" lang=${tongue(scene, say(scene, reason))}>${told(scene, say(scene, reason))}</p>`}
    ${lacks.length > 0 ? html`<p class="lacks">${missingFigures(scene, lacks)}</p>` : nothing}
    ${error === undefined || concernsAll(scene, error) ? nothing : complaint(scene, error)}
  `;
}

/** Whether an error is that of the whole case, which is told once above all results. */
function concernsAll({ decision }: Scene, { code, path, message }: CaseError): boolean {
  return decision.errors.some((one) => one.code === code && one.path === path && one.message.en === message.en);
}

function month(scene: Scene, value: string): string {
  return say(scene, shownDate(value));
}

/** What came out so far in one sentence, for those who hear the page. */
export function summary(scene: Scene): string {
  const { texts, shape, facts, decision } = scene;
  const results = decision.results.filter((result) => (result.of === '' && result.kind === 'tier') || isGranted(result));
  const told = results.slice(0, MOST_TOLD).map((result) => {
    const title = [...shape.instances(parsePath(result.of), facts), called(result)].join(' › ');
    return `${title}${texts.colon}${outcome(scene, result)}`;
  });
  if (results.length > MOST_TOLD) told.push('…');
  const errors = decision.errors.map((error) => say(scene, error.message));
  return [...errors, ...told].join(texts.semicolon) || (decision.results.every(isRefused) ? texts.notGranted : texts.undecided);
}
