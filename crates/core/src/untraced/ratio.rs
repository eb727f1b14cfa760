//! Fractions of two machine words, for the executor that gives up instead of failing.
//!
//! A denominator of zero means that the value is not available here: unknown, too large for a machine
//! word, or an error. It spreads through every operation, and the case is then decided by the traced
//! interpreter, which knows why.

use std::cmp::Ordering;

use crate::number::{Rational, RoundMode};

/// A fraction, not necessarily in lowest terms; the denominator is positive, or zero for "not available".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ratio {
    pub numerator: i64,
    pub denominator: i64,
}

impl Ratio {
    /// Not available here.
    pub const GONE: Self = Self { numerator: 0, denominator: 0 };
    pub const ZERO: Self = Self::whole(0);

    pub const fn whole(numerator: i64) -> Self {
        Self { numerator, denominator: 1 }
    }

    pub fn from_rational(number: Rational) -> Self {
        match (i64::try_from(number.numerator()), i64::try_from(number.denominator())) {
            (Ok(numerator), Ok(denominator)) => Self { numerator, denominator },
            _ => Self::GONE,
        }
    }

    /// The number, where it is available.
    pub fn to_rational(self) -> Option<Rational> {
        Rational::new(self.numerator.into(), self.denominator.into()).ok()
    }

    pub const fn is_gone(self) -> bool {
        self.denominator == 0
    }

    #[inline]
    pub fn plus(self, other: Self) -> Self {
        if self.denominator == other.denominator {
            return match self.numerator.checked_add(other.numerator) {
                Some(numerator) => Self { numerator, denominator: self.denominator },
                None => Self::GONE,
            };
        }
        self.plus_unlike(other)
    }

    #[cold]
    fn plus_unlike(self, other: Self) -> Self {
        if self.is_gone() || other.is_gone() {
            return Self::GONE;
        }
        let (a, b) = (i128::from(self.numerator), i128::from(self.denominator));
        let (c, d) = (i128::from(other.numerator), i128::from(other.denominator));
        // Two products of machine words, and their sum, fit twice the width.
        match a.checked_mul(d).zip(c.checked_mul(b)).and_then(|(left, right)| left.checked_add(right)) {
            Some(sum) => reduced(sum, b.wrapping_mul(d)),
            None => Self::GONE,
        }
    }

    #[inline]
    pub fn negated(self) -> Self {
        match self.numerator.checked_neg() {
            Some(numerator) => Self { numerator, ..self },
            None => Self::GONE,
        }
    }

    #[inline]
    pub fn times(self, other: Self) -> Self {
        if self.denominator == 1
            && other.denominator == 1
            && let Some(numerator) = self.numerator.checked_mul(other.numerator)
        {
            return Self::whole(numerator);
        }
        self.times_fraction(other)
    }

    fn times_fraction(self, other: Self) -> Self {
        if self.is_gone() || other.is_gone() {
            return Self::GONE;
        }
        let numerator = i128::from(self.numerator).wrapping_mul(i128::from(other.numerator));
        let denominator = i128::from(self.denominator).wrapping_mul(i128::from(other.denominator));
        reduced(numerator, denominator)
    }

    #[inline]
    pub fn over(self, other: Self) -> Self {
        if other.numerator <= 0 || other.is_gone() {
            return self.over_negative(other);
        }
        if self.denominator == 1 && other.denominator == 1 {
            return Self { numerator: self.numerator, denominator: other.numerator };
        }
        self.times_fraction(Self { numerator: other.denominator, denominator: other.numerator })
    }

    #[cold]
    fn over_negative(self, other: Self) -> Self {
        let turned = other.negated();
        if turned.numerator <= 0 || turned.is_gone() {
            return Self::GONE;
        }
        self.negated().times_fraction(Self { numerator: turned.denominator, denominator: turned.numerator })
    }

    /// How two available fractions compare.
    #[inline]
    pub fn compare(self, other: Self) -> Option<Ordering> {
        if self.is_gone() || other.is_gone() {
            return None;
        }
        if self.denominator == other.denominator {
            return Some(self.numerator.cmp(&other.numerator));
        }
        let left = i128::from(self.numerator).wrapping_mul(i128::from(other.denominator));
        let right = i128::from(other.numerator).wrapping_mul(i128::from(self.denominator));
        Some(left.cmp(&right))
    }

    pub fn is_whole(self) -> bool {
        self.denominator != 0 && self.numerator.checked_rem(self.denominator) == Some(0)
    }

    /// The whole number this is, if it is one.
    #[inline]
    pub fn to_whole(self) -> Option<i64> {
        if self.denominator == 1 {
            return Some(self.numerator);
        }
        let remainder = self.numerator.checked_rem(self.denominator)?;
        if remainder == 0 { self.numerator.checked_div(self.denominator) } else { None }
    }

    /// Rounded to a multiple of a positive step; the mode acts on absolute values.
    pub fn rounded(self, mode: RoundMode, step: Self) -> Self {
        if self.is_gone() || step.is_gone() {
            return Self::GONE;
        }
        if self.denominator == 1
            && step.denominator == 1
            && self.numerator >= 0
            && let Some(rest) = self.numerator.checked_rem(step.numerator)
            && (rest == 0 || matches!(mode, RoundMode::Up | RoundMode::Down))
        {
            // Whole coins to whole steps, the commonest rounding, needs one division of machine words.
            let below = self.numerator.wrapping_sub(rest);
            let up = if rest != 0 && mode == RoundMode::Up { step.numerator } else { 0 };
            return below.checked_add(up).map_or(Self::GONE, Self::whole);
        }
        let numerator = i128::from(self.numerator).wrapping_mul(i128::from(step.denominator));
        let denominator = i128::from(self.denominator).wrapping_mul(i128::from(step.numerator));
        let magnitude = numerator.unsigned_abs();
        let Ok(divisor) = u128::try_from(denominator) else { return Self::GONE };
        let (Some(below), Some(rest)) = (magnitude.checked_div(divisor), magnitude.checked_rem(divisor))
        else {
            return Self::GONE;
        };
        let half = rest.saturating_mul(2).cmp(&divisor);
        let up = match mode {
            RoundMode::Up => rest != 0,
            RoundMode::Down => false,
            RoundMode::HalfUp => half.is_ge(),
            RoundMode::HalfEven => half.is_gt() || half.is_eq() && below % 2 == 1,
        };
        let steps = i64::try_from(below.saturating_add(u128::from(up)));
        match steps {
            Ok(steps) if numerator < 0 => Self::whole(steps).negated().times(step),
            Ok(steps) => Self::whole(steps).times(step),
            Err(_) => Self::GONE,
        }
    }
}

/// A wide fraction as a narrow one, in lowest terms where it does not fit otherwise.
fn reduced(numerator: i128, denominator: i128) -> Ratio {
    if let (Ok(numerator), Ok(denominator)) = (i64::try_from(numerator), i64::try_from(denominator)) {
        return Ratio { numerator, denominator };
    }
    Rational::new(numerator, denominator).map_or(Ratio::GONE, Ratio::from_rational)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_ratio() -> impl Strategy<Value = Ratio> {
        let numerator = prop_oneof![any::<i64>(), -1000..1000i64];
        let denominator = prop_oneof![1..i64::MAX, 1..100i64, Just(1i64)];
        (numerator, denominator).prop_map(|(numerator, denominator)| Ratio { numerator, denominator })
    }

    fn exact(ratio: Ratio) -> Rational {
        Rational::new(ratio.numerator.into(), ratio.denominator.into()).unwrap()
    }

    proptest! {
        /// Whatever comes out is what exact fractions give; giving up is always allowed.
        #[test]
        fn agrees_with_exact_fractions(a in any_ratio(), b in any_ratio()) {
            let (x, y) = (exact(a), exact(b));
            for (found, wanted) in [
                (a.plus(b), x.checked_add(y)),
                (a.times(b), x.checked_mul(y)),
                (a.over(b), x.checked_div(y)),
                (a.negated(), x.checked_neg()),
            ] {
                if !found.is_gone() {
                    prop_assert_eq!(exact(found), wanted.unwrap());
                }
            }
            prop_assert_eq!(a.compare(b), Some(x.cmp(&y)));
        }

        #[test]
        fn rounds_like_exact_fractions(a in any_ratio(), step in (1..1000i64, 1..10i64)) {
            let step = Ratio { numerator: step.0, denominator: step.1 };
            for mode in [RoundMode::Up, RoundMode::Down, RoundMode::HalfUp, RoundMode::HalfEven] {
                let found = a.rounded(mode, step);
                if !found.is_gone() {
                    prop_assert_eq!(exact(found), exact(a).round(mode, exact(step)).unwrap());
                }
            }
        }
    }

    #[test]
    fn small_numbers_never_give_up() {
        let (five, two) = (Ratio::whole(5), Ratio::whole(-2));
        assert_eq!(five.over(two).compare(Ratio { numerator: -5, denominator: 2 }), Some(Ordering::Equal));
        assert!(five.over(Ratio::ZERO).is_gone());
        assert!(five.plus(Ratio::GONE).is_gone() && Ratio::GONE.times(five).is_gone());
        assert!(Ratio::GONE.plus(Ratio::GONE).is_gone());
    }
}
