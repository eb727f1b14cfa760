//! Amounts that belong to no fact: what was paid.

use super::names::CaseSchema;
use super::scalar::{Given, interpret};
use crate::diagnostic::{Code, Text};
use crate::number::Rational;
use crate::program::{Bound, Field, Program, Type, Value};
use crate::vocabulary::Comparison;

/// An amount of the major unit, not below zero, in smallest coins.
pub(in crate::boundary) fn coins_of(
    program: &Program,
    schema: &CaseSchema,
    digits: &str,
) -> Result<i64, (Code, Text)> {
    let not_negative = Bound { comparison: Comparison::AtLeast, limit: Value::Number(Rational::ZERO) };
    let field = Field { bounds: vec![not_negative], ..Field::plain("amount", Type::Money(None)) };
    let given = Given::Text(digits);
    let value =
        interpret(program, schema, &field, given).map_err(|wrong| wrong.explain(program, &field, given))?;
    let too_large = || (Code::Overflow, Text::new("the amount is too large", "金额过大"));
    match value {
        Value::Number(coins) => coins.to_i64().ok_or_else(too_large),
        _ => Err(too_large()),
    }
}
