import type { DiagnosticData } from 'huimin';
import { html, nothing, type TemplateResult } from 'lit';
import { relative, shortName } from '../names.js';
import type { Texts } from '../texts.js';

/** The files of the page, and what is known of them. */
export interface FilesState {
  names: string[];
  current: string;
  /** What the policy names and is not here. */
  missing: string[];
  diagnostics: DiagnosticData[];
}

/** What can be done with files. */
export interface FilesActions {
  show(name: string): void;
  /** Adds an empty file. */
  add(name: string): void;
  /** Opens files of the device. */
  take(chosen: Iterable<File>): void;
  remove(name: string): void;
}

/** A tab for each file, the policy itself first, then those that are missing; and a menu to add others. */
export function filesBar(state: FilesState, texts: Texts, act: FilesActions): TemplateResult {
  const { names, current, missing, diagnostics } = state;
  const [main = '', ...others] = names;
  const wrong = (name: string) => diagnostics.filter(({ place, severity }) => place?.file === name && severity === 'error').length;
  return html`<div class="files">
    <nav aria-label=${texts.files}>
      ${tab(main, main === current, wrong(main), false, texts, act)}
      ${missing.map(
        (name) => html`<button type="button" class="missing" title=${texts.addMissing(name)} aria-label=${texts.addMissing(name)} @click=${() => act.add(name)}>
          + ${shortName(name)}
        </button>`,
      )}
      ${others.map((name) => tab(name, name === current, wrong(name), true, texts, act))}
    </nav>
    ${menu(main, texts, act)}
  </div>`;
}

function tab(name: string, shown: boolean, wrong: number, removable: boolean, texts: Texts, act: FilesActions): TemplateResult {
  return html`<span class="tab" ?data-current=${shown}>
    <button
      type="button"
      aria-current=${shown ? 'true' : 'false'}
      aria-label=${wrong > 0 ? texts.wrongIn(shortName(name), wrong) : nothing}
      title=${name}
      @click=${() => act.show(name)}
    >
      ${shortName(name)}${wrong > 0 ? html` <span class="badge wrong">${wrong}</span>` : nothing}
    </button>
    ${shown && removable
      ? html`<button type="button" class="remove" title=${texts.removeFile(name)} aria-label=${texts.removeFile(name)} @click=${() => act.remove(name)}>×</button>`
      : nothing}
  </span>`;
}

/** Adds files: what somebody writes is a path from the folder of the first one. */
function menu(main: string, texts: Texts, act: FilesActions): TemplateResult {
  // Where the keyboard was is hidden with the menu.
  const close = (event: Event) => {
    const menu = (event.currentTarget as HTMLElement).closest('details');
    menu?.removeAttribute('open');
    menu?.querySelector('summary')?.focus();
  };
  return html`<details class="menu more">
    <summary aria-label=${texts.moreFiles} title=${texts.moreFiles}>+</summary>
    <div>
      <form
        @submit=${(event: SubmitEvent) => {
          event.preventDefault();
          const field = (event.currentTarget as HTMLFormElement).elements.namedItem('name') as HTMLInputElement;
          const name = relative(main, field.value.trim());
          field.value = '';
          close(event);
          act.add(name);
        }}
      >
        <label>${texts.newFile} <input type="text" name="name" required placeholder=${texts.fileName} autocomplete="off" /></label>
        <button type="submit" class="button">${texts.add}</button>
      </form>
      <label class="button">
        ${texts.fromDevice}
        <input
          type="file"
          class="heard"
          multiple
          @change=${(event: Event) => {
            const field = event.currentTarget as HTMLInputElement;
            act.take([...(field.files ?? [])]);
            field.value = '';
            close(event);
          }}
        />
      </label>
    </div>
  </details>`;
}
