// What people type, and what it is read as.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAnswer, shown } from '../dist/read/answer.js';

const type = (kind, more = {}) => ({ kind, whole: false, cases: [], bounds: [], ...more });
const read = (typed, of) => readAnswer(typed, of, 'CNY').value;

/** Each line: what it is read as, and the ways of typing it. */
const reads = (of, table) => {
  for (const [value, ...ways] of table) for (const way of ways) assert.equal(read(way, of), value, `${way} as ${of.kind}`);
};
const refuses = (of, ways) => {
  for (const way of ways) {
    const { problem } = readAnswer(way, of, 'CNY');
    assert.ok(problem?.zh && problem?.en, `${way} as ${of.kind}`);
  }
};

test('amounts', () => {
  reads(type('money', { period: 'month' }), [
    ['1200', '1200', '1,200', '1，200', '１２００', '1200元', '1200.00', '￥1200', '¥1,200.00', '1200 元/月', '每月1200元', '1.2千', '1 200', '1200块', '1200块钱', '1200元整', 'CNY 1200', '1200 yuan per month', '1,200 a month', '1200RMB'],
    ['14000', '1.4万', '1.4万元', '1万4千', '1万4000', '14,000', '1,4000', '1.4w', '１．４万元/月', '14k'],
    ['350000000', '3.5亿', '3亿5000万'],
    ['3.5', '3元5角', '3块5毛', '3.50', '3。5'],
    ['12.34', '12元3角4分'],
    ['0.05', '5分', '0.05'],
    ['5000', '五千', '五千元', '每月五千元', '伍仟元整', '5千'],
    ['12300.5', '一万二千三百元五角', '1万两千三百元五角', '壹万贰仟叁佰元伍角'],
    ['153000', '十五万三千', '15万三千'],
    ['1005', '一千零五', '一千零五元'],
    ['100', '一百', '1百'],
    ['0', '零', '〇元'],
    ['100050000', '一亿零五万'],
    ['-20', '-20', '－20', '负20元'],
    ['-3.5', '负3元5角', '-3.5'],
    ['9007199254740993.01', '9007199254740993.01', '9,007,199,254,740,993.01'],
  ]);
  refuses(type('money', { period: 'month' }), ['', '一些', '1万2', '1.4万元/年', '1,2', '1,23,456', '12,34.5.6', '1e5', '0x10', '1.', 'Infinity', '1千2万', '3.5元5角', '万', '60%', '--5']);
  refuses(type('money', { period: 'month' }), ['一万二', '三千五', '1万二', '三千多', '一二千', '十十', '千', '一千二万', '5十', '二〇2三']);
  // What may be two amounts, or one in another currency, is not guessed at.
  refuses(type('money', { period: 'month' }), ['5000 6000', '5000  6000', '5000　　6000', '1200 50', '1 20', '$1200', '€1200', '£1200', '1200 EUR']);
  // Copied out of a chat, a table or a dialog of Windows.
  reads(type('money'), [['1200.5', '1200.50\u200b', '\u200e1200.50\u200e', '\u202a1,200.50\u202c', '1200.50元\r\n', '\u00a01200.50\u3000']]);
  assert.deepEqual(readAnswer('$1 200.50', type('money'), 'USD'), { value: '1200.5' });
  for (const other of ['￥1200', '1200 RMB', '1200 yuan']) assert.ok(readAnswer(other, type('money'), 'USD').problem, other);
  refuses(type('money'), ['915元/月']);
  reads(type('money'), [['500', '500元', '500']]);
});

test('numbers', () => {
  reads(type('number'), [
    ['0.6', '60%', '６０％', '0.6', '0.60'],
    ['3', '3', '3个', '3人', '３口'],
    ['12000', '1.2万'],
  ]);
  reads(type('number', { whole: true }), [
    ['3', '3', '3.0', '3个', '三', '三个人', '三口人', '叁'],
    ['2', '两', '两个人', '俩'],
    ['12', '十二', '十二岁'],
    ['20', '二十', '廿', '20位'],
    ['105', '一百零五'],
  ]);
  refuses(type('number', { whole: true }), ['3.5', '五六个', '一百二', '']);
});

test('days and months', () => {
  reads(type('date'), [
    ['2023-06-01', '2023-06-01', '\u200e2023\u200e/\u200e6\u200e/\u200e1\n', '2023-6-1', '2023/6/1', '2023.6.1', '2023年6月1日', '２０２３年６月１日', '2023年6月1号', '20230601', '2023 年 6 月 1 日', '1 June 2023', '1st Jun 2023', 'June 1, 2023', 'June 1 2023', '2023 6 1', '二〇二三年六月一日', '二〇二三年〇六月〇一日', '二○二三年六月一号', '二零二三年6月一日', 'June 1st 2023', 'June 1st, 2023', '1st of June 2023', '1-Jun-2023', '01-June-2023'],
    ['2023-01-25', '二〇二三年一月二十五日', '二〇二三年元月廿五日', '2023年元月25日'],
    ['2023-12-31', '二〇二三年十二月三十一日', '31 Dec. 2023'],
    ['2023-09-10', '二〇二三年九月十日', '10 Sept 2023'],
    ['2024-02-29', '2024-2-29'],
  ]);
  refuses(type('date'), ['2023-02-29', '2023-13-01', '06/01/2023', '1.6.2023', '2023 061', '2023', '', '2023-6', '1900-02-29', '昨天', '2023一6一1', '二三年六月一日', '2023年正月初五', '1 Junk 2023', '1 ma 2023']);
  reads(type('month'), [['2023-06', '2023-06', '2023-6', '2023年6月', '202306', 'June 2023', '2023/6', '2023年6月份', '二〇二三年六月']]);
  refuses(type('month'), ['2023-13', '2023', '6月']);
});

test('lengths of time', () => {
  reads(type('months'), [
    ['6', '6', '6个月', '６个月', '半年', '6 months', '6月'],
    ['18', '一年半', '十八个月', '一年零六个月', '1年半', '1年6个月', '18', '1 year 6 months', '1年零6个月', '1 year and 6 months'],
    ['24', '2年', '2 years'],
  ]);
  refuses(type('months'), ['2023年5月', '半', '6天', '1年半6个月', '', '-6', '6.5']);
  reads(type('days'), [['30', '30', '30天', '30日', '30 days', '三十天']]);
  refuses(type('days'), ['30月', '']);
});

test('values as people read them', () => {
  assert.deepEqual(shown('1234567.5', type('money', { period: 'month' }), 'CNY'), { zh: '1,234,567.50元/月', en: '1,234,567.50 yuan per month' });
  assert.deepEqual(shown('2023-06-01', type('date'), 'CNY'), { zh: '2023年6月1日', en: '1 June 2023' });
  assert.deepEqual(shown('2023-06', type('month'), 'CNY'), { zh: '2023年6月', en: 'June 2023' });
  assert.deepEqual(shown('1', type('months'), 'CNY'), { zh: '1个月', en: '1 month' });
  assert.deepEqual(shown('-1234', type('number'), 'CNY'), { zh: '-1,234', en: '-1,234' });
  // What a page put in, whatever it is.
  assert.deepEqual(shown('much', type('money'), 'USD'), { zh: 'muchUSD', en: 'much USD' });
});
