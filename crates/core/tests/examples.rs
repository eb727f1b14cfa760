//! The examples hold: every policy compiles and its tests pass.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod layered;

use std::fs;

use huimin::diagnostic::Severity;
use layered::{compilation, example};

/// The policies of the examples, by their paths below the folder.
fn policies() -> Vec<String> {
    let mut found = Vec::new();
    for folder in fs::read_dir(example("")).unwrap().map(|entry| entry.unwrap().path()) {
        for file in folder.read_dir().into_iter().flatten().map(|entry| entry.unwrap().path()) {
            if file.extension().is_some_and(|extension| extension == "huimin") {
                let path = file.strip_prefix(example("")).unwrap();
                found.push(path.to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn every_policy_compiles_and_passes_its_tests() {
    let policies = policies();
    assert!(policies.len() > 15, "{policies:?}");
    for path in policies {
        let compiled = compilation(&path);
        let errors: Vec<_> = compiled.diagnostics.iter().filter(|it| it.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{path}: {errors:#?}");
        let tests = compiled.policy.unwrap().test();
        assert!(!tests.is_empty(), "{path} has no tests");
        for test in tests {
            assert!(test.failures.is_empty(), "{path}, {}: {:#?}", test.label, test.failures);
        }
    }
}
