//! Values of another type than the one needed, and calls with other arguments.

use crate::diagnostic::{Code, Diagnostic, Span, Text};
use crate::program::Type;
use crate::semantics::Analysis;
use crate::semantics::problems::text;
use crate::semantics::show::{amount_text, period_text, type_text, written_amount};

/// A value of one type where another is needed.
pub fn mismatch(analysis: &Analysis<'_>, span: Span, wanted: Type, found: Type) -> Diagnostic {
    if let (Type::Money(wanted), Type::Money(found)) = (wanted, found) {
        return period_mismatch(analysis, span, Type::Money(wanted), None, Type::Money(found));
    }
    let (wanted_text, found_text) = (type_text(analysis, wanted), type_text(analysis, found));
    let problem = Diagnostic::error(
        Code::TypeMismatch,
        span,
        text(
            format!("{} is needed here, but this is {}", wanted_text.en, found_text.en),
            format!("此处应为{}，实为{}", wanted_text.zh, found_text.zh),
        ),
    );
    helped(problem, how_to_turn(analysis, wanted, (span, found)))
}

fn helped(problem: Diagnostic, help: Option<Text>) -> Diagnostic {
    match help {
        Some(help) => problem.help(help),
        None => problem,
    }
}

/// How a value of one type comes to be one of another, where there is one way that people forget.
fn how_to_turn(analysis: &Analysis<'_>, wanted: Type, (span, found): (Span, Type)) -> Option<Text> {
    let quoted = analysis.program.sources.slice(span).starts_with(['"', '“', '＂']);
    let amount = written_amount(&analysis.program.currency, "915");
    Some(match (wanted, found) {
        (Type::Money(_), Type::Number) => text(
            format!("an amount is written with its unit, such as `{}`", amount.en),
            format!("金额应写明单位，如“{}”", amount.zh),
        ),
        (Type::Months | Type::Days, Type::Number) => text(
            "a length of time is written with its unit, such as `6 months` or `30 days`",
            "时长应写明单位，如“6个月”“30天”",
        ),
        (Type::Month, Type::Date) => text(
            "`month_of(…)` is the month of a day, `month_after(…)` the one after it",
            "“当月（…）”是某日所在的月份，“次月（…）”是下一个月",
        ),
        (Type::Date, Type::Month) => text(
            "`first_day(…)` and `last_day(…)` are days of a month",
            "“首日（…）”“末日（…）”是月份中的日期",
        ),
        (Type::Case(_), Type::Text) if quoted => {
            text("a case is written without quotes", "类别中的项不加引号")
        }
        (Type::Date | Type::Month | Type::Money(_) | Type::Number | Type::Bool, Type::Text) if quoted => {
            text("it is written without quotes", "此处不加引号")
        }
        _ => return None,
    })
}

/// How a value of a type is written, where only a plain one may stand.
pub fn how_written(analysis: &Analysis<'_>, wanted: Type, span: Span) -> Option<Text> {
    let amount = written_amount(&analysis.program.currency, "915");
    let written = analysis.program.sources.slice(span);
    let named = !written.contains(char::is_numeric);
    if let Some(help) = super::figure_in_words(written).filter(|_| wanted.is_numeric()) {
        return Some(help);
    }
    Some(match wanted {
        _ if super::is_the_rest(written) => text("a cell of any value holds `any`", "其余情形在表中写“任意”"),
        Type::Number if named => text(
            "write the number alone, such as `60` or `60%`; what has a name is a case of an `enum`",
            "请只写数，如“60”“60%”；有名称的各项用“类别”写出",
        ),
        Type::Number => text(
            "write the number alone, such as `60` or `60%`; a range in a table is `18..59`",
            "请只写数，如“60”“60%”；表中的范围写作“18..59”",
        ),
        Type::Money(_) => text(
            format!("write the amount alone, such as `{}`", amount.en),
            format!("请只写数额和单位，如“{}”", amount.zh),
        ),
        Type::Months => text("write the length alone, such as `6 months`", "请只写时长，如“6个月”"),
        Type::Days => text("write the length alone, such as `30 days`", "请只写时长，如“30天”"),
        Type::Date => text("write the day, such as `2023-06-01`", "请写日期，如“2023年6月1日”"),
        Type::Month => text("write the month, such as `2023-06`", "请写月份，如“2023年6月”"),
        Type::Text => text("put the text in quotes", "文本应加引号"),
        Type::Bool => text("write `yes` or `no`", "请写“是”或“否”"),
        _ => return None,
    })
}

/// An amount of another period than the one declared, written where nothing can be converted.
pub fn period_of_data(analysis: &Analysis<'_>, span: Span, wanted: Type, found: Type) -> Diagnostic {
    let mut problem = period_mismatch(analysis, span, wanted, None, found);
    problem.help.clear();
    if wanted == Type::Money(None) {
        let declared = period_text(found);
        return problem.help(text(
            format!("declare the type `money {}`, or write the amount without a period", declared.en),
            format!("请把类型写作“金额 {}”，或将数额写成不分期间的", declared.zh),
        ));
    }
    let wanted = period_text(wanted);
    problem.help(text(
        format!("write the amount {}: nothing is converted where figures are written", wanted.en),
        format!("请直接写出{}的金额：写数额处不作换算", wanted.zh),
    ))
}

/// Money of one period beside money of another.
pub fn period_mismatch(
    analysis: &Analysis<'_>,
    span: Span,
    wanted: Type,
    other: Option<Span>,
    found: Type,
) -> Diagnostic {
    let (wanted_text, found_text) = (amount_text(analysis, wanted), amount_text(analysis, found));
    let problem = Diagnostic::error(
        Code::PeriodMismatch,
        span,
        text(
            format!("{} and {} do not go together", wanted_text.en, found_text.en),
            format!("{}与{}的金额不能直接放在一起", period_text(wanted).zh, period_text(found).zh),
        ),
    )
    .under(text(format!("this is {}", found_text.en), format!("这是{}", found_text.zh)))
    .help(period_help(analysis, wanted, found));
    match other {
        Some(place) => problem
            .label(place, text(format!("this is {}", wanted_text.en), format!("这是{}", wanted_text.zh))),
        None => problem,
    }
}

fn period_help(analysis: &Analysis<'_>, wanted: Type, found: Type) -> Text {
    use crate::syntax::tree::Period::{Month, Year};
    match (wanted, found) {
        (Type::Money(Some(Month)), Type::Money(Some(Year))) => {
            text("`monthly(…)` turns a yearly amount into a monthly one", "用“折月（…）”把年额折成月额")
        }
        (Type::Money(Some(Year)), Type::Money(Some(Month))) => {
            text("`yearly(…)` turns a monthly amount into a yearly one", "用“折年（…）”把月额折成年额")
        }
        _ => {
            let amount = written_amount(&analysis.program.currency, "915");
            text(
                format!(
                    "write the period of the amount, such as `{} per month`, or multiply by a number of months",
                    amount.en
                ),
                format!("请写明金额的期间，如“{}/月”，或乘以月数", amount.zh),
            )
        }
    }
}

/// An operator between values it is not for.
pub fn bad_operands(
    analysis: &Analysis<'_>,
    span: Span,
    operator: &Text,
    left: (Span, Type),
    right: (Span, Type),
) -> Diagnostic {
    let (left_text, right_text) = (type_text(analysis, left.1), type_text(analysis, right.1));
    let problem = Diagnostic::error(
        Code::BadOperands,
        span,
        text(
            format!("`{}` is not defined between {} and {}", operator.en, left_text.en, right_text.en),
            format!("{}与{}之间不能用“{}”", left_text.zh, right_text.zh, operator.zh),
        ),
    )
    .label(left.0, text(format!("this is {}", left_text.en), format!("这是{}", left_text.zh)))
    .label(right.0, text(format!("this is {}", right_text.en), format!("这是{}", right_text.zh)));
    // What is added to a day or a month is a length of time.
    let beside = |ty| if matches!(ty, Type::Date | Type::Month) { Type::Months } else { ty };
    if let Some(help) = of_a_list_or_length(analysis, operator, left.1, right.1) {
        return problem.help(help);
    }
    let number = |ty| matches!(ty, Type::Number | Type::Text);
    let (wanted, found) = if number(left.1) { (right.1, left) } else { (left.1, right) };
    helped(problem, how_to_turn(analysis, beside(wanted), found).filter(|_| number(found.1)))
}

/// A list beside a number, or a length of time beside what it cannot be compared with or multiplied by.
fn of_a_list_or_length(analysis: &Analysis<'_>, operator: &Text, left: Type, right: Type) -> Option<Text> {
    let times = operator.en == "*";
    let per = |en: &str, zh: &str| {
        let amount = written_amount(&analysis.program.currency, "50");
        text(
            format!("write what is paid for each: `{} per {en}`", amount.en),
            format!("请写明每{zh}多少，如“{}每{zh}”", amount.zh),
        )
    };
    match (left, right) {
        (Type::List(_), Type::Number) | (Type::Number, Type::List(_)) => {
            Some(text("`count(…)` is how many there are", "有多少个写作“计数（…）”"))
        }
        (Type::Days, Type::Months) | (Type::Months, Type::Days) => Some(text(
            "months and years have no fixed number of days: count them with `age(…)`, `years_between(…)` or `months_between(…)`",
            "月和年没有固定的天数：请用“周岁（…）”“整年数（…）”或“整月数（…）”",
        )),
        (Type::Days, Type::Money(None)) | (Type::Money(None), Type::Days) if times => Some(per("day", "日")),
        (Type::Months, Type::Money(None)) | (Type::Money(None), Type::Months) if times => {
            Some(per("month", "月"))
        }
        _ => None,
    }
}

/// Something other than a condition where yes or no is needed.
pub fn condition_expected(analysis: &Analysis<'_>, span: Span, found: Type) -> Diagnostic {
    let shown = type_text(analysis, found);
    let problem = Diagnostic::error(
        Code::ConditionExpected,
        span,
        text(
            format!("a condition is needed here, but this is {}", shown.en),
            format!("此处应为条件，实为{}", shown.zh),
        ),
    );
    if !matches!(found, Type::Case(_)) {
        return problem;
    }
    let case = analysis.program.sources.slice(span);
    problem.help(text(format!("say of what: `… is {case}`"), format!("请写明什么是它：“… 为 {case}”")))
}

/// A single value where a list is needed.
pub fn not_a_list(analysis: &Analysis<'_>, span: Span, found: Type) -> Diagnostic {
    let found = type_text(analysis, found);
    Diagnostic::error(
        Code::NotAList,
        span,
        text(
            format!("a list is needed here, but this is {}", found.en),
            format!("此处应为列表，实为{}", found.zh),
        ),
    )
}

/// Several values where one is needed.
pub fn several_values(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::SeveralValues,
        span,
        text("this is a value of each element, not one value", "这里是每个成员各一个值，不是单个值"),
    )
    .help(text(
        "say which one: `sum(…)`, `min(…)`, `max(…)`, `average(…)`, `any(…)` or `only(list).name`",
        "请说明取哪一个：合计（…）、取低（…）、取高（…）、平均（…）、任一（…）或 唯一（列表）.名称",
    ))
}

/// A call with too few or too many arguments.
pub fn argument_count(span: Span, name: &str, wanted: usize, found: usize) -> Diagnostic {
    argument_count_of(span, &text(name, name), wanted, found)
}

/// The same for something with a name in each language.
pub fn argument_count_of(span: Span, name: &Text, wanted: usize, found: usize) -> Diagnostic {
    let many = if wanted == 1 { "" } else { "s" };
    let problem = Diagnostic::error(
        Code::WrongArgumentCount,
        span,
        text(
            format!("`{}` takes {wanted} argument{many}, not {found}", name.en),
            format!("“{}”应传入{wanted}个值，写了{found}个", name.zh),
        ),
    );
    if found > 0 {
        return problem;
    }
    problem.help(text(
        format!("what is passed stands in parentheses that touch the name: `{}(…)`", name.en),
        format!("传入的内容写在紧接的括号里：“{}（…）”", name.zh),
    ))
}

/// `is known` in a rule.
pub fn known_decides(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::IsKnownAsValue,
        span,
        text(
            "`is known` cannot decide a value: not answering must never win",
            "“已知”不能决定结果：不答复不应因此得利",
        ),
    )
    .help(text(
        "use it in `require`, or name the fact with a `default` if there is one by law",
        "只用于“要求”；法规另有推定的，请为该事实写明“默认”",
    ))
}
