import type { CaseError, Missing } from 'huimin';
import { html, type TemplateResult } from 'lit';
import { parsePath } from '../model/case.js';
import { called } from '../model/shape.js';
import { say, told, type Scene } from '../scene.js';
import { titleOf } from '../titles.js';
import { cites } from './citations.js';

/** Which figures the policy names without giving them, with the cases for which it does not. */
export function missingFigures({ texts }: Scene, lacks: Missing[]): string {
  const figure = (missing: Missing) =>
    `${called(missing)}${missing.cases === undefined ? '' : texts.inBrackets(missing.cases.map(called).join(texts.comma))}`;
  return `${texts.lacks}${texts.colon}${lacks.map(figure).join(texts.comma)}`;
}

/** Why something has no result. */
export function complaint(scene: Scene, error: CaseError): TemplateResult {
  const { shape, facts, texts } = scene;
  const where = error.path === '' ? '' : `${titleOf(shape, facts, parsePath(error.path))}${texts.colon}`;
  return html`<p class="complaint" data-code=${error.code}>
    ${where}${told(scene, say(scene, error.message))} <span class="code">${error.code}</span>
    ${cites(scene, error.citations)}
  </p>`;
}
