//! What to do about text that stands where it cannot, where what is written tells what was intended.

use super::grammar::Rule;
use super::keywords::{self, KeywordKind};
use super::stopped::Stopped;
use crate::diagnostic::Text;

/// What to do about `found`; none where nothing better than general advice is known.
pub(super) fn advice(place: &Stopped<'_>, found: &str) -> Option<Text> {
    in_a_part(place, found)
        .or_else(|| of_a_sign(found, place.expects_infix()))
        .or_else(|| beside_an_operator(place, found))
}

/// What is written in a row, an entry, a fact or a class.
fn in_a_part(place: &Stopped<'_>, found: &str) -> Option<Text> {
    let before = place.before();
    match place.context {
        Rule::row if is_dash(found) => Some(Text::new(
            "a range is written `18..59`; both ends belong to it",
            "范围写作“18..59”，两端都包含在内",
        )),
        Rule::whole_entry => in_an_entry(before, found),
        Rule::whole_field => in_a_field(place, found),
        Rule::whole_tier_item if place.expects(Rule::clause_when) => Some(Text::new(
            "each class has its `when`; several conditions are joined by `and`",
            "每一档都应写明“当”；几个条件之间用“且”连接",
        )),
        _ => None,
    }
    .or_else(|| {
        let per_person = place.expects(Rule::unit_a_month) && before.ends_with(['/', '／']);
        per_person.then(|| {
            Text::new(
                "people have no unit: write `915元/月` or `915 yuan per month`",
                "人数不带单位，请写作“915元/月”",
            )
        })
    })
}

fn in_an_entry(before: &str, found: &str) -> Option<Text> {
    match found {
        ":" | "：" | "=" | "＝" if before.contains([':', '：']) => Some(Text::new(
            "a figure stands behind its case without a sign: `scattered 1500 yuan`",
            "类别之后直接写数额，不加符号：“散居 1500元”",
        )),
        ":" | "：" => Some(Text::new(
            "the dates of a figure are written `from 2023-01-01:` or `from 2023-01-01 to 2023-12-31:`",
            "起止日期写作“自 2023年1月1日：”或“自 2023年1月1日 至 2023年12月31日：”",
        )),
        "于" | "在" => Some(in_a_region()),
        _ => None,
    }
}

fn in_a_field(place: &Stopped<'_>, found: &str) -> Option<Text> {
    if found.starts_with(['"', '“', '＂']) && place.expects(Rule::colon) {
        return Some(Text::new(
            "the label of a fact stands after its type: `income: money \"monthly income\"`",
            "名称写在类型之后，如“收入：金额 “月收入””",
        ));
    }
    if in_two_words(place, found) {
        return Some(Text::new(
            "a name is one word without blanks and hyphens, such as `birth_date`",
            "名称是一个词，中间没有空格和连字符",
        ));
    }
    names_a_period(found).then(|| {
        Text::new("a period stands after `money` only: `money per month`", "只有金额分期间，写作“金额 每月”")
    })
}

/// Signs that other texts are written with.
fn of_a_sign(found: &str, operator: bool) -> Option<Text> {
    match found {
        "。" | "；" | ";" => Some(Text::new(
            format!("leave out `{found}`: a new line is enough, or a comma"),
            format!("请去掉“{found}”：换行即可，或用“，”分隔"),
        )),
        "%" | "％" => Some(Text::new("`%` touches its number: `50%`", "“%”紧接数字：“50%”")),
        "[" | "【" if operator => Some(Text::new(
            "a call has round brackets, `f(x)`; an entry of a list is `only(list where …)`",
            "调用用圆括号，如“标准（类别）”；取一项写“唯一（名单 其中 …）”",
        )),
        "「" | "『" | "‘" | "'" | "`" => Some(Text::new("put texts in `\"…\"`", "文字用双引号“…”括起")),
        _ => None,
    }
}

/// What stands where an operator could, or after one.
fn beside_an_operator(place: &Stopped<'_>, found: &str) -> Option<Text> {
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
    (compares(found) && is_operator(last, Rule::operator_is)).then(|| {
        Text::new(
            format!("leave out `{last}`: `below`, `at most` and the like compare by themselves"),
            format!("请去掉“{last}”：“低于”“不超过”等词本身就是比较"),
        )
    })
}

/// How a figure says for which region it is.
pub(super) fn in_a_region() -> Text {
    Text::new(
        "the region of a figure is written before its dates: `in \"360100\" from 2023-01-01:`",
        "数额适用的地区写在日期之前：“属于 “360100” 自 2023年1月1日：”",
    )
}

/// The word that a text ends with; empty where it ends otherwise.
pub(super) fn last_word(text: &str) -> &str {
    text.rsplit(|c: char| !super::scan::continues_word(c)).next().unwrap_or("")
}

/// Whether a word stands after a point.
fn is_part(before: &str, word: &str) -> bool {
    before.strip_suffix(word).is_some_and(|rest| rest.ends_with('.'))
}

/// Whether a fact is named by two words.
fn in_two_words(place: &Stopped<'_>, found: &str) -> bool {
    let rest = place.written.get(place.at..).unwrap_or("");
    let rest = rest.trim_start().strip_prefix(found).unwrap_or("");
    let second = rest.trim_start_matches(['-', ' ']);
    let after = second.trim_start_matches(super::scan::continues_word);
    let joined = found == "-" || found.starts_with(super::scan::continues_word);
    joined && (place.misread || place.expects(Rule::colon)) && after.starts_with([':', '：'])
}

fn is_dash(found: &str) -> bool {
    matches!(found, "~" | "～" | "—" | "–" | "―" | "〜")
}

fn is_operator(word: &str, operator: Rule) -> bool {
    keywords::spelled(word).any(|keyword| keyword.rule == operator)
}

pub(super) fn is_kind(word: &str, kind: KeywordKind) -> bool {
    keywords::spelled(word).any(|keyword| keyword.kind == kind)
}

fn names_a_period(found: &str) -> bool {
    let known = |rule| matches!(rule, Rule::clause_monthly | Rule::clause_yearly | Rule::clause_daily);
    matches!(found, "/" | "／" | "per" | "每月" | "每年" | "每日" | "每天")
        || keywords::spelled(found).any(|keyword| known(keyword.rule))
}

fn compares(found: &str) -> bool {
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
