// The element under real hands: input methods, double clicks, texts half typed when something else happens.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { close, DESKTOP, during, launch, open, PHONE } from './browser.js';
import { checkAt } from './check.js';

const POLICY = `policy aid "补助"
entity person "成员" { name: text key "姓名"  pay: money per month at least 0 yuan "收入" ask "月收入多少？" }
entity home "家庭" {
    poor:   bool "困难" ask "困难吗？"
    rented: bool "租房" ask "租房吗？"
    rooms:  whole at least 1 "房间" ask "几间房？"
    people: list of person "成员" ask "家里有哪些人？"
}
benefit aid "补助" {
    when poor and rented and rooms below 3 and sum(people, pay) below 500 yuan per month
    amount 5 yuan per month
    paid monthly
}
`;
const HOME = { poor: true, rented: true, rooms: '2' };
/** A policy whose first question is to be typed. */
const ROOMS = `policy rooms "房间"
entity home "家庭" { rooms: whole at least 1 "房间" ask "几间房？" }
benefit aid "补助" { when rooms below 3  amount 5 yuan per month  paid monthly }
`;
const page = (policy, more = '') => `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <script type="module" src="/check/huimin-check.js"></script>
    <title>自查</title>
  </head>
  <body><main><h1>自查</h1><huimin-check ${more} src="/${policy}.huimin" on="2023-06-01"></huimin-check></main></body>
</html>`;

const { browser, server } = await during({
  '/check/': 'web/packages/huimin-check/dist/page/',
  '/huimin/': 'web/packages/huimin/dist/',
  '/aid.huimin': POLICY,
  '/rooms.huimin': ROOMS,
  '/aid': page('aid'),
  '/rooms': page('rooms'),
  '/kept': page('aid', 'keep'),
  '/kept/more': page('aid', 'keep'),
});

/** The page with some facts known, and what can be done with it. */
async function ready(facts = {}, options = DESKTOP, path = '/aid') {
  const { page, check, question } = await checkAt(browser, server.address(path), options);
  if (Object.keys(facts).length > 0) await decided(check, (element, facts) => (element.facts = facts), facts);
  return { page, check, question, facts: () => check.evaluate((element) => element.facts) };
}

/** Does something in the page, and waits for what is decided and drawn of it. */
async function decided(check, action, given) {
  await check.evaluate((element) => {
    globalThis.decided = new Promise((done) => element.addEventListener('huimin-decision', done, { once: true }));
  });
  await check.evaluate(action, given);
  await check.evaluate(async (element) => {
    await globalThis.decided;
    await element.updateComplete;
  });
}

/** Where in the page a thing can be clicked. */
async function middle(locator) {
  await locator.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await locator.boundingBox();
  return [x + width / 2, y + height / 2];
}

test('takes a double click for one answer, for one member to be removed, and for one change of language', async () => {
  const { page: opened, check, question, facts } = await ready();
  for (const [asked, next] of [['困难吗？', '租房吗？'], ['租房吗？', '几间房？']]) {
    await question.filter({ hasText: asked }).waitFor();
    await opened.mouse.dblclick(...(await middle(check.locator('.choice').first())), { delay: 20 });
    await question.filter({ hasText: next }).waitFor();
  }
  // The second click does not send the next field empty either.
  await check.locator('.question input').fill('2');
  await opened.mouse.dblclick(...(await middle(check.locator('.question [type=submit]'))), { delay: 20 });
  await question.filter({ hasText: '家里有哪些人？' }).waitFor();
  assert.deepEqual(await facts(), HOME);
  // A member moves to where the one before was, once the message of a removal stands already.
  const people = ['甲', '乙', '丙', '丁'].map((name) => ({ name, pay: '1' }));
  await decided(check, (element, people) => (element.facts = { ...element.facts, people }), people);
  await check.getByRole('button', { name: '移除：甲' }).click();
  await opened.mouse.dblclick(...(await middle(check.getByRole('button', { name: '移除：乙' }))), { delay: 20 });
  await check.locator('.removed', { hasText: '乙' }).waitFor();
  assert.deepEqual((await facts()).people, people.slice(2));
  await opened.mouse.dblclick(...(await middle(check.getByRole('button', { name: 'English' }))), { delay: 20 });
  await check.getByRole('button', { name: '中文' }).waitFor();
  await close(opened);
});

test('takes a double tap for one answer, and quick answers one after another', async () => {
  const { page: opened, check, question, facts } = await ready({}, PHONE);
  const session = await opened.context().newCDPSession(opened);
  const [x, y] = await middle(check.locator('.choice').first());
  for (let tap = 0; tap < 2; tap += 1) {
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }
  await question.filter({ hasText: '租房吗？' }).waitFor();
  assert.deepEqual(await facts(), { poor: true });
  await check.getByRole('button', { name: '否', exact: true }).click();
  await check.locator('.done').waitFor();
  assert.deepEqual(await facts(), { poor: true, rented: false });
  await close(opened);
});

test('leaves a name alone that an input method composes behind a blank, and keeps it without the blank', async () => {
  const { page: opened, check, facts } = await ready(HOME);
  await check.locator('.question .add').click();
  const field = check.locator('.question li input');
  await field.focus();
  await opened.keyboard.type(' ');
  const session = await opened.context().newCDPSession(opened);
  for (const text of ['w', 'wa', 'wang']) await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await session.send('Input.insertText', { text: '王' });
  assert.equal(await field.inputValue(), ' 王');
  await check.locator('.question [type=submit]').click();
  await check.locator('.question .where', { hasText: /^王：$/ }).waitFor();
  assert.deepEqual((await facts()).people, [{ name: '王' }]);
  await close(opened);
});

test('composes an answer to its end: nothing is sent, read or drawn anew in between', async () => {
  const { page: opened, check, facts } = await ready({ poor: true, rented: true });
  const session = await opened.context().newCDPSession(opened);
  const field = check.locator('.question input');
  const compose = (text) => session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await field.focus();
  await compose('e');
  await decided(check, (element) => (element.on = '2023-06-02'));
  await check.evaluate((element) => (element.language = 'en'));
  await compose("er'");
  await check.evaluate((element) => (element.language = 'zh'));
  // The key that takes what was composed.
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', windowsVirtualKeyCode: 229, key: 'Process', code: 'Enter' });
  await session.send('Input.insertText', { text: '两间' });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', windowsVirtualKeyCode: 13, key: 'Enter', code: 'Enter' });
  assert.equal(await field.inputValue(), '两间');
  assert.deepEqual([await check.locator('#problem').count(), (await facts()).rooms], [0, undefined]);
  await close(opened);
});

test('shows what was typed for one member not as the answer of another, nor after starting over', async () => {
  const { page: opened, check, question } = await ready({ ...HOME, people: [{ name: '甲' }, { name: '乙' }] });
  const field = check.locator('.question input');
  const about = check.locator('.question .where');
  await check.getByRole('button', { name: '移除：甲' }).click();
  await about.filter({ hasText: '乙' }).waitFor();
  await field.fill('777');
  await check.getByRole('button', { name: '撤销' }).click();
  await about.filter({ hasText: '甲' }).waitFor();
  assert.equal(await field.inputValue(), '');
  await field.fill('888');
  await decided(check, (element) => (element.on = '2023-06-02'));
  assert.equal(await field.inputValue(), '888');
  await decided(check, (element) => (element.facts = { people: [{ name: '丙' }], poor: true, rented: true, rooms: '2' }));
  assert.deepEqual([await about.textContent(), await field.inputValue()], ['丙：', '']);
  await decided(check, (element) => element.reset());
  await question.filter({ hasText: '困难吗？' }).waitFor();
  await close(opened);
});

test('forgets what is half typed too when it starts over', async () => {
  const { page: opened, check } = await ready({}, DESKTOP, '/rooms');
  const field = check.locator('.question input');
  await field.fill('12');
  await check.getByRole('button', { name: '重新开始' }).click();
  await opened.waitForFunction(() => document.querySelector('huimin-check').shadowRoot.querySelector('.question input').value === '');
  await close(opened);
});

test('reads what fills in forms by itself as it sends it', async () => {
  const { page: opened, check, facts } = await ready({ poor: true, rented: true });
  await check.locator('.question form').evaluate((form) => {
    for (const text of ['1', '12']) {
      form.querySelector('input').value = text;
      form.querySelector('input').dispatchEvent(new Event('input', { bubbles: true }));
    }
    form.requestSubmit();
  });
  await check.locator('.done').waitFor();
  assert.equal((await facts()).rooms, '12');
  await close(opened);
});

/** Has the element decide by an engine of the page, for another version of the policy, that keeps its replies until they are let go. */
async function held(check, policy) {
  await check.evaluate(async (element, policy) => {
    const { load, Policy } = await import('/huimin/index.js');
    await load();
    const { policy: compiled } = Policy.compile(policy);
    globalThis.letGo = [];
    const decide = (facts, when, explain) => new Promise((done) => letGo.push(() => done(compiled.decide(facts, { ...when, explain }))));
    element.engine = { info: compiled.info, decide };
    await element.updateComplete;
  }, policy);
}

/** Lets go of replies until none is kept. */
const go = (check) => check.evaluate(async (element) => {
  while (letGo.length > 0) {
    letGo.shift()();
    await new Promise((done) => setTimeout(done));
    await element.updateComplete;
  }
});

test('keeps an answer that another version of the policy, or another day, comes across', async () => {
  const { page: opened, check, question, facts } = await ready();
  await held(check, `${POLICY}# one`);
  await go(check);
  await check.getByRole('button', { name: '是', exact: true }).click();
  await held(check, `${POLICY}# two`);
  await go(check);
  await question.filter({ hasText: '租房吗？' }).waitFor();
  await check.getByRole('button', { name: '是', exact: true }).click();
  await check.evaluate((element) => (element.on = '2023-06-02'));
  await go(check);
  await question.filter({ hasText: '几间房？' }).waitFor();
  assert.deepEqual(await facts(), { poor: true, rented: true });
  // But not where somebody started over meanwhile.
  await check.locator('.question input').fill('2');
  await check.locator('.question [type=submit]').click();
  await check.getByRole('button', { name: '重新开始' }).click();
  await go(check);
  await question.filter({ hasText: '困难吗？' }).waitFor();
  assert.deepEqual(await facts(), {});
  await close(opened);
});

test('keeps the place and what is half typed there while the policy is written', async () => {
  const { page: opened, check, question } = await ready({ poor: true, rented: true, rooms: '2' });
  await check.locator('.skip').click();
  await check.locator('.row[data-path=rooms] button').click();
  await check.locator('.question input').fill('1');
  await held(check, `${POLICY}# one`);
  await go(check);
  assert.deepEqual([await question.textContent(), await check.locator('.question input').inputValue()], ['几间房？', '1']);
  await check.getByRole('button', { name: '不改了' }).click();
  await question.filter({ hasText: '有几项还没有填' }).waitFor();
  // A fact that the policy does not have any more is not asked for.
  await check.locator('.row[data-path=rooms] button').click();
  await held(check, POLICY.replace(/^    rooms: .*\n/m, '').replace('and rooms below 3 ', ''));
  await go(check);
  assert.equal(await check.locator('.question input').count(), 0);
  await close(opened);
});

test('takes no click on a case that is still shown for the one that takes its place', async () => {
  const { page: opened, check, question, facts } = await ready({ ...HOME, people: [{ name: '甲' }, { name: '乙', pay: '1' }] });
  await held(check, `${POLICY}# one`);
  await go(check);
  const others = { ...HOME, people: [{ name: '丙' }] };
  await check.evaluate((element, others) => (element.facts = others), others);
  await check.getByRole('button', { name: '移除：甲' }).click();
  await check.locator('.row[data-path="people[1].pay"]').getByRole('button').click();
  await go(check);
  await check.locator('.question .where', { hasText: '丙' }).waitFor();
  assert.equal(await question.textContent(), '丙：月收入多少？');
  assert.deepEqual(await facts(), others);
  await close(opened);
});

test('loses no answer to what is clicked while it is decided', async () => {
  const { page: opened, check, question, facts } = await ready({ people: [{ name: '甲' }] });
  await held(check, `${POLICY}# one`);
  await go(check);
  await check.getByRole('button', { name: '是', exact: true }).click();
  await check.locator('.part.list .add').click();
  await check.getByRole('button', { name: '移除：甲' }).click();
  await check.locator('.skip').click();
  await check.locator('.row[data-path=poor] button').click();
  await go(check);
  assert.deepEqual(await facts(), { people: [{ name: '甲' }], poor: true });
  await question.filter({ hasText: '租房吗？' }).waitFor();
  await check.locator('.part.list .add').click();
  await go(check);
  assert.deepEqual(await facts(), { people: [{ name: '甲' }, {}], poor: true });
  await close(opened);
});

test('decides for another day that comes while an answer is refused', async () => {
  const { page: opened, check } = await ready({ poor: true, rented: true });
  await held(check, `${POLICY}# one`);
  await go(check);
  await check.locator('.question input').fill('0');
  await check.locator('.question [type=submit]').click();
  await check.evaluate((element) => (element.on = '2023-06-02'));
  await go(check);
  await check.locator('#problem', { hasText: '应当不低于' }).waitFor();
  assert.equal(await check.evaluate((element) => element.decision.as_of), '2023-06-02');
  assert.equal(await check.locator('.question input').inputValue(), '0');
  await close(opened);
});

test('shows on the way back what was answered and forgotten on another page that keeps the same answers', async () => {
  // Pages that are left are kept as they are, which Playwright turns off.
  const returning = await launch({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
  const opened = await open(returning, server.address('/kept'));
  const check = opened.locator('huimin-check');
  const question = check.locator('#question');
  const answer = () => check.getByRole('button', { name: '是', exact: true }).click();
  const back = () => opened.goBack({ waitUntil: 'commit' });
  await answer();
  await question.filter({ hasText: '租房吗？' }).waitFor();
  await opened.evaluate(() => addEventListener('pageshow', ({ persisted }) => (globalThis.persisted = persisted)));
  await opened.goto(server.address('/kept/more'));
  await question.filter({ hasText: '租房吗？' }).waitFor();
  await answer();
  await question.filter({ hasText: '几间房？' }).waitFor();
  await back();
  await question.filter({ hasText: '几间房？' }).waitFor();
  assert.equal(await opened.evaluate(() => globalThis.persisted), true);
  await opened.goto(server.address('/kept/more'));
  await check.getByRole('button', { name: '重新开始' }).click();
  await question.filter({ hasText: '困难吗？' }).waitFor();
  await back();
  await question.filter({ hasText: '困难吗？' }).waitFor();
  assert.deepEqual(await check.evaluate((element) => element.facts), {});
  await close(opened);
  await returning.close();
});
