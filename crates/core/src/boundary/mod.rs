//! The boundary between the engine and its hosts: policies and cases in, decisions out, in Rust and in
//! JSON.
//!
//! A case comes from JSON ([`read_case`]) or fact by fact ([`CaseBuilder`]). A [`Policy`] and its plans are
//! what a host holds. Bindings to other languages wrap the functions of the JSON façade
//! ([`compile_json`], [`decide_json`] …) and add nothing to them.

#[cfg(feature = "compiler")]
mod authoring;
mod cases;
#[cfg(feature = "compiler")]
mod compilation;
mod decider;
mod facade;
mod info;
mod json_schema;
mod pieces;
mod policy;
mod pretty;
mod schedule;
pub mod wire;

#[cfg(feature = "compiler")]
pub use authoring::{compile_json, compile_request, format_json, format_request};
pub use cases::{CASE_FILE, CaseBuilder, CasePath, CaseSchema, limits, read_case};
#[cfg(feature = "compiler")]
pub use compilation::Compilation;
pub use decider::{Decider, Told};
pub use facade::{
    decide_json, describe_json, outdated_json, schedule_json, stacking_json, test_json, verify_json,
};
pub use json_schema::case_schema;
#[cfg(feature = "schema")]
pub use json_schema::decision_schema;
pub use policy::{Plan, Policy, Verification};
pub use schedule::{DatedFacts, PaidEntry, ScheduleReply, ScheduleRequest, SpanPlan};

pub use crate::compiled::PolicyFile;
