// Fills in the element as somebody would, by its buttons and fields alone. Runs in the page.

/** Answers whatever is asked with what `wanted` says of it, and passes over the rest. Returns the paths asked for. */
export async function interview(element, wanted) {
  const asked = [];
  for (;;) {
    const card = element.shadowRoot.querySelector('.question[data-path]');
    if (card === null) return asked;
    const path = card.dataset.path;
    if (!element.decision.needs.some((need) => path === need.path || path.startsWith(`${need.path}.`))) throw new Error(`${path} is not needed`);
    if (asked.includes(path)) throw new Error(`${path} is asked twice`);
    asked.push(path);
    const value = at(wanted, path);
    if (value === undefined) await decided(element, () => card.querySelector('.skip').click());
    else await answer(element, path, value);
  }
}

/** Says what has not been asked for, by the list of facts. */
export async function complete(element, wanted) {
  for (const [path, value] of leaves(wanted, '')) {
    if (at(element.facts, path) !== undefined) continue;
    const list = element.shadowRoot.querySelector(`.part.list[data-path="${path}"]`);
    if (list !== null && value.length === 0) await decided(element, () => list.querySelector(':scope > .buttons .none').click());
    else if (list !== null) for (const _ of value) await decided(element, () => list.querySelector(':scope > .buttons .add').click());
    else {
      element.shadowRoot.querySelector(`.row[data-path="${path}"] button`).click();
      await element.updateComplete;
      await answer(element, path, value);
    }
  }
}

async function answer(element, path, value) {
  const card = element.shadowRoot.querySelector(`.question[data-path="${path}"]`);
  const kind = card.dataset.kind;
  if (kind === 'bool' || kind === 'case') {
    return decided(element, () => card.querySelector(`.choice[data-value="${value}"]`).click());
  }
  if (kind === 'list') return elements(element, card, value);
  type(card.querySelector('input'), value);
  await element.updateComplete;
  await decided(element, () => card.querySelector('[type=submit]').click());
}

async function elements(element, card, value) {
  if (value.length === 0) return decided(element, () => card.querySelector('.none').click());
  for (const { 姓名: name } of value) {
    card.querySelector('.add').click();
    await element.updateComplete;
    const input = [...card.querySelectorAll('li input')].pop();
    if (input !== undefined && name !== undefined) type(input, name);
    await element.updateComplete;
  }
  return decided(element, () => card.querySelector('[type=submit]').click());
}

function type(input, value) {
  input.value = String(value);
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/** Does something and waits for the decision that comes of it. */
async function decided(element, action) {
  await new Promise((done, failed) => {
    const late = setTimeout(() => failed(new Error(`nothing decided: ${element.shadowRoot.querySelector('.question').innerText}`)), 10_000);
    element.addEventListener('huimin-decision', () => done(clearTimeout(late)), { once: true });
    action();
  });
  await element.updateComplete;
}

function at(facts, path) {
  return path.split(/[.[\]]+/).filter(Boolean).reduce((value, step) => value?.[step], facts);
}

/** The facts of a case, lists before what stands in them. */
function leaves(value, path) {
  if (Array.isArray(value)) return [[path, value], ...value.flatMap((one, index) => leaves(one, `${path}[${index}]`))];
  if (typeof value !== 'object') return [[path, value]];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, path === '' ? name : `${path}.${name}`));
}
