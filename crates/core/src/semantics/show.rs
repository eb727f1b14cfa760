//! Types and values as a person reads them in a diagnostic.

use crate::diagnostic::Text;
use crate::program::Type;
use crate::semantics::Analysis;
use crate::semantics::problems::text;
use crate::syntax::tree::Period;

/// A type in words.
pub fn type_text(analysis: &Analysis<'_>, ty: Type) -> Text {
    let program = &analysis.program;
    match ty {
        Type::Bool => text("yes or no", "是否"),
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
            text(format!("a case of `{name}`"), format!("“{name}”的一类"))
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
