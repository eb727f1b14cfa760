// What is shipped asks no more of a browser than the guide says: Chromium 86, Firefox 90, Safari 15.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import binaryen from 'binaryen';
import postcss from 'postcss';
import { style } from '../packages/huimin-check/dist/style.js';
import { ROOT } from './browser.js';

const PLACES = ['packages/huimin/dist', 'packages/huimin-check/dist', 'playground/dist'].map((place) => join(ROOT, 'web', place));

async function shipped(ending) {
  const found = await Promise.all(PLACES.map(async (place) => {
    const entries = await readdir(place, { recursive: true, withFileTypes: true });
    return entries.filter(({ name }) => name.endsWith(ending)).map(({ name, parentPath, path }) => join(parentPath ?? path, name));
  }));
  return found.flat().filter((file) => !file.includes('/dist/node/'));
}

test('scripts use nothing newer than JavaScript of 2021 and the private members of 2022', async () => {
  const files = await shipped('.js');
  assert.ok(files.length > 40, `${files.length} files`);
  // Chromium 84, Firefox 90 and Safari 15 have these members.
  const words = ['es2021', ...files, '--module', '--noCache', '--quiet', '--checkFeatures', '--ignore', 'PrivateClassFields,ClassFields'];
  execFileSync(process.execPath, [join(ROOT, 'web/node_modules/es-check/lib/cli/index.js'), ...words], { stdio: 'pipe' });
  for (const file of files) {
    // It is of 2018, but Safari before 16.4 takes a script that looks behind for none.
    assert.doesNotMatch(await readFile(file, 'utf8'), /\(\?<[=!]/, file);
  }
});

test('the engine uses no part of WebAssembly newer than browsers of 2020', async () => {
  const { BulkMemory, BulkMemoryOpt, Multivalue, MutableGlobals, SignExt } = binaryen.Features;
  const files = await shipped('.wasm');
  assert.ok(files.length >= 6);
  for (const file of files) {
    const module = binaryen.readBinary(await readFile(file));
    // Those that it says it uses, which it is read with.
    assert.equal(module.getFeatures() & ~(BulkMemory | BulkMemoryOpt | Multivalue | MutableGlobals | SignExt), 0, file);
    assert.ok(module.validate(), file);
    module.dispose();
  }
});

/** Lengths and colours that came later than 2021. */
const NEWER = /\d(?:cq[iwhb]|[dsl]v[hw])\b|color-mix\(|light-dark\(|oklch\(/;

test('styles have something older before what is newer', async () => {
  const sheets = await Promise.all((await shipped('.css')).map((file) => readFile(file, 'utf8')));
  let newer = 0;
  for (const sheet of [style.cssText, ...sheets]) {
    postcss.parse(sheet).walk((node) => {
      // Ranges, which Safari before 16.4 and Chromium before 104 pass over.
      if (node.type === 'atrule' && node.name === 'media') assert.doesNotMatch(node.params, /[<>]/);
      if (node.type !== 'decl' || !NEWER.test(node.value)) return;
      newer += 1;
      const older = node.parent.nodes.some((one) => one.prop === node.prop && one !== node && !NEWER.test(one.value));
      assert.ok(older || asks(node), String(node));
    });
  }
  assert.ok(newer > 5, `${newer} declarations`);
});

/** Whether a style holds only where the browser was asked. */
function asks(node) {
  for (let around = node.parent; around; around = around.parent) if (around.name === 'supports') return true;
  return false;
}
