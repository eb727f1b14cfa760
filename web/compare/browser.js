// Decides the same households with huimin and with its peers in Chromium, in one page and in turns.
//
//     npm run bench:browser --workspace huimin-compare [-- --check]
//
// The times of decisions are those that the page's thread spends on the processor, as Chromium tells its
// developer tools. Those until the first decision are of the clock on the wall.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { build } from 'vite';
import { launch, open, ROOT, serve } from '../tests/browser.js';
import { checked, decisions, firsts } from './report.js';
import { inTurns } from './turns.js';

const RUNS = 7;
const HTML = '<!doctype html><meta charset="utf-8"><title>huimin</title><script type="module" src="/built/page.js"></script>';
const FOLDER = join(ROOT, 'web/compare');
const text = await readFile(join(ROOT, 'bench/policy.huimin'), 'utf8');

const built = await mkdtemp(join(tmpdir(), 'huimin-'));
let browser, server;
try {
  await build({
    root: FOLDER,
    base: '/built/',
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: built,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: join(FOLDER, 'page.js'), preserveEntrySignatures: false, output: { entryFileNames: 'page.js' } },
    },
  });
  server = await serve({ '/built/': `${relative(ROOT, built)}/`, '/page': HTML });
  browser = await launch();
  console.log(`Chromium ${browser.version()}`);
  const missed = decisions(await inPage(compared));
  const bytes = await inPage((page) => page.evaluate((text) => globalThis.comparison.compiled(text), text));
  const builds = { full: [], runtime: [] };
  for (let run = 0; run < RUNS; run += 1) {
    for (const [name, rows] of Object.entries(builds)) {
      const given = [name, text, bytes];
      rows.push(await inPage((page) => page.evaluate((given) => globalThis.comparison.first(...given), given)));
    }
  }
  firsts('asking for the file of the engine', builds);
  checked(missed);
} finally {
  await browser?.close();
  await server?.close();
  await rm(built, { recursive: true });
}

/** Does something in a page of its own, in which nothing is kept from an earlier one. */
async function inPage(work) {
  const page = await open(browser, server.address('/page'));
  try {
    await page.waitForFunction(() => globalThis.comparison !== undefined);
    return await work(page);
  } finally {
    await page.context().close();
  }
}

async function compared(page) {
  const tools = await page.context().newCDPSession(page);
  await tools.send('Performance.enable', { timeDomain: 'threadTicks' });
  /** Microseconds that the page's thread has spent on the processor. */
  const spent = async () => {
    const { metrics } = await tools.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration').value * 1e6;
  };
  const runs = await page.evaluate((text) => globalThis.comparison.prepare(text), text);
  return inTurns(runs, async ({ name }, count) => {
    const start = await spent();
    await page.evaluate(([name, count]) => globalThis.comparison.decide(name, count), [name, count]);
    return (await spent()) - start;
  });
}
