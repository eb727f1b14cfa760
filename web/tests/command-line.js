// What the command line decides, to compare with.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './browser.js';

/** The decisions of some cases, in their order. `HUIMIN` may name a command that is built already. */
export function decideAll(policy, cases, on) {
  const folder = mkdtempSync(join(tmpdir(), 'huimin-'));
  try {
    const [input, output] = [join(folder, 'cases.jsonl'), join(folder, 'decisions.jsonl')];
    writeFileSync(input, cases.map((one) => `${JSON.stringify(one)}\n`).join(''));
    const [command, ...before] = process.env.HUIMIN
      ? [process.env.HUIMIN]
      : ['cargo', 'run', '--quiet', '--release', '--'];
    const words = ['run', policy, '--cases', input, '--on', on, '--out', output];
    execFileSync(command, [...before, ...words], { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
    return readFileSync(output, 'utf8').trim().split('\n').map((line) => JSON.parse(line).decision);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const bare = ({ place, ...error }) => error;

/** A decision without what differs by the name that the policy's file was given. */
export function comparable({ results, errors, ...decision }) {
  return {
    ...decision,
    results: results.map((result) => (result.error ? { ...result, error: bare(result.error) } : result)),
    errors: errors.map(bare),
  };
}
