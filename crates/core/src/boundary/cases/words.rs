//! What a person is told about a case: the pieces of messages, in both languages.

use crate::decide::show;
use crate::diagnostic::Text;
use crate::program::{Bound, EnumType, Field, Program, Type};

/// The most characters of the user's own text that a message repeats.
const QUOTED: usize = 60;
/// The most choices that a message lists.
const CHOICES: usize = 12;

pub(super) fn text(en: impl Into<String>, zh: impl Into<String>) -> Text {
    Text { en: en.into(), zh: zh.into() }
}

/// A name, or the user's own text, between the marks of each language, cut to a readable length.
pub(super) fn quoted(own: &str) -> Text {
    let shown: String =
        own.chars().take(QUOTED).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    let cut = if own.chars().nth(QUOTED).is_some() { "…" } else { "" };
    text(format!("`{shown}{cut}`"), format!("“{shown}{cut}”"))
}

/// `message` with the name that was probably meant.
pub(super) fn did_you_mean(mut message: Text, meant: Option<&str>) -> Text {
    if let Some(meant) = meant.map(quoted) {
        message.en.push_str(&format!("; did you mean {}?", meant.en));
        message.zh.push_str(&format!("；是否指{}？", meant.zh));
    }
    message
}

/// What a value of the field looks like.
pub(super) fn expected(program: &Program, field: &Field) -> Text {
    match field.ty {
        Type::Bool => text("yes or no", "“是”或“否”（true 或 false）"),
        Type::Number if field.whole => text("a whole number", "整数"),
        Type::Number => text("a number", "数"),
        Type::Money(_) => text("an amount of money such as 915.50", "金额，如 915.50"),
        Type::Date => text("a date such as \"2023-06-01\"", "日期，如 \"2023-06-01\""),
        Type::Month => text("a month such as \"2023-06\"", "月份，如 \"2023-06\""),
        Type::Months => text("a whole number of months", "整数月数"),
        Type::Days => text("a whole number of days", "整数天数"),
        Type::Text => text("a text", "文本"),
        Type::Case(id) => program.enums.get(id.index()).map(choices).unwrap_or_default(),
        Type::Record(_) => text("an object `{…}`", "对象 `{…}`"),
        Type::List(_) => text("a list `[…]`", "列表 `[…]`"),
    }
}

fn choices(of: &EnumType) -> Text {
    let names = of.cases.iter().take(CHOICES).map(|case| {
        let mut name = quoted(&case.name);
        if let Some(label) = case.label.as_deref().filter(|label| *label != case.name) {
            name.zh.push_str(&format!("（{label}）"));
        }
        (name.en, name.zh)
    });
    let (en, zh): (Vec<_>, Vec<_>) = names.unzip();
    let more = if of.cases.len() > CHOICES { ("…", "等") } else { ("", "") };
    text(format!("one of {}{}", en.join(", "), more.0), format!("{}{}之一", zh.join("、"), more.1))
}

/// What a value must be: `at least 0 yuan per month`.
pub(super) fn bound(program: &Program, bound: &Bound, ty: Type) -> Text {
    let (how, limit) = (show::comparison(bound.comparison), show::value(program, ty, &bound.limit));
    text(format!("{} {}", how.en, limit.en), format!("{} {}", how.zh, limit.zh))
}

/// The known name that was probably meant.
pub(super) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    // A longer text is no slip of the pen, and comparing it would take long.
    if name.chars().nth(QUOTED).is_some() {
        return None;
    }
    crate::diagnostic::nearest(name, known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_short_and_printable() {
        assert_eq!(quoted("月收\u{1b}入"), text("`月收\u{fffd}入`", "“月收\u{fffd}入”"));
        assert_eq!(quoted(&"入".repeat(1_000_000)).zh.chars().count(), QUOTED + 3);
    }

    #[test]
    fn slips_are_recognised() {
        let known = || ["income", "月收入", "id"].into_iter();
        assert_eq!(nearest("incmoe", known()), Some("income"));
        assert_eq!(nearest("月收人", known()), Some("月收入"));
        assert_eq!(nearest("xy", known()), None);
        assert_eq!(nearest(&"x".repeat(100_000), known()), None);
    }
}
