/** Closes menus as people expect it: with Escape, and with a click or a step elsewhere. */
export function closeMenus(page: HTMLElement): void {
  const closeOthers = ({ target }: Event) => {
    for (const menu of page.querySelectorAll('details.menu[open]')) {
      if (!(target instanceof Node && menu.contains(target))) menu.removeAttribute('open');
    }
  };
  page.addEventListener('pointerdown', closeOthers);
  page.addEventListener('focusin', closeOthers);
  page.addEventListener('keydown', (event) => {
    const menu = event.key === 'Escape' && event.target instanceof Element ? event.target.closest('details.menu[open]') : null;
    menu?.removeAttribute('open');
    menu?.querySelector('summary')?.focus();
  });
}
