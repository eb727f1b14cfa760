//! Exact numbers: fractions of whole numbers, their decimal text, and rounding to a step.
//!
//! Nothing here is approximate. An operation returns the exact result or a [`NumberError`].

mod decimal;
mod divisor;
mod rational;
mod rounding;
#[cfg(test)]
mod tests;
mod wide;

pub use decimal::Decimal;
pub use rational::Rational;
pub use rounding::RoundMode;

/// Why there is no number.
#[derive(thiserror::Error, Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// The exact result has a numerator or denominator beyond 128 bits.
    #[error("the number is too large or too finely divided")]
    Overflow,
    /// The divisor, or a fraction's denominator, is zero.
    #[error("division by zero")]
    DivisionByZero,
    /// The text is not a number.
    #[error("not a number")]
    Syntax,
    /// The step to round to is not above zero.
    #[error("the rounding step must be above zero")]
    Step,
}
