//! What is said about text that cannot be read, in both languages.

use super::grammar::Rule;
use super::keywords::{self, KeywordKind};
use crate::calendar::Month;
use crate::diagnostic::{Code, Diagnostic, Span, Text};

fn error(code: Code, span: Span, en: impl Into<String>, zh: impl Into<String>) -> Diagnostic {
    Diagnostic::error(code, span, Text::new(en, zh))
}

// ---------------------------------------------------------------------------------- files, brackets

pub(super) fn too_large(span: Span, size: usize, largest: usize) -> Diagnostic {
    error(
        Code::TooLarge,
        span,
        format!("the text has {size} bytes, more than the {largest} that are read"),
        format!("文本有 {size} 字节，超过可读的上限 {largest} 字节"),
    )
    .help(Text::new(
        "keep large tables in a CSV file beside the policy",
        "较大的表可另存为与政策文件同处的 CSV 文件",
    ))
}

pub(super) fn not_utf8(span: Span, line: usize) -> Diagnostic {
    error(
        Code::NotUtf8,
        span,
        format!("the text is not UTF-8 from line {line} on"),
        format!("文本从第 {line} 行起不是 UTF-8 编码"),
    )
    .help(Text::new(
        "save the file as UTF-8; it may be in GB18030 now",
        "请将文件另存为 UTF-8 编码；目前可能是 GB18030（ANSI）编码",
    ))
}

pub(super) fn foreign_line_end(span: Span, sign: char) -> Diagnostic {
    let number = u32::from(sign);
    error(
        Code::UnexpectedToken,
        span,
        format!("lines end with LF or CR LF, and not with the character U+{number:04X} that stands here"),
        format!("换行应为 LF 或 CRLF，而此处是单独的字符 U+{number:04X}"),
    )
    .help(Text::new(
        "save the file with LF or CR LF as its line ends, or write the line break here anew",
        "请将文件的换行改为 LF 或 CRLF 后另存；只有此处的，请删去这个字符，重新换行",
    ))
}

pub(super) fn invisible(span: Span, sign: char) -> Diagnostic {
    let number = u32::from(sign);
    error(
        Code::UnexpectedToken,
        span,
        format!("the character U+{number:04X}, which cannot be seen, was not expected here"),
        format!("此处有看不见的字符 U+{number:04X}"),
    )
    .help(Text::new(
        "delete it, or write a blank instead; such characters come along with pasted text",
        "请删去，或改为空格；这类字符常随粘贴的文字带入",
    ))
}

pub(super) fn empty_file(span: Span) -> Diagnostic {
    error(Code::EmptyFile, span, "the file holds no statement", "文件中没有语句")
}

pub(super) fn nesting_too_deep(span: Span, deepest: usize) -> Diagnostic {
    error(
        Code::NestingTooDeep,
        span,
        format!("brackets are nested more than {deepest} deep"),
        format!("括号嵌套超过 {deepest} 层"),
    )
    .help(give_parts_names())
}

pub(super) fn expression_too_deep(span: Span) -> Diagnostic {
    error(Code::NestingTooDeep, span, "this formula is nested too deeply", "这个算式嵌套过深")
        .help(give_parts_names())
}

fn give_parts_names() -> Text {
    Text::new("give parts of it names with `define`", "可用“定义”给其中各部分命名")
}

pub(super) fn unclosed_bracket(span: Span, bracket: &str, statement: Span) -> Diagnostic {
    error(
        Code::UnclosedBracket,
        span,
        format!("this `{bracket}` is not closed"),
        format!("“{bracket}”没有闭合"),
    )
    .label(statement, Text::new("in this statement", "在这条语句中"))
}

pub(super) fn stray_bracket(span: Span, bracket: &str) -> Diagnostic {
    error(
        Code::UnclosedBracket,
        span,
        format!("this `{bracket}` closes nothing"),
        format!("“{bracket}”没有对应的开括号"),
    )
}

/// A statement that ends in a brace without having begun with one.
pub(super) fn unopened(problem: Diagnostic, statement: Span) -> Diagnostic {
    problem
        .label(statement, Text::new("this statement has no `{`", "此语句没有“{”"))
        .help(Text::new("put `{` before the first clause", "请在第一个子句之前写“{”"))
}

pub(super) fn unclosed_string(span: Span, written: &str) -> Diagnostic {
    let close = match written.chars().next() {
        Some('“') => '”',
        Some('＂') => '＂',
        _ => '"',
    };
    let problem = error(
        Code::UnclosedString,
        span,
        format!("this text is not closed: `{close}` is missing on its line"),
        format!("引号没有闭合：本行缺少后引号 {close}"),
    );
    if close == '”' && written.chars().skip(1).any(|c| c == '“') {
        return problem.help(Text::new("`“` opens a text and `”` closes it", "“ 是前引号，后引号是 ”"));
    }
    problem
}

// --------------------------------------------------------------------------------------- statements

pub(super) fn unknown_statement(span: Span, word: &str) -> Diagnostic {
    if let Some(sign) = word.chars().next().filter(|sign| super::line_ends::is_invisible(*sign)) {
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
    if let Some((_, meant)) = super::habits::meant(word, is_head) {
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

pub(super) fn did_you_mean(problem: Diagnostic, word: &str) -> Diagnostic {
    problem.help(Text::new(format!("did you mean `{word}`?"), format!("是否想写“{word}”？")))
}

/// A name that begins with a reserved word and goes on with a figure.
pub(super) fn reads_as_a_comparison(span: Span, written: &str, word: &str) -> Diagnostic {
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

pub(super) fn only_at_the_top(span: Span, word: &str) -> Diagnostic {
    error(
        Code::UnexpectedToken,
        span,
        format!("`{word}` cannot stand in a `for` block"),
        format!("“{word}”不能写在“对”的大括号内"),
    )
    .help(Text::new("move it out of the block", "请移到大括号之外"))
}

pub(super) fn written_twice(span: Span, word: &str) -> Diagnostic {
    error(
        Code::UnexpectedToken,
        span,
        format!("`{word}` is written a second time here"),
        format!("“{word}”在此重复"),
    )
    .help(Text::new("keep one of them", "请只保留一处"))
}

pub(super) fn tier_without_otherwise(span: Span) -> Diagnostic {
    error(
        Code::UnexpectedToken,
        span,
        "this tier does not say what holds when no case applies",
        "此认定没有写明各档均不符合时的结果",
    )
    .help(Text::new("end it with `otherwise none`", "请以“否则 不符合”结尾"))
}

pub(super) fn arm_after_otherwise(arm: Span, otherwise: Span) -> Diagnostic {
    error(Code::UnexpectedToken, arm, "nothing can follow `otherwise`", "“否则”之后不能再有分档")
        .label(otherwise, Text::new("this takes all remaining cases", "此处已包含其余所有情形"))
}

pub(super) fn benefit_without_amount(span: Span) -> Diagnostic {
    error(Code::UnexpectedToken, span, "this benefit has no amount", "此待遇没有金额")
        .help(Text::new("add a line `amount …`", "请增加一行“金额 …”"))
}

pub(super) fn exclusive_without_benefits(span: Span) -> Diagnostic {
    error(Code::UnexpectedToken, span, "this exclusive names no benefits", "此择一没有列出待遇")
        .help(Text::new("add a line `benefits a, b`", "请增加一行“待遇 甲、乙”"))
}

pub(super) fn exclusive_without_keep(span: Span) -> Diagnostic {
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

pub(super) fn alert_without_when(span: Span) -> Diagnostic {
    error(Code::UnexpectedToken, span, "this alert does not say when it is raised", "此预警没有写明触发条件")
        .help(Text::new("add a line `when …`", "请增加一行“当 …”"))
}

pub(super) fn braces_in_advice(span: Span) -> Diagnostic {
    error(
        Code::UnexpectedToken,
        span,
        "no values are filled in here: names in braces would be told as they stand",
        "此处不填入值：大括号中的名称会照原样写出",
    )
    .help(Text::new("values are filled in where the `reason` names them", "需要填入值的，写在“理由”中"))
}

pub(super) fn target_without_aim(span: Span) -> Diagnostic {
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

pub(super) fn table_without_rows(span: Span) -> Diagnostic {
    error(Code::UnexpectedToken, span, "this table has no header line", "此表没有表头")
        .help(Text::new("start it with a line such as `size => amount`", "第一行应为表头，如“人数 => 金额”"))
}

pub(super) fn wrong_columns(span: Span, found: (usize, usize), header: (usize, usize)) -> Diagnostic {
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

pub(super) fn several_figures(span: Span) -> Diagnostic {
    error(
        Code::UnexpectedToken,
        span,
        "several figures without the cases they are for",
        "多个数额没有写明各自对应的类别",
    )
    .help(Text::new("write the case before each figure", "请在每个数额前写明类别"))
}

pub(super) fn undated_entry(span: Span, first: &str, of_cases: bool) -> Diagnostic {
    let names_a_region = keywords::spelled(first).any(|word| word.rule == Rule::clause_region);
    error(
        Code::UnexpectedToken,
        span,
        "among several figures each says from when it holds",
        "有多个数额时，每个都应写明起止日期",
    )
    .help(if names_a_region {
        super::advice::in_a_region()
    } else if of_cases {
        Text::new(
            "the figures of all cases stand behind one date, and `source` after the last of them; where each has its own, write `from 2023-01-01:` before each",
            "各类别的数额写在同一日期之后，“依据”写在最后一项之后；依据各不相同的，每项前都写“自 2023年1月1日：”",
        )
    } else {
        Text::new("write `from 2023-01-01:` before it", "请在前面写“自 2023年1月1日：”")
    })
}

pub(super) fn needs_without_unknown(span: Span) -> Diagnostic {
    error(Code::UnexpectedToken, span, "`needs` belongs to `is unknown`", "“需要”只能与“为 未定”连用")
        .help(Text::new("write `expect x is unknown needs fact`", "应写作“预期 结果 为 未定 需要 事实”"))
}

// ------------------------------------------------------------------------------------------ literals

pub(super) fn near_miss_date(span: Span, written: &str) -> Diagnostic {
    let problem = error(
        Code::NearMissDate,
        span,
        format!("`{written}` looks like a date but is not written as one"),
        format!("“{written}”形似日期，但写法不对"),
    );
    let numbers: Vec<u32> = super::width::half_width(written)
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|part| part.parse().ok())
        .collect();
    if let Some((year, month, day)) = last_day_in_words(written, &numbers) {
        return problem.help(Text::new(
            format!("write {year}-{month:02}-{day:02}"),
            format!("应写作 {year}年{month}月{day}日"),
        ));
    }
    match numbers.as_slice() {
        [year, month, day] if written.ends_with('起') => problem.help(Text::new(
            format!("write {year}-{month:02}-{day:02}: `from` says that it is the first day"),
            format!("应写作 {year}年{month}月{day}日：“自”已表示从这天起，不再写“起”"),
        )),
        [year, month, day] if (1..=12).contains(month) && (1..=31).contains(day) => problem.help(Text::new(
            format!("write {year}-{month:02}-{day:02}; put blanks around signs to calculate"),
            format!("应写作 {year}年{month}月{day}日 或 {year}-{month:02}-{day:02}；如为运算，请在运算符两边留空格"),
        )),
        [.., _, _, _] if written.contains(['至', '到']) => problem.help(Text::new(
            "put blanks between the two dates: `2023-01-01 to 2023-12-31`; in a condition write `in [2023-01-01..2023-12-31]`",
            "两个日期之间留空格：“2023年1月1日 至 2023年12月31日”；条件中写“属于【2023年1月1日..2023年12月31日】”",
        )),
        [year, month] if (1..=12).contains(month) => problem.help(Text::new(
            format!("write {year}-{month:02} for the month; put blanks around `-` to subtract"),
            format!("月份应写作 {year}年{month}月 或 {year}-{month:02}；如为减法，请在减号两边留空格"),
        )),
        _ => problem.help(Text::new(
            "dates are written 2023-01-31 or 2023年1月31日, with nothing joined to them",
            "日期应写作 2023年1月31日 或 2023-01-31，前后不连写其他文字",
        )),
    }
}

/// The day that 2023年底 or 2024年4月底前 means.
fn last_day_in_words(written: &str, numbers: &[u32]) -> Option<(u32, u32, u32)> {
    let end = written.trim_end_matches(['前', '止']);
    if !end.ends_with(['底', '末']) {
        return None;
    }
    match numbers {
        [year] => Some((*year, 12, 31)),
        [year, month] => {
            let last = Month::new(i32::try_from(*year).ok()?, *month)?.last_day();
            Some((*year, *month, last.day()))
        }
        _ => None,
    }
}

pub(super) fn bad_date(span: Span, written: &str) -> Diagnostic {
    error(Code::BadDate, span, format!("the calendar has no {written}"), format!("日历上没有 {written}"))
}

pub(super) fn bad_month(span: Span, written: &str) -> Diagnostic {
    error(Code::BadDate, span, format!("there is no month {written}"), format!("没有 {written} 这个月份"))
        .help(Text::new("put blanks around `-` to subtract", "如为减法，请在减号两边留空格"))
}

pub(super) fn month_for_date(span: Span, written: &str) -> Diagnostic {
    error(
        Code::BadDate,
        span,
        format!("`{written}` is a month, but a day is needed"),
        format!("“{written}”是月份，此处应为具体日期"),
    )
    .help(Text::new("write the whole date, such as 2023-01-01", "请写完整日期，如 2023年1月1日"))
}

pub(super) fn date_for_month(span: Span, written: &str) -> Diagnostic {
    error(
        Code::BadDate,
        span,
        format!("`{written}` is a day, but a month is needed"),
        format!("“{written}”是具体日期，此处应为月份"),
    )
    .help(Text::new("write the month alone, such as 2023-01", "请只写月份，如 2023年1月"))
}

pub(super) fn sign_without_number(span: Span) -> Diagnostic {
    error(Code::BadNumber, span, "a sign belongs to a number", "正负号只能用于数")
}

pub(super) fn number_too_large(span: Span, most: usize) -> Diagnostic {
    error(
        Code::NumberTooLarge,
        span,
        format!("this number is too large, or has more than {most} digits"),
        format!("数过大，或超过 {most} 位"),
    )
}

pub(super) fn bad_duration(span: Span, written: &str) -> Diagnostic {
    error(
        Code::BadNumber,
        span,
        format!("`{written}` is not a whole number of days, months or years"),
        format!("“{written}”不是整日、整月或整年"),
    )
}

pub(super) fn two_points(span: Span, written: &str) -> Diagnostic {
    error(
        Code::BadNumber,
        span,
        format!("`{written}` is not a number: it has more than one point"),
        format!("“{written}”不是数：小数点多于一个"),
    )
}

pub(super) fn with_thousands(span: Span, written: &str, number: &str) -> Diagnostic {
    error(
        Code::BadNumber,
        span,
        format!("`{written}` is not a number: a comma ends a number"),
        format!("“{written}”不是数：数到逗号为止"),
    )
    .help(Text::new(
        format!("write `{number}`: no commas between thousands"),
        format!("请写“{number}”，千位之间不加逗号"),
    ))
}

pub(super) fn bad_number(span: Span, written: &str, unit: &str) -> Diagnostic {
    error(
        Code::BadNumber,
        span,
        format!("`{written}` is not a number, and `{unit}` is not a unit"),
        format!("“{written}”不是数，“{unit}”也不是单位"),
    )
    .help(match unit {
        _ if spans(unit) => super::advice::a_range(),
        _ if unit.contains("工作日") => super::advice::working_days(),
        _ if unit.starts_with(['千', '百']) || unit.starts_with('万') && unit.contains(char::is_numeric) => {
            Text::new(
                "write the number in digits, such as `14000 yuan`",
                "数额用数字写出，如“3000元”“14000元”，也可以写“1.4万元”",
            )
        }
        "月" | "季" | "季度" | "个季度" | "周" | "星期" | "个星期" | "礼拜" => {
            Text::new("write months or days: `3 months`, `14 days`", "时长写作月数或天数，如“3个月”“14天”")
        }
        _ if unit.ends_with(['内', '前']) => Text::new(
            "write the length alone: `at most 7 days` says that it must not be exceeded",
            "只写时长，如“7天”；“以内”写作“不超过 7天”",
        ),
        _ if unit.contains("以上") || unit.contains("以下") => Text::new(
            "write `at least 60` or `at most 60`; people and ages have no unit",
            "写作“不低于 60”或“不超过 60”，单元格中也可以写“60 以上”“60 以下”；人数、岁数不带单位",
        ),
        "倍" | "times" => Text::new("times have no unit: write the number alone", "倍数不带单位，只写数"),
        _ if unit.contains('元') && unit.ends_with('起') => the_figure_alone(),
        _ => units(),
    })
}

/// A figure that is said to be the least or the most.
pub(super) fn open_figure(span: Span, written: &str) -> Diagnostic {
    error(Code::BadNumber, span, format!("`{written}` is not one number"), format!("“{written}”不是一个数"))
        .help(the_figure_alone())
}

fn the_figure_alone() -> Text {
    Text::new(
        "write the figure alone, as `1100 yuan`; what it must not fall below is said by a `check`",
        "只写数额，如“1100元”；不得低于、不得超过多少的，另用“约束”写明",
    )
}

/// A range where one figure is written.
pub(super) fn range_for_a_figure(span: Span, written: &str) -> Diagnostic {
    error(Code::BadNumber, span, format!("`{written}` is not one number"), format!("“{written}”不是一个数"))
        .help(Text::new(
            "a figure is one number: give each end of a range a parameter of its own",
            "数额是一个数：通知写的是范围的，上限、下限各写一个参数",
        ))
}

/// Two figures with a dash between them, which people read as a range.
pub(super) fn range_with_dash(span: Span, from: &str, to: &str) -> Diagnostic {
    error(
        Code::BadNumber,
        span,
        format!("`{from}-{to}` looks like a range but is not written as one"),
        format!("“{from}-{to}”形似范围，但写法不对"),
    )
    .help(Text::new(
        format!(
            "write `{from}..{to}`, in a condition `in [{from}..{to}]`; put blanks around the sign to subtract"
        ),
        format!("请写“{from}..{to}”，条件中写“属于【{from}..{to}】”；如为减法，请在减号两边留空格"),
    ))
}

/// Whether what is joined to a number goes on to another one, as in 80至89.
fn spans(unit: &str) -> bool {
    unit.strip_prefix(['至', '到']).is_some_and(|rest| rest.starts_with(char::is_numeric))
}

fn units() -> Text {
    Text::new(
        "units are yuan 元, jiao 角, fen 分, %, months 个月, days 天, years 年, and currency codes such as USD; people and ages have none",
        "单位有：元、角、分、%、个月、天、年，以及 USD 等货币代码；人数、岁数不带单位",
    )
}

// --------------------------------------------------------------------------------------- expressions

pub(super) fn mixed_and_or(span: Span, both: Span, written: &str) -> Diagnostic {
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

pub(super) fn is_with_or(span: Span, right: &str, value: &str, values: &[&str], negated: bool) -> Diagnostic {
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

pub(super) fn comparison_chain(span: Span, operator: &str, left: Span) -> Diagnostic {
    error(
        Code::ComparisonChain,
        span,
        format!("`{operator}` cannot follow another comparison"),
        format!("“{operator}”不能接在另一个比较之后"),
    )
    .label(left, Text::new("this is already a comparison", "此处已是比较"))
    .help(Text::new("join two comparisons with `and`", "请用“且”连接两个比较"))
}

pub(super) fn if_none_without_call(span: Span) -> Diagnostic {
    error(
        Code::UnexpectedToken,
        span,
        "`if none` can follow only a table, `min`, `max`, `average` and the like, once",
        "“无则”只能接在查表、“取低”“取高”“平均”等之后，且只写一次",
    )
}

pub(super) fn empty_list(span: Span) -> Diagnostic {
    error(Code::UnexpectedToken, span, "nothing can be in an empty list", "列表为空，任何值都不属于它")
        .help(Text::new("write at least one value", "请至少写一个值"))
}

pub(super) fn only_one_argument(span: Span) -> Diagnostic {
    error(Code::UnexpectedToken, span, "`only` takes one list", "“唯一”后应有一个名单")
        .help(Text::new("write `only(members where applicant)`", "应写作“唯一（家庭成员 其中 申请人）”"))
}

pub(super) fn brief(text: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    words.truncate(24);
    words.join(" ")
}
