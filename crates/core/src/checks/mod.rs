//! What figures must satisfy, and how long they hold.
//!
//! [`prove`] tries every check of a policy on all dates and in all regions on which any figure that it
//! rests on changes: between two such days nothing can change. [`outdated`] warns of figures that have
//! ended, or have not been renewed, by a date.

mod points;
mod problems;
mod proof;
mod renewal;

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::program::Program;

pub use renewal::outdated;

/// What proving all checks of a policy may cost, in evaluated nodes.
const STEPS: u64 = 10_000_000;

/// Tries every check. What is wrong, or worth a look, comes in the order of the checks.
#[must_use]
pub fn prove(program: &Arc<Program>) -> Vec<Diagnostic> {
    if program.checks.is_empty() {
        return Vec::new();
    }
    proof::Prover::new(program, STEPS).prove_all()
}
