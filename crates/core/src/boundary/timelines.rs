//! Timelines and ledgers from JSON.

use std::borrow::Cow;
use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::cases::{changed, coins_of};
use super::policy::Policy;
use crate::calendar::{Date, Month};
use crate::decide::decision::{CaseError, SourcePlace};
use crate::diagnostic::{Code, Text};
use crate::schedule::{Ledger, LedgerEntry, Options, Schedule, Span, Timeline};
use crate::sort;

/// A case to schedule.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ScheduleRequest<'r> {
    /// The first month, such as `2023-01`.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub from: Month,
    /// The last month.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub to: Month,
    /// The region to decide for; the policy's own when absent.
    #[serde(default)]
    pub region: Option<String>,
    /// The facts at the beginning; the schema is that of the policy's cases.
    #[serde(borrow)]
    #[cfg_attr(feature = "schema", schemars(with = "serde_json::Value"))]
    pub case: &'r RawValue,
    /// The facts that hold from later months on.
    #[serde(borrow, default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<Vec<DatedFacts<'r>>>"))]
    pub changes: Option<&'r RawValue>,
    /// What was paid.
    #[serde(borrow, default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<Vec<PaidEntry<'r>>>"))]
    pub ledger: Option<&'r RawValue>,
    /// The day it is: what falls due in a later month is not owed yet, and nothing can have been paid for it.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub today: Option<Date>,
    /// Whether to tell how each result of each month came about.
    #[serde(default)]
    pub explain: bool,
}

/// Facts that hold from a month on.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DatedFacts<'r> {
    /// The month.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub from: Month,
    /// Values by their paths, such as `members[0].income`.
    #[serde(borrow)]
    #[cfg_attr(feature = "schema", schemars(with = "serde_json::Map<String, serde_json::Value>"))]
    pub facts: Facts<'r>,
}

/// Values by their paths, in the order written; a path may stand there twice, which is reported.
#[derive(Debug)]
pub struct Facts<'r>(Vec<(Cow<'r, str>, &'r RawValue)>);

/// What was paid of a benefit for a month, or for each month from one to another.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PaidEntry<'r> {
    /// The benefit's name or label.
    pub benefit: String,
    /// The month.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub month: Option<Month>,
    /// The first of several months.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub from: Option<Month>,
    /// The last of them.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub to: Option<Month>,
    /// The case by its key, where the list is about many.
    #[serde(default)]
    pub case: Option<String>,
    /// The instance by its path in the case; the root when absent.
    #[serde(default)]
    pub of: Option<String>,
    /// The instance by its key.
    #[serde(default)]
    pub key: Option<String>,
    /// What was paid for each month, in the major unit: a number or a text.
    #[serde(borrow)]
    #[cfg_attr(feature = "schema", schemars(with = "serde_json::Value"))]
    pub amount: &'r RawValue,
}

impl<'de: 'r, 'r> Deserialize<'de> for Facts<'r> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Vec<(Cow<'de, str>, &'de RawValue)>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object of facts by their paths")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut facts = Vec::new();
                while let Some((Path(path), value)) = map.next_entry()? {
                    facts.push((path, value));
                }
                Ok(facts)
            }
        }

        deserializer.deserialize_map(InOrder).map(Facts)
    }
}

/// A path, borrowed unless something in it is escaped.
#[derive(Deserialize)]
struct Path<'r>(#[serde(borrow)] Cow<'r, str>);

impl Policy {
    /// Reads the facts of a case from month to month: a case as JSON, and a JSON list of [`DatedFacts`], empty
    /// where there are none.
    ///
    /// # Errors
    /// All that is wrong with the case, or with the changes.
    pub fn read_timeline(&self, case: &[u8], changes: &[u8]) -> Result<Timeline, Vec<CaseError>> {
        let mut timeline = Timeline::new(self.read_case(case)?);
        if changes.is_empty() {
            return Ok(timeline);
        }
        let changes: Result<Vec<DatedFacts<'_>>, _> = serde_json::from_slice(changes);
        let mut changes = changes.map_err(|error| unreadable(Code::CaseSyntax, "changes", &error))?;
        sort::by_key(&mut changes, |change| change.from);
        // What is said of one month is one change, so that nothing is given twice.
        for together in changes.chunk_by(|one, next| one.from == next.from) {
            let Some(from) = together.first().map(|change| change.from) else { continue };
            let facts = together.iter().flat_map(|change| &change.facts.0);
            let facts = facts.map(|(path, value)| (&**path, value.get()));
            let (case, given) =
                changed(self.program(), self.names(), timeline.latest(), facts).map_err(|errors| {
                    errors.into_iter().map(|error| in_change(from, error)).collect::<Vec<_>>()
                })?;
            timeline.set(from, case, given);
        }
        Ok(timeline)
    }

    /// Reads what was paid: a JSON list of [`PaidEntry`].
    ///
    /// # Errors
    /// All that cannot be understood. Whether the entries fit a case is checked when scheduling it.
    pub fn read_ledger(&self, json: &[u8]) -> Result<Ledger, Vec<CaseError>> {
        let entries: Result<Vec<PaidEntry<'_>>, _> = serde_json::from_slice(json);
        let entries = entries.map_err(|error| unreadable(Code::LedgerSyntax, "ledger", &error))?;
        let (mut ledger, mut problems) = (Ledger::default(), Vec::new());
        for (number, entry) in entries.into_iter().enumerate() {
            match self.paid_entry(number, entry) {
                Ok(entry) => ledger.entries.push(entry),
                Err((code, message)) => {
                    problems.push(CaseError::new(code, message, format!("ledger[{number}]")));
                }
            }
        }
        if problems.is_empty() { Ok(ledger) } else { Err(problems) }
    }

    fn paid_entry(&self, number: usize, entry: PaidEntry<'_>) -> Result<LedgerEntry, (Code, Text)> {
        let (from, to) = match (entry.month, entry.from, entry.to) {
            (Some(month), None, None) => (month, month),
            (None, Some(from), Some(to)) => (from, to),
            _ => {
                let message = Text::new(
                    "write either `month`, or `from` and `to`",
                    "请写 `month`，或者同时写 `from` 和 `to`",
                );
                return Err((Code::LedgerSyntax, message));
            }
        };
        let digits: Cow<'_, str> = match serde_json::from_str::<Cow<'_, str>>(entry.amount.get()) {
            Ok(text) => text,
            Err(_) => Cow::Borrowed(entry.amount.get()),
        };
        let coins = coins_of(self.program(), self.names(), digits.trim())?;
        let PaidEntry { case, benefit, of, key, .. } = entry;
        Ok(LedgerEntry { number, case, from, to, benefit, of, key, coins })
    }
}

/// Schedules the case of a request.
pub(super) fn answer(policy: &Policy, request: &ScheduleRequest<'_>) -> Result<Schedule, Vec<CaseError>> {
    let span = Span::new(request.from, request.to).map_err(|error| vec![*error])?;
    let plan = policy.span_plan(span, request.region.as_deref()).map_err(|error| vec![*error])?;
    let bytes = |raw: Option<&RawValue>| raw.map_or("", RawValue::get).as_bytes().to_owned();
    let timeline = policy.read_timeline(request.case.get().as_bytes(), &bytes(request.changes))?;
    let ledger = request.ledger.map(|ledger| policy.read_ledger(ledger.get().as_bytes())).transpose()?;
    plan.schedule(&timeline, ledger.as_ref(), Options { explain: request.explain, today: request.today })
}

fn unreadable(code: Code, what: &str, error: &serde_json::Error) -> Vec<CaseError> {
    let number = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
    let place =
        SourcePlace { file: what.to_owned(), line: number(error.line()), column: number(error.column()) };
    let message = Text::new(format!("this cannot be read: {error}"), format!("无法读取：{error}"));
    vec![CaseError { place: Some(place), ..CaseError::new(code, message, what.to_owned()) }]
}

fn in_change(from: Month, error: CaseError) -> CaseError {
    let message = Text::new(
        format!("in what changes from {from}: {}", error.message.en),
        format!("自 {from} 起的变更：{}", error.message.zh),
    );
    CaseError { message, ..error }
}
