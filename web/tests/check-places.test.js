// The element where pages put it: in dialogs, shadow trees, columns and other languages, under strict rules, with
// other colours and letters, and with other policies one after another.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible, close, DESKTOP, during, fits, open, shoot } from './browser.js';

/** What every page of these tests has. */
const page = (body, { head = '', lang = 'en', of = '' } = {}) => `<!doctype html>
<html lang="${lang}" ${of}>
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    ${head}
    <title>Check</title>
    <script type="module" src="/check/huimin-check.js"></script>
  </head>
  <body><main><h1>Check</h1>${body}</main></body>
</html>`;
const HEAT = '<huimin-check src="/heat.huimin" on="2023-06-01"></huimin-check>';

const HEAT_POLICY = `policy heat "Heat grant" {
    currency GBP
    source "Heat Regulations 2023"
}
enum tenure "Kind of home" { owner "I own it" council "I rent from the council" private "I rent from a private landlord" }
entity person "Person" { name: text key "Name"  pay: money per month at least 0 GBP "Take-home pay" ask "What does this person take home?" }
entity home "Home" {
    tenure: tenure "Kind of home" ask "Which of these is your home?"
    rooms:  whole 1..20 "Rooms" ask "How many rooms?"
    people: list of person "People" ask "Who lives there?"
}
parameter limit "Limit": money per month { from 2023-01-01: 1800 GBP source "sched. 1" }
define income "Income" = sum(people, pay)
tier band "Band" { a "Band A" when income below limit and tenure is not owner  otherwise none "No band" }
benefit grant "Grant" { when band is a  amount 25 GBP per month * rooms  paid monthly }
`;
/** Another policy that asks for rooms, and for a home of another type. */
const ROOMS_POLICY = `policy rooms "Rooms" { currency GBP }
entity flat "Flat" { rooms: whole 1..20 "Rooms" ask "How many rooms has the flat?"  tenure: bool "Tenant" ask "Do you rent?" }
benefit help "Help" { when tenure  amount 10 GBP per month * rooms  paid monthly }
`;
/** One that calls another fact by the name that the rooms have there. */
const ALIAS_POLICY = `policy spaces "Spaces"
entity flat "Flat" { spaces: whole "Spaces" alias "rooms"  rent: bool "Rent" alias "tenure" }
tier size "Size" { large "Large" when spaces above 3 and rent  otherwise small "Small" }
`;
/** An ordered kind of which some cases are ruled out, and two facts of which one's name begins with the other's. */
const STARS_POLICY = `policy stars "Stars"
enum stars "Stars" ordered { one "One" two "Two" three "Three" four "Four" }
entity home "Home" { stars: stars at least two at most three "Stars"  stars_before: stars at least two "Stars before" }
tier rise "Rise" { yes_it_did "Rose" when stars above stars_before  otherwise none "None" }
`;
const DARK = `<style>
  body { background: #111; color: #eee; }
  huimin-check {
    --huimin-accent: #7cc4ff; --huimin-on-accent: #00203a; --huimin-text: #eee; --huimin-muted: #aab; --huimin-background: #1a1d22;
    --huimin-surface: #242830; --huimin-border: #444b57; --huimin-granted: #7ddc9a; --huimin-open: #ffc266; --huimin-wrong: #ff9a92;
  }
</style>`;
const CSP = `<meta http-equiv="content-security-policy" content="default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'">`;
const PEOPLE = Array.from({ length: 60 }, (_, at) => ({ name: `Person ${at}`, pay: '1' }));
const COUNCIL = { tenure: 'council', rooms: '3', people: [{ name: 'Ann', pay: '100' }] };

const { browser, server } = await during({
  '/check/': 'web/packages/huimin-check/dist/page/',
  '/heat.huimin': HEAT_POLICY,
  '/rooms.huimin': ROOMS_POLICY,
  '/stars.huimin': STARS_POLICY,
  '/spaces.huimin': ALIAS_POLICY,
  '/spaces': page('<huimin-check src="/spaces.huimin" on="2023-06-01"></huimin-check>'),
  '/stars': page('<huimin-check src="/stars.huimin" on="2023-06-01"></huimin-check>'),
  '/plain': page(HEAT),
  '/keep': page(HEAT.replace('<huimin-check', '<huimin-check keep')),
  '/dialog': page(`<dialog>${HEAT}</dialog><p style="height: 200vh">below</p>`),
  '/columns': page(`<div style="display: flex"><nav style="flex: 0 0 12rem">menu</nav>${HEAT}</div>
    <div style="display: flex; flex-direction: column; align-items: center">${HEAT}</div><div style="float: left">${HEAT}</div>`),
  '/scroller': page(`<div style="height: 90vh; overflow: auto">${HEAT}</div>`),
  '/shadow': page(`<section><template shadowrootmode="open">${HEAT}</template></section>`, { lang: 'zh-CN' }),
  '/strict': page(HEAT, { head: CSP }),
  '/dark': page(HEAT, { head: DARK }),
  '/rtl': page(HEAT, { of: 'dir="rtl"' }),
  '/large': page(HEAT, { head: '<style>html { font-size: 200%; }</style>' }),
});

const ENGLISH = { ...DESKTOP, locale: 'en-GB' };

async function ready(path, options = ENGLISH) {
  const opened = await open(browser, server.address(path), options);
  const check = opened.locator('huimin-check').first();
  await check.locator('#question').waitFor({ state: 'attached' });
  return { page: opened, check, question: check.locator('#question') };
}

const set = (check, properties) => check.evaluate((element, properties) => Object.assign(element, properties), properties);
const facts = (check) => check.evaluate((element) => element.facts);
const decided = (opened, name) =>
  opened.waitForFunction((name) => document.querySelector('huimin-check').decision?.results.some((one) => one.name === name), name);

/** Prints to a file as the button would; how many pages that makes. */
async function printed(opened, check) {
  await opened.evaluate(() => (window.print = () => {}));
  await check.evaluate((element) => element.print());
  const pdf = (await opened.pdf({ format: 'A4' })).toString('latin1');
  return pdf.match(/\/Type \/Page\b(?!s)/g).length;
}

test('takes what the page says while the policy is on its way', async () => {
  const late = { facts: { rooms: 3 }, on: '2023-07-01', region: '' };
  for (const [name, value] of Object.entries(late)) {
    const context = await browser.newContext({ locale: 'en-GB' });
    const here = await context.newPage();
    let go;
    const gone = new Promise((resolve) => (go = resolve));
    await here.route('**/heat.huimin', async (route) => {
      await gone;
      await route.continue();
    });
    const asked = here.waitForRequest('**/heat.huimin');
    await here.goto(server.address('/plain'));
    await asked;
    await set(here.locator('huimin-check'), { [name]: value });
    await here.evaluate(() => document.querySelector('huimin-check').updateComplete);
    go();
    await decided(here, 'grant');
    if (name === 'facts') assert.deepEqual(await facts(here.locator('huimin-check')), { rooms: '3' });
    await context.close();
  }
});

test('keeps what the next policy knows of the answers, and asks in its words', async () => {
  const { page: opened, check, question } = await ready('/plain');
  await set(check, { facts: { rooms: 3, tenure: 'council' } });
  await question.filter({ hasText: 'Who lives there?' }).waitFor();
  await set(check, { src: '/rooms.huimin' });
  await question.filter({ hasText: 'Do you rent?' }).waitFor();
  assert.deepEqual(await facts(check), { rooms: '3' });
  assert.equal(await check.locator('.complaint').count(), 0);
  // Both ask for rooms first, in words of their own.
  await set(check, { facts: { tenure: true } });
  await question.filter({ hasText: 'How many rooms has the flat?' }).waitFor();
  await set(check, { src: '/heat.huimin' });
  await decided(opened, 'grant');
  await set(check, { facts: { tenure: 'council', people: [] } });
  await question.filter({ hasText: /^How many rooms\?$/ }).waitFor();
  await close(opened);
});

test('takes a case that comes with the next policy by the names of that one', async () => {
  const opened = await open(browser, server.address('/spaces'));
  const check = opened.locator('huimin-check');
  const facts = () => check.evaluate((element) => element.facts);
  const decided = (facts, src) => check.evaluate((element, [facts, src]) => new Promise((done) => {
    element.addEventListener('huimin-decision', ({ detail }) => done([detail.decision.policy.name, detail.complete]), { once: true });
    if (src !== undefined) element.src = src;
    element.facts = facts;
  }), [facts, src]);
  await check.locator('#question').waitFor();
  assert.deepEqual(await decided({ rooms: 4, tenure: true }), ['spaces', true]);
  assert.deepEqual(await facts(), { spaces: '4', rent: true });
  assert.deepEqual(await decided({ rooms: 3, tenure: true }, '/rooms.huimin'), ['rooms', true]);
  assert.deepEqual(await facts(), { rooms: '3', tenure: true });
  await close(opened);
});

test('has nothing to decide with once the next policy is not there', async () => {
  const context = await browser.newContext({ locale: 'en-GB' });
  const here = await context.newPage();
  await here.goto(server.address('/plain'));
  const check = here.locator('huimin-check');
  await decided(here, 'grant');
  await set(check, { src: '/gone.huimin' });
  await check.locator('[role=alert]', { hasText: 'cannot be loaded: /gone.huimin' }).waitFor();
  await set(check, { facts: COUNCIL });
  await set(check, { src: '/rooms.huimin' });
  await decided(here, 'help');
  assert.deepEqual(await facts(check), { rooms: '3' });
  await context.close();
});

test('speaks the language of the page around its shadow tree, and follows it', async () => {
  const { page: opened, check } = await ready('/shadow');
  const spoken = () => check.locator('.check').getAttribute('lang');
  assert.equal(await spoken(), 'zh-CN');
  await opened.evaluate(() => (document.documentElement.lang = 'en'));
  await check.locator('.check[lang=en]').waitFor();
  await opened.evaluate(() => document.querySelector('section').setAttribute('lang', 'zh-Hans'));
  await check.locator('.check[lang=zh-CN]').waitFor();
  await set(check, { language: 'en' });
  await check.locator('.check[lang=en]').waitFor();
  await close(opened);
});

test('keeps answers from the moment somebody agrees, and deletes them when they no longer do', async () => {
  const { page: opened, check } = await ready('/plain');
  const kept = () => opened.evaluate(() => localStorage.getItem('huimin-check:heat'));
  await set(check, { facts: { rooms: 3 } });
  await decided(opened, 'grant');
  assert.equal(await kept(), null);
  await set(check, { keep: true });
  assert.equal(await kept(), '{"rooms":"3"}');
  await set(check, { keep: false });
  assert.equal(await kept(), null);
  await set(check, { keep: true, facts: { rooms: 4 } });
  await opened.waitForFunction(() => localStorage.getItem('huimin-check:heat') === '{"rooms":"4"}');
  await check.evaluate((element) => element.reset());
  await opened.waitForFunction(() => localStorage.length === 0);
  await close(opened);
});

test('takes of kept answers what the policy still knows', async () => {
  const { page: opened, check } = await ready('/keep');
  const before = { rooms: '3', tenure: 'castle', garden: 'yes', people: [{ name: 'Ann', pay: 'a lot' }, 'Bob', { name: 'Cy', pay: '10' }] };
  await opened.evaluate((before) => localStorage.setItem('huimin-check:heat', JSON.stringify(before)), before);
  await opened.reload();
  await decided(opened, 'grant');
  assert.deepEqual(await facts(check), { rooms: '3', people: [{ name: 'Ann' }, {}, { name: 'Cy', pay: '10' }] });
  assert.equal(await check.locator('.complaint').count(), 0);
  await close(opened);
});

test('has room in a dialog and in columns', async () => {
  const { page: dialog, check } = await ready('/dialog');
  await dialog.evaluate(() => document.querySelector('dialog').showModal());
  assert.ok((await check.boundingBox()).width > 700);
  await accessible(dialog);
  await shoot(dialog, 'check-dialog', { fullPage: false });
  await dialog.setViewportSize({ width: 360, height: 740 });
  assert.ok((await check.boundingBox()).width > 250);
  await fits(dialog);
  await close(dialog);
  const { page: columns } = await ready('/columns');
  for (const one of await columns.locator('huimin-check').all()) assert.ok((await one.boundingBox()).width > 700);
  await columns.setViewportSize({ width: 420, height: 740 });
  await fits(columns);
  await close(columns);
});

test('prints the whole check out of a dialog and out of what scrolls', async () => {
  const pages = {};
  for (const path of ['/plain', '/dialog', '/scroller']) {
    const { page: opened, check } = await ready(path);
    await opened.evaluate(() => document.querySelector('dialog')?.showModal());
    await set(check, { facts: { ...COUNCIL, people: PEOPLE } });
    await check.locator('.record', { hasText: 'Person 59' }).waitFor({ state: 'attached' });
    pages[path] = await printed(opened, check);
    await close(opened);
  }
  assert.ok(pages['/plain'] > 2, JSON.stringify(pages));
  assert.deepEqual(pages, { '/plain': pages['/plain'], '/dialog': pages['/plain'], '/scroller': pages['/plain'] });
});

test('prints alone under a strict content security policy', async () => {
  const { page: opened, check } = await ready('/strict');
  await opened.evaluate(() => (window.print = () => {}));
  await check.evaluate((element) => element.print());
  await opened.emulateMedia({ media: 'print' });
  assert.equal(await opened.locator('h1').isVisible(), false);
  assert.match(await check.locator('.record').innerText(), /Basis\s+Heat Regulations 2023/);
  await close(opened);
});

test('prints dark on white, whatever the colours of the page', async () => {
  const { page: opened, check } = await ready('/dark');
  await set(check, { facts: { tenure: 'council', people: [{ name: 'Ann' }] } });
  await check.locator('.record .chip').first().waitFor({ state: 'attached' });
  await shoot(opened, 'check-dark');
  await accessible(opened);
  await opened.emulateMedia({ media: 'print' });
  const pale = await check.locator('.record').evaluate((record) =>
    [...record.querySelectorAll('*')]
      .filter((one) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== ''))
      .filter((one) => getComputedStyle(one).color.match(/\d+/g).slice(0, 3).some((part) => Number(part) > 100))
      .map((one) => one.textContent),
  );
  assert.deepEqual(pale, []);
  await shoot(opened, 'check-dark-printed');
  await close(opened);
});

test('shows the answer chosen where the system chooses the colours', async () => {
  const { page: opened, check } = await ready('/plain', { ...ENGLISH, forcedColors: 'active' });
  await set(check, { facts: COUNCIL });
  await check.locator('.row[data-path=tenure] button').click();
  const looks = (value) => check.locator(`.choice[data-value=${value}]`).evaluate((one) => getComputedStyle(one).backgroundColor);
  await check.locator('.choice').first().waitFor();
  assert.notEqual(await looks('council'), await looks('owner'));
  assert.equal(await looks('private'), await looks('owner'));
  await shoot(opened, 'check-forced-colors');
  await close(opened);
});

test('reads from left to right in a page that does not', async () => {
  const { page: opened, check } = await ready('/rtl');
  await set(check, { facts: COUNCIL });
  await check.locator('.outcome', { hasText: '75 GBP per month' }).waitFor();
  assert.equal(await check.locator('.check').evaluate((one) => getComputedStyle(one).direction), 'ltr');
  await close(opened);
});

test('can be read and typed into with letters of double size on a phone', async () => {
  const { page: opened, check } = await ready('/large', { ...ENGLISH, viewport: { width: 390, height: 844 } });
  await set(check, { facts: { tenure: 'council', people: [{ name: 'Ann' }] } });
  await check.locator('.question .unit', { hasText: 'GBP per month' }).waitFor();
  await fits(opened);
  assert.ok((await check.locator('.question input').boundingBox()).width > 120);
  // The hash takes a few lines, not one for each letter.
  assert.ok((await check.locator('footer .hash').boundingBox()).height < 300);
  await accessible(opened);
  await shoot(opened, 'check-large');
  await close(opened);
});

test('takes each key at once in a case of very many', async () => {
  const { page: opened, check, question } = await ready('/plain');
  await set(check, { facts: { tenure: 'council', people: Array.from({ length: 1500 }, (_, at) => ({ name: `Person ${at}`, pay: '1' })) } });
  await question.filter({ hasText: 'How many rooms?' }).waitFor();
  const usual = await check.evaluate(async (element) => {
    const input = element.shadowRoot.querySelector('.question input');
    const times = [];
    for (const typed of ['1', '12', '1', '', '1', '13']) {
      input.value = typed;
      const before = performance.now();
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await element.updateComplete;
      times.push(performance.now() - before);
    }
    return times.sort((one, other) => one - other).at(2);
  });
  assert.ok(usual < 20, `${usual} ms`);
  await check.locator('#echo', { hasText: 'That is 13' }).waitFor();
  await close(opened);
});

test('offers only the cases that the policy allows, and asks for facts that are called alike', async () => {
  const { page: opened, check, question } = await ready('/stars');
  await question.filter({ hasText: 'Stars' }).waitFor();
  assert.deepEqual(await check.locator('.choice').allTextContents().then((texts) => texts.map((text) => text.trim())), ['Two', 'Three']);
  // What is wrong with another fact is no reason to refuse this one.
  await set(check, { facts: { stars_before: 'one' } });
  await check.locator('.facts .more summary').click();
  await check.locator('.facts [data-path="stars"] button').click();
  await check.locator('.choice', { hasText: 'Two' }).click();
  await check.locator('.facts [data-path="stars"] .value', { hasText: 'Two' }).waitFor();
  assert.deepEqual(await facts(check), { stars_before: 'one', stars: 'two' });
  await close(opened);
});

test('says so where what decides gives up', async () => {
  for (const action of ['.choice', '.why summary']) {
    const { page: opened, check } = await ready('/plain');
    await check.evaluate((element) => {
      element.addEventListener('huimin-ready', ({ detail }) => (globalThis.info = detail.info), { once: true });
      element.src = '/heat.huimin?again';
    });
    await opened.waitForFunction(() => globalThis.info !== undefined);
    await check.evaluate((element) => {
      const undecided = { engine: '', policy: {}, as_of: '2023-06-01', results: [], needs: [{ path: 'tenure', type: { kind: 'case' }, asked_by: [] }], assumed: [], errors: [] };
      const grant = { name: 'grant', of: '', kind: 'benefit', status: 'undecided', needs: [], lacks: [] };
      let first = true;
      element.engine = {
        info: globalThis.info,
        decide: async () => {
          if (!first) throw new Error('gave up');
          first = false;
          return { ...undecided, results: [grant] };
        },
      };
    });
    await check.locator('[data-result="grant"]').waitFor();
    await check.locator(action).first().click();
    await check.locator('.failure', { hasText: 'gave up' }).waitFor();
    await close(opened);
  }
});

test('settles where a page gives back each case that it was told', async () => {
  const { page: opened, check, question } = await ready('/plain');
  await check.evaluate((element) => {
    globalThis.decisions = 0;
    element.addEventListener('huimin-decision', ({ detail }) => {
      globalThis.decisions += 1;
      // At most so often, lest a failing test never ends.
      if (globalThis.decisions < 50) element.facts = structuredClone(detail.facts);
    });
  });
  await check.locator('.choice', { hasText: 'council' }).click();
  await question.filter({ hasText: 'How many rooms?' }).or(question.filter({ hasText: 'Who lives there?' })).waitFor();
  const next = await question.textContent();
  await check.locator('.skip').click();
  await question.filter({ hasNotText: next }).waitFor();
  assert.equal(await opened.evaluate(() => globalThis.decisions), 2);
  assert.deepEqual(await facts(check), { tenure: 'council' });
  await close(opened);
});
