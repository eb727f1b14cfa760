// What a page loads for huimin and for its peers: each bundled and made small by Vite, JavaScript and
// WebAssembly together, as gzip sends it.
//
//     npm run size --workspace huimin-compare              prints the table
//     npm run size --workspace huimin-compare -- --write   puts it into the README
import { readFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const packages = [
  ['huimin', 'huimin', 'compiler, diagnostics, formatter, tests, decisions with explanations'],
  ['huimin/runtime', 'huimin', 'loads compiled policies; decisions with explanations'],
  ['json-logic-js', 'json-logic-js', 'an interpreter of JSON, in doubles'],
  ['publicodes', 'publicodes', 'rules of taxes and benefits, in doubles'],
  ['@open-policy-agent/opa-wasm', '@open-policy-agent/opa-wasm', 'without the policy, which is WebAssembly of its own'],
  ['cel-js', 'cel-js', 'expressions, in doubles'],
  ['feelin', 'feelin', 'expressions of DMN'],
  ['@gorules/zen-engine-wasm', '@gorules/zen-engine-wasm', 'decision tables and expressions, in decimals'],
  ['@cedar-policy/cedar-wasm/web', '@cedar-policy/cedar-wasm', 'authorisation'],
];

/** Everything a package exports, as a page would load it. */
async function bundled(name) {
  const entry = '\0entry';
  const { output } = await build({
    root: new URL('.', import.meta.url).pathname,
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'entry' ? entry : undefined),
        load: (id) =>
          id === entry ? `import * as all from ${JSON.stringify(name)}; globalThis.all = all;` : undefined,
      },
    ],
    build: {
      write: false,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: 'entry' },
    },
  });
  return output.map(({ code, source }) => gzipSync(code ?? source, { level: 9 }).length);
}

const kilobytes = (bytes) => (bytes / 1000).toFixed(1);
const rows = [];
for (const [name, from, what] of packages) {
  const sizes = await bundled(name);
  const manifest = new URL(`../node_modules/${from}/package.json`, import.meta.url);
  const { version } = JSON.parse(await readFile(manifest, 'utf8'));
  rows.push({ name, version, what, total: sizes.reduce((sum, size) => sum + size, 0) });
}
rows.sort((one, other) => one.total - other.total);
const table = [
  '| package | version | KB | what it is |',
  '|---|---|---:|---|',
  ...rows.map(({ name, version, what, total }) => `| \`${name}\` | ${version} | ${kilobytes(total)} | ${what} |`),
].join('\n');
console.log(table);

if (process.argv.includes('--write')) {
  const readme = new URL('../README.md', import.meta.url);
  const text = await readFile(readme, 'utf8');
  const [start, end] = ['<!-- sizes -->\n', '\n<!-- end of sizes -->'];
  const [before, after] = [text.indexOf(start) + start.length, text.indexOf(end)];
  if (before < start.length || after < before) throw new Error('the README has no place for the table');
  await writeFile(readme, text.slice(0, before) + table + text.slice(after));
}
