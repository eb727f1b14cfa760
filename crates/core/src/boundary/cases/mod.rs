//! Cases from outside: read from JSON, or put together fact by fact.

mod builder;
mod draft;
mod json;
mod key;
pub mod limits;
mod names;
mod path;
mod quick;
mod reader;
#[cfg(test)]
pub(super) mod sample;
mod scalar;
#[cfg(test)]
pub(super) mod tests;
mod words;

pub use builder::CaseBuilder;
pub(super) use key::{key_in, key_of, key_path};
pub use names::CaseSchema;
pub use path::CasePath;
pub use reader::{CASE_FILE, read_case};
