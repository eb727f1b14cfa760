import type { Language } from 'huimin';

/** Everything the element itself says. What the policy and the engine say is theirs. */
export interface Texts {
  colon: string;
  comma: string;
  semicolon: string;
  loading: string;
  check: string;
  yes: string;
  no: string;
  none: string;
  unsure: string;
  answer: string;
  change: string;
  keepAnswer: string;
  remove: string;
  undo: string;
  next: string;
  confirm: string;
  thatIsAll: string;
  nextQuestion: string;
  changeAnswer: string;
  complete: string;
  nothingAsked: string;
  completeHint: string;
  lackingHint: string;
  failingHint: string;
  errorsHint: string;
  watchedHint: string;
  skippedAll: string;
  skippedHint: string;
  otherLanguage: string;
  result: string;
  undecided: string;
  possible: string;
  atMost: string;
  stillNeeded: string;
  lacks: string;
  notGranted: string;
  errors: string;
  why: string;
  from: string;
  until: string;
  paid: { daily: string; monthly: string; yearly: string; once: string };
  answers: string;
  assumed: string;
  assumedHint: string;
  needed: string;
  more: string;
  basis: string;
  decidedFor: string;
  region: string;
  content: string;
  contentHint: string;
  engine: string;
  print: string;
  startOver: string;
  kept: string;
  notKept: string;
  sources: string;
  explainedAbove: string;
  cut: string;
  unknown: string;
  replaced: string;
  figures: string;
  excluded: string;
  alerts: string;
  targets: string;
  raised: string;
  tell: string;
  must: string;
  hope: string;
  due: string;
  reached: string;
  notReached: string;
  severity: Record<'red' | 'orange' | 'yellow' | 'blue', string>;
  states: Record<'met' | 'missed' | 'pending' | 'short' | 'undecided' | 'error', string>;
  instead: string;
  saidBy: string;
  insteadOf: string;
  clause: Record<'value' | 'when' | 'otherwise' | 'amount' | 'round' | 'start' | 'stop' | 'exclusive' | 'must' | 'hope', string>;
  kind: Record<'definition' | 'tier' | 'benefit' | 'alert' | 'target' | 'fact' | 'assumed' | 'parameter' | 'table' | 'pinned', string>;
  add(what: string): string;
  addAnother(what: string): string;
  nameOf(what: string, number: number): string;
  understood(value: string): string;
  matters(results: string): string;
  removed(what: string): string;
  removeWhat(what: string): string;
  changeWhat(what: string): string;
  answerWhat(what: string): string;
  refused(count: number): string;
  inBrackets(text: string): string;
  questionCount(count: number): string;
  alertCounts(all: number, raised: number, unknown: number): string;
  targetCounts(all: number, met: number, unknown: number): string;
}

const zh: Texts = {
  colon: '：',
  comma: '、',
  semicolon: '；',
  loading: '正在加载……',
  check: '资格自查',
  yes: '是',
  no: '否',
  none: '没有',
  unsure: '不清楚，先跳过',
  answer: '填写',
  change: '修改',
  keepAnswer: '不改了',
  remove: '移除',
  undo: '撤销',
  next: '下一步',
  confirm: '确定',
  thatIsAll: '填完了，下一步',
  nextQuestion: '请回答',
  changeAnswer: '修改回答',
  complete: '需要的情况都填好了',
  nothingAsked: '没有必须填写的情况',
  completeHint: '结果已经得出。回答随时可以修改，结果会跟着变。',
  lackingHint: '有的结果还不能确定，因为政策没有给出所需的标准。',
  failingHint: '有的结果不能得出，原因写在结果里。',
  errorsHint: '原因写在结果里。请看看填写的情况，把不对的改一改。',
  watchedHint: '预警和指标还用到这些情况，可以填，也可以不填：',
  skippedAll: '有几项还没有填',
  skippedHint: '缺这些情况，结果还不能完全确定：',
  otherLanguage: 'English',
  result: '结果',
  undecided: '尚不能确定',
  possible: '还可能是',
  atMost: '至多可能是',
  stillNeeded: '还需要知道',
  lacks: '政策没有给出',
  notGranted: '不享受',
  errors: '不能得出结果',
  why: '为什么？',
  from: '起发',
  until: '停发',
  paid: { daily: '按日发放', monthly: '按月发放', yearly: '按年发放', once: '一次性发放' },
  answers: '您填写的情况',
  assumed: '默认',
  assumedHint: '没有填写，按政策的默认值计算',
  needed: '待填',
  more: '其他可填的情况',
  basis: '依据',
  decidedFor: '按此日期计算',
  region: '地区',
  content: '政策内容校验码',
  contentHint: '校验码相同，用的就是同一份规则。',
  engine: '引擎版本',
  print: '打印',
  startOver: '重新开始',
  kept: '回答只保存在这台设备上。',
  notKept: '回答不会保存，也不会发送到任何地方。',
  sources: '依据',
  explainedAbove: '前面已经说明',
  cut: '其余从略',
  unknown: '未知',
  replaced: '假设的数值',
  figures: '用到的标准',
  excluded: '择一，不再发放',
  alerts: '预警',
  targets: '指标',
  raised: '应当预警',
  tell: '送',
  must: '应当',
  hope: '力争',
  due: '截至',
  reached: '已实现',
  notReached: '未实现',
  severity: { red: '红色', orange: '橙色', yellow: '黄色', blue: '蓝色' },
  states: { met: '达到', missed: '没有达到', pending: '尚未达到，还有时间', short: '没有达到力争目标', undecided: '尚不能确定', error: '不能得出结果' },
  instead: '改发',
  saidBy: '出自',
  insteadOf: '原为',
  clause: {
    value: '计算',
    when: '条件',
    otherwise: '以上都不符合时',
    amount: '金额',
    round: '取整',
    start: '起发',
    stop: '停发',
    exclusive: '择一',
    must: '应当',
    hope: '力争',
  },
  kind: {
    definition: '',
    tier: '认定',
    benefit: '待遇',
    alert: '预警',
    target: '指标',
    fact: '填写',
    assumed: '默认',
    parameter: '标准',
    table: '表',
    pinned: '假设',
  },
  add: (what) => `添加${what}`,
  addAnother: (what) => `再添加${what}`,
  nameOf: (what, number) => `${what} ${number}`,
  understood: (value) => `即 ${value}`,
  matters: (results) => `关系到：${results}`,
  removed: (what) => `已移除“${what}”。`,
  removeWhat: (what) => `移除：${what}`,
  changeWhat: (what) => `修改：${what}`,
  answerWhat: (what) => `填写：${what}`,
  refused: (count) => `不享受的待遇（${count}项）`,
  inBrackets: (text) => `（${text}）`,
  questionCount: (count) => `目前待填 ${count} 项`,
  alertCounts: (all, raised, unknown) => `共 ${all} 个，应当预警 ${raised} 个，尚不能确定 ${unknown} 个`,
  targetCounts: (all, met, unknown) => `共 ${all} 个，达到 ${met} 个，尚不能确定 ${unknown} 个`,
};

const en: Texts = {
  colon: ': ',
  comma: ', ',
  semicolon: '; ',
  loading: 'Loading…',
  check: 'Eligibility check',
  yes: 'Yes',
  no: 'No',
  none: 'None',
  unsure: 'I don’t know, skip for now',
  answer: 'Answer',
  change: 'Change',
  keepAnswer: 'Leave as it is',
  remove: 'Remove',
  undo: 'Undo',
  next: 'Next',
  confirm: 'Confirm',
  thatIsAll: 'That’s all, next',
  nextQuestion: 'Your answer, please',
  changeAnswer: 'Change an answer',
  complete: 'Everything needed is answered',
  nothingAsked: 'There is nothing that must be answered',
  completeHint: 'The result is settled. Answers can be changed at any time; the result follows.',
  lackingHint: 'Some results stay open, because the policy does not give a figure they need.',
  failingHint: 'Some results cannot be told; each says why.',
  errorsHint: 'The result says why. Look through your answers and change what is not right.',
  watchedHint: 'Alerts and targets also use these facts, which you may give or leave out:',
  skippedAll: 'Some facts are still open',
  skippedHint: 'Without these facts the result is not fully settled:',
  otherLanguage: '中文',
  result: 'Result',
  undecided: 'Not settled yet',
  possible: 'Could still be',
  atMost: 'Could at most be',
  stillNeeded: 'Still needed',
  lacks: 'The policy does not give',
  notGranted: 'Not granted',
  errors: 'No result',
  why: 'Why?',
  from: 'from',
  until: 'until',
  paid: { daily: 'paid daily', monthly: 'paid monthly', yearly: 'paid yearly', once: 'paid once' },
  answers: 'Your answers',
  assumed: 'assumed',
  assumedHint: 'Not answered: taken from the policy’s default',
  needed: 'needed',
  more: 'Other facts you can give',
  basis: 'Basis',
  decidedFor: 'Decided for',
  region: 'Region',
  content: 'Policy content hash',
  contentHint: 'The same hash means the same rules.',
  engine: 'Engine',
  print: 'Print',
  startOver: 'Start over',
  kept: 'Answers are kept on this device only.',
  notKept: 'Answers are not kept and not sent anywhere.',
  sources: 'Sources',
  explainedAbove: 'explained above',
  cut: 'more is left out',
  unknown: 'unknown',
  replaced: 'assumed figure',
  figures: 'Figures used',
  excluded: 'excluded',
  alerts: 'Alerts',
  targets: 'Targets',
  raised: 'raised',
  tell: 'for',
  must: 'must be',
  hope: 'hoped for',
  due: 'by',
  reached: 'reached',
  notReached: 'not reached',
  severity: { red: 'red', orange: 'orange', yellow: 'yellow', blue: 'blue' },
  states: { met: 'met', missed: 'missed', pending: 'not met yet, there is time', short: 'short of what is hoped for', undecided: 'not settled yet', error: 'no result' },
  instead: 'instead',
  saidBy: 'said by',
  insteadOf: 'in place of',
  clause: {
    value: 'Formula',
    when: 'Condition',
    otherwise: 'Where none of these holds',
    amount: 'Amount',
    round: 'Rounding',
    start: 'First month',
    stop: 'Stops',
    exclusive: 'Exclusive',
    must: 'Must be',
    hope: 'Hoped for',
  },
  kind: {
    definition: '',
    tier: 'tier',
    benefit: 'benefit',
    alert: 'alert',
    target: 'target',
    fact: 'answer',
    assumed: 'assumed',
    parameter: 'figure',
    table: 'table',
    pinned: 'supposed',
  },
  add: (what) => `Add: ${what}`,
  addAnother: (what) => `Add another: ${what}`,
  nameOf: (what, number) => `${what} ${number}`,
  understood: (value) => `That is ${value}`,
  matters: (results) => `This matters for: ${results}`,
  removed: (what) => `“${what}” was removed.`,
  removeWhat: (what) => `Remove: ${what}`,
  changeWhat: (what) => `Change: ${what}`,
  answerWhat: (what) => `Answer: ${what}`,
  refused: (count) => `Benefits not granted (${count})`,
  inBrackets: (text) => ` (${text})`,
  questionCount: (count) => `${count} open for now`,
  alertCounts: (all, raised, unknown) => `of ${all}: raised for ${raised}, not settled for ${unknown}`,
  targetCounts: (all, met, unknown) => `of ${all}: met by ${met}, not settled for ${unknown}`,
};

/** The languages as pages name them. */
export const LANG: Record<Language, string> = { zh: 'zh-CN', en: 'en' };

export const TEXTS: Record<Language, Texts> = { zh, en };
