import type { File } from './editor/editor.js';
import { isCase } from './given.js';

/** The most bytes that a link may unfold to; a short one could hold gigabytes. */
const MOST_BYTES = 8 << 20;

/** What a link carries: the files, the case, and what it is decided for. */
export interface Shared {
  files: File[];
  current: string;
  facts?: object;
  on?: string;
  region?: string;
}

/** Whether the browser can make links and read them. */
export const sharing = packs();

function packs(): boolean {
  try {
    return new CompressionStream('deflate-raw') !== undefined;
  } catch {
    return false;
  }
}

/** The part of an address after `#`. It never reaches a server. */
export async function toFragment(shared: Shared): Promise<string> {
  const bytes = await through(new CompressionStream('deflate-raw'), new TextEncoder().encode(JSON.stringify(shared)));
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** What an address carries, if it is what we wrote. */
export async function fromFragment(fragment: string): Promise<Shared | undefined> {
  try {
    const text = atob(fragment.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = await through(new DecompressionStream('deflate-raw'), Uint8Array.from(text, (one) => one.charCodeAt(0)));
    const shared: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isShared(shared) ? shared : undefined;
  } catch {
    return undefined;
  }
}

function isShared(value: unknown): value is Shared {
  const { files, current, facts, on, region } = (value ?? {}) as Partial<Shared>;
  return (
    Array.isArray(files)
    && files.length > 0
    && files.every((file) => typeof file?.name === 'string' && file.name !== '' && typeof file.text === 'string')
    && typeof current === 'string'
    && (facts === undefined || isCase(facts))
    && (on === undefined || (typeof on === 'string' && /^\d{4}-\d\d-\d\d$/.test(on)))
    && (region === undefined || typeof region === 'string')
  );
}

async function through(stream: GenericTransformStream, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream).pipeThrough(bounded())).arrayBuffer());
}

function bounded(): TransformStream<Uint8Array, Uint8Array> {
  let length = 0;
  return new TransformStream({
    transform(chunk, controller) {
      length += chunk.byteLength;
      if (length > MOST_BYTES) controller.error(new RangeError('too long'));
      else controller.enqueue(chunk);
    },
  });
}
