//! What is decided stays decided: no further fact changes a result that was known without it.

use std::sync::Arc;

use proptest::prelude::*;

use super::support::{compile, date};
use crate::calendar::Date;
use crate::decide::decision::{Answer, Decision, Status};
use crate::decide::{Options, decide};
use crate::number::Rational;
use crate::program::{Case, EntityId, Field, FieldId, InstanceId, Plan, Program, Slot, Type, Value};

const POLICY: &str = r#"
enum sort ordered { low "低", middle "中", high "高" }
entity job { wage: money  active: bool  kind: sort }
entity person { income: money  adult: bool  kind: sort  born: date  jobs: list of job }
entity household { members: list of person  a: bool  b: bool  n: whole  kind: sort  head: person }

parameter line by sort: money { from 2023-01-01: low 100 yuan, middle 100 yuan, high unknown }
parameter late: number { from 2024-01-01: 1 }
table rate(k: sort, x: number): number hit first {
    k         | x           => r
    low       | any         => 1
    middle    | below 2     => x
    any       | at least 3  => 2
    any       | any         => 1
}
table score(x: number, f: bool): number hit sum {
    x          | f   => r
    any        | yes => 2
    at least 1 | any => 3
    at least 3 | no  => 1
}
table best(k: sort, x: number): number hit highest {
    k       | x          => r
    any     | any        => 1
    low     | at least 2 => 4
}
define adults = members where adult
define total = sum(adults, income)
define richest = max(members.income) if none 0 yuan
define wages = sum(members.jobs where active, wage)
define weight(p: person, x: number): number = if p.adult then x * 2 else x + x
define mean = if count(adults) above 0 then total / count(adults) else 0 yuan

tier first { x1 when a and total below line(kind)  x2 when b or total above 200 yuan  otherwise x3 }
tier second {
    y1 when first in [x1, x2] and not (a and b)
    y2 when first is not x3 and any(adults, kind at least middle)
    otherwise y3
}
tier third {
    z1 when all(members where adult, income above 1 yuan) and n above 0
    z2 when rate(kind, n) is 1
    z3 when if a then b else not b
    otherwise z4
}
tier fourth { w1 when second is y1 or third is z4  w2 when a is b  otherwise w3 }
tier fifth { v1 when n is not 0 and 10 / n above 2  v2 when a and late above 0  otherwise v3 }
tier sixth { u1 when kind in [low, high]  u2 when kind above low  otherwise u3 }
benefit pay { when first is x1  amount line(kind) - total * 0  round up to 1 yuan }
benefit wage { amount wages + mean  round half up to 0.01 yuan }
benefit points { amount score(n, a) * best(kind, n) * rate(kind, n) * 1 yuan  round down to 1 yuan }
benefit guarded { when b  amount (n - 1) * 1 yuan  round up to 1 yuan }
benefit headed { when head.adult  amount weight(head, n) * n * 1 yuan + richest  round up to 1 yuan }
for person {
    tier rich { r1 when income at least household.richest  r2 when income above household.mean  otherwise r3 }
    benefit place { when adult  amount rank(income, household.members, highest first) * 1 yuan  round up to 1 yuan }
}
"#;

/// A source of choices.
pub(super) struct Choices(pub(super) u64);

impl Choices {
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        // xorshift64*, good enough to choose by.
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % limit
    }

    /// A value within the declared range.
    fn value(&mut self, program: &Program, field: &Field) -> Value {
        loop {
            let value = self.any_value(program, field);
            if field.bounds.iter().all(|bound| bound.admits(&value)) {
                return value;
            }
        }
    }

    fn any_value(&mut self, program: &Program, field: &Field) -> Value {
        match field.ty {
            Type::Bool => Value::Bool(self.below(2) == 0),
            Type::Money(_) => Value::Number(Rational::integer(i128::from(self.below(4)) * 9_950)),
            Type::Date => Value::Date(Date::new(1950 + self.below(60) as i32, 1, 1).unwrap()),
            Type::Case(id) => {
                let cases = program.enums[id.index()].cases.len();
                Value::Case(self.below(cases as u64) as u32)
            }
            Type::Number if !field.whole && self.below(3) == 0 => {
                Value::Number(Rational::new(i128::from(self.below(60)) - 20, 3).unwrap())
            }
            _ => Value::Number(Rational::integer(i128::from(self.below(5)) - 1)),
        }
    }
}

/// Gives facts that are not known; each with a chance of so many in ten.
pub(super) fn give(case: &mut Case, program: &Program, id: InstanceId, chance: u64, choices: &mut Choices) {
    let entity = case.get(id).unwrap().entity;
    for (at, field) in program.entities[entity.index()].fields.iter().enumerate() {
        let field_id = FieldId(at as u32);
        let unknown = *case.slot(id, field_id) == Slot::Unknown;
        if unknown && choices.below(10) < chance {
            let slot = match field.ty {
                Type::Record(inner) => Slot::One(child(case, program, inner, (id, field_id, 0))),
                Type::List(inner) => {
                    let count = choices.below(4) as u32;
                    let child = |at| child(case, program, inner, (id, field_id, at));
                    Slot::Many((0..count).map(child).collect(), false)
                }
                _ => Slot::Known(choices.value(program, field)),
            };
            case.set(id, field_id, slot);
        }
        let children = match case.slot(id, field_id).clone() {
            Slot::One(child) => vec![child],
            Slot::Many(children, _) => children,
            _ => Vec::new(),
        };
        children.into_iter().for_each(|child| give(case, program, child, chance, choices));
    }
}

fn child(
    case: &mut Case,
    program: &Program,
    entity: EntityId,
    owner: (InstanceId, FieldId, u32),
) -> InstanceId {
    case.add(program, entity, Some(owner))
}

/// What is decided, and which cases are said to remain.
pub(super) fn compare(before: &Decision, after: &Decision) {
    for entry in &before.results {
        let later = after.results.iter().find(|of| of.name == entry.name && of.of == entry.of).unwrap();
        if entry.status == Status::Decided {
            assert_eq!((&entry.case, &entry.amount), (&later.case, &later.amount), "{entry:?}\n{later:?}");
        }
        if entry.status != Status::Error && entry.entitled.is_some_and(|entitled| entitled != Answer::Unknown)
        {
            assert_eq!(entry.entitled, later.entitled, "{entry:?}\n{later:?}");
        }
        if let (Some(possible), Some(case)) = (&entry.possible, &later.case) {
            assert!(possible.cases.contains(case), "{entry:?}\n{later:?}");
        }
        assert_eq!(entry.status == Status::Undecided, !entry.needs.is_empty() || !entry.lacks.is_empty());
    }
}

#[test]
fn what_is_known_does_not_change() {
    let program = compile(POLICY);
    let plan = Plan::new(Arc::clone(&program), date("2023-06-01"), None).unwrap();
    proptest!(ProptestConfig::with_cases(600), |(seed in 1u64.., known in 0u64..10)| {
        let mut choices = Choices(seed);
        let mut case = Case::new(&program);
        give(&mut case, &program, InstanceId(0), known, &mut choices);
        let mut before = decide(&plan, &case, Options::default());
        for chance in [3, 6, 10] {
            give(&mut case, &program, InstanceId(0), chance, &mut choices);
            let after = decide(&plan, &case, Options::default());
            compare(&before, &after);
            before = after;
        }
        prop_assert!(before.needs.is_empty());
    });
}
