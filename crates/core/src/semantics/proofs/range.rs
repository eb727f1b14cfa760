//! What is known of a number without knowing the case: its ends, and whether it can be zero.

use crate::number::Rational;
use crate::program::{Bound, Value};
use crate::syntax::tree::Comparison;

/// An end of a range, and whether it belongs to it.
type End = Option<(Rational, bool)>;

/// An open or closed end on each side, and whether the number is known not to be zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    low: End,
    high: End,
    nonzero: bool,
}

impl Range {
    /// Exactly this number.
    pub fn point(number: Rational) -> Self {
        Self { low: Some((number, true)), high: Some((number, true)), nonzero: !number.is_zero() }
    }

    /// This number or more.
    pub fn at_least(number: Rational) -> Self {
        Self { low: Some((number, true)), ..Self::default() }
    }

    /// Anything but zero.
    pub fn nonzero() -> Self {
        Self { nonzero: true, ..Self::default() }
    }

    /// What holds of the left side of a comparison when this holds of the right side.
    pub fn left_of(self, comparison: Comparison) -> Self {
        let open = |end: End| end.map(|(at, _)| (at, false));
        match comparison {
            Comparison::Below => Self { high: open(self.high), ..Self::default() },
            Comparison::AtMost => Self { high: self.high, ..Self::default() },
            Comparison::Above => Self { low: open(self.low), ..Self::default() },
            Comparison::AtLeast => Self { low: self.low, ..Self::default() },
        }
    }

    /// What a declared range says.
    pub fn of_bounds(bounds: &[Bound]) -> Self {
        Self::within(bounds.iter().map(|bound| (bound.comparison, &bound.limit)))
    }

    /// What several comparisons with fixed limits say together.
    pub fn within<'v>(bounds: impl Iterator<Item = (Comparison, &'v Value)>) -> Self {
        let ranges = bounds.filter_map(|(comparison, limit)| match limit {
            Value::Number(limit) => Some(Self::point(*limit).left_of(comparison)),
            _ => None,
        });
        ranges.fold(Self::default(), Self::both)
    }

    /// The whole numbers in the range: ends move inwards to the nearest one.
    pub fn whole(self) -> Self {
        let up = |(at, closed): (Rational, bool)| {
            let next = if at.is_integer() && closed { Some(at) } else { next_whole(at) };
            next.map(|at| (at, true))
        };
        let turned = |end: End| end.and_then(|(at, closed)| Some((at.checked_neg().ok()?, closed)));
        let high = turned(turned(self.high).and_then(up));
        Self { low: self.low.and_then(up), high, nonzero: self.nonzero }
    }

    /// The ends that there are.
    pub fn ends(self) -> Vec<Rational> {
        self.low.iter().chain(&self.high).map(|(at, _)| *at).collect()
    }

    /// The only number in the range.
    pub fn single(self) -> Option<Rational> {
        match (self.low, self.high) {
            (Some((low, true)), Some((high, true))) if low == high => Some(low),
            _ => None,
        }
    }

    /// Whether zero lies outside.
    pub fn excludes_zero(self) -> bool {
        let zero = Rational::ZERO;
        self.nonzero
            || self.low.is_some_and(|(low, closed)| low > zero || low == zero && !closed)
            || self.high.is_some_and(|(high, closed)| high < zero || high == zero && !closed)
    }

    fn is_at_least_zero(self) -> bool {
        self.low.is_some_and(|(low, _)| low >= Rational::ZERO)
    }

    /// Whether every number in it is above zero.
    pub fn is_above_zero(self) -> bool {
        self.is_at_least_zero() && self.excludes_zero()
    }

    /// Whether a number lies in the range.
    pub fn admits(self, number: Rational) -> bool {
        self.low.is_none_or(|(low, closed)| low < number || closed && low == number)
            && self.high.is_none_or(|(high, closed)| number < high || closed && high == number)
            && !(self.nonzero && number.is_zero())
    }

    /// Whether everything in this range lies in another.
    pub fn lies_in(self, other: Self) -> bool {
        let above = |inner: End, outer: End| match (inner, outer) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(inner), Some(outer)) => inner.0 > outer.0 || inner.0 == outer.0 && (outer.1 || !inner.1),
        };
        let turned = |end: End| end.and_then(|(at, closed)| Some((at.checked_neg().ok()?, closed)));
        above(self.low, other.low)
            && above(turned(self.high), turned(other.high))
            && (!other.nonzero || self.excludes_zero())
    }

    /// What both say together.
    pub fn both(self, other: Self) -> Self {
        let low = match (self.low, other.low) {
            (Some(one), Some(two)) => Some(if one.0 > two.0 || one.0 == two.0 && !one.1 { one } else { two }),
            (one, two) => one.or(two),
        };
        let high = match (self.high, other.high) {
            (Some(one), Some(two)) => Some(if one.0 < two.0 || one.0 == two.0 && !one.1 { one } else { two }),
            (one, two) => one.or(two),
        };
        Self { low, high, nonzero: self.nonzero || other.nonzero }
    }

    /// What holds of a value that is one or the other.
    pub fn hull(self, other: Self) -> Self {
        let low = self
            .low
            .zip(other.low)
            .map(|(one, two)| if one.0 < two.0 || one.0 == two.0 && one.1 { one } else { two });
        let high = self
            .high
            .zip(other.high)
            .map(|(one, two)| if one.0 > two.0 || one.0 == two.0 && one.1 { one } else { two });
        Self { low, high, nonzero: self.excludes_zero() && other.excludes_zero() }
    }

    /// What holds of one of several values; anything where there are none.
    pub fn hull_of(ranges: impl Iterator<Item = Self>) -> Self {
        ranges.reduce(Self::hull).unwrap_or_default()
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Self {
        let end = |one: End, two: End| {
            let (one, two) = one.zip(two)?;
            Some((one.0.checked_add(two.0).ok()?, one.1 && two.1))
        };
        Self { low: end(self.low, other.low), high: end(self.high, other.high), nonzero: false }
    }

    /// The negative.
    pub fn negated(self) -> Self {
        let turn = |end: End| end.and_then(|(at, closed)| Some((at.checked_neg().ok()?, closed)));
        Self { low: turn(self.high), high: turn(self.low), nonzero: self.nonzero }
    }

    /// The product: exact for two fixed numbers, otherwise only the sign.
    pub fn times(self, other: Self) -> Self {
        if let (Some(one), Some(two)) = (self.single(), other.single())
            && let Ok(product) = one.checked_mul(two)
        {
            return Self::point(product);
        }
        let nonzero = self.excludes_zero() && other.excludes_zero();
        let low = (self.is_at_least_zero() && other.is_at_least_zero()).then_some((Rational::ZERO, !nonzero));
        Self { low, high: None, nonzero }
    }

    /// The quotient: exact for two fixed numbers, otherwise only the sign.
    pub fn over(self, other: Self) -> Self {
        if let (Some(one), Some(two)) = (self.single(), other.single())
            && let Ok(quotient) = one.checked_div(two)
        {
            return Self::point(quotient);
        }
        let nonzero = self.excludes_zero();
        let low = (self.is_at_least_zero() && other.is_above_zero()).then_some((Rational::ZERO, !nonzero));
        Self { low, high: None, nonzero }
    }

    /// Only the sign survives rounding, which may also reach zero, and adding up a list, which may be
    /// empty.
    pub fn sign_only(self) -> Self {
        let low = self.is_at_least_zero().then_some((Rational::ZERO, true));
        Self { low, high: None, nonzero: false }
    }

    /// What holds between the lowest and the highest: an average of values none of which is zero may be
    /// zero.
    pub fn averaged(self) -> Self {
        Self { nonzero: false, ..self }
    }

    /// The higher of two values.
    pub fn highest(self, other: Self) -> Self {
        let low = self.both(other).low;
        let high = self.hull(other).high;
        Self { low, high, nonzero: self.excludes_zero() && other.excludes_zero() }
    }

    /// The lower of two values.
    pub fn lowest(self, other: Self) -> Self {
        self.negated().highest(other.negated()).negated()
    }
}

fn next_whole(number: Rational) -> Option<Rational> {
    number.floor().checked_add(1).map(Rational::integer)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert!(!between(1, 9).sign_only().excludes_zero());
        assert!(between(1, 9).over(between(1, 9)).is_above_zero());
        assert!(between(-9, 9).highest(Range::point(number(1))).excludes_zero());
        assert!(!between(-9, 9).lowest(Range::point(number(1))).excludes_zero());
        assert_eq!(Range::point(number(6)).over(Range::point(number(3))).single(), Some(number(2)));
    }

    #[test]
    fn whole_numbers_have_closed_ends() {
        let above_zero = Range::point(number(0)).left_of(Comparison::Above);
        assert_eq!(above_zero.whole(), Range::at_least(number(1)));
        let below = Range::point(Rational::new(5, 2).unwrap()).left_of(Comparison::AtMost);
        assert_eq!(below.whole(), Range::point(number(2)).left_of(Comparison::AtMost));
        assert_eq!(between(1, 5).whole(), between(1, 5));
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
