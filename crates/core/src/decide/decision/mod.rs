//! The result of deciding a case: a typed value that serialises to JSON and back.
//!
//! Everything a person reads stands here in Chinese and in English, made from the policy's own labels;
//! everything a program reads stands beside it as names, paths and exact numbers.

mod errors;
mod explanation;
mod monitors;
mod needs;
mod results;

pub use errors::{CaseError, SourcePlace};
pub use explanation::{Clause, EntryRef, Explanation, ExplanationKind, LayerRef, Replaced, Shown, Step};
pub use monitors::{
    AlertCounts, AlertEntry, AlertInstance, Severity, TargetCounts, TargetEntry, TargetInstance, TargetState,
};
pub use needs::{Assumption, BoundInfo, BoundKind, Kind, Need, TypeInfo};
pub use results::{
    Amount, Answer, CaseRef, Excluded, Missing, MissingKind, Paid, Period, Possible, ResultEntry, ResultKind,
};

use serde::{Deserialize, Serialize};

use crate::calendar::Date;

/// Derives what every part of a decision or a schedule has.
macro_rules! wire {
    ($($item:item)*) => {$(
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        $item
    )*};
}

/// Derives what every plain choice in them has.
macro_rules! choices {
    ($($item:item)*) => {$(
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        $item
    )*};
}

pub(crate) use {choices, wire};

wire! {
    /// What a policy says about one case on one day.
    pub struct Decision {
        /// The version of the engine that decided.
        pub engine: String,
        /// The policy.
        pub policy: PolicyRef,
        /// The day decided for.
        #[cfg_attr(feature = "schema", schemars(with = "String"))]
        pub as_of: Date,
        /// The region decided for, where one was given or the policy has one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub region: Option<String>,
        /// The ISO 4217 code of every amount.
        pub currency: String,
        /// The tiers and benefits of every instance, in the order of the policy.
        pub results: Vec<ResultEntry>,
        /// What became of each alert, in the order of the policy.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub alerts: Vec<AlertEntry>,
        /// What became of each target, in the order of the policy.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub targets: Vec<TargetEntry>,
        /// The facts to ask for, the most decisive first; 1,000 at most. What only alerts and targets need
        /// stands with them.
        pub needs: Vec<Need>,
        /// The facts that nobody gave and for which the policy's default was taken.
        pub assumed: Vec<Assumption>,
        /// Why the case as a whole could not be decided: a requirement that does not hold, for example.
        /// Errors of single results stand with them.
        pub errors: Vec<CaseError>,
        /// How each result came about, in the order of `results`, and then the alerts and targets of the
        /// instances listed; only where it was asked for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub explanation: Option<Vec<Explanation>>,
    }

    /// The policy a decision rests on.
    pub struct PolicyRef {
        /// Its name.
        pub name: String,
        /// Its label.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// A hash of its text, where the host wants one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub hash: Option<String>,
    }
}

choices! {
    /// Whether something is known.
    pub enum Status {
        /// It is known.
        Decided,
        /// Facts or figures are missing.
        Undecided,
        /// There is no value; the error says why.
        Error,
    }
}
