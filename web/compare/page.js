// What `browser.js` calls in a page.
import * as huimin from 'huimin';
import * as runtime from 'huimin/runtime';
import { engines, facts, on } from './engines.js';
import { all, Run } from './turns.js';

let runs;

globalThis.comparison = {
  /** Makes the engines ready; tells their names, and how many households each decides wrongly. */
  async prepare(text) {
    runs = (await engines(text)).map((engine) => new Run(engine));
    return runs.map(({ name, wrong }) => ({ name, wrong }));
  },

  decide(name, count) {
    runs.find((run) => run.name === name).decide(count);
  },

  /** The policy as the smaller build loads it. */
  async compiled(text) {
    await huimin.load();
    return [...huimin.Policy.compile(text).policy.toBytes()];
  },

  /** Milliseconds to fetch and load the engine, to load the policy, and to decide. */
  async first(build, text, bytes) {
    const compiled = Uint8Array.from(bytes);
    const household = facts(all[0]);
    const times = [performance.now()];
    await (build === 'full' ? huimin : runtime).load();
    times.push(performance.now());
    const policy = build === 'full' ? huimin.Policy.compile(text).policy : runtime.Policy.fromBytes(compiled);
    times.push(performance.now());
    policy.plan(on).decide(household);
    times.push(performance.now());
    return times.slice(1).map((time, part) => time - times[part]);
  },
};
