//! What is shown to people.

mod decision;
mod summary;
mod tests;

pub use decision::decision;
pub use summary::Summary;
pub use tests::{junit, tests, totals};
