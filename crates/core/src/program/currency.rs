//! Currencies and their smallest coin.

use crate::number::{NumberError, Rational};

/// A currency by its ISO 4217 code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Currency {
    /// The code, such as `CNY`.
    pub code: String,
    /// How many decimal places the smallest coin has: 2 for CNY, 0 for JPY.
    pub exponent: u8,
}

impl Default for Currency {
    fn default() -> Self {
        Self { code: "CNY".to_owned(), exponent: 2 }
    }
}

impl Currency {
    /// The currency of a code (ISO 4217), or nothing where there is no such code.
    #[cfg(feature = "compiler")]
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let known = iso_currency::Currency::from_code(code)?;
        Some(Self { code: code.to_owned(), exponent: u8::try_from(known.exponent()?).ok()? })
    }

    /// How many smallest coins one major unit has.
    #[must_use]
    pub fn coins(&self) -> Rational {
        Rational::integer(10_i128.saturating_pow(u32::from(self.exponent)))
    }

    /// An amount in the major unit as smallest coins.
    ///
    /// # Errors
    /// When the result does not fit.
    pub fn to_coins(&self, major: Rational) -> Result<Rational, NumberError> {
        major.checked_mul(self.coins())
    }

    /// An amount in smallest coins as the major unit.
    ///
    /// # Errors
    /// When the result does not fit.
    pub fn to_major(&self, coins: Rational) -> Result<Rational, NumberError> {
        coins.checked_div(self.coins())
    }
}
