// The element <huimin-check> in a browser, as somebody meets it who fills it in.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { accessible, close, DESKTOP, during, fits, open, PHONE, ROOT, shoot } from './browser.js';
import { checkAt } from './check.js';
import { comparable, decideAll } from './command-line.js';
import { load, Policy } from 'huimin';

const POLICY = 'examples/nanchang-2023/nanchang-2023.huimin';
/** A policy of one file. */
const ALONE = 'bench/notice.huimin';
const ON = '2023-06-01';
const cases = (await readFile(join(ROOT, 'examples/nanchang-2023/cases.jsonl'), 'utf8')).trim().split('\n').map((line) => JSON.parse(line));

const page = (lang, element) => `<!doctype html>
<html lang="${lang}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>低保自查</title>
    <script type="module" src="/check/huimin-check.js"></script>
  </head>
  <body><main><h1>低保自查</h1>${element}</main></body>
</html>`;

/** The first page of the guide that is HTML: what readers copy. */
async function guide(path) {
  const [, html] = /```html\n([\s\S]*?)```/.exec(await readFile(join(ROOT, path), 'utf8'));
  return html;
}

/** A nested record, and benefits of which one gives way. */
const FAMILY = `policy family "Family"
enum state "State" { dead here }
entity parent "Parent" { state: state "Situation" ask "What of this parent?" }
entity child "Child" {
    father: parent "Father"
    mother: parent "Mother"
    poor:   bool   "Poor"   ask "Is the child poor?"
}
benefit orphan "Orphan allowance" { when father.state is dead and mother.state is dead  amount 1500 yuan per month  paid monthly }
benefit relief "Poor relief" { when poor  amount 300 yuan per month  paid monthly }
exclusive special "One of the two" { benefits orphan, relief  keep highest }
`;
/** A figure that is not in force yet on the day. */
const LATER = `policy later "Later"
entity person "Person" { income: money per month "Income" }
parameter line "Line": money per month { from 2024-01-01: 800 yuan source "notice 1" }
benefit aid "Aid" { when income below line  amount 50 yuan per month  paid monthly }
`;
/** A province, and a city that amends it. */
const PROVINCE = `policy province "Province" { region "360000" }
entity person "Person" { income: money per month "Income" ask "How much?" }
parameter standard "Standard": money per month { from 2023-01-01: 700 yuan source "province 1" }
benefit aid "Aid" { when income below standard  amount standard - income  paid monthly }
`;
const CITY = `policy city "City" { region "360100" }
use "province.huimin"
amend parameter standard { from 2023-01-01: 915 yuan source "city 25" }
`;

/** A figure that is missing whatever the answer to the question about it. */
const KEYED = `policy keyed "Orphans"
enum care { home "In an institution", scattered "Living with relatives" }
enum side { urban "Town", rural "Village" }
parameter standard "Standard" by care, side: money per month {
    from 2023-01-01: home urban 2000 yuan, home rural 1900 yuan, scattered urban unknown, scattered rural unknown
}
entity child { care: care "Care"  side: side "Home" }
benefit allowance "Allowance" { amount standard(care, side)  paid monthly }
`;

/** What watches and measures, and decides nothing. */
const WATCH = `policy watch "Watch"
entity elder "Elder" {
    name:       text key "Name"
    alone:      bool "Alone"
    last_visit: date "Last visit"
}
entity town "Town" { elders: list of elder "Elders"  nursing: whole at least 0 "Nursing beds"  beds: whole above 0 "Beds" }
for elder {
    alert visit_overdue "Visit overdue" {
        when     alone and last_visit below as_of - 1 months
        severity orange
        advise   "Arrange a visit"
        to       "the township"
        reason   "last visit {last_visit}"
        source   "plan 13"
    }
}
target nursing_share "Share of nursing beds" { value nursing / beds  must at least 60%  hope at least 65%  by 2023-12-31 }
target new_beds "New beds" { value beds  hope at least 110 }
`;

async function compiledPolicy() {
  await load();
  const { policy } = Policy.compile(await readFile(join(ROOT, ALONE), 'utf8'));
  return policy.toBytes();
}

const element = `<huimin-check src="/${POLICY}" on="${ON}"></huimin-check>`;
const { browser, server } = await during({
  '/check/': 'web/packages/huimin-check/dist/page/',
  '/examples/': 'examples/',
  '/tests/': 'web/tests/',
  '/zh': page('zh-CN', element),
  '/en': page('en', element),
  '/keep': page('zh-CN', element.replace('<huimin-check', '<huimin-check keep')),
  '/themed': page('zh-CN', `<style>huimin-check { --huimin-accent: rgb(120, 0, 60); }</style>${element}`),
  '/ningbo': page('en', '<huimin-check src="/examples/ningbo-2022/ningbo-2022.huimin" on="2022-08-01"></huimin-check>'),
  '/family': page('en', '<huimin-check src="/family.huimin" on="2023-06-01"></huimin-check>'),
  '/family.huimin': FAMILY,
  '/later': page('en', '<huimin-check src="/later.huimin" on="2023-06-01"></huimin-check>'),
  '/later.huimin': LATER,
  '/watch': page('en', '<huimin-check src="/watch.huimin" on="2023-06-15"></huimin-check>'),
  '/watch.huimin': WATCH,
  '/keyed': page('en', '<huimin-check src="/keyed.huimin" on="2023-06-15"></huimin-check>'),
  '/keyed.huimin': KEYED,
  '/compiled': page('zh-CN', `<huimin-check src="/alone.huiminc" on="${ON}"></huimin-check>`),
  '/alone.huiminc': await compiledPolicy(),
  '/layers': page('en', '<huimin-check src="city.huimin province.huimin" on="2023-06-01"></huimin-check>'),
  '/city.huimin': CITY,
  '/province.huimin': PROVINCE,
  '/broken': page('en', '<huimin-check src="/broken.huimin"></huimin-check>'),
  '/broken.huimin': 'policy broken\ntier {\n',
  '/guide/en/': 'web/packages/huimin-check/dist/page/',
  '/guide/en/check.html': await guide('docs/src/integration/web.md'),
  '/guide/en/policy.huimin': await readFile(join(ROOT, ALONE)),
  '/guide/zh/': 'web/packages/huimin-check/dist/page/',
  '/guide/zh/check.html': await guide('docs/src/zh/integration/web.md'),
  '/guide/zh/policy.huimin': await readFile(join(ROOT, ALONE)),
});

const ready = (path, options) => checkAt(browser, server.address(path), options);

test('decides the Nanchang cases as the command line does', async () => {
  const { page: opened, check } = await ready('/zh');
  const loaded = opened.requests.length;
  const outcomes = await check.evaluate(async (element, cases) => {
    const { interview, complete } = await import('/tests/drive.js');
    const outcomes = [];
    for (const wanted of cases) {
      element.reset();
      await new Promise((done) => element.addEventListener('huimin-decision', done, { once: true }));
      await element.updateComplete;
      const asked = await interview(element, wanted);
      const [facts, decision] = [element.facts, element.decision];
      await complete(element, wanted);
      outcomes.push({ asked, facts, decision, whole: element.decision });
    }
    return outcomes;
  }, cases);
  const whole = decideAll(POLICY, cases, ON);
  const partial = decideAll(POLICY, outcomes.map(({ facts }) => facts), ON);
  outcomes.forEach((outcome, index) => {
    assert.deepEqual(comparable(outcome.whole), comparable(whole[index]), `${cases[index].编号}, everything said`);
    assert.deepEqual(comparable(outcome.decision), comparable(partial[index]), `${cases[index].编号}, what was asked`);
    for (const path of outcome.decision.needs) assert.ok(outcome.asked.includes(path.path), `${path.path} was never asked`);
  });
  // The driver itself is the one thing fetched since.
  assert.deepEqual(opened.requests.slice(loaded), [server.address('/tests/drive.js')]);
  await close(opened);
});

test('leaves out questions that cannot change the result', async () => {
  const { page: opened, check } = await ready('/zh');
  const asked = async (wanted) => check.evaluate(async (element, wanted) => {
    const { interview } = await import('/tests/drive.js');
    element.facts = wanted.known;
    await new Promise((done) => element.addEventListener('huimin-decision', done, { once: true }));
    await element.updateComplete;
    return interview(element, wanted.more);
  }, wanted);
  const alone = (income) => ({ 家庭成员: [{ 关系: '本人', 收入: [{ 种类: '工资性收入', 月均净额: income }] }] });
  // Far above every line, whatever the property: nothing is asked. Below it the property decides.
  assert.deepEqual(await asked({ known: alone('5200.00'), more: {} }), []);
  assert.deepEqual(await asked({ known: alone('900.00'), more: {} }), ['财产符合规定']);
  // Without the property that is required, income is nobody's business.
  assert.deepEqual(await asked({ known: { 财产符合规定: false, 家庭成员: [{ 关系: '本人' }] }, more: {} }), []);
  await close(opened);
});

test('handles a property question that nobody can answer', async () => {
  const { page: opened, check, question } = await ready('/zh');
  const loaded = opened.requests.length;
  assert.equal(await question.textContent(), '家庭财产是否符合规定？');
  await check.getByRole('button', { name: '不清楚，先跳过' }).click();
  assert.equal(await question.textContent(), '家庭成员');
  await check.getByRole('button', { name: '添加家庭成员' }).first().click();
  await check.getByLabel('家庭成员 1、姓名').fill('王芳');
  await check.getByRole('button', { name: '填完了，下一步' }).click();
  await check.getByRole('button', { name: '申请人本人' }).click();
  assert.equal(await question.textContent(), '王芳：有哪些收入？没有收入的填空表');
  await check.getByRole('button', { name: '没有', exact: true }).first().click();
  assert.equal(await question.textContent(), '有几项还没有填');
  const assistance = check.locator('[data-of=""] [data-result="救助类型"]');
  assert.match(await assistance.innerText(), /尚不能确定[\s\S]*可能是\s*最低生活保障家庭\s*不符合上述各类/);
  assert.match(await check.locator('.still').innerText(), /还需要知道\s*财产符合规定/);
  await shoot(opened, 'check-undecided');
  await accessible(opened);
  await check.locator('.question').getByRole('button', { name: '填写：财产符合规定' }).click();
  await check.getByRole('button', { name: '是', exact: true }).click();
  assert.match(await assistance.innerText(), /最低生活保障家庭/);
  assert.match(await check.locator('[data-result="低保金"]').innerText(), /915元\/月/);
  assert.deepEqual(opened.requests.slice(loaded), []);
  await close(opened);
});

test('reads amounts as people type them, and passes on each digit', async () => {
  const { page: opened, check } = await ready('/zh');
  const typing = async (text) => {
    await check.evaluate((element) => (element.facts = { 财产符合规定: true, 家庭成员: [{ 关系: '本人', 收入: [{ 种类: '工资性收入' }] }] }));
    const field = check.locator('.question input');
    await field.fill(text);
    const echo = (await check.locator('#echo').textContent()).trim();
    await field.press('Enter');
    await opened.waitForFunction(() => {
      const check = document.querySelector('huimin-check');
      return check.facts.家庭成员[0].收入[0].月均净额 !== undefined || check.shadowRoot.querySelector('#problem');
    });
    const value = await check.evaluate((element) => element.facts.家庭成员[0].收入[0].月均净额);
    return value === undefined ? check.locator('#problem').textContent() : [value, echo];
  };
  assert.deepEqual(await typing('１，２００．５０元'), ['1200.5', '即 1,200.50元/月']);
  assert.deepEqual(await typing('1.4万'), ['14000', '即 14,000元/月']);
  assert.deepEqual(await typing('￥9007199254740993.01'), ['9007199254740993.01', '即 9,007,199,254,740,993.01元/月']);
  assert.equal(await typing('1万2'), '请写金额，例如 1200.50 或 1.2万');
  assert.equal(await typing('1.4万元/年'), '这里要填的金额是每月的');
  assert.match(await typing('-1'), /^应当不低于 ?0元/);
  assert.equal(await typing('0.001'), '金额最小写到0.01元');
  assert.equal(await typing('1' + '0'.repeat(400)), '数太大了');
  await close(opened);
});

test('can be used with the keyboard alone, in English, at the width of a phone', async () => {
  const { page: opened, check, question } = await ready('/en', { ...PHONE, locale: 'en-GB' });
  const loaded = opened.requests.length;
  await shoot(opened, 'check-phone-start');
  const press = async (name) => {
    const button = check.locator('.question').getByRole('button', { name, exact: true });
    await button.waitFor();
    // The check takes the focus along to what it shows anew; a key pressed meanwhile would go astray.
    await opened.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await button.focus();
    await opened.keyboard.press('Enter');
  };
  await press('Yes');
  await opened.waitForFunction(() => document.activeElement.shadowRoot?.activeElement?.id === 'question');
  assert.equal(await question.textContent(), '家庭成员');
  await press('+ Add: 家庭成员');
  // What was added by mistake goes again, and the keyboard stays where it can be added anew.
  await press('Remove: 家庭成员 1');
  await opened.waitForFunction(() => document.activeElement.shadowRoot?.activeElement?.classList.contains('add'));
  await check.locator('.question li').waitFor({ state: 'detached' });
  await opened.keyboard.press('Enter');
  await opened.waitForFunction(() => document.activeElement.shadowRoot?.activeElement?.localName === 'input');
  await opened.keyboard.type('Wang Fang');
  await opened.keyboard.press('Enter');
  await press('申请人本人');
  await press('+ Add: 一项收入');
  await opened.waitForFunction(() => document.activeElement.shadowRoot?.activeElement?.closest('.elements li'));
  await press('That’s all, next');
  await press('工资性净收入');
  await opened.waitForFunction(() => document.activeElement.shadowRoot?.activeElement?.localName === 'input');
  await opened.keyboard.type('CNY 1,000 per month');
  await shoot(opened, 'check-phone-typing');
  await opened.keyboard.press('Enter');
  const result = check.locator('[data-result="救助类型"]');
  await result.filter({ hasText: '低保边缘家庭' }).waitFor();
  await result.locator('.why > summary').focus();
  await opened.keyboard.press('Enter');
  await result.locator('.explained').getByText('1000 yuan per month below 1.5').waitFor();
  await shoot(opened, 'check-phone-explained');
  await fits(opened);
  await accessible(opened);
  assert.deepEqual(opened.requests.slice(loaded), []);
  await close(opened);
});

test('explains a result down to the figures and their sources', async () => {
  const { page: opened, check } = await ready('/zh');
  await check.evaluate((element, facts) => (element.facts = facts), cases[0]);
  const assistance = check.locator('[data-result="救助类型"]');
  await assistance.filter({ hasText: '最低生活保障家庭' }).waitFor();
  await assistance.locator('.why > summary').click();
  await assistance.locator('.tree > li > details > summary', { hasText: '最低生活保障标准' }).click();
  const figure = assistance.locator('.tree > li', { hasText: '最低生活保障标准' });
  await figure.locator('cite').first().waitFor();
  assert.match(await figure.innerText(), /915元\/月[\s\S]*2023年1月1日起[\s\S]*洪民字〔2023〕25号/);
  assert.match(await assistance.locator('.steps').first().innerText(), /社会救助暂行办法第九条/);
  await assistance.locator('.tree > li > details > summary', { hasText: '计入人数' }).click();
  await assistance.locator('.tree').getByText('户主、妻、女儿').first().waitFor();
  await shoot(opened, 'check-explained');
  await accessible(opened);
  const { hash } = await check.evaluate((element) => element.decision.policy);
  assert.equal(await check.locator('footer .hash').textContent(), hash);

  await opened.evaluate(() => (window.print = () => {}));
  await check.getByRole('button', { name: '打印' }).click();
  await opened.waitForFunction(() => document.querySelector('huimin-check').classList.contains('huimin-printed'));
  await opened.emulateMedia({ media: 'print' });
  assert.equal(await opened.locator('h1').isVisible(), false);
  assert.equal(await check.locator('.heard').isVisible(), false);
  const record = await check.locator('.record').innerText();
  for (const part of ['1545元/月', '户主 › 一项收入 1 › 月均净额', '1,000元/月', '用到的标准', '现在何处', hash]) {
    assert.ok(record.includes(part), `${part} is not printed`);
  }
  await shoot(opened, 'check-printed');
  await close(opened);
});

test('lets members and answers be changed and taken back', async () => {
  const { page: opened, check } = await ready('/zh');
  await check.evaluate((element, facts) => (element.facts = facts), cases[0]);
  const amount = check.locator('[data-result="低保金"] .outcome');
  await amount.filter({ hasText: '1545元/月' }).waitFor();
  await check.getByRole('button', { name: '移除：女儿' }).click();
  await amount.filter({ hasText: '630元/月' }).waitFor();
  await check.getByRole('button', { name: '撤销' }).click();
  await amount.filter({ hasText: '1545元/月' }).waitFor();
  await check.locator('.row[data-path="家庭成员[0].收入[1].月均净额"]').getByRole('button').click();
  await check.locator('.question input').fill('300');
  await check.getByRole('button', { name: '确定' }).click();
  await amount.filter({ hasText: '1445元/月' }).waitFor();
  await check.locator('.row.assumed[data-path="家庭成员[1].去向"]').getByRole('button').click();
  await check.getByRole('button', { name: '在监狱服刑' }).click();
  await amount.filter({ hasText: '530元/月' }).waitFor();
  await shoot(opened, 'check-changed');
  await check.getByRole('button', { name: 'English' }).click();
  await amount.filter({ hasText: '530 yuan per month' }).waitFor();
  await shoot(opened, 'check-english');
  await close(opened);
});

test('says of a case that cannot be that it has no result, once, and starts over at the first question', async () => {
  const { page: opened, check, question } = await ready('/zh', { ...PHONE, viewport: { width: 360, height: 740 } });
  await check.evaluate((element) => (element.facts = { 财产符合规定: true, 家庭成员: [{ 姓名: '王芳', 关系: '配偶', 收入: [] }] }));
  await question.filter({ hasText: '不能得出结果' }).waitFor();
  assert.equal(await check.locator('.done').count(), 0);
  assert.equal(await check.locator('.results').getByText('应当有且只有一名成员是申请人本人').count(), 1);
  await accessible(opened);
  await shoot(opened, 'check-no-result');
  await check.getByRole('button', { name: '重新开始' }).focus();
  await opened.keyboard.press('Enter');
  await opened.waitForFunction(() => document.activeElement.shadowRoot?.activeElement?.textContent === '家庭财产是否符合规定？');
  await close(opened);
});

test('says that a result has an error rather than that it is settled', async () => {
  const { page: opened, check, question } = await ready('/later', { ...DESKTOP, locale: 'en-GB' });
  await check.evaluate((element) => (element.facts = { income: '100' }));
  await question.filter({ hasText: 'Everything needed is answered' }).waitFor();
  assert.match(await check.locator('.question').innerText(), /Some results cannot be told; each says why/);
  assert.match(await check.locator('[data-result="aid"]').innerText(), /No result/);
  await close(opened);
});

test('takes a name back that is left blank, and tells two of the same name apart', async () => {
  const { page: opened, check } = await ready('/en', { ...DESKTOP, locale: 'en-GB' });
  await check.evaluate((element) => (element.facts = { 财产符合规定: true, 家庭成员: [{ 姓名: '王芳', 关系: '本人' }, { 关系: '配偶' }] }));
  const rename = async (member, name) => {
    await check.evaluate((element, path) => {
      const row = element.shadowRoot.querySelector(`.row[data-path="${path}"]`);
      row.closest('details')?.setAttribute('open', '');
      row.querySelector('button').click();
    }, `家庭成员[${member}].姓名`);
    await check.getByRole('button', { name: 'Confirm' }).waitFor();
    await check.locator('.question input').fill(name);
    await check.getByRole('button', { name: 'Confirm' }).click();
  };
  await rename(1, '王芳');
  await check.locator('#problem', { hasText: /^This name is taken/i }).waitFor();
  await check.getByRole('button', { name: 'Leave as it is' }).click();
  await rename(0, '  ');
  await opened.waitForFunction(() => !('姓名' in document.querySelector('huimin-check').facts.家庭成员[0]));
  await close(opened);
});

test('leaves room for what a fact is called beside a long answer', async () => {
  const { page: opened, check } = await ready('/en', { ...PHONE, viewport: { width: 360, height: 740 }, locale: 'en-GB' });
  const heights = await check.locator('.row dt').evaluateAll((labels) => labels.filter((label) => label.checkVisibility()).map((label) => label.clientHeight));
  assert.ok(heights.length > 1);
  // Four lines at most; one character a line made seventeen.
  for (const height of heights) assert.ok(height <= 100, `${height} pixels`);
  await fits(opened);
  await close(opened);
});

test('keeps answers only where the page asks for it', async () => {
  for (const [path, kept] of [['/zh', false], ['/keep', true]]) {
    const { page: opened, check, question } = await ready(path);
    await check.getByRole('button', { name: '是', exact: true }).click();
    await question.filter({ hasText: '家庭成员' }).waitFor();
    await opened.reload();
    await question.waitFor();
    assert.deepEqual(await check.evaluate((element) => element.facts), kept ? { 财产符合规定: true } : {});
    assert.equal(await opened.evaluate(() => localStorage.length), kept ? 1 : 0);
    await check.getByRole('button', { name: '重新开始' }).click();
    await question.filter({ hasText: '家庭财产是否符合规定？' }).waitFor();
    await opened.reload();
    await question.waitFor();
    assert.deepEqual(await check.evaluate((element) => element.facts), {});
    await close(opened);
  }
});

test('tells the page what happens', async () => {
  const { page: opened, check } = await ready('/zh');
  await check.evaluate((element) => {
    globalThis.heard = [];
    for (const name of ['huimin-answer', 'huimin-decision']) {
      document.addEventListener(name, ({ detail }) => heard.push([name, detail.path ?? detail.complete]));
    }
    element.facts = { 家庭成员: [{ 关系: '本人', 收入: [] }] };
  });
  await check.locator('#question', { hasText: '家庭财产' }).waitFor();
  await check.getByRole('button', { name: '否', exact: true }).click();
  await check.locator('.done').waitFor();
  assert.deepEqual(await opened.evaluate(() => heard), [
    ['huimin-decision', false],
    ['huimin-decision', true],
    ['huimin-answer', '财产符合规定'],
  ]);
  await close(opened);
});

test('loads a compiled policy without the compiler', async () => {
  const { page: opened, check } = await ready('/compiled');
  const code = opened.requests.filter((address) => address.endsWith('.wasm'));
  assert.deepEqual(code, [server.address('/check/huimin-runtime.wasm')]);
  const [decision] = decideAll(ALONE, [{}], ON);
  assert.deepEqual(comparable(await check.evaluate((element) => element.decision)), comparable(decision));
  await close(opened);
});

test('takes its colours from the page, and says why a policy cannot be used', async () => {
  const { page: themed, check } = await ready('/themed');
  const border = check.locator('.question').evaluate((card) => getComputedStyle(card).borderTopColor);
  assert.equal(await border, 'rgb(120, 0, 60)');
  await close(themed);
  const broken = await open(browser, server.address('/broken'), { ...DESKTOP, locale: 'en-GB' });
  await broken.locator('huimin-check [role=alert]', { hasText: 'the policy has an error' }).waitFor();
  await close(broken);
});

test('asks for the facts of nested records, and says what gives way to what', async () => {
  const { page: opened, check, question } = await ready('/family', { ...DESKTOP, locale: 'en-GB' });
  const button = (name) => check.locator('.question').getByRole('button', { name, exact: true });
  const where = question.locator('.where');
  const answers = { Father: 'dead', Mother: 'dead', Poor: 'Yes' };
  for (let left = 3; left > 0; left -= 1) {
    const inside = (await where.count()) > 0 ? (await where.textContent()).replace(': ', '') : 'Poor';
    assert.equal(await question.textContent(), inside === 'Poor' ? 'Is the child poor?' : `${inside}: What of this parent?`);
    await button(answers[inside]).click();
    await opened.waitForFunction((left) => document.querySelector('huimin-check').decision.needs.length < left, left);
    delete answers[inside];
  }
  assert.deepEqual(answers, {});
  const relief = check.locator('[data-result="relief"]');
  await relief.filter({ hasText: /excluded[\s\S]*One of the two: instead Orphan allowance/ }).waitFor();
  await shoot(opened, 'check-excluded');
  await accessible(opened);
  await close(opened);
});

test('tells which layer of a policy says what, and in place of what', async () => {
  const { page: opened, check } = await ready('/layers', { ...DESKTOP, locale: 'en-GB' });
  await check.locator('.question input').fill('900');
  await check.getByRole('button', { name: 'Next' }).click();
  const aid = check.locator('[data-result="aid"]');
  await aid.filter({ hasText: '15 yuan per month' }).waitFor();
  await aid.locator('.why > summary').click();
  await aid.locator('.tree summary', { hasText: 'Standard' }).first().click();
  await aid.locator('.entry-of', { hasText: /in place of “Province”\s+700 yuan per month\s+province 1/ }).first().waitFor();
  await shoot(opened, 'check-layers');
  await close(opened);
});

test('shows alerts and targets, and asks nobody for their sake', async () => {
  const { page: opened, check, question } = await ready('/watch', { ...DESKTOP, locale: 'en-GB' });
  assert.equal(await question.textContent(), 'There is nothing that must be answered');
  await check.locator('.results [data-target="nursing_share"]').filter({ hasText: /Still needed: Nursing beds, Beds/ }).waitFor();
  await check.locator('.question').getByRole('button', { name: 'Answer: Beds' }).click();
  await check.locator('.question input').fill('100');
  await check.getByRole('button', { name: 'Confirm' }).click();
  await check.evaluate((element) => {
    const elders = [{ name: 'Zhang', alone: true, last_visit: '2023-05-14' }, { name: 'Li', alone: false }, { name: 'Wu', alone: true }];
    element.facts = { ...element.facts, elders, nursing: '62' };
  });
  const alert = check.locator('.results [data-alert="visit_overdue"]');
  await alert.filter({ hasText: /raised\s+orange\s+Arrange a visit \(for the township\)\s+of 3: raised for 1, not settled for 1\s+Zhang\s+last visit/ }).waitFor();
  const target = check.locator('.results [data-target="nursing_share"]');
  await target.filter({ hasText: /met\s+0\.62 · must be at least 60% · hoped for at least 65% \(not reached\) · by 31 December 2023/ }).waitFor();
  const hope = check.locator('.results [data-target="new_beds"][data-state="short"]');
  await hope.filter({ hasText: /short of what is hoped for\s+100 · hoped for at least 110 \(not reached\)/ }).waitFor();
  await shoot(opened, 'check-alerts');
  await accessible(opened);
  await close(opened);
});

test('explains alerts and targets like results, on a screen and on paper', async () => {
  for (const language of ['en', 'zh']) {
    const { page: opened, check } = await ready('/watch', { ...(language === 'zh' ? PHONE : DESKTOP), locale: 'en-GB' });
    await check.evaluate((element, language) => {
      element.language = language;
      const elders = [{ name: 'Zhang', alone: true, last_visit: '2023-05-14' }, { name: 'Wu', alone: true }];
      element.facts = { elders, nursing: '62', beds: '100' };
    }, language);
    const loaded = opened.requests.length;
    const alert = check.locator('.results [data-alert="visit_overdue"]');
    const why = { en: ['Visit overdue, Zhang: Why?', 'Visit overdue, Wu: Why?', 'Share of nursing beds: Why?', 'New beds: Why?'],
      zh: ['Visit overdue、Zhang：为什么？', 'Visit overdue、Wu：为什么？', 'Share of nursing beds：为什么？', 'New beds：为什么？'] }[language];
    for (const name of why) {
      const summary = check.locator('.results').getByLabel(name, { exact: true });
      await summary.focus();
      await opened.keyboard.press('Enter');
    }
    const zhang = alert.locator('li', { hasText: 'Zhang' }).first();
    await zhang.locator('.explained .step').first().waitFor();
    const said = (await zhang.locator('.explained').first().innerText()).replace(/\s+/g, ' ');
    assert.match(said, language === 'en' ? /^Condition yes .*Alone \(yes\) and 2023-05-14 before 2023-06-15.* Sources plan 13 .*Last visit 2023-05-14 answer$/ : /^条件 是 .*Alone（是） 且 2023年5月14日 早于 2023年6月15日 - 1个月 依据 plan 13 .*Last visit 2023年5月14日 填写$/);
    const wu = (await alert.locator('li', { hasText: 'Wu' }).locator('.explained').first().innerText()).replace(/\s+/g, ' ');
    assert.match(wu, language === 'en' ? /Last visit ?unknown/ : /Last visit ?未知/);
    const target = check.locator('.results [data-target="nursing_share"]');
    const share = (await target.locator('.explained').first().innerText()).replace(/\s+/g, ' ');
    assert.match(share, language === 'en' ? /Formula 0\.62.*62 ÷ 100.*Must be yes.*Hoped for no/ : /计算 0\.62.*62 ÷ 100.*应当 是.*力争 否/);
    await accessible(opened);
    await fits(opened);
    await shoot(opened, `check-alerts-why-${language}`);
    await opened.evaluate(() => (window.print = () => {}));
    await check.evaluate((element) => element.print());
    await opened.emulateMedia({ media: 'print' });
    assert.equal(await opened.locator('h1').isVisible(), false);
    const record = (await check.locator('.record').innerText()).replace(/\s+/g, ' ');
    assert.match(record, language === 'en' ? /Visit overdue.*Zhang.*Condition: .*2023-05-14 before .*→ yes .*Sources plan 13.*Share of nursing beds.*Formula: 62 ÷ 100.*→ 0\.62.*Must be: .*→ yes.*Hoped for: .*→ no.*New beds.*short of what is hoped for.*Hoped for: .*→ no/ : /条件：.*2023年5月14日 早于 .*→ 是 .*依据 plan 13.*计算：62 ÷ 100.*→ 0\.62.*应当：.*→ 是.*力争：.*→ 否.*没有达到力争目标.*力争：.*→ 否/);
    assert.equal(await check.locator('.record summary').count(), 0);
    await shoot(opened, `check-alerts-printed-${language}`);
    assert.deepEqual(opened.requests.slice(loaded), []);
    await close(opened);
  }
});

test('prints alone wherever it stands, and leaves the page as it was', async () => {
  const { page: opened, check } = await ready('/family', { ...DESKTOP, locale: 'en-GB' });
  await opened.evaluate(() => {
    window.print = () => {};
    const host = document.createElement('div');
    host.attachShadow({ mode: 'open' }).innerHTML = '<p id="beside">beside</p><section></section>';
    document.querySelector('main').append(host);
    host.shadowRoot.querySelector('section').append(document.querySelector('huimin-check'));
  });
  await check.evaluate((element) => element.print());
  await opened.emulateMedia({ media: 'print' });
  assert.deepEqual([await opened.locator('h1').isVisible(), await opened.locator('#beside').isVisible()], [false, false]);
  assert.equal(await check.locator('.record').isVisible(), true);
  await opened.evaluate(() => dispatchEvent(new Event('afterprint')));
  assert.deepEqual([await opened.locator('h1').isVisible(), await opened.locator('#beside').isVisible()], [true, true]);
  assert.equal(await opened.locator('.huimin-printed').count(), 0);
  await close(opened);
});

test('prints alone where trees share no style sheets, as in Safari before 16.4', async () => {
  const opened = await open(browser, 'about:blank');
  await opened.addInitScript(() => {
    delete Document.prototype.adoptedStyleSheets;
    delete ShadowRoot.prototype.adoptedStyleSheets;
    globalThis.CSSStyleSheet = class { constructor() { throw new TypeError('Illegal constructor'); } };
    globalThis.print = () => {};
  });
  await opened.goto(server.address('/zh'));
  const check = opened.locator('huimin-check');
  await check.locator('#question').waitFor();
  await check.getByRole('button', { name: '打印' }).click();
  await opened.waitForFunction(() => document.querySelector('.huimin-printed'));
  await opened.emulateMedia({ media: 'print' });
  assert.deepEqual([await opened.locator('h1').isVisible(), await check.locator('.record').isVisible()], [false, true]);
  await opened.evaluate(() => dispatchEvent(new Event('afterprint')));
  assert.equal(await opened.locator('h1').isVisible(), true);
  await close(opened);
});

test('says which figures a policy lacks, and for which cases', async () => {
  const { page: opened, check } = await ready('/ningbo', { ...DESKTOP, locale: 'en-GB' });
  await check.evaluate((element) => (element.facts = { property_ok: true, members: [{ name: '张三', income: '500' }] }));
  const result = check.locator('[data-of=""] [data-result="救助类型"]');
  await result.filter({ hasText: 'The policy does not give: 最低生活保障标准（人均）' }).waitFor();
  await shoot(opened, 'check-lacks');
  await accessible(opened);
  await close(opened);
  const keyed = await ready('/keyed', { ...PHONE, locale: 'en-GB' });
  await keyed.check.evaluate((element) => (element.facts = { care: 'scattered' }));
  const allowance = keyed.check.locator('[data-result="allowance"]');
  await allowance.filter({ hasText: 'The policy does not give: Standard (Living with relatives, Town), Standard (Living with relatives, Village)' }).waitFor();
  assert.equal(await keyed.question.textContent(), 'Everything needed is answered');
  await close(keyed.page);
});

for (const language of ['en', 'zh']) {
  test(`the page of the guide works as it stands (${language})`, async () => {
    const { page: opened } = await ready(`/guide/${language}/check.html`);
    await accessible(opened);
    await shoot(opened, `guide-${language}`);
    await close(opened);
    const without = await open(browser, server.address(`/guide/${language}/check.html`), { ...DESKTOP, javaScriptEnabled: false });
    assert.match(await without.locator('main').innerText(), /JavaScript/);
    await close(without);
  });
}
