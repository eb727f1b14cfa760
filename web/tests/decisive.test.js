// Every question of an interview can still change the result: for each, two answers are found that lead apart.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { load, Policy } from 'huimin';
import { at, parsePath, put } from 'huimin-check/parts.js';

const examples = new URL('../../examples/', import.meta.url);
/** A policy and the layers below it. */
const NAMES = ['nanchang-2023/nanchang-2023', 'jiangxi/jiangxi', 'national/disability', 'national/dibao',
  'national/tekun', 'national/children', 'national/household'].map((name) => `${name}.huimin`);

const VALUES = {
  bool: [true, false],
  money: ['0', '100', '914.99', '915', '1372.49', '1372.5', '5000', '100000'],
  date: ['1930-01-01', '1955-01-01', '1985-01-01', '2004-01-01', '2006-01-01', '2012-01-01', '2022-01-01'],
  months: ['0', '5', '6', '12'],
  list: [[], [{}], [{}, {}]],
};
const MOST_TRIALS = 300;

test('never asks what cannot change the result', async () => {
  await load();
  const sources = await Promise.all(
    NAMES.map(async (name) => ({ name, text: await readFile(new URL(name, examples), 'utf8') })),
  );
  const { policy } = Policy.compile(sources);
  const plan = policy.plan({ on: '2023-06-01' });
  const cases = (await readFile(new URL('nanchang-2023/cases.jsonl', examples), 'utf8')).trim().split('\n').map((line) => JSON.parse(line));
  const tried = new Map();
  const idle = [];
  for (const wanted of cases) {
    for (const { facts, need } of interview(plan, wanted)) {
      const key = JSON.stringify([facts, need.path]);
      if (!tried.has(key)) tried.set(key, isDecisive(plan, facts, need));
      if (!tried.get(key)) idle.push(`${wanted.编号} ${need.path}`);
    }
  }
  assert.ok(tried.size > 200, `only ${tried.size} questions were asked`);
  assert.deepEqual(idle, []);
});

/** The questions of an interview and what is known at each; what the case does not say is passed over. */
function* interview(plan, wanted) {
  const passed = new Set();
  for (let facts = {}; ; ) {
    const need = plan.needs(facts).find(({ path }) => !passed.has(path));
    if (need === undefined) return;
    yield { facts, need };
    const path = parsePath(need.path);
    const value = at(wanted, path);
    if (value === undefined) passed.add(need.path);
    else facts = put(facts, path, Array.isArray(value) ? value.map(({ 姓名: name }) => (name ? { 姓名: name } : {})) : String(value));
  }
}

/** Whether two answers lead to different results, with the same answers to whatever is asked after. */
function isDecisive(plan, facts, need) {
  for (let trial = 0; trial < MOST_TRIALS; trial += 1) {
    const results = values(need).map((value) => finish(plan, put(facts, parsePath(need.path), value), trial));
    if (new Set(results).size > 1) return true;
  }
  return false;
}

function values({ type }) {
  return type.kind === 'case' ? type.cases.map(({ name }) => name) : (VALUES[type.kind] ?? ['x', 'y']);
}

function finish(plan, facts, trial) {
  for (;;) {
    const { needs, results, errors } = plan.decide(facts);
    const [need] = needs;
    if (need === undefined || errors.length > 0) {
      const told = results.map(({ of, name, status, case: arm, amount, start, stop }) => [of, name, status, arm?.name, amount?.text, start, stop]);
      return JSON.stringify([told, errors.map(({ name, path }) => [name, path])]);
    }
    const choices = values(need);
    facts = put(facts, parsePath(need.path), choices[mixed(`${need.path}~${trial}`) % choices.length]);
  }
}

/** A number that looks random and is the same for the same text. */
function mixed(text) {
  let hash = [...text].reduce((sum, character) => Math.imul(sum ^ character.codePointAt(0), 0x01000193), 0x811c9dc5) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) >>> 0;
  return (hash ^ (hash >>> 16)) >>> 0;
}
