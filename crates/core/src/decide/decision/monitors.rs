//! What became of alerts and targets.

use serde::{Deserialize, Serialize};

use super::{Answer, CaseError, Missing, Shown, choices, wire};
use crate::calendar::Date;
use crate::diagnostic::Text;

wire! {
    /// An alert, for all instances of its entity.
    pub struct AlertEntry {
        /// Its name.
        pub name: String,
        /// Its label.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// The name of its entity.
        pub entity: String,
        /// How grave it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub severity: Option<Severity>,
        /// What to do.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub advice: Option<String>,
        /// Who is told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub to: Option<String>,
        /// Whether it is raised for any instance; unknown where it is for none but not known of all.
        pub raised: Answer,
        /// How many instances there are, and of how many it is raised or not known.
        pub counts: AlertCounts,
        /// The instances for which it is raised or not known; 10,000 at most.
        pub instances: Vec<AlertInstance>,
        /// Citations.
        pub citations: Vec<String>,
    }

    /// How often an alert is raised.
    pub struct AlertCounts {
        /// All instances.
        pub all: usize,
        /// Those for which it is raised.
        pub raised: usize,
        /// Those for which it is not known, errors among them.
        pub unknown: usize,
    }

    /// An alert about one instance.
    pub struct AlertInstance {
        /// The instance, as a path in the case: empty for the root.
        pub of: String,
        /// Its key, where its entity has one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub key: Option<String>,
        /// Whether it is raised.
        pub raised: Answer,
        /// Why, as the policy tells it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub reason: Option<Text>,
        /// The facts it needs, as paths in the case.
        pub needs: Vec<String>,
        /// The figures the policy names but does not give and that it needs.
        pub lacks: Vec<Missing>,
        /// Why it ended in an error.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub error: Option<CaseError>,
    }

    /// A target, for all instances of its entity.
    pub struct TargetEntry {
        /// Its name.
        pub name: String,
        /// Its label.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// The name of its entity.
        pub entity: String,
        /// What became of it: missed where any instance misses it, met where every one meets it. Where nothing
        /// must hold, what is hoped for is what counts, and not coming to it is falling short.
        pub state: TargetState,
        /// Whether every instance comes to what is hoped for, where something is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub hoped_for: Option<Answer>,
        /// What its value must be, as the policy writes it; not there where something is only hoped for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub must: Option<String>,
        /// What its value is hoped to be, as the policy writes it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub hope: Option<String>,
        /// The last day by which it must be met.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
        pub due: Option<Date>,
        /// How many instances there are, and what became of them.
        pub counts: TargetCounts,
        /// The instances that do not meet it or of which that is not known, and always the root; 10,000 at most.
        pub instances: Vec<TargetInstance>,
        /// Citations.
        pub citations: Vec<String>,
    }

    /// How many instances meet a target.
    pub struct TargetCounts {
        /// All instances.
        pub all: usize,
        /// Those that meet it.
        pub met: usize,
        /// Those of which it is not known, errors among them.
        pub unknown: usize,
    }

    /// A target of one instance.
    pub struct TargetInstance {
        /// The instance, as a path in the case: empty for the root.
        pub of: String,
        /// Its key, where its entity has one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub key: Option<String>,
        /// The value, where it is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub value: Option<Shown>,
        /// What became of it.
        pub state: TargetState,
        /// Whether it comes to what is hoped for, where something is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub hoped_for: Option<Answer>,
        /// The facts it needs, as paths in the case.
        pub needs: Vec<String>,
        /// The figures the policy names but does not give and that it needs.
        pub lacks: Vec<Missing>,
        /// Why it ended in an error.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub error: Option<CaseError>,
    }
}

choices! {
    /// How grave an alert is, the gravest first.
    #[cfg_attr(feature = "schema", schemars(rename = "AlertSeverity"))]
    pub enum Severity {
        /// Red.
        Red,
        /// Orange.
        Orange,
        /// Yellow.
        Yellow,
        /// Blue.
        Blue,
    }

    /// What became of a target.
    pub enum TargetState {
        /// It is met.
        Met,
        /// It is not met, and the day by which it must be has passed or there is none.
        Missed,
        /// It is not met yet, and there is time.
        Pending,
        /// It does not come to what is hoped for, nothing more must hold, and there is no more time.
        Short,
        /// It is not known.
        Undecided,
        /// It ended in an error.
        Error,
    }
}
