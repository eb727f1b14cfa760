import { Engine, type Source } from './engine.js';
import { told } from './error.js';
import * as glue from './generated/full/huimin.js';
import { CompiledPolicy } from './policy.js';
import { mustBeBytes, mustBeList, mustBeText, mustBeTexts } from './texts.js';
import type { CompileReply, DiagnosticData, FormatReply, Language, SourceText, TestReply } from './types.js';

export { type Source } from './engine.js';
export { HuiminError } from './error.js';
export { Plan, type Case, type DecideOptions } from './plan.js';
export { type For } from './policy.js';
export type * from './types.js';

const engine = new Engine(glue);

/**
 * Loads the engine; await this once before anything else. Without a source it is the file that comes with this
 * package. Calling it again changes nothing.
 */
export function load(source?: Source | Promise<Source>): Promise<void> {
  return engine.load(source ?? new URL('./generated/full/huimin.wasm', import.meta.url));
}

/** Loads the engine from bytes or a module that are at hand, without waiting. */
export function loadSync(source: BufferSource | WebAssembly.Module): void {
  engine.loadSync(source);
}

/** What came of compiling a policy. */
export interface Compilation {
  /** The policy; absent if any of the diagnostics is an error. */
  policy?: Policy;
  /** What is wrong, or worth a look, in the order of the files and of the places in them. */
  diagnostics: DiagnosticData[];
  /**
   * The names of files and annexes that the policy names and nobody gave. Whoever can fetch them compiles again with
   * them; 200 at most at a time.
   */
  missing: string[];
}

/** How to compile. */
export interface CompileOptions {
  /** The name of the file to compile, where the others are there to be taken in by it. */
  main?: string;
}

/** A compiled policy. It never changes. */
export class Policy extends CompiledPolicy<glue.Policy> {
  /** Compiles a policy of one file, or of several that are compiled together. It never throws for what they say. */
  static compile(sources: string | SourceText[], options: CompileOptions = {}): Compilation {
    engine.mustBeLoaded();
    const given = typeof sources === 'string' ? [{ name: 'policy.huimin', text: sources }] : sources;
    mustBeList(given);
    for (const file of given) mustBeTexts(file, { name: 'required', text: 'required' });
    mustBeTexts(options, { main: 'optional' });
    const files = new glue.Files();
    for (const { name, text } of given) files.add(name, text);
    const compiled = files.compile(options.main);
    const handle = compiled.policy();
    const { policy, diagnostics, missing }: CompileReply = JSON.parse(compiled.reply());
    const outcome = { diagnostics, missing };
    return handle === undefined ? outcome : { policy: new Policy(handle, policy), ...outcome };
  }

  /**
   * Loads a compiled policy, which `huimin compile` or {@link toBytes} wrote.
   *
   * @throws HuiminError if the bytes are none, were written by another version, or are damaged
   */
  static fromBytes(bytes: Uint8Array): Policy {
    engine.mustBeLoaded();
    mustBeBytes(bytes);
    return new Policy(told(() => glue.Policy.from_bytes(bytes)));
  }

  /** The policy as bytes that need no compiler, for {@link fromBytes} of the same version. */
  toBytes(): Uint8Array {
    return told(() => this.handle.to_bytes());
  }

  /** Runs the tests written in the policy. */
  test(): TestReply {
    return JSON.parse(this.handle.test());
  }

  /** The JSON Schema (2020-12) of the policy's cases. */
  schema(): object {
    return JSON.parse(this.handle.schema());
  }
}

/** How to format. */
export interface FormatOptions {
  /** What diagnostics call the text. */
  name?: string;
  /** The language to write the words of the policy language in; each stays as it is when left out. */
  language?: Language;
}

/** Formats the text of a policy. */
export function format(text: string, options: FormatOptions = {}): FormatReply {
  engine.mustBeLoaded();
  mustBeText(text, 'text');
  mustBeTexts(options, { name: 'optional', language: 'optional' });
  return JSON.parse(told(() => glue.format(text, options.name, options.language)));
}
