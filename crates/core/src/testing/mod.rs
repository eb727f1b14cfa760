//! Runs the tests that are written in the language.

mod expect;
mod left;
mod months;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::decide::decision::{CaseError, Decision, SourcePlace};
use crate::decide::{Options, decide_within, place};
use crate::diagnostic::Text;
use crate::map::Set;
use crate::program::{ExpectationKind, Plan, Program, Test};
use expect::Expecting;
use left::{Left, STEPS, too_much};

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

/// Runs every test of a program, in the order written. All of them together take no more than so many steps;
/// those for which none are left fail.
#[must_use]
pub fn run_tests(program: &Arc<Program>) -> Vec<TestResult> {
    run_within(program, STEPS)
}

fn run_within(program: &Arc<Program>, steps: u64) -> Vec<TestResult> {
    let mut left = Left::new(program, steps);
    program.tests.iter().map(|test| run_test(program, test, &mut left)).collect()
}

fn run_test(program: &Arc<Program>, test: &Test, left: &mut Left) -> TestResult {
    let failures = match &test.each_month {
        Some(months) => months::failures(program, test, months, left),
        None => failures_of_day(program, test, left),
    };
    // What came out without enough steps is not what the policy says.
    let failures = failures.filter(|_| left.steps > 0).unwrap_or_else(|| vec![too_much(program, test)]);
    TestResult {
        label: test.label.clone(),
        place: place(&program.sources, test.span),
        passed: failures.is_empty(),
        failures,
    }
}

/// What did not come out as expected; nothing where no steps are left.
fn failures_of_day(program: &Arc<Program>, test: &Test, left: &mut Left) -> Option<Vec<Failure>> {
    left.pay_plans(test, 1)?;
    let plan =
        Plan::with_overrides(Arc::clone(program), test.on, test.region.clone(), test.overrides.clone());
    Some(match plan {
        Ok(plan) => {
            let decision = decide_within(&plan, &test.case, Options::default(), &mut left.steps);
            let errors = errors_of(&decision);
            let mut failures = unexpected(program, test, &errors);
            let expecting = Expecting { plan: &plan, test, errors: &errors };
            failures.extend(expecting.failures(&decision, &mut left.steps));
            failures
        }
        Err(outside) => not_decided(program, test, &CaseError::from(outside)),
    })
}

/// All errors of a decision, each once.
fn errors_of(decision: &Decision) -> Vec<CaseError> {
    let of_results = decision.results.iter().filter_map(|result| result.error.as_ref());
    let mut known = Set::new();
    let all = decision.errors.iter().chain(of_results);
    all.filter(|error| known.insert((&*error.name, &*error.path, &*error.message.en))).cloned().collect()
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
