//! huimin itself, in each way it decides: a prepared case untraced, JSON text to a JSON decision, and further
//! ones. Each way is an [`Engine`](super::Engine) of its own with its [`Role`](super::Role).

use std::sync::Arc;

use huimin::boundary::{CaseSchema, read_case};
use huimin::calendar::Date;
use huimin::diagnostic::SourceMap;
use huimin::program::Program;
use huimin::program::plan::Plan;
use huimin::untraced::{Answer, Decided, Outcome as Found, Prepared, Runner, Untraced};

use super::{Contender, Engine, Role};
use crate::households::{Household, Money};
use crate::reference::{Decision, NoCountedMembers, Outcome, Tier};

/// The policy that every engine decides, as an author writes it.
pub const POLICY: &str = include_str!("../../policy.huimin");

pub fn contenders() -> Vec<Contender> {
    let program = compile();
    let plan = Plan::new(program, Date::new(2023, 6, 1).expect("a date"), None).expect("the policy's own region");
    let untraced = Untraced::new(Arc::new(plan));
    vec![Contender::new("huimin, prepared case", Role::Prepared, PreparedCases::new(untraced))]
}

fn compile() -> Arc<Program> {
    let mut sources = SourceMap::default();
    let id = sources.add("policy.huimin", POLICY);
    let parsed = huimin::syntax::parse(id, POLICY);
    let (program, problems) = huimin::semantics::analyse(&[parsed.file], Arc::new(sources));
    Arc::new(program.unwrap_or_else(|| panic!("the policy is sound: {problems:?}")))
}

struct PreparedCases {
    untraced: Arc<Untraced>,
    runner: Runner,
    schema: CaseSchema,
}

impl PreparedCases {
    fn new(untraced: Arc<Untraced>) -> Self {
        let schema = CaseSchema::new(untraced.plan().program());
        Self { runner: untraced.runner(), untraced, schema }
    }
}

/// What an untraced decision gives, without a copy of it being made: the tier and the amount.
#[derive(Clone, Copy)]
enum Given {
    Decided(u32, i64),
    Refused,
    Left,
}

impl Engine for PreparedCases {
    type Block = Vec<Prepared>;
    type Answers = Vec<Given>;

    fn prepare(&self, households: &[Household]) -> Self::Block {
        let program = self.untraced.plan().program();
        let case = |household: &Household| {
            let json = household.json(Money::Yuan);
            read_case(program, &self.schema, json.as_bytes()).expect("a sound case")
        };
        households.iter().map(|household| self.untraced.prepare(&case(household))).collect()
    }

    fn decide(&mut self, block: &Self::Block, answers: &mut Self::Answers) {
        for prepared in block {
            answers.push(match self.runner.decide(prepared) {
                Decided::All(
                    [Answer { outcome: Found::Tier(tier), .. }, Answer { outcome: Found::Benefit { coins, .. }, .. }],
                ) => Given::Decided(*tier, *coins),
                Decided::Refused(..) => Given::Refused,
                _ => Given::Left,
            });
        }
    }

    fn read(&self, answers: &mut Self::Answers) -> Vec<Result<Outcome, String>> {
        let outcome = |given| match given {
            Given::Decided(tier, payment) => match tier {
                0 => Ok(Ok(Decision { tier: Tier::Dibao, payment })),
                1 => Ok(Ok(Decision { tier: Tier::Margin, payment })),
                2 => Ok(Ok(Decision { tier: Tier::None, payment })),
                other => Err(format!("tier {other}")),
            },
            Given::Refused => Ok(Err(NoCountedMembers)),
            Given::Left => Err("left to the interpreter".to_owned()),
        };
        answers.drain(..).map(outcome).collect()
    }
}
