import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { writePath } from '../model/case.js';
import { called } from '../model/shape.js';
import { shownDate } from '../read/answer.js';
import { say, tongue, type Scene } from '../scene.js';
import { LANG } from '../texts.js';
import { cites } from './citations.js';
import { factsCard } from './facts.js';
import { questionCard } from './question.js';
import { printedRecord } from './record.js';
import { resultsCard } from './results.js';

/** The whole element. */
export function page(scene: Scene): TemplateResult {
  const { texts, shape, language, facts, decision, explanation, question, removed, keep } = scene;
  // What stays the same while somebody types is not put together anew with every key.
  const known = [shape, facts, decision, language];
  const answers = guard([...known, question && writePath(question.path), removed, keep], () => factsCard(scene));
  const record = guard([...known, explanation], () => printedRecord(scene));
  return html`<article class="check" lang=${LANG[language]} dir="ltr" aria-labelledby="title">
    <div class="screen">
      <header part="header">
        <div>
          <p class="kicker">${texts.check}</p>
          <h2 id="title" lang=${tongue(scene, called(shape.info))}>${called(shape.info)}</h2>
        </div>
        <button
          type="button"
          class="secondary language"
          part="language"
          lang=${LANG[language === 'zh' ? 'en' : 'zh']}
          @click=${() => scene.act.speak(language === 'zh' ? 'en' : 'zh')}
        >
          ${texts.otherLanguage}
        </button>
      </header>
      <div class="columns">${questionCard(scene)} ${resultsCard(scene)} ${answers}</div>
      ${basis(scene)}
    </div>
    ${record}
  </article>`;
}

/** The rules that were used: by name, date, and the hash of their text. */
function basis(scene: Scene): TemplateResult {
  const { texts, shape, decision, act } = scene;
  const { info } = shape;
  const day = shownDate(decision.as_of);
  return html`<footer part="footer">
    <dl>
      <div><dt>${texts.decidedFor}</dt><dd>${say(scene, day)}</dd></div>
      ${decision.region === undefined ? nothing : html`<div><dt>${texts.region}</dt><dd>${decision.region}</dd></div>`}
      ${info.citations.length === 0
        ? nothing
        : html`<div><dt>${texts.basis}</dt><dd>${cites(scene, info.citations)}</dd></div>`}
      <div><dt>${texts.content}</dt><dd><code class="hash">${info.hash}</code> <span class="hint">${texts.contentHint}</span></dd></div>
    </dl>
    <button type="button" class="secondary print" @click=${() => act.print()}>${texts.print}</button>
  </footer>`;
}
