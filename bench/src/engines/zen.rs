//! zen-expression: one compiled expression, run on a scope prepared for each household.

use zen_expression::expression::Standard;
use zen_expression::vm::VM;
use zen_expression::{Expression, IsolateError, Scope, Variable, compile_expression};

use super::answer;
use crate::households::{Household, Money};
use crate::lane::Engine;
use crate::reference::Outcome;

// Naming the incomes pays; naming their number and their sum too costs more than computing them again.
const YUAN: &str = "
    incomes = map(filter(members, not #.imprisoned), #.income);
    len(incomes) == 0 ? {error: 'no counted members'}
        : not property_ok ? {tier: 'none', payment: 0}
        : sum(incomes) / len(incomes) < 915
            ? {tier: 'dibao', payment: ceil(915 * len(incomes) - sum(incomes))}
        : sum(incomes) / len(incomes) < 1.5 * 915 ? {tier: 'margin', payment: 0}
        : {tier: 'none', payment: 0}";

const FEN: &str = "
    incomes = map(filter(members, not #.imprisoned), #.income);
    len(incomes) == 0 ? {error: 'no counted members'}
        : not property_ok ? {tier: 'none', payment: 0}
        : sum(incomes) < 91500 * len(incomes)
            ? {tier: 'dibao', payment: ceil((91500 * len(incomes) - sum(incomes)) / 100) * 100}
        : sum(incomes) < 137250 * len(incomes) ? {tier: 'margin', payment: 0}
        : {tier: 'none', payment: 0}";

pub struct Zen {
    policy: Expression<Standard>,
    vm: VM,
    money: Money,
}

impl Zen {
    pub fn new(money: Money) -> Self {
        let source = match money {
            Money::Yuan => YUAN,
            Money::Fen => FEN,
        };
        let policy = compile_expression(source).expect("the policy is an expression of zen");
        Self { policy, vm: VM::new(), money }
    }
}

impl Engine for Zen {
    type Block = Vec<Scope>;
    type Answers = Vec<Result<Variable, IsolateError>>;

    fn prepare(&self, households: &[Household]) -> Self::Block {
        let scope = |household: &Household| {
            let facts: Variable = serde_json::from_str(&household.json(self.money)).expect("our own JSON");
            Scope::new(facts)
        };
        households.iter().map(scope).collect()
    }

    fn decide(&mut self, block: &Self::Block, answers: &mut Self::Answers) {
        answers.extend(block.iter().map(|scope| self.policy.evaluate_with_scope(scope, &mut self.vm)));
    }

    fn read(&self, answers: &mut Self::Answers) -> Vec<Result<Outcome, String>> {
        answers
            .drain(..)
            .map(|result| answer::read(&result.map_err(|error| error.to_string())?.to_value(), self.money))
            .collect()
    }
}
