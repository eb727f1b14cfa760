//! Ranges of unknown numbers: what is sure of them before they are known.
//!
//! Every unknown number carries the range in which it will lie, whatever the missing facts turn out to be.
//! A fact lies within its declared range, and whatever is computed from it within what that leaves. A range
//! of one number is that number, and a comparison that comes out alike for all numbers of its ranges is known.
//! Amounts that no number can hold are errors of the case that gives them, and do not count here.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::combinations;
use super::evaluate::{Evaluator, Known};
use super::lack::{Gaps, LackId};
use super::outcome::{Held, NoValue, Outcome, Possible, Unknown};
use crate::number::Rational;
use crate::program::{FieldId, InstanceId, Range, Value};
use crate::vocabulary::Comparison;

impl Evaluator<'_> {
    /// A number that lacks something and lies in a range; where there is none, it may be an error.
    pub(super) fn within(&mut self, mut gaps: Gaps, range: Option<Range>) -> Outcome {
        if range.is_none() {
            gaps.doubt();
        }
        let lack = self.join(gaps).ok_or_else(|| self.foreign())?;
        let Some(range) = range.filter(|_| !self.lacks.is_doubtful(lack)) else {
            return Err(lack.into());
        };
        match range.single() {
            Some(number) => Ok(Held::number(number)),
            None => Err(Unknown { lack, possible: Possible::Numbers(Rc::new(range)) }.into()),
        }
    }

    /// The same for what lacks only one thing.
    pub(super) fn lacking(&mut self, lack: LackId, range: Option<Range>) -> Outcome {
        let mut gaps = Gaps::default();
        gaps.add(lack);
        self.within(gaps, range)
    }

    /// An unknown number as each of the numbers at which, and the ranges between which, something changes;
    /// as it is where it may be an error, or where there are too many of them.
    pub(super) fn pieces(&mut self, unknown: &Unknown, limits: BTreeSet<Rational>) -> Vec<Known> {
        let range = unknown.range().filter(|_| !self.lacks.is_doubtful(unknown.lack));
        let Some(range) = range.filter(|_| limits.len() < combinations::MOST) else {
            return vec![Err(unknown.clone())];
        };
        let mut pieces = Vec::new();
        let mut rest = range;
        for limit in limits.into_iter().map(Range::point) {
            pieces.push(rest.both(limit.left_of(Comparison::Below)));
            pieces.push(rest.both(limit));
            rest = rest.both(limit.left_of(Comparison::Above));
        }
        pieces.push(rest);
        let whole = |piece: Range| if range.is_whole() { piece.whole() } else { piece };
        let pieces = pieces.into_iter().map(whole).filter(|piece| !piece.is_empty());
        let known = |piece: Range| match piece.single() {
            Some(number) => Ok(Held::number(number)),
            None => Err(Unknown { lack: unknown.lack, possible: Possible::Numbers(Rc::new(piece)) }),
        };
        pieces.map(known).collect()
    }

    /// A fact that nobody gave.
    pub(super) fn unknown_fact(&mut self, instance: InstanceId, field: FieldId) -> NoValue {
        let lack = LackId::Fact(instance, field);
        let entity = self.entity_of(instance).and_then(|entity| self.program.entities.get(entity.index()));
        match entity.and_then(|entity| entity.fields.get(field.index())) {
            Some(declared) if declared.ty.is_numeric() => {
                let range = Range::of_bounds(&declared.bounds);
                let range = if declared.whole { range.whole() } else { range };
                Unknown { lack, possible: Possible::Numbers(Rc::new(range)) }.into()
            }
            _ => lack.into(),
        }
    }
}

/// The range of a number, known or not.
pub(super) fn range_of(known: &Known) -> Option<Range> {
    match known {
        Ok(Held::Value(Value::Number(number))) => Some(Range::point(*number)),
        Ok(_) => None,
        Err(unknown) => unknown.range(),
    }
}

/// The range of what an expression came to; nothing where it failed.
pub(super) fn range_of_outcome(outcome: &Outcome) -> Option<Range> {
    match outcome {
        Ok(Held::Value(Value::Number(number))) => Some(Range::point(*number)),
        Err(NoValue::Unknown(unknown)) => unknown.range(),
        Ok(_) | Err(NoValue::Fault(_)) => None,
    }
}

/// Zero, or what a range says.
pub(super) fn or_nothing(range: Range) -> Range {
    range.hull(Range::point(Rational::ZERO))
}

/// A comparison that comes out alike whatever is missing.
pub(super) fn compared(comparison: Comparison, left: &Known, right: &Known) -> Option<bool> {
    range_of(left)?.compares(comparison, range_of(right)?)
}

/// Whether two numbers differ whatever is missing.
pub(super) fn differ(left: &Known, right: &Known) -> bool {
    range_of(left).zip(range_of(right)).is_some_and(|(left, right)| left.differs(right))
}
