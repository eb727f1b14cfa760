import { EditorState } from '@codemirror/state';
import type { Language } from 'huimin';

/** What the editor itself says where somebody searches or goes through what is wrong. English is its own. */
const CHINESE = {
  Find: '查找',
  Replace: '替换为',
  next: '下一个',
  previous: '上一个',
  all: '全部选中',
  'match case': '区分大小写',
  regexp: '正则表达式',
  'by word': '整词',
  replace: '替换',
  'replace all': '全部替换',
  close: '关闭',
  'Go to line': '转到行',
  go: '转到',
  'current match': '当前匹配',
  'on line': '所在行',
  'replaced match on line $': '已替换第 $ 行的匹配',
  'replaced $ matches': '已替换 $ 处',
  'Selection deleted': '已删除所选内容',
  'Control character': '控制字符',
  Diagnostics: '问题',
  'No diagnostics': '没有问题',
};

export function phrases(language: Language) {
  return EditorState.phrases.of(language === 'zh' ? CHINESE : {});
}
