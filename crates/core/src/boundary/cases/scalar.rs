//! From the text of a fact to its value: exact, by the field's type, with its range checked.

use std::cmp::Ordering;
use std::sync::Arc;

use super::habits::meant;
use super::names::CaseSchema;
use super::words::{bound, did_you_mean, expected, nearest, quoted, text};
use crate::calendar::{Date, Month};
use crate::decide::show::exact;
use crate::diagnostic::{Code, Text};
use crate::number::{NumberError, Rational};
use crate::program::{Bound, Field, Program, Type, Value};
use crate::vocabulary::Comparison;

/// A fact as somebody gave it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Given<'t> {
    Bool(bool),
    /// The digits of a number.
    Number(&'t str),
    Text(&'t str),
    /// A list or an object.
    Structure(&'static str),
}

/// Why a fact has no value. Which words to say is settled only when they are needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    Type,
    TooLarge,
    NotWholeCoins,
    NotWhole,
    OutOfRange(usize),
}

/// The value of a scalar fact.
pub(super) fn interpret(
    program: &Program,
    schema: &CaseSchema,
    field: &Field,
    given: Given<'_>,
) -> Result<Value, Wrong> {
    let value = match field.ty {
        Type::Bool => Value::Bool(answer(given).ok_or(Wrong::Type)?),
        Type::Money(_) => Value::Number(coins(digits(given)?, program.currency.exponent)?),
        Type::Number if !field.whole => Value::Number(number(digits(given)?)?),
        // Time is counted in whole months and days whatever the field says.
        Type::Number | Type::Months | Type::Days => Value::Number(whole(digits(given)?)?),
        Type::Date => Value::Date(Date::parse_iso(own(given)?).ok_or(Wrong::Type)?),
        Type::Month => Value::Month(Month::parse_iso(own(given)?).ok_or(Wrong::Type)?),
        Type::Text => Value::Text(Arc::from(own(given)?)),
        Type::Case(id) => Value::Case(schema.case(id, own(given)?).ok_or(Wrong::Type)?),
        Type::Record(_) | Type::List(_) => return Err(Wrong::Type),
    };
    match field.bounds.iter().position(|bound| !holds(bound, &value)) {
        None => Ok(value),
        Some(broken) => Err(Wrong::OutOfRange(broken)),
    }
}

fn own(given: Given<'_>) -> Result<&str, Wrong> {
    if let Given::Text(own) = given { Ok(own) } else { Err(Wrong::Type) }
}

/// A number may stand in quotes: hosts whose own numbers are binary fractions write it so.
fn digits(given: Given<'_>) -> Result<&str, Wrong> {
    match given {
        Given::Number(digits) | Given::Text(digits) => Ok(digits),
        Given::Bool(_) | Given::Structure(_) => Err(Wrong::Type),
    }
}

fn answer(given: Given<'_>) -> Option<bool> {
    let own = match given {
        Given::Bool(answer) => return Some(answer),
        Given::Text(own) => own,
        _ => return None,
    };
    let is = |word: &str| own.eq_ignore_ascii_case(word);
    if own == "是" || is("yes") || is("true") {
        Some(true)
    } else if own == "否" || is("no") || is("false") {
        Some(false)
    } else {
        None
    }
}

fn number(digits: &str) -> Result<Rational, Wrong> {
    Rational::parse_decimal(digits).map_err(|error| match error {
        NumberError::Overflow => Wrong::TooLarge,
        _ => Wrong::Type,
    })
}

fn whole(digits: &str) -> Result<Rational, Wrong> {
    Some(number(digits)?).filter(|number| number.is_integer()).ok_or(Wrong::NotWhole)
}

/// An amount in the major unit as smallest coins.
fn coins(digits: &str, exponent: u8) -> Result<Rational, Wrong> {
    if let Some(coins) = short_amount(digits.as_bytes(), exponent) {
        return Ok(Rational::integer(i128::from(coins)));
    }
    let power = 10_i128.saturating_pow(u32::from(exponent));
    let coins = number(digits)?.checked_mul(Rational::integer(power)).map_err(|_| Wrong::TooLarge)?;
    Some(coins).filter(|coins| coins.is_integer()).ok_or(Wrong::NotWholeCoins)
}

/// An amount of a few digits with no more decimals than there are coins: nearly all of them. Whatever is
/// out of the ordinary is left to exact arithmetic.
fn short_amount(digits: &[u8], exponent: u8) -> Option<i64> {
    let (negative, digits) = match digits {
        [b'-', rest @ ..] => (true, rest),
        all => (false, all),
    };
    if digits.len() > 14 || matches!(digits, [b'0', b'0'..=b'9', ..] | [b'.', ..] | [.., b'.'] | []) {
        return None;
    }
    let (mut coins, mut places) = (0i64, None);
    for byte in digits {
        match (byte, &mut places) {
            (b'0'..=b'9', places) => {
                coins = coins * 10 + i64::from(byte - b'0');
                *places = places.map(|count: u8| count + 1);
            }
            (b'.', places @ None) => *places = Some(0),
            _ => return None,
        }
    }
    let missing = exponent.checked_sub(places.unwrap_or(0)).filter(|missing| *missing <= 4)?;
    coins *= 10_i64.pow(u32::from(missing));
    Some(if negative { -coins } else { coins })
}

/// Whether a value satisfies a bound; what cannot be compared does.
pub(super) fn holds(bound: &Bound, value: &Value) -> bool {
    let order = match (value, &bound.limit) {
        (Value::Number(value), Value::Number(limit)) => value.cmp(limit),
        (Value::Date(value), Value::Date(limit)) => value.cmp(limit),
        (Value::Month(value), Value::Month(limit)) => value.cmp(limit),
        (Value::Case(value), Value::Case(limit)) => value.cmp(limit),
        _ => return true,
    };
    match bound.comparison {
        Comparison::Below => order == Ordering::Less,
        Comparison::AtMost => order != Ordering::Greater,
        Comparison::Above => order == Ordering::Greater,
        Comparison::AtLeast => order != Ordering::Less,
    }
}

impl Wrong {
    /// The code and the words for it.
    pub fn explain(self, program: &Program, field: &Field, given: Given<'_>) -> (Code, Text) {
        match self {
            Self::Type => (Code::CaseWrongType, wrong_type(program, field, given)),
            Self::TooLarge => {
                let found = shown(given);
                let (en, zh) = (&found.en, &found.zh);
                (
                    Code::Overflow,
                    text(format!("{en} is too large to be exact"), format!("{zh}过大，无法精确表示")),
                )
            }
            Self::NotWhole => {
                let (expected, found) = (expected(program, field), shown(given));
                let en = format!("expected {}, found {}", expected.en, found.en);
                (Code::CaseWrongType, text(en, format!("应为{}，而不是{}", expected.zh, found.zh)))
            }
            Self::NotWholeCoins => {
                let found = shown(given);
                let coin = exact(program, field.ty, &Value::Number(Rational::ONE));
                let code = &program.currency.code;
                let en = format!("{} is not a whole number of the smallest coin, {coin} {code}", found.en);
                let zh = format!("{}不是最小货币单位（{coin} {code}）的整数倍", found.zh);
                (Code::CaseNotWholeCoins, text(en, zh))
            }
            Self::OutOfRange(broken) => {
                let limit = field.bounds.get(broken).map(|broken| bound(program, broken, field.ty));
                let (limit, found) = (limit.unwrap_or_default(), shown(given));
                let en = format!("{} is out of range: it must be {}", found.en, limit.en);
                let zh = format!("{}超出范围：应{}", found.zh, limit.zh);
                (Code::CaseOutOfRange, text(en, zh))
            }
        }
    }
}

fn wrong_type(program: &Program, field: &Field, given: Given<'_>) -> Text {
    let (expected, found) = (expected(program, field), shown(given));
    let message = text(
        format!("expected {}, found {}", expected.en, found.en),
        format!("应为{}，而不是{}", expected.zh, found.zh),
    );
    let meant = match (field.ty, given) {
        (Type::Case(id), Given::Text(own)) => program
            .enums
            .get(id.index())
            .and_then(|of| nearest(own, of.cases.iter().map(|case| case.name.as_str())))
            .map(str::to_owned),
        (ty, Given::Text(own)) => meant(ty, own),
        _ => None,
    };
    did_you_mean(message, meant.as_deref())
}

pub(super) fn shown(given: Given<'_>) -> Text {
    match given {
        Given::Bool(answer) => quoted(if answer { "true" } else { "false" }),
        Given::Number(own) => quoted(own),
        Given::Text(own) => {
            let own = quoted(own);
            text(format!("the text {}", own.en), format!("文本{}", own.zh))
        }
        Given::Structure("[") => text("a list", "列表"),
        Given::Structure("null") => quoted("null"),
        Given::Structure(_) => text("an object", "对象"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn amounts_are_read_by_their_digits() {
        for (digits, exponent, expected) in [
            ("915.50", 2, Ok(91_550)),
            ("915.5", 2, Ok(91_550)),
            ("915", 2, Ok(91_500)),
            ("-0.01", 2, Ok(-1)),
            ("0", 2, Ok(0)),
            ("9.155e2", 2, Ok(91_550)),
            ("915.500", 2, Ok(91_550)),
            ("915.505", 2, Err(Wrong::NotWholeCoins)),
            ("0.1", 0, Err(Wrong::NotWholeCoins)),
            ("1e400", 2, Err(Wrong::TooLarge)),
            ("007", 2, Err(Wrong::Type)),
            ("1.", 2, Err(Wrong::Type)),
            (".5", 2, Err(Wrong::Type)),
            ("1.2.3", 2, Err(Wrong::Type)),
            ("", 2, Err(Wrong::Type)),
            ("-", 2, Err(Wrong::Type)),
            ("+1", 2, Err(Wrong::Type)),
            ("１", 2, Err(Wrong::Type)),
        ] {
            assert_eq!(coins(digits, exponent), expected.map(Rational::integer), "{digits}");
        }
    }

    proptest! {
        #[test]
        fn the_short_way_is_the_exact_way(
            digits in "-?[0-9]{0,9}\\.?[0-9]{0,5}",
            exponent in 0u8..5,
        ) {
            if let Some(short) = short_amount(digits.as_bytes(), exponent) {
                let exact = Rational::parse_decimal(&digits).unwrap();
                let power = Rational::integer(10_i128.pow(u32::from(exponent)));
                prop_assert_eq!(Ok(Rational::from(short)), exact.checked_mul(power));
            }
        }
    }
}
