//! How a result came about.

use serde::{Deserialize, Serialize};

use super::{CaseError, CaseRef, SourcePlace, Status, choices, wire};
use crate::calendar::Date;
use crate::diagnostic::Text;

wire! {
    /// How a value came about.
    pub struct Explanation {
        /// The name of the definition, tier, benefit, fact, parameter or table.
        pub name: String,
        /// Its label.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// The instance it belongs to, as a path in the case; empty for the root and for figures.
        pub of: String,
        /// What it is.
        pub kind: ExplanationKind,
        /// Whether it is known.
        pub status: Status,
        /// Its value, where it is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub value: Option<Shown>,
        /// The steps of the rule that were reached: the arms of a tier, the clauses of a benefit.
        pub steps: Vec<Step>,
        /// The facts without which it is unknown, as paths in the case.
        pub needs: Vec<String>,
        /// Why it ended in an error.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub error: Option<CaseError>,
        /// Citations.
        pub citations: Vec<String>,
        /// The line of the parameter or table that gave the figure.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub entry: Option<EntryRef>,
        /// What it rests on.
        pub children: Vec<Explanation>,
        /// Whether it is explained elsewhere in the same result; `children` is empty then.
        pub repeated: bool,
        /// Whether children were left out because there are too many.
        pub cut: bool,
    }

    /// A step of a rule.
    pub struct Step {
        /// Which part of the rule it is.
        pub clause: Clause,
        /// The case of a tier that the step is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub case: Option<CaseRef>,
        /// The formula as the policy writes it; empty for `otherwise` and for rounding, the name of an
        /// exclusive.
        pub formula: String,
        /// The formula with the figures put in; how it is rounded, for rounding; among which benefits an
        /// exclusive decides, and how.
        pub figures: Text,
        /// What it gave, where that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub value: Option<Shown>,
        /// Citations of the step.
        pub citations: Vec<String>,
        /// The layer that says it, where that is another than that of the rule.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub layer: Option<LayerRef>,
        /// What it amends: the text of another layer that would have counted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub instead_of: Option<Replaced>,
    }

    /// A known value.
    pub struct Shown {
        /// The value as a person reads it.
        pub text: Text,
        /// The exact value as a case file writes it; of a list, the paths of its members.
        pub exact: String,
    }

    /// The line of a parameter or table that gave a figure.
    pub struct EntryRef {
        /// The first day it holds; from the beginning when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
        pub from: Option<Date>,
        /// The last day it holds; open when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
        pub to: Option<Date>,
        /// The region at whose level it was found; the whole policy's when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub region: Option<String>,
        /// Where it stands in the policy.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub place: Option<SourcePlace>,
        /// Whether a test or a what-if put another figure in its place.
        pub replaced: bool,
        /// The layer that says it, where the policy has several.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub layer: Option<LayerRef>,
        /// What it amends: the figure or row of another layer that would have counted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub instead_of: Option<Replaced>,
    }

    /// A layer of a policy: a file with a `policy` statement of its own.
    pub struct LayerRef {
        /// Its name.
        pub name: String,
        /// Its label.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// The region for which it is written; everywhere when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub region: Option<String>,
    }

    /// What an amendment replaced.
    pub struct Replaced {
        /// The layer that says it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub layer: Option<LayerRef>,
        /// Of a figure, the figure.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub value: Option<Shown>,
        /// Of a rule, the formula as the policy writes it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub formula: String,
        /// Where it stands.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub place: Option<SourcePlace>,
        /// Citations.
        pub citations: Vec<String>,
    }
}

choices! {
    /// What an explanation is about.
    pub enum ExplanationKind {
        /// A definition.
        Definition,
        /// A tier.
        Tier,
        /// A benefit.
        Benefit,
        /// An alert.
        Alert,
        /// A target.
        Target,
        /// A fact somebody gave, or that is still missing.
        Fact,
        /// A fact taken from the policy's default.
        Assumed,
        /// A parameter.
        Parameter,
        /// A table.
        Table,
        /// A derived value taken as given, whatever its rule says.
        Pinned,
    }

    /// Parts of rules.
    pub enum Clause {
        /// The body of a definition, or the row of a table.
        Value,
        /// A condition: of a benefit, or of an arm of a tier.
        When,
        /// The last arm of a tier.
        Otherwise,
        /// The amount of a benefit, before rounding.
        Amount,
        /// The rounding of the amount.
        Round,
        /// What an exclusive keeps.
        Exclusive,
        /// What a target's value must be.
        Must,
        /// What a target's value is hoped to be.
        Hope,
        /// The first month paid.
        Start,
        /// The first month no longer paid.
        Stop,
    }
}
