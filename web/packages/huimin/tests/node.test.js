// The package in Node: what its README says.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { before, test } from 'node:test';
import { promisify } from 'node:util';
import { HuiminError, Policy, format, load } from 'huimin';
import * as runtime from 'huimin/runtime';

const examples = new URL('../../../../examples/', import.meta.url);
const read = (name) => readFile(new URL(name, examples), 'utf8');
/** A policy and the layers below it. */
const names = ['nanchang-2023/nanchang-2023', 'jiangxi/jiangxi', 'national/disability', 'national/dibao',
  'national/tekun', 'national/children', 'national/household'].map((name) => `${name}.huimin`);
const on = '2023-06-01';
let sources, household;

before(async () => {
  assert.throws(() => Policy.compile(''), HuiminError);
  [sources, household] = await Promise.all([
    Promise.all(names.map(async (name) => ({ name, text: await read(name) }))),
    read('nanchang-2023/household.json'),
    load(),
  ]);
});

test('the first sample of the README does what it says', async () => {
  const [, sample] = /```js\n([\s\S]*?)```/.exec(await readFile(new URL('../README.md', import.meta.url), 'utf8'));
  const file = new URL('./.sample.js', import.meta.url);
  try {
    await writeFile(file, `${sample}\nexport { decision, open };`);
    const { decision, open: before } = await import(file);
    assert.deepEqual(before.needs.map(({ path }) => path), ['property_ok']);
    assert.deepEqual(decision.results.map((one) => one.case), [{ name: 'dibao' }]);
  } finally {
    await rm(file, { force: true });
  }
});

test('the engine is loaded from an address, too', async () => {
  const code = await readFile(new URL('../dist/generated/runtime/huimin.wasm', import.meta.url));
  const server = createServer((_, response) => response.end(code));
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const address = JSON.stringify(`http://127.0.0.1:${server.address().port}/huimin.wasm`);
  try {
    for (const source of [address, `new URL(${address})`, `new Request(${address})`, `Promise.resolve(${address})`, `fetch(${address})`]) {
      const script = `import { load, Policy } from 'huimin/runtime';
        await Promise.all([load(${source}), load(${source})]);
        try { Policy.fromBytes(new Uint8Array()); } catch ({ problem }) { console.log(problem.code); }`;
      const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { cwd: import.meta.dirname });
      assert.equal(stdout, 'H0620\n', source);
    }
  } finally {
    server.close();
  }
});

test('a policy is compiled, described and tested', async () => {
  const { policy, diagnostics } = Policy.compile(sources);
  assert.deepEqual(diagnostics, []);
  assert.equal(policy.info.label, '南昌市困难群众救助补助（2023年）');
  assert.equal(policy.info.region, '360100');
  const [{ name, text }] = sources;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  assert.equal(policy.info.files.find((file) => file.name === name).hash, Buffer.from(digest).toString('hex'));
  assert.deepEqual(policy.schema().type, ['object']);
  const { passed, failed } = policy.test();
  assert.equal(passed, policy.info.tests);
  assert.equal(failed, 0);
});

test('files that a policy names are asked for, annexes too', async () => {
  const files = new Map();
  for (const name of ['anhui/anhui.huimin', 'anhui/care.csv', ...names.slice(2)]) files.set(name, await read(name));
  const given = ['anhui/anhui.huimin'];
  const compiled = () => Policy.compile(given.map((name) => ({ name, text: files.get(name) })), { main: given[0] });
  const rounds = [];
  for (let { missing } = compiled(); missing.length > 0; { missing } = compiled()) {
    rounds.push(missing);
    given.push(...missing);
  }
  assert.deepEqual(rounds[0], ['anhui/care.csv', 'national/disability.huimin']);
  assert.deepEqual([...given].sort(), [...files.keys()].sort());
  const { policy, diagnostics } = compiled();
  assert.deepEqual(diagnostics.filter(({ severity }) => severity === 'error'), []);
  assert.equal(policy.test().failed, 0);
});

test('alerts and targets are described', () => {
  const { policy } = Policy.compile(`
policy watch
entity town { beds: whole  nursing: whole }
alert crowded "Too few beds" { when beds below 10  severity red  to "the city"  source "plan 1" }
target nursing_share { value nursing  must at least 60  hope at least 65  by 2023-12-31  source "plan 2" }
target more { value beds  hope above 100 }
`);
  const [alert] = policy.info.alerts;
  assert.deepEqual([alert.name, alert.label, alert.entity, alert.severity, alert.to], ['crowded', 'Too few beds', 'town', 'red', 'the city']);
  assert.deepEqual(policy.info.targets, [
    { name: 'nursing_share', entity: 'town', must: 'at least 60', hope: 'at least 65', due: '2023-12-31', citations: ['plan 2'] },
    { name: 'more', entity: 'town', hope: 'above 100', citations: [] },
  ]);
});

test('a case is decided, as text and as an object, by the policy and by a plan', () => {
  const { policy } = Policy.compile(sources);
  const plan = policy.plan({ on });
  const decision = plan.decide(household);
  const payment = decision.results.find((result) => result.amount?.text === '1545.00');
  assert.equal(payment.label, '最低生活保障金');
  assert.equal(payment.amount.coins, 154500);
  assert.deepEqual(plan.decide(JSON.parse(household)), decision);
  assert.deepEqual(policy.decide(household, { on, region: '360100' }), decision);
  assert.deepEqual(JSON.parse(plan.decideJson(household)), decision);
  const explained = policy.decide(household, { on, explain: true });
  assert.equal(explained.explanation.length, decision.results.length);
  assert.equal(decision.explanation, undefined);
});

test('objects say what the JSON says, in both builds', async () => {
  await runtime.load();
  const simple = await read('../bench/policy.huimin');
  const cases = (await read('nanchang-2023/cases.jsonl')).trim().split('\n');
  const incomes = Array.from({ length: 200 }, (_, index) => `{"members":[{"income":${index * 7.31},"imprisoned":false},
    {"income":"${index}.5","imprisoned":${index % 3 === 0}}],"property_ok":${index % 7 > 0}}`);
  for (const [text, given] of [[sources, cases], [simple, incomes]]) {
    const { policy } = Policy.compile(text);
    for (const build of [policy, runtime.Policy.fromBytes(policy.toBytes())]) {
      const plan = build.plan({ on });
      for (const json of given) {
        const decision = plan.decide(JSON.parse(json));
        const told = JSON.parse(plan.decideJson(json));
        assert.deepStrictEqual(decision, told);
        assert.equal(JSON.stringify(decision), JSON.stringify(told));
      }
    }
  }
});

test('a decision shares nothing with the next', () => {
  const { policy } = Policy.compile('policy p\nentity e { x: money }\ntier t { a "A" when x above 1 yuan otherwise b }\nbenefit b { when x above 0 yuan amount x }');
  const plan = policy.plan({ on });
  const ruin = (value) => {
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner === 'object') ruin(inner);
      if (Array.isArray(value)) value.length = 0;
      else value[key] = 'ruined';
    }
    if (Array.isArray(value)) value.push('ruined');
  };
  for (const x of ['2', '0', '0.50']) {
    const told = JSON.parse(plan.decideJson({ x }));
    ruin(plan.decide({ x }));
    assert.deepStrictEqual(plan.decide({ x }), told);
  }
});

test('what is not known is asked for', () => {
  const { policy } = Policy.compile(sources);
  const plan = policy.plan({ on });
  assert.ok(plan.needs({}).length > 0);
  assert.deepEqual(plan.needs({}), plan.decide({}).needs);
});

test('what is wrong with a policy has a code, a place and both languages', () => {
  const { policy, diagnostics } = Policy.compile([{ name: 'a.huimin', text: 'entity e { x: nothing }' }]);
  assert.equal(policy, undefined);
  assert.match(diagnostics[0].code, /^H\d{4}$/);
  assert.equal(diagnostics[0].place.file, 'a.huimin');
  assert.equal(diagnostics[0].place.column, 15);
  assert.ok(diagnostics[0].message.en && diagnostics[0].message.zh);
});

test('what is wrong with a case stands in its decision, with its place', () => {
  const { policy } = Policy.compile(sources);
  const { errors, results } = policy.plan({ on }).decide('{\n  "x": 1 }');
  assert.equal(results.length, 0);
  assert.equal(errors[0].place.line, 2);
  assert.ok(errors[0].message.en && errors[0].message.zh);
});

test('calls that cannot be answered throw a problem in both languages', () => {
  const { policy } = Policy.compile(sources);
  const wrong = (call, name) =>
    assert.throws(call, (error) => {
      assert.ok(error instanceof HuiminError);
      assert.ok(error.problem.message.en && error.problem.message.zh);
      return error.problem.name === name;
    });
  wrong(() => policy.plan({ on: '1 June' }), 'bad-argument');
  wrong(() => policy.plan({ on, region: '110000' }), 'region_outside');
  wrong(() => format('', { language: 'fr' }), 'bad-argument');
});

test('what is not a text is refused where nobody checks types', () => {
  const file = { name: 'a', text: '' };
  const half = '惠'.concat('\ud800');
  for (const [said, call] of [
    ['missing field `text`', () => Policy.compile([{ name: 'a' }])],
    ['missing field `name`', () => Policy.compile([file, { name: null, text: '' }])],
    ['unknown field `path`', () => Policy.compile([{ ...file, path: 'a' }])],
    ['`text` is not a text', () => Policy.compile([{ name: 'a', text: 7 }])],
    ['`text` holds a lone surrogate', () => Policy.compile(half)],
    ['`name` holds a lone surrogate', () => Policy.compile([{ name: half, text: '' }])],
    ['it is not an object', () => Policy.compile([undefined])],
    ['the files are not a list', () => Policy.compile({ a: '' })],
    ['the files are not a list', () => Policy.compile()],
    ['unknown field `mian`', () => Policy.compile([file], { mian: 'a' })],
    ['`main` is not a text', () => Policy.compile([file], { main: file })],
    ['`text` is not a text', () => format()],
    ['`text` holds a lone surrogate', () => format(half)],
    ['`name` is not a text', () => format('', { name: ['a'] })],
    ['unknown field `lang`', () => format('', { lang: 'zh' })],
  ]) {
    assert.throws(call, ({ problem: { name, message } }) => {
      assert.deepEqual([name, message.en], ['bad-argument', `the request cannot be understood: ${said}`]);
      return /^无法理解请求：/.test(message.zh);
    });
  }
  assert.deepEqual(Policy.compile([{ ...file, path: undefined }], { main: undefined }).diagnostics, Policy.compile([file]).diagnostics);
  assert.deepEqual(format('', { language: null }), format(''));
  assert.match(format('entity e "𠀀" { x: bool }').text, /"𠀀"/);
});

test('what is given to a policy or a plan is refused where it is of the wrong kind', () => {
  const { policy } = Policy.compile('policy p\nentity e { x: money }\nbenefit b { when x above 0 yuan amount x }');
  const plan = policy.plan({ on });
  const held = {};
  held.held = held;
  for (const [said, call] of [
    ['it is not an object', () => policy.plan()],
    ['it is not an object', () => policy.plan(on)],
    ['missing field `on`', () => policy.plan({})],
    ['`on` is not a text', () => policy.plan({ on: new Date(on) })],
    ['`region` is not a text', () => policy.plan({ on, region: 360100 })],
    ['unknown field `regoin`', () => policy.decide({}, { on, regoin: '360100' })],
    ['cannot be written as JSON: undefined', () => plan.decide()],
    ['cannot be written as JSON: function', () => plan.needs(() => ({}))],
    ['BigInt', () => plan.decide({ x: 10n })],
    ['circular', () => plan.decideJson(held)],
    ['not a `Uint8Array`', () => Policy.fromBytes(policy.toBytes().buffer)],
    ['not a `Uint8Array`', () => Policy.fromBytes('policy')],
    ['not a `Uint8Array`', () => runtime.Policy.fromBytes(undefined)],
  ]) {
    assert.throws(call, (error) => error instanceof HuiminError && error.message.includes(said) && /[一-鿿]/.test(error.problem.message.zh), said);
  }
  assert.equal(plan.decide({ x: '2' }).results[0].amount.text, '2.00');
  assert.equal(Policy.fromBytes(Buffer.from(policy.toBytes())).hash, policy.hash);
});

test('what was freed is refused, and freeing it again changes nothing', async () => {
  await runtime.load();
  const { policy } = Policy.compile(sources);
  for (const build of [policy, runtime.Policy.fromBytes(policy.toBytes())]) {
    const plan = build.plan({ on });
    plan.decide({});
    build.free();
    build.free();
    assert.ok(plan.decide(household).results.length > 0);
    plan.free();
    plan[Symbol.dispose]();
    for (const call of [() => build.plan({ on }), () => plan.decide({}), () => plan.decide({}, { explain: true }), () => plan.decideJson('{}'), () => plan.needs({})]) {
      assert.throws(call, (error) => error instanceof HuiminError && error.problem.message.zh === '已经释放，不能再使用');
    }
  }
  assert.throws(() => policy.toBytes(), HuiminError);
});

test('coins beyond the numbers of JavaScript stand only in the text', () => {
  const { policy } = Policy.compile(
    'policy p\nentity e { x: money }\nbenefit b { when x above 0 yuan amount x }',
  );
  const plan = policy.plan({ on });
  const amount = (x) => plan.decide({ x }).results[0].amount;
  assert.deepEqual([amount('90071992547409.91').coins, amount('90071992547409.92').coins], [2 ** 53 - 1, undefined]);
  assert.equal(amount('90071992547409.92').text, '90071992547409.92');
  assert.match(plan.decideJson({ x: '90071992547409.93' }), /"coins":9007199254740993,/);
});

test('a text is formatted', () => {
  const { text: tidy, changed } = format('entity e{x:bool}', { language: 'zh' });
  assert.ok(changed && tidy.startsWith('对象 e'));
  assert.equal(format('entity (', { name: 'a.hm' }).diagnostics[0].place.file, 'a.hm');
});

test('a compiled policy is loaded where no compiler is, and decides alike', async () => {
  await runtime.load();
  const { policy } = Policy.compile(sources);
  const bytes = policy.toBytes();
  const loaded = runtime.Policy.fromBytes(bytes);
  assert.equal(loaded.hash, policy.hash);
  assert.deepEqual(loaded.decide(household, { on, explain: true }), policy.decide(household, { on, explain: true }));
  assert.deepEqual(Policy.fromBytes(bytes).info, policy.info);
  for (const wrong of [new Uint8Array(), bytes.subarray(0, 200), new TextEncoder().encode(sources[0].text)]) {
    assert.throws(
      () => runtime.Policy.fromBytes(wrong),
      ({ problem }) => /^H\d{4}$/.test(problem.code) && problem.message.zh !== '',
    );
  }
});

test('memory is given back, and the engine works on', () => {
  for (let turn = 0; turn < 20; turn += 1) {
    const { policy } = Policy.compile(sources);
    const plan = policy.plan({ on });
    policy.free();
    assert.equal(plan.decide(household).errors.length, 0);
    plan.free();
  }
});
