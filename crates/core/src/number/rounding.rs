//! Rounding to a step, in the four ways notices ask for.

use super::divisor::gcd;
use super::wide::Wide;
use super::{NumberError, Rational};

/// Which multiple of the step a number between two of them becomes.
///
/// All modes act on the absolute value: -1.5 rounded up to 1 is -2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RoundMode {
    /// Away from zero (进到).
    Up,
    /// Towards zero (舍到).
    Down,
    /// The nearest multiple; from the middle, away from zero (四舍五入到).
    HalfUp,
    /// The nearest multiple; from the middle, the even one (四舍六入五成双, GB/T 8170).
    HalfEven,
}

impl Rational {
    /// The multiple of `step` that `mode` chooses; a multiple of `step` stays as it is.
    ///
    /// # Errors
    /// `Step` if the step is not above zero; `Overflow` if the result, or how many steps it takes,
    /// does not fit.
    pub fn round(self, mode: RoundMode, step: Self) -> Result<Self, NumberError> {
        if step.signum() <= 0 {
            return Err(NumberError::Step);
        }
        let ((a, b), (c, d)) = (self.magnitudes(), step.magnitudes());
        let (top, bottom) = (gcd(a, c), gcd(b, d));
        let ratio = Ratio::of(a / top, d / bottom, b / bottom, c / top);
        if ratio.exact {
            return Ok(self);
        }
        let below = ratio.whole.ok_or(NumberError::Overflow)?;
        let steps = if ratio.rounds_up(mode, below) {
            below.checked_add(1).ok_or(NumberError::Overflow)?
        } else {
            below
        };
        Self::from_reduced(self.is_negative(), steps, 1)?.checked_mul(step)
    }
}

/// How many steps a number holds, and how the rest compares with half a step.
struct Ratio {
    /// The whole steps, unless there are more than 128 bits of them.
    whole: Option<u128>,
    exact: bool,
    half: std::cmp::Ordering,
}

impl Ratio {
    /// The ratio `(a · d) / (b · c)`.
    fn of(a: u128, d: u128, b: u128, c: u128) -> Self {
        let divisor = Wide::product(b, c);
        let (whole, rest) = Wide::product(a, d).divide(divisor);
        Self { whole: whole.narrow(), exact: rest.is_zero(), half: rest.doubled().cmp(&divisor) }
    }

    /// Whether the rest above `below` steps counts as a whole step.
    fn rounds_up(&self, mode: RoundMode, below: u128) -> bool {
        match mode {
            RoundMode::Up => true,
            RoundMode::Down => false,
            RoundMode::HalfUp => self.half.is_ge(),
            RoundMode::HalfEven => self.half.is_gt() || (self.half.is_eq() && below % 2 == 1),
        }
    }
}
