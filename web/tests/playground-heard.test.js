// The playground as those meet it who hear it: what a screen reader is told, once, and where the keyboard is then.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible, close, DESKTOP, during, open } from './browser.js';
import { write } from './editor.js';

const ENGLISH = { ...DESKTOP, locale: 'en-GB' };
const HOME = `policy sample "Sample"
entity household { income: money per month "Income" }
benefit aid "Aid" { when income below 900 yuan per month  amount 50 yuan per month  paid monthly }
test "poor" on 2023-06-01 { given { income: 100 yuan } expect aid is 50 yuan }
`;
const WRONG = HOME.replace('when income', 'when incom');

const { browser, server } = await during({ '/': 'web/playground/dist/' });

async function ready() {
  const page = await open(browser, server.address('/'), ENGLISH);
  await page.locator('.status.good').waitFor();
  return page;
}

test('tells whoever writes what comes of it, when it is another thing than before', async () => {
  const page = await ready();
  const status = page.locator('.text [role=status]');
  await status.filter({ hasText: 'tests pass' }).waitFor();
  await status.evaluate((place) => {
    globalThis.heard = [];
    new MutationObserver(() => globalThis.heard.push(place.textContent)).observe(place, { subtree: true, childList: true, characterData: true });
  });
  const written = async (text, state) => {
    await write(page, text);
    await page.locator('.status.checking').waitFor();
    await page.locator(`.status.${state}`).waitFor();
  };
  await written(WRONG, 'error');
  await written(`${WRONG}\n`, 'error');
  await written(HOME, 'good');
  await status.filter({ hasText: '1 of 1 tests pass' }).waitFor();
  assert.deepEqual(
    (await page.evaluate(() => globalThis.heard)).filter((said) => said !== 'No problems'),
    ['1 error', 'No problems, 1 of 1 tests pass'],
  );
  await close(page);
});

test('says that a link was copied where it is heard', async () => {
  const page = await ready();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  // Of a place that comes with its words, screen readers say nothing.
  const notice = page.getByRole('banner').getByRole('status');
  assert.equal(await notice.textContent(), '');
  await notice.evaluate((place) => (globalThis.place = place));
  await page.getByRole('button', { name: 'Copy link' }).click();
  await notice.filter({ hasText: 'Link copied' }).waitFor();
  assert.ok(await notice.evaluate((place) => place === globalThis.place));
  await close(page);
});

test('keeps the keyboard where it can go on when a file goes, and when nothing can be formatted', async () => {
  const page = await ready();
  page.on('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: 'household.huimin', exact: true }).click();
  const remove = page.getByRole('button', { name: 'Remove “national/household.huimin”' });
  await remove.focus();
  await page.keyboard.press('Enter');
  await page.locator('.cm-content:focus').waitFor();
  await page.locator('.status.error').waitFor();
  await write(page, 'policy {');
  await page.locator('.status.error').waitFor();
  await page.getByText('Format', { exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'words as written' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('#tab-problems:focus').waitFor();
  await close(page);
});

test('says in what the ends of a curve are given', async () => {
  const page = await ready();
  await page.getByRole('tab', { name: 'Curve' }).click();
  for (const name of ['from', 'to']) {
    const unit = await page.getByLabel(name, { exact: true }).evaluate((input) => document.getElementById(input.getAttribute('aria-describedby'))?.textContent);
    assert.equal(unit, 'yuan per month');
  }
  await accessible(page);
  await close(page);
});
