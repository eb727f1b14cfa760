//! Advice on words and signs, wherever they stand.

use super::{a_range, is_dash, is_kind, is_operator, last_word, working_days};
use crate::diagnostic::Text;
use crate::syntax::expected::clauses;
use crate::syntax::grammar::Rule;
use crate::syntax::keywords::{self, KeywordKind};
use crate::syntax::stopped::Stopped;

/// A word of the language in quotes or capitals, or one that no text needs.
pub(super) fn of_a_word(place: &Stopped<'_>, found: &str) -> Option<Text> {
    let inner = found.trim_matches(['"', '“', '”', '＂']);
    let could = |word: &&str| keywords::spelled(word).any(|keyword| place.expects(keyword.rule));
    if inner.len() < found.len() && could(&inner) {
        return Some(Text::new(
            format!("it is written without quotes: `{inner}`"),
            format!("此处不加引号：“{inner}”"),
        ));
    }
    let last = last_word(place.before());
    let small = last.to_ascii_lowercase();
    if last != small && place.expects_infix() && is_kind(&small, KeywordKind::Operator) {
        return Some(Text::new(
            format!("the words of the language have small letters: `{small}`"),
            format!("语言的词用小写：“{small}”"),
        ));
    }
    if ends_with_quote_inside(place, found) {
        return Some(Text::new(
            "within a text other quotes stand: `“… ‘…’ …”`",
            "文字之中的引号写作单引号：“关于‘…’的通知”",
        ));
    }
    if place.expects(Rule::operator_then) && found.starts_with(|c: char| c.is_alphanumeric()) {
        return Some(Text::new(
            "what holds then stands behind `then`: `if … then … else …`",
            "条件之后写“则”：“若 … 则 … 否则 …”",
        ));
    }
    if place.expects_infix() && is_a_clause_after_and(place) {
        return Some(Text::new(
            format!("a condition is missing before `{last}`"),
            format!("“{last}”之前缺少条件，“且”“或”两边都应有条件"),
        ));
    }
    let dated = place.context == Rule::statement_test && place.expects(Rule::operator_on);
    if dated && found.starts_with(char::is_numeric) {
        return Some(Text::new(
            "the day of a test stands behind `on`: `on 2023-06-01`",
            "日期之前写“于”：“于 2023年6月1日”",
        ));
    }
    if is_a_month(found) || found.starts_with(char::is_numeric) && is_a_month(first_word(place.rest(found))) {
        return Some(Text::new("dates are written `2023-12-31`", "日期写作 2023年12月31日 或 2023-12-31"));
    }
    let bounded =
        place.context == Rule::whole_target_clause && matches!(found, "and" | "且" | "between" | "介于");
    if bounded {
        return Some(Text::new(
            "two limits stand side by side: `at least 45% at most 60%`",
            "两个界限并排写：“不低于 45% 不超过 60%”",
        ));
    }
    if place.context == Rule::whole_target_clause && place.expects(Rule::clause_over) {
        return Some(Text::new(
            "say how it is compared: `at least 60%`, `above 60%`",
            "写明怎样比较，如“应 不低于 60%”“应 60% 以上”",
        ));
    }
    if place.expects(Rule::clause_red) && matches!(found, "若" | "如果" | "if" | "按") {
        return Some(Text::new(
            "an alert has one severity: write an alert for each",
            "一条预警只有一个级别：级别不同的，各写一条预警",
        ));
    }
    match found {
        "be" if is_operator(last, Rule::clause_must) => {
            Some(Text::new("leave out `be`: `must at least …`", "请去掉“be”：“must at least …”"))
        }
        "起" if place.expects(Rule::colon) => {
            Some(Text::new("leave out `起`", "“自”已表示从这天起，不再写“起”"))
        }
        "working" => Some(working_days()),
        _ => None,
    }
}

/// Whether a text was closed by a quote within it, so that the rest of it stands there bare.
fn ends_with_quote_inside(place: &Stopped<'_>, found: &str) -> bool {
    let read = place.written.get(..place.start_of(found)).unwrap_or("");
    read.ends_with(['”', '"', '＂']) && found.starts_with(crate::syntax::scan::continues_word)
}

/// Whether a word is the English name of a month.
fn is_a_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let small = word.to_ascii_lowercase();
    let short = |month: &&str| month.get(..3) == Some(small.as_str());
    word.starts_with(|c: char| c.is_ascii_uppercase())
        && MONTHS.iter().any(|month| *month == small || short(month))
}

fn first_word(text: &str) -> &str {
    let end = text.find(|c| !crate::syntax::scan::continues_word(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

/// Whether the word of a clause was read as what follows `and` or `or`.
fn is_a_clause_after_and(place: &Stopped<'_>) -> bool {
    let before = place.before();
    let clause = last_word(before);
    let rest = before.strip_suffix(clause).unwrap_or("").trim_end();
    let joins =
        [Rule::operator_and, Rule::operator_or].into_iter().any(|rule| is_operator(last_word(rest), rule));
    joins && clauses(place.context).iter().any(|rule| is_operator(clause, *rule))
}

/// Signs that other texts are written with.
pub(super) fn of_a_sign(found: &str, operator: bool) -> Option<Text> {
    match found {
        "。" | "；" | ";" => Some(Text::new(
            format!("leave out `{found}`: a new line is enough, or a comma"),
            format!("请去掉“{found}”：换行即可，或用“，”分隔"),
        )),
        "‰" => {
            Some(Text::new("a per mille is written as a percentage: `0.5%`", "千分数写作百分数，如“0.5%”"))
        }
        _ if is_dash(found) => Some(a_range()),
        ":" | "：" if operator => {
            Some(Text::new("no `:` stands in a condition or a formula", "条件和算式中不写“：”"))
        }
        "[" | "【" if operator => Some(Text::new(
            "a call has round brackets, `f(x)`; an entry of a list is `only(list where …)`",
            "调用用圆括号，如“标准（类别）”；取一项写“唯一（名单 其中 …）”",
        )),
        "?" | "？" => Some(Text::new(
            "one of two values is `if condition then value else value`",
            "两个值中取一个，写作“若 条件 则 值 否则 值”",
        )),
        "$" | "¥" | "￥" | "€" | "£" => Some(Text::new(
            "the currency stands after the figure: `100 yuan`, `100 USD`",
            "货币写在数之后，如“100元”“100 USD”",
        )),
        "「" | "『" | "‘" | "'" | "`" => Some(Text::new("put texts in `\"…\"`", "文字用双引号“…”括起")),
        _ => None,
    }
}

/// What stands where an operator could, or after one.
pub(super) fn beside_an_operator(place: &Stopped<'_>, found: &str) -> Option<Text> {
    let before = place.before();
    let operator = place.expects_infix();
    let last = last_word(before);
    if place.expects(Rule::open_bracket) && is_operator(last, Rule::operator_in) {
        return Some(Text::new(
            "values stand in brackets, `in [a, b]` or `in [0..9]`; for one value write `is`",
            "多个值用方括号括起，如“属于【甲，乙】”“属于【0..9】”；单个值用“为”",
        ));
    }
    if operator && is_kind(found, KeywordKind::Statement) {
        return Some(Text::new(
            format!("a statement starts on a line of its own: put `{found}` on the next line"),
            format!("每条语句另起一行：请将“{found}”移到下一行"),
        ));
    }
    let called = !matches!(found, "(" | "（") || is_part(before, last);
    if operator && called && is_kind(last, KeywordKind::Function) {
        return Some(Text::new(
            format!("what a function is of stands in parentheses that touch it: `{last}(…)`"),
            format!("函数的内容写在紧接的括号里：“{last}（…）”"),
        ));
    }
    if matches!(found, "%" | "％" | "percent" | "per") && last.ends_with(char::is_numeric) {
        return Some(if last.starts_with(char::is_numeric) {
            Text::new("a percentage is written `50%`", "“%”紧接数字：“50%”")
        } else {
            Text::new("write an operator before the number: `… * 50%`", "数之前写运算符：“… × 50%”")
        });
    }
    let each = found.starts_with('每') || matches!(found, "per" | "a" | "each" | "monthly" | "yearly");
    if each && is_money(last) {
        return Some(Text::new(
            "an amount is `per month`, `per year` or `per day`; people and meals have no unit",
            "金额只有“每月”“每年”“每日”之分；每人、每餐、每次的，只写数额",
        ));
    }
    if operator
        && found.starts_with(char::is_numeric)
        && (place.rest(found).starts_with('以') || found.contains('以'))
    {
        return Some(Text::new(
            "in a condition write `at least 60` or `at most 60`",
            "条件写作“不低于 60”或“不超过 60”（都含本数）",
        ));
    }
    let bare = found.starts_with(crate::syntax::scan::continues_word)
        && (place.expects_operand() || place.expects_value())
        && (compares(found) || keywords::compared_with_a_figure(found).is_some());
    if bare && !is_operator(last, Rule::operator_is) {
        return Some(Text::new(
            "say what is compared: `age at least 60`",
            "比较之前写明比较什么：“年龄 不低于 60”",
        ));
    }
    (compares(found) && is_operator(last, Rule::operator_is)).then(|| {
        Text::new(
            format!("leave out `{last}`: `below`, `at most` and the like compare by themselves"),
            format!("请去掉“{last}”：“低于”“不超过”等词本身就是比较"),
        )
    })
}

/// Whether a word is the unit of an amount, with its number or without.
fn is_money(word: &str) -> bool {
    let unit = word.trim_start_matches(char::is_numeric);
    matches!(unit, "yuan" | "元" | "jiao" | "角" | "fen" | "分" | "CNY")
}

pub(super) fn compares(found: &str) -> bool {
    found == "at"
        || keywords::spelled(found).any(|keyword| {
            matches!(
                keyword.rule,
                Rule::operator_below
                    | Rule::operator_at_most
                    | Rule::operator_above
                    | Rule::operator_at_least
            )
        })
}

/// Whether a word stands after a point.
fn is_part(before: &str, word: &str) -> bool {
    before.strip_suffix(word).is_some_and(|rest| rest.ends_with('.'))
}
