//! Conditions that stay open for the interpreter too where a fact is missing.
//!
//! The interpreter knows the range of a number that is missing, and sometimes answers where there is no answer
//! here. Of a fact that is compared with a figure it can be said beforehand whether it does.

use super::cells::UNKNOWN;
use super::layout::Layout;
use super::op::{Number, NumberId, Truth, Whole, WholeId};
use crate::map::Map;
use crate::number::Rational;
use crate::program::{Program, Range};

/// The ranges that number facts can have, by their first cell in an instance of whatever entity.
pub struct Ranges(Map<u32, Vec<Range>>);

impl Ranges {
    pub fn of(program: &Program, layout: &Layout) -> Self {
        let mut all: Map<u32, Vec<Range>> = Map::new();
        for (field, offset) in layout.fields(program).filter(|(field, _)| field.ty.is_numeric()) {
            all.or_default(offset).push(Range::of_field(field));
        }
        Self(all)
    }

    /// What a number can be as far as the interpreter knows while it is missing; nothing where that is not known.
    fn possible(&self, number: Option<&Number>) -> Option<Vec<Range>> {
        match number? {
            Number::Constant(ratio) => {
                let number = Rational::new(ratio.numerator.into(), ratio.denominator.into());
                Some(vec![Range::point(number.ok()?)])
            }
            Number::Fact(_, offset) | Number::Fraction(_, offset) => self.0.get(offset).cloned(),
            _ => None,
        }
    }
}

/// Of each condition, whether it stays open for the interpreter where it has no answer here.
pub fn of(truths: &[Truth], numbers: &[Number], wholes: &[Whole], ranges: &Ranges) -> Vec<bool> {
    let sure = |left: NumberId, right: NumberId, sure: &dyn Fn(Range, Range) -> bool| {
        let left = ranges.possible(numbers.get(left.0 as usize));
        let right = ranges.possible(numbers.get(right.0 as usize));
        left.zip(right)
            .is_none_or(|(left, right)| left.iter().any(|left| right.iter().any(|right| sure(*left, *right))))
    };
    let plain = |id: WholeId| match wholes.get(id.0 as usize) {
        Some(Whole::Constant(value)) => *value != UNKNOWN,
        Some(Whole::Fact(..)) => true,
        _ => false,
    };
    let is_open = |truth: &Truth| match truth {
        Truth::Compare(comparison, left, right) => {
            !sure(*left, *right, &|left, right| left.compares(*comparison, right).is_some())
        }
        Truth::Equal(left, right, _) => !sure(*left, *right, &Range::differs),
        Truth::CompareWhole(_, left, right) | Truth::EqualWhole(left, right, _) => {
            plain(*left) && plain(*right)
        }
        _ => false,
    };
    truths.iter().map(is_open).collect()
}
