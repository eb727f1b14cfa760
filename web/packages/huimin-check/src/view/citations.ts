import { html, nothing, type TemplateResult } from 'lit';
import { tongue, type Scene } from '../scene.js';

/** The texts a rule or a figure rests on. */
export function cited(scene: Scene, citations: string[]): TemplateResult | typeof nothing {
  if (citations.length === 0) return nothing;
  return html`<p class="citations"><span>${scene.texts.sources}</span> ${cites(scene, citations)}</p>`;
}

/** The same without saying what they are. */
export function cites(scene: Scene, citations: string[]): TemplateResult[] {
  return citations.map((one) => html`<cite lang=${tongue(scene, one)}>${one}</cite>`);
}
