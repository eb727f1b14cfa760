// The npm package in a browser: in a page without a bundler, under a content security policy, in workers, and in
// what Vite builds and serves, with no settings of its own.
import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { after, before, test } from 'node:test';
import { build, createServer } from 'vite';
import { launch, open, ROOT, serve } from './browser.js';

const FIXTURE = join(ROOT, 'web/tests/engine');
const plain = (policy, script) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    ${policy ? `<meta http-equiv="content-security-policy" content="${policy}">` : ''}
    <title>huimin</title>
    <script type="module">${script}</script>
  </head>
  <body></body>
</html>`;
const inPage = `
  import * as huimin from '/huimin/index.js';
  import { decided } from '/engine/decided.js';
  await huimin.load();
  globalThis.outcome = { page: decided.by(decided.compile(huimin).policy) };`;
const withWorker = `
  import * as huimin from '/huimin/index.js';
  import { decided } from '/engine/decided.js';
  await huimin.load();
  const worker = new Worker('/engine/alone.js', { type: 'module' });
  worker.onmessage = ({ data }) => { globalThis.outcome = { worker: data }; };
  worker.postMessage(decided.compile(huimin).policy.toBytes());`;

let browser, server, project;

before(async () => {
  browser = await launch();
  // A project of its own beside the installed packages, as somebody's would be.
  project = await mkdtemp(join(ROOT, 'web/tests/.project-'));
  await cp(FIXTURE, project, { recursive: true });
  server = await serve({
    '/huimin/': 'web/packages/huimin/dist/',
    '/engine/': 'web/tests/engine/',
    '/built/': `${relative(ROOT, project)}/dist/`,
    '/plain': plain('', inPage),
    '/strict': plain("script-src 'unsafe-inline' 'self' 'wasm-unsafe-eval'", inPage),
    '/with-worker': plain('', withWorker),
  });
});
after(async () => {
  await browser?.close();
  await server?.close();
  if (project) await rm(project, { recursive: true });
});

async function outcome(address) {
  const page = await open(browser, address);
  try {
    await page.waitForFunction(() => globalThis.outcome !== undefined, undefined, { timeout: 60_000 });
    assert.deepEqual(page.complaints, []);
    return { found: await page.evaluate(() => globalThis.outcome), requests: page.requests };
  } finally {
    await page.context().close();
  }
}

test('in a page without a bundler, also under a content security policy', async () => {
  for (const path of ['/plain', '/strict']) {
    const { found, requests } = await outcome(server.address(path));
    assert.deepEqual(found, { page: 'dibao' });
    assert.equal(requests.filter((address) => address.endsWith('.wasm')).length, 1);
  }
});

test('in a worker without a bundler', async () => {
  assert.deepEqual((await outcome(server.address('/with-worker'))).found, { worker: 'dibao' });
});

test('in what Vite builds', async () => {
  await build({ root: project, base: './', configFile: false, logLevel: 'warn' });
  const { found } = await outcome(server.address('/built/'));
  assert.deepEqual(found, { page: 'dibao', worker: 'dibao' });
});

test('in what Vite serves while one works on it', async () => {
  const vite = await createServer({ root: project, configFile: false, logLevel: 'warn', server: { port: 0, hmr: false } });
  await vite.listen();
  try {
    const { found } = await outcome(vite.resolvedUrls.local[0]);
    assert.deepEqual(found, { page: 'dibao', worker: 'dibao' });
  } finally {
    await vite.close();
  }
});
