//! The boundary between the engine and its hosts: policies and cases in, decisions out, in Rust and in
//! JSON.
//!
//! A case comes from JSON ([`read_case`]) or fact by fact ([`CaseBuilder`]). A [`Policy`] and its plans are
//! what a host holds. Bindings to other languages wrap the functions of the JSON façade
//! ([`compile_json`], [`decide_json`] …) and add nothing to them. Those that leave the feature `requests` out
//! hand requests over as they are ([`compile_request`], [`format_request`]).

#[cfg(feature = "compiler")]
mod authoring;
mod brief;
mod cases;
#[cfg(feature = "compiler")]
mod compilation;
mod decider;
#[cfg(feature = "requests")]
mod facade;
mod info;
mod json_schema;
mod pieces;
mod policy;
mod pretty;
mod quick;
mod replies;
mod schedule;
#[cfg(feature = "schema")]
mod schemas;
#[cfg(feature = "requests")]
mod timelines;
pub mod wire;

#[cfg(feature = "compiler")]
pub use authoring::{compile_request, format_request};
pub use cases::{CASE_FILE, CaseBuilder, CasePath, CaseSchema, limits, read_case};
#[cfg(feature = "compiler")]
pub use compilation::Compilation;
pub use decider::{Decider, Told};
#[cfg(all(feature = "compiler", feature = "requests"))]
pub use facade::{compile_json, format_json};
#[cfg(feature = "requests")]
pub use facade::{decide_json, outdated_json, schedule_json, verify_json};
pub use json_schema::case_schema;
#[cfg(feature = "schema")]
pub use json_schema::decision_schema;
pub use policy::{Plan, Policy, Verification};
pub use replies::{describe_json, stacking_json, test_json};
pub use schedule::{ScheduleReply, SpanPlan};
#[cfg(feature = "schema")]
pub use schemas::schemas;
#[cfg(feature = "requests")]
pub use timelines::{DatedFacts, PaidEntry, ScheduleRequest};

pub use crate::compiled::PolicyFile;
