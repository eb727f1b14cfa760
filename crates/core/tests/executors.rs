//! The executor without a trace and the traced interpreter give the same decisions, byte for byte.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod brief;
mod layered;
mod random;
#[path = "../../../tests/support/mod.rs"]
mod support;
mod written;

use std::sync::LazyLock;

use brief::told_in_brief;
use huimin::boundary::Told;
use huimin::decide::decision::Status;
use huimin::{DecideOptions, Plan, Policy};
use layered::example;
use random::Dice;
use serde_json::Value;

fn compile(path: &str) -> Policy {
    let compilation = layered::compilation(path);
    compilation.policy.unwrap_or_else(|| panic!("{:?}", compilation.diagnostics))
}

fn plans(policy: &Policy, dates: &[&str]) -> Vec<Plan> {
    dates.iter().map(|date| policy.plan(date.parse().unwrap(), None).unwrap()).collect()
}

/// The case, and the case with each of its facts left out: what is unknown, missing or wrong must come out
/// the same as well.
fn with_gaps(line: &str) -> Vec<String> {
    let whole: serde_json::Value = serde_json::from_str(line).unwrap();
    let mut cases = vec![line.to_owned()];
    let mut paths = Vec::new();
    collect(&whole, &mut Vec::new(), &mut paths);
    for path in paths {
        let mut gap = whole.clone();
        remove(&mut gap, &path);
        cases.push(gap.to_string());
    }
    cases
}

fn collect(value: &serde_json::Value, at: &mut Vec<String>, paths: &mut Vec<Vec<String>>) {
    let children: Vec<(String, &serde_json::Value)> = match value {
        serde_json::Value::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), value)).collect()
        }
        serde_json::Value::Array(items) => {
            items.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect()
        }
        _ => Vec::new(),
    };
    for (step, child) in children {
        at.push(step);
        paths.push(at.clone());
        collect(child, at, paths);
        at.pop();
    }
}

fn remove(value: &mut serde_json::Value, path: &[String]) {
    let [step, rest @ ..] = path else { return };
    match (value, rest) {
        (serde_json::Value::Object(fields), []) => {
            fields.remove(step);
        }
        (serde_json::Value::Array(items), []) => {
            items.remove(step.parse().unwrap());
        }
        (serde_json::Value::Object(fields), rest) => remove(fields.get_mut(step).unwrap(), rest),
        (serde_json::Value::Array(items), rest) => remove(&mut items[step.parse::<usize>().unwrap()], rest),
        _ => {}
    }
}

/// Compares every case on every date; how many of the cases as written were decided without the interpreter, and
/// how many have only known results.
fn compare(policy: &str, cases: &str, dates: &[&str]) -> (usize, usize) {
    let policy = compile(policy);
    let lines = std::fs::read_to_string(example(cases)).unwrap();
    let (mut quick, mut all) = (0, 0);
    for plan in plans(&policy, dates) {
        let mut decider = plan.decider();
        for line in lines.lines().filter(|line| !line.trim().is_empty()) {
            for case in with_gaps(line) {
                let mut found = String::new();
                decider.decide_json_into(case.as_bytes(), DecideOptions::default(), &mut found);
                let traced = plan.decide_json(case.as_bytes(), DecideOptions::default());
                assert_eq!(found, traced, "{case} on {}", plan.as_of());
                if let Some(told) = told_in_brief(&mut decider, case.as_bytes()) {
                    assert_eq!(told, serde_json::from_str::<Value>(&traced).unwrap(), "{case}");
                }
            }
            let case = plan.read_case(line.as_bytes()).unwrap();
            let decision = plan.decide(&case, DecideOptions::default());
            let known = decision.results.iter().all(|entry| entry.status == Status::Decided);
            all += usize::from(known && decision.errors.is_empty());
            quick += usize::from(matches!(decider.tell_into(&case, &mut String::new()), Told::Quickly(_)));
        }
    }
    (quick, all)
}

#[test]
fn nanchang() {
    let dates = ["2022-06-01", "2023-01-01", "2023-06-01"];
    let (quick, all) = compare("nanchang-2023/nanchang-2023.huimin", "nanchang-2023/cases.jsonl", &dates);
    // Of some that were left open on purpose, what is known is enough; the interpreter knows when.
    assert!(quick * 2 > all, "only {quick} of {all} were decided without the interpreter");
}

#[test]
fn ningbo() {
    let dates = ["2022-06-30", "2022-07-01", "2022-12-31"];
    let (_, all) = compare("ningbo-2022/ningbo-2022.huimin", "ningbo-2022/cases.jsonl", &dates);
    assert!(all > 0);
}

/// A policy of plain results, so that the ready-made pieces are what is written.
#[test]
fn ready_made_pieces() {
    let text = include_str!("../../../bench/policy.huimin");
    let policy = Policy::compile([("policy", text)]).policy.unwrap();
    let plan = policy.plan("2023-06-01".parse().unwrap(), None).unwrap();
    let mut decider = plan.decider();
    let mut seen = std::collections::BTreeSet::new();
    for income in 0..400_u32 {
        for (other, property) in [(0, "true"), (91_500, "true"), (137_250, "false"), (50_001, "true")] {
            let (yuan, fen) = (income * 457 / 100, income * 457 % 100);
            let case = format!(
                r#"{{"members":[{{"birth_date":"1980-05-01","income":{yuan}.{fen:02},"imprisoned":false}},
                {{"birth_date":"1980-05-01","income":{}.{:02},"imprisoned":false}}],"property_ok":{property}}}"#,
                other / 100,
                other % 100,
            );
            let mut found = String::new();
            decider.decide_json_into(case.as_bytes(), DecideOptions::default(), &mut found);
            assert_eq!(found, plan.decide_json(case.as_bytes(), DecideOptions::default()));
            assert_eq!(
                told_in_brief(&mut decider, case.as_bytes()),
                Some(serde_json::from_str(&found).unwrap())
            );
            let case = plan.read_case(case.as_bytes()).unwrap();
            seen.extend(
                decider.results(&case).into_iter().flatten().map(|answer| format!("{:?}", answer.outcome)),
            );
        }
    }
    assert!(seen.len() > 100, "{seen:?}");
}

/// Root rules of every shape that the straight line knows, beside some it leaves to the trees.
const SHAPES: &str = include_str!("shapes.hm");

#[test]
fn rules_of_every_shape() {
    let compilation = Policy::compile([("shapes", SHAPES)]);
    let policy = compilation.policy.unwrap_or_else(|| panic!("{:#?}", compilation.diagnostics));
    let plan = policy.plan("2023-06-01".parse().unwrap(), None).unwrap();
    let mut decider = plan.decider();
    let mut seed = 1_u64;
    let mut below = move |n: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % n
    };
    let (mut quick, mut seen) = (0, std::collections::BTreeSet::new());
    for _ in 0..3000 {
        let members: Vec<String> = (0..below(5))
            .map(|_| {
                let (yuan, fen, share) = (below(1500), below(100), below(4));
                let (away, old) = (below(4) == 0, below(2) == 0);
                format!(r#"{{"income":{yuan}.{fen:02},"share":0.{share},"away":{away},"old":{old}}}"#)
            })
            .collect();
        let kind = ["town", "rural", "other"][below(3) as usize];
        let place = ["山区", "海边"][below(2) as usize];
        let facts = [
            format!(r#""members":[{}]"#, members.join(",")),
            format!(r#""kind":"{kind}""#),
            format!(r#""place":"{place}""#),
            format!(r#""rooms":{}"#, below(5)),
            format!(r#""part":{}"#, ["0", "0.5", "1.25", "0.333"][below(4) as usize]),
            format!(r#""savings":{}"#, ["0", "1000.5", "1000.51"][below(3) as usize]),
            format!(r#""owner":{}"#, below(2) == 0),
            format!(r#""sick":{}"#, below(2) == 0),
            format!(r#""since":"{}-06-0{}""#, 2010 + below(6), 1 + below(3)),
        ];
        // Now and then a fact is missing.
        let gap = below(30) as usize;
        let given =
            facts.iter().enumerate().filter(|(index, _)| *index != gap).map(|(_, fact)| fact.as_str());
        let case = format!("{{{}}}", given.collect::<Vec<_>>().join(","));

        let mut found = String::new();
        decider.decide_json_into(case.as_bytes(), DecideOptions::default(), &mut found);
        let traced = plan.decide_json(case.as_bytes(), DecideOptions::default());
        assert_eq!(found, traced, "{case}");
        let read = plan.read_case(case.as_bytes()).unwrap();
        if let Some(answers) = decider.results(&read) {
            quick += 1;
            seen.extend(answers.iter().map(|answer| format!("{:?} {:?}", answer.value, answer.outcome)));
        }
    }
    assert!(quick > 1500, "only {quick} without the interpreter");
    assert!(seen.len() > 200, "{seen:?}");
}

/// Compares random cases of a policy, some with gaps; how many were decided without the interpreter, and how many
/// of these rest on defaults.
fn compare_random(policy: &Policy, cases: usize, dice: &mut Dice) -> [usize; 2] {
    let (mut quick, mut assumed) = (0, 0);
    for date in ["2022-12-31", "2023-06-01", "2024-06-01"] {
        let Ok(plan) = policy.plan(date.parse().unwrap(), None) else { continue };
        let program = plan.policy().program();
        let mut decider = plan.decider();
        for number in 0..cases {
            let case = random::case(program, number % 4 == 0, dice);
            let traced = plan.decide(&case, DecideOptions::default());
            let expected = serde_json::to_string(&traced).unwrap();
            let mut found = String::new();
            let told = decider.tell_into(&case, &mut found);
            if matches!(told, Told::Quickly(_)) {
                quick += 1;
                assumed += usize::from(!traced.assumed.is_empty());
            }
            assert_eq!(assumed_in(&found), assumed_in(&expected), "{} {case:?}", program.name);
            assert_eq!(found, expected, "{case:?}");
            let Some(json) = written::json(program, &case) else { continue };
            // What is written may break what is asked of cases, such as keys that differ.
            let expected = plan.decide_json(json.as_bytes(), DecideOptions::default());
            let mut found = String::new();
            decider.decide_json_into(json.as_bytes(), DecideOptions::default(), &mut found);
            assert_eq!(found, expected, "{json}");
            if let Some(told) = told_in_brief(&mut decider, json.as_bytes()) {
                assert_eq!(told, serde_json::from_str::<Value>(&expected).unwrap(), "{json}");
            }
        }
    }
    [quick, assumed]
}

/// The paths of the facts that a decision assumes.
fn assumed_in(decision: &str) -> Vec<String> {
    let decision: Value = serde_json::from_str(decision).unwrap();
    let assumed = decision["assumed"].as_array().unwrap().iter();
    assumed.map(|fact| fact["path"].as_str().unwrap().to_owned()).collect()
}

/// How many random cases of each policy and date are compared, unless `HUIMIN_TRIES` says otherwise.
static CASES: LazyLock<usize> =
    LazyLock::new(|| std::env::var("HUIMIN_TRIES").map_or(20, |tries| tries.parse().unwrap()));

/// Rules of every shape over facts that have defaults.
#[test]
fn defaults_are_those_that_the_interpreter_reads() {
    let compilation = Policy::compile([("defaults", include_str!("defaults.hm"))]);
    let policy = compilation.policy.unwrap_or_else(|| panic!("{:#?}", compilation.diagnostics));
    let [quick, assumed] = compare_random(&policy, 50 * *CASES, &mut Dice(0xdefa));
    assert!(
        quick > 20 * *CASES && assumed > quick / 2,
        "{quick} without the interpreter, {assumed} with defaults"
    );
}

#[test]
fn random_cases_of_every_policy() {
    let of_corpus = support::files().into_iter().filter_map(|file| match file.policy().as_slice() {
        [(name, text)] => Policy::compile([(*name, *text)]).policy,
        _ => None,
    });
    let examples = layered::policies().into_iter().map(|path| compile(&path));
    let (mut dice, mut all) = (Dice(0xca5e), [0; 2]);
    for policy in of_corpus.chain(examples) {
        let found = compare_random(&policy, *CASES, &mut dice);
        all = [all[0] + found[0], all[1] + found[1]];
    }
    assert!(all[0] > 4_000 && all[1] > 500, "{all:?} without the interpreter, and with defaults");
}

/// Lists within lists take more steps than the interpreter has: both say so, and nobody waits for an answer.
#[test]
fn no_answer_takes_more_steps_than_there_are() {
    let text = "policy sample
        entity person { income: whole }
        entity household { persons: list of person  n: whole }
        define cubes = sum(persons, sum(persons, count(persons where income above n)))
        tier t { one when cubes above 3  otherwise two }";
    let policy = Policy::compile([("cubes", text)]).policy.unwrap();
    let plan = policy.plan("2023-06-01".parse().unwrap(), None).unwrap();
    let mut decider = plan.decider();
    for (count, decided) in [(4, true), (60, true), (300, false), (9_000, false)] {
        let persons: Vec<String> = (0..count).map(|at| format!("{{\"income\":{}}}", at % 9)).collect();
        let case = format!("{{\"persons\":[{}],\"n\":3}}", persons.join(","));
        let mut found = String::new();
        decider.decide_json_into(case.as_bytes(), DecideOptions::default(), &mut found);
        assert_eq!(found, plan.decide_json(case.as_bytes(), DecideOptions::default()));
        assert_eq!(found.contains("step_limit"), !decided, "{count}");
    }
}

/// What is given to a definition may be read any number of times, and given on as often: that takes no time where it
/// is kept, and where it cannot be, inside of lists, the case is left to the interpreter.
#[test]
fn what_is_given_on_and_on_takes_no_time() {
    let nested =
        |name: &str, given: &str| format!("{}{given}{}", format!("{name}(").repeat(50), ")".repeat(50));
    let text = format!(
        "policy sample
        entity person {{ b: bool  n: whole }}
        entity household {{ a: whole  p: bool  persons: list of person }}
        define g(x: number): number = if x above 3 then x else max(x, 1)
        define h(x: bool): bool = (x and x) or x
        define y = {}
        define z = {}
        define w = any(persons, {})
        define v = sum(persons, {})
        tier t {{ one when y above 3 and not z  otherwise two }}
        tier u {{ one when w and v above 3  otherwise two }}",
        nested("g", "a"),
        nested("h", "p"),
        nested("h", "b and p"),
        nested("g", "n + 1"),
    );
    let policy = Policy::compile([("nested", text)]).policy.unwrap();
    let plan = policy.plan("2023-06-01".parse().unwrap(), None).unwrap();
    let mut decider = plan.decider();
    for case in [
        r#"{"a":5,"p":false,"persons":[]}"#,
        r#"{"a":2,"p":true,"persons":[{"b":false,"n":1},{"b":true,"n":2}]}"#,
        r#"{"a":-2,"persons":[{"b":false}]}"#,
    ] {
        let mut found = String::new();
        decider.decide_json_into(case.as_bytes(), DecideOptions::default(), &mut found);
        assert_eq!(found, plan.decide_json(case.as_bytes(), DecideOptions::default()));
    }
}
