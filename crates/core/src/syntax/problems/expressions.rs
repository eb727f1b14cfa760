//! Of conditions and formulas.

use super::error;
use crate::diagnostic::{Code, Diagnostic, Span, Text};

pub fn mixed_and_or(span: Span, both: Span, written: &str) -> Diagnostic {
    error(
        Code::MixedAndOr,
        span,
        "`and` and `or` are mixed without parentheses",
        "“且”与“或”混用而没有加括号",
    )
    .label(both, Text::new("this would be taken together", "此处会先结合"))
    .help(Text::new(
        format!("write `({})` if that is meant", brief(written)),
        format!("若确为此意，请写“（{}）”", brief(written)),
    ))
}

pub fn is_with_or(span: Span, right: &str, value: &str, values: &[&str], negated: bool) -> Diagnostic {
    let (en, zh) = if negated { ("not in", "不属于") } else { ("in", "属于") };
    error(
        Code::IsWithOr,
        span,
        format!("`{right}` is a value here, not a condition"),
        format!("“{right}”在此是值，不是条件"),
    )
    .help(Text::new(
        format!("write `{value} {en} [{}]`", values.join(", ")),
        format!("应写作“{value} {zh}【{}】”", values.join("、")),
    ))
}

pub fn comparison_chain(span: Span, operator: &str, left: Span) -> Diagnostic {
    error(
        Code::ComparisonChain,
        span,
        format!("`{operator}` cannot follow another comparison"),
        format!("“{operator}”不能接在另一个比较之后"),
    )
    .label(left, Text::new("this is already a comparison", "此处已是比较"))
    .help(Text::new("join two comparisons with `and`", "请用“且”连接两个比较"))
}

pub fn if_none_without_call(span: Span) -> Diagnostic {
    error(
        Code::UnexpectedToken,
        span,
        "`if none` can follow only a table, `min`, `max`, `average` and the like, once",
        "“无则”只能接在查表、“取低”“取高”“平均”等之后，且只写一次",
    )
}

pub fn empty_list(span: Span) -> Diagnostic {
    error(Code::UnexpectedToken, span, "nothing can be in an empty list", "列表为空，任何值都不属于它")
        .help(Text::new("write at least one value", "请至少写一个值"))
}

pub fn only_one_argument(span: Span) -> Diagnostic {
    error(Code::UnexpectedToken, span, "`only` takes one list", "“唯一”后应有一个名单")
        .help(Text::new("write `only(members where applicant)`", "应写作“唯一（家庭成员 其中 申请人）”"))
}

/// A text on one line, cut short where it is long.
fn brief(text: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    words.truncate(24);
    words.join(" ")
}
