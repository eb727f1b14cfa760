//! huimin (惠民): an embeddable rules engine for social assistance.
//!
//! A policy is text. Compile it once, make a [`Plan`] for a date and a region, and decide cases:
//!
//! ```
//! use huimin::{DecideOptions, Policy};
//!
//! # let text = "";
//! let compilation = Policy::compile([("policy.hm", text)]);
//! if let Some(policy) = compilation.policy {
//!     let plan = policy.plan("2023-06-01".parse()?, None)?;
//!     let decision = plan.decide_json(br#"{"members": []}"#, DecideOptions::default());
//! #   let _ = decision;
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A [`Policy`] and its plans never change: threads share them freely, and there is no state anywhere
//! else. A [`Case`] and a [`Decision`] belong to whoever holds them. Nothing here reads files, prints,
//! or knows the time.

#![forbid(unsafe_code)]

#[cfg(feature = "compiler")]
extern crate alloc; // pest without its `std` feature names it

pub mod boundary;
pub mod calendar;
pub mod checks;
pub mod compiled;
pub mod decide;
pub mod diagnostic;
#[cfg(feature = "compiler")]
pub mod layers;
mod map;
pub mod number;
pub mod program;
pub mod schedule;
#[cfg(feature = "compiler")]
pub mod semantics;
mod sort;
pub mod stacking;
#[cfg(feature = "compiler")]
pub mod syntax;
pub mod testing;
pub mod untraced;
pub mod vocabulary;

#[cfg(feature = "compiler")]
pub use boundary::Compilation;
pub use boundary::{Plan, Policy, SpanPlan, Verification};
pub use decide::decision::CaseError;
pub use decide::{Decision, Options as DecideOptions};
pub use diagnostic::Diagnostic;
#[cfg(feature = "compiler")]
pub use layers::Loader;
pub use program::Case;
pub use schedule::{Options as ScheduleOptions, Schedule};
pub use stacking::Stacking;
#[cfg(feature = "compiler")]
pub use syntax::format::{FormatOptions, format};
pub use testing::TestResult;

/// The samples of the READMEs and of the guides, for rustdoc to compile and run.
#[cfg(all(doctest, feature = "compiler", feature = "requests"))]
mod samples {
    #[doc = include_str!("../../../README.md")]
    struct Readme;
    #[doc = include_str!("../../../README.zh.md")]
    struct ReadmeInChinese;
    #[doc = include_str!("../../../docs/src/guide/rust.md")]
    struct Guide;
    #[doc = include_str!("../../../docs/src/zh/guide/rust.md")]
    struct GuideInChinese;
}
