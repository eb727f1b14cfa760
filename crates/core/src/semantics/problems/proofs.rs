//! What could not be proved, or was proved to be useless.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::program::currency::Currency;
use crate::semantics::problems::text;
use crate::semantics::show::{smallest_coin, word_text, written_amount};
use crate::syntax::keywords;
use crate::syntax::tree::Aggregate;

/// A divisor that may be zero.
pub fn may_divide_by_zero(span: Span, counted: bool) -> Diagnostic {
    let problem =
        Diagnostic::error(Code::MayDivideByZero, span, text("this divisor can be zero", "除数可能为零"));
    if counted {
        problem.note(text("a count over nobody is 0", "没有成员时计数为0")).help(text(
            "add `require … above 0 else \"…\"`, or divide inside `if … above 0 then … else …`",
            "请加“要求 … 超过 0”，或写在“若 … 超过 0 则 … 否则 …”之中",
        ))
    } else {
        problem.help(text(
            "declare a range such as `above 0`, add `require … above 0`, or divide inside `if … is not 0 then … else …`",
            "请声明范围（如“超过 0”），或加“要求 … 超过 0”，或写在“若 … 不为 0 则 … 否则 …”之中",
        ))
    }
}

/// A divisor that is never anything but zero.
pub fn divides_by_zero(span: Span) -> Diagnostic {
    Diagnostic::error(Code::MayDivideByZero, span, text("this divisor is always zero", "除数恒为零"))
}

/// A function of a list that has no value where the list is empty.
pub fn empty_aggregate(span: Span, function: Aggregate) -> Diagnostic {
    let word = word_text(keywords::of_aggregate(function));
    Diagnostic::warning(
        Code::EmptyAggregate,
        span,
        text(
            format!("`{}` has no value where the list is empty", word.en),
            format!("列表为空时，“{}”没有结果", word.zh),
        ),
    )
    .help(text("add `if none …`, or `require count(…) above 0`", "请加“无则 …”，或加“要求 计数（…）超过 0”"))
}

/// An argument that may lie outside the range that the definition relies on.
pub fn argument_out_of_range(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::RangeViolation,
        span,
        text(
            format!("this may lie outside the declared range of `{name}`"),
            format!("此值可能超出“{name}”声明的范围"),
        ),
    )
    .help(text(
        "declare the range of what is passed, or add `require …`",
        "请为传入的值声明范围，或加“要求 …”",
    ))
}

/// An argument that may not be whole.
pub fn argument_not_whole(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::RangeViolation,
        span,
        text(
            format!("this may not be whole, as `{name}` must be"),
            format!("“{name}”须为整数，而此值可能不是"),
        ),
    )
    .help(text("declare what is passed as `whole`, or round it", "请将传入的值声明为“整数”，或先取整"))
}

/// An arm that never applies.
pub fn unreachable_arm(span: Span, earlier: Option<Span>) -> Diagnostic {
    match earlier {
        Some(place) => Diagnostic::warning(
            Code::UnreachableArm,
            span,
            text(
                "this arm never applies: an earlier one takes all its cases",
                "此分支永不适用：前面的分支已涵盖其全部情形",
            ),
        )
        .label(place, text("this one", "前面的分支在此")),
        None => Diagnostic::warning(
            Code::UnreachableArm,
            span,
            text("this arm never applies: its condition is always `no`", "此分支永不适用：条件恒为“否”"),
        ),
    }
}

/// An amount that may have fractions of the smallest coin.
pub fn not_whole_coins(span: Span, name: &str, currency: &Currency) -> Diagnostic {
    let (coin, unit) = (smallest_coin(currency), written_amount(currency, "1"));
    Diagnostic::error(
        Code::NotWholeCoins,
        span,
        text(
            format!("the amount of `{name}` may have a fraction of the smallest coin"),
            format!("“{name}”的金额可能不是最小货币单位的整数倍"),
        ),
    )
    .help(text(
        format!("say how to round: `round up to {}`, `round half up to {}` …", coin.en, unit.en),
        format!("请写明取整方式，如“取整 进到 {}”、“取整 四舍五入到 {}”", coin.zh, unit.zh),
    ))
}

/// Points at the part of an amount in which the fraction of a coin arises.
pub fn fraction_arises(problem: Diagnostic, part: Span) -> Diagnostic {
    problem.label(part, text("the fraction arises here", "不足一个最小单位的部分出自此处"))
}

/// A rounding of an amount to parts of the smallest coin.
pub fn rounds_to_fractions(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::NotWholeCoins,
        span,
        text(
            format!("the amount of `{name}` is rounded to a fraction of the smallest coin"),
            format!("“{name}”的金额取整后仍不足一个最小货币单位"),
        ),
    )
    .help(text("round to a whole number of coins", "取整单位应为最小货币单位的整数倍"))
}
