//! The words formulas are written with.

use crate::diagnostic::Text;
use crate::number::RoundMode;
use crate::program::Type;
use crate::vocabulary::{Aggregate, Builtin, Comparison};

/// How a comparison reads between values of a type.
pub(super) fn comparison(comparison: Comparison, ty: Type) -> Text {
    if !matches!(ty, Type::Date | Type::Month) {
        return super::show::comparison(comparison);
    }
    match comparison {
        Comparison::Below => Text::new("before", "早于"),
        Comparison::AtMost => Text::new("no later than", "不晚于"),
        Comparison::Above => Text::new("after", "晚于"),
        Comparison::AtLeast => Text::new("no earlier than", "不早于"),
    }
}

/// The name of a function over a list.
pub(super) fn aggregate(function: Aggregate) -> Text {
    match function {
        Aggregate::Sum => Text::new("sum", "合计"),
        Aggregate::Count => Text::new("count", "计数"),
        Aggregate::Any => Text::new("any", "任一"),
        Aggregate::All => Text::new("all", "全部"),
        Aggregate::Average => Text::new("average", "平均"),
        Aggregate::Min => Text::new("min", "取低"),
        Aggregate::Max => Text::new("max", "取高"),
    }
}

/// The name of a function of plain values.
pub(super) fn builtin(function: Builtin) -> Text {
    match function {
        Builtin::Clamp => Text::new("clamp", "限于"),
        Builtin::Monthly => Text::new("monthly", "折月"),
        Builtin::Yearly => Text::new("yearly", "折年"),
        Builtin::Age => Text::new("age", "周岁"),
        Builtin::MonthOf => Text::new("month", "当月"),
        Builtin::MonthAfter => Text::new("following month", "次月"),
        Builtin::MonthsBetween => Text::new("whole months", "整月数"),
        Builtin::YearsBetween => Text::new("whole years", "整年数"),
        Builtin::DaysBetween => Text::new("days between", "天数差"),
        Builtin::DaysIn => Text::new("days in the month", "当月天数"),
        Builtin::FirstDay => Text::new("first day", "首日"),
        Builtin::LastDay => Text::new("last day", "末日"),
    }
}

/// How a number is rounded to a step that is already in words.
pub(super) fn rounding(mode: RoundMode, step: &Text) -> Text {
    let (en, zh) = match mode {
        RoundMode::Up => ("up to", "进到"),
        RoundMode::Down => ("down to", "舍到"),
        RoundMode::HalfUp => ("half up to", "四舍五入到"),
        RoundMode::HalfEven => ("half even to", "四舍六入到"),
    };
    Text::new(format!("{en} {}", step.en), format!("{zh}{}", step.zh))
}
