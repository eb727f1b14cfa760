//! Cases from outside: read from JSON, or put together fact by fact.

#[cfg(feature = "requests")]
mod amount;
mod builder;
#[cfg(feature = "requests")]
mod change;
mod direct;
mod draft;
mod habits;
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

#[cfg(feature = "requests")]
pub(super) use amount::coins_of;
pub use builder::CaseBuilder;
#[cfg(feature = "requests")]
pub(super) use change::changed;
pub(super) use direct::Direct;
pub(super) use key::{key_in, key_of, key_path};
pub use names::CaseSchema;
pub use path::CasePath;
pub use reader::{CASE_FILE, read_case};
