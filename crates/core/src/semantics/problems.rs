//! The diagnostics of this stage: every text in both languages, in one place.

use crate::diagnostic::{Code, Diagnostic, Span, Text};
use crate::program::Type;
use crate::semantics::Analysis;
use crate::semantics::show::type_text;

/// A text from its two languages.
pub fn text(en: impl Into<String>, zh: impl Into<String>) -> Text {
    Text::new(en, zh)
}

/// A name that stands for nothing where it is used.
pub fn unknown_name(span: Span, name: &str, suggestion: Option<&str>) -> Diagnostic {
    let problem = Diagnostic::error(
        Code::UnknownName,
        span,
        text(format!("`{name}` is not known here"), format!("此处没有名为“{name}”的内容")),
    );
    with_suggestion(problem, suggestion)
}

/// Adds "did you mean".
pub fn with_suggestion(problem: Diagnostic, suggestion: Option<&str>) -> Diagnostic {
    match suggestion {
        Some(near) => problem.help(text(format!("did you mean `{near}`?"), format!("是否想写“{near}”?"))),
        None => problem,
    }
}

/// Words written without the blanks between them.
pub fn run_together(span: Span, name: &str, words: &[String]) -> Diagnostic {
    let split = words.join(" ");
    Diagnostic::error(
        Code::NamesRunTogether,
        span,
        text(
            format!("`{name}` is not known, but it splits into known words"),
            format!("“{name}”无此名称，但可拆成已知的词"),
        ),
    )
    .help(text(format!("write `{split}`"), format!("请写成“{split}”")))
}

/// The same name declared twice.
pub fn duplicate(span: Span, name: &str, earlier: Span) -> Diagnostic {
    Diagnostic::error(
        Code::DuplicateName,
        span,
        text(format!("`{name}` is declared twice"), format!("“{name}”重复声明")),
    )
    .label(earlier, text("first declared here", "首次声明在此"))
}

/// A value of one type where another is needed.
pub fn mismatch(analysis: &Analysis<'_>, span: Span, wanted: Type, found: Type) -> Diagnostic {
    if let (Type::Money(wanted), Type::Money(found)) = (wanted, found) {
        return period_mismatch(analysis, span, Type::Money(wanted), None, Type::Money(found));
    }
    let (wanted, found) = (type_text(analysis, wanted), type_text(analysis, found));
    Diagnostic::error(
        Code::TypeMismatch,
        span,
        text(
            format!("{} is needed here, but this is {}", wanted.en, found.en),
            format!("此处应为{}，实为{}", wanted.zh, found.zh),
        ),
    )
}

/// Money of one period beside money of another.
pub fn period_mismatch(
    analysis: &Analysis<'_>,
    span: Span,
    wanted: Type,
    other: Option<Span>,
    found: Type,
) -> Diagnostic {
    let (wanted_text, found_text) = (type_text(analysis, wanted), type_text(analysis, found));
    let problem = Diagnostic::error(
        Code::PeriodMismatch,
        span,
        text(
            format!("{} and {} do not go together", wanted_text.en, found_text.en),
            format!("{}与{}不能直接放在一起", wanted_text.zh, found_text.zh),
        ),
    )
    .under(text(format!("this is {}", found_text.en), format!("这是{}", found_text.zh)))
    .help(period_help(wanted, found));
    match other {
        Some(place) => problem
            .label(place, text(format!("this is {}", wanted_text.en), format!("这是{}", wanted_text.zh))),
        None => problem,
    }
}

fn period_help(wanted: Type, found: Type) -> Text {
    use crate::syntax::tree::Period::{Month, Year};
    match (wanted, found) {
        (Type::Money(Some(Month)), Type::Money(Some(Year))) => {
            text("`monthly(…)` turns a yearly amount into a monthly one", "用“折月（…）”把年额折成月额")
        }
        (Type::Money(Some(Year)), Type::Money(Some(Month))) => {
            text("`yearly(…)` turns a monthly amount into a yearly one", "用“折年（…）”把月额折成年额")
        }
        _ => text(
            "write the period of the amount, such as `915 yuan per month`, or multiply by a number of months",
            "请写明金额的周期，如“915元/月”，或乘以月数",
        ),
    }
}

/// An operator between values it is not for.
pub fn bad_operands(
    analysis: &Analysis<'_>,
    span: Span,
    operator: &str,
    left: (Span, Type),
    right: (Span, Type),
) -> Diagnostic {
    let (left_text, right_text) = (type_text(analysis, left.1), type_text(analysis, right.1));
    Diagnostic::error(
        Code::BadOperands,
        span,
        text(
            format!("`{operator}` is not defined between {} and {}", left_text.en, right_text.en),
            format!("{}与{}之间不能用“{operator}”", left_text.zh, right_text.zh),
        ),
    )
    .label(left.0, text(format!("this is {}", left_text.en), format!("这是{}", left_text.zh)))
    .label(right.0, text(format!("this is {}", right_text.en), format!("这是{}", right_text.zh)))
}

/// Something other than a condition where yes or no is needed.
pub fn condition_expected(analysis: &Analysis<'_>, span: Span, found: Type) -> Diagnostic {
    let found = type_text(analysis, found);
    Diagnostic::error(
        Code::ConditionExpected,
        span,
        text(
            format!("a condition is needed here, but this is {}", found.en),
            format!("此处应为条件，实为{}", found.zh),
        ),
    )
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
        Code::ListExpected,
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
    Diagnostic::error(
        Code::WrongArgumentCount,
        span,
        text(
            format!("`{name}` takes {wanted} argument{}, not {found}", if wanted == 1 { "" } else { "s" }),
            format!("“{name}”需要{wanted}个参数，写了{found}个"),
        ),
    )
}

/// Definitions that rest on one another in a ring. Each step: name and place.
pub fn cycle(steps: &[(String, Span)]) -> Diagnostic {
    let mut names: Vec<&str> = steps.iter().map(|(name, _)| name.as_str()).collect();
    names.extend(names.first().copied());
    let ring = names.join(" → ");
    let place = steps.first().map_or_else(Span::default, |(_, span)| *span);
    let mut problem = Diagnostic::error(
        Code::Cycle,
        place,
        text(format!("a value cannot rest on itself: {ring}"), format!("不能循环引用：{ring}")),
    );
    for (name, span) in steps.iter().skip(1) {
        problem = problem.label(*span, text(format!("through `{name}`"), format!("经由“{name}”")));
    }
    problem
}

/// A divisor that may be zero.
pub fn may_divide_by_zero(span: Span, counted: bool) -> Diagnostic {
    let problem =
        Diagnostic::error(Code::MayDivideByZero, span, text("this divisor can be zero", "除数可能为零"));
    if counted {
        problem.note(text("a count over nobody is 0", "没有成员时计数为0")).help(text(
            "add `require … above 0 else \"…\"`, or divide inside `if … above 0 then … else …`",
            "请加“要求 … 超过 0 否则 “…””，或写在“若 … 超过 0 则 … 否则 …”之中",
        ))
    } else {
        problem.help(text(
            "declare a range such as `above 0`, add `require … above 0`, or divide inside `if … is not 0 then … else …`",
            "请声明范围（如“超过 0”），或加“要求 … 超过 0”，或写在“若 … 不为 0 则 … 否则 …”之中",
        ))
    }
}

/// An amount that may have fractions of the smallest coin.
pub fn not_whole_coins(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::NotWholeCoins,
        span,
        text(
            format!("the amount of `{name}` may have a fraction of the smallest coin"),
            format!("“{name}”的金额可能不是最小货币单位的整数倍"),
        ),
    )
    .help(text(
        "say how to round: `round up to 0.01 yuan`, `round half up to 1 yuan` …",
        "请写明取整方式，如“取整 进到 0.01元”、“取整 四舍五入到 1元”",
    ))
}
