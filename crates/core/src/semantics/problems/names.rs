//! Names that stand for nothing, for two things, or for themselves.

use crate::diagnostic::{Code, Diagnostic, Span, Text};
use crate::semantics::problems::text;
use crate::syntax::keywords::{self, KeywordKind};
use crate::syntax::tree::Name;

/// A name that stands for nothing where it is used.
pub fn unknown_name(span: Span, name: &str, suggestion: Option<&str>) -> Diagnostic {
    let problem = Diagnostic::error(
        Code::UnknownName,
        span,
        text(format!("`{name}` is not known here"), format!("此处没有名为“{name}”的内容")),
    );
    with_suggestion(problem, suggestion)
}

/// A formula or an unclosed brace where a reason names a value.
pub fn no_name_in_reason(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error(
        Code::UnknownName,
        span,
        text(format!("`{written}` is not the name of a value"), format!("“{written}”不是值的名称")),
    )
    .help(text(
        "between `{` and `}` stands a name alone; give a formula, or a figure of a case, one with `define`",
        "大括号内只写名称；算式和按类别确定的数额，请先用“定义”命名",
    ))
}

/// Whether a name is the word for a part of a benefit.
pub fn is_part_of_a_benefit(name: &str) -> bool {
    keywords::spelled(name).any(|word| word.kind == KeywordKind::Part)
}

/// A part of a benefit without the benefit.
pub fn part_alone(span: Span, name: &str) -> Diagnostic {
    unknown_name(span, name, None).help(text(
        format!("a part of a benefit stands after its name and a point: `benefit.{name}`"),
        format!("待遇的这一部分写在名称和“.”之后：“待遇名称.{name}”"),
    ))
}

/// The word for the day decided for, where the name is one for the day it is.
pub fn meant_as_of(name: &str) -> Option<&'static str> {
    match name {
        "today" | "now" => Some("as_of"),
        "今天" | "今日" | "当日" | "现在" | "当前日期" | "认定日" | "认定日期" => {
            Some("基准日")
        }
        _ => None,
    }
}

/// Adds "did you mean".
pub fn with_suggestion(problem: Diagnostic, suggestion: Option<&str>) -> Diagnostic {
    match suggestion {
        Some(near) => problem.help(text(format!("did you mean `{near}`?"), format!("是否想写“{near}”？"))),
        None => problem,
    }
}

/// Cases from one on, in an enum with an order: 中度以上.
pub fn bounded_by_a_case(case: &str, upwards: bool) -> Text {
    let (en, zh) = if upwards { ("at least", "不低于") } else { ("at most", "不高于") };
    text(
        format!("write `{en} {case}`; the enum must be `ordered`"),
        format!("写作“{zh} {case}”，类别须写“有序”"),
    )
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

/// A name of an element that hides one of its owner.
pub fn shadowed(span: Span, name: &str, owner: &str) -> Diagnostic {
    Diagnostic::warning(
        Code::Shadowed,
        span,
        text(
            format!("`{name}` is the element's here, not that of `{owner}`"),
            format!("此处的“{name}”取自列表成员，而不是“{owner}”"),
        ),
    )
    .help(text(
        format!("write `{owner}.{name}` for the other one, or give one of them another name"),
        format!("如指后者，请写“{owner}.{name}”，或将其中一个改名"),
    ))
}

/// A statement whose braces hold nothing.
pub fn empty(name: &Name, en: &str, zh: &str) -> Diagnostic {
    Diagnostic::error(
        Code::NoEntries,
        name.span,
        text(format!("`{}` has no {en}", name.text), format!("“{}”中没有写任何{zh}", name.text)),
    )
}

/// A definition or table with more arguments than anybody could read.
pub fn too_many_arguments(span: Span, name: &str, most: usize) -> Diagnostic {
    Diagnostic::error(
        Code::WrongArgumentCount,
        span,
        text(format!("`{name}` has more than {most} arguments"), format!("“{name}”传入的值超过{most}个")),
    )
}

/// A list where an argument is one value or one instance.
pub fn list_argument(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::SeveralValues,
        span,
        text(
            "an argument is one value or one instance, not a list",
            "传入的应为单个值或单个对象，不能是列表",
        ),
    )
    .help(text(
        "pass the entity that has the list, or what is made of it",
        "请传入含有该列表的对象，或由列表得出的值",
    ))
}

/// The same name declared twice: told at the second place of a text, whichever was looked at first.
pub fn duplicate(span: Span, name: &str, earlier: Span) -> Diagnostic {
    let in_order = span.source != earlier.source || earlier.start <= span.start;
    let (earlier, span) = if in_order { (earlier, span) } else { (span, earlier) };
    Diagnostic::error(
        Code::DuplicateName,
        span,
        text(format!("`{name}` is declared twice"), format!("“{name}”重复声明")),
    )
    .label(earlier, text("first declared here", "首次声明在此"))
}

/// A fact written twice in one record.
pub fn given_twice(name: &Name, earlier: Span) -> Diagnostic {
    Diagnostic::error(
        Code::DuplicateName,
        name.span,
        text(format!("`{}` is given twice", name.text), format!("“{}”重复给出", name.text)),
    )
    .label(earlier, text("first given here", "首次给出在此"))
}

/// Something else where the facts of an instance are needed.
pub fn facts_needed(span: Span, entity: &str) -> Diagnostic {
    Diagnostic::error(
        Code::BadLiteral,
        span,
        text(
            format!("the facts of one `{entity}` are needed here, in `{{ }}`"),
            format!("此处应在大括号内写明一个“{entity}”的事实"),
        ),
    )
}

/// Definitions that rest on one another in a ring. Each step: name and place.
pub fn cycle(steps: &[(String, Span)]) -> Diagnostic {
    /// How many steps are named, at the beginning and in all.
    const FIRST: usize = 5;
    const MOST: usize = 9;
    // A ring has no beginning; what is written first is named first.
    let first = steps.iter().enumerate().min_by_key(|(_, (_, span))| (span.source, span.start));
    let at = first.map_or(0, |(at, _)| at);
    let steps: Vec<&(String, Span)> = steps.iter().cycle().skip(at).take(steps.len()).collect();
    let mut names: Vec<&str> = steps.iter().map(|(name, _)| name.as_str()).collect();
    if names.len() > MOST {
        let last = names.split_off(names.len() - (MOST - FIRST));
        names.truncate(FIRST);
        names.push("…");
        names.extend(last);
    }
    names.extend(names.first().copied());
    let ring = names.join(" → ");
    let place = steps.first().map_or_else(Span::default, |(_, span)| *span);
    let mut problem = Diagnostic::error(
        Code::Cycle,
        place,
        text(format!("a value cannot rest on itself: {ring}"), format!("不能循环引用：{ring}")),
    );
    for (name, span) in steps.iter().skip(1).take(FIRST) {
        problem = problem.label(*span, text(format!("through `{name}`"), format!("经由“{name}”")));
    }
    problem
}

/// Another text that means a fact or case, and means another one already.
pub fn alias_taken(span: Span, alias: &str, other: &str) -> Diagnostic {
    let message = if alias == other {
        text(format!("`{alias}` is the name of another one"), format!("“{alias}”是另一项的名称"))
    } else {
        text(format!("`{alias}` already means `{other}`"), format!("“{alias}”已表示“{other}”"))
    };
    Diagnostic::error(Code::DuplicateName, span, message)
}

/// `key` at something that cannot tell elements apart.
pub fn key_of_many(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::BadLiteral,
        span,
        text(
            format!("`{name}` cannot be a key: it holds entities, not one value"),
            format!("“{name}”不能作标识：它包含对象，而不是单个值"),
        ),
    )
}

/// A region in which the policy does not hold.
pub fn foreign_region(span: Span, code: &str, own: &str) -> Diagnostic {
    let problem = Diagnostic::warning(
        Code::ForeignRegion,
        span,
        text(
            format!(
                "this never applies: `{code}` is neither inside `{own}`, the policy's region, nor around it"
            ),
            format!("此处永不适用：“{code}”既不在政策地区“{own}”之内，也不包含该地区"),
        ),
    );
    let is_number = |code: &str| !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit());
    if is_number(code) || !is_number(own) {
        return problem;
    }
    problem.help(text(
        format!("write the code of the region, as `{own}` is one, and not its name"),
        format!("地区写行政区划代码，如“{own}”，不写名称"),
    ))
}
