//! Lists, of which some elements or their facts may be unknown.

use super::support::{compile, decided, outcome, outcome_of};

const FACTS: &str = r#"
entity person { income: money  adult: bool  disabled: bool  birth: date  jobs: list of job }
entity job { wage: money  active: bool }
entity household { members: list of person  n: number  head: person }
"#;

fn amount(expression: &str, json: &str) -> String {
    let policy = format!("{FACTS} benefit t {{ amount {expression}  round down to 0.01 yuan }}");
    outcome_of(&policy, json, "t")
}

fn truth(condition: &str, json: &str) -> String {
    outcome_of(&format!("{FACTS} tier t {{ yes_ when {condition}  otherwise no_ }}"), json, "t")
}

const TWO: &str = r#"{"members": [{"income": 100, "adult": true}, {"income": 50, "adult": false}]}"#;
const ONE_UNSURE: &str = r#"{"members": [{"income": 100, "adult": true}, {"income": 50}]}"#;

#[test]
fn sums_and_counts() {
    assert_eq!(amount("sum(members.income)", TWO), "150.00");
    assert_eq!(amount("sum(members where adult, income)", TWO), "100.00");
    assert_eq!(amount("count(members where adult) * 1 yuan", TWO), "1.00");
    assert_eq!(amount("sum(members.income)", r#"{"members": []}"#), "0.00");
    assert_eq!(amount("sum(members.income)", "{}"), "undecided members");
    assert_eq!(amount("sum(members where adult, income)", ONE_UNSURE), "undecided members[1].adult");
    let nothing = r#"{"members": [{"income": 100, "adult": true}, {"income": 0}]}"#;
    assert_eq!(amount("sum(members where adult, income)", nothing), "100.00");
    assert_eq!(amount("count(members where adult) * 1 yuan", nothing), "undecided members[1].adult");
}

#[test]
fn any_and_all_are_three_valued() {
    assert_eq!(truth("any(members, adult)", ONE_UNSURE), "yes_");
    assert_eq!(truth("all(members, adult)", TWO), "no_");
    assert_eq!(truth("all(members, adult)", ONE_UNSURE), "undecided members[1].adult => yes_ no_");
    assert_eq!(truth("any(members where adult, income above 60 yuan)", ONE_UNSURE), "yes_");
    assert_eq!(truth("any(members where adult, income above 200 yuan)", ONE_UNSURE), "no_");
    assert_eq!(
        truth("all(members where adult, income above 60 yuan)", ONE_UNSURE),
        "undecided members[1].adult => yes_ no_"
    );
    assert_eq!(truth("any(members, adult)", r#"{"members": []}"#), "no_");
    assert_eq!(truth("all(members, adult)", r#"{"members": []}"#), "yes_");
    assert_eq!(truth("any(members, adult)", "{}"), "undecided members <= yes_ no_");
}

#[test]
fn nobody_has_no_average() {
    assert_eq!(amount("average(members.income)", TWO), "75.00");
    assert_eq!(amount("max(members.income)", TWO), "100.00");
    assert_eq!(amount("min(members where adult, income) ", TWO), "100.00");
    let empty = r#"{"members": []}"#;
    assert_eq!(amount("max(members.income) if none 7 yuan", empty), "7.00");
    assert_eq!(amount("max(members.income) if none 7 yuan", "{}"), "undecided members");
}

#[test]
fn only_takes_the_single_element() {
    assert_eq!(amount("only(members where adult).income", TWO), "100.00");
    assert_eq!(amount("only(members).income", TWO), "error not_only_one");
    assert_eq!(amount("only(members where not adult).income", r#"{"members": []}"#), "error not_only_one");
    assert_eq!(amount("only(members where adult).income", ONE_UNSURE), "undecided members[1].adult");
}

#[test]
fn nested_entities_are_reached_through() {
    assert_eq!(amount("head.income", r#"{"head": {"income": 5}}"#), "5.00");
    assert_eq!(amount("head.income", "{}"), "undecided head");
    assert_eq!(amount("head.income", r#"{"head": {}}"#), "undecided head.income");
}

#[test]
fn lists_of_lists_are_one_list() {
    let json = r#"{"members": [
        {"jobs": [{"wage": 1, "active": true}, {"wage": 2, "active": false}]},
        {"jobs": [{"wage": 4, "active": true}]}
    ]}"#;
    assert_eq!(amount("sum(members.jobs.wage)", json), "7.00");
    assert_eq!(amount("sum(members.jobs where active, wage)", json), "5.00");
    let unsure = r#"{"members": [{"jobs": [{"wage": 1}]}, {}]}"#;
    assert_eq!(amount("sum(members.jobs.wage)", unsure), "undecided members[1].jobs");
    assert_eq!(truth("any(members.jobs, wage above 0 yuan)", unsure), "yes_");
}

#[test]
fn places_are_counted_with_ties_in_list_order() {
    let policy = format!(
        "{FACTS} for person {{ benefit place {{
            amount rank(income, household.members, highest first) * 1 yuan  round down to 1 yuan }} }}"
    );
    let places = |json: &str| {
        let decision = decided(&compile(&policy), "2023-06-01", json);
        let count = decision.results.len();
        (0..count).map(|at| outcome(&decision, &format!("members[{at}].place"))).collect::<Vec<_>>()
    };
    let tied = r#"{"members": [{"income": 5}, {"income": 9}, {"income": 5}]}"#;
    assert_eq!(places(tied), ["2.00", "1.00", "3.00"]);
    let unsure = r#"{"members": [{"income": 5}, {}]}"#;
    assert_eq!(places(unsure), ["undecided members[1].income", "undecided members[1].income"]);
}

#[test]
fn an_aggregate_may_speak_of_the_writer() {
    let policy = format!(
        "{FACTS} for person {{ tier seniority {{
            eldest when all(household.members, birth at least person.birth)  otherwise younger }} }}"
    );
    let json = r#"{"members": [{"birth": "1950-01-01"}, {"birth": "1980-01-01"}]}"#;
    let decision = decided(&compile(&policy), "2023-06-01", json);
    assert_eq!(outcome(&decision, "members[0].seniority"), "eldest");
    assert_eq!(outcome(&decision, "members[1].seniority"), "younger");
}

#[test]
fn a_condition_that_fails_makes_membership_fail_unless_it_cannot_matter() {
    let policy = format!(
        "{FACTS} parameter p: money {{ from 2024-01-01: 1 yuan }}
         define rich = members where income above p
         benefit all_rich {{ amount sum(rich, income)  round down to 1 yuan }}
         tier none_adult {{ yes_ when any(rich, adult)  otherwise no_ }}"
    );
    let json = r#"{"members": [{"income": 5, "adult": false}]}"#;
    let decision = decided(&compile(&policy), "2023-06-01", json);
    assert_eq!(outcome(&decision, "all_rich"), "error no_entry_for_date");
    assert_eq!(outcome(&decision, "none_adult"), "no_");
}

#[test]
fn a_list_is_ranked_once_for_all_its_members() {
    // Comparing each with each would take more steps than a decision may.
    let members: Vec<String> =
        (0..6_000).map(|income| format!(r#"{{"income": {income}, "adult": true}}"#)).collect();
    let case = format!(r#"{{"members": [{}]}}"#, members.join(","));
    let policy = format!(
        "{FACTS} for person {{ define place = rank(income, household.members where adult, highest first) }}
         for household {{ tier t {{ yes_ when sum(members, place) is 18003000  otherwise no_ }} }}"
    );
    assert_eq!(outcome_of(&policy, &case, "t"), "yes_");
}
