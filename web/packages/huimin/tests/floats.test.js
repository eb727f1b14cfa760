// Values are exact or an error: neither build has an instruction for floats.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import binaryen from 'binaryen';

for (const build of ['full', 'runtime']) {
  test(`there are no floats in the ${build} build`, async () => {
    const bytes = await readFile(new URL(`../dist/generated/${build}/huimin.wasm`, import.meta.url));
    const module = binaryen.readBinary(bytes);
    const instructions = new Set(module.emitText().match(/(?<=\()[if](32|64)\.[a-z0-9_]+/g));
    module.dispose();
    assert.ok(instructions.has('i64.add'), [...instructions].join(' '));
    assert.deepEqual([...instructions].filter((instruction) => /f(32|64)/.test(instruction)), []);
  });
}
