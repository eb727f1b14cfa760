//! What is sure of numbers before they are known.

use std::sync::Arc;

use proptest::prelude::*;

use super::knowledge::{Choices, compare, give};
use super::support::{compile, date, outcome_of};
use crate::decide::decision::Decision;
use crate::decide::{Options, decide};
use crate::program::{Case, InstanceId, Plan, Type};
use crate::untraced::{Decided, Outcome, Untraced};

const FACTS: &str = r#"
enum sort { low, middle, high }
entity job { wage: number at least 0 }
entity person { income: number at least 0  debt: number -3..3  adult: bool  kind: sort  jobs: list of job }
entity household {
    n: number  a: number at least 0  b: number 0..6  w: whole 0..4  p: bool  q: bool  kind: sort
    members: list of person  head: person
}
parameter factor by sort: number { from 2023-01-01: low 1, middle 2.5, high unknown }
"#;

fn truth(condition: &str, json: &str) -> String {
    outcome_of(&format!("{FACTS} tier t {{ yes_ when {condition}  otherwise no_ }}"), json, "t")
}

fn amount(expression: &str, json: &str) -> String {
    let policy = format!("{FACTS} benefit t {{ amount ({expression}) * 1 yuan  round down to 0.01 yuan }}");
    outcome_of(&policy, json, "t")
}

const TWO: &str = r#"{"members": [{"income": 20, "adult": true}, {"adult": false}]}"#;

#[test]
fn sums_only_grow() {
    assert_eq!(truth("sum(members.income) at least 20", TWO), "yes_");
    assert_eq!(truth("sum(members.income) above 20", TWO), "undecided members[1].income <= yes_ no_");
    let per_head = "sum(members.income) / max(1, count(members)) at least 10";
    assert_eq!(truth(per_head, TWO), "yes_");
    assert_eq!(truth("sum(members.debt) below 10", TWO), "yes_");
    assert_eq!(truth("sum(members, income - debt) at least 14", TWO), "yes_");
    assert_eq!(truth("sum(members where adult, income) above 20", TWO), "no_");
    let unsure = r#"{"members": [{"income": 20, "adult": true}, {"income": 5}]}"#;
    assert_eq!(truth("sum(members where adult, income) at most 25", unsure), "yes_");
    assert_eq!(
        truth("sum(members where adult, income) at most 24", unsure),
        "undecided members[1].adult => yes_ no_"
    );
    assert_eq!(truth("average(members, income) if none 0 at least 10", TWO), "yes_");
}

#[test]
fn whoever_is_not_listed_yet_has_declared_facts_too() {
    assert_eq!(truth("sum(members.income) below 0", "{}"), "no_");
    assert_eq!(truth("sum(members.debt) below 0", "{}"), "undecided members <= yes_ no_");
    assert_eq!(truth("sum(members.jobs, wage) below 0", "{}"), "no_");
    let one = r#"{"members": [{"jobs": [{"wage": 7}]}, {"income": 1}]}"#;
    assert_eq!(truth("sum(members.jobs, wage) below 7", one), "no_");
    assert_eq!(truth("sum(members.jobs, wage) below 8", one), "undecided members[1].jobs <= yes_ no_");
    assert_eq!(truth("any(members, income below 0)", "{}"), "no_");
    assert_eq!(truth("all(members, debt at most 3)", "{}"), "yes_");
    assert_eq!(truth("count(members where debt above 3) is 0", "{}"), "yes_");
    assert_eq!(truth("max(members, debt) if none 4 below 5", "{}"), "yes_");
    assert_eq!(truth("head.income + 1 above 0", "{}"), "yes_");
    assert_eq!(truth("head.income above 0", "{}"), "undecided head <= yes_ no_");
    assert_eq!(truth("sum(head.jobs, wage) below 0", "{}"), "no_");
    assert_eq!(truth("sum(head.jobs, wage) below 1", "{}"), "undecided head <= yes_ no_");
}

#[test]
fn caps_floors_and_rounding_have_ends() {
    assert_eq!(truth("min(a, 5) at most 5", "{}"), "yes_");
    assert_eq!(truth("max(n, 5) below 5", "{}"), "no_");
    assert_eq!(truth("clamp(n, 1, 3) above 3", "{}"), "no_");
    assert_eq!(truth("round(b, up to 10) at most 10", "{}"), "yes_");
    assert_eq!(truth("b * b - a at most 36", "{}"), "yes_");
    assert_eq!(truth("b / (1 + w) above 6", "{}"), "no_");
    assert_eq!(truth("(if p then a else 3) at least 0", "{}"), "yes_");
    assert_eq!(truth("n / (1 + a) above 6", r#"{"n": 6}"#), "no_");
    assert_eq!(truth("w in [5, at least 6]", "{}"), "no_");
    assert_eq!(amount("min(a, 0)", "{}"), "0.00");
    assert_eq!(amount("max(b, 6)", "{}"), "6.00");
    assert_eq!(amount("round(b, down to 7)", "{}"), "0.00");
    assert_eq!(truth("factor(kind) at least 1", r#"{"kind": "high"}"#), "undecided lacks factor <= yes_ no_");
    assert_eq!(truth("max(1, factor(kind)) below 1", r#"{"kind": "high"}"#), "no_");
}

#[test]
fn what_may_be_an_error_decides_nothing() {
    let with = |define: &str, condition: &str| {
        let policy = format!("{FACTS}\n{define}\ntier t {{ yes_ when {condition}  otherwise no_ }}");
        outcome_of(&policy, "{}", "t")
    };
    // Below zero it is an error.
    assert_eq!(with("define d: number at least 0 = n", "d + 1 above 0"), "undecided n <= yes_ no_");
    assert_eq!(with("define d: number at least 0 = a", "d + 1 above 0"), "yes_");
    assert_eq!(with("define d: whole = a", "d + 1 above 0"), "undecided a <= yes_ no_");
    assert_eq!(with("define d: whole = w * 2", "d + 1 above 0"), "yes_");
    // The condition may be an error, although neither arm is.
    let failing = "define d: number at least 0 = n\ndefine e = if d above 1 then 1 else 2";
    assert_eq!(with(failing, "e above 0"), "undecided n <= yes_ no_");
    let sum = "define d: number at least 0 = n\ndefine e = sum(members where income above d, 1)";
    assert_eq!(with(sum, "e at least 0"), "undecided members <= yes_ no_");
    let paid = "benefit pay { when p  amount n * 1 yuan  round down to 1 yuan }";
    assert_eq!(with(paid, "pay at least 0 yuan"), "undecided p n <= yes_ no_");
    let paid = "benefit pay { when p  amount a * 1 yuan  round down to 1 yuan }";
    assert_eq!(with(paid, "pay at least 0 yuan"), "yes_");
}

#[test]
fn tables_are_looked_up_piece_by_piece() {
    let with = |condition: &str| {
        let policy = format!(
            "{FACTS} table t1(x: number): number {{
                x => r
                below 2 => x
                2..5 => 3
                above 5 => 10 - x
            }}
            tier t {{ yes_ when {condition}  otherwise no_ }}"
        );
        outcome_of(&policy, "{}", "t")
    };
    assert_eq!(with("t1(b) at most 5"), "yes_");
    assert_eq!(with("t1(b) below 5"), "yes_");
    assert_eq!(with("t1(b) at least 0"), "yes_");
    assert_eq!(with("t1(b) above 0"), "undecided b <= yes_ no_");
    assert_eq!(with("t1(a) at most 4.9"), "undecided a <= yes_ no_");
}

/// Writes random expressions.
struct Author<'c> {
    choices: &'c mut Choices,
    /// Whether it writes of a member, and not of the household.
    of_member: bool,
}

impl Author<'_> {
    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.choices.below(of.len() as u64) as usize]
    }

    fn members(&mut self, depth: u32) -> String {
        match self.choices.below(2) {
            0 => "members".to_owned(),
            _ => format!("members where {}", self.inside(|author| author.condition(depth))),
        }
    }

    fn inside(&mut self, write: impl FnOnce(&mut Author<'_>) -> String) -> String {
        write(&mut Author { choices: self.choices, of_member: true })
    }

    fn number(&mut self, depth: u32) -> String {
        if depth == 0 || self.choices.below(5) == 0 {
            let facts: &[&str] = match self.of_member {
                true => &["income", "debt", "debt", "1"],
                false => &["a", "b", "w", "n", "0", "2", "7", "head.debt", "factor(kind)", "v0", "v1"],
            };
            return self.one(facts).to_owned();
        }
        let depth = depth - 1;
        match self.choices.below(if self.of_member { 9 } else { 14 }) {
            0 => format!("({} + {})", self.number(depth), self.number(depth)),
            1 => format!("({} - {})", self.number(depth), self.number(depth)),
            2 => format!("({} * {})", self.number(depth), self.number(depth)),
            3 => format!("({} / max(1, {}))", self.number(depth), self.number(depth)),
            4 => format!("min({}, {})", self.number(depth), self.number(depth)),
            5 => format!("clamp({}, -1, {})", self.number(depth), self.number(depth)),
            6 => {
                let mode = self.one(&["up", "down", "half up", "half even"]);
                format!("round({}, {mode} to 2)", self.number(depth))
            }
            7 => format!(
                "(if {} then {} else {})",
                self.condition(depth),
                self.number(depth),
                self.number(depth)
            ),
            8 => format!("(-{})", self.number(0)),
            9 => format!("sum({}, {})", self.members(depth), self.inside(|author| author.number(depth))),
            10 => format!("count({})", self.members(depth)),
            11 => {
                let function = self.one(&["min", "max", "average"]);
                let body = self.inside(|author| author.number(depth));
                format!("({function}({}, {body}) if none {})", self.members(depth), self.number(0))
            }
            12 => format!("{}({})", self.one(&["rows", "points", "best"]), self.number(depth)),
            _ => "sum(members.jobs, wage)".to_owned(),
        }
    }

    fn condition(&mut self, depth: u32) -> String {
        if depth == 0 || self.choices.below(6) == 0 {
            let facts: &[&str] =
                if self.of_member { &["adult", "(kind is low)"] } else { &["p", "q", "(kind is low)"] };
            return self.one(facts).to_owned();
        }
        let depth = depth - 1;
        match self.choices.below(if self.of_member { 5 } else { 6 }) {
            0 | 1 => {
                let compare = self.one(&["below", "at most", "above", "at least", "is", "is not"]);
                format!("({} {compare} {})", self.number(depth), self.number(depth))
            }
            2 => format!("({} in [{}, at least {}])", self.number(depth), self.number(0), self.number(0)),
            3 => format!("(not {})", self.condition(depth)),
            4 => {
                let both = self.one(&["and", "or"]);
                format!("({} {both} {})", self.condition(depth), self.condition(depth))
            }
            _ => {
                let function = self.one(&["any", "all"]);
                let body = self.inside(|author| author.condition(depth));
                format!("{function}({}, {body})", self.members(depth))
            }
        }
    }
}

const TABLES: &str = "
table rows(x: number): number hit first { x => r
    below 2 => x
    2..3    => 4
    4       => 2 - x
    any     => 1
}
table points(x: number): number hit sum { x => r
    above 1 => 2
    any     => x
    below 5 => -1
}
table best(x: number): number hit highest { x => r
    any     => 1
    above 3 => x - 1
}
";

fn policy(choices: &mut Choices) -> String {
    let mut author = Author { choices, of_member: false };
    let mut text =
        format!("{FACTS}{TABLES} define v0 = a + 1\n define v1 = {}\n", author.number(2).replace("v1", "a"));
    for at in 0..4 {
        text.push_str(&format!("tier t{at} {{ yes_ when {}  otherwise no_ }}\n", author.condition(3)));
        let (when, amount) = (author.condition(2), author.number(3));
        text.push_str(&format!(
            "benefit m{at} {{ when {when}  amount max(0, {amount}) * 1 yuan  round down to 0.01 yuan }}\n"
        ));
    }
    text
}

/// What the executor without a trace decides is what the interpreter decides.
fn same_untraced(untraced: &Arc<Untraced>, case: &Case, decision: &Decision) {
    let program = untraced.plan().program();
    let mut runner = untraced.runner();
    let Decided::All(answers) = runner.decide(&untraced.prepare(case)) else { return };
    for answer in answers {
        let value = &program.values[answer.value.index()];
        let of = case.path(program, answer.instance, None);
        let entry = decision.results.iter().find(|entry| entry.name == value.name && entry.of == of).unwrap();
        match (answer.outcome, value.ty) {
            (Outcome::Tier(at), Type::Case(id)) => {
                let name = &program.enums[id.index()].cases[at as usize].name;
                assert_eq!(entry.case.as_ref().map(|case| &case.name), Some(name), "{entry:?}");
            }
            (Outcome::Benefit { coins, .. }, _) => {
                assert_eq!(entry.amount.as_ref().and_then(|amount| amount.coins), Some(coins), "{entry:?}");
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn ranges_say_nothing_that_does_not_come_true() {
    proptest!(ProptestConfig::with_cases(150), |(seed in 1u64..)| {
        let mut choices = Choices(seed);
        let program = compile(&policy(&mut choices));
        let plan = Arc::new(Plan::new(Arc::clone(&program), date("2023-06-01"), None).unwrap());
        let untraced = Untraced::new(Arc::clone(&plan));
        for known in [0, 3, 6] {
            let mut case = Case::new(&program);
            give(&mut case, &program, InstanceId(0), known, &mut choices);
            let before = decide(&plan, &case, Options::default());
            same_untraced(&untraced, &case, &before);
            for chance in [4, 10] {
                give(&mut case, &program, InstanceId(0), chance, &mut choices);
                let after = decide(&plan, &case, Options::default());
                compare(&before, &after);
                same_untraced(&untraced, &case, &after);
            }
        }
    });
}
