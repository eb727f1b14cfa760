//! What stands in the cells of a case.

use std::sync::Arc;

use crate::program::Value;

/// The cell of something nobody said.
pub const UNKNOWN: i64 = i64::MIN;

/// The least that the cell of a fact can hold. Below are the marks, and below those what is unknown.
pub const LEAST: i64 = UNKNOWN + 1 + MARKS;

/// How many defaults can be told apart; a fact beyond them is unknown here, and left to the interpreter.
const MARKS: i64 = u16::MAX as i64;

/// The cells of a value, of which the second is that of a fraction. A number that has no place in them is unknown
/// here.
pub fn cells_of(value: &Value, fraction: bool, texts: &[Arc<str>]) -> [i64; 2] {
    let known = |cell: i64| if cell < LEAST { UNKNOWN } else { cell };
    let first = match value {
        Value::Bool(value) => i64::from(*value),
        Value::Number(number) if fraction => {
            let parts = i64::try_from(number.numerator()).ok().zip(i64::try_from(number.denominator()).ok());
            return match parts {
                Some((numerator, denominator)) if numerator >= LEAST => [numerator, denominator],
                _ => [UNKNOWN; 2],
            };
        }
        Value::Number(number) => known(number.to_i64().unwrap_or(UNKNOWN)),
        Value::Date(date) => date.packed().into(),
        Value::Month(month) => month.index().into(),
        Value::Case(case) => (*case).into(),
        Value::Text(text) => {
            let position = texts.iter().position(|known| known == text);
            position.and_then(|position| i64::try_from(position).ok()).unwrap_or(-1)
        }
    };
    [first, UNKNOWN]
}
