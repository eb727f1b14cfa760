//! Ranges of unknown numbers: what is sure of them before they are known.
//!
//! Every unknown number carries the range in which it will lie, whatever the missing facts turn out to be.
//! A fact lies within its declared range, and whatever is computed from it within what that leaves. A range
//! of one number is that number, and a comparison that comes out alike for all numbers of its ranges is known.
//! Amounts that no number can hold are errors of the case that gives them, and do not count here.

use std::rc::Rc;

use super::combinations;
use super::evaluate::Evaluator;
use super::lack::{Gaps, LackId};
use super::operands::Known;
use super::outcome::{Held, NoValue, Outcome, Possible, Unknown};
use crate::number::Rational;
use crate::program::{FieldId, InstanceId, Range, Value};
use crate::vocabulary::Comparison;

impl Evaluator<'_> {
    /// A number that lacks something and lies in a range; where there is none, it may be an error.
    #[inline(never)]
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
    pub(super) fn pieces(&mut self, unknown: &Unknown, limits: &[Rational]) -> Vec<Known> {
        let mut pieces = Vec::new();
        if let Some(mut rest) = unknown.range()
            && !self.lacks.is_doubtful(unknown.lack)
            && limits.len() < combinations::MOST
        {
            for limit in limits.iter().copied().map(Range::point) {
                add_piece(&mut pieces, unknown, rest.both(limit.left_of(Comparison::Below)));
                add_piece(&mut pieces, unknown, rest.both(limit));
                rest = rest.both(limit.left_of(Comparison::Above));
            }
            add_piece(&mut pieces, unknown, rest);
        } else {
            pieces.push(Err(unknown.clone()));
        }
        pieces
    }

    /// A fact that nobody gave.
    pub(super) fn unknown_fact(&mut self, instance: InstanceId, field: FieldId) -> NoValue {
        let lack = LackId::Fact(instance, field);
        let entity = self.entity_of(instance).and_then(|entity| self.program.entities.get(entity.index()));
        match entity.and_then(|entity| entity.fields.get(field.index())) {
            Some(declared) if declared.ty.is_numeric() => {
                let range = Range::of_field(declared);
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

/// Adds what an unknown number is in a part of its range, unless it is nothing.
fn add_piece(pieces: &mut Vec<Known>, unknown: &Unknown, piece: Range) {
    let piece = if piece.is_whole() { piece.whole() } else { piece };
    match piece.single() {
        Some(number) => pieces.push(Ok(Held::number(number))),
        None if piece.is_empty() => {}
        None => {
            let possible = Possible::Numbers(Rc::new(piece));
            pieces.push(Err(Unknown { lack: unknown.lack, possible }));
        }
    }
}

/// What holds of unknown numbers together.
pub(super) fn joined(values: &[Known], join: fn(Range, Range) -> Range) -> Option<Range> {
    let mut all = None;
    for value in values {
        let range = range_of(value)?;
        all = Some(all.map_or(range, |all| join(all, range)));
    }
    all
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
