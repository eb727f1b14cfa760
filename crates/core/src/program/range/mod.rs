//! What is known of a number without knowing the number: its ends, and whether it can be zero or a fraction.
//!
//! Every operation gives a range in which the result lies for any numbers of the ranges it is given. An end
//! that would be beyond the numbers that fit is left open, which is always true.

mod arithmetic;

use super::{Bound, Field, Value};
use crate::number::Rational;
use crate::vocabulary::Comparison;

/// A low end of a range, and whether it belongs to it.
type End = Option<(Rational, bool)>;

/// An open or closed end on each side, and whether the number is known not to be zero, or to be whole.
///
/// The high end is kept as the low end of the negative, so that what is done to one is done to the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    low: End,
    mirrored: End,
    nonzero: bool,
    whole: bool,
}

impl Range {
    /// Exactly this number.
    #[must_use]
    pub fn point(number: Rational) -> Self {
        let low = Some((number, true));
        Self { low, mirrored: mirrored(low), nonzero: !number.is_zero(), whole: number.is_integer() }
    }

    /// This number or more.
    #[must_use]
    pub fn at_least(number: Rational) -> Self {
        Self { low: Some((number, true)), ..Self::default() }
    }

    /// Anything but zero.
    #[must_use]
    pub fn nonzero() -> Self {
        Self { nonzero: true, ..Self::default() }
    }

    /// What holds of the left side of a comparison when this holds of the right side.
    #[must_use]
    pub fn left_of(self, comparison: Comparison) -> Self {
        let open = |end: End| end.map(|(at, _)| (at, false));
        match comparison {
            Comparison::Below => Self { mirrored: open(self.mirrored), ..Self::default() },
            Comparison::AtMost => Self { mirrored: self.mirrored, ..Self::default() },
            Comparison::Above => Self { low: open(self.low), ..Self::default() },
            Comparison::AtLeast => Self { low: self.low, ..Self::default() },
        }
    }

    /// What a declared range says.
    #[must_use]
    pub fn of_bounds(bounds: &[Bound]) -> Self {
        Self::within(bounds.iter().map(|bound| (bound.comparison, &bound.limit)))
    }

    /// What a field declares of its number.
    #[must_use]
    pub fn of_field(field: &Field) -> Self {
        let range = Self::of_bounds(&field.bounds);
        if field.whole { range.whole() } else { range }
    }

    /// What several comparisons with fixed limits say together.
    #[must_use]
    pub fn within<'v>(bounds: impl Iterator<Item = (Comparison, &'v Value)>) -> Self {
        let mut range = Self::default();
        for (comparison, limit) in bounds {
            if let Value::Number(limit) = limit {
                range = range.both(Self::point(*limit).left_of(comparison));
            }
        }
        range
    }

    /// The whole numbers in the range: ends move inwards to the nearest one.
    #[must_use]
    pub fn whole(self) -> Self {
        Self { low: next_whole(self.low), mirrored: next_whole(self.mirrored), whole: true, ..self }
    }

    /// Whether every number in it is whole.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.whole
    }

    /// Whether no number lies in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        is_above_zero(sum(self.low, self.mirrored))
    }

    /// What every number in it satisfies.
    #[must_use]
    pub fn bounds(self) -> Vec<(Comparison, Rational)> {
        let mut bounds = Vec::new();
        if let Some((at, closed)) = self.low {
            bounds.push((if closed { Comparison::AtLeast } else { Comparison::Above }, at));
        }
        if let Some((at, closed)) = mirrored(self.mirrored) {
            bounds.push((if closed { Comparison::AtMost } else { Comparison::Below }, at));
        }
        bounds
    }

    /// The only number in the range.
    #[must_use]
    pub fn single(self) -> Option<Rational> {
        match sum(self.low, self.mirrored) {
            Some((distance, true)) if distance.is_zero() => self.low.map(|(at, _)| at),
            _ => None,
        }
    }

    /// Whether zero lies outside.
    #[must_use]
    pub fn excludes_zero(self) -> bool {
        self.nonzero || is_above_zero(self.low) || is_above_zero(self.mirrored)
    }

    /// Whether no number in it is below zero.
    #[must_use]
    pub fn is_at_least_zero(self) -> bool {
        self.low.is_some_and(|(low, _)| !low.is_negative())
    }

    /// Whether every number in it is above zero.
    #[must_use]
    pub fn is_above_zero(self) -> bool {
        self.is_at_least_zero() && self.excludes_zero()
    }

    /// Whether a number lies in the range.
    #[must_use]
    pub fn admits(self, number: Rational) -> bool {
        Self::point(number).lies_in(self)
    }

    /// Whether everything in this range lies in another.
    #[must_use]
    pub fn lies_in(self, other: Self) -> bool {
        tighter(self.low, other.low) == self.low
            && tighter(self.mirrored, other.mirrored) == self.mirrored
            && (!other.nonzero || self.excludes_zero())
            && (!other.whole || self.whole)
    }

    /// What both say together.
    #[must_use]
    pub fn both(self, other: Self) -> Self {
        Self {
            low: tighter(self.low, other.low),
            mirrored: tighter(self.mirrored, other.mirrored),
            nonzero: self.nonzero || other.nonzero,
            whole: self.whole || other.whole,
        }
    }

    /// What holds of a value that is one or the other.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        let (low, mirrored) = (looser(self.low, other.low), looser(self.mirrored, other.mirrored));
        Self { low, mirrored, ..self.alike(other) }
    }

    /// What holds of a value of one or the other, or of whatever is zero or a fraction only if one of them is.
    fn alike(self, other: Self) -> Self {
        let nonzero = self.excludes_zero() && other.excludes_zero();
        Self { low: None, mirrored: None, nonzero, whole: self.whole && other.whole }
    }

    /// What holds of one of several values; anything where there are none.
    #[must_use]
    pub fn hull_of(ranges: impl Iterator<Item = Self>) -> Self {
        ranges.reduce(Self::hull).unwrap_or_default()
    }

    /// The negative.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { low: self.mirrored, mirrored: self.low, ..self }
    }

    /// How every number of this range compares with every number of another, where all compare alike.
    #[must_use]
    pub fn compares(self, comparison: Comparison, other: Self) -> Option<bool> {
        match comparison {
            Comparison::Below => self.is_below(other),
            Comparison::AtLeast => self.is_below(other).map(|below| !below),
            Comparison::Above => other.is_below(self),
            Comparison::AtMost => other.is_below(self).map(|below| !below),
        }
    }

    fn is_below(self, other: Self) -> Option<bool> {
        let distance = other.plus(self.negated());
        if distance.is_above_zero() {
            return Some(true);
        }
        distance.negated().is_at_least_zero().then_some(false)
    }

    /// Whether no number of this range is one of another.
    #[must_use]
    pub fn differs(self, other: Self) -> bool {
        self.plus(other.negated()).excludes_zero()
    }

    /// The higher of two values.
    #[must_use]
    pub fn highest(self, other: Self) -> Self {
        let (low, mirrored) = (tighter(self.low, other.low), looser(self.mirrored, other.mirrored));
        Self { low, mirrored, ..self.alike(other) }
    }

    /// The lower of two values.
    #[must_use]
    pub fn lowest(self, other: Self) -> Self {
        self.negated().highest(other.negated()).negated()
    }
}

/// The end on the other side.
fn mirrored(end: End) -> End {
    end.and_then(|(at, closed)| Some((at.checked_neg().ok()?, closed)))
}

fn sum(one: End, two: End) -> End {
    let ((one, closed), (two, also)) = one.zip(two)?;
    Some((one.checked_add(two).ok()?, closed && also))
}

/// The low end that leaves less.
fn tighter(one: End, two: End) -> End {
    let Some(((at, closed), (other, _))) = one.zip(two) else { return one.or(two) };
    if at > other || at == other && !closed { one } else { two }
}

/// The low end that leaves more.
fn looser(one: End, two: End) -> End {
    one.zip(two)?;
    if tighter(one, two) == one { two } else { one }
}

/// Whether numbers from a low end on are all above zero.
fn is_above_zero(end: End) -> bool {
    end.is_some_and(|(at, closed)| at.signum() > 0 || at.is_zero() && !closed)
}

/// The low end of the whole numbers from a low end on.
fn next_whole(end: End) -> End {
    let (at, closed) = end?;
    if at.is_integer() && closed {
        return end;
    }
    Some((Rational::integer(at.floor().checked_add(1)?), true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::RoundMode;

    fn number(n: i64) -> Rational {
        Rational::from(n)
    }

    fn between(low: i64, high: i64) -> Range {
        Range::at_least(number(low)).both(Range::point(number(high)).left_of(Comparison::AtMost))
    }

    #[test]
    fn zero_is_excluded_only_where_it_cannot_be() {
        assert!(Range::point(number(3)).excludes_zero());
        assert!(Range::point(number(0)).left_of(Comparison::Above).excludes_zero());
        assert!(!Range::point(number(0)).left_of(Comparison::AtLeast).excludes_zero());
        assert!(!between(-1, 1).excludes_zero());
        // -1 and 1 are not zero, but what lies between them may be.
        let either = Range::point(number(-1)).hull(Range::point(number(1)));
        assert!(either.excludes_zero() && !either.averaged().excludes_zero());
    }

    #[test]
    fn arithmetic_keeps_what_is_certain() {
        assert!(between(0, 9).plus(Range::point(number(1))).excludes_zero());
        assert!(!between(0, 9).plus(Range::point(number(-1))).excludes_zero());
        assert!(between(1, 9).times(between(1, 9)).is_above_zero());
        assert!(!between(1, 9).repeated().excludes_zero());
        assert!(between(1, 9).over(between(1, 9)).is_above_zero());
        assert!(between(-9, 9).highest(Range::point(number(1))).excludes_zero());
        assert!(!between(-9, 9).lowest(Range::point(number(1))).excludes_zero());
        assert_eq!(Range::point(number(6)).over(Range::point(number(3))).single(), Some(number(2)));
    }

    fn closed(low: i64, high: i64) -> [(Comparison, Rational); 2] {
        [(Comparison::AtLeast, number(low)), (Comparison::AtMost, number(high))]
    }

    fn half() -> Rational {
        Rational::new(1, 2).unwrap()
    }

    fn below(n: i64) -> Range {
        Range::point(number(n)).left_of(Comparison::Below)
    }

    #[test]
    fn products_and_quotients_have_the_ends_that_can_be_reached() {
        assert_eq!(between(2, 3).times(between(-5, 4)).bounds(), closed(-15, 12));
        assert_eq!(between(-3, -2).times(between(-5, -4)).bounds(), closed(8, 15));
        assert_eq!(between(0, 3).times(Range::at_least(number(2))), Range::at_least(number(0)));
        let endless = between(-1, 3).times(Range::at_least(number(2)));
        assert_eq!(endless, Range::default());
        // Below 3 and at least 0, times 2: below 6, and 0 is reached.
        let open = Range::at_least(number(0)).both(below(3)).times(Range::point(number(2)));
        assert!(open.admits(number(0)) && !open.admits(number(6)));
        assert!(open.lies_in(below(6)) && !open.lies_in(below(5)));
        assert_eq!(between(6, 12).over(between(2, 3)).bounds(), closed(2, 6));
        assert_eq!(between(6, 12).over(between(-3, -2)).bounds(), closed(-6, -2));
        let shared = between(6, 12).over(Range::at_least(number(1)));
        assert!(shared.is_above_zero() && shared.admits(number(12)) && !shared.admits(number(13)));
        assert_eq!(between(6, 12).over(between(-1, 1)).bounds(), []);
        let largest = Range::point(Rational::integer(i128::MAX));
        assert_eq!(largest.plus(largest).times(between(1, 2)).bounds(), []);
    }

    #[test]
    fn rounding_keeps_the_order_and_lists_grow() {
        let rounded = Range::at_least(half()).both(below(9)).rounded(RoundMode::Up, number(5));
        assert!(rounded.lies_in(between(5, 10)) && rounded.is_whole());
        assert_eq!(between(1, 2).repeated(), Range::at_least(number(0)));
        assert_eq!(Range::point(number(0)).repeated().single(), Some(number(0)));
        assert_eq!(between(-1, 2).repeated().bounds(), []);
    }

    #[test]
    fn ranges_compare_where_all_their_numbers_do() {
        let compared = |comparison, one: Range, two| one.compares(comparison, two);
        assert_eq!(compared(Comparison::Below, between(1, 2), between(3, 4)), Some(true));
        assert_eq!(compared(Comparison::Below, between(1, 3), between(3, 4)), None);
        assert_eq!(compared(Comparison::AtMost, between(1, 3), between(3, 4)), Some(true));
        assert_eq!(compared(Comparison::Above, between(1, 3), between(3, 4)), Some(false));
        assert_eq!(compared(Comparison::AtLeast, below(3), between(3, 4)), Some(false));
        assert_eq!(compared(Comparison::AtLeast, Range::at_least(number(3)), between(1, 3)), Some(true));
        assert_eq!(compared(Comparison::Above, Range::default(), between(1, 3)), None);
    }

    #[test]
    fn whole_numbers_have_closed_ends() {
        let above_zero = Range::point(number(0)).left_of(Comparison::Above).whole();
        assert!(above_zero.is_whole() && above_zero.lies_in(Range::at_least(number(1))));
        let below = Range::point(Rational::new(5, 2).unwrap()).left_of(Comparison::AtMost).whole();
        assert!(below.admits(number(2)) && !below.admits(Rational::new(9, 4).unwrap()));
        assert!(Range::point(half()).whole().is_empty() && !between(1, 5).whole().is_empty());
        assert!(!between(1, 5).is_whole() && !between(1, 5).is_empty());
    }

    #[test]
    fn ranges_lie_in_one_another() {
        assert!(between(1, 5).lies_in(between(0, 5)) && !between(0, 5).lies_in(between(1, 5)));
        let above = Range::point(number(0)).left_of(Comparison::Above);
        assert!(above.lies_in(Range::at_least(number(0))) && !Range::at_least(number(0)).lies_in(above));
        assert!(above.lies_in(Range::nonzero()) && !between(0, 1).lies_in(Range::nonzero()));
        assert!(between(1, 2).lies_in(Range::default()) && !Range::default().lies_in(between(1, 2)));
    }
}
