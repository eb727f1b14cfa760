//! What a schedule says: a typed value that serialises to JSON and back.

use serde::{Deserialize, Serialize};

use crate::calendar::Month;
use crate::decide::decision::{Amount, Decision, EntryRef, PolicyRef, Shown, choices, wire};

wire! {
    /// What a policy says about one case for every month of a span, beside what was paid.
    pub struct Schedule {
        /// The version of the engine that decided.
        pub engine: String,
        /// The policy.
        pub policy: PolicyRef,
        /// The first month.
        #[cfg_attr(feature = "schema", schemars(with = "String"))]
        pub from: Month,
        /// The last month.
        #[cfg_attr(feature = "schema", schemars(with = "String"))]
        pub to: Month,
        /// The region decided for, where one was given or the policy has one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub region: Option<String>,
        /// The ISO 4217 code of every amount.
        pub currency: String,
        /// Each month in its order.
        pub months: Vec<ScheduledMonth>,
        /// What the months of each benefit come to.
        pub totals: Vec<Total>,
    }

    /// A month.
    pub struct ScheduledMonth {
        /// Which.
        #[cfg_attr(feature = "schema", schemars(with = "String"))]
        pub month: Month,
        /// Whether it lies after the day up to which the ledger is kept: what falls due in it is not owed yet.
        pub ahead: bool,
        /// What falls due of each benefit, in the order of the decision.
        pub payments: Vec<Payment>,
        /// The decision of the month, for its first day.
        pub decision: Decision,
    }

    /// What falls due of a benefit in a month.
    pub struct Payment {
        /// The benefit's name.
        pub name: String,
        /// Its label.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// The instance it belongs to, as a path in the month's case, or in that of another month where this one
        /// does not have it; empty for the root.
        pub of: String,
        /// The key of the instance, where it has one and it is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub key: Option<String>,
        /// Why something falls due, or nothing.
        pub standing: Standing,
        /// What falls due; absent where it cannot be decided.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub due: Option<Amount>,
        /// What was paid for the month, where there is a ledger.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub paid: Option<Amount>,
        /// What is still owed, above zero.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub back_pay: Option<Amount>,
        /// What was paid too much, above zero.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub overpaid: Option<Amount>,
        /// What changed since the month before where something else falls due; in the first month, where it
        /// is not what was paid, which figure replaced which.
        pub because: Vec<Change>,
    }

    /// Something that changed.
    pub struct Change {
        /// What it is.
        pub kind: ChangeKind,
        /// The name of the parameter, table, fact, definition, tier or benefit.
        pub name: String,
        /// Its label.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// The instance it belongs to, as a path in the case; empty for the root and for figures.
        pub of: String,
        /// What it was, where that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub before: Option<Shown>,
        /// What it is, where that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub after: Option<Shown>,
        /// The line of the parameter or table that gives the figure.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub entry: Option<EntryRef>,
        /// Citations of the figure or rule.
        pub citations: Vec<String>,
    }

    /// What the months of a benefit come to. Months that could not be decided and months ahead are left out.
    pub struct Total {
        /// The benefit's name.
        pub name: String,
        /// Its label.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// The instance it belongs to, as a path in the case of the last month that has it; empty for the root.
        pub of: String,
        /// The key of the instance, where it has one and it is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub key: Option<String>,
        /// What falls due.
        pub due: Amount,
        /// What was paid, where there is a ledger.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub paid: Option<Amount>,
        /// What is still owed for the months in which too little was paid.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub back_pay: Option<Amount>,
        /// What was paid too much in the other months.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub overpaid: Option<Amount>,
        /// How many months could not be decided.
        pub open: u32,
    }
}

choices! {
    /// Why something falls due in a month, or nothing.
    pub enum Standing {
        /// It falls due.
        Due,
        /// The benefit is not granted.
        Refused,
        /// An exclusive grants another benefit instead.
        Excluded,
        /// It is granted, but its first month is later.
        NotBegun,
        /// It is granted, but its last month is past.
        Ended,
        /// It is granted, and what is paid once, or once a year, falls due in another month.
        OtherMonth,
        /// The case of this month has no such instance.
        Absent,
        /// Facts or figures are missing.
        Undecided,
        /// There is no decision; the error stands in it.
        Error,
    }

    /// What changed.
    pub enum ChangeKind {
        /// A figure of a parameter or table.
        Figure,
        /// A fact.
        Fact,
        /// A derived value.
        Value,
        /// The benefit begins with this month.
        Start,
        /// The benefit has ended with the month before.
        Stop,
    }
}
