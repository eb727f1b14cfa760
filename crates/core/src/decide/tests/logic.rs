//! Conditions and choices while something is unknown or fails.

use super::support::{compile, decided, outcome, outcome_of};

const FACTS: &str = r#"
entity household { a: bool  b: bool  c: bool  n: number  m: number  kind: grade  level: grade }
enum grade ordered { low, middle, high }
"#;

/// What a tier with cases `yes_` and `no_` comes to for a condition.
fn truth(condition: &str, json: &str) -> String {
    let policy = format!("{FACTS} define d = n - m\n tier t {{ yes_ when {condition}  otherwise no_ }}");
    outcome_of(&policy, json, "t")
}

/// The same with a number instead of a condition.
fn number(expression: &str, json: &str) -> String {
    let policy = format!("{FACTS} benefit t {{ amount ({expression}) * 1 yuan  round down to 0.01 yuan }}");
    outcome_of(&policy, json, "t")
}

#[test]
fn and_and_or_are_three_valued() {
    assert_eq!(truth("a and b", r#"{"b": false}"#), "no_");
    assert_eq!(truth("a and b", r#"{"b": true}"#), "undecided a => yes_ no_");
    assert_eq!(truth("a or b", r#"{"b": true}"#), "yes_");
    assert_eq!(truth("a or b", "{}"), "undecided a b => yes_ no_");
    assert_eq!(truth("not a", "{}"), "undecided a => yes_ no_");
}

#[test]
fn what_is_not_reached_does_not_fail() {
    let guarded = "n is not 0 and m / n above 1";
    assert_eq!(truth(guarded, r#"{"n": 0, "m": 1}"#), "no_");
    assert_eq!(truth(guarded, r#"{"n": 1, "m": 2}"#), "yes_");
    assert_eq!(truth("if n is not 0 then m / n above 1 else yes", r#"{"n": 0, "m": 1}"#), "yes_");
    assert_eq!(truth(guarded, "{}"), "undecided n m <= yes_ no_");
}

#[test]
fn a_choice_has_the_common_value_of_its_arms() {
    assert_eq!(number("if a then 3 else 1 + 2", "{}"), "3.00");
    assert_eq!(number("if a then 3 else 4", "{}"), "undecided a");
    assert_eq!(number("if a then n else m", r#"{"n": 5, "m": 5}"#), "5.00");
    assert_eq!(number("if a then n else m", "{}"), "undecided a n m");
    assert_eq!(number("if a then 1 else if b then 2 else 1", r#"{"b": false}"#), "1.00");
    assert_eq!(number("if a then 1 else if b then 2 else 1", r#"{"b": true}"#), "undecided a");
}

#[test]
fn a_fault_in_an_arm_that_may_not_be_reached_is_only_unknown() {
    let policy = format!(
        "{FACTS} define q = if a then (if n is 0 then 0 else m / n) else 1
         benefit low {{ amount if a then (n - 5) * 1 yuan else 1 yuan  round down to 1 yuan }}
         benefit t {{ when a  amount (n - 5) * 1 yuan  round down to 1 yuan }}"
    );
    let of = |json: &str| {
        let decision = decided(&compile(&policy), "2023-06-01", json);
        (outcome(&decision, "low"), outcome(&decision, "t"))
    };
    assert_eq!(of(r#"{"n": 1}"#), ("undecided a".into(), "undecided a".into()));
    assert_eq!(
        of(r#"{"n": 1, "a": true}"#),
        ("error negative_benefit".into(), "error negative_benefit".into())
    );
    assert_eq!(of(r#"{"n": 1, "a": false}"#), ("1.00".into(), "0.00".into()));
    assert_eq!(of(r#"{"n": 5}"#), ("undecided a".into(), "0.00".into()));
}

#[test]
fn zero_times_unknown_is_zero() {
    assert_eq!(number("n * m", r#"{"n": 0}"#), "0.00");
    assert_eq!(number("n * m", r#"{"n": 1}"#), "undecided m");
    assert_eq!(number("n - n", "{}"), "undecided n");
}

#[test]
fn possible_cases_are_followed_through_comparisons() {
    // `low` is out whatever `a` is.
    let first = "tier first { high_ when a and b  middle_ when b  otherwise low_ }";
    let policy =
        |condition: &str| format!("{FACTS} {first} tier t {{ yes_ when {condition}  otherwise no_ }}");
    let of = |condition: &str| outcome_of(&policy(condition), r#"{"b": true}"#, "t");
    assert_eq!(of("first is low_"), "no_");
    assert_eq!(of("first is not low_"), "yes_");
    assert_eq!(of("first in [high_, middle_]"), "yes_");
    assert_eq!(of("first not in [low_]"), "yes_");
    assert_eq!(of("first is high_"), "undecided a => yes_ no_");
}

#[test]
fn enums_compare_by_their_order() {
    assert_eq!(truth("kind at least middle", r#"{"kind": "high"}"#), "yes_");
    assert_eq!(truth("kind above level", r#"{"kind": "low", "level": "low"}"#), "no_");
    let chosen = "if a then (if b then high else middle) else middle";
    assert_eq!(truth(&format!("({chosen}) above low"), "{}"), "yes_");
    assert_eq!(truth("kind in [low, middle, high]", "{}"), "yes_");
}

#[test]
fn trying_facts_decides_what_logic_alone_does_not() {
    // Either way the tier is `same`, but no single condition is known.
    let policy = format!(
        "{FACTS} tier t {{ same when a and b  other when a and not b and not a  same_too when not a and a  otherwise rest }}"
    );
    assert_eq!(outcome_of(&policy, "{}", "t"), "undecided a b => same rest");
    let decided = format!("{FACTS} tier t {{ never when a and not a  otherwise always }}");
    assert_eq!(outcome_of(&decided, "{}", "t"), "always");
    let numeric = format!("{FACTS} tier t {{ never when n above 1 and n below 1  otherwise always }}");
    assert_eq!(outcome_of(&numeric, "{}", "t"), "undecided n <= never always");
}

#[test]
fn faults_wait_for_the_unknowns_beside_them() {
    let policy = format!(
        "{FACTS} parameter p: number {{ from 2024-01-01: 1 }}
         tier t {{ yes_ when a and n above p  otherwise no_ }}"
    );
    assert_eq!(outcome_of(&policy, r#"{"n": 1}"#, "t"), "undecided a => no_");
    assert_eq!(outcome_of(&policy, r#"{"n": 1, "a": true}"#, "t"), "error no_entry_for_date");
    assert_eq!(outcome_of(&policy, r#"{"n": 1, "a": false}"#, "t"), "no_");
}

#[test]
fn the_most_decisive_fact_comes_first() {
    let policy = format!(
        "{FACTS} tier t1 {{ x1 when n above 0 and a  otherwise y1 }}
         tier t2 {{ x2 when a and b  otherwise y2 }}
         tier t3 {{ x3 when a and c  otherwise y3 }}"
    );
    let decision = decided(&compile(&policy), "2023-06-01", "{}");
    let paths: Vec<&str> = decision.needs.iter().map(|need| need.path.as_str()).collect();
    // `a` decides three results with `no`; `b` and `c` one each; `n` none on its own.
    assert_eq!(paths, ["a", "b", "c", "n"]);
    assert_eq!(decision.needs[0].asked_by, ["t1", "t2", "t3"]);
    let alone = decided(&compile(&policy), "2023-06-01", r#"{"a": true, "b": true}"#);
    let paths: Vec<&str> = alone.needs.iter().map(|need| need.path.as_str()).collect();
    assert_eq!(paths, ["n", "c"]);
}

#[test]
fn requirements_that_cannot_be_checked_are_asked_last() {
    let policy = format!("{FACTS} require c\n tier t {{ yes_ when a  otherwise no_ }}");
    let program = compile(&policy);
    let decision = decided(&program, "2023-06-01", "{}");
    let paths: Vec<&str> = decision.needs.iter().map(|need| need.path.as_str()).collect();
    assert_eq!(paths, ["a", "c"]);
    assert!(decision.needs[1].asked_by.is_empty());
    assert_eq!(outcome(&decided(&program, "2023-06-01", r#"{"a": true}"#), "t"), "yes_");
    assert_eq!(
        outcome(&decided(&program, "2023-06-01", r#"{"a": true, "c": false}"#), "t"),
        "error requirement_failed"
    );
}
