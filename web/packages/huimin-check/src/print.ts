/** Marks the element that is printed, and all that it stands in. */
const PRINTED = 'huimin-printed';
/** While it prints, everything else is left out. */
const ALONE = `@media print { :not(.${PRINTED}) { display: none !important; } }`;

/** Prints one element alone. */
export function printAlone(element: HTMLElement): void {
  const printed = outwards(element);
  const styles = [...new Set(printed.map((one) => one.getRootNode()))].map((root) => {
    const style = document.createElement('style');
    style.textContent = ALONE;
    (root instanceof Document ? root.head : root).appendChild(style);
    return style;
  });
  for (const one of printed) one.classList.add(PRINTED);
  const over = () => {
    for (const one of printed) one.classList.remove(PRINTED);
    for (const style of styles) style.remove();
  };
  addEventListener('afterprint', over, { once: true });
  print();
}

/** An element and all that it stands in, out of shadow trees too. */
function outwards(element: Element): Element[] {
  const found: Element[] = [];
  for (let next: Node | null = element; next !== null; next = next instanceof ShadowRoot ? next.host : next.parentNode) {
    if (next instanceof Element) found.push(next);
  }
  return found;
}
