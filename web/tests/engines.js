// Other engines than Chromium's, as far as the tests of the main jobs need them: Debian's Firefox, and Debian's WebKit,
// the engine of Safari. Playwright drives its own builds of these alone.
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { Builder, Key } from 'selenium-webdriver';
import { SHOTS } from './browser.js';

/** The longest that anything may take. */
const PATIENCE = 30_000;

/** Debian's Firefox, or the one that FIREFOX names. */
async function firefox() {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
    // Scripts may copy without a click, so that the test can paste.
    extraPrefsFirefox: { 'intl.accept_languages': 'en-GB', 'dom.events.testing.asyncClipboard': true },
    protocolTimeout: PATIENCE,
  });
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  return {
    visit: (address) => page.goto(address),
    run: (script, ...given) => page.evaluate(script, ...given),
    click: async (find, ...given) => (await page.evaluateHandle(find, ...given)).asElement().click(),
    press: (key) => page.keyboard.press(key),
    type: (text) => page.keyboard.type(text),
    pasteOverAll: async (text) => {
      await page.evaluate((text) => navigator.clipboard.writeText(text), text);
      await page.keyboard.down('Control');
      await page.keyboard.press('a');
      await page.keyboard.press('v');
      await page.keyboard.up('Control');
    },
    picture: () => page.screenshot(),
    close: () => browser.close(),
  };
}

/** Debian's WebKit in the small browser that comes with it, on a screen that nobody sees. */
async function webkit() {
  const port = await freePort();
  // It speaks the language of the system, and none at all where the system has none.
  const env = { ...process.env, LC_ALL: 'en_GB.UTF-8', LANGUAGE: 'en_GB' };
  const words = ['-a', '-s', '-screen 0 1280x900x24', 'WebKitWebDriver', `--port=${port}`, '--host=127.0.0.1'];
  const server = spawn('xvfb-run', words, { env, stdio: 'ignore', detached: true });
  const stop = () => process.kill(-server.pid);
  try {
    await listening(port);
    const driver = await new Builder()
      .usingServer(`http://127.0.0.1:${port}`)
      .withCapabilities({ browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { args: ['--automation'] } })
      .build();
    await driver.manage().setTimeouts({ script: PATIENCE });
    const keys = (...words) => driver.actions().sendKeys(...words).perform();
    return {
      visit: (address) => driver.get(address),
      run: async (script, ...given) => {
        const { value, error } = await driver.executeAsyncScript(`const [given, done] = arguments;
          (async () => (${script})(...given))().then((value) => done({ value }), (error) => done({ error: String(error) }));`, given);
        if (error !== undefined) throw new Error(error);
        return value;
      },
      click: async (find, ...given) => (await driver.executeScript(`return (${find})(...arguments)`, ...given)).click(),
      press: (key) => keys({ ArrowRight: Key.ARROW_RIGHT, Enter: Key.ENTER, Tab: Key.TAB }[key]),
      type: (text) => keys(text),
      pasteOverAll: async (text) => {
        await driver.actions().keyDown(Key.CONTROL).sendKeys('a').keyUp(Key.CONTROL).perform();
        await driver.executeScript(`
          const clipboardData = new DataTransfer();
          clipboardData.setData('text/plain', arguments[0]);
          document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));`, text);
      },
      picture: async () => Buffer.from(await driver.takeScreenshot(), 'base64'),
      close: () => driver.quit().finally(stop),
    };
  } catch (error) {
    stop();
    throw error;
  }
}

/** What can be done with each: all scripts are functions that see nothing but what they are given. */
export const ENGINES = { Firefox: firefox, WebKit: webkit };

/** Waits until something holds in the page. */
export async function until(engine, holds, ...given) {
  const end = Date.now() + PATIENCE;
  while (!(await engine.run(holds, ...given))) {
    if (Date.now() > end) throw new Error(`it never came about that ${holds}`);
    await new Promise((later) => setTimeout(later, 50));
  }
}

/** Writes what the page looks like where a person can look at it. */
export async function picture(engine, name) {
  await mkdir(SHOTS, { recursive: true });
  await writeFile(join(SHOTS, `${name}.png`), await engine.picture());
}

async function freePort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

async function listening(port) {
  for (let left = 100; left > 0; left -= 1) {
    if (await fetch(`http://127.0.0.1:${port}/status`).then((answer) => answer.ok, () => false)) return;
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error('WebKitWebDriver does not answer');
}
