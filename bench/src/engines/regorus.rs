//! regorus: the policy in Rego, compiled to the bytecode of its virtual machine, one machine for all
//! households.

use std::sync::Arc;

use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::{RegoVM, VmError};
use regorus::{Engine as Rego, Value};

use super::answer;
use crate::households::{Household, Money};
use crate::lane::Engine;
use crate::reference::Outcome;

// A function of size and total is a tenth faster than rules that each hold one of them.
const YUAN: &str = r#"
package huimin
import rego.v1

decision := result if {
    incomes := [member.income | some member in input.members; not member.imprisoned]
    result := decided(count(incomes), sum(incomes))
}

decided(size, total) := {"error": "no counted members"} if size == 0
else := {"tier": "none", "payment": 0} if not input.property_ok
else := {"tier": "dibao", "payment": ceil((915 * size) - total)} if total / size < 915
else := {"tier": "margin", "payment": 0} if total / size < 1.5 * 915
else := {"tier": "none", "payment": 0}
"#;

const FEN: &str = r#"
package huimin
import rego.v1

decision := result if {
    incomes := [member.income | some member in input.members; not member.imprisoned]
    result := decided(count(incomes), sum(incomes))
}

decided(size, total) := {"error": "no counted members"} if size == 0
else := {"tier": "none", "payment": 0} if not input.property_ok
else := {"tier": "dibao", "payment": ceil(((91500 * size) - total) / 100) * 100} if total < 91500 * size
else := {"tier": "margin", "payment": 0} if total < 137250 * size
else := {"tier": "none", "payment": 0}
"#;

const ENTRY_POINT: &str = "data.huimin.decision";

pub struct Regorus {
    vm: RegoVM,
    money: Money,
}

impl Regorus {
    pub fn new(money: Money) -> Self {
        let source = match money {
            Money::Yuan => YUAN,
            Money::Fen => FEN,
        };
        let mut rego = Rego::new();
        rego.add_policy("huimin.rego".to_owned(), source.to_owned()).expect("the policy is Rego");
        let policy = rego.compile_with_entrypoint(&ENTRY_POINT.into()).expect("the entry point exists");
        let program = Compiler::compile_from_policy(&policy, &[ENTRY_POINT]).expect("the policy is Rego");
        let mut vm = RegoVM::new();
        vm.load_program(Arc::clone(&program));
        vm.set_max_instructions(usize::MAX);
        Self { vm, money }
    }
}

impl Engine for Regorus {
    type Block = Vec<Value>;
    type Answers = Vec<Result<Value, VmError>>;

    fn prepare(&self, households: &[Household]) -> Self::Block {
        let input =
            |household: &Household| Value::from_json_str(&household.json(self.money)).expect("our own JSON");
        households.iter().map(input).collect()
    }

    fn decide(&mut self, block: &Self::Block, answers: &mut Self::Answers) {
        answers.extend(block.iter().map(|input| {
            // Values are counted references: this copies a pointer.
            self.vm.set_input(input.clone());
            self.vm.execute()
        }));
    }

    fn read(&self, answers: &mut Self::Answers) -> Vec<Result<Outcome, String>> {
        answers
            .drain(..)
            .map(|result| {
                let value = result.map_err(|error| error.to_string())?;
                answer::read(&serde_json::to_value(&value).map_err(|error| error.to_string())?, self.money)
            })
            .collect()
    }
}
