//! Once warm, a prepared case is decided without asking for memory, and bytes cannot make a loader ask for much.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::sync::Arc;

use huimin::Policy;
use huimin::program::Plan;
use huimin::untraced::{Decided, Untraced};
use sha2::{Digest, Sha256};

const POLICY: &str = include_str!("../../../bench/policy.huimin");
/// Where the length of a compiled policy's content stands, its hash, and the content.
const LENGTH: std::ops::Range<usize> = 10..18;
const DIGEST: std::ops::Range<usize> = 18..50;
const CONTENT: usize = DIGEST.end;

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

/// A file in which something claims to be longer than it is takes no more memory than its bytes can fill.
#[test]
fn a_file_that_claims_much_takes_little() {
    let policy = Policy::compile([("policy", POLICY)]).policy.unwrap().to_bytes().unwrap();
    // Nothing is smaller than zeros, so most of it has room in them.
    let mut bytes = [&policy[..], &[0; 10_000]].concat();
    let length = u64::try_from(bytes.len() - CONTENT).unwrap();
    bytes[LENGTH].copy_from_slice(&length.to_le_bytes());
    // As large as the largest thing is where one byte stands for it.
    let most = 64 * length;
    let mut highest = 0;
    // Numbers of one to three bytes, below the length of the file and beyond it.
    for claimed in [&[0x7f_u8][..], &[0xff, 0x7f], &[0x90, 0x4e], &[0xff, 0xff, 0x7f]] {
        for at in CONTENT..policy.len() - claimed.len() {
            let mut changed = bytes.clone();
            changed[at..at + claimed.len()].copy_from_slice(claimed);
            let digest = Sha256::digest(&changed[CONTENT..]);
            changed[DIGEST].copy_from_slice(&digest);
            let counted = allocation_counter::measure(|| assert!(Policy::from_bytes(&changed).is_err()));
            highest = highest.max(counted.bytes_max);
        }
    }
    assert!((length..most).contains(&highest), "{highest} of {length}");
}
