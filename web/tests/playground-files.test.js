// Further files in the playground: CSV annexes that are added, opened, edited, shared and taken away.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { accessible, close, DESKTOP, during, fits, open, PHONE, shoot } from './browser.js';
import { write } from './editor.js';

const POLICY = `policy sample "Sample" { region "360100" }
entity person "Person" { income: money per month "Income" }
parameter standard "Standard": money per month annex "data/standards.csv"
benefit aid "Aid" { when income below standard  amount standard - income  paid monthly }
`;
const HEAD = 'region,from,source,value\n';
const ROWS = '360100,2022-01-01,"notice 1, annex",855\n360100,2023-01-01,notice 2,915\n';

const { browser, server } = await during({ '/': 'web/playground/dist/' });

const linked = (files, facts) =>
  deflateRawSync(JSON.stringify({ files, current: files[0].name, facts, on: '2023-06-01' })).toString('base64url');
/** The page with a policy as a link brings it. */
const shared = (files, options = { ...DESKTOP, locale: 'en-GB' }) =>
  open(browser, server.address(`/#${linked(files, { income: '900' })}`), options);
const alone = (options) => shared([{ name: 'city/sample.huimin', text: POLICY }], options);

const tab = (page, name) => page.locator('.files nav').getByRole('button', { name, exact: true });
const outcome = (page, text) => page.locator('huimin-check [data-result="aid"]').filter({ hasText: text }).waitFor();

test('adds the annex that the policy names, and points at its cells', async () => {
  const page = await alone();
  await page.locator('.status.error').waitFor();
  await shoot(page, 'playground-annex-missing', { fullPage: false });
  await accessible(page);
  await tab(page, 'The policy names “city/data/standards.csv”, which is not here: add it').click();
  await page.locator('.status.error').filter({ hasText: '1 error' }).waitFor();
  assert.equal(await page.locator('.tab[data-current]').innerText().then((text) => text.trim().split(/\s+/)[0]), 'standards.csv');
  assert.equal(await page.locator('header .menu').isVisible(), false);
  await write(page, `${HEAD}${ROWS.replace('915', '9l5')}`);
  const cell = page.locator('.cm-lintRange-error').first();
  await cell.waitFor();
  assert.equal(await cell.innerText(), '9l5');
  await page.getByRole('tab', { name: 'Problems' }).click();
  await shoot(page, 'playground-annex', { fullPage: false });
  await accessible(page);
  // From another file a click leads to the cell.
  await tab(page, 'sample.huimin').click();
  await tab(page, 'standards.csv, 1 error').waitFor();
  const problem = page.locator('.problem').first();
  assert.match(await problem.innerText(), /city\/data\/standards\.csv:3:28$/);
  await problem.click();
  await page.locator('.cm-lintRange-error').filter({ hasText: '9l5' }).waitFor();
  await page.keyboard.press('Delete');
  await page.keyboard.press('Delete');
  await page.keyboard.type('91');
  await page.locator('.status.good').waitFor();
  await page.getByRole('tab', { name: 'Try it' }).click();
  await outcome(page, '15 yuan per month');
  await page.locator('huimin-check [data-result="aid"] .why > summary').click();
  await page.locator('huimin-check .tree summary', { hasText: 'Standard' }).first().click();
  await page.locator('huimin-check .tree cite', { hasText: 'notice 2' }).first().waitFor();
  // The link carries it.
  const before = new URL(page.url()).hash;
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.waitForFunction((before) => location.hash.length > 1 && location.hash !== before, before);
  const other = await open(browser, page.url(), { ...DESKTOP, locale: 'en-GB' });
  await outcome(other, '15 yuan per month');
  await tab(other, 'standards.csv').waitFor();
  await close(other);
  await close(page);
});

const SAID = {
  en: { quotes: /quotes of this cell do not match/, width: /this row has 3 cells, and the header 4/, column: /nothing is called `figure` here/ },
  zh: { quotes: /此格的引号不配对/, width: /此行有3格，而表头有4格/, column: /没有名为“figure”的列可用/ },
};
for (const language of ['en', 'zh']) {
  test(`says what is wrong with an annex where it stands (${language})`, async () => {
    const texts = {
      quotes: [`${HEAD}360100,2023-01-01,"notice,915\n`, '"notice,915', 'city/data/standards.csv:2:19'],
      width: [`${HEAD}360100,2023-01-01,915\n`, '360100,2023-01-01,915', 'city/data/standards.csv:2:1'],
      column: [HEAD.replace('value', 'figure') + ROWS, 'figure', 'city/data/standards.csv:1:20'],
    };
    const page = await shared([{ name: 'city/sample.huimin', text: POLICY }, { name: 'city/data/standards.csv', text: `${HEAD}${ROWS}` }],
      { ...DESKTOP, locale: language === 'zh' ? 'zh-CN' : 'en-GB' });
    await page.locator('.status.good').waitFor();
    await tab(page, 'standards.csv').click();
    await page.getByRole('tab').first().click();
    for (const [name, [text, marked, place]] of Object.entries(texts)) {
      await write(page, text);
      await page.locator('.problem').filter({ hasText: SAID[language][name] }).filter({ hasText: place }).first().waitFor();
      const found = (await page.locator('.cm-lintRange-error').allInnerTexts()).join('');
      assert.ok(found.includes(marked), `${name}: ${found}`);
    }
    await write(page, `${HEAD}${ROWS}`);
    await page.locator('.status.good').waitFor();
    await close(page);
  });
}

test('opens files of the device as they are, and refuses what is no text', async () => {
  const page = await alone();
  const choose = (name, text) => page.locator('.files input[type=file]').setInputFiles([{ name, mimeType: 'text/csv', buffer: Buffer.from(text) }]);
  await page.locator('.status.error').waitFor();
  await choose('standards.csv', [0xb5, 0xd8, 0xc7, 0xf8, 0x0a]);
  await page.locator('.notice').filter({ hasText: '“standards.csv” is not text in UTF-8' }).waitFor();
  await choose('standards.csv', Buffer.alloc(5 << 20, 'a'));
  await page.locator('.notice').filter({ hasText: '“standards.csv” has more than 4 MB' }).waitFor();
  // A spreadsheet program's mark and line ends stay, and with them the hash.
  const sheet = `\uFEFF${HEAD}${ROWS}`.replaceAll('\n', '\r\n');
  await choose('standards.csv', sheet);
  await outcome(page, '15 yuan per month');
  assert.equal(await page.locator('.notice').innerText(), '');
  const hashes = () => page.locator('huimin-check').evaluate(({ engine }) => engine.info.files.map(({ name, hash }) => [name, hash]));
  const hash = (text) => createHash('sha256').update(text).digest('hex');
  assert.deepEqual(await hashes(), [['city/sample.huimin', hash(POLICY)], ['city/data/standards.csv', hash(sheet)]]);
  // Diagnostics stand right behind the mark too.
  await choose('standards.csv', sheet.replace('region', 'rigeon'));
  await page.locator('.cm-lintRange-error').filter({ hasText: 'rigeon' }).first().waitFor();
  assert.equal((await page.locator('.cm-lintRange-error').first().innerText()).replace('\uFEFF', ''), 'rigeon');
  // Any other file lies beside the policy, and can be taken away again.
  await choose('other.csv', 'a,b\n');
  await tab(page, 'other.csv').waitFor();
  assert.equal(await tab(page, 'other.csv').getAttribute('title'), 'city/other.csv');
  page.once('dialog', (dialog) => dialog.dismiss());
  await page.getByRole('button', { name: 'Remove “city/other.csv”' }).click();
  await tab(page, 'other.csv').waitFor();
  page.once('dialog', (dialog) => dialog.accept());
  await page.getByRole('button', { name: 'Remove “city/other.csv”' }).click();
  await tab(page, 'other.csv').waitFor({ state: 'detached' });
  assert.ok((await page.locator('.cm-content').innerText()).startsWith('policy sample'));
  await close(page);
});

test('adds a file by its name, with the keyboard', async () => {
  const page = await alone();
  await page.locator('.status.error').waitFor();
  await page.locator('.files .more > summary').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('data/../data/standards.csv');
  await shoot(page, 'playground-add-file', { fullPage: false });
  await accessible(page);
  await page.keyboard.press('Enter');
  await page.locator('.tab[data-current]').filter({ hasText: 'standards.csv' }).waitFor();
  // The keyboard is in the file that was added.
  await page.keyboard.type('written at once');
  assert.equal(await page.locator('.cm-content').innerText(), 'written at once');
  await write(page, `${HEAD}${ROWS}`);
  await page.locator('.status.good').waitFor();
  assert.equal(await page.locator('.files .more[open]').count(), 0);
  await close(page);
});

test('shows what is missing and what is added beside many files', async () => {
  const page = await open(browser, server.address('/'), { ...PHONE, locale: 'en-GB' });
  await page.locator('.status.good').waitFor();
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\n参数 甲：数 附表 “new.csv”\n');
  await page.locator('.files .missing').waitFor();
  const visible = (selector) => page.locator(selector).evaluate((tab) => {
    const [inner, outer] = [tab.getBoundingClientRect(), tab.closest('nav').getBoundingClientRect()];
    return inner.left >= outer.left && inner.left < outer.right - 40;
  });
  assert.ok(await visible('.files .missing'));
  await page.locator('.files .missing').click();
  await page.locator('.tab[data-current]').filter({ hasText: 'new.csv' }).waitFor();
  await page.waitForFunction(() => {
    const nav = document.querySelector('.files nav');
    return nav.querySelector('.tab[data-current]').getBoundingClientRect().right <= nav.getBoundingClientRect().right + 1;
  });
  assert.ok(await visible('.tab[data-current]'));
  await fits(page);
  await shoot(page, 'playground-phone-many-files', { fullPage: false });
  await close(page);
});

test('stays quick with an annex of megabytes', async () => {
  const page = await alone();
  await page.locator('.status.error').waitFor();
  const figures = (bytes) => {
    let text = 'region,from,value\n';
    for (let at = 0; text.length < bytes; at += 1) text += `${360001 + (at % 3000)},${1500 + Math.floor(at / 3000)}-01-01,${1000 + (at % 900)}\n`;
    return text;
  };
  const sheets = { 'torn quotes': '"a","b\n'.repeat(550_000), 'no table': 'x,yyyyyy,zz\n'.repeat(330_000), 'figures': figures(4_000_000) };
  for (const [name, text] of Object.entries(sheets)) {
    await page.evaluate(() => {
      globalThis.longest = 0;
      let before = performance.now();
      globalThis.ticking = setInterval(() => {
        globalThis.longest = Math.max(globalThis.longest, performance.now() - before);
        before = performance.now();
      }, 20);
    });
    await page.locator('.files input[type=file]').setInputFiles([{ name: 'standards.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }]);
    await page.locator('.status.checking').waitFor();
    await page.locator('.status:not(.checking)').waitFor({ timeout: 60_000 });
    const longest = await page.evaluate(() => (clearInterval(globalThis.ticking), globalThis.longest));
    assert.ok(longest < 3000, `the page stood still for ${longest} ms over ${name}`);
    await page.locator(name === 'figures' ? '.status.good' : '.status.error').waitFor();
  }
  await close(page);
});

test('shows its files on a phone', async () => {
  const page = await shared([{ name: 'city/sample.huimin', text: POLICY }, { name: 'city/data/standards.csv', text: `${HEAD}${ROWS}` }], { ...PHONE, locale: 'zh-CN' });
  await page.locator('.status.good').waitFor();
  await tab(page, 'standards.csv').click();
  await fits(page);
  await shoot(page, 'playground-phone-annex');
  await page.locator('.files .more > summary').click();
  await fits(page);
  await accessible(page);
  await shoot(page, 'playground-phone-add-file', { fullPage: false });
  await close(page);
});

test('opens the case of a link in the words of its policy, not in those of the one before', async () => {
  const policy = `policy homes "Homes"
entity home "Home" { rooms: whole "Rooms" }
tier size "Size" { large "Large" when rooms above 3  otherwise small "Small" }
`;
  const before = policy.replaceAll('rooms', 'spaces').replace('"Rooms"', '"Spaces" alias "rooms"');
  const page = await shared([{ name: 'homes.huimin', text: before }]);
  await page.locator('.status.good .said').waitFor();
  await page.locator('huimin-check #question').waitFor();
  await page.evaluate((fragment) => (location.hash = fragment), linked([{ name: 'homes.huimin', text: policy }], { rooms: '4' }));
  await page.locator('huimin-check [data-result="size"]').filter({ hasText: 'Large' }).waitFor();
  assert.deepEqual(await page.locator('huimin-check').evaluate((element) => element.facts), { rooms: '4' });
  await close(page);
});

test('shows in its menu what is open: an example, and then what a link brought', async () => {
  const page = await open(browser, server.address('/'), { ...DESKTOP, locale: 'en-GB' });
  const menu = page.getByLabel('Example policies');
  const shown = () => menu.locator('option:checked').innerText();
  await page.locator('.status.good .said').waitFor();
  const [, , example] = await menu.locator('option').evaluateAll((all) => all.map(({ value }) => value));
  await menu.selectOption(example);
  await page.locator('.status.good .said').waitFor();
  assert.ok((await shown()).includes(example), await shown());
  await page.evaluate((fragment) => (location.hash = fragment), linked([{ name: 'alone.huimin', text: POLICY.replace(/^parameter.*$/m, 'parameter standard: money per month { from 2023-01-01: 915 yuan }') }], {}));
  await page.locator('.files .tab', { hasText: 'alone.huimin' }).waitFor();
  await page.locator('.status.good .said').waitFor();
  assert.doesNotMatch(await shown(), /huimin/);
  await menu.selectOption(example);
  await page.locator('.files .tab', { hasText: 'alone.huimin' }).waitFor({ state: 'detached' });
  await close(page);
});
