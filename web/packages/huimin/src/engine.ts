import { misuse } from './error.js';

/** Where the code of the engine comes from: an address, a response, its bytes, or the compiled module. */
export type Source = URL | string | Request | Response | BufferSource | WebAssembly.Module;

/** What wasm-bindgen gives each build. */
interface Glue {
  default(from: { module_or_path: Source }): Promise<unknown>;
  initSync(from: { module: BufferSource | WebAssembly.Module }): unknown;
}

/** A build of the engine, which is loaded once. */
export class Engine {
  readonly #glue: Glue;
  #loaded = false;

  constructor(glue: Glue) {
    this.#glue = glue;
  }

  async load(source: Source | Promise<Source>): Promise<void> {
    // What is given is looked at before it is waited for: an address that is on its way would not be fetched.
    await this.#glue.default({ module_or_path: await source });
    this.#loaded = true;
  }

  loadSync(source: BufferSource | WebAssembly.Module): void {
    this.#glue.initSync({ module: source });
    this.#loaded = true;
  }

  mustBeLoaded(): void {
    if (this.#loaded) return;
    throw misuse('huimin is not loaded: `await load()` first', 'huimin 尚未加载：请先 `await load()`');
  }
}
