/** While it prints, everything of the page but the element and what it stands in is left out. */
const ALONE = `@media print {
  body :not(:has(huimin-check[printing])):not(huimin-check[printing]) { display: none !important; }
}`;

/** Prints one element alone. */
export function printAlone(element: HTMLElement): void {
  const style = document.createElement('style');
  style.textContent = ALONE;
  document.head.append(style);
  element.setAttribute('printing', '');
  const over = () => {
    element.removeAttribute('printing');
    style.remove();
  };
  addEventListener('afterprint', over, { once: true });
  print();
}
