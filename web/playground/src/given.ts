/** The engine takes far fewer levels and says so; of very many the page itself would come to grief. */
const MOST_LEVELS = 500;

/** Whether something from outside may be a case: an object of facts, nested no deeper than a page can follow. */
export function isCase(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  let level: object[] = [value];
  for (let levels = 0; level.length > 0; levels += 1) {
    if (levels === MOST_LEVELS) return false;
    level = level.flatMap((one) => Object.values(one).filter((inner) => typeof inner === 'object' && inner !== null));
  }
  return true;
}
