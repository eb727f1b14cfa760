/** An element and all that it stands in, out of shadow trees too. */
export function outwards(element: Element): Element[] {
  const found: Element[] = [];
  for (let next: Node | null = element; next !== null; next = next instanceof ShadowRoot ? next.host : next.parentNode) {
    if (next instanceof Element) found.push(next);
  }
  return found;
}
