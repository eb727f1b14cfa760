//! Policies with words changed at random: the checks neither fail nor lie.
//!
//! Every policy of the corpus and the examples is changed a little, many times over. Whatever comes out, a
//! program is there exactly when no error is; and what is then decided for random cases never breaks what
//! was proved: nothing is divided by zero, every amount is whole in the smallest coin, and a table that
//! must cover everything has a row. The executor without a trace comes to the same.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod random;
#[path = "../../../tests/support/mod.rs"]
mod support;

use huimin::calendar::Date;
use huimin::diagnostic::{Language, RenderOptions};
use huimin::program::Program;
use huimin::syntax::tree::Hit;
use huimin::{DecideOptions, Policy};
use random::Dice;

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

/// Compiles a policy and decides random cases of it, with a trace and without; how many.
fn check(text: &str, dice: &mut Dice) -> usize {
    let compiled = Policy::compile([("policy.huimin", text)]);
    let diagnostics = &compiled.diagnostics;
    for language in [Language::English, Language::Chinese] {
        let _ = compiled.render(language, RenderOptions::default());
    }
    for diagnostic in diagnostics {
        let span = diagnostic.span().expect("a place");
        assert!(span.start <= span.end && span.end as usize <= text.len(), "{diagnostic:?}\n{text}");
    }
    assert_eq!(compiled.policy.is_some(), !compiled.has_errors(), "{diagnostics:?}\n{text}");
    let Some(policy) = &compiled.policy else { return 0 };
    let Ok(plan) = policy.plan(Date::new(2023, 6, 1).unwrap(), None) else { return 0 };
    let (program, mut decider) = (policy.program(), plan.decider());
    for _ in 0..CASES {
        let case = random::case(program, true, dice);
        let decision = plan.decide(&case, DecideOptions::default());
        let errors = decision.results.iter().filter_map(|entry| entry.error.as_ref()).chain(&decision.errors);
        for error in errors {
            assert_ne!(error.name, "division_by_zero", "{error:?}\n{case:?}\n{text}");
            assert!(error.name != "no_table_row" || may_lack_rows(program), "{error:?}\n{case:?}\n{text}");
        }
        for amount in decision.results.iter().filter_map(|entry| entry.amount.as_ref()) {
            assert!(amount.coins.is_some(), "{amount:?}\n{case:?}\n{text}");
        }
        let mut untraced = String::new();
        decider.decide_into(&case, DecideOptions::default(), &mut untraced);
        assert_eq!(untraced, serde_json::to_string(&decision).unwrap(), "{case:?}\n{text}");
    }
    CASES
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
    let sound = |text: &String| Policy::compile([("policy.huimin", text)]).policy.is_some();
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
