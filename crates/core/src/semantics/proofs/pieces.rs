//! The values a key column can have, cut into pieces within which all cells behave alike.

use std::cmp::Ordering;

use crate::calendar::{Date, Month};
use crate::diagnostic::Text;
use crate::map::{Map, Set};
use crate::number::Rational;
use crate::program::range::Range;
use crate::program::table::Test;
use crate::program::{Bound, Type, Value};
use crate::semantics::Analysis;
use crate::semantics::problems::text;
use crate::semantics::show::value_text;
use crate::sort;
use crate::syntax::tree::Comparison;

/// What values a key column can have.
#[derive(Clone, Debug)]
pub struct Domain {
    /// Their type.
    pub ty: Type,
    /// Whether only whole numbers, coins, months or days occur.
    pub whole: bool,
    /// What they must satisfy.
    pub bounds: Vec<Bound>,
    /// What is proved of them, where they are numbers.
    pub range: Range,
}

/// The pieces of a column's domain in rising order, each with a value that stands for it.
#[derive(Clone, Debug)]
pub struct Pieces {
    samples: Vec<Value>,
    shown: Vec<Text>,
    positions: Map<Value, usize>,
}

impl Pieces {
    /// The pieces of a domain cut at everything that some tests mention.
    pub fn new<'t>(
        analysis: &Analysis<'_>,
        domain: &Domain,
        tests: impl Iterator<Item = &'t Test> + Clone,
    ) -> Self {
        let pieces = match domain.ty {
            Type::Bool => plain(analysis, domain.ty, vec![Value::Bool(true), Value::Bool(false)]),
            Type::Case(id) => {
                let cases = analysis.program.enums.get(id.index()).map_or(0, |ty| ty.cases.len());
                plain(analysis, domain.ty, (0..).take(cases).map(Value::Case).collect())
            }
            Type::Text => texts(analysis, tests),
            _ => ordered(analysis, domain, tests),
        };
        let pieces: Vec<(Value, Text)> = pieces
            .into_iter()
            .filter(|(value, _)| domain.bounds.iter().all(|bound| bound.admits(value)))
            .filter(|(value, _)| match value {
                Value::Number(number) => domain.range.admits(*number),
                _ => true,
            })
            .collect();
        let positions = pieces.iter().enumerate().map(|(at, (value, _))| (value.clone(), at)).collect();
        let (samples, shown) = pieces.into_iter().unzip();
        Self { samples, shown, positions }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.samples.len()
    }

    /// A piece in words.
    pub fn shown(&self, piece: usize) -> Text {
        self.shown.get(piece).cloned().unwrap_or_else(|| text("any", "任意"))
    }

    /// The pieces that a cell covers, as runs.
    pub fn covered(&self, cell: &[Test]) -> Vec<(usize, usize)> {
        let mut runs: Vec<(usize, usize)> = cell.iter().filter_map(|test| self.run(test)).collect();
        sort::by(&mut runs, Ord::cmp);
        // Alternatives of one cell may overlap.
        let mut joined: Vec<(usize, usize)> = Vec::with_capacity(runs.len());
        for (start, end) in runs {
            match joined.last_mut() {
                Some((_, last)) if start <= *last => *last = (*last).max(end),
                _ => joined.push((start, end)),
            }
        }
        joined
    }

    fn run(&self, test: &Test) -> Option<(usize, usize)> {
        match test {
            Test::Any => Some((0, self.len())),
            Test::Equal(value) => self.positions.get(value).map(|at| (*at, at.saturating_add(1))),
            Test::Within(bounds) => {
                let admits = |bound: &(Comparison, Value), sample: &Value| {
                    sample.compare(&bound.1).is_some_and(|order| bound.0.accepts(order))
                };
                let is_lower =
                    |bound: &&(Comparison, Value)| matches!(bound.0, Comparison::Above | Comparison::AtLeast);
                let start = self.samples.partition_point(|sample| {
                    bounds.iter().filter(is_lower).any(|bound| !admits(bound, sample))
                });
                let end = self.samples.partition_point(|sample| {
                    bounds.iter().filter(|bound| !is_lower(bound)).all(|bound| admits(bound, sample))
                });
                (start < end).then_some((start, end))
            }
        }
    }
}

fn plain(analysis: &Analysis<'_>, ty: Type, values: Vec<Value>) -> Vec<(Value, Text)> {
    values
        .into_iter()
        .map(|value| {
            let shown = value_text(analysis, ty, &value);
            (value, shown)
        })
        .collect()
}

fn texts<'t>(analysis: &Analysis<'_>, tests: impl Iterator<Item = &'t Test>) -> Vec<(Value, Text)> {
    let mut pieces = vec![(Value::Text("\u{0}".into()), text("any other text", "其他文本"))];
    let mut seen = Set::new();
    for test in tests {
        if let Test::Equal(value @ Value::Text(_)) = test
            && seen.insert(value.clone())
        {
            pieces.push((value.clone(), value_text(analysis, Type::Text, value)));
        }
    }
    pieces
}

/// The pieces of an ordered domain: below the first limit, each limit, between two limits, above the last.
fn ordered<'t>(
    analysis: &Analysis<'_>,
    domain: &Domain,
    tests: impl Iterator<Item = &'t Test>,
) -> Vec<(Value, Text)> {
    let mut limits: Vec<Value> = Vec::new();
    for test in tests {
        match test {
            Test::Any => {}
            Test::Equal(value) => limits.push(value.clone()),
            Test::Within(within) => limits.extend(within.iter().map(|(_, value)| value.clone())),
        }
    }
    limits.extend(domain.bounds.iter().map(|bound| bound.limit.clone()));
    limits.extend(domain.range.bounds().into_iter().map(|(_, limit)| Value::Number(limit)));
    sort::by(&mut limits, |left, right| left.compare(right).unwrap_or(Ordering::Equal));
    limits.dedup();
    let show = |value: &Value| value_text(analysis, domain.ty, value);
    let (Some(first), Some(last)) = (limits.first(), limits.last()) else {
        let value = anything(domain.ty);
        return vec![(value, text("any", "任意"))];
    };
    let mut pieces = Vec::new();
    if let Some(below) = step(first, -1) {
        let limit = show(first);
        pieces.push((below, text(format!("below {}", limit.en), format!("低于{}", limit.zh))));
    }
    for (position, limit) in limits.iter().enumerate() {
        pieces.push((limit.clone(), show(limit)));
        if let Some(next) = limits.get(position.saturating_add(1))
            && let Some(between) = between(limit, next, domain.whole)
        {
            let (low, high) = (show(limit), show(next));
            let shown = if domain.whole {
                show(&between)
            } else {
                text(format!("between {} and {}", low.en, high.en), format!("{}与{}之间", low.zh, high.zh))
            };
            pieces.push((between, shown));
        }
    }
    if let Some(above) = step(last, 1) {
        let limit = show(last);
        pieces.push((above, text(format!("above {}", limit.en), format!("高于{}", limit.zh))));
    }
    pieces
}

/// The next or previous value of a whole kind; one more or less of a number.
fn step(value: &Value, by: i64) -> Option<Value> {
    match value {
        Value::Number(number) => number.checked_add(Rational::from(by)).ok().map(Value::Number),
        Value::Date(date) => date.add_days(by).ok().map(Value::Date),
        Value::Month(month) => month.add_months(by).ok().map(Value::Month),
        _ => None,
    }
}

/// A value between two others, if there is one.
fn between(low: &Value, high: &Value, whole: bool) -> Option<Value> {
    let found = match (low, high) {
        (Value::Number(low), Value::Number(_)) if whole => Value::Number(next_whole(*low)?),
        (Value::Number(low), Value::Number(high)) => {
            let sum = low.checked_add(*high).ok()?;
            Value::Number(sum.checked_div(Rational::integer(2)).ok()?)
        }
        _ => step(low, 1)?,
    };
    found.compare(high).is_some_and(Ordering::is_lt).then_some(found)
}

fn next_whole(number: Rational) -> Option<Rational> {
    number.floor().checked_add(1).map(Rational::integer)
}

fn anything(ty: Type) -> Value {
    match ty {
        Type::Date => Date::new(2000, 1, 1).map_or(Value::Bool(false), Value::Date),
        Type::Month => Month::new(2000, 1).map_or(Value::Bool(false), Value::Month),
        _ => Value::Number(Rational::ZERO),
    }
}
