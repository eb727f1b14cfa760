//! Of statements and their parts.

use super::{error, invisible};
use crate::diagnostic::{Code, Diagnostic, Span, Text};
use crate::syntax::characters::is_invisible;
use crate::syntax::grammar::Rule;
use crate::syntax::keywords::{self, KeywordKind};

pub fn unknown_statement(span: Span, word: &str) -> Diagnostic {
    if let Some(sign) = word.chars().next().filter(|sign| is_invisible(*sign)) {
        return invisible(span, sign);
    }
    let heads = keywords::KEYWORDS.iter().filter(|keyword| keyword.kind == KeywordKind::Statement);
    let problem = error(
        Code::UnknownStatement,
        span,
        format!("no statement starts with `{word}`"),
        format!("没有以“{word}”开头的语句"),
    );
    if matches!(word, "/" | "-" | ";" | "%") {
        return problem.help(Text::new("a comment starts with `#`", "注释以“#”开头"));
    }
    let is_head = |rule| heads.clone().any(|head| head.rule == rule);
    if let Some((_, meant)) = crate::syntax::habits::meant(word, is_head) {
        return problem
            .help(Text::new(format!("did you mean `{}`?", meant.en), format!("是否想写“{}”？", meant.zh)));
    }
    // A single character, such as the number of a paragraph, is near to nothing.
    let near = keywords::nearest(word, heads.clone()).filter(|_| word.chars().count() > 1);
    match near {
        Some(near) => did_you_mean(problem, near),
        None => {
            let spelled = |pick: fn(&keywords::Keyword) -> Option<&'static str>, mark: &str| {
                heads.clone().filter_map(pick).collect::<Vec<_>>().join(mark)
            };
            problem.help(Text::new(
                format!("statements start with {}", spelled(|keyword| keyword.en, ", ")),
                format!("语句以下列词开头：{}", spelled(|keyword| keyword.zh, "、")),
            ))
        }
    }
}

pub fn did_you_mean(problem: Diagnostic, word: &str) -> Diagnostic {
    problem.help(Text::new(format!("did you mean `{word}`?"), format!("是否想写“{word}”？")))
}

/// A name that begins with a reserved word and goes on with a figure.
pub fn reads_as_a_comparison(span: Span, written: &str, word: &str) -> Diagnostic {
    error(
        Code::ReservedWord,
        span,
        format!("`{written}` reads as `{word}` and a figure, and cannot be a name"),
        format!("“{written}”读作“{word}”和一个数，不能用作名称"),
    )
    .help(Text::new(
        "choose another name, and put the words of the notice in its label",
        "请改用其他名称，如把数写成汉字；通知的原话可写在标签里",
    ))
}

pub fn only_at_the_top(span: Span, word: &str) -> Diagnostic {
    error(
        Code::UnexpectedToken,
        span,
        format!("`{word}` cannot stand in a `for` block"),
        format!("“{word}”不能写在“对”的大括号内"),
    )
    .help(Text::new("move it out of the block", "请移到大括号之外"))
}

pub fn written_twice(span: Span, word: &str) -> Diagnostic {
    error(
        Code::UnexpectedToken,
        span,
        format!("`{word}` is written a second time here"),
        format!("“{word}”在此重复"),
    )
    .help(Text::new("keep one of them", "请只保留一处"))
}

pub fn tier_without_otherwise(span: Span) -> Diagnostic {
    error(
        Code::UnexpectedToken,
        span,
        "this tier does not say what holds when no case applies",
        "此认定没有写明各档均不符合时的结果",
    )
    .help(Text::new("end it with `otherwise none`", "请以“否则 不符合”结尾"))
}

pub fn arm_after_otherwise(arm: Span, otherwise: Span) -> Diagnostic {
    error(Code::UnexpectedToken, arm, "nothing can follow `otherwise`", "“否则”之后不能再有分档")
        .label(otherwise, Text::new("this takes all remaining cases", "此处已包含其余所有情形"))
}

pub fn benefit_without_amount(span: Span) -> Diagnostic {
    error(Code::UnexpectedToken, span, "this benefit has no amount", "此待遇没有金额")
        .help(Text::new("add a line `amount …`", "请增加一行“金额 …”"))
}

pub fn exclusive_without_benefits(span: Span) -> Diagnostic {
    error(Code::UnexpectedToken, span, "this exclusive names no benefits", "此择一没有列出待遇")
        .help(Text::new("add a line `benefits a, b`", "请增加一行“待遇 甲、乙”"))
}

pub fn exclusive_without_keep(span: Span) -> Diagnostic {
    error(
        Code::UnexpectedToken,
        span,
        "this exclusive does not say which benefit is kept",
        "此择一没有写明保留哪一项",
    )
    .help(Text::new(
        "add `keep highest`, `keep first`, or `by` the applicant's choice",
        "请增加“保留 最高”“保留 首个”，或“按”申请人的选择",
    ))
}

pub fn alert_without_when(span: Span) -> Diagnostic {
    error(Code::UnexpectedToken, span, "this alert does not say when it is raised", "此预警没有写明触发条件")
        .help(Text::new("add a line `when …`", "请增加一行“当 …”"))
}

pub fn braces_in_advice(span: Span) -> Diagnostic {
    error(
        Code::UnexpectedToken,
        span,
        "no values are filled in here: names in braces would be told as they stand",
        "此处不填入值：大括号中的名称会照原样写出",
    )
    .help(Text::new("values are filled in where the `reason` names them", "需要填入值的，写在“理由”中"))
}

pub fn target_without_aim(span: Span) -> Diagnostic {
    error(
        Code::UnexpectedToken,
        span,
        "this target lacks its value, or what that must be or is hoped to be",
        "此指标没有写明数值，或应达到、力争达到多少",
    )
    .help(Text::new(
        "add lines `value …` and `must at least …`, or `hope at least …` where nothing is binding",
        "请增加“数值 …”和“应 不低于 …”；只有期望的，写“力争 不低于 …”",
    ))
}

pub fn table_without_rows(span: Span) -> Diagnostic {
    error(Code::UnexpectedToken, span, "this table has no header line", "此表没有表头")
        .help(Text::new("start it with a line such as `size => amount`", "第一行应为表头，如“人数 => 金额”"))
}

pub fn wrong_columns(span: Span, found: (usize, usize), header: (usize, usize)) -> Diagnostic {
    error(
        Code::UnexpectedToken,
        span,
        format!(
            "the row does not fit the header: {} and {} cells before and after `=>` instead of {} and {}",
            found.0, found.1, header.0, header.1
        ),
        format!(
            "本行与表头不一致：“=>”前后各有 {} 格和 {} 格，表头为 {} 格和 {} 格",
            found.0, found.1, header.0, header.1
        ),
    )
    .help(Text::new(
        "cells are separated by `|`; write `any` where the column does not matter",
        "各格以“|”分隔；某列不限时写“任意”",
    ))
}

pub fn several_figures(span: Span) -> Diagnostic {
    error(
        Code::UnexpectedToken,
        span,
        "several figures without the cases they are for",
        "多个数额没有写明各自对应的类别",
    )
    .help(Text::new("write the case before each figure", "请在每个数额前写明类别"))
}

pub fn undated_entry(span: Span, first: &str, of_cases: bool) -> Diagnostic {
    let names_a_region = keywords::spelled(first).any(|word| word.rule == Rule::clause_region);
    error(
        Code::UnexpectedToken,
        span,
        "among several figures each says from when it holds",
        "有多个数额时，每个都应写明起止日期",
    )
    .help(if names_a_region {
        crate::syntax::advice::in_a_region()
    } else if of_cases {
        Text::new(
            "the figures of all cases stand behind one date, and `source` after the last of them; where each has its own, write `from 2023-01-01:` before each",
            "各类别的数额写在同一日期之后，“依据”写在最后一项之后；依据各不相同的，每项前都写“自 2023年1月1日：”",
        )
    } else {
        Text::new("write `from 2023-01-01:` before it", "请在前面写“自 2023年1月1日：”")
    })
}

pub fn needs_without_unknown(span: Span) -> Diagnostic {
    error(Code::UnexpectedToken, span, "`needs` belongs to `is unknown`", "“需要”只能与“为 未定”连用")
        .help(Text::new("write `expect x is unknown needs fact`", "应写作“预期 结果 为 未定 需要 事实”"))
}
