//! The examples hold: every policy compiles, its tests pass, and the catalogue says where each rule of the
//! notices is.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod layered;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use huimin::diagnostic::Severity;
use layered::{compilation, example, policies};

#[test]
fn every_policy_compiles_and_passes_its_tests() {
    let policies = policies();
    assert!(policies.len() > 20, "{policies:?}");
    for path in policies {
        let compiled = compilation(&path);
        let errors: Vec<_> =
            compiled.diagnostics.iter().filter(|it| it.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{path}: {errors:#?}");
        let tests = compiled.policy.unwrap().test();
        assert!(!tests.is_empty(), "{path} has no tests");
        for test in tests {
            assert!(test.failures.is_empty(), "{path}, {}: {:#?}", test.label, test.failures);
        }
    }
}

/// The rows of a catalogue's tables that begin with the number of a rule, and their text.
fn rows(catalogue: &str) -> BTreeMap<String, String> {
    let text = fs::read_to_string(example(catalogue)).unwrap();
    let mut rows = BTreeMap::new();
    for line in text.lines().filter(|line| line.starts_with("| ")) {
        let id = line.split('|').nth(1).unwrap().trim();
        let digits = id.trim_start_matches(|letter: char| letter.is_ascii_uppercase());
        if digits.len() + 1 == id.len() && digits.bytes().all(|digit| digit.is_ascii_digit()) {
            assert!(rows.insert(id.to_owned(), line.to_owned()).is_none(), "{catalogue}: {id} twice");
        }
    }
    rows
}

#[test]
fn both_catalogues_have_every_rule_of_the_notices() {
    let counts = [('N', 22), ('B', 25), ('C', 24), ('X', 5), ('J', 18), ('D', 14)];
    let all: BTreeSet<String> = counts
        .iter()
        .flat_map(|(letter, count)| (1..=*count).map(move |number| format!("{letter}{number}")))
        .collect();
    for catalogue in ["README.md", "README.zh.md"] {
        let found: BTreeSet<String> = rows(catalogue).into_keys().collect();
        assert_eq!(found, all, "{catalogue}");
    }
}

/// What a catalogue names stands in some policy, and both catalogues name the same.
#[test]
fn what_the_catalogues_name_exists() {
    let texts: String = policies().iter().map(|path| fs::read_to_string(example(path)).unwrap()).collect();
    let words: BTreeSet<&str> =
        texts.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
    let named = |line: &str| -> BTreeSet<String> {
        let parts = line.split('`').skip(1).step_by(2).map(str::to_owned);
        parts.filter(|name| name.chars().all(|letter| letter.is_alphanumeric() || letter == '_')).collect()
    };
    let (english, chinese) = (rows("README.md"), rows("README.zh.md"));
    for (id, line) in &english {
        for name in named(line) {
            assert!(words.contains(name.as_str()), "{id} names `{name}`, which no example has");
        }
        assert_eq!(named(line), named(&chinese[id]), "{id}");
    }
}
