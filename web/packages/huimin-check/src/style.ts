import { css } from 'lit';

/** The look. Pages change it by the custom properties that stand first. */
export const style = css`
  :host {
    --_accent: var(--huimin-accent, #0b5c66);
    --_on-accent: var(--huimin-on-accent, #fff);
    --_text: var(--huimin-text, #1c2426);
    --_muted: var(--huimin-muted, #566266);
    --_surface: var(--huimin-surface, #fff);
    --_background: var(--huimin-background, #f3f6f6);
    --_border: var(--huimin-border, #d5dedf);
    --_granted: var(--huimin-granted, #17693b);
    --_open: var(--huimin-open, #8a5300);
    --_wrong: var(--huimin-wrong, #a8231c);
    --_radius: var(--huimin-radius, 12px);
    --_font: var(--huimin-font, system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif);
    --_focus: var(--_accent);
    --_edge: var(--_muted);
    --_rule: var(--_border);
    --_chosen: var(--_background);
    --_warned: var(--_background);
    display: block;
    color: var(--_text);
    font: 1rem/1.6 var(--_font);
  }
  /* Browsers before 2023 mix no colours, and would show none where they are told to. */
  @supports (color: color-mix(in srgb, red, red)) {
    :host {
      --_focus: color-mix(in srgb, var(--_accent) 60%, transparent);
      --_edge: color-mix(in srgb, var(--_muted) 55%, var(--_border));
      --_rule: color-mix(in srgb, var(--_border) 60%, transparent);
      --_chosen: color-mix(in srgb, var(--_accent) 10%, var(--_surface));
      --_warned: color-mix(in srgb, var(--_open) 10%, var(--_surface));
    }
  }
  :host([hidden]) { display: none; }
  /* The width that it would like where the page leaves it the choice, in a dialog or a flex box; it can do with less. */
  :host::before { content: ''; display: grid; grid-template-columns: minmax(0, 60rem); }
  * { box-sizing: border-box; }
  h2, h3, h4, h5, p, ul, ol, dl, dd { margin: 0; padding: 0; }
  ul, ol { list-style: none; }
  h2, h3, h4, h5 { line-height: 1.35; font-weight: 650; }
  cite { font-style: normal; }
  .check { container-type: inline-size; background: var(--_background); border-radius: var(--_radius); overflow-wrap: anywhere; }
  /* What is measured by the width of the check, for browsers before 2022 by none. */
  .screen { padding: 1rem; padding: clamp(0.75rem, 3cqi, 1.75rem); }
  .card { background: var(--_surface); border: 1px solid var(--_border); border-radius: var(--_radius); padding: 1rem; padding: clamp(1rem, 3cqi, 1.5rem); }
  .kicker { color: var(--_muted); font-size: 0.875rem; }
  .hint { color: var(--_muted); font-size: 0.875rem; }
  .heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .record { display: none; }

  header { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: start; justify-content: space-between; margin-bottom: 1rem; }
  header > div { flex: 1 1 10rem; min-width: 0; }
  header button { white-space: nowrap; }
  header h2 { font-size: 1.3rem; font-size: clamp(1.2rem, 4cqi, 1.5rem); }
  .columns { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); align-items: start; }
  @container (min-width: 52rem) {
    .columns { grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr); grid-template-rows: auto 1fr; }
    .results { grid-column: 2; grid-row: 1 / span 2; position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto; }
    .question, .facts { grid-column: 1; }
  }

  button, input { font: inherit; color: inherit; }
  button { cursor: pointer; border-radius: calc(var(--_radius) * 0.65); min-height: 2.75rem; padding: 0.45rem 1rem; border: 1px solid transparent; background: none; }
  :is(button, input, summary, h3):focus-visible { outline: 3px solid var(--_focus); outline-offset: 2px; }
  h3:focus { outline: none; }
  .primary { background: var(--_accent); color: var(--_on-accent); font-weight: 600; }
  .primary:hover { filter: brightness(1.12); }
  .secondary { border-color: var(--_border); background: var(--_surface); color: var(--_accent); }
  .secondary:hover, .choice:hover { border-color: var(--_accent); }
  .link { min-height: 1.75rem; padding: 0 0.25rem; margin-inline-start: -0.25rem; color: var(--_accent); text-decoration: underline; text-underline-offset: 0.2em; text-decoration-thickness: 1px; text-align: start; }
  .link:hover { text-decoration-thickness: 2px; }

  .question { border-top: 4px solid var(--_accent); }
  .question h3 { font-size: 1.25rem; font-size: clamp(1.15rem, 3.6cqi, 1.4rem); margin: 0.15rem 0 1rem; }
  .question .where { display: block; color: var(--_accent); font-size: 0.9rem; font-weight: 600; }
  .question.done h3 { color: var(--_granted); margin-bottom: 0.25rem; }
  .question.done { border-top-color: var(--_granted); }
  .question.failed h3 { color: var(--_wrong); margin-bottom: 0.25rem; }
  .question.failed { border-top-color: var(--_wrong); }
  /* Not seen, but by nothing for which browsers take it away from screen readers. */
  .control.used { height: 0; opacity: 0; pointer-events: none; }
  .choices { display: grid; gap: 0.6rem; grid-template-columns: repeat(auto-fill, minmax(min(9rem, 100%), 1fr)); }
  .choices.bool { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .choices.wide { grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr)); }
  .choice { border-color: var(--_edge); background: var(--_surface); text-align: start; min-height: 3rem; }
  .bool .choice, .elements .choice { flex: 1 1 8rem; text-align: center; font-weight: 600; }
  .choice[aria-pressed='true'] { background: var(--_chosen); border-color: var(--_accent); box-shadow: inset 0 0 0 1px var(--_accent); }
  .typed { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.25rem 0.6rem; }
  @container (min-width: 18rem) {
    .typed { grid-template-columns: minmax(0, 1fr) auto; }
  }
  .field { display: flex; flex-wrap: wrap; border: 1px solid var(--_muted); border-radius: calc(var(--_radius) * 0.65); background: var(--_surface); overflow: hidden; }
  .field:focus-within { outline: 3px solid var(--_focus); outline-offset: 2px; }
  .field input { flex: 1 1 6rem; min-width: 0; border: 0; outline: 0; background: none; padding-block: 0.6rem; padding-inline: 0.8rem 0; font-size: 1.1rem; }
  .field .unit { align-self: center; padding: 0.2rem 0.8rem; color: var(--_muted); }
  input::placeholder { color: var(--_muted); opacity: 0.75; }
  .echo, .limits { grid-column: 1 / -1; color: var(--_muted); font-size: 0.9rem; }
  .echo:empty { display: none; }
  .problem::first-letter { text-transform: uppercase; }
  .problem { color: var(--_wrong); margin-top: 0.5rem; font-weight: 600; }
  .aside { margin-top: 1rem; color: var(--_muted); font-size: 0.875rem; }
  .aside cite { display: block; }
  .otherwise { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; align-items: center; margin-top: 0.25rem; font-size: 0.9rem; }
  .otherwise .count { color: var(--_muted); margin-inline-start: auto; }
  .elements ol { display: grid; gap: 0.5rem; margin-bottom: 0.75rem; }
  .elements li { display: flex; gap: 0.75rem; align-items: center; }
  .elements li input { flex: 1; min-width: 0; min-height: 2.75rem; padding: 0.4rem 0.8rem; border: 1px solid var(--_muted); border-radius: calc(var(--_radius) * 0.65); background: var(--_surface); }
  .unnamed { flex: 1; padding: 0.4rem 0; }
  .buttons { display: flex; flex-wrap: wrap; gap: 0.6rem; align-items: center; }
  .open li { display: flex; gap: 0.75rem; justify-content: space-between; padding: 0.35rem 0; border-bottom: 1px solid var(--_border); }

  .results > h3, .facts > h3 { font-size: 1.05rem; margin-bottom: 0.75rem; }
  .instance + .instance { margin-top: 1rem; padding-top: 1rem; border-top: 1px solid var(--_border); }
  .instance h4 { font-size: 0.95rem; margin-bottom: 0.5rem; color: var(--_accent); }
  .entry { border-inline-start: 4px solid var(--_border); padding-block: 0.1rem; padding-inline-start: 0.85rem; margin-bottom: 0.9rem; }
  .entry .line { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; align-items: baseline; }
  .entry .name { color: var(--_muted); font-size: 0.925rem; }
  .entry .outcome { font-size: 1.15rem; }
  .entry.tier { border-color: var(--_accent); }
  .entry.granted { border-color: var(--_granted); }
  .entry.granted .outcome { color: var(--_granted); }
  .entry.undecided { border-color: var(--_open); }
  .entry.undecided .outcome { color: var(--_open); font-size: 1rem; }
  .entry.error { border-color: var(--_wrong); }
  .entry.refused .outcome { color: var(--_muted); font-size: 1rem; font-weight: 500; }
  .entry.alert.red { border-color: #a8231c; }
  .entry.alert.orange { border-color: #b3541e; }
  .entry.alert.yellow { border-color: #8a6d00; }
  .entry.alert.blue { border-color: #225c9c; }
  .entry.target .outcome, .entry.alert .outcome { font-size: 1rem; }
  .watched { font-size: 0.9rem; padding-inline-start: 0.6rem; }
  .watched .label { color: var(--_accent); margin-inline-end: 0.4rem; }
  .possible, .period, .reason, .lacks, .excluded { font-size: 0.9rem; color: var(--_muted); }
  .reason { color: var(--_text); }
  .lacks { color: var(--_open); }
  .chip { display: inline-block; border: 1px solid var(--_border); border-radius: 99px; padding: 0 0.6rem; margin: 0.1rem 0.15rem; color: var(--_text); }
  .complaint { color: var(--_wrong); font-size: 0.925rem; margin-bottom: 0.5rem; }
  .complaint .code { color: var(--_muted); font-size: 0.8rem; }
  .complaint cite { display: block; color: var(--_muted); font-size: 0.85rem; }
  .still { margin-top: 1rem; padding-top: 0.75rem; border-top: 1px solid var(--_border); }
  .still h4 { font-size: 0.95rem; color: var(--_open); }
  summary { cursor: pointer; color: var(--_accent); padding: 0.2rem 0; font-size: 0.9rem; min-height: 1.75rem; }
  .refused > summary, .more > summary { color: var(--_muted); }
  details.refused[open] { padding-top: 0.25rem; }
  details.refused > summary { margin-bottom: 0.25rem; }

  .explained { font-size: 0.9rem; padding: 0.25rem 0 0.5rem; }
  .steps { display: grid; gap: 0.5rem; }
  .step { background: var(--_background); border-radius: calc(var(--_radius) * 0.5); padding: 0.5rem 0.75rem; }
  .clause { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; font-weight: 600; }
  .clause .value { color: var(--_accent); }
  code { font-family: ui-monospace, 'SFMono-Regular', Menlo, 'Noto Sans Mono CJK SC', monospace; font-size: 0.92em; }
  .step code { display: block; color: var(--_muted); font-family: inherit; }
  .citations { color: var(--_muted); font-size: 0.85rem; margin-top: 0.25rem; }
  .citations > span { border: 1px solid var(--_border); border-radius: 4px; padding: 0 0.3rem; font-size: 0.75rem; }
  .citations cite:not(:last-child)::after { content: '; '; }
  .entry-of { color: var(--_muted); font-size: 0.85rem; }
  .tree { border-inline-start: 1px solid var(--_border); margin: 0.5rem 0 0 0.3rem; padding-inline-start: 0.7rem; display: grid; gap: 0.1rem; }
  .tree summary { color: var(--_text); }
  .tree .leaf { padding: 0.2rem 0 0.2rem 1rem; }
  .tree .label { color: var(--_muted); }
  .tree .where { font-size: 0.85em; }
  .tree .value { font-weight: 600; margin-inline-start: 0.4rem; }
  .tree .value.undecided { color: var(--_open); }
  .tree .value.error { color: var(--_wrong); }
  .inside { padding: 0.25rem 0 0.5rem 1rem; }
  /* Where there is little room, reasons for reasons keep most of it. */
  @container (max-width: 32rem) {
    .tree { margin-inline-start: 0; padding-inline-start: 0.5rem; }
    .tree .leaf { padding-inline-start: 0.5rem; }
    .inside { padding-inline-start: 0; }
  }
  .badge { display: inline-block; border: 1px solid var(--_border); color: var(--_muted); border-radius: 4px; font-size: 0.75rem; line-height: 1.5; padding: 0 0.35rem; margin-inline-start: 0.4rem; vertical-align: 0.1em; white-space: nowrap; }
  .badge.needed { color: var(--_open); border-color: currentColor; }

  .row { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; align-items: baseline; padding: 0.3rem 0.4rem; border-bottom: 1px solid var(--_rule); }
  .row dt { flex: 1 1 7rem; max-width: max-content; color: var(--_muted); font-size: 0.925rem; }
  .row dd { margin-inline-start: auto; text-align: end; }
  .row .value { font-weight: 600; }
  .row.assumed .value { font-weight: 400; color: var(--_muted); }
  .row.current { background: var(--_chosen); border-radius: 4px; }
  .row .link { font-size: 0.875rem; margin-inline-start: 0.5rem; }
  .part { margin-top: 0.9rem; }
  .part h4 { font-size: 0.975rem; margin-bottom: 0.3rem; }
  .part h4 .value { color: var(--_muted); font-weight: 400; }
  .element, .part:not(.list) { border: 1px solid var(--_border); border-radius: calc(var(--_radius) * 0.65); padding: 0.6rem 0.75rem; margin-bottom: 0.6rem; }
  .element h5 { display: flex; flex-wrap: wrap; gap: 0 0.75rem; justify-content: space-between; align-items: baseline; font-size: 0.95rem; color: var(--_accent); }
  .element h5 .link { margin-inline-start: auto; white-space: nowrap; font-size: 0.85rem; font-weight: 400; color: var(--_muted); }
  .list > .buttons .secondary { min-height: 2.25rem; padding: 0.2rem 0.8rem; font-size: 0.9rem; }
  .more { margin-top: 0.4rem; }
  .privacy { margin-top: 1rem; color: var(--_muted); font-size: 0.875rem; }
  .removed { background: var(--_warned); padding: 0.4rem 0.75rem; border-radius: 6px; margin-bottom: 0.5rem; }

  footer { display: flex; flex-wrap: wrap; gap: 1rem; justify-content: space-between; align-items: end; margin-top: 1rem; font-size: 0.85rem; }
  footer dl { flex: 1 1 20rem; display: grid; gap: 0.15rem; }
  footer dl div { display: flex; flex-wrap: wrap; gap: 0 0.75rem; }
  footer dt { color: var(--_muted); flex: 0 0 9.5em; max-width: 100%; }
  footer dd { flex: 1 1 12em; min-width: 0; }
  footer cite { display: block; }
  footer .hint { display: block; font-size: inherit; }
  .failure { color: var(--_wrong); }

  @media (prefers-reduced-motion: no-preference) {
    button { transition: border-color 0.12s, background-color 0.12s; }
  }
  /* Contrast chosen by the system, which takes backgrounds and shadows away. */
  @media (forced-colors: active) {
    .choice[aria-pressed='true'] { forced-color-adjust: none; background: Highlight; border-color: Highlight; color: HighlightText; }
    .row.current { outline: 2px solid Highlight; outline-offset: -2px; }
  }
  @media print {
    /* Paper is white, whatever the page is. */
    :host {
      --_accent: #000;
      --_text: #000;
      --_muted: #333;
      --_surface: #fff;
      --_background: #fff;
      --_border: #999;
      --_granted: #000;
      --_open: #000;
      --_wrong: #000;
    }
    .screen, .heard { display: none; }
    .record { display: block; font-size: 10.5pt; line-height: 1.45; color: #000; }
    .record h2 { font-size: 15pt; margin-bottom: 6pt; }
    .record h3 { font-size: 12pt; margin: 12pt 0 4pt; border-bottom: 1pt solid #000; break-after: avoid; }
    .record h4 { margin: 8pt 0 2pt; break-after: avoid; }
    .record table { border-collapse: collapse; width: 100%; }
    .record th { text-align: start; font-weight: 400; width: 34%; vertical-align: top; padding: 2pt 8pt 2pt 0; }
    .record td { vertical-align: top; padding: 2pt 0; }
    .record .about cite { display: block; }
    .record tr { break-inside: avoid; border-bottom: 0.5pt solid #bbb; }
    .record .hash { font-family: ui-monospace, monospace; font-size: 9pt; }
    .record .reasons, .record .citations, .record .period { font-size: 9pt; color: #333; }
  }
`;
