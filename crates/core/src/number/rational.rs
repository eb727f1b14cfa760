//! Fractions in lowest terms, and exact arithmetic on them.

use std::cmp::Ordering;

use super::NumberError;
use super::divisor::gcd;
use super::wide::Wide;

/// An exact fraction: a 128-bit numerator over a positive 128-bit denominator, in lowest terms.
///
/// Two equal numbers have one representation, so equality and hashing are those of the number.
/// Arithmetic is exact; [`NumberError::Overflow`] means that the reduced result does not fit, never that
/// an intermediate step did not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rational {
    numerator: i128,
    /// Above zero, and coprime to the numerator.
    denominator: i128,
}

impl Rational {
    /// 0.
    pub const ZERO: Self = Self::integer(0);
    /// 1.
    pub const ONE: Self = Self::integer(1);

    /// A whole number.
    pub const fn integer(value: i128) -> Self {
        Self { numerator: value, denominator: 1 }
    }

    /// The fraction `numerator / denominator`, reduced. Signs may stand on either side.
    ///
    /// # Errors
    /// `DivisionByZero` for a zero denominator; `Overflow` if the reduced fraction does not fit, which
    /// takes an operand of `i128::MIN`.
    pub fn new(numerator: i128, denominator: i128) -> Result<Self, NumberError> {
        if denominator == 0 {
            return Err(NumberError::DivisionByZero);
        }
        let (n, d) = (numerator.unsigned_abs(), denominator.unsigned_abs());
        let common = gcd(n, d);
        Self::from_reduced((numerator < 0) != (denominator < 0), n / common, d / common)
    }

    /// A fraction whose magnitudes are already in lowest terms.
    pub(super) fn from_reduced(
        negative: bool,
        numerator: u128,
        denominator: u128,
    ) -> Result<Self, NumberError> {
        let numerator = if negative {
            0i128.checked_sub_unsigned(numerator)
        } else {
            0i128.checked_add_unsigned(numerator)
        };
        match (numerator, i128::try_from(denominator)) {
            (Some(numerator), Ok(denominator)) => Ok(Self { numerator, denominator }),
            _ => Err(NumberError::Overflow),
        }
    }

    /// The numerator of the reduced fraction; it carries the sign.
    pub const fn numerator(self) -> i128 {
        self.numerator
    }

    /// The denominator of the reduced fraction, at least 1.
    pub const fn denominator(self) -> i128 {
        self.denominator
    }

    /// The numerator and denominator without sign.
    pub(super) const fn magnitudes(self) -> (u128, u128) {
        (self.numerator.unsigned_abs(), self.denominator.unsigned_abs())
    }

    /// Whether it is a whole number.
    pub const fn is_integer(self) -> bool {
        self.denominator == 1
    }

    /// Whether it is 0.
    pub const fn is_zero(self) -> bool {
        self.numerator == 0
    }

    /// Whether it is below 0.
    pub const fn is_negative(self) -> bool {
        self.numerator < 0
    }

    /// -1, 0 or 1, as the number is below, equal to or above 0.
    pub const fn signum(self) -> i32 {
        if self.numerator < 0 {
            -1
        } else if self.numerator == 0 {
            0
        } else {
            1
        }
    }

    /// The number without its sign.
    ///
    /// # Errors
    /// `Overflow` if the numerator is `i128::MIN`.
    pub fn abs(self) -> Result<Self, NumberError> {
        if self.is_negative() { self.checked_neg() } else { Ok(self) }
    }

    /// The number with the opposite sign.
    ///
    /// # Errors
    /// `Overflow` if the numerator is `i128::MIN`.
    pub fn checked_neg(self) -> Result<Self, NumberError> {
        let numerator = self.numerator.checked_neg().ok_or(NumberError::Overflow)?;
        Ok(Self { numerator, denominator: self.denominator })
    }

    /// The sum.
    ///
    /// # Errors
    /// `Overflow` if the reduced sum does not fit.
    pub fn checked_add(self, other: Self) -> Result<Self, NumberError> {
        if self.denominator == other.denominator
            && let Some(numerator) = self.numerator.checked_add(other.numerator)
        {
            return Ok(Self::over_positive(numerator, self.denominator));
        }
        match self.narrow_sum(other.numerator, other.denominator) {
            Some(sum) => Ok(sum),
            None => self.wide_sum(other.is_negative(), other),
        }
    }

    /// The difference.
    ///
    /// # Errors
    /// `Overflow` if the reduced difference does not fit.
    pub fn checked_sub(self, other: Self) -> Result<Self, NumberError> {
        if self.denominator == other.denominator
            && let Some(numerator) = self.numerator.checked_sub(other.numerator)
        {
            return Ok(Self::over_positive(numerator, self.denominator));
        }
        let opposite = other.numerator.checked_neg();
        match opposite.and_then(|numerator| self.narrow_sum(numerator, other.denominator)) {
            Some(difference) => Ok(difference),
            None => self.wide_sum(!other.is_negative(), other),
        }
    }

    /// The product.
    ///
    /// # Errors
    /// `Overflow` if the reduced product does not fit.
    pub fn checked_mul(self, other: Self) -> Result<Self, NumberError> {
        if self.denominator == 1 && other.denominator == 1 {
            let numerator = self.numerator.checked_mul(other.numerator).ok_or(NumberError::Overflow)?;
            return Ok(Self::integer(numerator));
        }
        let (n, d) = other.magnitudes();
        self.scaled(other.is_negative(), n, d)
    }

    /// The quotient.
    ///
    /// # Errors
    /// `DivisionByZero` if `other` is 0; `Overflow` if the reduced quotient does not fit.
    pub fn checked_div(self, other: Self) -> Result<Self, NumberError> {
        if other.is_zero() {
            return Err(NumberError::DivisionByZero);
        }
        let (n, d) = other.magnitudes();
        self.scaled(other.is_negative(), d, n)
    }

    /// The largest number of which both are whole multiples; `gcd(0, x)` is `|x|`.
    ///
    /// # Errors
    /// `Overflow` if the common denominator does not fit.
    pub fn gcd(self, other: Self) -> Result<Self, NumberError> {
        if self.is_zero() {
            return other.abs();
        }
        if other.is_zero() {
            return self.abs();
        }
        let ((a, b), (c, d)) = (self.magnitudes(), other.magnitudes());
        // Both fractions are in lowest terms, so gcd(a, c) and lcm(b, d) share no factor.
        let common = (b / gcd(b, d)).checked_mul(d).ok_or(NumberError::Overflow)?;
        Self::from_reduced(false, gcd(a, c), common)
    }

    /// Whether it is a whole multiple of `step`; only 0 is a multiple of 0.
    pub fn is_multiple_of(self, step: Self) -> bool {
        let ((a, b), (c, d)) = (self.magnitudes(), step.magnitudes());
        // (a/b)/(c/d) = ad/bc is whole exactly if c divides a and b divides d, as a/b and c/d are reduced.
        match a.checked_rem(c) {
            Some(rest) => rest == 0 && d % b == 0,
            None => a == 0,
        }
    }

    /// The largest whole number that is not above it.
    pub const fn floor(self) -> i128 {
        self.numerator.div_euclid(self.denominator)
    }

    /// The number as a machine integer, if it is whole and fits.
    pub fn to_i64(self) -> Option<i64> {
        if self.denominator == 1 { i64::try_from(self.numerator).ok() } else { None }
    }

    /// Reduces a fraction over a positive denominator, which cannot overflow.
    fn over_positive(numerator: i128, denominator: i128) -> Self {
        if denominator == 1 {
            return Self::integer(numerator);
        }
        // The divisor is at most the denominator, so it is an i128 again.
        let common = gcd(numerator.unsigned_abs(), denominator.unsigned_abs()) as i128;
        Self { numerator: numerator / common, denominator: denominator / common }
    }

    /// `self + numerator / denominator` if no step leaves 128 bits.
    fn narrow_sum(self, numerator: i128, denominator: i128) -> Option<Self> {
        let common = gcd(self.denominator.unsigned_abs(), denominator.unsigned_abs()) as i128;
        let left = self.numerator.checked_mul(denominator / common)?;
        let right = numerator.checked_mul(self.denominator / common)?;
        let sum = left.checked_add(right)?;
        // Only factors of the common part can cancel (Knuth, TAOCP 4.5.1).
        let cancelled = gcd(sum.unsigned_abs(), common.unsigned_abs()) as i128;
        let denominator = (self.denominator / common).checked_mul(denominator / cancelled)?;
        Some(Self { numerator: sum / cancelled, denominator })
    }

    /// `self` plus the magnitude of `other` under the given sign, through 256 bits.
    fn wide_sum(self, other_negative: bool, other: Self) -> Result<Self, NumberError> {
        let ((a, b), (c, d)) = (self.magnitudes(), other.magnitudes());
        let common = gcd(b, d);
        let (left, right) = (Wide::product(a, d / common), Wide::product(c, b / common));
        let (negative, sum) = if self.is_negative() == other_negative {
            (other_negative, left.plus(right))
        } else if left >= right {
            (self.is_negative(), left.minus(right))
        } else {
            (other_negative, right.minus(left))
        };
        if sum.is_zero() {
            return Ok(Self::ZERO);
        }
        let (_, rest) = sum.divide(Wide::from_narrow(common));
        let cancelled = gcd(rest.narrow().ok_or(NumberError::Overflow)?, common);
        let (numerator, _) = sum.divide(Wide::from_narrow(cancelled));
        let numerator = numerator.narrow().ok_or(NumberError::Overflow)?;
        let denominator = (b / common).checked_mul(d / cancelled).ok_or(NumberError::Overflow)?;
        Self::from_reduced(negative, numerator, denominator)
    }

    /// `self` times the reduced fraction `numerator / denominator`, cancelled before multiplying.
    fn scaled(self, negative: bool, numerator: u128, denominator: u128) -> Result<Self, NumberError> {
        let (a, b) = self.magnitudes();
        if a == 0 || numerator == 0 {
            return Ok(Self::ZERO);
        }
        let (left, right) = (gcd(a, denominator), gcd(numerator, b));
        let n = (a / left).checked_mul(numerator / right).ok_or(NumberError::Overflow)?;
        let d = (b / right).checked_mul(denominator / left).ok_or(NumberError::Overflow)?;
        Self::from_reduced(self.is_negative() != negative, n, d)
    }
}

impl Default for Rational {
    fn default() -> Self {
        Self::ZERO
    }
}

impl From<i64> for Rational {
    fn from(value: i64) -> Self {
        Self::integer(i128::from(value))
    }
}

impl From<i32> for Rational {
    fn from(value: i32) -> Self {
        Self::integer(i128::from(value))
    }
}

impl From<u32> for Rational {
    fn from(value: u32) -> Self {
        Self::integer(i128::from(value))
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rational {
    /// The order of the numbers, exact and without overflow.
    fn cmp(&self, other: &Self) -> Ordering {
        if self.denominator == other.denominator {
            return self.numerator.cmp(&other.numerator);
        }
        let by_sign = self.signum().cmp(&other.signum());
        if by_sign != Ordering::Equal {
            return by_sign;
        }
        if let (Some(left), Some(right)) =
            (self.numerator.checked_mul(other.denominator), other.numerator.checked_mul(self.denominator))
        {
            return left.cmp(&right);
        }
        let ((a, b), (c, d)) = (self.magnitudes(), other.magnitudes());
        let by_magnitude = Wide::product(a, d).cmp(&Wide::product(c, b));
        if self.is_negative() { by_magnitude.reverse() } else { by_magnitude }
    }
}
