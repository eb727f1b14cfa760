// Engines that decide the same households in turns, so that whatever disturbs the machine disturbs all of them.
// Runs in Node and in browsers.
import { expected, households } from './households.js';

const ROUNDS = 15;
const BLOCK_MICROSECONDS = 20_000;
const WARMING = 3;

export const all = households(500);

/** An engine, ready to decide. */
export class Run {
  #given;
  #decide;
  #next = 0;

  constructor({ name, given, decide, answer }) {
    this.name = name;
    this.#decide = decide;
    this.#given = all.map(given);
    /** How many households it decides wrongly. */
    this.wrong = this.#given.filter((household, index) => {
      const [found, right] = [answer(decide(household)), expected(all[index])];
      return found.tier !== right.tier || found.payment !== right.payment;
    }).length;
  }

  /** Decides so many households. */
  decide(count) {
    for (let done = 0; done < count; done += 1) {
      this.#decide(this.#given[this.#next]);
      this.#next = (this.#next + 1) % this.#given.length;
    }
  }
}

/**
 * Microseconds for one decision of each engine, one number for each round. `timed` lets one of them decide so many
 * households and tells the microseconds that took.
 */
export async function inTurns(runs, timed) {
  const counts = [];
  for (const run of runs) counts.push(await enough(run, timed));
  const times = runs.map(() => []);
  for (let round = -WARMING; round < ROUNDS; round += 1) {
    for (const [index, run] of runs.entries()) {
      const time = (await timed(run, counts[index])) / counts[index];
      if (round >= 0) times[index].push(time);
    }
  }
  return runs.map(({ name, wrong }, index) => ({ name, wrong, times: times[index] }));
}

/** How many households make a block long enough to be timed. */
async function enough(run, timed) {
  for (let count = 100; ; count *= 2) {
    const time = await timed(run, count);
    if (time > BLOCK_MICROSECONDS / 4) return Math.ceil((count * BLOCK_MICROSECONDS) / time);
  }
}

export const median = (times) => times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)];
