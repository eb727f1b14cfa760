//! Of dates, amounts and numbers.

use super::error;
use crate::calendar::Month;
use crate::diagnostic::{Code, Diagnostic, Span, Text};

pub fn near_miss_date(span: Span, written: &str) -> Diagnostic {
    let problem = error(
        Code::NearMissDate,
        span,
        format!("`{written}` looks like a date but is not written as one"),
        format!("“{written}”形似日期，但写法不对"),
    );
    let numbers: Vec<u32> = crate::syntax::width::half_width(written)
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

pub fn bad_date(span: Span, written: &str) -> Diagnostic {
    error(Code::BadDate, span, format!("the calendar has no {written}"), format!("日历上没有 {written}"))
}

pub fn bad_month(span: Span, written: &str) -> Diagnostic {
    error(Code::BadDate, span, format!("there is no month {written}"), format!("没有 {written} 这个月份"))
        .help(Text::new("put blanks around `-` to subtract", "如为减法，请在减号两边留空格"))
}

pub fn month_for_date(span: Span, written: &str) -> Diagnostic {
    error(
        Code::BadDate,
        span,
        format!("`{written}` is a month, but a day is needed"),
        format!("“{written}”是月份，此处应为具体日期"),
    )
    .help(Text::new("write the whole date, such as 2023-01-01", "请写完整日期，如 2023年1月1日"))
}

pub fn date_for_month(span: Span, written: &str) -> Diagnostic {
    error(
        Code::BadDate,
        span,
        format!("`{written}` is a day, but a month is needed"),
        format!("“{written}”是具体日期，此处应为月份"),
    )
    .help(Text::new("write the month alone, such as 2023-01", "请只写月份，如 2023年1月"))
}

pub fn sign_without_number(span: Span) -> Diagnostic {
    error(Code::BadNumber, span, "a sign belongs to a number", "正负号只能用于数")
}

pub fn number_too_large(span: Span, most: usize) -> Diagnostic {
    error(
        Code::NumberTooLarge,
        span,
        format!("this number is too large, or has more than {most} digits"),
        format!("数过大，或超过 {most} 位"),
    )
}

pub fn bad_duration(span: Span, written: &str) -> Diagnostic {
    error(
        Code::BadNumber,
        span,
        format!("`{written}` is not a whole number of days, months or years"),
        format!("“{written}”不是整日、整月或整年"),
    )
}

pub fn two_points(span: Span, written: &str) -> Diagnostic {
    error(
        Code::BadNumber,
        span,
        format!("`{written}` is not a number: it has more than one point"),
        format!("“{written}”不是数：小数点多于一个"),
    )
}

pub fn with_thousands(span: Span, written: &str, number: &str) -> Diagnostic {
    error(
        Code::BadNumber,
        span,
        format!("`{written}` is not a number: a comma ends a number"),
        format!("“{written}”不是数：数到逗号为止"),
    )
    .help(Text::new(
        format!("write `{number}`, or a blank behind each comma if these are several numbers"),
        format!("请写“{number}”；如果是几个数，请在逗号后空一格"),
    ))
}

pub fn bad_number(span: Span, written: &str, unit: &str) -> Diagnostic {
    error(
        Code::BadNumber,
        span,
        format!("`{written}` is not a number, and `{unit}` is not a unit"),
        format!("“{written}”不是数，“{unit}”也不是单位"),
    )
    .help(match unit {
        _ if spans(unit) => crate::syntax::advice::a_range(),
        _ if unit.contains("工作日") => crate::syntax::advice::working_days(),
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
pub fn open_figure(span: Span, written: &str) -> Diagnostic {
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
pub fn range_for_a_figure(span: Span, written: &str) -> Diagnostic {
    error(Code::BadNumber, span, format!("`{written}` is not one number"), format!("“{written}”不是一个数"))
        .help(Text::new(
            "a figure is one number: give each end of a range a parameter of its own",
            "数额是一个数：通知写的是范围的，上限、下限各写一个参数",
        ))
}

/// Two figures with a dash between them, which people read as a range.
pub fn range_with_dash(span: Span, from: &str, to: &str) -> Diagnostic {
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
