// Decides the same households with huimin and with its peers in Node, in one process and in turns.
//
//     npm run bench --workspace huimin-compare [-- --check]
//
// `--check` fails if a target is missed: 50 times as fast as publicodes, at least as fast as json-logic-js.
import { readFile } from 'node:fs/promises';
import { engines, facts, on } from './engines.js';
import { checked, decisions, firsts } from './report.js';
import { all, inTurns, Run } from './turns.js';

const RUNS = 7;
const text = await readFile(new URL('../../bench/policy.huimin', import.meta.url), 'utf8');

/** Microseconds that the process spends on the processor. */
function timed(run, count) {
  const start = process.cpuUsage();
  run.decide(count);
  const { user, system } = process.cpuUsage(start);
  return user + system;
}
const runs = (await engines(text)).map((engine) => new Run(engine));
const missed = decisions(await inTurns(runs, timed));

const folder = new URL('.', import.meta.resolve('huimin/huimin.wasm')).href.replace(/full\/$/, '');
const household = JSON.stringify(facts(all[0]));
const builds = {};
for (const build of ['full', 'runtime']) {
  const bytes = await readFile(new URL(`${folder}${build}/huimin.wasm`));
  builds[build] = [];
  for (let run = 0; run < RUNS; run += 1) builds[build].push(await first(build, bytes, run));
}
firsts('the bytes of the engine', builds);
checked(missed);

function compiled(glue) {
  const files = new glue.Files();
  files.add('policy.huimin', text);
  return files.compile().policy();
}

/** Milliseconds to load the engine, to load the policy, and to decide. */
async function first(build, bytes, run) {
  const whole = await import(`${folder}full/huimin.js`);
  whole.initSync({ module: new WebAssembly.Module(await readFile(new URL(`${folder}full/huimin.wasm`))) });
  const file = compiled(whole).to_bytes();
  const glue = await import(`${folder}${build}/huimin.js?${run}`);
  const times = [performance.now()];
  await glue.default({ module_or_path: bytes });
  times.push(performance.now());
  const policy = build === 'full' ? compiled(glue) : glue.Policy.from_bytes(file);
  times.push(performance.now());
  policy.plan(on.on).decide(household, false);
  times.push(performance.now());
  return times.slice(1).map((time, part) => time - times[part]);
}
