import type { SourceText, Text as Said } from 'huimin';

/** Why there is no policy to decide with. */
export class Unusable extends Error {
  readonly said: Said;

  constructor(said: Said) {
    super(said.en);
    this.name = 'Unusable';
    this.said = said;
  }
}

/** The most bytes of text that are compiled in a page, which stands still meanwhile. */
const MOST_BYTES = 2 << 20;

/** With a scheme or a host: no path that a policy could name a file by. */
const WHOLE_ADDRESS = /^([a-z][a-z0-9+.-]*:|\/\/)/i;

/** The files of a policy written as text, which lie beside each other. */
export class PolicyFiles {
  readonly sources: SourceText[] = [];
  readonly #base: URL;
  #bytes = 0;

  /** What the files are named from: the page, or the first file where its address is a whole one. */
  constructor(main: string, page: string) {
    this.#base = new URL(WHOLE_ADDRESS.test(main) ? main : '', new URL(page));
  }

  /** What the engine calls the file of an address. */
  nameOf(address: string): string {
    return WHOLE_ADDRESS.test(address) ? new URL(address, this.#base).pathname : address;
  }

  /** Fetches files by the addresses that the page gives. */
  async fetchAddresses(addresses: string[]): Promise<void> {
    await this.#fetchAll(addresses.map((address) => ({ name: this.nameOf(address), address: new URL(address, this.#base) })));
  }

  /**
   * Fetches files by the names that the policy has for them. A name is a path and nothing else, so none leads to
   * another server.
   */
  async fetchNamed(names: string[]): Promise<void> {
    await this.#fetchAll(
      names.map((name) => {
        const path = name.replaceAll('?', '%3F').replaceAll('#', '%23');
        return { name, address: new URL(path.startsWith('/') ? path : `./${path}`, this.#base) };
      }),
    );
  }

  async #fetchAll(files: { name: string; address: URL }[]): Promise<void> {
    this.sources.push(...(await Promise.all(files.map(({ name, address }) => this.#fetchText(name, address)))));
  }

  async #fetchText(name: string, address: URL): Promise<SourceText> {
    // The bytes make the hash, so a mark at the beginning stays.
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    let text = '';
    for await (const chunk of chunks(name, await fetched(name, address))) {
      this.#bytes += chunk.byteLength;
      if (this.#bytes > MOST_BYTES) throw tooLarge();
      text += decoded(name, () => decoder.decode(chunk, { stream: true }));
    }
    return { name, text: text + decoded(name, () => decoder.decode()) };
  }
}

/** Fetches a file of a policy, of whatever size. */
export async function fetchBytes(name: string, address: URL): Promise<Uint8Array> {
  const response = await fetched(name, address);
  return new Uint8Array(await response.arrayBuffer());
}

async function fetched(name: string, address: URL): Promise<Response> {
  const response = await fetch(address).catch(() => undefined);
  if (!response?.ok) throw missing(name);
  return response;
}

/** What comes of a file, piece by piece; the rest is not waited for if nobody wants it. */
async function* chunks(name: string, { body }: Response): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => Promise.reject(missing(name)));
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function decoded(name: string, decode: () => string): string {
  try {
    return decode();
  } catch {
    throw new Unusable({
      en: `“${name}” is not text in UTF-8; save it again as UTF-8`,
      zh: `“${name}”不是 UTF-8 编码的文本，请另存为 UTF-8`,
    });
  }
}

function missing(name: string): Unusable {
  return new Unusable({ en: `the policy cannot be loaded: ${name}`, zh: `无法加载政策文件：${name}` });
}

function tooLarge(): Unusable {
  return new Unusable({
    en: `the policy has more than ${MOST_BYTES >> 20} MB of text; compile it with “huimin compile” and name the compiled file here`,
    zh: `政策文本超过 ${MOST_BYTES >> 20} MB；请先用“huimin compile”编译，再引用编译好的文件`,
  });
}
