//! What is shown to people.

mod payments;
mod stacking;
mod summary;
mod tests;
mod watched;

pub use payments::Payments;
pub use stacking::stacking;
pub use summary::Summary;
pub use tests::{FileTests, junit, tests, totals};
