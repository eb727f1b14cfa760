import { misuse } from './error.js';

/** The members of an object of texts. */
type Members<Given> = { [Name in keyof Given & string]-?: 'required' | 'optional' };

/**
 * Refuses what is not an object of texts with these members and no others: JavaScript without types may hand over
 * anything, and the engine takes texts only. @internal
 */
export function mustBeTexts<Given extends object>(given: Given, members: Members<Given>): void {
  if (typeof given !== 'object' || given === null) throw refused('it is not an object', '不是对象');
  for (const [name, value] of Object.entries(given)) {
    const known = Object.prototype.hasOwnProperty.call(members, name) || value === undefined;
    if (!known) throw refused(`unknown field \`${name}\``, `未知的字段 \`${name}\``);
  }
  for (const [name, need] of Object.entries(members)) {
    const text: unknown = given[name as keyof Given];
    if ((text ?? undefined) !== undefined) mustBeText(text, name);
    else if (need === 'required') throw refused(`missing field \`${name}\``, `缺少字段 \`${name}\``);
  }
}

/** Refuses what is no text, or holds half a character, of which another would be made on its way. @internal */
export function mustBeText(given: unknown, name: string): void {
  if (typeof given !== 'string') throw refused(`\`${name}\` is not a text`, `\`${name}\` 不是文本`);
  if (/\p{Surrogate}/u.test(given)) throw refused(`\`${name}\` holds a lone surrogate`, `\`${name}\` 含有孤立的代理项`);
}

/** Refuses what is no bytes; those of another frame, or of Node, are. @internal */
export function mustBeBytes(given: unknown): void {
  const kind = ArrayBuffer.isView(given) ? (given as { [Symbol.toStringTag]?: string })[Symbol.toStringTag] : undefined;
  if (kind !== 'Uint8Array') throw refused('the bytes are not a `Uint8Array`', '字节不是 `Uint8Array`');
}

/** Refuses what is no list. @internal */
export function mustBeList(given: unknown): void {
  if (!Array.isArray(given)) throw refused('the files are not a list', '文件不是列表');
}

function refused(en: string, zh: string): Error {
  return misuse(`the request cannot be understood: ${en}`, `无法理解请求：${zh}`);
}
