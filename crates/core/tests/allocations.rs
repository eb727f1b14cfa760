//! Once warm, a prepared case is decided without asking for memory.
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::Arc;

use huimin::Policy;
use huimin::program::Plan;
use huimin::untraced::{Decided, Untraced};

const POLICY: &str = include_str!("../../../bench/policy.huimin");

#[test]
fn a_prepared_case_allocates_nothing_once_warm() {
    let policy = Policy::compile([("policy", POLICY)]).policy.unwrap();
    // A program of its own for the executor: the face keeps its own to itself.
    let program = {
        let mut sources = huimin::diagnostic::SourceMap::default();
        let id = sources.add("policy", POLICY);
        let parsed = huimin::syntax::parse(id, POLICY);
        huimin::semantics::analyse(&[parsed.file], Arc::new(sources)).0.unwrap()
    };
    let plan = Plan::new(Arc::new(program), "2023-06-01".parse().unwrap(), None).unwrap();
    let untraced = Untraced::new(Arc::new(plan));
    let cases: Vec<_> = (1..=40_u32)
        .map(|size| {
            let member = r#"{"birth_date":"1980-05-01","income":900.25,"imprisoned":false}"#;
            let members = vec![member; size as usize].join(",");
            let json = format!(r#"{{"members":[{members}],"property_ok":true}}"#);
            policy.read_case(json.as_bytes()).unwrap()
        })
        .collect();
    let prepared: Vec<_> = cases.iter().map(|case| untraced.prepare(case)).collect();
    let mut runner = untraced.runner();
    let mut place = huimin::untraced::Prepared::default();
    let mut decide_all = || {
        for case in &prepared {
            assert!(matches!(runner.decide(case), Decided::All([_, _])));
        }
        for case in &cases {
            untraced.prepare_into(case, &mut place);
            assert!(matches!(runner.decide(&place), Decided::All([_, _])));
        }
    };
    decide_all();
    let counted = allocation_counter::measure(decide_all);
    assert_eq!(counted.count_total, 0, "{counted:?}");
}
