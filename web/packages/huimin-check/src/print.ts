import { outwards } from './outwards.js';

/** Marks the element that is printed, and all that it stands in. */
const PRINTED = 'huimin-printed';
/** While it prints, everything else is left out, and nothing that it stands in cuts it off at the end of a page. */
const ALONE = `@media print {
  :not(.${PRINTED}) { display: none !important; }
  .${PRINTED} {
    position: static !important;
    inset: 0 !important;
    overflow: visible !important;
    height: auto !important;
    min-height: 0 !important;
    max-height: none !important;
    max-width: none !important;
    margin: 0 !important;
    border: 0 !important;
    padding: 0 !important;
    transform: none !important;
    contain: none !important;
  }
}`;

/** Prints one element alone. */
export function printAlone(element: HTMLElement): void {
  const printed = outwards(element);
  const style = new CSSStyleSheet();
  style.replaceSync(ALONE);
  // Sheets of this kind need no leave of a content security policy.
  const roots = [...new Set(printed.map((one) => one.getRootNode() as Document | ShadowRoot))];
  for (const root of roots) root.adoptedStyleSheets = [...root.adoptedStyleSheets, style];
  for (const one of printed) one.classList.add(PRINTED);
  const over = () => {
    for (const one of printed) one.classList.remove(PRINTED);
    for (const root of roots) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => one !== style);
  };
  addEventListener('afterprint', over, { once: true });
  print();
}
