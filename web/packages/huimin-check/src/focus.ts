/**
 * Waits until browsers have told where the focus is. Screen readers whose place goes away before that take the next one
 * for it, and say nothing when the focus comes there: what was used has to stay so long.
 */
export async function focusTold(): Promise<void> {
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
}
