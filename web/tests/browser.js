// What the tests of pages share: a server for files, a browser, screenshots, and rules every page keeps.
import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const SHOTS = fileURLToPath(new URL('./screenshots/', import.meta.url));
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
};

/** Serves folders and pages: an address that ends in `/` is a folder, any other the text of a page. */
export async function serve(places) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    if (path === '/favicon.ico') return void response.writeHead(204).end();
    const place = Object.keys(places)
      .filter((prefix) => (prefix.endsWith('/') ? path.startsWith(prefix) : path === prefix))
      .sort((one, other) => other.length - one.length)[0];
    try {
      const folder = place?.endsWith('/');
      const rest = folder ? path.slice(place.length) || 'index.html' : '';
      const body = folder ? await readFile(join(ROOT, places[place], normalize(`/${rest}`))) : places[place];
      if (body === undefined) throw new Error('no such place');
      response.writeHead(200, { 'content-type': TYPES[extname(folder ? rest : path) || '.html'] ?? 'text/plain; charset=utf-8' });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    address: (path) => `http://127.0.0.1:${server.address().port}${path}`,
    close: () => new Promise((closed) => server.close(closed)),
  };
}

/** Debian's browser, or the one that CHROMIUM names. */
export function launch(more = {}) {
  return chromium.launch({
    ...more,
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  });
}

/** Places that are served and a browser to go there, until the tests of a file are over. */
export async function during(places) {
  const server = await serve(places);
  const browser = await launch();
  after(async () => {
    await browser.close();
    await server.close();
  });
  return { browser, server };
}

export const DESKTOP = { viewport: { width: 1280, height: 900 } };
export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

/** A page that fails the test for whatever its scripts complain of. */
export async function open(browser, address, options = DESKTOP) {
  const context = await browser.newContext({ locale: 'zh-CN', ...options });
  const page = await context.newPage();
  page.complaints = [];
  page.requests = [];
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && page.complaints.push(message.text()));
  page.on('request', (request) => page.requests.push(request.url()));
  await page.goto(address);
  return page;
}

/** Closes a page, of which nothing may have been complained. */
export async function close(page) {
  assert.deepEqual(page.complaints, []);
  await page.context().close();
}

/** Writes what the page looks like where a person can look at it. */
export async function shoot(page, name, options = {}) {
  await mkdir(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true, ...options });
}

/** No rule of axe is broken, in shadow trees either. */
export async function accessible(page, within = 'html') {
  await page.addScriptTag({ path: join(ROOT, 'web/node_modules/axe-core/axe.min.js') });
  const violations = await page.evaluate(async (selector) => {
    const { violations } = await globalThis.axe.run(selector);
    return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ target, failureSummary }) => [target, failureSummary]) }));
  }, within);
  assert.deepEqual(violations, []);
}

/** Nothing sticks out at the side. */
export async function fits(page) {
  const { inner, outer } = await page.evaluate(() => ({
    inner: document.documentElement.scrollWidth,
    outer: document.documentElement.clientWidth,
  }));
  assert.ok(inner <= outer, `${inner} pixels wide on ${outer}`);
}
