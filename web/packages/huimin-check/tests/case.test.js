import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, clean, isWithin, parsePath, put, writePath } from '../dist/model/case.js';

test('paths lead to facts and back', () => {
  for (const path of ['property_ok', 'members[0].income', '家庭成员[10].父亲.情形', 'a[0].b[1].c']) {
    assert.equal(writePath(parsePath(path)), path);
  }
  assert.deepEqual(parsePath('members[0].income'), ['members', 0, 'income']);
});

test('what stands within a path is told from what is called alike', () => {
  for (const inside of ['home', 'home.rent', 'home[1].rent']) assert.ok(isWithin(inside, 'home'), inside);
  for (const other of ['homes', 'homes[0]', 'hom', 'a.home']) assert.ok(!isWithin(other, 'home'), other);
});

test('a case is changed by making another', () => {
  const before = { members: [{ income: '1' }, { income: '2' }] };
  const after = put(before, parsePath('members[1].income'), '3');
  assert.deepEqual([before.members[1].income, after.members[1].income], ['2', '3']);
  assert.deepEqual(put(before, ['members', 0], undefined), { members: [{ income: '2' }] });
  assert.deepEqual(put(before, parsePath('members[0].income'), undefined), { members: [{}, { income: '2' }] });
  assert.deepEqual(put({}, parsePath('father.age'), '60'), { father: { age: '60' } });
  assert.deepEqual(put({}, parsePath('father.age'), undefined), {});
  assert.equal(at(before, parsePath('members[7].income')), undefined);
  assert.equal(at(before, parsePath('members[0].constructor')), undefined);
});

test('what a page sets becomes text, and nulls go', () => {
  const facts = { a: 1.5, b: null, c: [{ d: true, e: undefined }, null], f: 9007199254740993n };
  assert.deepEqual(clean(facts), { a: '1.5', c: [{ d: true }, {}], f: '9007199254740993' });
});
