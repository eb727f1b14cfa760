//! What is shown to people.

mod summary;
mod tests;
mod watched;

pub use summary::Summary;
pub use tests::{junit, tests, totals};
