//! The short way to a value for facts written as nearly all are: an amount of a few digits, `true`, a date,
//! the name of a case. Whatever is written otherwise, or is wrong, is left to [`scalar`](super::scalar),
//! which comes to the same value; tests compare them.

use super::names::CaseSchema;
use super::scalar::holds;
use crate::calendar::{Date, Month};
use crate::number::Rational;
use crate::program::{Field, Type, Value};

/// The most digits of a number read here, before the point and after it: any more are exact in the long way.
const DIGITS: usize = 12;
/// The most bytes of a text that is looked through for its end here.
const TEXT: usize = 64;

/// The value at the beginning of a text, and how many bytes it takes.
pub(super) fn value(schema: &CaseSchema, exponent: u8, field: &Field, text: &str) -> Option<(Value, usize)> {
    let (value, length) = match field.ty {
        Type::Bool => answer(text)?,
        Type::Money(_) => number(text, exponent)?,
        Type::Number | Type::Months | Type::Days => number(text, 0)?,
        Type::Date => quoted(text, |own| Date::parse_iso(own).map(Value::Date))?,
        Type::Month => quoted(text, |own| Month::parse_iso(own).map(Value::Month))?,
        Type::Case(of) => quoted(text, |own| schema.case(of, own).map(Value::Case))?,
        Type::Text => quoted(text, |own| Some(Value::Text(own.into())))?,
        Type::Record(_) | Type::List(_) => return None,
    };
    let ends = matches!(text.as_bytes().get(length), Some(b',' | b'}' | b' ' | b'\n' | b'\r' | b'\t'));
    (ends && field.bounds.iter().all(|bound| holds(bound, &value))).then_some((value, length))
}

fn answer(text: &str) -> Option<(Value, usize)> {
    truth(text.as_bytes()).map(|(answer, length)| (Value::Bool(answer), length))
}

fn number(text: &str, places: u8) -> Option<(Value, usize)> {
    amount(text.as_bytes(), places).map(|(number, length)| (Value::Number(Rational::from(number)), length))
}

/// A yes or no at the beginning of a text, and its length.
pub(super) fn truth(text: &[u8]) -> Option<(bool, usize)> {
    match text {
        [b't', b'r', b'u', b'e', ..] => Some((true, 4)),
        [b'f', b'a', b'l', b's', b'e', ..] => Some((false, 5)),
        _ => None,
    }
}

/// An amount at the beginning of a text, and its length: not negative and with no more decimals than `places`,
/// as a whole number of its last place.
pub(super) fn amount(text: &[u8], places: u8) -> Option<(i64, usize)> {
    let (mut number, mut length) = (0i64, 0usize);
    while let Some(digit @ b'0'..=b'9') = text.get(length) {
        number = with_digit(number, *digit);
        length += 1;
        if length > DIGITS {
            return None;
        }
    }
    if length == 0 || (length > 1 && text.first() == Some(&b'0')) {
        return None;
    }
    let mut missing = places;
    if text.get(length) == Some(&b'.') {
        length += 1;
        while let Some(digit @ b'0'..=b'9') = text.get(length) {
            number = with_digit(number, *digit);
            length += 1;
            missing = missing.checked_sub(1)?;
            if length > DIGITS {
                return None;
            }
        }
        if missing == places {
            return None;
        }
    }
    for _ in 0..missing {
        number = number.checked_mul(10)?;
    }
    Some((number, length))
}

/// A number with one more digit. So few digits never overflow, and to check it costs most of the time here.
fn with_digit(number: i64, digit: u8) -> i64 {
    number.wrapping_mul(10).wrapping_add(i64::from(digit.wrapping_sub(b'0')))
}

/// A text in quotes with nothing escaped in it.
fn quoted(text: &str, value: impl FnOnce(&str) -> Option<Value>) -> Option<(Value, usize)> {
    let own = plain(text.as_bytes())?;
    Some((value(text.get(1..=own.len())?)?, own.len() + 2))
}

/// A text in quotes at the beginning of another, if nothing in it is escaped; without the quotes.
pub(super) fn plain(text: &[u8]) -> Option<&[u8]> {
    let inside = text.strip_prefix(b"\"")?;
    let length = inside.iter().take(TEXT).position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f))?;
    let (own, after) = inside.split_at_checked(length)?;
    matches!(after, [b'"', ..]).then_some(own)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::json::{Json, Token};
    use super::super::sample::household;
    use super::super::scalar::{Given, interpret};
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]
        #[test]
        fn the_short_way_comes_to_the_same(
            text in r#"(-?[0-9]{1,4}(\.[0-9]{0,3})?|true|false|"[ -~家]{0,4}"|"2023-0[0-9](-[0-3][0-9])?"|"散居"|"2")(,| |x|)"#,
            exponent in 0u8..4,
        ) {
            let mut program = household();
            program.currency.exponent = exponent;
            let schema = CaseSchema::new(&program);
            for field in program.entities.iter().flat_map(|entity| &entity.fields) {
                if let Some((value, length)) = value(&schema, exponent, field, &text) {
                    let mut json = Json::new(&text[..length]);
                    let token = json.token().unwrap();
                    prop_assert_eq!(json.end(), Ok(()));
                    let given = match &token {
                        Token::Bool(answer) => Given::Bool(*answer),
                        Token::Number(digits) => Given::Number(digits),
                        Token::Text(own) => Given::Text(own),
                        _ => return Err(TestCaseError::fail("no scalar")),
                    };
                    prop_assert_eq!(interpret(&program, &schema, field, given), Ok(value));
                }
            }
        }
    }
}
