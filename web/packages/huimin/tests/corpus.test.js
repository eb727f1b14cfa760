// The conformance corpus through WebAssembly: each reply is that of the native library, byte for byte.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { exact } from '../dist/brief.js';
import * as full from '../dist/generated/full/huimin.js';
import * as runtime from '../dist/generated/runtime/huimin.js';
import { Plan } from '../dist/plan.js';

const repository = fileURLToPath(new URL('../../../../', import.meta.url));
const generated = new URL('../dist/generated/', import.meta.url);

/** Runs `cargo xtask corpus`, which writes the calls and the replies of the native library. */
function native() {
  const folder = mkdtempSync(join(tmpdir(), 'huimin-'));
  try {
    const [calls, replies] = ['calls', 'replies'].map((name) => join(folder, name));
    execFileSync('cargo', ['xtask', 'corpus', '--calls', calls, '--replies', replies], { cwd: repository });
    return [[...records(readFileSync(calls))], [...records(readFileSync(replies))]];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Lines of words of which the last is the length of the bytes that follow. */
function* records(bytes) {
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf('\n', at);
    const words = bytes.toString('utf8', at, end).split(' ');
    const length = Number(words.pop());
    yield { words, text: bytes.toString('utf8', end + 1, end + 1 + length) };
    at = end + 1 + length + 1;
  }
}

/** What the package leaves out, so that a page has 30 KB less to load. */
const LEFT_OUT = new Set(['stacking', 'outdated', 'schedule']);

let policy, loaded;
let brief = 0;

function answer([call, on, region], text) {
  switch (call) {
    case 'compile': {
      const { sources, main } = JSON.parse(text);
      const files = new full.Files();
      for (const { name, text } of sources) files.add(name, text);
      const compiled = files.compile(main);
      policy = compiled.policy();
      // The smaller build gets what the whole one wrote.
      loaded = policy && runtime.Policy.from_bytes(policy.to_bytes());
      return compiled.reply();
    }
    case 'format': {
      const { text: given, name, language } = JSON.parse(text);
      return full.format(given, name, language);
    }
    case 'describe':
      assert.equal(loaded.describe(), policy.describe());
      return policy.describe();
    case 'schema':
    case 'test':
      return policy[call]();
    case 'decide':
      return decided(on, region, text);
    default:
      throw new Error(`no such call: ${call}`);
  }
}

/** The plans of both builds, or the code of the error if there is none. */
function planned(on, region) {
  try {
    return [policy, loaded].map((policy) => policy.plan(on, region === '-' ? undefined : region));
  } catch (error) {
    return JSON.parse(error).code;
  }
}

/** The decision, or the code of the error if there is no plan. */
function decided(on, region, text) {
  const plans = planned(on, region);
  if (typeof plans === 'string') return plans;
  const [plan, other] = plans;
  const explained = plan.decide(text, true);
  assert.equal(other.decide(text, true), explained);
  // Without an explanation the executor without a trace decides; twice, as it keeps what it has allocated.
  for (const plain of [plan.decide(text, false), plan.decide(text, false), other.decide(text, false)]) {
    assert.ok(explained.startsWith(plain.slice(0, -1)), `${plain}\n${explained}`);
    assert.match(explained.slice(plain.length - 1), /^(,"explanation":.*)?}$/s);
  }
  asObjects(plan, text);
  asObjects(other, text);
  return explained;
}

/** What is put together from a decision in brief is what its JSON says, member by member in the same order. */
function asObjects(handle, text) {
  const plan = new Plan(handle);
  const json = handle.decide(text, false);
  const told = exact(JSON.parse(json));
  brief += handle.decide_in_brief?.(text) > 0;
  assert.equal(plan.decideJson(text), json);
  for (const decision of [plan.decide(text), plan.decide(text)]) {
    assert.deepStrictEqual(decision, told);
    assert.equal(JSON.stringify(decision), JSON.stringify(told));
  }
}

test('every reply is that of the native library', () => {
  const [calls, replies] = native();
  assert.ok(calls.length > 500 && calls.length === replies.length, `${calls.length} calls`);
  full.initSync({ module: readFileSync(new URL('full/huimin.wasm', generated)) });
  runtime.initSync({ module: readFileSync(new URL('runtime/huimin.wasm', generated)) });
  const kinds = new Map();
  for (const [index, { words, text }] of calls.entries()) {
    if (LEFT_OUT.has(words[0])) continue;
    assert.equal(answer(words, text), replies[index].text, `${words.join(' ')}\n${text}`);
    kinds.set(words[0], (kinds.get(words[0]) ?? 0) + 1);
  }
  assert.ok(brief > 100, `${brief} in brief`);
  console.log(`# decisions told in brief: ${brief}`);
  console.log('# replies compared:', Object.fromEntries(kinds));
});
