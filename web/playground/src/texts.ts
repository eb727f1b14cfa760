import type { Language } from 'huimin';

/** Everything the playground itself says. */
export interface Texts {
  colon: string;
  title: string;
  example: string;
  shared: string;
  empty: string;
  lose: string;
  format: string;
  asWritten: string;
  inChinese: string;
  inEnglish: string;
  share: string;
  copied: string;
  inAddress: string;
  tooLong: string;
  brokenLink: string;
  noLinks: string;
  other: string;
  editor: string;
  leave: string;
  files: string;
  moreFiles: string;
  newFile: string;
  fileName: string;
  add: string;
  fromDevice: string;
  problems: string;
  tests: string;
  tryIt: string;
  curve: string;
  checking: string;
  noProblems: string;
  help: string;
  note: string;
  noTests: string;
  expected: string;
  found: string;
  on: string;
  region: string;
  sample: string;
  none: string;
  json: string;
  notObject: string;
  noPolicy: string;
  stale: string;
  input: string;
  from: string;
  to: string;
  noNumbers: string;
  nothing: string;
  computing: string;
  notWhole: string;
  at: string;
  changes: string;
  cliff: string;
  undecided: string;
  granted: string;
  refused: string;
  error: string;
  removeFile(name: string): string;
  addMissing(name: string): string;
  wrongIn(name: string, count: number): string;
  count(errors: number, warnings: number): string;
  more(count: number): string;
  passed(passed: number, all: number): string;
  decided(count: number): string;
  sampleName(number: number, key: string): string;
  drop(amount: string): string;
  inBrackets(text: string): string;
}

const zh: Texts = {
  colon: '：',
  title: '政策试验场',
  example: '示例政策',
  shared: '（来自链接）',
  empty: '空白政策',
  lose: '您写的内容没有保存在别处，现在会丢失。继续吗？',
  format: '整理格式',
  asWritten: '保持原文用词',
  inChinese: '改用中文关键词',
  inEnglish: '改用英文关键词',
  share: '复制链接',
  copied: '链接已复制',
  inAddress: '浏览器不让复制，链接在地址栏里',
  tooLong: '内容太多，放不进链接',
  brokenLink: '链接不完整或者已经损坏，这里打开的是示例',
  noLinks: '这个浏览器太旧，不能生成或打开链接',
  other: 'English',
  editor: '政策文本',
  leave: '按 Esc 再按 Tab 离开编辑器',
  files: '文件',
  moreFiles: '添加文件',
  newFile: '新建',
  fileName: '文件名，例如 标准.csv',
  add: '添加',
  fromDevice: '打开本机文件……',
  problems: '问题',
  tests: '示例',
  tryIt: '试算',
  curve: '曲线',
  checking: '正在检查……',
  noProblems: '没有问题',
  help: '建议',
  note: '说明',
  noTests: '政策里没有写示例。',
  expected: '预期',
  found: '实际',
  on: '按哪一天',
  region: '地区',
  sample: '现成的个案',
  none: '空白',
  json: '个案（JSON）',
  notObject: '不是 JSON 对象',
  noPolicy: '政策没有错误以后，这里可以试算。',
  stale: '文本有错误，这里用的还是上一次没有错误时的政策。',
  input: '横轴',
  from: '从',
  to: '到',
  noNumbers: '在“试算”里填一个数字（例如收入），这里就能看到待遇怎样随它变化。',
  nothing: '在这个范围里，没有一项待遇得出金额。',
  computing: '正在计算……',
  notWhole: '时间已到，曲线还可以更细。',
  at: '从这里起',
  changes: '变化',
  cliff: '断崖',
  undecided: '未定',
  granted: '享受',
  refused: '不享受',
  error: '错误',
  removeFile: (name) => `移除“${name}”`,
  addMissing: (name) => `政策引用了“${name}”，但没有这个文件：添加`,
  wrongIn: (name, count) => `${name}，${count} 个错误`,
  count: (errors, warnings) => [errors && `${errors} 个错误`, warnings && `${warnings} 个提醒`].filter(Boolean).join('，'),
  more: (count) => `还有 ${count} 个没有列出`,
  passed: (passed, all) => `${all} 个示例，${passed} 个通过`,
  decided: (count) => `精确计算了 ${count} 个点`,
  sampleName: (number, key) => (key ? `${number}. ${key}` : `第 ${number} 个`),
  drop: (amount) => `一下少 ${amount}`,
  inBrackets: (text) => `（${text}）`,
};

const en: Texts = {
  colon: ': ',
  title: 'Policy playground',
  example: 'Example policies',
  shared: '(from a link)',
  empty: 'Empty policy',
  lose: 'What you wrote is not kept anywhere else and will be lost. Go on?',
  format: 'Format',
  asWritten: 'words as written',
  inChinese: 'keywords in Chinese',
  inEnglish: 'keywords in English',
  share: 'Copy link',
  copied: 'Link copied',
  inAddress: 'The browser forbids copying; the link is in the address line',
  tooLong: 'Too much for a link',
  brokenLink: 'The link is incomplete or damaged; this is an example instead',
  noLinks: 'This browser is too old to make or open links',
  other: '中文',
  editor: 'Text of the policy',
  leave: 'Escape, then Tab leaves the editor',
  files: 'Files',
  moreFiles: 'Add a file',
  newFile: 'New file',
  fileName: 'Its name, such as standards.csv',
  add: 'Add',
  fromDevice: 'Open from this device…',
  problems: 'Problems',
  tests: 'Tests',
  tryIt: 'Try it',
  curve: 'Curve',
  checking: 'Checking…',
  noProblems: 'No problems',
  help: 'help',
  note: 'note',
  noTests: 'The policy has no tests.',
  expected: 'expected',
  found: 'found',
  on: 'Decide for',
  region: 'Region',
  sample: 'Ready-made case',
  none: 'empty',
  json: 'Case (JSON)',
  notObject: 'This is not a JSON object',
  noPolicy: 'Once the policy has no errors, cases can be tried here.',
  stale: 'The text has an error; this is still the policy as it was without one.',
  input: 'Along',
  from: 'from',
  to: 'to',
  noNumbers: 'Give a number under “Try it”, an income for example, and see here how benefits change along it.',
  nothing: 'No benefit comes to an amount anywhere in this range.',
  computing: 'Computing…',
  notWhole: 'Time was up; the curve could be finer.',
  at: 'From here',
  changes: 'What changes',
  cliff: 'cliff',
  undecided: 'undecided',
  granted: 'granted',
  refused: 'not granted',
  error: 'error',
  removeFile: (name) => `Remove “${name}”`,
  addMissing: (name) => `The policy names “${name}”, which is not here: add it`,
  wrongIn: (name, count) => `${name}, ${count} ${count === 1 ? 'error' : 'errors'}`,
  count: (errors, warnings) =>
    [errors && `${errors} ${errors === 1 ? 'error' : 'errors'}`, warnings && `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`].filter(Boolean).join(', '),
  more: (count) => `${count} more are not listed`,
  passed: (passed, all) => `${passed} of ${all} tests pass`,
  decided: (count) => `${count} points decided exactly`,
  sampleName: (number, key) => (key ? `${number}. ${key}` : `No. ${number}`),
  drop: (amount) => `drops by ${amount}`,
  inBrackets: (text) => ` (${text})`,
};

export const TEXTS: Record<Language, Texts> = { zh, en };
