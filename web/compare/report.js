// What the comparisons print, and whether the targets are met.
import { all, median } from './turns.js';

const TYPED = 'huimin, object to object';
const JSON_TEXT = 'huimin, JSON to JSON';

/** Prints how fast each engine decides, and how huimin compares. Tells which targets are missed. */
export function decisions(runs) {
  console.log(`${all.length} households, median of ${runs[0].times.length} rounds\n`);
  console.log('| engine | µs/decision | fastest–slowest | wrong |\n|---|---:|---:|---:|');
  for (const { name, wrong, times } of runs) {
    const range = `${Math.min(...times).toFixed(2)}–${Math.max(...times).toFixed(2)}`;
    console.log(`| ${name} | ${median(times).toFixed(2)} | ${range} | ${wrong} |`);
  }
  console.log('\n| as fast as | publicodes (target 50) | json-logic-js (target 1) |\n|---|---:|---:|');
  const of = (name) => median(runs.find((run) => run.name === name).times);
  const missed = runs.filter(({ name, wrong }) => name.startsWith('huimin') && wrong > 0).map(({ name }) => `${name} is wrong`);
  for (const name of [TYPED, JSON_TEXT]) {
    const [publicodes, logic] = [of('publicodes') / of(name), of('json-logic-js') / of(name)];
    console.log(`| ${name} | ${publicodes.toFixed(1)} × | ${logic.toFixed(2)} × |`);
    if (publicodes < 50 || logic < 1) missed.push(name);
  }
  return missed;
}

/** Prints how long it takes until the first decision; each row holds what one run took for each part. */
export function firsts(from, builds) {
  console.log(`\nfrom ${from} to the first decision, each time anew:\n`);
  console.log('| build | ms: engine | policy | first decision | all |\n|---|---:|---:|---:|---:|');
  for (const [build, rows] of Object.entries(builds)) {
    const parts = [0, 1, 2].map((part) => median(rows.map((row) => row[part])));
    const whole = median(rows.map((row) => row.reduce((sum, part) => sum + part, 0)));
    console.log(`| ${build} | ${[...parts, whole].map((time) => time.toFixed(1)).join(' | ')} |`);
  }
}

/** With `--check`, ends with an error where a target is missed. */
export function checked(missed) {
  if (process.argv.includes('--check') && missed.length > 0) throw new Error(`targets missed: ${missed.join(', ')}`);
}
