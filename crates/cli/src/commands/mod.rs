//! One room a command.

pub mod check;
pub mod compile;
pub mod completions;
pub mod decide;
pub mod fmt;
pub mod run;
pub mod schedule;
mod schedule_cases;
pub mod schema;
pub mod stack;
pub mod test;
