import type { Language, Text as Said } from 'huimin';
import type { File as Edited } from './editor/editor.js';
import { relative, shortName } from './names.js';

/** The most bytes of a file that is opened; the engine would take more, but nobody edits them here. */
const MOST_BYTES = 4 << 20;

/** What came of opening files of the device: those that are text, and what is wrong with the others. */
export interface Opened {
  files: Edited[];
  refused: Said[];
}

/**
 * Reads files of the device. One that the policy names or the page holds by the same name, in whatever folder, becomes
 * that one; any other lies beside the main file.
 */
export async function openFiles(chosen: Iterable<File>, main: string, known: string[]): Promise<Opened> {
  const opened: Opened = { files: [], refused: [] };
  for (const file of chosen) {
    const name = known.find((one) => shortName(one) === file.name) ?? relative(main, file.name);
    const text = file.size > MOST_BYTES ? TOO_LARGE : await decoded(file);
    if (typeof text === 'string') opened.files.push({ name, text });
    else opened.refused.push({ en: text.en(file.name), zh: text.zh(file.name) });
  }
  return opened;
}

type Refusal = Record<Language, (name: string) => string>;

const TOO_LARGE: Refusal = {
  en: (name) => `“${name}” has more than ${MOST_BYTES >> 20} MB; the command line takes larger files`,
  zh: (name) => `“${name}”超过 ${MOST_BYTES >> 20} MB；更大的文件请用命令行`,
};

const NOT_UTF8: Refusal = {
  en: (name) => `“${name}” is not text in UTF-8; in a spreadsheet program save it as “CSV UTF-8”`,
  zh: (name) => `“${name}”不是 UTF-8 编码的文本；在电子表格软件里请另存为“CSV UTF-8”`,
};

async function decoded(file: File): Promise<string | Refusal> {
  try {
    // The bytes make the hash of the policy, so a mark at the beginning stays.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer());
  } catch {
    return NOT_UTF8;
  }
}
