import type { DiagnosticData, Language, Text as Said } from 'huimin';
import { html, nothing, type TemplateResult } from 'lit';
import type { Checked } from '../checker.js';
import type { Texts } from '../texts.js';

/** Leads to a place in a file. */
export type GoTo = (file: string, line: number, column: number) => void;

/** What is wrong with the policy, each with its place. */
export function problemsPanel(checked: Checked, language: Language, texts: Texts, goTo: GoTo): TemplateResult {
  const { diagnostics, count, state, stopped } = checked;
  if (state === 'stopped' && stopped !== undefined) return html`<p class="message error">${stopped[language]}</p>`;
  if (count === 0) return html`<p class="message">${state === 'checking' ? texts.checking : texts.noProblems}</p>`;
  return html`<ul class="problems">
      ${diagnostics.map((one) => html`<li>${problem(one, language, texts, goTo)}</li>`)}
    </ul>
    ${count > diagnostics.length ? html`<p class="message">${texts.more(count - diagnostics.length)}</p>` : nothing}`;
}

function problem(
  { place, severity, code, message, notes, help }: DiagnosticData,
  language: Language,
  texts: Texts,
  goTo: GoTo,
): TemplateResult {
  const go = () => place && goTo(place.file, place.line, place.column);
  return html`<button type="button" class="problem ${severity}" ?disabled=${place === null} @click=${go}>
    <span class="head"><span class="code">${code}</span> <b>${message[language]}</b></span>
    ${aside(texts.note, notes, language)} ${aside(texts.help, help, language)}
    ${place === null ? nothing : html`<span class="place">${place.file}:${place.line}:${place.column}</span>`}
  </button>`;
}

function aside(kind: string, lines: Said[], language: Language): TemplateResult[] {
  return lines.map((text) => html`<span class="aside"><i>${kind}</i> ${text[language]}</span>`);
}
