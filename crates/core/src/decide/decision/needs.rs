//! What is asked for, and what was assumed.

use serde::{Deserialize, Serialize};

use super::{CaseRef, Period, choices, wire};
use crate::diagnostic::Text;

wire! {
    /// A fact to ask for.
    pub struct Need {
        /// Where it belongs in the case: `members[0].income`.
        pub path: String,
        /// The name of its entity.
        pub entity: String,
        /// The name of its field.
        pub field: String,
        /// Its label.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// The question to ask.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub ask: Option<String>,
        /// What an answer looks like.
        #[serde(rename = "type")]
        pub ty: TypeInfo,
        /// The names of the tiers and benefits that need it; empty where only a requirement does.
        pub asked_by: Vec<String>,
    }

    /// What a value of a fact looks like.
    pub struct TypeInfo {
        /// The kind of value.
        pub kind: Kind,
        /// The period of money, where it has one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub period: Option<Period>,
        /// Whether a number must be whole.
        pub whole: bool,
        /// The name of the enum, tier or entity.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub name: Option<String>,
        /// The cases to choose from.
        pub cases: Vec<CaseRef>,
        /// What the value must satisfy.
        pub bounds: Vec<BoundInfo>,
    }

    /// A limit of a value.
    pub struct BoundInfo {
        /// How the value must compare with the limit.
        pub comparison: BoundKind,
        /// The limit as a case file writes it: a decimal (of the major unit for money), a date, a month.
        pub limit: String,
        /// The limit as a person reads it.
        pub display: Text,
    }

    /// A fact taken from the policy's default.
    pub struct Assumption {
        /// Where it belongs in the case.
        pub path: String,
        /// Its label.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// The value taken.
        pub value: Text,
    }
}

choices! {
    /// The kinds of values.
    pub enum Kind {
        /// Yes or no.
        Bool,
        /// A number.
        Number,
        /// Money.
        Money,
        /// A day.
        Date,
        /// A month of a year.
        Month,
        /// A length of time in months.
        Months,
        /// A length of time in days.
        Days,
        /// A text.
        Text,
        /// A case of an enum or a tier.
        Case,
        /// A nested entity.
        Record,
        /// A list of entities.
        List,
    }

    /// How a value must compare with a limit.
    pub enum BoundKind {
        /// Below it.
        Below,
        /// At most it.
        AtMost,
        /// Above it.
        Above,
        /// At least it.
        AtLeast,
    }
}
