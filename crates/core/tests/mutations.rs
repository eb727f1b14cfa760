//! Policies with words changed at random: the checks neither fail nor lie.
//!
//! Every policy of the corpus and the examples is changed a little, many times over. Whatever comes out, a
//! program is there exactly when no error is; and what is then decided for random cases never breaks what
//! was proved: nothing is divided by zero, every amount is whole in the smallest coin, and a table that
//! must cover everything has a row.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../../../tests/support/mod.rs"]
mod support;

use std::sync::Arc;

use huimin::calendar::{Date, Month};
use huimin::decide::{Options, decide};
use huimin::diagnostic::{Diagnostic, Language, RenderOptions, SourceMap, render};
use huimin::number::Rational;
use huimin::program::{Case, EntityId, Field, FieldId, InstanceId, Plan, Program, Slot, Type, Value};
use huimin::syntax::tree::Hit;
use huimin::{semantics, syntax};

/// How many changed policies are tried of each one, unless `HUIMIN_TRIES` says otherwise.
const TRIES: usize = 10;
/// How many random cases are decided for each that can still be compiled.
const CASES: usize = 6;

#[test]
fn changed_policies_are_refused_or_keep_their_promises() {
    let mut dice = Dice(0x5eed);
    let (mut sound, mut decided) = (0, 0);
    let policies = policies();
    let tries = std::env::var("HUIMIN_TRIES").map_or(TRIES, |tries| tries.parse().unwrap());
    for text in &policies {
        for _ in 0..tries {
            let changed = change(text, &mut dice);
            let on_small_stack = std::thread::Builder::new().stack_size(1 << 20);
            let seed = dice.next();
            let outcome = on_small_stack.spawn(move || check(&changed, &mut Dice(seed))).unwrap().join();
            let cases = outcome.unwrap();
            sound += usize::from(cases > 0);
            decided += cases;
        }
    }
    assert!(policies.len() > 20 && sound > 50 && decided > 300, "{sound} sound, {decided} decided");
}

/// Compiles a policy and decides random cases of it; how many.
fn check(text: &str, dice: &mut Dice) -> usize {
    let (program, diagnostics, sources) = compile(text);
    for language in [Language::English, Language::Chinese] {
        render(&diagnostics, &sources, language, RenderOptions::default());
    }
    for diagnostic in &diagnostics {
        let span = diagnostic.span().expect("a place");
        assert!(span.start <= span.end && span.end as usize <= text.len(), "{diagnostic:?}\n{text}");
    }
    assert_eq!(program.is_some(), !diagnostics.iter().any(Diagnostic::is_error), "{diagnostics:?}\n{text}");
    let Some(program) = program.map(Arc::new) else { return 0 };
    let on = Date::new(2023, 6, 1).unwrap();
    let Ok(plan) = Plan::new(Arc::clone(&program), on, None) else { return 0 };
    for _ in 0..CASES {
        let mut case = Case::new(&program);
        fill(&program, &mut case, InstanceId(0), program.root, dice, 0);
        let decision = decide(&plan, &case, Options { explain: false });
        let errors = decision.results.iter().filter_map(|entry| entry.error.as_ref()).chain(&decision.errors);
        for error in errors {
            assert_ne!(error.name, "division_by_zero", "{error:?}\n{case:?}\n{text}");
            assert!(error.name != "no_table_row" || may_lack_rows(&program), "{error:?}\n{case:?}\n{text}");
        }
        for amount in decision.results.iter().filter_map(|entry| entry.amount.as_ref()) {
            assert!(amount.coins.is_some(), "{amount:?}\n{case:?}\n{text}");
        }
    }
    CASES
}

fn compile(text: &str) -> (Option<Program>, Vec<Diagnostic>, Arc<SourceMap>) {
    let mut sources = SourceMap::default();
    let id = sources.add("policy.huimin", text);
    let parsed = syntax::parse(id, text);
    let sources = Arc::new(sources);
    let (program, found) = semantics::analyse(&[parsed.file], Arc::clone(&sources));
    (program, parsed.diagnostics.into_iter().chain(found).collect(), sources)
}

/// Whether a table may be without a row for a case: because its rows are for regions, or because it is
/// called with values outside the ranges of its arguments.
fn may_lack_rows(program: &Program) -> bool {
    program.tables.iter().any(|table| {
        table.hit != Hit::Sum
            && (table.rows.iter().any(|row| row.region.is_some()) || !table.arguments.is_empty())
    })
}

// --------------------------------------------------------------------------------------------- policies

/// The policies of the corpus that compile, and the examples.
fn policies() -> Vec<String> {
    let of_corpus = support::files().into_iter().filter_map(|file| match file.policy().as_slice() {
        [(_, text)] => Some((*text).to_owned()),
        _ => None,
    });
    let sound = |text: &String| compile(text).0.is_some();
    of_corpus.filter(|text| text.len() < 8_000).filter(sound).collect()
}

/// A text with one or two words left out, doubled, exchanged or replaced.
fn change(text: &str, dice: &mut Dice) -> String {
    let mut words = pieces(text);
    for _ in 0..=dice.below(2) {
        let (one, other) = (dice.below(words.len()), dice.below(words.len()));
        match dice.below(6) {
            0 => words[one].clear(),
            1 => words[one] = format!("{} {}", words[one], words[one]),
            2 => words.swap(one, other),
            3 => words[one] = words[other].clone(),
            _ => words[one] = SPICE[dice.below(SPICE.len())].to_owned(),
        }
    }
    words.concat()
}

/// Words that are likely to fit somewhere.
const SPICE: &[&str] = &[
    "0",
    "1",
    "-1",
    "0.5",
    "60%",
    "1 yuan",
    "0.01 yuan",
    "yes",
    "no",
    "unknown",
    "and",
    "or",
    "not",
    "*",
    "/",
    "-",
    "+",
    "is",
    "above",
    "below",
    "at least",
    "at most",
    "any",
    "where",
    "monthly",
    "yearly",
    "number",
    "whole",
    "money",
    "if",
    "first",
    "sum",
    "highest",
    "{",
    "}",
    "(",
    ")",
    "2023-06-01",
    "2020-02-29",
    "6 months",
];

/// The words, signs and blanks of a text.
fn pieces(text: &str) -> Vec<String> {
    let kind = |c: char| match c {
        c if c.is_alphanumeric() || c == '_' => 0,
        c if c.is_whitespace() => 1,
        _ => 2,
    };
    let mut pieces: Vec<String> = Vec::new();
    let mut last = None;
    for c in text.chars() {
        match pieces.last_mut() {
            Some(piece) if last == Some(kind(c)) && kind(c) != 2 => piece.push(c),
            _ => pieces.push(c.to_string()),
        }
        last = Some(kind(c));
    }
    pieces
}

// ------------------------------------------------------------------------------------------------ cases

/// Gives most facts of an instance a value within their range.
fn fill(program: &Program, case: &mut Case, id: InstanceId, entity: EntityId, dice: &mut Dice, depth: usize) {
    let fields = program.entities[entity.index()].fields.clone();
    for (number, field) in (0..).zip(&fields) {
        if dice.below(8) == 0 {
            continue;
        }
        let number = FieldId(number);
        let slot = match field.ty {
            Type::Record(inner) => {
                let child = case.add(program, inner, Some((id, number, 0)));
                fill(program, case, child, inner, dice, depth + 1);
                Slot::One(child)
            }
            Type::List(inner) => {
                let count = if depth > 2 { 0 } else { dice.below(4) };
                let children: Vec<InstanceId> = (0..count)
                    .map(|at| {
                        let at = u32::try_from(at).unwrap();
                        let child = case.add(program, inner, Some((id, number, at)));
                        fill(program, case, child, inner, dice, depth + 1);
                        child
                    })
                    .collect();
                Slot::Many(children, false)
            }
            _ => match scalar(program, field, dice) {
                Some(value) => Slot::Known(value),
                None => continue,
            },
        };
        case.set(id, number, slot);
    }
}

/// A value of a field's type within its range, if one is found.
fn scalar(program: &Program, field: &Field, dice: &mut Dice) -> Option<Value> {
    let limits: Vec<Value> = field.bounds.iter().map(|bound| bound.limit.clone()).collect();
    (0..20)
        .map(|_| any_value(program, field, &limits, dice))
        .find(|value| field.bounds.iter().all(|bound| bound.admits(value)))
}

fn any_value(program: &Program, field: &Field, limits: &[Value], dice: &mut Dice) -> Value {
    // On a limit, beside one, or anywhere.
    let near = (!limits.is_empty() && dice.below(2) == 0).then(|| limits[dice.below(limits.len())].clone());
    let whole = field.whole || matches!(field.ty, Type::Money(_) | Type::Months | Type::Days);
    let offset = [Rational::ZERO, Rational::ONE, Rational::integer(-1), Rational::new(1, 3).unwrap()];
    match field.ty {
        Type::Bool => Value::Bool(dice.below(2) == 0),
        Type::Date => near
            .unwrap_or_else(|| Value::Date(Date::new(dice.year(1960), dice.day(12), dice.day(28)).unwrap())),
        Type::Month => {
            near.unwrap_or_else(|| Value::Month(Month::new(dice.year(1980), dice.day(12)).unwrap()))
        }
        Type::Text => Value::Text(["a", "b", ""][dice.below(3)].into()),
        Type::Case(id) => {
            Value::Case(u32::try_from(dice.below(program.enums[id.index()].cases.len().max(1))).unwrap())
        }
        _ => {
            let base = match near {
                Some(Value::Number(limit)) => limit,
                _ => {
                    Rational::integer([0, 1, 2, 3, 5, 9, 100, 1_500, 91_500, 137_250, -1, -7][dice.below(12)])
                }
            };
            let moved = base.checked_add(offset[dice.below(if whole { 3 } else { 4 })]).unwrap();
            Value::Number(if whole { Rational::integer(moved.floor()) } else { moved })
        }
    }
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    /// A year from this one on.
    fn year(&mut self, from: i32) -> i32 {
        from + i32::try_from(self.below(60)).unwrap()
    }

    /// A month, or a day that every month has.
    fn day(&mut self, most: usize) -> u32 {
        u32::try_from(1 + self.below(most)).unwrap()
    }
}
