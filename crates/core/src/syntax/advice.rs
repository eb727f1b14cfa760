//! What to do about text that stands where it cannot, where what is written tells what was intended.

use super::expected::clauses;
use super::grammar::Rule;
use super::keywords::{self, KeywordKind};
use super::stopped::Stopped;
use crate::diagnostic::Text;

/// What to do about `found`; none where nothing better than general advice is known.
pub(super) fn advice(place: &Stopped<'_>, found: &str) -> Option<Text> {
    in_a_part(place, found)
        .or_else(|| of_a_type(place, found))
        .or_else(|| in_place_of_a_name(place, found))
        .or_else(|| before_a_part(place, found))
        .or_else(|| of_a_sign(found, place.expects_infix()))
        .or_else(|| beside_an_operator(place, found))
}

/// What is written in a row, an entry, a fact or a class.
fn in_a_part(place: &Stopped<'_>, found: &str) -> Option<Text> {
    let before = place.before();
    match place.context {
        Rule::row if blank_cell(before, found) => {
            Some(Text::new("write `any` where the column does not matter", "某列不限时写“任意”"))
        }
        Rule::whole_exclusive_clause | Rule::statement_exclusive if clause_in_a_list(before) => {
            Some(Text::new(
                format!("no comma stands before `{}`: it would be one more benefit", last_word(before)),
                format!("“{}”之前不写逗号，否则读作又一项待遇", last_word(before)),
            ))
        }
        Rule::row if is_dash(found) || matches!(found, "to" | "至" | "到") => Some(Text::new(
            "a range is written `18..59`; both ends belong to it",
            "范围写作“18..59”，两端都包含在内",
        )),
        Rule::whole_entry => in_an_entry(before, found),
        Rule::whole_field => in_a_field(place, found),
        Rule::whole_tier_item if is_operator(found, Rule::clause_otherwise) => {
            let class = last_word(before);
            Some(Text::new(
                format!("what holds otherwise stands behind the word: `{found} {class}`"),
                format!("“{found}”写在前面：“{found} {class}”"),
            ))
        }
        Rule::whole_tier_item if place.expects(Rule::clause_when) => Some(Text::new(
            "each class has its `when`; several conditions are joined by `and`",
            "每一档都应写明“当”；几个条件之间用“且”连接",
        )),
        context => ends_with_a_clause(context, found),
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

/// Whether a word ends with the one its clause begins with, as 每月发放.
fn ends_with_a_clause(context: Rule, found: &str) -> Option<Text> {
    let spellings = clauses(context).iter().filter_map(|rule| keywords::of_rule(*rule)?.zh);
    let clause =
        spellings.filter(|word| found != *word && found.ends_with(word)).max_by_key(|word| word.len())?;
    Some(Text::new(
        format!("a clause begins with its word: `{clause} …`"),
        format!("子句以自己的词开头：“{clause} …”"),
    ))
}

fn in_an_entry(before: &str, found: &str) -> Option<Text> {
    let line = before.rsplit('\n').next().unwrap_or(before);
    if matches!(found, ":" | "：") && last_word(line).ends_with('起') && !line.contains([':', '：']) {
        return Some(in_dates());
    }
    let case = !line.trim().is_empty() && line.trim().chars().all(super::scan::continues_word);
    let case = case && !line.contains(char::is_numeric);
    match found {
        ":" | "：" | "=" | "＝" if case || before.contains([':', '：']) => Some(Text::new(
            "a figure stands behind its case without a sign: `scattered 1500 yuan`",
            "类别之后直接写数额，不加符号：“散居 1500元”",
        )),
        ":" | "：" => Some(in_dates()),
        "于" | "在" => Some(in_a_region()),
        _ => None,
    }
}

fn in_dates() -> Text {
    Text::new(
        "the dates of a figure are written `from 2023-01-01:` or `from 2023-01-01 to 2023-12-31:`",
        "起止日期写作“自 2023年1月1日：”或“自 2023年1月1日 至 2023年12月31日：”",
    )
}

fn in_a_field(place: &Stopped<'_>, found: &str) -> Option<Text> {
    if found.starts_with(['"', '“', '＂']) && place.expects(Rule::colon) {
        return Some(Text::new(
            "the label of a fact stands after its type: `income: money \"monthly income\"`",
            "名称写在类型之后，如“收入：金额 “月收入””",
        ));
    }
    if in_two_words(place, found) {
        return Some(one_word());
    }
    // `户籍：城市、农村`: 农村 was read as the next fact.
    let before = place.before();
    let listed = before.strip_suffix(last_word(before)).is_some_and(|rest| rest.trim_end().ends_with('、'));
    (listed && place.expects(Rule::colon)).then(one_of_several)
}

/// What stands where a type does, or after one.
fn of_a_type(place: &Stopped<'_>, found: &str) -> Option<Text> {
    let before = place.before();
    let parameter = begins_with(place, Rule::statement_parameter);
    if parameter && place.expects(Rule::colon) && matches!(found, "{" | "｛" | "=" | "＝") {
        return Some(Text::new(
            "a parameter says of what type it is: `parameter name: money per month { 915 yuan }`",
            "参数须写明类型：“参数 名称：金额 每月 { 915元 }”",
        ));
    }
    if parameter && place.expects(Rule::open_brace) && matches!(found, "=" | "＝") {
        return Some(Text::new(
            "the figures of a parameter stand in braces: `{ 915 yuan }`",
            "参数的数额写在大括号里：“{ 915元 }”",
        ));
    }
    let declares = parameter && !before.contains(['{', '｛'])
        || begins_with(place, Rule::statement_define) && !before.contains(['=', '＝', '{', '｛']);
    if !declares && place.context != Rule::whole_field {
        return None;
    }
    if place.expects(Rule::written_type) && found.starts_with(char::is_numeric) {
        return Some(Text::new(
            "the type stands before the range: `whole 1..4`",
            "范围之前写类型：“整数 1..4”",
        ));
    }
    if place.expects(Rule::written_type) && is_kind(found, KeywordKind::Value) {
        return Some(Text::new(
            "what is answered with yes or no is a `bool`",
            "答“是”或“否”的，类型写“是否”",
        ));
    }
    let last = last_word(before);
    let money = is_operator(last, Rule::type_money) || matches!(last, "元" | "yuan");
    let slash = matches!(found, "/" | "／");
    if money && found.starts_with(['人', '户']) || found.starts_with("每人") || found.starts_with("每户")
    {
        return Some(Text::new(
            "people have no unit: write `money per month`",
            "人数、户数不带单位，请写作“金额 每月”",
        ));
    }
    if names_a_period(found) || money && (slash || found.starts_with('每')) {
        return Some(Text::new(
            "a period stands after `money` only: `money per month`, `per year` or `per day`",
            "只有金额分期间，写作“金额 每月”“金额 每年”或“金额 每日”",
        ));
    }
    (slash && !place.expects_infix()).then(one_of_several)
}

fn one_of_several() -> Text {
    Text::new(
        "one of several is a type of its own: `enum size { small, large }`",
        "几项中选一项的，先用“类别”写出各项，如“类别 性别类别 { 男，女 }”，再写类别的名称",
    )
}

/// Whether the statement being read is one of these.
fn begins_with(place: &Stopped<'_>, statement: Rule) -> bool {
    let first = place.written.split_whitespace().next().unwrap_or("");
    is_operator(first, statement)
}

/// What stands where a name does, or where a name should have ended.
fn in_place_of_a_name(place: &Stopped<'_>, found: &str) -> Option<Text> {
    let mut head = place.before().split_whitespace();
    let (statement, named) = (head.next().unwrap_or(""), head.next().is_some());
    let alone = head.next().is_none() && !place.before().contains([':', '：']);
    let of_a_statement = is_kind(statement, KeywordKind::Statement) && alone;
    let name_expected = place.expects_name();
    if name_expected && found.starts_with(char::is_numeric) {
        return Some(Text::new(
            "a name begins with a letter or `_`, not with a figure; what it is called can be its label",
            "名称以汉字、字母或“_”开头，不以数字开头；通知的原话可写在标签里",
        ));
    }
    if name_expected && of_a_statement && found.starts_with(['"', '“', '＂']) {
        return Some(Text::new(
            format!("the name comes first, then the label in quotes: `{statement} name {found}`"),
            format!("先写名称，再写引号中的标签：“{statement} 名称 {found}”"),
        ));
    }
    if !of_a_statement || !named || statement.is_empty() {
        return None;
    }
    if matches!(found, "(" | "（") {
        return Some(Text::new(
            "a name has no brackets; what it is called can be its label in quotes after the name",
            "名称中不写括号；通知的原话可写在名称之后的引号里，作为标签",
        ));
    }
    let another = found.starts_with(super::scan::continues_word) && keywords::spelled(found).next().is_none();
    another.then(one_word)
}

/// A sign between the word of a part and what it says, or before it.
fn before_a_part(place: &Stopped<'_>, found: &str) -> Option<Text> {
    let last = last_word(place.before());
    let rest = place.written.get(place.at..).unwrap_or("").trim_start();
    match found {
        ":" | "：" if is_kind(last, KeywordKind::Clause) || is_kind(last, KeywordKind::Statement) => Some(
            Text::new(format!("leave out `{found}` after `{last}`"), format!("“{last}”之后不写“{found}”")),
        ),
        "=" | "＝" if place.expects(Rule::colon) => {
            Some(Text::new("write `:` instead of `=`", format!("请写“：”，不写“{found}”")))
        }
        "," | "，" | "、" if place.expects(Rule::operator_then) || place.expects(Rule::operator_else) => {
            Some(Text::new("no comma stands before `then` and `else`", "“则”“否则”之前不写逗号"))
        }
        "." if rest.starts_with("..") && place.expects_infix() => Some(Text::new(
            "a range stands in brackets after `in`: `in [18..59]`",
            "范围写在“属于”之后的方括号里：“属于【18..59】”",
        )),
        _ if place.expected == [Rule::quoted] && !found.is_empty() => {
            let written = if found.starts_with(|c: char| c.is_alphanumeric()) { found } else { "…" };
            Some(Text::new(
                format!("put the text in quotes: `{last} \"{written}\"`"),
                format!("文字写在引号里：“{last} “{written}””"),
            ))
        }
        ":" | "：" if place.expects(Rule::open_brace) => Some(Text::new(
            "the parts of a statement stand in braces: write `{` here, and `}` after the last of them",
            "语句的各部分写在大括号里：此处写“{”，最后写“}”",
        )),
        _ if place.expects(Rule::arrow) && !place.before().contains("=>") && !found.is_empty() => {
            Some(Text::new(
                "cells are separated by `|`, and what the row gives stands after `=>`: `80..89 | 1 => 100 yuan`",
                "各格用“|”分隔，结果写在“=>”之后：“80..89 | 1 => 100元”",
            ))
        }
        _ => None,
    }
}

fn one_word() -> Text {
    Text::new(
        "a name is one word without blanks and hyphens, such as `birth_date`",
        "名称是一个词，中间没有空格和连字符",
    )
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
        "$" | "¥" | "￥" | "€" | "£" => Some(Text::new(
            "the currency stands after the figure: `100 yuan`, `100 USD`",
            "货币写在数之后，如“100元”“100 USD”",
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

/// Whether what was read as the last of several benefits is the word of the next clause.
fn clause_in_a_list(before: &str) -> bool {
    let word = last_word(before);
    let listed = before.strip_suffix(word).is_some_and(|rest| rest.trim_end().ends_with([',', '，', '、']));
    listed && [Rule::clause_keep, Rule::clause_by].into_iter().any(|clause| is_operator(word, clause))
}

/// Whether a sign fills a cell, as in tables of other programs; a minus is read as the sign of a number.
fn blank_cell(before: &str, found: &str) -> bool {
    match before.rsplit(['|', '｜', '\n']).next().unwrap_or("").trim() {
        "" => is_dash(found) || matches!(found, "/" | "／" | "*" | "|" | "｜"),
        "-" | "－" | "−" => matches!(found, "|" | "｜" | "=>" | "＝＞" | "⇒" | "→"),
        _ => false,
    }
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
    matches!(found, "per" | "每月" | "每年" | "每日" | "每天")
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
