// The element as those meet it who hear it: what a screen reader is told, when, and where it finds itself then.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible, close, DESKTOP, during, open } from './browser.js';
import { checkAt } from './check.js';

const page = (lang, src, on) => `<!doctype html>
<html lang="${lang}">
  <head><meta charset="utf-8"><title>Check</title><script type="module" src="/check/huimin-check.js"></script></head>
  <body><main><h1>Check</h1><huimin-check src="${src}" on="${on}"></huimin-check></main></body>
</html>`;
/** Amounts one after another, one with bounds and one without. */
const RENT = `policy rent "Rent"
entity person "Person" {
    tenant: bool "Tenant" ask "Do you rent?"
    rent:   money per month "Rent" ask "How much is the rent?"
    pay:    money per month at least 0 yuan "Pay" ask "How much do you take home?"
    born:   date "Born" ask "When were you born?"
}
benefit aid "Aid" {
    when   tenant and pay below rent and born below 2000-01-01
    amount rent - pay
    paid   monthly
}
`;
const ENGLISH = { ...DESKTOP, locale: 'en-GB' };
const CHINESE = { ...DESKTOP, locale: 'zh-CN' };

const { browser, server } = await during({
  '/check/': 'web/packages/huimin-check/dist/page/',
  '/examples/': 'examples/',
  '/zh': page('zh-CN', '/examples/nanchang-2023/nanchang-2023.huimin', '2023-06-01'),
  '/en': page('en', '/examples/nanchang-2023/nanchang-2023.huimin', '2023-06-01'),
  '/rent': page('en', '/rent.huimin', '2023-06-01'),
  '/rent.huimin': RENT,
  '/empty': '<!doctype html><title>Nothing yet</title>',
});

const ready = (path, options) => checkAt(browser, server.address(path), options);

/** Notes what a place that is heard says from now on, each time that it says another thing. */
async function listen(check, selector) {
  await check.evaluate((element, selector) => {
    const place = element.shadowRoot.querySelector(selector);
    globalThis.heard = [];
    new MutationObserver(() => {
      const text = place.textContent.replace(/\s+/g, ' ').trim();
      if (text !== globalThis.heard.at(-1)) globalThis.heard.push(text);
    }).observe(place, { subtree: true, childList: true, characterData: true });
  }, selector);
  return () => check.evaluate(() => globalThis.heard);
}

/** Notes for each step of the focus whether what had it before is still there. */
async function follow(check) {
  await check.evaluate((element) => {
    globalThis.steps = [];
    let last = element.shadowRoot.activeElement;
    element.shadowRoot.addEventListener('focusin', ({ target }) => {
      globalThis.steps.push([target.localName, last === null || last.isConnected, target !== last]);
      last = target;
    });
  });
  return () => check.evaluate(() => globalThis.steps.splice(0));
}

const focused = (opened, selector) =>
  opened.waitForFunction((selector) => document.activeElement.shadowRoot?.activeElement?.matches(selector), selector);

test('comes to a new field with every question, before the one that was used goes', async () => {
  const { page: opened, check } = await ready('/rent', ENGLISH);
  const field = check.getByRole('textbox');
  await check.getByRole('button', { name: 'Yes' }).focus();
  const steps = await follow(check);
  for (const [said, question] of [[undefined, 'pay'], ['100', 'rent'], ['300', 'born']]) {
    if (said !== undefined) await opened.keyboard.type(said);
    await opened.keyboard.press('Enter');
    await check.locator(`.question[data-path=${question}] input:focus`).waitFor();
    assert.deepEqual(await steps(), [['input', true, true]], question);
    await check.locator('.used').waitFor({ state: 'detached' });
    assert.equal(await field.count(), 1);
  }
  await opened.keyboard.type('1990-5-1');
  await opened.keyboard.press('Enter');
  await focused(opened, '#question');
  await close(opened);
});

test('adds and removes members without taking away where somebody is', async () => {
  const { page: opened, check } = await ready('/zh', CHINESE);
  await check.getByRole('button', { name: '是', exact: true }).click();
  await check.locator('.question .add').focus();
  const steps = await follow(check);
  await opened.keyboard.press('Enter');
  await focused(opened, '.question li input');
  assert.deepEqual(await steps(), [['input', true, true]]);
  await check.getByRole('button', { name: '移除：家庭成员 1' }).focus();
  await steps();
  await opened.keyboard.press('Enter');
  await focused(opened, '.question .add');
  assert.deepEqual(await steps(), [['button', true, true]]);
  await check.locator('.question li').waitFor({ state: 'detached' });
  await close(opened);
});

test('says in each question whose it is, and what it is answered in', async () => {
  const { page: opened, check } = await ready('/zh', CHINESE);
  await check.evaluate((element) => {
    element.facts = { 财产符合规定: true, 家庭成员: [{ 姓名: '王芳', 关系: '本人', 收入: [{}] }] };
  });
  const question = check.getByRole('region', { name: '请回答' });
  await question.getByRole('heading', { name: /^王芳 › 一项收入 1： ?收入种类$/ }).waitFor();
  await question.getByRole('group', { name: /^王芳 › 一项收入 1： ?收入种类$/ }).getByRole('button', { name: '工资性净收入' }).click();
  await question.getByRole('textbox', { name: /^王芳 › 一项收入 1： ?.*平均每月多少元/ }).waitFor();
  await accessible(opened);
  await close(opened);
  // The unit where there are no bounds, which name it; what was understood is told as it changes, not with each of them.
  const { page: rent, check: english } = await ready('/rent', ENGLISH);
  const described = () =>
    english.locator('.question input').evaluate((input) =>
      input.getAttribute('aria-describedby').split(' ').map((id) => input.getRootNode().getElementById(id)?.textContent).filter(Boolean));
  for (const [path, says] of [['rent', ['yuan per month']], ['pay', ['at least 0 yuan per month']], ['born', []]]) {
    await english.locator(`.row[data-path=${path}] button`).click();
    await english.locator(`.question[data-path=${path}]`).waitFor();
    await english.locator('.used').waitFor({ state: 'detached' });
    assert.deepEqual(await described(), says, path);
  }
  await english.locator('.row[data-path=pay] button').click();
  await english.locator('.question[data-path=pay] input').waitFor();
  await english.locator('.question input').fill('1000');
  await english.locator('[aria-live=polite]', { hasText: 'That is 1,000 yuan per month' }).waitFor();
  assert.deepEqual(await described(), ['at least 0 yuan per month']);
  await close(rent);
});

test('tells in one place that it is there, and each other result once', async () => {
  const opened = await open(browser, server.address('/empty'), ENGLISH);
  let arrive;
  const arrived = new Promise((resolve) => (arrive = resolve));
  await opened.route('**/rent.huimin', async (route) => {
    await arrived;
    await route.continue();
  });
  await opened.goto(server.address('/rent'));
  const check = opened.locator('huimin-check');
  const status = check.getByRole('status');
  await status.filter({ hasText: 'Loading…' }).waitFor();
  const heard = await listen(check, '[role=status]');
  arrive();
  await check.locator('#question').waitFor();
  const say = async (facts) => {
    const decided = check.evaluate((element) => new Promise((done) => element.addEventListener('huimin-decision', done, { once: true })).then(() => element.updateComplete));
    await check.evaluate((element, facts) => (element.facts = facts), facts);
    await decided;
  };
  const all = { tenant: true, rent: '300', pay: '100', born: '1990-05-01' };
  await say({ tenant: true });
  await say(all);
  await say({ ...all, born: '1991-05-01' });
  await say({ ...all, pay: '50' });
  await say({ ...all, tenant: false });
  assert.deepEqual(await heard(), ['Not settled yet', 'Aid: 200 yuan per month', 'Aid: 250 yuan per month', 'Not granted']);
  await close(opened);
});

test('tells that a member was removed, and how to take that back', async () => {
  const { page: opened, check } = await ready('/zh', CHINESE);
  await check.evaluate((element) => (element.facts = { 家庭成员: [{ 姓名: '王芳', 关系: '本人' }, { 姓名: '李强', 关系: '配偶' }] }));
  const button = check.getByRole('button', { name: '移除：李强' });
  await button.waitFor();
  const heard = await listen(check, '.facts [aria-live=polite]');
  await button.click();
  await check.getByRole('button', { name: '撤销' }).click();
  await button.waitFor();
  assert.deepEqual(await heard(), ['已移除“李强”。 撤销', '']);
  await close(opened);
});

test('has a Chinese policy read by a Chinese voice to those who read English', async () => {
  const { page: opened, check } = await ready('/en', ENGLISH);
  await check.evaluate((element) => (element.facts = { 财产符合规定: true, 家庭成员: [{ 姓名: '王芳' }] }));
  await check.locator('.choice', { hasText: '申请人本人' }).waitFor();
  await check.locator('.element').waitFor();
  await check.locator('[data-result="救助类型"] .why > summary').click();
  await check.locator('.tree .label').first().waitFor();
  // What is shown of a text, by the language that is told of it.
  const wrong = await check.locator('.screen').evaluate((screen) => {
    const texts = document.createTreeWalker(screen, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) {
      const { textContent, parentElement } = texts.currentNode;
      const lang = parentElement.closest('[lang]').lang;
      // Sentences of the check that name a thing of the policy stay in the language of the check.
      const own = parentElement.closest('.aside > span, .lacks, .link, .add, summary[aria-label]');
      if (/\p{Script=Han}/u.test(textContent) && lang !== 'zh-CN' && own === null) found.push(textContent.trim());
    }
    return found;
  });
  assert.deepEqual(wrong, []);
  assert.equal(await check.getByRole('heading', { name: 'Result' }).evaluate((one) => one.closest('[lang]').lang), 'en');
  await close(opened);
});
