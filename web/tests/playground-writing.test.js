// Writing in the playground: what becomes of the cursor and of the text, and how the chart shows what is written.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible, close, DESKTOP, during, fits, open, PHONE, shoot } from './browser.js';
import { write } from './editor.js';

const { browser, server } = await during({ '/': 'web/playground/dist/' });

const ENGLISH = { ...DESKTOP, locale: 'en-GB' };

async function ready(options = ENGLISH) {
  const page = await open(browser, server.address('/'), options);
  await page.locator('.status.good .said').waitFor();
  return page;
}

async function checked(page, text) {
  await write(page, text);
  await page.locator('.status.checking').waitFor();
  await page.locator('.status.good').waitFor();
}

const lines = (page) => page.locator('.cm-line').allInnerTexts().then((all) => all.map((line) => line.replace(/\n$/, '')));

const HOME = `policy sample "Sample"
entity home "Home" { pay: money per month at least 0 yuan "Pay"  kids: whole 1..9 "Kids"  plain: number "Plain" }
`;

test('sets lines in and out by their brackets while they are typed, in both scripts', async () => {
  const typed = {
    en: ['policy a "(A" {', 'currency CNY  # no { here', '}', 'entity home { pay: bool }', '', 'test "t" {', 'given {', 'pay: no', '}', '}', 'define b = (', 'pay', ')'],
    zh: ['政策 甲 “｛甲” ｛', '货币 CNY', '｝', '对象 家庭 {', '子女：列表（', '人', '）', '}'],
  };
  const stand = { en: [0, 1, 0, 0, 0, 0, 1, 2, 1, 0, 0, 1, 0], zh: [0, 1, 0, 0, 1, 2, 1, 0] };
  for (const language of ['en', 'zh']) {
    const page = await ready();
    await write(page, '');
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    for (const [at, line] of typed[language].entries()) {
      if (at > 0) await page.keyboard.press('Enter');
      await page.keyboard.type(line);
    }
    const expected = typed[language].map((line, at) => (line === '' ? '' : '    '.repeat(stand[language][at]) + line));
    assert.deepEqual(await lines(page), expected);
    await close(page);
  }
});

test('takes text from an input method as it grows, while it is checked', async () => {
  const page = await ready({ ...DESKTOP, locale: 'zh-CN' });
  await checked(page, HOME);
  const session = await page.context().newCDPSession(page);
  const compose = async (...parts) => {
    for (const text of parts) {
      await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
      await page.locator('.status:not(.checking)').waitFor();
    }
  };
  await page.keyboard.press('Control+End');
  await compose('d', 'ding', "ding'yi");
  await page.locator('.status.error').waitFor();
  await session.send('Input.insertText', { text: '定义' });
  await page.keyboard.type(' ');
  await compose('j', 'jia');
  await session.send('Input.insertText', { text: '甲' });
  await page.keyboard.type(' = 1');
  assert.equal((await lines(page)).at(-1), '定义 甲 = 1');
  await page.locator('.status:not(.error):not(.checking)').waitFor();
  await close(page);
});

test('keeps the cursor with its word while it formats, and the keyboard in the editor', async () => {
  const page = await ready();
  const many = Array.from({ length: 300 }, (_, at) => `define   d${at}   =   if kids above ${at} then ${at} else 0`).join('\n');
  await checked(page, `${HOME}${many}\nbenefit   aid   "Aid 𠮷" {\nwhen pay   below 20 yuan per month\n  amount 5 yuan per month\n\n}\n`);
  await page.keyboard.press('Control+End');
  // In a text in quotes, before a word of the language that begins a line, and on a line that holds none.
  for (const [keys, line, at] of [
    [['ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'End', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft'], 5, /"Aid 𠮷$|“Aid 𠮷$/],
    [['ArrowDown', 'ArrowDown', 'Home'], 3, /^    $/],
    [['ArrowDown', 'ArrowDown', 'ArrowDown', 'Home', 'ArrowLeft'], 1, /^}$/],
  ]) {
    for (const key of keys) await page.keyboard.press(key);
    for (const how of ['words as written', 'keywords in Chinese', 'keywords in English']) {
      await page.locator('header .menu summary').click();
      await page.getByRole('button', { name: how }).click();
      await page.locator('.cm-content:focus').waitFor();
      await page.waitForFunction((zh) => document.querySelector('.cm-content').innerText.includes('待遇') === zh, how.includes('Chinese'));
      // Measured and scrolled in the next frames.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done)))));
      const { before, fromEnd, seen } = await cursor(page);
      assert.match(before, at, `${how}: ${before}`);
      assert.deepEqual([fromEnd, seen], [line, true], how);
    }
  }
  await page.keyboard.press('Control+z');
  await page.locator('.cm-content', { hasText: '待遇' }).waitFor();
  await close(page);
});

/** What stands before the cursor in its line, how many lines are below it, and whether it can be seen. */
async function cursor(page) {
  return page.evaluate(() => {
    const { focusNode, focusOffset } = getSelection();
    const line = (focusNode instanceof Element ? focusNode : focusNode.parentElement).closest('.cm-line');
    const range = document.createRange();
    range.setStart(line, 0);
    range.setEnd(focusNode, focusOffset);
    const lines = [...line.parentElement.querySelectorAll('.cm-line')];
    const [box, scroller] = [line.getBoundingClientRect(), line.closest('.cm-scroller').getBoundingClientRect()];
    return { before: range.toString(), fromEnd: lines.length - 1 - lines.indexOf(line), seen: box.top >= scroller.top && box.bottom <= scroller.bottom };
  });
}

test('asks before what somebody wrote is lost, unless it stands in the address', async () => {
  const page = await ready();
  const asked = [];
  let answer = 'dismiss';
  page.on('dialog', async (dialog) => {
    asked.push(dialog.type());
    await dialog[answer]();
  });
  const menu = page.getByLabel('Example policies');
  await menu.selectOption({ index: 2 });
  await page.locator('.status.good').waitFor();
  assert.deepEqual(asked, []);
  const opened = await menu.inputValue();
  await checked(page, HOME);
  await menu.selectOption({ index: 3 });
  assert.deepEqual(asked, ['confirm']);
  assert.equal(await menu.inputValue(), opened);
  assert.equal((await lines(page))[0], 'policy sample "Sample"');
  await page.evaluate(() => (location.hash = 'other'));
  while (asked.length < 2) await page.waitForTimeout(20);
  assert.deepEqual(asked.splice(0), ['confirm', 'confirm']);
  assert.equal((await lines(page))[0], 'policy sample "Sample"');
  answer = 'accept';
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.locator('.notice', { hasText: /copied|address line/ }).waitFor();
  await page.reload();
  await page.locator('.status.good').waitFor();
  assert.deepEqual(asked, []);
  assert.equal((await lines(page))[0], 'policy sample "Sample"');
  await checked(page, `${HOME}define more = 1\n`);
  await page.reload();
  assert.deepEqual(asked, ['beforeunload']);
  await close(page);
});

test('begins an empty policy from the menu', async () => {
  const page = await ready();
  await page.getByLabel('Example policies').selectOption('Empty policy');
  await page.locator('.status.error').waitFor();
  assert.match((await page.locator('.files .tab').allInnerTexts()).join(), /^policy\.huimin[^,]*$/);
  await page.locator('.panel:not([hidden])', { hasText: 'Once the policy has no errors' }).waitFor();
  await page.locator('.cm-content').click();
  await page.keyboard.type('policy own');
  await page.keyboard.press('Enter');
  await page.keyboard.type('entity home { ok: bool }');
  await page.locator('.status.good').waitFor();
  await page.locator('huimin-check').getByText('Eligibility check').waitFor();
  await close(page);
});

test('takes nothing of the policy before for the one that was opened after it', async () => {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  // Whatever the engine says comes late, and what is to be done at once is done later still.
  await page.addInitScript(() => {
    const [{ setTimeout: soon }, { addEventListener: add }] = [globalThis, Worker.prototype];
    Worker.prototype.addEventListener = function (kind, heard) {
      add.call(this, kind, kind === 'message' ? (event) => soon(() => heard(event), 400) : heard);
    };
    globalThis.setTimeout = (done, after, ...rest) => soon(done, after === 0 ? 800 : after, ...rest);
  });
  await page.goto(server.address('/'));
  await page.locator('.status.good .said').waitFor();
  await page.getByLabel('Example policies').selectOption('Empty policy');
  await page.locator('.status.error').waitFor();
  await page.locator('.panel:not([hidden])', { hasText: 'Once the policy has no errors' }).waitFor();
  await context.close();
});

test('decides by the policy that it says it does, whatever was written and checked since', async () => {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  // How the tests of a policy come out is heard only when the test lets it be.
  await page.addInitScript(() => {
    const { addEventListener: add, postMessage: post } = Worker.prototype;
    const asked = new WeakMap();
    Worker.prototype.postMessage = function (message) {
      if (message.kind === 'test') asked.set(this, message.id);
      return post.call(this, message);
    };
    Worker.prototype.addEventListener = function (kind, heard) {
      add.call(this, kind, (event) => {
        if (globalThis.kept !== undefined && kind === 'message' && event.data.id === asked.get(this)) globalThis.kept.push(() => heard(event));
        else heard(event);
      });
    };
  });
  await page.goto(server.address('/'));
  await page.locator('.status.good .said').waitFor();
  const aid = (amount) => `${HOME}benefit aid "Aid" { amount pay + ${amount} yuan per month }\n`;
  await checked(page, aid(100));
  const check = page.locator('huimin-check');
  const hash = await check.evaluate((element) => element.engine.info.hash);
  await page.evaluate(() => (globalThis.kept = []));
  await write(page, aid(200));
  await page.waitForFunction(() => globalThis.kept.length === 1);
  await write(page, `${aid(300)}nonsense`);
  await page.waitForTimeout(600);
  await page.evaluate(() => {
    globalThis.kept.shift()();
    globalThis.kept = undefined;
  });
  await page.locator('.status.error').waitFor();
  assert.equal(await check.evaluate((element) => element.engine.info.hash), hash);
  const decided = () => check.evaluate((element) => new Promise((done) => {
    element.addEventListener('huimin-decision', ({ detail }) => done(detail.decision.results[0].amount.text), { once: true });
    element.facts = { pay: '5' };
  }));
  assert.equal(await decided(), '105.00');
  await context.close();
});

test('never says that a good policy has errors while it gets ready', async () => {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  await page.addInitScript(() => {
    globalThis.told = new Set();
    new MutationObserver(() => {
      for (const one of document.querySelectorAll('.panel .message')) globalThis.told.add(one.textContent.trim());
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  await page.goto(server.address('/'));
  await page.locator('huimin-check #question').waitFor();
  const told = await page.evaluate(() => [...globalThis.told]);
  assert.ok(told.includes('Checking…'), told.join());
  assert.ok(!told.some((one) => one.includes('no errors')), told.join());
  await context.close();
});

async function curve(page, text, facts) {
  await checked(page, text);
  await page.getByRole('tab', { name: 'Try it' }).click();
  await page.waitForFunction(() => document.querySelector('huimin-check').engine !== undefined);
  await page.locator('huimin-check').evaluate((check, facts) => (check.facts = facts), facts);
  await page.getByRole('tab', { name: 'Curve' }).click();
  await page.locator('huimin-curve .hint', { hasText: 'decided exactly' }).waitFor();
}

test('draws amounts from nothing up, and their figures whole', async () => {
  const page = await ready();
  await curve(page, `${HOME}benefit aid "Aid" { amount 1000 yuan per month - min(pay, 2000 yuan per month) / 2  round up to 0.01 yuan }\n`, { pay: '500' });
  // From 1000 down to 350: a line that ends well above the ground.
  const lowest = await page.locator('.chart canvas').evaluate((canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let row = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at] === 11 && data[at + 1] === 92 && data[at + 2] === 102 && data[at + 3] === 255) row = at / 4 / canvas.width;
    return row / canvas.height;
  });
  assert.ok(lowest > 0.4 && lowest < 0.65, `${lowest} of the height`);
  const room = () => page.locator('.chart .u-over').evaluate((over) => over.offsetLeft);
  assert.ok((await room()) < 64);
  await curve(page, `${HOME}benefit aid "Aid" { amount pay * 1000000000 }\n`, { pay: '500' });
  await page.waitForFunction(() => document.querySelector('.chart .u-over').offsetLeft > 110);
  await close(page);
});

test('finds a band of a tier that is a five-hundredth of the range', async () => {
  const page = await ready();
  const band = (from) => `tier band "Band" { inside when pay at least ${from} yuan per month and pay below ${from + 6} yuan per month  otherwise outside }`;
  for (const from of [701, 1333, 2894]) {
    await curve(page, `${HOME}${band(from)}\n`, { pay: '500' });
    await page.getByLabel('to', { exact: true }).fill('3000');
    await page.getByLabel('to', { exact: true }).press('Tab');
    const rows = page.locator('.changes tbody tr');
    await rows.nth(1).waitFor();
    assert.deepEqual(await rows.locator('td:nth-child(2)').allTextContents(), [from, from + 6].map((at) => `${at.toLocaleString('en')} yuan per month`));
  }
  await close(page);
});

test('begins with a range that the policy allows, in whole numbers where it wants them', async () => {
  const page = await ready();
  await curve(page, `${HOME}benefit aid "Aid" { amount kids * 100 yuan per month }\n`, { kids: '3' });
  assert.deepEqual([await page.getByLabel('from', { exact: true }).inputValue(), await page.getByLabel('to', { exact: true }).inputValue()], ['1', '9']);
  assert.equal(await page.locator('.changes tbody tr').count(), 8);
  await shoot(page, 'playground-curve-whole', { fullPage: false });
  await close(page);
});

test('finds where something changes between two percent', async () => {
  const page = await ready();
  const share = (from) => `tier share "Share" { high "High" when plain ${from}  otherwise low "Low" }`;
  for (const [from, at] of [['at least 12.5%', '0.125'], ['above 12.55%', '0.1256'], ['at least 2', '2']]) {
    await curve(page, `${HOME}${share(from)}\n`, { plain: '0.5' });
    assert.deepEqual(await page.locator('.changes tbody td:nth-child(2)').allTextContents(), [at]);
  }
  assert.deepEqual([await page.getByLabel('from', { exact: true }).inputValue(), await page.getByLabel('to', { exact: true }).inputValue()], ['0', '25']);
  await close(page);
});

test('keeps a range for the number it was chosen for, and names the number that is drawn', async () => {
  const page = await ready();
  await curve(page, `${HOME}benefit aid "Aid" { amount kids * 100 yuan per month + pay / 2 + plain * 1 yuan per month  round up to 1 yuan }\n`, { pay: '500', kids: '3' });
  const along = page.locator('huimin-curve select');
  const said = async () => [await along.locator('option:checked').innerText(), await page.getByLabel('from', { exact: true }).inputValue(), await page.getByLabel('to', { exact: true }).inputValue()];
  const limit = async (value) => {
    await page.getByLabel('to', { exact: true }).fill(value);
    await page.getByLabel('to', { exact: true }).press('Tab');
  };
  const given = async (facts) => {
    await page.locator('huimin-check').evaluate((check, facts) => new Promise((done) => {
      check.addEventListener('huimin-decision', done, { once: true });
      check.facts = facts;
    }), facts);
    await page.locator('huimin-curve').evaluate((panel) => panel.updateComplete);
  };
  await limit('3000');
  assert.deepEqual(await said(), ['Pay', '0', '3,000']);
  await given({ kids: '3', pay: '500' });
  assert.deepEqual(await said(), ['Kids', '1', '9']);
  await along.selectOption('Pay');
  assert.deepEqual(await said(), ['Pay', '0', '3,000']);
  await given({ plain: '2', kids: '3', pay: '500' });
  assert.deepEqual(await said(), ['Pay', '0', '3,000']);
  await close(page);
});

test('names many long benefits beside the chart on a phone', async () => {
  const page = await ready({ ...PHONE, locale: 'en-GB' });
  const many = Array.from({ length: 10 }, (_, at) => `benefit b${at} "Benefit number ${at} with a rather long name" { when pay below ${(at + 1) * 200} yuan per month  amount ${at + 2}0 yuan per month }`);
  await curve(page, `${HOME}${many.join('\n')}\n`, { pay: '500' });
  await fits(page);
  const heights = await page.locator('.chart .u-legend .u-series').evaluateAll((all) => all.map((one) => one.clientHeight));
  assert.equal(heights.length, 11);
  for (const height of heights) assert.ok(height < 70, `${height} pixels`);
  const [, , what] = await page.locator('.changes tbody tr').first().locator('td').evaluateAll((all) => all.map((one) => one.clientWidth));
  assert.ok(what > 120, `${what} pixels`);
  await accessible(page);
  await shoot(page, 'playground-phone-curves');
  await close(page);
});

test('tells what is chosen where the system chooses the colours, and keeps the chart legible', async () => {
  const page = await ready({ ...ENGLISH, forcedColors: 'active', colorScheme: 'dark' });
  await page.getByRole('tab', { name: 'Curve' }).click();
  await page.locator('.chart canvas').waitFor();
  const border = (selector) => page.locator(selector).first().evaluate((one) => getComputedStyle(one).borderBottomColor);
  assert.notEqual(await border('.tabs [aria-selected=true]'), await border('.tabs [aria-selected=false]'));
  const top = (selector) => page.locator(selector).first().evaluate((one) => getComputedStyle(one).borderTopColor);
  assert.notEqual(await top('.tab[data-current]'), await top('.tab:not([data-current])'));
  assert.equal(await page.locator('.chart').evaluate((one) => getComputedStyle(one).backgroundColor), 'rgb(255, 255, 255)');
  await shoot(page, 'playground-forced-colors', { fullPage: false });
  await close(page);
});

test('is dark where the system is, and follows it', async () => {
  const page = await ready({ ...ENGLISH, colorScheme: 'dark' });
  const ground = (selector) => page.locator(selector).first().evaluate((one) => getComputedStyle(one).backgroundColor);
  const light = 'rgb(255, 255, 255)';
  const line = () =>
    page.locator('.chart canvas').evaluate((canvas) => {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      for (let at = 0; at < data.length; at += 4) if (data[at + 3] === 255 && data[at] === 0x63 && data[at + 1] === 0xc1 && data[at + 2] === 0xcc) return 'dark';
      return 'light';
    });
  assert.notEqual(await ground('.editor .cm-editor'), light);
  for (const tab of ['Problems', 'Tests', 'Try it', 'Curve']) {
    await page.getByRole('tab', { name: tab }).click();
    if (tab === 'Try it') await page.locator('huimin-check').getByText('Eligibility check').waitFor();
    if (tab === 'Curve') await page.locator('.chart canvas').waitFor();
    await accessible(page);
    await shoot(page, `playground-dark-${tab.toLowerCase().replace(' ', '-')}`, { fullPage: false });
  }
  assert.equal(await line(), 'dark');
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+f');
  assert.notEqual(await ground('.cm-panel'), light);
  await page.emulateMedia({ colorScheme: 'light' });
  assert.equal(await ground('.editor .cm-editor'), light);
  assert.equal(await page.locator('.cm-editor').evaluate((one) => getComputedStyle(one).colorScheme), 'normal');
  await page.waitForFunction(() => document.querySelector('.chart canvas') !== null);
  assert.equal(await line(), 'light');
  await close(page);
});

test('closes its menus with Escape and with a click elsewhere', async () => {
  const page = await ready();
  for (const menu of ['header .menu', '.files .more']) {
    const open = () => page.locator(menu).evaluate((one) => one.open);
    await page.locator(`${menu} > summary`).click();
    assert.equal(await open(), true);
    await page.locator('.cm-content').click();
    assert.equal(await open(), false);
    await page.locator(`${menu} > summary`).click();
    await page.keyboard.press('Tab');
    assert.equal(await open(), true);
    await page.keyboard.press('Escape');
    assert.equal(await open(), false);
    assert.equal(await page.locator(`${menu} > summary`).evaluate((one) => one === document.activeElement), true);
  }
  await close(page);
});

test('leads from tab to tab with the keys for it', async () => {
  const page = await ready();
  await page.getByRole('tab', { name: 'Try it' }).focus();
  for (const [key, name] of [['End', 'Curve'], ['ArrowRight', 'Problems'], ['ArrowLeft', 'Curve'], ['Home', 'Problems']]) {
    await page.keyboard.press(key);
    await page.locator('[role=tab][aria-selected=true]:focus', { hasText: name }).waitFor();
  }
  await close(page);
});

test('says whether the link could be copied', async () => {
  for (const [permissions, said] of [[['clipboard-read', 'clipboard-write'], 'Link copied'], [[], 'the link is in the address line']]) {
    const page = await ready();
    await page.context().grantPermissions(permissions);
    if (permissions.length === 0) await page.evaluate(() => {
      navigator.clipboard.write = navigator.clipboard.writeText = () => Promise.reject(new Error('no'));
    });
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.locator('.notice', { hasText: said }).waitFor();
    if (permissions.length > 0) assert.equal(await page.evaluate(() => navigator.clipboard.readText()), page.url());
    await close(page);
  }
});

test('copies links where only a text that is there can be copied, and says so where there are none', async () => {
  const page = await ready();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(() => delete globalThis.ClipboardItem);
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.locator('.notice', { hasText: 'Link copied' }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), page.url());
  const { hash } = new URL(page.url());
  await close(page);
  const old = await open(browser, 'about:blank', ENGLISH);
  await old.addInitScript(() => {
    delete globalThis.CompressionStream;
    delete globalThis.DecompressionStream;
  });
  await old.goto(server.address('/'));
  await old.locator('.status.good').waitFor();
  await old.getByRole('button', { name: 'Copy link' }).click();
  await old.locator('.notice', { hasText: 'too old to make or open links' }).waitFor();
  assert.equal(new URL(old.url()).hash, '');
  await old.evaluate((hash) => (location.hash = hash), hash);
  await old.locator('.notice', { hasText: 'too old to make or open links' }).waitFor();
  await close(old);
});

test('searches in the language of the reader', async () => {
  const page = await ready({ ...DESKTOP, locale: 'zh-CN' });
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+f');
  await page.locator('.cm-search').getByRole('button', { name: '下一个' }).waitFor();
  assert.doesNotMatch(await page.locator('.cm-search').innerText(), /[a-z]/);
  await accessible(page);
  await close(page);
});
