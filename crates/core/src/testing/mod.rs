//! Runs the tests that are written in the language.

mod expect;
mod months;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::decide::decision::{CaseError, Decision, SourcePlace};
use crate::decide::{Options, decide, place};
use crate::diagnostic::Text;
use crate::program::{ExpectationKind, Plan, Program, Test};
use expect::Expecting;

/// How a test came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TestResult {
    /// What the test shows.
    pub label: String,
    /// Where it stands.
    pub place: Option<SourcePlace>,
    /// Whether all came out as expected.
    pub passed: bool,
    /// What did not.
    pub failures: Vec<Failure>,
}

/// Something that did not come out as expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Failure {
    /// Where the expectation stands, or the test where something happened that it did not expect.
    pub place: Option<SourcePlace>,
    /// What was expected, as written; empty where something was not expected.
    pub expected: String,
    /// What happened instead.
    pub message: Text,
}

/// Runs every test of a program, in the order written.
#[must_use]
pub fn run_tests(program: &Arc<Program>) -> Vec<TestResult> {
    program.tests.iter().map(|test| run_test(program, test)).collect()
}

/// Runs one test.
#[must_use]
pub fn run_test(program: &Arc<Program>, test: &Test) -> TestResult {
    let failures = match &test.each_month {
        Some(months) => months::failures(program, test, months),
        None => failures_of_day(program, test),
    };
    TestResult {
        label: test.label.clone(),
        place: place(&program.sources, test.span),
        passed: failures.is_empty(),
        failures,
    }
}

fn failures_of_day(program: &Arc<Program>, test: &Test) -> Vec<Failure> {
    let plan =
        Plan::with_overrides(Arc::clone(program), test.on, test.region.clone(), test.overrides.clone());
    match plan {
        Ok(plan) => {
            let decision = decide(&plan, &test.case, Options::default());
            let errors = errors_of(&decision);
            let mut failures = unexpected(program, test, &errors);
            failures.extend(Expecting { plan: &plan, test, errors: &errors }.failures(&decision));
            failures
        }
        Err(outside) => not_decided(program, test, &CaseError::from(outside)),
    }
}

/// All errors of a decision, each once.
fn errors_of(decision: &Decision) -> Vec<CaseError> {
    let of_results = decision.results.iter().filter_map(|result| result.error.as_ref());
    let mut errors: Vec<CaseError> = Vec::new();
    for error in decision.errors.iter().chain(of_results) {
        if !errors.contains(error) {
            errors.push(error.clone());
        }
    }
    errors
}

/// The errors that the test does not expect.
fn unexpected(program: &Program, test: &Test, errors: &[CaseError]) -> Vec<Failure> {
    errors
        .iter()
        .filter(|error| !expects(test, &error.name))
        .map(|error| failure(program, test, error))
        .collect()
}

/// A case for which there is no plan: nothing else can be expected of it.
fn not_decided(program: &Program, test: &Test, error: &CaseError) -> Vec<Failure> {
    let only_this = test
        .expectations
        .iter()
        .all(|of| matches!(&of.kind, ExpectationKind::Error(name) if *name == error.name));
    if only_this { Vec::new() } else { vec![failure(program, test, error)] }
}

fn expects(test: &Test, error: &str) -> bool {
    test.expectations.iter().any(|of| matches!(&of.kind, ExpectationKind::Error(name) if name == error))
}

fn failure(program: &Program, test: &Test, error: &CaseError) -> Failure {
    Failure {
        place: place(&program.sources, test.span),
        expected: String::new(),
        message: expect::error_text(error),
    }
}
