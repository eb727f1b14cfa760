//! The boundary between the engine and its hosts: cases in, JSON in and out.
//!
//! A case comes from JSON ([`read_case`]) or fact by fact ([`CaseBuilder`]). Bindings to other languages
//! wrap the functions of the JSON façade ([`compile_json`], [`decide_json`] …) and add nothing to them.

mod case_builder;
mod case_reader;
mod case_schema;
#[cfg(test)]
mod case_tests;
mod draft;
mod facade;
mod info;
mod json;
mod json_schema;
mod key;
pub mod limits;
mod path;
#[cfg(test)]
mod sample;
mod scalar;
pub mod wire;
mod words;

pub use case_builder::CaseBuilder;
pub use case_reader::{CASE_FILE, read_case};
pub use case_schema::CaseSchema;
pub use facade::{compile_json, decide_json, describe_json, format_json, test_json};
pub use json_schema::case_schema;
#[cfg(feature = "schema")]
pub use json_schema::decision_schema;
pub(crate) use key::{key_in, key_of, key_path};
pub use path::CasePath;
