// The playground in a browser, as somebody meets it who writes policies.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { accessible, close, DESKTOP, during, fits, open, PHONE, ROOT, shoot } from './browser.js';
import { write } from './editor.js';

const { browser, server } = await during({ '/': 'web/playground/dist/' });

async function ready(options, path = '/') {
  const page = await open(browser, server.address(path), options);
  await page.locator('.status.good .said').waitFor();
  return page;
}

const SAMPLE = `policy sample "Sample" { currency CNY }
entity household {
    income: money per month at least 0 yuan   "Income"   ask "How much a month?"
    ok: bool "Property ok" default yes
}
parameter standard: money per month { from 2023-01-01: 915 yuan source "notice 25" }
tier class { poor "poor" when income below standard and ok  near "near" when income below 2 * standard  otherwise none "none" }
benefit aid "Aid" { when class is poor  amount standard - income  paid monthly }
benefit extra "Extra" { when class in [poor, near]  amount 200 yuan per month  paid monthly }
test "a fen below" on 2023-06-01 { given { income: 914.99 yuan } expect aid is 0.01 yuan }
`;

test('shows an error at its place while it is typed, and nothing once it is mended', async () => {
  const page = await ready({ ...DESKTOP, locale: 'en-GB' });
  await write(page, SAMPLE.replace('below standard', 'below stanard'));
  const problem = page.locator('.problem').first();
  await page.getByRole('tab', { name: 'Problems' }).click();
  await problem.waitFor();
  assert.match(await problem.innerText(), /stanard[\s\S]*standard/);
  const [, line, column] = /:(\d+):(\d+)$/.exec((await problem.locator('.place').innerText()).trim());
  assert.deepEqual([Number(line), Number(column)], [7, SAMPLE.split('\n')[6].indexOf('standard') + 1]);
  // The same word is underlined in the text.
  assert.equal(await page.locator('.cm-lintRange-error').first().innerText(), 'stanard');
  await shoot(page, 'playground-error', { fullPage: false });
  await accessible(page);
  await page.getByRole('tab', { name: 'Try it' }).click();
  await page.locator('.panel:not([hidden]) .stale', { hasText: 'the policy as it was without one' }).waitFor();
  await page.getByRole('tab', { name: 'Problems' }).click();
  await problem.click();
  const word = await page.evaluate(() => getSelection().anchorNode.textContent);
  assert.ok(word.includes('stanard') || word.includes('income below'), word);
  await write(page, SAMPLE);
  await page.locator('.status.good').getByText('1 of 1 tests pass').waitFor();
  assert.equal(await page.locator('.stale').count(), 0);
  await close(page);
});

test('points at the right character under Chinese and beyond the basic plane', async () => {
  const page = await ready({ ...DESKTOP, locale: 'zh-CN' });
  await write(page, '政策 样例 “𠮷𠮷”\n对象 家庭 { 收入：金额 每月 }\n定义 甲 “𠮷𠮷𠮷” ＝ 收人 ＋ 收入\n');
  await page.locator('.cm-lintRange-error').first().waitFor();
  assert.equal(await page.locator('.cm-lintRange-error').first().innerText(), '收人');
  await close(page);
});

test('highlights the words of the grammar in both languages', async () => {
  const page = await ready({ ...DESKTOP, locale: 'zh-CN' });
  await write(page, '政策 样例\n对象 家庭 { 收入：金额 每月 }\n定义 甲 ＝ 收入 低于80元 且 收入 为0元\n');
  const styled = (text) => page.locator('.cm-line span', { hasText: text }).first().evaluate((span) => getComputedStyle(span).color);
  const plain = await page.locator('.cm-content').evaluate((content) => getComputedStyle(content).color);
  for (const word of ['定义', '低于', '且', '金额']) assert.notEqual(await styled(word), plain, word);
  assert.equal(await page.locator('.cm-line span', { hasText: /^低于$/ }).count(), 1);
  await close(page);
});

test('decides a case and explains it, with the form of the policy', async () => {
  const page = await ready();
  const check = page.locator('huimin-check');
  await check.locator('[data-result="低保金"]').filter({ hasText: '1545元/月' }).waitFor();
  await check.locator('[data-result="低保金"] .why > summary').click();
  await check.locator('[data-result="低保金"] .explained').getByText('915元/月 × 3').first().waitFor();
  await shoot(page, 'playground-try', { fullPage: false });
  await accessible(page);
  const loaded = page.requests.length;
  await page.getByLabel('现成的个案').selectOption({ index: 7 });
  await check.locator('[data-result="救助类型"]').filter({ hasText: '不符合' }).waitFor();
  await page.getByText('个案（JSON）', { exact: true }).click();
  assert.match(await page.locator('textarea').inputValue(), /NC-2023-007/);
  await page.getByRole('tab', { name: '示例' }).click();
  await page.locator('.message.good').waitFor();
  await shoot(page, 'playground-tests', { fullPage: false });
  assert.deepEqual(page.requests.slice(loaded), []);
  await close(page);
});

test('draws each benefit along an income, with thresholds to the fen', async () => {
  const page = await ready({ ...DESKTOP, locale: 'en-GB' });
  await write(page, SAMPLE);
  await page.locator('.status.good').getByText('1 of 1 tests pass').waitFor();
  await page.getByRole('tab', { name: 'Curve' }).click();
  const rows = page.locator('.changes tbody tr');
  await rows.first().waitFor();
  const told = (await rows.allInnerTexts()).map((text) => text.split(/\s+/).join(' '));
  assert.equal(told.length, 2);
  assert.match(told[0], /^1 915 yuan per month class: poor → near Aid: 0\.01 yuan → 0 yuan$/);
  assert.match(told[1], /^2 1,830 yuan per month class: near → none Extra: 200 yuan → 0 yuan cliff · drops by 200 yuan$/);
  // Something is drawn in the colour of the first line.
  const drawn = await page.locator('.chart canvas').evaluate((canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at] === 11 && data[at + 1] === 92 && data[at + 2] === 102) count += 1;
    return count;
  });
  assert.ok(drawn > 100, `${drawn} pixels`);
  await shoot(page, 'playground-curve', { fullPage: false });
  await page.getByLabel('to', { exact: true }).fill('1千');
  await page.getByLabel('to', { exact: true }).press('Tab');
  await page.waitForFunction(() => document.querySelectorAll('.changes tbody tr').length === 1);
  // What was wrong with a limit is forgotten once it is right again, the same as before.
  await page.getByLabel('to', { exact: true }).fill('much');
  await page.getByLabel('to', { exact: true }).press('Tab');
  await page.getByRole('alert').filter({ hasText: 'write an amount' }).waitFor();
  await page.getByLabel('to', { exact: true }).fill('1000');
  await page.getByLabel('to', { exact: true }).press('Tab');
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await accessible(page);
  await close(page);
});

test('draws the curve of the Nanchang policy', async () => {
  const page = await ready();
  await page.getByRole('tab', { name: '曲线' }).click();
  const rows = page.locator('.changes tbody tr');
  await rows.first().waitFor();
  // A household of three with 200 yuan of other income.
  assert.match((await rows.allInnerTexts()).join('\n'), /2,545元\/月\s+救助类型：最低生活保障家庭 → 低保边缘家庭/);
  await shoot(page, 'playground-curve-nanchang', { fullPage: false });
  await close(page);
});

test('formats in either language, and undoes it as one step', async () => {
  const page = await ready({ ...DESKTOP, locale: 'en-GB' });
  await write(page, SAMPLE);
  const format = async (how) => {
    await page.locator('header .menu summary').click();
    await page.getByRole('button', { name: how }).click();
  };
  await format('keywords in Chinese');
  await page.locator('.cm-content').filter({ hasText: '待遇 aid' }).waitFor();
  await page.locator('.status.good').waitFor();
  await format('keywords in English');
  await page.locator('.cm-content').filter({ hasText: 'benefit aid' }).waitFor();
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+z');
  await page.locator('.cm-content').filter({ hasText: '待遇 aid' }).waitFor();
  await close(page);
});

test('says in the language of the reader what it cannot decide for, and takes only objects for a case', async () => {
  const page = await ready({ ...DESKTOP, locale: 'zh-CN' });
  const check = page.locator('huimin-check');
  await check.locator('[data-result="低保金"]').filter({ hasText: '1545元/月' }).waitFor();
  await page.getByLabel('地区').fill('110000');
  await page.getByLabel('地区').press('Tab');
  const failure = check.locator('.failure');
  await failure.waitFor();
  assert.match(await failure.innerText(), /^地区“110000”不在/);
  await page.getByLabel('地区').fill('');
  await page.getByLabel('地区').press('Tab');
  await check.locator('[data-result="低保金"]').filter({ hasText: '1545元/月' }).waitFor();
  await page.getByText('个案（JSON）', { exact: true }).click();
  for (const text of ['[1, 2]', '5', 'null', '{']) {
    await page.locator('textarea').fill('');
    await page.locator('textarea').press('Tab');
    await page.locator('textarea').fill(text);
    await page.locator('textarea').press('Tab');
    await page.locator('.notice', { hasText: '不是 JSON 对象' }).waitFor();
    assert.equal(await check.locator('[data-result="低保金"]').innerText().then((text) => text.includes('1545元/月')), true);
  }
  await close(page);
});

test('shares everything by the address', async () => {
  const page = await ready({ ...DESKTOP, locale: 'en-GB' });
  await write(page, SAMPLE);
  await page.locator('.status.good').getByText('1 of 1 tests pass').waitFor();
  await page.locator('huimin-check').evaluate((check) => (check.facts = { income: '100.10' }));
  await page.locator('huimin-check').getByText('814.90 yuan per month').first().waitFor();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.waitForFunction(() => location.hash.length > 1);
  const other = await ready({ ...DESKTOP, locale: 'en-GB' }, `/${new URL(page.url()).hash}`);
  await other.locator('huimin-check').getByText('814.90 yuan per month').first().waitFor();
  assert.ok((await other.locator('.cm-content').innerText()).startsWith('policy sample'));
  // A link that was cut says so; an example from the menu takes the link's place in the address.
  const cut = await ready({ ...DESKTOP, locale: 'en-GB' }, `/${new URL(page.url()).hash.slice(0, -40)}`);
  await cut.locator('.notice', { hasText: 'The link is incomplete' }).waitFor();
  await close(cut);
  await other.getByLabel('Example policies').selectOption('national/dibao.huimin');
  assert.equal(new URL(other.url()).hash, '');
  await close(page);
  await close(other);
});

test('refuses links that nobody could have made here, at once', async () => {
  const nested = (levels) => `${'{"income":'.repeat(levels)}1${'}'.repeat(levels)}`;
  const link = (rest, text = SAMPLE) => `{"files":[{"name":"a.huimin","text":${JSON.stringify(text)}}],"current":"a.huimin"${rest}}`;
  for (const [name, json] of Object.entries({
    'a text for a case': link(',"facts":"income"'),
    'a list for a case': link(',"facts":[1]'),
    'a case nested beyond measure': link(`,"facts":${nested(5000)}`),
    'no day': link(',"on":"tomorrow"'),
    'an object for a region': link(',"region":{}'),
    'what unfolds to very much': link('', ' '.repeat(30_000_000)),
  })) {
    const begun = performance.now();
    const page = await ready({ ...DESKTOP, locale: 'en-GB' }, `/#${deflateRawSync(json).toString('base64url')}`);
    await page.locator('.notice', { hasText: 'The link is incomplete or damaged' }).waitFor();
    assert.ok(performance.now() - begun < 10_000, name);
    await close(page);
  }
  // What the engine refuses is told by the engine, and a long number is no reason to stand still.
  for (const [facts, said] of [[nested(100), 'nest deeper'], [`{"income":"${'9'.repeat(100_000)}"}`, 'H05']]) {
    const page = await ready({ ...DESKTOP, locale: 'en-GB' }, `/#${deflateRawSync(link(`,"facts":${facts}`)).toString('base64url')}`);
    await page.locator('huimin-check .complaint', { hasText: said }).first().waitFor({ timeout: 5000 });
    await page.getByText('Case (JSON)').click();
    await page.getByRole('textbox', { name: 'Case (JSON)' }).fill(nested(5000));
    await page.getByRole('textbox', { name: 'Case (JSON)' }).blur();
    await page.locator('.notice', { hasText: 'not a JSON object' }).waitFor();
    await close(page);
  }
});

test('draws no chart where there is nothing to draw', async () => {
  const page = await ready({ ...DESKTOP, locale: 'en-GB' });
  await write(page, SAMPLE.replace('money per month { from 2023-01-01: 915 yuan', 'money per month { from 2023-01-01: unknown').replace(/test [^]*/, ''));
  await page.locator('.status.good').waitFor();
  await page.locator('huimin-check').evaluate((check) => (check.facts = { income: '100' }));
  await page.getByRole('tab', { name: 'Curve' }).click();
  await page.getByText('No benefit comes to an amount').waitFor();
  assert.equal(await page.locator('.chart canvas').count(), 0);
  await close(page);
});

test('survives a megabyte of junk, and stays quick while it does', async () => {
  const page = await ready({ ...DESKTOP, locale: 'en-GB' });
  const junk = {
    'brackets': '('.repeat(1_000_000),
    'statements': 'define a = b + (1\n'.repeat(55_000),
    'letters': Array.from({ length: 1_000_000 }, (_, at) => String.fromCharCode(33 + ((at * 7919) % 94))).join(''),
  };
  for (const [name, text] of Object.entries(junk)) {
    await page.evaluate(() => {
      globalThis.longest = 0;
      let before = performance.now();
      globalThis.ticking = setInterval(() => {
        globalThis.longest = Math.max(globalThis.longest, performance.now() - before);
        before = performance.now();
      }, 20);
    });
    await write(page, text);
    await page.locator('.status.checking').waitFor();
    await page.locator('.status.error').waitFor({ timeout: 60_000 });
    const longest = await page.evaluate(() => (clearInterval(globalThis.ticking), globalThis.longest));
    assert.ok(longest < 3000, `the page stood still for ${longest} ms over ${name}`);
  }
  await shoot(page, 'playground-junk', { fullPage: false });
  await write(page, SAMPLE);
  await page.locator('.status.good').getByText('1 of 1 tests pass').waitFor();
  await close(page);
});

test('opens every example without an error', async () => {
  const page = await ready();
  const options = await page.getByLabel('示例政策').locator('option').evaluateAll((all) => all.map(({ value }) => value).filter((value) => value.includes('/')));
  assert.ok(options.length >= 2);
  for (const value of options) {
    await page.getByLabel('示例政策').selectOption(value);
    await page.locator('.status.checking').waitFor({ timeout: 2000 }).catch(() => {});
    await page.locator('.status:not(.checking)').waitFor({ timeout: 20_000 });
    assert.equal(await page.locator('.status.error').count(), 0, `${value}: ${await page.locator('.status').innerText()}`);
    const first = (await readFile(join(ROOT, 'examples', value), 'utf8')).split('\n')[0];
    assert.equal(await page.locator('.cm-line').first().innerText(), first);
  }
  await close(page);
});

test('can be read on a phone', async () => {
  const page = await ready(PHONE);
  await fits(page);
  await accessible(page);
  await shoot(page, 'playground-phone');
  await page.getByRole('tab', { name: '曲线' }).click();
  await page.locator('.changes').waitFor();
  await fits(page);
  await shoot(page, 'playground-phone-curve');
  await close(page);
});

test('says at once that the engine cannot be loaded, in the language of the reader', async () => {
  for (const [locale, what, said] of [['en-GB', '*.wasm', 'the engine cannot be loaded (TypeError'], ['zh-CN', 'worker*.js', '无法加载计算引擎，请重新打开页面']]) {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    await page.route(`**/${what}`, (route) => route.abort());
    await page.goto(server.address('/'));
    await page.locator('.status.error', { hasText: said }).waitFor({ timeout: 4000 });
    await page.locator('.panel:not([hidden]) .message', { hasText: said }).waitFor();
    await context.close();
  }
});
