import type { AlertEntry, AlertInstance, Explanation, Missing, TargetEntry, TargetInstance } from 'huimin';
import { html, nothing, type TemplateResult } from 'lit';
import { parsePath } from '../model/case.js';
import { called } from '../model/shape.js';
import { shownDate } from '../read/answer.js';
import { say, told, tongue, type Scene } from '../scene.js';
import { titleOf } from '../titles.js';
import { cited } from './citations.js';
import { why } from './explanation.js';
import { complaint, missingFigures } from './problems.js';

/** How many instances are listed; a city may have thousands. */
const MOST_INSTANCES = 20;

/** One alert or target of one instance. */
interface Watched {
  kind: 'alert' | 'target';
  name: string;
  of: string;
  /** What people call it. */
  title: string;
}

/** How the reasons for an alert or a target are shown: to be opened on a screen, all at once on paper. */
type Reasons = (scene: Scene, watched: Watched, explanation: Explanation | undefined) => TemplateResult | typeof nothing;

/** The reasons to be opened one by one. */
export const openedReasons: Reasons = (scene, { name, of, title }, explanation) =>
  why(scene, title, `${of}/${name}`, explanation);

/** The alerts that are raised or open, and what became of the targets. Nothing where the policy has none. */
export function alertsAndTargets(scene: Scene, reasons: Reasons): TemplateResult | typeof nothing {
  const { texts, decision } = scene;
  const alerts = (decision.alerts ?? []).filter(({ raised }) => raised !== 'no');
  const targets = decision.targets ?? [];
  return html`${alerts.length === 0
    ? nothing
    : html`<div role="group" class="instance" aria-label=${texts.alerts}>
        <h4>${texts.alerts}</h4>
        ${alerts.map((alert) => alertEntry(scene, alert, reasons))}
      </div>`}
  ${targets.length === 0
    ? nothing
    : html`<div role="group" class="instance" aria-label=${texts.targets}>
        <h4>${texts.targets}</h4>
        ${targets.map((target) => targetEntry(scene, target, reasons))}
      </div>`}`;
}

function alertEntry(scene: Scene, alert: AlertEntry, reasons: Reasons): TemplateResult {
  const { texts } = scene;
  const { severity, advice, to, raised, counts, instances, citations } = alert;
  return html`<div class="entry alert ${raised === 'yes' ? (severity ?? 'raised') : 'undecided'}" data-alert=${alert.name}>
    <div class="line">
      <span class="name" lang=${tongue(scene, called(alert))}>${called(alert)}</span>
      <strong class="outcome">
        ${raised === 'yes' ? texts.raised : texts.undecided}
        ${raised === 'yes' && severity !== undefined ? html`<span class="badge">${texts.severity[severity]}</span>` : nothing}
      </strong>
    </div>
    ${advice === undefined ? nothing : html`<p class="reason">${advice}${to === undefined ? nothing : texts.inBrackets(`${texts.tell} ${to}`)}</p>`}
    ${counts.all > 1 ? html`<p class="period">${texts.alertCounts(counts.all, counts.raised, counts.unknown)}</p>` : nothing}
    ${listed(instances, (one) => html`${alertInstance(scene, one)} ${explainedBy(scene, reasons, 'alert', alert, one)}`)} ${cited(scene, citations)}
  </div>`;
}

function alertInstance(scene: Scene, { of, key, raised, reason, needs, lacks, error }: AlertInstance): TemplateResult {
  return html`${where(scene, of, key)}
  ${reason === undefined ? nothing : html`<span class="reason">${told(scene, say(scene, reason))}</span>`}
  ${raised === 'unknown' ? missing(scene, needs, lacks) : nothing}
  ${error === undefined ? nothing : complaint(scene, error)}`;
}

function targetEntry(scene: Scene, target: TargetEntry, reasons: Reasons): TemplateResult {
  const { texts } = scene;
  const { state, hoped_for: hoped, must, hope, due, counts, instances, citations } = target;
  const day = due === undefined ? undefined : shownDate(due);
  const root = instances.find(({ of }) => of === '');
  return html`<div class="entry target ${TONES[state]}" data-target=${target.name} data-state=${state}>
    <div class="line">
      <span class="name" lang=${tongue(scene, called(target))}>${called(target)}</span>
      <strong class="outcome">${texts.states[state]}</strong>
    </div>
    <p class="period">
      ${parted([
        root?.value === undefined ? undefined : html`<b>${say(scene, root.value.text)}</b>`,
        must === undefined ? undefined : html`${texts.must} ${must}`,
        hope === undefined ? undefined : html`${texts.hope} ${hope}${hoped === undefined || hoped === 'unknown' ? nothing : texts.inBrackets(hoped === 'yes' ? texts.reached : texts.notReached)}`,
        day === undefined ? undefined : html`${texts.due} ${say(scene, day)}`,
      ])}
    </p>
    ${counts.all > 1 ? html`<p class="period">${texts.targetCounts(counts.all, counts.met, counts.unknown)}</p>` : nothing}
    ${listed(instances, (one) => html`${targetInstance(scene, one)} ${explainedBy(scene, reasons, 'target', target, one)}`)} ${cited(scene, citations)}
  </div>`;
}

/** What there is of these, with dots between. */
function parted(parts: (TemplateResult | undefined)[]): TemplateResult[] {
  return parts.filter((part) => part !== undefined).map((part, place) => (place === 0 ? part : html` · ${part}`));
}

const TONES = { met: 'granted', missed: 'error', pending: 'undecided', short: 'undecided', undecided: 'undecided', error: 'error' };

function targetInstance(scene: Scene, { of, key, value, needs, lacks, error }: TargetInstance): TemplateResult {
  return html`${where(scene, of, key)}
  ${value === undefined || of === '' ? nothing : html`<b>${told(scene, say(scene, value.text))}</b>`}
  ${value === undefined ? missing(scene, needs, lacks) : nothing}
  ${error === undefined ? nothing : complaint(scene, error)}`;
}

function listed<One>(instances: One[], row: (one: One) => TemplateResult): TemplateResult | typeof nothing {
  if (instances.length === 0) return nothing;
  return html`<ul class="watched">
    ${instances.slice(0, MOST_INSTANCES).map((one) => html`<li>${row(one)}</li>`)}
    ${instances.length > MOST_INSTANCES ? html`<li>…</li>` : nothing}
  </ul>`;
}

/** Why an alert or a target is what it is for one instance. */
function explainedBy(
  scene: Scene,
  reasons: Reasons,
  kind: Watched['kind'],
  { name, label }: AlertEntry | TargetEntry,
  { of, key }: AlertInstance | TargetInstance,
): TemplateResult | typeof nothing {
  const title = [called({ name, label }), instanceName(scene, of, key)].filter(Boolean).join(scene.texts.comma);
  const found = scene.explanation?.find((one) => one.kind === kind && one.name === name && one.of === of);
  return reasons(scene, { kind, name, of, title }, found);
}

function where(scene: Scene, of: string, key: string | undefined): TemplateResult | typeof nothing {
  const name = instanceName(scene, of, key);
  return name === '' ? nothing : html`<span class="label">${name}</span>`;
}

/** What an instance is called; nothing for the root. */
function instanceName({ shape, facts }: Scene, of: string, key: string | undefined): string {
  return key ?? shape.instances(parsePath(of), facts).join(' › ');
}

function missing(scene: Scene, needs: string[], lacks: Missing[]): TemplateResult {
  const { texts, shape, facts } = scene;
  return html`${needs.length === 0
    ? nothing
    : html`<span class="lacks">${texts.stillNeeded}${texts.colon}${needs.map((path) => titleOf(shape, facts, parsePath(path))).join(texts.comma)}</span>`}
  ${lacks.length === 0 ? nothing : html`<span class="lacks">${missingFigures(scene, lacks)}</span>`}`;
}
