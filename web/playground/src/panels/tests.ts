import type { Language, TestResult } from 'huimin';
import { html, nothing, type TemplateResult } from 'lit';
import type { Checked } from '../checker.js';
import type { Texts } from '../texts.js';
import type { GoTo } from './problems.js';

/** What came of the tests written in the policy, those that failed first. */
export function testsPanel({ tests, info, state }: Checked, language: Language, texts: Texts, goTo: GoTo): TemplateResult {
  if (tests === undefined) {
    const waiting = state === 'checking' || info !== undefined;
    return html`<p class="message">${waiting ? texts.checking : texts.noPolicy}</p>`;
  }
  if (tests.tests.length === 0) return html`<p class="message">${texts.noTests}</p>`;
  const failed = tests.tests.filter(({ passed }) => !passed);
  const passed = tests.tests.filter(({ passed }) => passed);
  return html`<p class="message ${failed.length > 0 ? 'error' : 'good'}">${texts.passed(tests.passed, tests.tests.length)}</p>
    <ul class="tests">${[...failed, ...passed].map((test) => html`<li>${result(test, language, texts, goTo)}</li>`)}</ul>`;
}

function result({ label, passed, place, failures }: TestResult, language: Language, texts: Texts, goTo: GoTo): TemplateResult {
  return html`<button
      type="button"
      class="test ${passed ? 'passed' : 'failed'}"
      ?disabled=${place === null}
      @click=${() => place && goTo(place.file, place.line, place.column)}
    >
      <span class="mark" aria-hidden="true">${passed ? '✓' : '✗'}</span> ${label}
    </button>
    ${failures.length === 0
      ? nothing
      : html`<ul class="failures">
          ${failures.map(
            ({ expected, message, place: where }) => html`<li>
              <button type="button" ?disabled=${where === null} @click=${() => where && goTo(where.file, where.line, where.column)}>
                <span><i>${texts.expected}</i> <code>${expected}</code></span>
                <span><i>${texts.found}</i> ${message[language]}</span>
              </button>
            </li>`,
          )}
        </ul>`}`;
}
