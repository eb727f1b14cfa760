// Decides the same households with huimin and with its peers, in one process and in turns.
//
//     npm run bench --workspace huimin-compare [-- --check]
//
// `--check` fails if a target is missed: 50 times as fast as publicodes, at least as fast as json-logic-js.
import { readFile } from 'node:fs/promises';
import { engines, on, text } from './engines.js';
import { expected, households } from './households.js';

const ROUNDS = 15;
const BLOCK_MICROSECONDS = 30_000;
const all = households(500);
const answers = all.map(expected);

/** Microseconds that the process spends on the processor for one decision, over a block of them. */
function block({ decide }, given) {
  let done = 0;
  let passed = 0;
  const start = process.cpuUsage();
  while (passed < BLOCK_MICROSECONDS) {
    for (let times = 0; times < 20; times += 1) decide(given[done++ % given.length]);
    const { user, system } = process.cpuUsage(start);
    passed = user + system;
  }
  return passed / done;
}

const runs = engines.map((engine) => {
  const given = all.map(engine.given);
  const wrong = given.filter((household, index) => {
    const { tier, payment } = engine.answer(engine.decide(household));
    return tier !== answers[index].tier || payment !== answers[index].payment;
  });
  return { engine, given, wrong: wrong.length, times: [] };
});
for (let round = -2; round < ROUNDS; round += 1) {
  for (const { engine, given, times } of runs) {
    const time = block(engine, given);
    if (round >= 0) times.push(time);
  }
}

const median = (times) => times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)];
console.log(`${all.length} households, median of ${ROUNDS} rounds\n`);
console.log('| engine | µs/decision | fastest–slowest | wrong |\n|---|---:|---:|---:|');
for (const { engine, wrong, times } of runs) {
  const [fastest, slowest] = [Math.min(...times), Math.max(...times)];
  const range = `${fastest.toFixed(2)}–${slowest.toFixed(2)}`;
  console.log(`| ${engine.name} | ${median(times).toFixed(2)} | ${range} | ${wrong} |`);
}

const of = (name) => median(runs.find(({ engine }) => engine.name === name).times);
const quickest = of('huimin, JSON to JSON');
const typed = of('huimin, object to object');
const [publicodes, logic] = [of('publicodes') / typed, of('json-logic-js') / typed];
console.log(`\nobject to object: ${publicodes.toFixed(1)} times as fast as publicodes (target 50), \
${logic.toFixed(2)} times as fast as json-logic-js (target 1); JSON to JSON ${(typed / quickest).toFixed(2)} times \
as fast as objects`);

console.log('\nfrom the bytes of the engine to the first decision, each time anew:\n');
console.log('| build | ms: engine | policy | first decision | all |\n|---|---:|---:|---:|---:|');
const household = JSON.stringify(engines[0].given(all[0]));
for (const build of ['full', 'runtime']) {
  const rows = [];
  const bytes = await readFile(
    new URL(import.meta.resolve(build === 'full' ? 'huimin/huimin.wasm' : 'huimin/runtime.wasm')),
  );
  for (let round = 0; round < 7; round += 1) rows.push(await first(build, bytes, household, round));
  const [engine, policy, decision] = [0, 1, 2].map((part) => median(rows.map((row) => row[part])));
  const whole = median(rows.map((row) => row.reduce((sum, part) => sum + part, 0)));
  console.log(`| ${build} | ${[engine, policy, decision, whole].map((time) => time.toFixed(1)).join(' | ')} |`);
}

/** Milliseconds to load the engine, to load the policy, and to decide. */
async function first(build, bytes, household, round) {
  const folder = new URL('.', import.meta.resolve('huimin/huimin.wasm')).href.replace(/full\/$/, '');
  const whole = await import(`${folder}full/huimin.js`);
  whole.initSync({ module: new WebAssembly.Module(await readFile(new URL(`${folder}full/huimin.wasm`))) });
  const request = JSON.stringify({ sources: [{ name: 'policy.huimin', text }] });
  const file = whole.compile(request).policy().to_bytes();
  const glue = await import(`${folder}${build}/huimin.js?${round}`);
  const times = [performance.now()];
  await glue.default({ module_or_path: bytes });
  times.push(performance.now());
  const policy = build === 'full' ? glue.compile(request).policy() : glue.Policy.from_bytes(file);
  times.push(performance.now());
  policy.plan(on.on).decide(household, false);
  times.push(performance.now());
  return times.slice(1).map((time, part) => time - times[part]);
}

if (process.argv.includes('--check')) {
  if (runs.some(({ engine, wrong }) => engine.name.startsWith('huimin') && wrong > 0)) throw new Error('wrong answers');
  if (publicodes < 50 || logic < 1) throw new Error('a target is missed');
}
