//! What was paid for which month.

use std::collections::BTreeMap;

use super::instances::{Identity, Instances};
use super::span::{Span, reversed};
use crate::calendar::{Date, Month};
use crate::decide::decision::CaseError;
use crate::diagnostic::nearest;
use crate::diagnostic::{Code, Text};
use crate::map::Map;
use crate::program::{EntityId, Program, Rule, ValueId};

/// The most problems of a ledger that are reported.
const MOST_PROBLEMS: usize = 50;

/// Payments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// In any order.
    pub entries: Vec<LedgerEntry>,
}

impl Ledger {
    /// The payments of each case by its key, and those that do not name one.
    #[must_use]
    pub fn by_case(self) -> BTreeMap<Option<String>, Self> {
        let mut found: BTreeMap<_, Self> = BTreeMap::new();
        for entry in self.entries {
            found.entry(entry.case.clone()).or_default().entries.push(entry);
        }
        found
    }

    /// What is wrong with entries that name another case than the one they are for.
    pub(crate) fn of_others(&self, key: Option<&str>) -> Vec<CaseError> {
        let other = |entry: &&LedgerEntry| entry.case.as_deref().is_some_and(|case| Some(case) != key);
        let others = self.entries.iter().filter(other).take(MOST_PROBLEMS);
        others.map(LedgerEntry::no_case).collect()
    }
}

/// What was paid of a benefit for each month from one to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    /// Which entry of its list it is, for messages.
    pub number: usize,
    /// The key of the case, where there are many.
    pub case: Option<String>,
    /// The first month it was paid for.
    pub from: Month,
    /// The last.
    pub to: Month,
    /// The benefit's name or label.
    pub benefit: String,
    /// The instance by its path in the case; the root where neither a path nor a key is given.
    pub of: Option<String>,
    /// The instance by its key.
    pub key: Option<String>,
    /// What was paid for each of the months, in smallest coins.
    pub coins: i64,
}

impl LedgerEntry {
    /// That there is no such case.
    #[must_use]
    pub fn no_case(&self) -> CaseError {
        let key = short(self.case.as_deref().unwrap_or_default());
        let message = Text::new(format!("no case has the key `{key}`"), format!("没有标识为“{key}”的个案"));
        CaseError::new(Code::UnknownInstance, message, self.path())
    }

    /// Where it stands.
    fn path(&self) -> String {
        format!("ledger[{}]", self.number)
    }
}

/// What was paid of one benefit to one instance, by the position of the month in the span.
pub(super) type PaidByMonth = Map<usize, i64>;

/// Payments by what they are for.
pub(super) type Paid = Map<(ValueId, Identity), PaidByMonth>;

/// What a ledger is read against.
pub(super) struct Books<'b> {
    pub(super) program: &'b Program,
    pub(super) span: Span,
    /// The day it is; what is paid for a later month is a mistake.
    pub(super) today: Option<Date>,
    /// The instances of every month.
    pub(super) months: &'b [std::rc::Rc<Instances>],
}

impl Books<'_> {
    /// Sorts payments by what they are for.
    pub(super) fn sort(&self, ledger: &Ledger) -> Result<Paid, Vec<CaseError>> {
        let mut paid = Paid::new();
        let mut seen: Map<(ValueId, Identity), Map<usize, usize>> = Map::new();
        let mut problems = Vec::new();
        for entry in &ledger.entries {
            let wrong = match self.target(entry) {
                Ok(target) => {
                    let months = seen.or_default(target.clone());
                    let by_month = paid.or_default(target);
                    self.months_of(entry).find_map(|(position, month)| {
                        by_month.insert(position, entry.coins);
                        let earlier = months.insert(position, entry.number)?;
                        Some((Code::LedgerOverlap, overlapping(month, earlier)))
                    })
                }
                Err(wrong) => Some(wrong),
            };
            if let Some((code, message)) = wrong {
                problems.push(CaseError::new(code, message, entry.path()));
                if problems.len() >= MOST_PROBLEMS {
                    break;
                }
            }
        }
        if problems.is_empty() { Ok(paid) } else { Err(problems) }
    }

    fn months_of(&self, entry: &LedgerEntry) -> impl Iterator<Item = (usize, Month)> + use<> {
        let (span, from, to) = (self.span, entry.from, entry.to);
        span.months().enumerate().filter(move |(_, month)| from <= *month && *month <= to)
    }

    fn target(&self, entry: &LedgerEntry) -> Result<(ValueId, Identity), (Code, Text)> {
        self.check_months(entry)?;
        let benefits = self.benefits(&entry.benefit)?;
        let mut wanted: Vec<usize> = self.months_of(entry).map(|(position, _)| position).collect();
        wanted
            .extend((0..self.months.len()).filter(|position| !wanted.contains(position)).collect::<Vec<_>>());
        let months = wanted.iter().filter_map(|position| self.months.get(*position));
        for instances in months {
            for (benefit, entity) in &benefits {
                let mut found = self.instances_in(instances, entry, *entity);
                if let Some(identity) = found.pop() {
                    if found.is_empty() {
                        return Ok((*benefit, identity));
                    }
                    return Err((Code::UnknownInstance, ambiguous(entry)));
                }
            }
        }
        Err((Code::UnknownInstance, self.no_instance(entry, &benefits)))
    }

    fn check_months(&self, entry: &LedgerEntry) -> Result<(), (Code, Text)> {
        let (from, to) = (entry.from, entry.to);
        if to < from {
            return Err((Code::SpanReversed, reversed(from, to)));
        }
        if let Some(today) = self.today
            && today.month() < to
        {
            let month = today.month();
            let message = Text::new(
                format!("{to} is in the future: it is {month}"),
                format!("{to} 尚未到来：现在是 {month}"),
            );
            return Err((Code::LedgerInFuture, message));
        }
        match [from, to].into_iter().find(|month| !self.span.holds(*month)) {
            None => Ok(()),
            Some(month) => {
                let (first, last) = (self.span.from(), self.span.to());
                let message = Text::new(
                    format!("{month} is not among the months from {first} to {last}"),
                    format!("{month} 不在 {first} 至 {last} 之内"),
                );
                Err((Code::LedgerOutsideSpan, message))
            }
        }
    }

    /// The benefits of a name or label, each of another entity.
    fn benefits(&self, name: &str) -> Result<Vec<(ValueId, EntityId)>, (Code, Text)> {
        let all = || {
            let numbered = (0..).map(ValueId).zip(&self.program.values);
            numbered.filter(|(_, value)| matches!(value.rule, Rule::Benefit(_)))
        };
        let named = |label: bool| {
            all().filter(move |(_, value)| match label {
                false => value.name == name,
                true => value.label.as_deref() == Some(name),
            })
        };
        let mut found: Vec<_> = named(false).map(|(id, value)| (id, value.entity)).collect();
        if found.is_empty() {
            found = named(true).map(|(id, value)| (id, value.entity)).collect();
        }
        if !found.is_empty() {
            return Ok(found);
        }
        let shown: String = name.chars().take(60).filter(|letter| !letter.is_control()).collect();
        let mut message =
            Text::new(format!("there is no benefit `{shown}`"), format!("没有名为“{shown}”的待遇"));
        let names =
            all().flat_map(|(_, value)| std::iter::once(value.name.as_str()).chain(value.label.as_deref()));
        if let Some(meant) = nearest(name, names) {
            message.en.push_str(&format!("; did you mean `{meant}`?"));
            message.zh.push_str(&format!("；是否指“{meant}”？"));
        }
        Err((Code::LedgerUnknownBenefit, message))
    }

    /// The instances of an entity that an entry may mean.
    fn instances_in(&self, instances: &Instances, entry: &LedgerEntry, entity: EntityId) -> Vec<Identity> {
        match (&entry.key, entry.of.as_deref().unwrap_or_default()) {
            (Some(key), "") => instances.with_key(entity, key).map(|known| known.identity.clone()).collect(),
            (key, path) => {
                let known = instances.at(path).filter(|known| known.entity == entity);
                let known = known.filter(|known| key.is_none() || known.key == *key);
                known.map(|known| known.identity.clone()).into_iter().collect()
            }
        }
    }

    fn no_instance(&self, entry: &LedgerEntry, benefits: &[(ValueId, EntityId)]) -> Text {
        let entity = benefits.first().and_then(|(_, entity)| self.program.entities.get(entity.index()));
        let entity = entity.map_or("", |entity| entity.name.as_str());
        match (&entry.key, entry.of.as_deref()) {
            (None, None | Some("")) => Text::new(
                format!("it is not said of which `{entity}`: give `of` or `key`"),
                format!("没有写明属于哪个“{entity}”：请写 `of`（路径）或 `key`（标识）"),
            ),
            (Some(key), None | Some("")) => {
                let key = short(key);
                Text::new(
                    format!("no `{entity}` has the key `{key}`"),
                    format!("没有标识为“{key}”的“{entity}”"),
                )
            }
            (_, Some(path)) => {
                let path = short(path);
                Text::new(format!("there is no `{entity}` at `{path}`"), format!("“{path}”处没有“{entity}”"))
            }
        }
    }
}

fn ambiguous(entry: &LedgerEntry) -> Text {
    let key = short(entry.key.as_deref().unwrap_or_default());
    Text::new(
        format!("several entries have the key `{key}`: give the path in `of`"),
        format!("有多个条目的标识为“{key}”：请在 `of` 中写明路径"),
    )
}

fn overlapping(month: Month, earlier: usize) -> Text {
    Text::new(
        format!(
            "`ledger[{earlier}]` already says what was paid for {month}: add up what was paid for a month"
        ),
        format!("“ledger[{earlier}]”已写明为 {month} 发放的金额：同一月份请合并填写"),
    )
}

/// Somebody's own text, cut to a readable length.
fn short(own: &str) -> String {
    own.chars().take(60).map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect()
}
