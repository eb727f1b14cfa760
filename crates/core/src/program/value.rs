//! A value.

use std::sync::Arc;

use crate::calendar::{Date, Month};
use crate::number::Rational;

/// A known scalar value. Its [`Type`](super::Type) stands beside it in the program.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// A number, money in the smallest coin, months or days.
    Number(Rational),
    /// A day.
    Date(Date),
    /// A month.
    Month(Month),
    /// A text.
    Text(Arc<str>),
    /// The index of a case in its enum.
    Case(u32),
}

impl Value {
    /// How two values of one type compare: numbers, dates, months and cases (by their order in the
    /// enum); nothing for other kinds or a mixture.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<std::cmp::Ordering> {
        match (self, other) {
            (Self::Number(left), Self::Number(right)) => Some(left.cmp(right)),
            (Self::Date(left), Self::Date(right)) => Some(left.cmp(right)),
            (Self::Month(left), Self::Month(right)) => Some(left.cmp(right)),
            (Self::Case(left), Self::Case(right)) => Some(left.cmp(right)),
            _ => None,
        }
    }
}
