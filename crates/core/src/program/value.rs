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
