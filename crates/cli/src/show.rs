//! What is shown to people.

mod case_errors;
mod payments;
mod stacking;
mod summary;
mod tests;
mod watched;

pub use case_errors::case_errors;
pub use payments::{Payments, has_errors};
pub use stacking::stacking;
pub use summary::Summary;
pub use tests::{FileTests, junit, tests, totals};
