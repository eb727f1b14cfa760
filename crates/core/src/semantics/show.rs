//! Types, values and the language's own words as a person reads them in a diagnostic.

use crate::diagnostic::{Language, Text};
use crate::program::currency::Currency;
use crate::program::{Type, Value};
use crate::semantics::Analysis;
use crate::semantics::problems::text;
use crate::syntax::keywords::Keyword;
use crate::syntax::tree::Period;

/// A type in words.
pub fn type_text(analysis: &Analysis<'_>, ty: Type) -> Text {
    let program = &analysis.program;
    match ty {
        Type::Bool => text("yes or no", "是或否"),
        Type::Number => text("a number", "数"),
        Type::Money(None) => text("money", "金额"),
        Type::Money(Some(Period::Day)) => text("money per day", "每日金额"),
        Type::Money(Some(Period::Month)) => text("money per month", "每月金额"),
        Type::Money(Some(Period::Year)) => text("money per year", "每年金额"),
        Type::Date => text("a date", "日期"),
        Type::Month => text("a month of a year", "月份"),
        Type::Months => text("a number of months", "月数"),
        Type::Days => text("a number of days", "天数"),
        Type::Text => text("a text", "文本"),
        Type::Case(id) => {
            let name = program.enums.get(id.index()).map_or("", |ty| ty.name.as_str());
            text(format!("a case of `{name}`"), format!("“{name}”中的一项"))
        }
        Type::Record(id) => {
            let name = program.entities.get(id.index()).map_or("", |entity| entity.name.as_str());
            text(format!("one `{name}`"), format!("一个“{name}”"))
        }
        Type::List(id) => {
            let name = program.entities.get(id.index()).map_or("", |entity| entity.name.as_str());
            text(format!("a list of `{name}`"), format!("多个“{name}”"))
        }
    }
}

/// A type of money in words that tell periods apart.
pub fn amount_text(analysis: &Analysis<'_>, ty: Type) -> Text {
    match ty {
        Type::Money(None) => text("an amount without a period", "不分期间的金额"),
        _ => type_text(analysis, ty),
    }
}

/// The period of a type of money.
pub fn period_text(ty: Type) -> Text {
    match ty {
        Type::Money(Some(Period::Day)) => text("per day", "每日"),
        Type::Money(Some(Period::Month)) => text("per month", "每月"),
        Type::Money(Some(Period::Year)) => text("per year", "每年"),
        _ => text("without a period", "不分期间"),
    }
}

/// An amount of a currency as an author writes it.
pub fn written_amount(currency: &Currency, amount: &str) -> Text {
    match currency.code.as_str() {
        "CNY" => text(format!("{amount} yuan"), format!("{amount}元")),
        code => text(format!("{amount} {code}"), format!("{amount} {code}")),
    }
}

/// The smallest coin of a currency as an author writes it.
pub fn smallest_coin(currency: &Currency) -> Text {
    match usize::from(currency.exponent) {
        0 => written_amount(currency, "1"),
        places => written_amount(currency, &format!("0.{}1", "0".repeat(places - 1))),
    }
}

/// A value in words; amounts in the policy's currency.
pub fn value_text(analysis: &Analysis<'_>, ty: Type, value: &Value) -> Text {
    match (value, ty) {
        (Value::Bool(true), _) => text("yes", "是"),
        (Value::Bool(false), _) => text("no", "否"),
        (Value::Number(number), Type::Money(_)) => {
            let currency = &analysis.program.currency;
            let amount = currency.to_major(*number).unwrap_or(*number);
            written_amount(currency, &amount.to_string())
        }
        (Value::Number(number), Type::Months) => text(format!("{number} months"), format!("{number}个月")),
        (Value::Number(number), Type::Days) => text(format!("{number} days"), format!("{number}天")),
        (Value::Number(number), _) => text(number.to_string(), number.to_string()),
        (Value::Date(date), _) => text(date.to_string(), date.to_string()),
        (Value::Month(month), _) => text(month.to_string(), month.to_string()),
        (Value::Text(written), _) => text(format!("\"{written}\""), format!("“{written}”")),
        (Value::Case(case), Type::Case(id)) => {
            let cases = analysis.program.enums.get(id.index()).map_or(&[][..], |ty| &ty.cases);
            let name = cases.get(*case as usize).map_or("", |case| case.name.as_str());
            text(name, name)
        }
        (Value::Case(case), _) => text(case.to_string(), case.to_string()),
    }
}

/// A word of the language in both languages.
pub fn word_text(keyword: Option<&Keyword>) -> Text {
    let word = |language| keyword.and_then(|keyword| keyword.canonical(language)).unwrap_or("");
    text(word(Language::English), word(Language::Chinese))
}
