//! The diagnostics of this stage: every text in both languages, in one place.

use crate::diagnostic::{Code, Diagnostic, Span, Text};
use crate::program::Type;
use crate::semantics::Analysis;
use crate::semantics::show::{amount_text, type_text, word_text};
use crate::syntax::keywords::{self, KeywordKind};
use crate::syntax::tree::{Aggregate, Hit, Name, Row, Table};

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
        Some(near) => problem.help(text(format!("did you mean `{near}`?"), format!("是否想写“{near}”？"))),
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
        text(format!("`{name}` has more than {most} arguments"), format!("“{name}”的参数超过{most}个")),
    )
}

/// A list where an argument is one value or one instance.
pub fn list_argument(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::SeveralValues,
        span,
        text("an argument is one value or one instance, not a list", "参数应为单个值或单个对象，不能是列表"),
    )
    .help(text(
        "pass the entity that has the list, or what is made of it",
        "请传入含有该列表的对象，或由列表得出的值",
    ))
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
    let (wanted_text, found_text) = (amount_text(analysis, wanted), amount_text(analysis, found));
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
    operator: &Text,
    left: (Span, Type),
    right: (Span, Type),
) -> Diagnostic {
    let (left_text, right_text) = (type_text(analysis, left.1), type_text(analysis, right.1));
    Diagnostic::error(
        Code::BadOperands,
        span,
        text(
            format!("`{}` is not defined between {} and {}", operator.en, left_text.en, right_text.en),
            format!("{}与{}之间不能用“{}”", left_text.zh, right_text.zh, operator.zh),
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
    Diagnostic::error(
        Code::WrongArgumentCount,
        span,
        text(
            format!("`{}` takes {wanted} argument{many}, not {found}", name.en),
            format!("“{}”需要{wanted}个参数，写了{found}个", name.zh),
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

/// A part that benefits do not have.
pub fn no_part(name: &Name, benefit: &str) -> Diagnostic {
    let parts = || keywords::KEYWORDS.iter().filter(|keyword| keyword.kind == KeywordKind::Part);
    let en: Vec<&str> = parts().filter_map(|keyword| keyword.en).collect();
    let zh: Vec<&str> = parts().filter_map(|keyword| keyword.zh).collect();
    let problem = Diagnostic::error(
        Code::PartOfNothing,
        name.span,
        text(
            format!("the benefit `{benefit}` has no part `{}`", name.text),
            format!("待遇“{benefit}”没有“{}”这一部分", name.text),
        ),
    );
    problem.help(text(
        format!("the parts of a benefit are `{}`", en.join("`, `")),
        format!("待遇的各部分为：{}", zh.join("、")),
    ))
}

/// A part of a benefit that its clauses do not state.
pub fn part_not_written(name: &Name, benefit: &str) -> Diagnostic {
    Diagnostic::error(
        Code::PartOfNothing,
        name.span,
        text(
            format!("the benefit `{benefit}` does not say when that is"),
            format!("待遇“{benefit}”没有写明“{}”", name.text),
        ),
    )
    .help(text(format!("add a clause `{} …` to it", name.text), format!("请在该待遇中写明“{} …”", name.text)))
}

/// A part of something that has none.
pub fn part_of_plain_value(analysis: &Analysis<'_>, name: &Name, ty: Type) -> Diagnostic {
    let found = type_text(analysis, ty);
    Diagnostic::error(
        Code::PartOfNothing,
        name.span,
        text(
            format!("{} has no part `{}`", found.en, name.text),
            format!("{}没有“{}”这一部分", found.zh, name.text),
        ),
    )
}

/// A table of several results of which none is named.
pub fn several_results(span: Span, table: &str, results: &[String]) -> Diagnostic {
    let first = results.first().map_or("", String::as_str);
    Diagnostic::error(
        Code::PartOfNothing,
        span,
        text(
            format!("the table `{table}` has several results: {}", results.join(", ")),
            format!("表“{table}”有多项结果：{}", results.join("、")),
        ),
    )
    .help(text(
        format!("say which one: `{table}(…).{first}`"),
        format!("请写明取哪一项，如“{table}（…）.{first}”"),
    ))
}

/// A hit mode that cannot combine the results of a table.
pub fn hit_needs(analysis: &Analysis<'_>, span: Span, hit: Hit, place: Span, ty: Type) -> Diagnostic {
    let found = type_text(analysis, ty);
    let message = match hit {
        Hit::Sum => text(format!("{} cannot be added up", found.en), format!("{}不能合计", found.zh)),
        Hit::Highest | Hit::Lowest => {
            text(format!("{} has no highest or lowest", found.en), format!("{}没有高低之分", found.zh))
        }
        Hit::Unique | Hit::First => text(
            format!("{} cannot be the result of a table", found.en),
            format!("表的结果不能是{}", found.zh),
        ),
    };
    let problem = Diagnostic::error(Code::BadOperands, place, message);
    match hit {
        Hit::Unique | Hit::First => problem,
        _ => problem.label(span, text("because of this", "因为此处的规定")),
    }
}

/// A table with more key columns than can be proved complete.
pub fn table_too_wide(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::TableTooWide,
        span,
        text("the table has too many combinations to be proved complete", "表的组合过多，无法核查是否完整"),
    )
    .help(text("split it into tables of fewer columns", "请拆成列数较少的几张表"))
}

/// Two value columns for one result on the same days.
pub fn column_twice(span: Span, earlier: Span) -> Diagnostic {
    Diagnostic::error(
        Code::DuplicateName,
        span,
        text("a second column for the same result", "同一结果写了两列"),
    )
    .label(earlier, text("the first one", "第一列在此"))
}

/// A row with more or fewer cells than the header.
pub fn wrong_cells(table: &Table, row: &Row) -> Diagnostic {
    let (keys, values) = (row.keys.len(), row.values.len());
    let (wanted_keys, wanted_values) = (table.keys.len(), table.values.len());
    Diagnostic::error(
        Code::MissingKey,
        row.span,
        text(
            format!("this row has {keys} + {values} cells, the header has {wanted_keys} + {wanted_values}"),
            format!("此行有{keys}+{values}格，表头有{wanted_keys}+{wanted_values}格"),
        ),
    )
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

/// A result that a table of several results does not have.
pub fn no_result(name: &Name, table: &str, results: &[String], near: Option<&str>) -> Diagnostic {
    let problem = Diagnostic::error(
        Code::PartOfNothing,
        name.span,
        text(
            format!("the table `{table}` has no result `{}`", name.text),
            format!("表“{table}”没有名为“{}”的结果", name.text),
        ),
    );
    match near {
        Some(_) => with_suggestion(problem, near),
        None => problem.help(text(
            format!("its results are {}", results.join(", ")),
            format!("可选：{}", results.join("、")),
        )),
    }
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

/// A case that no row of a table covers.
pub fn table_gap(span: Span, case: &Text) -> Diagnostic {
    Diagnostic::error(
        Code::TableGap,
        span,
        text(format!("no row covers this case: {}", case.en), format!("没有一行涵盖此情形：{}", case.zh)),
    )
    .help(text("add a row for it, or one of `any`", "请补一行，或加一行“任意”"))
}

/// A case that two rows of a table cover.
pub fn table_overlap(second: Span, first: Span, case: &Text) -> Diagnostic {
    Diagnostic::error(
        Code::TableOverlap,
        second,
        text(format!("two rows cover this case: {}", case.en), format!("两行都涵盖此情形：{}", case.zh)),
    )
    .label(first, text("the other row", "另一行"))
    .help(text(
        "narrow one of them, or write `hit first` if the order decides",
        "请收窄其中一行；如以先后为准，请写“命中 首个”",
    ))
}

/// A row that no case reaches.
pub fn unreachable_row(span: Span, covered: bool) -> Diagnostic {
    let message = if covered {
        text("earlier rows cover everything this row covers", "此行的情形已被前面各行涵盖")
    } else {
        text("no value in the declared range reaches this row", "声明的范围内没有任何值适用此行")
    };
    Diagnostic::warning(Code::UnreachableRow, span, message)
}
