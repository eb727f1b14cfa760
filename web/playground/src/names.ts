/** The name of a file by a path that another file writes, from the folder of that file. */
export function relative(from: string, path: string): string {
  const steps = from.split('/').slice(0, -1);
  for (const step of path.split('/')) {
    if (step === '..' && steps.length > 0 && steps[steps.length - 1] !== '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

/** The last part of a name, which a tab shows. */
export function shortName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** Whether a file holds figures rather than rules. */
export function isAnnex(name: string): boolean {
  return /\.csv$/i.test(name);
}
