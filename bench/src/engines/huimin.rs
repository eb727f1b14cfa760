//! huimin itself, in each way it decides: a prepared case untraced, JSON text to a JSON decision, and traced.
//! Each way is an [`Engine`](super::Engine) of its own with its [`Role`](super::Role).

use std::sync::Arc;

use huimin::boundary::{CaseSchema, Decider, read_case};
use huimin::calendar::Date;
use huimin::diagnostic::SourceMap;
use huimin::program::plan::Plan as Specialised;
use huimin::untraced::{Answer, Decided, Outcome as Found, Prepared, Runner, Untraced};
use huimin::{Case, DecideOptions, Decision as Typed, Plan, Policy};

use super::{Contender, Role};
use crate::households::{Household, Money};
use crate::lane::Engine;
use crate::reference::{Decision, NoCountedMembers, Outcome, Tier};

/// The policy that every engine decides, as an author writes it.
pub const POLICY: &str = include_str!("../../policy.huimin");

pub fn contenders() -> Vec<Contender> {
    let policy = compile();
    let date = Date::new(2023, 6, 1).expect("a date");
    let plan = policy.plan(date, None).expect("the policy's own region");
    vec![
        Contender::new("huimin, prepared case", Role::Prepared, PreparedCases::new(date)),
        Contender::new("huimin, JSON to JSON", Role::Json, Json { decider: plan.decider() }),
        Contender::new("huimin, traced", Role::Further, Traced { plan }),
    ]
}

fn compile() -> Policy {
    let compilation = Policy::compile([("policy.huimin", POLICY)]);
    compilation.policy.unwrap_or_else(|| panic!("the policy is sound: {:?}", compilation.diagnostics))
}

/// Cases laid out in advance. The parts are used one by one instead of through a [`Decider`], because that
/// lays every case out anew.
struct PreparedCases {
    untraced: Arc<Untraced>,
    runner: Runner,
    schema: CaseSchema,
}

impl PreparedCases {
    fn new(date: Date) -> Self {
        let mut sources = SourceMap::default();
        let id = sources.add("policy.huimin", POLICY);
        let parsed = huimin::syntax::parse(id, POLICY);
        let (program, _) = huimin::semantics::analyse(&[parsed.file], Arc::new(sources));
        let program = Arc::new(program.expect("the policy is sound"));
        let plan = Specialised::new(program, date, None).expect("the policy's own region");
        let untraced = Untraced::new(Arc::new(plan));
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
                    [
                        Answer { outcome: Found::Tier(tier), .. },
                        Answer { outcome: Found::Benefit { coins, .. }, .. },
                    ],
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

/// JSON text to the text of a decision, into one string that is used again and again.
struct Json {
    decider: Decider,
}

/// The decisions one after the other, and where each ends.
#[derive(Default)]
struct Texts {
    text: String,
    ends: Vec<usize>,
}

impl Engine for Json {
    type Block = Vec<String>;
    type Answers = Texts;

    fn prepare(&self, households: &[Household]) -> Self::Block {
        households.iter().map(|household| household.json(Money::Yuan)).collect()
    }

    fn decide(&mut self, block: &Self::Block, answers: &mut Self::Answers) {
        for household in block {
            self.decider.decide_json_into(household.as_bytes(), DecideOptions::default(), &mut answers.text);
            answers.ends.push(answers.text.len());
        }
    }

    fn read(&self, answers: &mut Self::Answers) -> Vec<Result<Outcome, String>> {
        let mut from = 0;
        let found = answers.ends.drain(..).map(|end| {
            let text = &answers.text[std::mem::replace(&mut from, end)..end];
            let decision = serde_json::from_str(text).map_err(|error| format!("{error}: {text}"))?;
            outcome(&decision)
        });
        let found = found.collect();
        answers.text.clear();
        found
    }
}

/// The interpreter that knows how every result came about, without being asked to write it down.
struct Traced {
    plan: Plan,
}

impl Engine for Traced {
    type Block = Vec<Case>;
    type Answers = Vec<Typed>;

    fn prepare(&self, households: &[Household]) -> Self::Block {
        let case = |household: &Household| self.plan.read_case(household.json(Money::Yuan).as_bytes());
        households.iter().map(|household| case(household).expect("a sound case")).collect()
    }

    fn decide(&mut self, block: &Self::Block, answers: &mut Self::Answers) {
        answers.extend(block.iter().map(|case| self.plan.decide(case, DecideOptions::default())));
    }

    fn read(&self, answers: &mut Self::Answers) -> Vec<Result<Outcome, String>> {
        answers.drain(..).map(|decision| outcome(&decision)).collect()
    }
}

/// What a typed decision says.
fn outcome(decision: &Typed) -> Result<Outcome, String> {
    if let [error] = decision.errors.as_slice()
        && error.name == "no_counted_members"
    {
        return Ok(Err(NoCountedMembers));
    }
    let found = || {
        let [tier, payment] = decision.results.as_slice() else { return None };
        let tier = match tier.case.as_ref()?.name.as_str() {
            "dibao" => Tier::Dibao,
            "margin" => Tier::Margin,
            "none" => Tier::None,
            _ => return None,
        };
        Some(Decision { tier, payment: payment.amount.as_ref()?.coins? })
    };
    found().map(Ok).ok_or_else(|| format!("{decision:?}"))
}
