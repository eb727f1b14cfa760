// Policies whose figures stand in CSV annexes, in <huimin-check>.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { accessible, DESKTOP, during, fits, open, PHONE, shoot } from './browser.js';

const LAW = `policy law "Law"
entity person "Person" { income: money per month "Income" ask "How much a month?" }
parameter standard "Standard": money per month annex "figures/standards.csv"
benefit aid "Aid" { when income below standard  amount standard - income  paid monthly }
`;
const CITY = `policy city "City" { region "360100" }
use "../law/law.huimin"
`;
/** As a spreadsheet program saves it, with a name that an address must not take for its end. */
const STANDARDS = '\uFEFF地区,自,数值,依据,备注\r\n360100,2022-01-01,855,"通知一,附表",\r\n360100,2023-01-01,915,通知二,"两行\n备注"\r\n';
const ALONE = LAW.replace('figures/standards.csv', '标准#1.csv');
const rows = (bytes) => {
  let text = 'region,from,value\n';
  for (let at = 0; text.length < bytes; at += 1) text += `${360001 + (at % 3000)},${1800 + Math.floor(at / 3000)}-01-01,${1000 + (at % 900)}\n`;
  return text;
};

const LARGE = rows(1_800_000);

const WRONG = {
  missing: [undefined, /cannot be loaded: missing\/standards\.csv/, /无法加载政策文件：missing\/standards\.csv/],
  quotes: ['from,value\n2023-01-01,"915\n', /quotes of this cell do not match \(quotes\/standards\.csv:2:12\)/, /此格的引号不配对（?.*quotes\/standards\.csv:2:12/],
  cell: ['from,value\n2023-01-01,9l5\n', /`9l5` is not a number, and `l5` is not a unit \(cell\/standards\.csv:2:12\)/, /“9l5”不是数，“l5”也不是单位.*cell\/standards\.csv:2:12/],
  empty: ['', /the annex is empty \(empty\/standards\.csv:1:1\)/, /附表是空的.*empty\/standards\.csv:1:1/],
  gbk: [Buffer.from([0xb5, 0xd8, 0xc7, 0xf8, 0x0a]), /“gbk\/standards\.csv” is not text in UTF-8/, /“gbk\/standards\.csv”不是 UTF-8/],
  huge: [rows(3_000_000), /more than 2 MB of text; compile it/, /政策文本超过 2 MB/],
};

const page = (lang, src, more = '') => `<!doctype html>
<html lang="${lang}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Am I eligible?</title>
    <script type="module" src="/check/huimin-check.js"></script>
  </head>
  <body><main><h1>Am I eligible?</h1><huimin-check src="${src}" on="2023-06-01" ${more}></huimin-check></main></body>
</html>`;

const places = {
  '/check/': 'web/packages/huimin-check/dist/page/',
  '/examples/': 'examples/',
  '/city': page('en', 'a/city/city.huimin'),
  '/whole': page('en', 'WHOLE'),
  '/a/city/city.huimin': CITY,
  '/a/law/law.huimin': LAW,
  '/a/law/figures/standards.csv': STANDARDS,
  '/name': page('zh', 'alone.huimin', 'region="360100"'),
  '/alone.huimin': ALONE,
  '/标准#1.csv': STANDARDS,
  '/large': page('en', 'large/law.huimin', 'region="361234"'),
  '/large/law.huimin': LAW,
  '/large/figures/standards.csv': LARGE,
  '/elsewhere': page('en', 'elsewhere.huimin'),
  '/elsewhere.huimin': LAW.replace('figures/standards.csv', 'http:localhost/standards.csv'),
  '/anhui': page('zh-CN', 'examples/anhui/anhui.huimin'),
};
for (const [name, [text]] of Object.entries(WRONG)) {
  for (const language of ['en', 'zh']) places[`/${name}-${language}`] = page(language, `${name}/law.huimin`);
  places[`/${name}/law.huimin`] = LAW.replace('figures/', '');
  if (text !== undefined) places[`/${name}/standards.csv`] = text;
}
const { browser, server } = await during(places);
places['/whole'] = page('en', server.address('/a/city/city.huimin'));

async function ready(path, options = { ...DESKTOP, locale: 'en-GB' }) {
  const opened = await open(browser, server.address(path), options);
  const check = opened.locator('huimin-check');
  await check.locator('#question').waitFor();
  return { page: opened, check };
}

async function close(opened) {
  assert.deepEqual(opened.complaints, []);
  await opened.context().close();
}

for (const path of ['/city', '/whole']) {
  test(`fetches an annex beside the file that names it, once, and nothing after that (${path})`, async () => {
    const { page: opened, check } = await ready(path);
    const loaded = opened.requests.length;
    const files = opened.requests.map((address) => new URL(address).pathname).filter((one) => one.startsWith('/a/'));
    assert.deepEqual(files, ['/a/city/city.huimin', '/a/law/law.huimin', '/a/law/figures/standards.csv']);
    await check.locator('.question input').fill('914.99');
    await check.getByRole('button', { name: 'Next' }).click();
    const aid = check.locator('[data-result="aid"]');
    await aid.filter({ hasText: '0.01 yuan per month' }).waitFor();
    await aid.locator('.why > summary').click();
    await aid.locator('.tree summary', { hasText: 'Standard' }).first().click();
    await aid.locator('.tree cite', { hasText: '通知二' }).first().waitFor();
    await check.evaluate((element) => element.setAttribute('on', '2022-06-01'));
    await check.locator('[data-result="aid"]').filter({ hasText: 'Not granted' }).waitFor();
    await accessible(opened);
    if (path === '/city') await shoot(opened, 'check-annex');
    // The hash is that of the bytes as they lie there.
    const hash = (text) => createHash('sha256').update(text).digest('hex');
    const found = await check.evaluate((element) => new Promise((done) => {
      element.addEventListener('huimin-ready', ({ detail }) => done(detail.info.files.map(({ hash }) => hash)), { once: true });
      element.src = `${element.src} `;
    }));
    assert.deepEqual(found, [CITY, LAW, STANDARDS].map(hash));
    assert.equal(opened.requests.slice(loaded).filter((one) => !files.includes(new URL(one).pathname)).length, 0);
    await close(opened);
  });
}

test('fetches an annex whatever it is called', async () => {
  const { page: opened, check } = await ready('/name');
  await check.evaluate((element) => (element.facts = { income: '900' }));
  await check.locator('[data-result="aid"]').filter({ hasText: '15元' }).waitFor();
  await close(opened);
});

test('never leaves the server for what a policy names', async () => {
  const opened = await open(browser, server.address('/elsewhere'), { ...DESKTOP, locale: 'en-GB' });
  await opened.locator('huimin-check [role=alert]', { hasText: 'cannot be loaded: http:localhost/standards.csv' }).waitFor();
  assert.ok(opened.requests.includes(server.address('/http:localhost/standards.csv')));
  assert.deepEqual(opened.requests.filter((address) => !address.startsWith(server.address('/'))), []);
  await opened.context().close();
});

test('takes an annex of many figures', async () => {
  const { page: opened, check } = await ready('/large');
  await check.evaluate((element) => (element.facts = { income: '900' }));
  const [, standard] = /.*\n361234,[^,]*,(\d+)\n/s.exec(LARGE);
  await check.locator('[data-result="aid"]').filter({ hasText: `${standard - 900} yuan per month` }).waitFor();
  await close(opened);
});

test('decides the example with an annex, on a phone', async () => {
  const { page: opened, check } = await ready('/anhui', PHONE);
  await check.evaluate((element) => (element.facts = { 家庭成员: [{ 关系: '本人' }] }));
  await check.locator('#question').waitFor();
  await fits(opened);
  await close(opened);
});

for (const [name, [, en, zh]] of Object.entries(WRONG)) {
  test(`says what is wrong with an annex: ${name}`, async () => {
    for (const [language, wanted] of [['en', en], ['zh', zh]]) {
      const started = Date.now();
      const opened = await open(browser, server.address(`/${name}-${language}`), DESKTOP);
      const alert = opened.locator('huimin-check [role=alert]');
      await alert.waitFor({ timeout: 10_000 });
      assert.match(await alert.innerText(), wanted);
      assert.ok(Date.now() - started < 10_000);
      if (name === 'quotes') {
        await accessible(opened);
        await shoot(opened, `check-annex-wrong-${language}`, { fullPage: false });
      }
      assert.deepEqual(opened.complaints.filter((one) => name !== 'missing' || !one.includes('404')), []);
      await opened.context().close();
    }
  });
}
