//! What is known of a number without knowing the number: its ends, and whether it can be zero or a fraction.
//!
//! Every operation gives a range in which the result lies for any numbers of the ranges it is given. An end
//! that would be beyond the numbers that fit is left open, which is always true.

use super::{Bound, Value};
use crate::number::{Rational, RoundMode};
use crate::vocabulary::Comparison;

/// An end of a range, and whether it belongs to it.
type End = Option<(Rational, bool)>;

/// An open or closed end on each side, and whether the number is known not to be zero, or to be whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    low: End,
    high: End,
    nonzero: bool,
    whole: bool,
}

/// An end of a product on its way: a number, or without end on the side of a sign.
#[derive(Clone, Copy)]
enum Corner {
    At(Rational, bool),
    Endless(i32),
}

impl Range {
    /// Exactly this number.
    #[must_use]
    pub fn point(number: Rational) -> Self {
        let end = Some((number, true));
        Self { low: end, high: end, nonzero: !number.is_zero(), whole: number.is_integer() }
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
            Comparison::Below => Self { high: open(self.high), ..Self::default() },
            Comparison::AtMost => Self { high: self.high, ..Self::default() },
            Comparison::Above => Self { low: open(self.low), ..Self::default() },
            Comparison::AtLeast => Self { low: self.low, ..Self::default() },
        }
    }

    /// What a declared range says.
    #[must_use]
    pub fn of_bounds(bounds: &[Bound]) -> Self {
        Self::within(bounds.iter().map(|bound| (bound.comparison, &bound.limit)))
    }

    /// What several comparisons with fixed limits say together.
    #[must_use]
    pub fn within<'v>(bounds: impl Iterator<Item = (Comparison, &'v Value)>) -> Self {
        let ranges = bounds.filter_map(|(comparison, limit)| match limit {
            Value::Number(limit) => Some(Self::point(*limit).left_of(comparison)),
            _ => None,
        });
        ranges.fold(Self::default(), Self::both)
    }

    /// The whole numbers in the range: ends move inwards to the nearest one.
    #[must_use]
    pub fn whole(self) -> Self {
        let up = |(at, closed): (Rational, bool)| {
            let next = if at.is_integer() && closed { Some(at) } else { next_whole(at) };
            next.map(|at| (at, true))
        };
        let turned = |end: End| end.and_then(|(at, closed)| Some((at.checked_neg().ok()?, closed)));
        let high = turned(turned(self.high).and_then(up));
        Self { low: self.low.and_then(up), high, nonzero: self.nonzero, whole: true }
    }

    /// Whether every number in it is whole.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.whole
    }

    /// Whether no number lies in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        let crossed = |((low, from), (high, to))| low > high || low == high && !(from && to);
        self.low.zip(self.high).is_some_and(crossed)
    }

    /// The ends that there are.
    #[must_use]
    pub fn ends(self) -> Vec<Rational> {
        self.low.iter().chain(&self.high).map(|(at, _)| *at).collect()
    }

    /// What every number in it satisfies.
    pub fn bounds(self) -> impl Iterator<Item = (Comparison, Rational)> {
        let low =
            self.low.map(|(at, closed)| (if closed { Comparison::AtLeast } else { Comparison::Above }, at));
        let high =
            self.high.map(|(at, closed)| (if closed { Comparison::AtMost } else { Comparison::Below }, at));
        low.into_iter().chain(high)
    }

    /// The only number in the range.
    #[must_use]
    pub fn single(self) -> Option<Rational> {
        match (self.low, self.high) {
            (Some((low, true)), Some((high, true))) if low == high => Some(low),
            _ => None,
        }
    }

    /// Whether zero lies outside.
    #[must_use]
    pub fn excludes_zero(self) -> bool {
        let zero = Rational::ZERO;
        self.nonzero
            || self.low.is_some_and(|(low, closed)| low > zero || low == zero && !closed)
            || self.high.is_some_and(|(high, closed)| high < zero || high == zero && !closed)
    }

    /// Whether no number in it is below zero.
    #[must_use]
    pub fn is_at_least_zero(self) -> bool {
        self.low.is_some_and(|(low, _)| low >= Rational::ZERO)
    }

    /// Whether every number in it is above zero.
    #[must_use]
    pub fn is_above_zero(self) -> bool {
        self.is_at_least_zero() && self.excludes_zero()
    }

    /// Whether a number lies in the range.
    #[must_use]
    pub fn admits(self, number: Rational) -> bool {
        self.low.is_none_or(|(low, closed)| low < number || closed && low == number)
            && self.high.is_none_or(|(high, closed)| number < high || closed && high == number)
            && !(self.nonzero && number.is_zero())
    }

    /// Whether everything in this range lies in another.
    #[must_use]
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
            && (!other.whole || self.whole)
    }

    /// What both say together.
    #[must_use]
    pub fn both(self, other: Self) -> Self {
        let low = match (self.low, other.low) {
            (Some(one), Some(two)) => Some(if one.0 > two.0 || one.0 == two.0 && !one.1 { one } else { two }),
            (one, two) => one.or(two),
        };
        let high = match (self.high, other.high) {
            (Some(one), Some(two)) => Some(if one.0 < two.0 || one.0 == two.0 && !one.1 { one } else { two }),
            (one, two) => one.or(two),
        };
        let (nonzero, whole) = (self.nonzero || other.nonzero, self.whole || other.whole);
        Self { low, high, nonzero, whole }
    }

    /// What holds of a value that is one or the other.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        let low = self
            .low
            .zip(other.low)
            .map(|(one, two)| if one.0 < two.0 || one.0 == two.0 && one.1 { one } else { two });
        let high = self
            .high
            .zip(other.high)
            .map(|(one, two)| if one.0 > two.0 || one.0 == two.0 && one.1 { one } else { two });
        let nonzero = self.excludes_zero() && other.excludes_zero();
        Self { low, high, nonzero, whole: self.whole && other.whole }
    }

    /// What holds of one of several values; anything where there are none.
    #[must_use]
    pub fn hull_of(ranges: impl Iterator<Item = Self>) -> Self {
        ranges.reduce(Self::hull).unwrap_or_default()
    }

    /// The sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let end = |one: End, two: End| {
            let (one, two) = one.zip(two)?;
            Some((one.0.checked_add(two.0).ok()?, one.1 && two.1))
        };
        let (low, high) = (end(self.low, other.low), end(self.high, other.high));
        Self { low, high, nonzero: false, whole: self.whole && other.whole }
    }

    /// The negative.
    #[must_use]
    pub fn negated(self) -> Self {
        let turn = |end: End| end.and_then(|(at, closed)| Some((at.checked_neg().ok()?, closed)));
        Self { low: turn(self.high), high: turn(self.low), ..self }
    }

    /// The product.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        let nonzero = self.excludes_zero() && other.excludes_zero();
        let plain = Self { nonzero, whole: self.whole && other.whole, ..Self::default() };
        let mut ends: Option<(Corner, Corner)> = None;
        for one in self.corners() {
            for two in other.corners() {
                let Some(product) = one.times(two) else { return plain };
                ends = Some(ends.map_or((product, product), |(low, high)| {
                    (low.further(product, -1), high.further(product, 1))
                }));
            }
        }
        let (low, high) = ends.unzip();
        Self { low: low.and_then(Corner::end), high: high.and_then(Corner::end), ..plain }
    }

    fn corners(self) -> [Corner; 2] {
        let corner =
            |end: End, side| end.map_or(Corner::Endless(side), |(at, closed)| Corner::At(at, closed));
        [corner(self.low, -1), corner(self.high, 1)]
    }

    /// The quotient, where the divisor is known to lie on one side of zero; otherwise only whether it can
    /// be zero.
    #[must_use]
    pub fn over(self, other: Self) -> Self {
        if let Some(divisor) = other.single().filter(|divisor| !divisor.is_zero())
            && let Some(dividend) = self.single()
        {
            return dividend.checked_div(divisor).map(Self::point).unwrap_or_default();
        }
        if other.negated().is_above_zero() {
            return self.negated().over(other.negated());
        }
        if !other.is_above_zero() {
            return Self { nonzero: self.excludes_zero(), ..Self::default() };
        }
        let inverse = |(at, closed): (Rational, bool)| Some((Rational::ONE.checked_div(at).ok()?, closed));
        let low = other.high.map_or(Some((Rational::ZERO, false)), inverse);
        let of_low = Self { low, high: other.low.and_then(inverse), nonzero: true, whole: false };
        self.times(of_low)
    }

    /// Rounded, which keeps the order of numbers.
    #[must_use]
    pub fn rounded(self, mode: RoundMode, step: Rational) -> Self {
        let round = |(at, _): (Rational, bool)| Some((at.round(mode, step).ok()?, true));
        let (low, high) = (self.low.and_then(round), self.high.and_then(round));
        Self { low, high, nonzero: false, whole: step.is_integer() }
    }

    /// The sum of any number of such numbers, none of them included.
    #[must_use]
    pub fn repeated(self) -> Self {
        let zero = Some((Rational::ZERO, true));
        let low = zero.filter(|_| self.is_at_least_zero());
        let high = zero.filter(|_| self.negated().is_at_least_zero());
        Self { low, high, nonzero: false, whole: self.whole }
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

    /// Whether no number of this range is one of another.
    #[must_use]
    pub fn differs(self, other: Self) -> bool {
        self.plus(other.negated()).excludes_zero()
    }

    fn is_below(self, other: Self) -> Option<bool> {
        let distance = other.plus(self.negated());
        if distance.is_above_zero() {
            return Some(true);
        }
        distance.negated().is_at_least_zero().then_some(false)
    }

    /// What holds between the lowest and the highest: an average of values none of which is zero may be
    /// zero.
    #[must_use]
    pub fn averaged(self) -> Self {
        Self { nonzero: false, whole: false, ..self }
    }

    /// The higher of two values.
    #[must_use]
    pub fn highest(self, other: Self) -> Self {
        let low = self.both(other).low;
        let high = self.hull(other).high;
        let nonzero = self.excludes_zero() && other.excludes_zero();
        Self { low, high, nonzero, whole: self.whole && other.whole }
    }

    /// The lower of two values.
    #[must_use]
    pub fn lowest(self, other: Self) -> Self {
        self.negated().highest(other.negated()).negated()
    }
}

impl Corner {
    /// The product; nothing where it does not fit.
    fn times(self, other: Self) -> Option<Self> {
        let nothing = |at: Rational, closed: bool| closed && at.is_zero();
        Some(match (self, other) {
            (Self::At(one, closed), Self::At(two, also)) => {
                let reached = closed && also || nothing(one, closed) || nothing(two, also);
                Self::At(one.checked_mul(two).ok()?, reached)
            }
            (Self::At(at, closed), Self::Endless(side)) | (Self::Endless(side), Self::At(at, closed)) => {
                match at.signum() {
                    0 => Self::At(at, closed),
                    sign => Self::Endless(side * sign),
                }
            }
            (Self::Endless(one), Self::Endless(two)) => Self::Endless(one * two),
        })
    }

    /// The one further out on a side; of two at one place the one that is reached.
    fn further(self, other: Self, side: i32) -> Self {
        match (self, other) {
            (Self::Endless(of), _) if of == side => self,
            (_, Self::Endless(of)) if of == side => other,
            (Self::Endless(_), _) => other,
            (_, Self::Endless(_)) => self,
            (Self::At(one, closed), Self::At(two, _)) => {
                let further = if side > 0 { one > two } else { one < two };
                if further || one == two && closed { self } else { other }
            }
        }
    }

    fn end(self) -> End {
        match self {
            Self::At(at, closed) => Some((at, closed)),
            Self::Endless(_) => None,
        }
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
        assert!(!between(1, 9).repeated().excludes_zero());
        assert!(between(1, 9).over(between(1, 9)).is_above_zero());
        assert!(between(-9, 9).highest(Range::point(number(1))).excludes_zero());
        assert!(!between(-9, 9).lowest(Range::point(number(1))).excludes_zero());
        assert_eq!(Range::point(number(6)).over(Range::point(number(3))).single(), Some(number(2)));
    }

    fn half() -> Rational {
        Rational::new(1, 2).unwrap()
    }

    fn below(n: i64) -> Range {
        Range::point(number(n)).left_of(Comparison::Below)
    }

    #[test]
    fn products_and_quotients_have_the_ends_that_can_be_reached() {
        assert_eq!(between(2, 3).times(between(-5, 4)).ends(), [number(-15), number(12)]);
        assert_eq!(between(-3, -2).times(between(-5, -4)).ends(), [number(8), number(15)]);
        assert_eq!(between(0, 3).times(Range::at_least(number(2))), Range::at_least(number(0)));
        let endless = between(-1, 3).times(Range::at_least(number(2)));
        assert_eq!(endless, Range::default());
        // Below 3 and at least 0, times 2: below 6, and 0 is reached.
        let open = Range::at_least(number(0)).both(below(3)).times(Range::point(number(2)));
        assert!(open.admits(number(0)) && !open.admits(number(6)));
        assert!(open.lies_in(below(6)) && !open.lies_in(below(5)));
        assert_eq!(between(6, 12).over(between(2, 3)).ends(), [number(2), number(6)]);
        assert_eq!(between(6, 12).over(between(-3, -2)).ends(), [number(-6), number(-2)]);
        let shared = between(6, 12).over(Range::at_least(number(1)));
        assert!(shared.is_above_zero() && shared.admits(number(12)) && !shared.admits(number(13)));
        assert_eq!(between(6, 12).over(between(-1, 1)).ends(), []);
        let largest = Range::point(Rational::integer(i128::MAX));
        assert_eq!(largest.plus(largest).times(between(1, 2)).ends(), []);
    }

    #[test]
    fn rounding_keeps_the_order_and_lists_grow() {
        let rounded = Range::at_least(half()).both(below(9)).rounded(RoundMode::Up, number(5));
        assert!(rounded.lies_in(between(5, 10)) && rounded.is_whole());
        assert_eq!(between(1, 2).repeated(), Range::at_least(number(0)));
        assert_eq!(Range::point(number(0)).repeated().single(), Some(number(0)));
        assert_eq!(between(-1, 2).repeated().ends(), []);
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
