//! What arithmetic makes of ranges.

use super::{End, Range, mirrored, sum};
use crate::number::{Rational, RoundMode};

impl Range {
    /// The sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let (low, mirrored) = (sum(self.low, other.low), sum(self.mirrored, other.mirrored));
        Self { low, mirrored, nonzero: false, whole: self.whole && other.whole }
    }

    /// The product.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        let (low, mirrored) = (self.least_product(other), self.negated().least_product(other));
        Self { low, mirrored, ..self.alike(other) }
    }

    /// The low end of the product.
    fn least_product(self, other: Self) -> End {
        let mut least = Corner::Endless(1);
        for one in self.corners() {
            for two in other.corners() {
                least = least.lower(one.times(two));
            }
        }
        match least {
            Corner::At(at, closed) => Some((at, closed)),
            Corner::Endless(_) => None,
        }
    }

    fn corners(self) -> [Corner; 2] {
        let corner =
            |end: End, side| end.map_or(Corner::Endless(side), |(at, closed)| Corner::At(at, closed));
        [corner(self.low, -1), corner(mirrored(self.mirrored), 1)]
    }

    /// The quotient, where the divisor is known to lie on one side of zero; otherwise only whether it can
    /// be zero.
    #[must_use]
    pub fn over(self, other: Self) -> Self {
        if other.negated().is_above_zero() {
            return self.negated().over(other.negated());
        }
        if !other.is_above_zero() {
            return Self { nonzero: self.excludes_zero(), ..Self::default() };
        }
        let inverse =
            |end: End| end.and_then(|(at, closed)| Some((Rational::ONE.checked_div(at).ok()?, closed)));
        let low = if other.mirrored.is_none() {
            Some((Rational::ZERO, false))
        } else {
            mirrored(inverse(other.mirrored))
        };
        let mirrored = mirrored(inverse(other.low));
        self.times(Self { low, mirrored, nonzero: true, whole: other.single() == Some(Rational::ONE) })
    }

    /// Rounded, which keeps the order of numbers and treats both signs alike.
    #[must_use]
    pub fn rounded(self, mode: RoundMode, step: Rational) -> Self {
        let round = |end: End| end.and_then(|(at, _)| Some((at.round(mode, step).ok()?, true)));
        Self {
            low: round(self.low),
            mirrored: round(self.mirrored),
            nonzero: false,
            whole: step.is_integer(),
        }
    }

    /// The sum of any number of such numbers, none of them included.
    #[must_use]
    pub fn repeated(self) -> Self {
        let zero = |range: Self| range.is_at_least_zero().then_some((Rational::ZERO, true));
        Self { low: zero(self), mirrored: zero(self.negated()), nonzero: false, whole: self.whole }
    }

    /// What holds between the lowest and the highest: an average of values none of which is zero may be
    /// zero.
    #[must_use]
    pub fn averaged(self) -> Self {
        Self { nonzero: false, whole: false, ..self }
    }
}

/// An end of a product on its way: a number, or without end on the side of a sign.
#[derive(Clone, Copy)]
enum Corner {
    At(Rational, bool),
    Endless(i32),
}

impl Corner {
    /// The product; without end downwards where it does not fit, which is always true of a low end.
    fn times(self, other: Self) -> Self {
        let nothing = |at: Rational, closed: bool| closed && at.is_zero();
        match (self, other) {
            (Self::At(one, closed), Self::At(two, also)) => {
                let reached = closed && also || nothing(one, closed) || nothing(two, also);
                one.checked_mul(two).map_or(Self::Endless(-1), |at| Self::At(at, reached))
            }
            (Self::At(at, closed), Self::Endless(side)) | (Self::Endless(side), Self::At(at, closed)) => {
                match at.signum() {
                    0 => Self::At(at, closed),
                    sign => Self::Endless(side * sign),
                }
            }
            (Self::Endless(one), Self::Endless(two)) => Self::Endless(one * two),
        }
    }

    /// The lower one; of two at one place the one that is reached.
    fn lower(self, other: Self) -> Self {
        match (self, other) {
            (Self::Endless(-1), _) | (_, Self::Endless(1)) => self,
            (_, Self::Endless(_)) | (Self::Endless(_), _) => other,
            (Self::At(one, closed), Self::At(two, _)) => {
                if one < two || one == two && closed {
                    self
                } else {
                    other
                }
            }
        }
    }
}
