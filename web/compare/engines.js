// Each engine decides the same policy, ../../bench/policy.huimin: `given` makes what it likes best to be given,
// untimed; `decide` is timed; `answer` reads the tier and the payment in fen, untimed. Runs in Node and in browsers.
import * as huimin from 'huimin';
import * as runtime from 'huimin/runtime';
import jsonLogic from 'json-logic-js';
import Engine from 'publicodes';

export const on = { on: '2023-06-01' };

const yuan = (fen) => fen / 100;
export const facts = ({ fen, imprisoned, propertyOk }) => ({
  members: fen.map((income, member) => ({ income: yuan(income), imprisoned: imprisoned[member] })),
  property_ok: propertyOk,
});
const answer = ({ results: [tier, payment] }) => ({ tier: tier.case.name, payment: payment.amount.coins });

const counted = { filter: [{ var: 'members' }, { '!': [{ var: 'imprisoned' }] }] };
const sums = [
  { reduce: [counted, { '+': [{ var: 'current.income' }, { var: 'accumulator' }] }, 0] },
  { reduce: [counted, { '+': [1, { var: 'accumulator' }] }, 0] },
];
const below = (line) => ({ and: [{ '<': [{ '/': [{ var: 'sum' }, { var: 'size' }] }, line] }, { var: 'property_ok' }] });
const outcome = [
  { if: [below(915), 'dibao', below(915 * 1.5), 'margin', 'none'] },
  { if: [below(915), { '-': [{ '*': [915, { var: 'size' }] }, { var: 'sum' }] }, 0] },
];
// It has neither names for values in between nor rounding up: the host does both.
const logic = (household) => {
  const [sum, size] = jsonLogic.apply(sums, household);
  return jsonLogic.apply(outcome, { sum, size, property_ok: household.property_ok });
};

// It has no lists: the host adds up.
const rules = new Engine(
  {
    revenus: null,
    taille: null,
    conforme: null,
    'par tête': 'revenus / taille',
    aide: {
      variations: [
        { si: { 'toutes ces conditions': ['conforme', 'par tête < 915'] }, alors: "'dibao'" },
        { si: { 'toutes ces conditions': ['conforme', 'par tête < 915 * 1.5'] }, alors: "'margin'" },
        { sinon: "'none'" },
      ],
    },
    versement: {
      variations: [
        { si: "aide = 'dibao'", alors: { valeur: '915 * taille - revenus' } },
        { sinon: 0 },
      ],
    },
  },
  { logger: { log() {}, warn() {}, error: console.error } },
);

const roundedUp = (payment) => Math.ceil(payment) * 100;

/** The engines, given the text of the policy. */
export async function engines(text) {
  await huimin.load();
  await runtime.load();
  const { policy } = huimin.Policy.compile(text);
  const plan = policy.plan(on);
  const small = runtime.Policy.fromBytes(policy.toBytes()).plan(on);
  return [
    { name: 'huimin, object to object', given: facts, decide: (household) => plan.decide(household), answer },
    {
      name: 'huimin, JSON to JSON',
      given: (household) => JSON.stringify(facts(household)),
      decide: (household) => plan.decideJson(household),
      answer: (json) => answer(JSON.parse(json)),
    },
    { name: 'huimin/runtime, object to object', given: facts, decide: (household) => small.decide(household), answer },
    {
      name: 'json-logic-js',
      given: facts,
      decide: logic,
      answer: ([tier, payment]) => ({ tier, payment: roundedUp(payment) }),
    },
    {
      name: 'publicodes',
      given: ({ fen, imprisoned, propertyOk }) => {
        const of = fen.filter((_, member) => !imprisoned[member]);
        const sum = of.reduce((sum, income) => sum + income, 0);
        return { revenus: yuan(sum), taille: of.length, conforme: propertyOk ? 'oui' : 'non' };
      },
      decide: (situation) => {
        rules.setSituation(situation);
        return [rules.evaluate('aide').nodeValue, rules.evaluate('versement').nodeValue];
      },
      answer: ([tier, payment]) => ({ tier, payment: roundedUp(payment) }),
    },
  ];
}
