// The main jobs in Firefox, and in WebKit, the engine of Safari, as somebody does them there.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { ROOT, serve } from './browser.js';
import { comparable, decideAll } from './command-line.js';
import { ENGINES, picture, until } from './engines.js';

const POLICY = 'examples/nanchang-2023/nanchang-2023.huimin';
const ON = '2023-06-01';
const cases = (await readFile(join(ROOT, 'examples/nanchang-2023/cases.jsonl'), 'utf8')).trim().split('\n').map((line) => JSON.parse(line));

/** Policies in which as much rests on one another as there may. */
const DEEPEST = Object.fromEntries(await Promise.all(['definitions', 'tables', 'tiers'].map(async (name) => {
  const file = await readFile(join(ROOT, `tests/decisions/limits/deepest-${name}.txt`), 'utf8');
  return [name, /--- policy\n([^]*?)\n--- case/.exec(file)[1]];
})));

const CHECK = `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="content-security-policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'">
    <title>低保自查</title>
    <script type="module" src="/check/huimin-check.js"></script>
  </head>
  <body><main><h1>低保自查</h1><huimin-check src="/${POLICY}" on="${ON}"></huimin-check></main></body>
</html>`;

const SAMPLE = `policy sample "Sample" { currency CNY }
entity household { income: money per month at least 0 yuan "Income"  ok: bool "Property ok" default yes }
parameter standard: money per month { from 2023-01-01: 915 yuan source "notice 25" }
tier class { poor when income below stanard and ok  near when income below 2 * standard  otherwise none }
benefit aid "Aid" { when class is poor  amount standard - income  paid monthly }
test "a fen below" on 2023-06-01 { given { income: 914.99 yuan } expect aid is 0.01 yuan }
`;

/** The part of an address that carries a policy, as the playground makes it. */
const link = (text, facts) =>
  `#${deflateRawSync(JSON.stringify({ files: [{ name: 'a.huimin', text }], current: 'a.huimin', facts })).toString('base64url')}`;

let server;
before(async () => {
  server = await serve({
    '/': 'web/playground/dist/',
    '/check/': 'web/packages/huimin-check/dist/page/',
    '/examples/': 'examples/',
    '/tests/': 'web/tests/',
    '/check.html': CHECK,
    '/deepest.html': CHECK.replace(` src="/${POLICY}"`, ''),
    ...Object.fromEntries(Object.entries(DEEPEST).map(([name, text]) => [`/${name}.huimin`, text])),
  });
});
after(() => server?.close());

test('the main jobs', { concurrency: true, timeout: 120_000 }, (t) =>
  Promise.all(
    Object.entries(ENGINES).map(([name, begin]) =>
      t.test(name, async (t) => {
        const engine = await begin();
        t.after(() => engine.close());
        await t.test('the check decides the Nanchang cases as the command line does', () => decides(engine));
        await t.test('the check is filled in with the keyboard', () => typed(engine, name));
        await t.test('the deepest policies are decided and explained, in the page and in a worker', () => dives(engine));
        await t.test('the playground takes a megabyte on one line at once', () => swallows(engine));
        await t.test('the playground opens a link, shows an error at its place and draws the curve once it is mended', () => draws(engine, name));
      }),
    ),
  ));

const asked = () => document.querySelector('huimin-check')?.shadowRoot?.querySelector('#question') != null;

async function decides(engine) {
  await engine.visit(server.address('/check.html'));
  await until(engine, asked);
  const outcomes = await engine.run(async (cases) => {
    const { interview } = await import('/tests/drive.js');
    const element = document.querySelector('huimin-check');
    const outcomes = [];
    for (const wanted of cases) {
      element.reset();
      await new Promise((done) => element.addEventListener('huimin-decision', done, { once: true }));
      await element.updateComplete;
      await interview(element, wanted);
      outcomes.push({ facts: element.facts, decision: element.decision });
    }
    return outcomes;
  }, cases);
  const expected = decideAll(POLICY, outcomes.map(({ facts }) => facts), ON);
  outcomes.forEach(({ decision }, index) => assert.deepEqual(comparable(decision), comparable(expected[index]), cases[index].编号));
  assert.equal(outcomes.length, cases.length);
}

async function typed(engine, name) {
  await engine.run((facts) => void (document.querySelector('huimin-check').facts = facts), { 财产符合规定: true });
  const focused = (selector) => document.querySelector('huimin-check').shadowRoot.activeElement?.matches(selector) === true;
  const button = (selector) => document.querySelector('huimin-check').shadowRoot.querySelector(selector);
  await until(engine, () => document.querySelector('huimin-check').shadowRoot.querySelector('.question .add') !== null);
  await engine.click(button, '.question .add');
  await until(engine, focused, '.elements li input');
  await engine.type('王芳');
  await engine.press('Enter');
  await until(engine, focused, '#question');
  await engine.click(button, '.choice[data-value="本人"]');
  await until(engine, focused, '#question');
  await engine.click(button, '.question .add');
  await until(engine, focused, '.elements li button');
  await engine.click(button, '.question [type=submit]');
  await until(engine, (selector) => document.querySelector('huimin-check').shadowRoot.querySelector(selector) !== null, '.choice[data-value="工资性收入"]');
  await engine.click(button, '.choice[data-value="工资性收入"]');
  await until(engine, focused, '.field input');
  await engine.type('１，０００．５０元');
  await engine.press('Enter');
  await until(engine, () => document.querySelector('huimin-check').shadowRoot.querySelector('.question.done') !== null);
  await engine.click(button, '[data-result="救助类型"] .why > summary');
  await until(engine, () => document.querySelector('huimin-check').shadowRoot.querySelector('.explained .steps')?.innerText.includes('1000.50元/月 低于 915元/月'));
  const facts = await engine.run(() => document.querySelector('huimin-check').facts);
  assert.deepEqual(facts, { 财产符合规定: true, 家庭成员: [{ 姓名: '王芳', 关系: '本人', 收入: [{ 种类: '工资性收入', 月均净额: '1000.5' }] }] });
  await picture(engine, `engine-check-${name}`);
}

async function dives(engine) {
  const decided = () => document.querySelector('huimin-check')?.decision?.results.at(-1)?.status === 'decided';
  for (const [name, text] of Object.entries(DEEPEST)) {
    const facts = name === 'tiers' ? { b: true } : { n: '1' };
    await engine.visit(server.address('/deepest.html'));
    await engine.run((src) => void (document.querySelector('huimin-check').src = src), `/${name}.huimin`);
    await until(engine, asked);
    await engine.run((facts) => void (document.querySelector('huimin-check').facts = facts), facts);
    await until(engine, decided);
    await engine.click(() => document.querySelector('huimin-check').shadowRoot.querySelector('.screen .why > summary'));
    await until(engine, () => document.querySelector('huimin-check').shadowRoot.querySelector('.explained .steps') !== null);
    await engine.visit(server.address(`/${link(text, facts)}`));
    await until(engine, decided);
  }
}

const found = (selector) => document.querySelector(selector) !== null;

async function swallows(engine) {
  await engine.visit(server.address('/'));
  await until(engine, found, '.status.good .said');
  await engine.click(() => document.querySelector('.cm-content'));
  await engine.run(() => {
    globalThis.longest = 0;
    let before = performance.now();
    setInterval(() => {
      globalThis.longest = Math.max(globalThis.longest, performance.now() - before);
      before = performance.now();
    }, 20);
  });
  await engine.pasteOverAll('('.repeat(1_000_000));
  await until(engine, found, '.status.error');
  await engine.run(() => {
    const files = new DataTransfer();
    files.items.add(new File(['x'.repeat(1_000_000)], 'long.huimin'));
    const input = document.querySelector('input[type=file]');
    input.files = files.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await until(engine, () => document.querySelector('.cm-line')?.innerText.startsWith('xxx'));
  // Where a line begins that is drawn is looked for after it was drawn at first.
  await engine.run(() => new Promise((later) => setTimeout(later, 500)));
  const longest = await engine.run(() => globalThis.longest);
  assert.ok(longest < 1500, `the page stood still for ${longest} ms`);
}

async function draws(engine, name) {
  // What was pasted may go.
  await engine.run((hash) => {
    globalThis.confirm = () => true;
    location.hash = hash;
  }, link(SAMPLE, { income: '100.10' }));
  await until(engine, () => document.querySelector('.cm-lintRange-error')?.innerText === 'stanard');
  const tab = (name) => document.querySelector(`#tab-${name}`);
  await engine.click(tab, 'problems');
  const problem = () => document.querySelector('.problem');
  assert.match(await engine.run(() => document.querySelector('.problem .place').innerText), /:4:37$/);
  await engine.click(problem);
  for (let steps = 'stan'.length; steps > 0; steps -= 1) await engine.press('ArrowRight');
  await engine.type('d');
  await until(engine, () => document.querySelector('.status.good')?.innerText.includes('1 of 1 tests pass'));
  await engine.click(tab, 'curve');
  await until(engine, () => document.querySelectorAll('.changes tbody tr').length === 2);
  const [rows, drawn] = await engine.run(() => {
    const canvas = document.querySelector('.chart canvas');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at] === 11 && data[at + 1] === 92 && data[at + 2] === 102) count += 1;
    const rows = [...document.querySelectorAll('.changes tbody tr')].map((row) => row.innerText.split(/\s+/).filter(Boolean).join(' '));
    return [rows, count];
  });
  assert.deepEqual(rows, ['1 915 yuan per month class: poor → near Aid: 0.01 yuan → 0 yuan', '2 1,830 yuan per month class: near → none']);
  assert.ok(drawn > 100, `${drawn} pixels`);
  await engine.click(() => document.querySelector('.share'));
  await until(engine, () => document.querySelector('.notice').innerText === 'Link copied');
  await picture(engine, `engine-playground-${name}`);
}
