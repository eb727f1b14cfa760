//! The face of the library, as a host uses it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // the lints are for what is shipped

use std::time::{Duration, Instant};

use huimin::diagnostic::{Code, Language};
use huimin::{Compilation, DecideOptions, Plan, Policy};
use proptest::prelude::*;

const ENGLISH: &str = include_str!("household.hm");
const CHINESE: &str = include_str!("家庭.hm");

fn compile(text: &str) -> Compilation {
    Policy::compile([("policy.hm", text)])
}

fn policy(text: &str) -> Policy {
    let compilation = compile(text);
    let shown = compilation.render(Language::English, Default::default());
    compilation.policy.unwrap_or_else(|| panic!("{shown}"))
}

fn codes(bytes: &[u8]) -> Vec<Code> {
    let compilation = Policy::compile([("policy.hm", bytes)]);
    assert_eq!(compilation.policy.is_some(), !compilation.has_errors());
    compilation.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

/// Runs on a stack of 1 MiB, as hosts may call us, and within a second.
fn within_bounds<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let start = Instant::now();
    let thread = std::thread::Builder::new().stack_size(1 << 20).spawn(work).unwrap();
    let result = thread.join().unwrap();
    // A build for debugging on a busy machine is given more.
    let limit = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 1 });
    assert!(start.elapsed() < limit, "{:?}", start.elapsed());
    result
}

#[test]
fn policies_and_plans_are_shared_between_threads() {
    fn shared<T: Send + Sync + Clone + 'static>() {}
    shared::<Policy>();
    shared::<Plan>();
}

#[test]
fn the_hash_is_that_of_the_file() {
    let hash = policy(ENGLISH).hash().to_owned();
    assert_eq!(hash.len(), 64);
    assert_eq!(policy(ENGLISH).hash(), hash);
    assert_ne!(policy(&format!("{ENGLISH}\n")).hash(), hash);
}

#[test]
fn what_a_policy_declares_can_be_read() {
    let policy = policy(ENGLISH);
    assert_eq!((policy.name(), policy.label()), ("sample", Some("A sample")));
    assert_eq!(policy.root().map(|root| root.name.as_str()), Some("household"));
    assert_eq!(policy.parameters().len(), 1);
    assert!(policy.schema().contains("\"income\""));
}

#[test]
fn a_region_outside_the_policy_is_an_error() {
    let policy = policy(ENGLISH);
    let day = "2023-06-01".parse().unwrap();
    assert!(policy.plan(day, Some("360102")).is_ok());
    assert_eq!(policy.plan(day, Some("330200")).unwrap_err().name, "region_outside");
}

#[test]
fn bad_input_is_named_and_soon() {
    for (bytes, code) in [
        (Vec::new(), Code::EmptyFile),
        (vec![b'('; 10_000_000], Code::TooLarge),
        (vec![b'('; 4_000_000], Code::NestingTooDeep),
        (b"policy \xff\xfe".to_vec(), Code::NotUtf8),
        (b"entity e { x: number }\ndefine a = b\ndefine b = a".to_vec(), Code::Cycle),
        (format!("define a = {}", "9".repeat(100_000)).into_bytes(), Code::NumberTooLarge),
    ] {
        let found = within_bounds(move || codes(&bytes));
        assert!(found.contains(&code), "{code:?}: {found:?}");
    }
}

#[test]
fn a_case_is_decided_on_a_small_stack() {
    let plan = policy(CHINESE).plan("2023-06-01".parse().unwrap(), None).unwrap();
    let members = vec![r#"{"收入": 914.99}"#; 9_000].join(",");
    let case = format!(r#"{{"成员们": [{members}], "财产符合": true}}"#);
    let json = within_bounds(move || plan.decide_json(case.as_bytes(), DecideOptions { explain: true }));
    let decision: huimin::Decision = serde_json::from_str(&json).unwrap();
    assert_eq!(decision.results[1].amount.as_ref().unwrap().text, "90.00");
}

#[test]
fn a_case_that_cannot_be_read_still_gives_a_decision() {
    let plan = policy(CHINESE).plan("2023-06-01".parse().unwrap(), None).unwrap();
    let deep = r#"{"x":["#.repeat(1_000_000).into_bytes();
    for case in [
        b"{".to_vec(),
        b"\xff".to_vec(),
        b"[]".to_vec(),
        br#"{"x": 1}"#.to_vec(),
        vec![b'['; 5_000_000],
        deep,
    ] {
        let plan = plan.clone();
        let json = within_bounds(move || plan.decide_json(&case, DecideOptions { explain: true }));
        let decision: huimin::Decision = serde_json::from_str(&json).unwrap();
        assert!(decision.results.is_empty() && !decision.errors.is_empty());
    }
}

proptest! {
    #[test]
    fn any_bytes_compile_or_are_reported(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = codes(&bytes);
    }

    #[test]
    fn a_damaged_policy_is_reported(at in 0usize..CHINESE.len(), length in 0usize..40, byte: u8) {
        let mut bytes = CHINESE.as_bytes().to_vec();
        let end = (at + length).min(bytes.len());
        bytes.splice(at..end, [byte]);
        let compilation = Policy::compile([("policy.hm", &bytes)]);
        for language in [Language::English, Language::Chinese] {
            let shown = compilation.render(language, Default::default());
            prop_assert_eq!(shown.is_empty(), compilation.diagnostics.is_empty());
        }
    }
}

#[cfg(feature = "schema")]
#[test]
fn cases_and_decisions_satisfy_their_schemas() {
    let validator = |schema: &str| {
        let schema = serde_json::from_str(schema).unwrap();
        jsonschema::draft202012::new(&schema).unwrap()
    };
    let decisions = validator(&huimin::boundary::decision_schema());
    for (text, list, income, property) in
        [(ENGLISH, "members", "income", "property_ok"), (CHINESE, "成员们", "收入", "财产符合")]
    {
        let policy = policy(text);
        let cases = validator(&policy.schema());
        let plan = policy.plan("2023-06-01".parse().unwrap(), None).unwrap();
        for case in [
            serde_json::json!({}),
            serde_json::json!({ list: [] }),
            serde_json::json!({ list: [{}] }),
            serde_json::json!({ list: [{ income: 914.99 }, { income: "0" }], property: "是" }),
            serde_json::json!({ list: [{ income: -1 }], property: 7, "x": null }),
        ] {
            let text = case.to_string();
            assert_eq!(cases.is_valid(&case), policy.read_case(text.as_bytes()).is_ok(), "{text}");
            for explain in [false, true] {
                let decision = plan.decide_json(text.as_bytes(), DecideOptions { explain });
                let decision = serde_json::from_str(&decision).unwrap();
                let errors: Vec<_> =
                    decisions.iter_errors(&decision).map(|error| error.to_string()).collect();
                assert!(errors.is_empty(), "{errors:?} in {decision:#}");
            }
        }
    }
}
