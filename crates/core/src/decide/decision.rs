//! The result of deciding a case: a typed value that serialises to JSON and back.
//!
//! Everything a person reads stands here in Chinese and in English, made from the policy's own labels;
//! everything a program reads stands beside it as names, paths and exact numbers.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::calendar::{Date, Month};
use crate::diagnostic::{Code, Text};

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
        /// What became of it: missed where any instance misses it, met where every one meets it.
        pub state: TargetState,
        /// Whether every instance comes to what is hoped for, where something is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub hoped_for: Option<Answer>,
        /// What its value must be, as the policy writes it.
        pub must: String,
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
    }

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

    /// Why a case or one of its results could not be decided.
    pub struct CaseError {
        /// The code, such as `H0520`.
        pub code: String,
        /// The name a test expects: `division_by_zero`, or the name of the requirement.
        pub name: String,
        /// What is wrong.
        pub message: Text,
        /// The instance or fact concerned, as a path in the case; empty for the whole.
        pub path: String,
        /// Where: in the policy, or for what is wrong with the text of a case, there; such a text is called
        /// `case` where the host has no name for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub place: Option<SourcePlace>,
        /// Citations of the rule concerned.
        pub citations: Vec<String>,
    }

    /// A place in a text.
    pub struct SourcePlace {
        /// The file, as the host named it.
        pub file: String,
        /// The line, counted from 1.
        pub line: u32,
        /// The column in characters, counted from 1.
        pub column: u32,
    }

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
    /// The kinds of results.
    pub enum ResultKind {
        /// A tier.
        Tier,
        /// A benefit.
        Benefit,
    }

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
        /// It is not known.
        Undecided,
        /// It ended in an error.
        Error,
    }

    /// Whether something is known.
    pub enum Status {
        /// It is known.
        Decided,
        /// Facts or figures are missing.
        Undecided,
        /// There is no value; the error says why.
        Error,
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

impl CaseError {
    /// An error of a case with a code's own name, without a place.
    #[must_use]
    pub fn new(code: Code, message: Text, path: String) -> Self {
        let (name, code) = (super::error_name(code), code.number().to_owned());
        Self { code, name, message, path, place: None, citations: Vec::new() }
    }
}

impl fmt::Display for CaseError {
    /// The code, the path and the English message, for logs; people are shown [`CaseError::message`] in
    /// their language.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let colon = if self.path.is_empty() { "" } else { ": " };
        write!(formatter, "{}: {}{colon}{}", self.code, self.path, self.message.en)
    }
}

impl std::error::Error for CaseError {}

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
