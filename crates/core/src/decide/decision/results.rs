//! What became of tiers and benefits.

use serde::{Deserialize, Serialize};

use super::{CaseError, Status, choices, wire};
use crate::calendar::Month;
use crate::diagnostic::Text;

wire! {
    /// A tier or a benefit of one instance.
    pub struct ResultEntry {
        /// Its name.
        pub name: String,
        /// Its label.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// The instance it belongs to, as a path in the case: empty for the root, `members[0]`.
        pub of: String,
        /// Whether it is a tier or a benefit.
        pub kind: ResultKind,
        /// Whether it could be decided.
        pub status: Status,
        /// The case of a decided tier.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub case: Option<CaseRef>,
        /// The cases an undecided tier may still come to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub possible: Option<Possible>,
        /// Whether the condition of a benefit holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub entitled: Option<Answer>,
        /// What excludes a benefit, where an exclusive is sure to grant another one instead.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub excluded: Option<Excluded>,
        /// The amount of a decided benefit, 0 where it is refused or excluded.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub amount: Option<Amount>,
        /// The first month paid, where the policy says and it is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
        pub start: Option<Month>,
        /// The first month no longer paid, where the policy says and it is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
        pub stop: Option<Month>,
        /// What the policy tells the person, with the figures put in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub reason: Option<Text>,
        /// The facts it needs, as paths in the case, the most decisive first; 1,000 at most.
        pub needs: Vec<String>,
        /// The figures the policy names but does not give and that it needs.
        pub lacks: Vec<Missing>,
        /// Why it ended in an error.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub error: Option<CaseError>,
    }

    /// A case of an enum or a tier.
    pub struct CaseRef {
        /// Its name.
        pub name: String,
        /// Its label.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
    }

    /// What excludes a benefit.
    pub struct Excluded {
        /// The name of the exclusive.
        pub exclusive: String,
        /// Its label.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// The benefit that is granted instead, where it is known which.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub instead: Option<CaseRef>,
    }

    /// What an undecided tier may still come to.
    pub struct Possible {
        /// The cases, in the order of the tier.
        pub cases: Vec<CaseRef>,
        /// Whether each of them can come out; otherwise these are the most that can.
        pub exact: bool,
    }

    /// An amount of money.
    pub struct Amount {
        /// The exact amount in the major unit: a decimal (`915.00`), or `n/d` where no decimal is exact.
        pub text: String,
        /// The amount in the smallest coin, where it is whole and fits.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub coins: Option<i64>,
        /// The ISO 4217 code.
        pub currency: String,
        /// The period it is for, where it has one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub period: Option<Period>,
        /// How often it is paid, where the policy says.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub paid: Option<Paid>,
        /// The amount as a person reads it, with its unit; an endless decimal is marked with `≈`.
        pub display: Text,
    }

    /// A figure that the policy names but does not give.
    pub struct Missing {
        /// Where it would stand.
        pub kind: MissingKind,
        /// The name of the parameter or table.
        pub name: String,
        /// Its label.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// Of a parameter with keys, the cases for which it has no figure, one for each key.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub cases: Vec<CaseRef>,
    }
}

choices! {
    /// The kinds of results.
    pub enum ResultKind {
        /// A tier.
        Tier,
        /// A benefit.
        Benefit,
    }

    /// Yes, no, or not known.
    pub enum Answer {
        /// Yes.
        Yes,
        /// No.
        No,
        /// Not known.
        Unknown,
    }

    /// The period of an amount of money.
    pub enum Period {
        /// Per day.
        Day,
        /// Per month.
        Month,
        /// Per year.
        Year,
    }

    /// How often a benefit is paid.
    pub enum Paid {
        /// Every day.
        Daily,
        /// Every month.
        Monthly,
        /// Every year.
        Yearly,
        /// Once.
        Once,
    }

    /// Where a missing figure would stand.
    pub enum MissingKind {
        /// In a parameter.
        Parameter,
        /// In a table.
        Table,
    }
}

impl ResultEntry {
    /// A result of which nothing is known but whose it is, and what became of it.
    pub(crate) fn blank(
        name: String,
        label: Option<String>,
        of: String,
        kind: ResultKind,
        status: Status,
    ) -> Self {
        Self {
            name,
            label,
            of,
            kind,
            status,
            case: None,
            possible: None,
            entitled: None,
            excluded: None,
            amount: None,
            start: None,
            stop: None,
            reason: None,
            needs: Vec::new(),
            lacks: Vec::new(),
            error: None,
        }
    }
}
