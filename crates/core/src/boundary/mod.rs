//! The boundary between the engine and its hosts.

mod case_builder;
mod case_reader;
mod case_schema;
#[cfg(test)]
mod case_tests;
mod draft;
mod json;
mod json_schema;
pub mod limits;
mod path;
#[cfg(test)]
mod sample;
mod scalar;
mod words;

pub use case_builder::CaseBuilder;
pub use case_reader::{CASE_FILE, read_case};
pub use case_schema::CaseSchema;
pub use json_schema::case_schema;
#[cfg(feature = "schema")]
pub use json_schema::decision_schema;
pub use path::CasePath;
