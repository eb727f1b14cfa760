//! The boundary between the engine and its hosts: policies and cases in, decisions out, in Rust and in
//! JSON.
//!
//! A case comes from JSON ([`read_case`]) or fact by fact ([`CaseBuilder`]). A [`Policy`] and its plans are
//! what a host holds. Bindings to other languages wrap the functions of the JSON façade
//! ([`compile_json`], [`decide_json`] …) and add nothing to them.

mod cases;
mod decider;
mod facade;
mod info;
mod json_schema;
mod pieces;
mod policy;
mod schedule;
pub mod wire;

pub use cases::{CASE_FILE, CaseBuilder, CasePath, CaseSchema, limits, read_case};
pub use decider::Decider;
pub use facade::{
    compile_json, decide_json, describe_json, format_json, outdated_json, schedule_json, test_json,
    verify_json,
};
pub use json_schema::case_schema;
#[cfg(feature = "schema")]
pub use json_schema::decision_schema;
pub use policy::{Compilation, Plan, Policy, PolicyFile, Verification};
pub use schedule::{Change, PaidEntry, ScheduleReply, ScheduleRequest, SpanPlan};
