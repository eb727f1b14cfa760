import type { Explanation, Text as Said } from 'huimin';
import { html, nothing, type TemplateResult } from 'lit';
import { parsePath } from '../model/case.js';
import { called } from '../model/shape.js';
import { shown, shownDate } from '../read/answer.js';
import { say, told, type Scene } from '../scene.js';
import { leaves, titleOf } from '../titles.js';
import { alertsAndTargets } from './alerts.js';
import { cited, cites } from './citations.js';
import { validity } from './explanation.js';
import { details, groups, outcome } from './results.js';

/** The check on paper: result, facts, what was assumed, the figures used and where they come from. */
export function printedRecord(scene: Scene): TemplateResult {
  const { texts, shape, facts, decision } = scene;
  const { info } = shape;
  return html`<section class="record">
    <h2>${called(info)}</h2>
    <table class="about">
      <tr><th>${texts.decidedFor}</th><td>${say(scene, shownDate(decision.as_of))}</td></tr>
      ${decision.region === undefined ? nothing : html`<tr><th>${texts.region}</th><td>${decision.region}</td></tr>`}
      ${info.citations.length === 0
        ? nothing
        : html`<tr><th>${texts.basis}</th><td>${cites(scene, info.citations)}</td></tr>`}
      <tr><th>${texts.content}</th><td class="hash">${info.hash}</td></tr>
      <tr><th>${texts.engine}</th><td>huimin ${decision.engine}</td></tr>
    </table>
    <h3>${texts.result}</h3>
    ${decision.errors.map((error) => html`<p>${say(scene, error.message)} (${error.code})</p>`)}
    ${groups(scene).map(
      ({ of, results }) => html`
        ${of === '' ? nothing : html`<h4>${shape.instances(parsePath(of), facts).join(' › ')}</h4>`}
        <table>
          ${results.map(
            ({ result, index }) => html`<tr>
              <th>${called(result)}</th>
              <td>
                <b>${outcome(scene, result)}</b>
                ${details(scene, result)} ${reasons(scene, index)}
              </td>
            </tr>`,
          )}
        </table>
      `,
    )}
    ${alertsAndTargets(scene, (_, __, explanation) => steps(scene, explanation))}
    ${decision.needs.length === 0
      ? nothing
      : html`<h3>${texts.stillNeeded}</h3>
          <p>${decision.needs.map(({ path }) => titleOf(shape, facts, parsePath(path))).join(texts.comma)}</p>`}
    <h3>${texts.answers}</h3>
    <table>
      ${leaves(facts).map(([path, value]) => {
        const field = shape.field(path);
        const text = value === undefined || field === undefined ? texts.none : say(scene, shown(value, field.type, info.currency));
        return html`<tr><th>${titleOf(shape, facts, path)}</th><td>${text}</td></tr>`;
      })}
    </table>
    ${decision.assumed.length === 0
      ? nothing
      : html`<h3>${texts.assumedHint}</h3>
          <table>
            ${decision.assumed.map(
              ({ path, value }) =>
                html`<tr><th>${titleOf(shape, facts, parsePath(path))}</th><td>${say(scene, value)}</td></tr>`,
            )}
          </table>`}
    ${figures(scene)}
    <p>${texts.contentHint}</p>
  </section>`;
}

/** Why a result is what it is, with its sources. */
function reasons(scene: Scene, index: number): TemplateResult | typeof nothing {
  const explanation = scene.explanation?.[index];
  return html`${steps(scene, explanation)} ${cited(scene, explanation?.citations ?? [])}`;
}

/** The steps of the rule itself; what they rest on stands in the tables. */
function steps(scene: Scene, explanation: Explanation | undefined): TemplateResult | typeof nothing {
  if (explanation === undefined) return nothing;
  const { texts } = scene;
  return html`
    ${explanation.steps.map(
      ({ clause, case: arm, figures, value, citations }) => html`<p class="reasons">
        ${arm === undefined ? texts.clause[clause] : called(arm)}${rule(scene, figures)}
        ${value === undefined ? nothing : html`→ ${told(scene, say(scene, value.text))}`}
        ${cites(scene, citations)}
      </p>`,
    )}
  `;
}

/** A rule with its figures put in; the last case of a tier has none. */
function rule(scene: Scene, figures: Said): string {
  const filled = told(scene, say(scene, figures));
  return filled === '' ? '' : scene.texts.colon + filled;
}

/** The figures of the policy that some result rests on. */
function figures(scene: Scene): TemplateResult | typeof nothing {
  const used = new Map<string, Explanation>();
  const collect = (one: Explanation) => {
    if (one.entry !== undefined) used.set(JSON.stringify([one.name, one.entry, one.value?.exact]), one);
    one.children.forEach(collect);
  };
  scene.explanation?.forEach(collect);
  if (used.size === 0) return nothing;
  const { texts } = scene;
  return html`<h3>${texts.figures}</h3>
    <table>
      ${[...used.values()].map(
        (one) => html`<tr>
          <th>${called(one)}</th>
          <td>
            <b>${one.value === undefined ? texts.unknown : say(scene, one.value.text)}</b>
            ${one.entry === undefined ? nothing : validity(scene, one.entry)} ${cited(scene, one.citations)}
          </td>
        </tr>`,
      )}
    </table>`;
}
