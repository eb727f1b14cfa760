//! 256-bit magnitudes, for intermediate results whose reduced form may fit 128 bits again.
//!
//! Policies hardly ever get here, so this is written to be obviously right rather than fast.

/// An unsigned number of 256 bits. Field order makes the derived ordering the numeric one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wide {
    high: u128,
    low: u128,
}

impl Wide {
    pub(super) const ZERO: Self = Self { high: 0, low: 0 };

    pub(super) const fn from_narrow(low: u128) -> Self {
        Self { high: 0, low }
    }

    /// The full product of two 128-bit magnitudes.
    pub(super) const fn product(a: u128, b: u128) -> Self {
        const HALF: u128 = u64::MAX as u128;
        let (a_high, a_low) = (a >> 64, a & HALF);
        let (b_high, b_low) = (b >> 64, b & HALF);
        let low = a_low * b_low;
        // At most (2^64-1)^2 + 2·(2^64-1), which is exactly the largest 128-bit number.
        let middle = a_low * b_high + (low >> 64);
        let cross = a_high * b_low + (middle & HALF);
        Self { high: a_high * b_high + (middle >> 64) + (cross >> 64), low: (cross << 64) | (low & HALF) }
    }

    /// The number, if it fits 128 bits.
    pub(super) const fn narrow(self) -> Option<u128> {
        if self.high == 0 { Some(self.low) } else { None }
    }

    pub(super) const fn is_zero(self) -> bool {
        self.high == 0 && self.low == 0
    }

    /// The sum modulo 2^256; callers keep their operands below 2^255.
    pub(super) const fn plus(self, other: Self) -> Self {
        let (low, carry) = self.low.overflowing_add(other.low);
        Self { high: self.high.wrapping_add(other.high).wrapping_add(carry as u128), low }
    }

    /// The difference modulo 2^256; callers subtract the smaller from the larger.
    pub(super) const fn minus(self, other: Self) -> Self {
        let (low, borrow) = self.low.overflowing_sub(other.low);
        Self { high: self.high.wrapping_sub(other.high).wrapping_sub(borrow as u128), low }
    }

    /// Twice the number; callers keep it below 2^255.
    pub(super) const fn doubled(self) -> Self {
        Self { high: (self.high << 1) | (self.low >> 127), low: self.low << 1 }
    }

    const fn bit(self, index: u32) -> bool {
        let word = if index < 128 { self.low } else { self.high };
        (word >> (index % 128)) & 1 == 1
    }

    /// Quotient and remainder by a divisor that is above zero and below 2^255.
    pub(super) fn divide(self, divisor: Self) -> (Self, Self) {
        if let (Some(a), Some(b)) = (self.narrow(), divisor.narrow()) {
            let quotient = a.checked_div(b).unwrap_or(0);
            return (Self::from_narrow(quotient), Self::from_narrow(a - quotient * b));
        }
        let mut quotient = Self::ZERO;
        let mut remainder = Self::ZERO;
        for index in (0..256).rev() {
            quotient = quotient.doubled();
            remainder = remainder.doubled();
            remainder.low |= u128::from(self.bit(index));
            if remainder >= divisor {
                remainder = remainder.minus(divisor);
                quotient.low |= 1;
            }
        }
        (quotient, remainder)
    }
}
