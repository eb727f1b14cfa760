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
  const roots = new Set(printed.map((one) => one.getRootNode() as Document | ShadowRoot));
  const takeAway = [...roots].map((root) => ('adoptedStyleSheets' in root ? adopted(root) : inserted(root)));
  for (const one of printed) one.classList.add(PRINTED);
  const over = () => {
    for (const one of printed) one.classList.remove(PRINTED);
    for (const take of takeAway) take();
  };
  addEventListener('afterprint', over, { once: true });
  print();
}

/** Styles a tree by a sheet that needs no leave of a content security policy; returns what takes it away. */
function adopted(root: Document | ShadowRoot): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(ALONE);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  return () => {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => one !== sheet);
  };
}

/** The same for Safari before 16.4 and Firefox before 101, which have no such sheets. */
function inserted(root: Document | ShadowRoot): () => void {
  const style = document.createElement('style');
  style.textContent = ALONE;
  (root instanceof Document ? root.head : root).append(style);
  return () => style.remove();
}
