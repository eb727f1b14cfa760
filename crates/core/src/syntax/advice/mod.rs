//! What to do about text that stands where it cannot, where what is written tells what was intended.

mod classes;
mod parts;
mod rows;
mod types;
mod words;

use self::parts::{between_clauses, in_a_part};
use self::types::of_a_type;
use self::words::{beside_an_operator, of_a_sign, of_a_word};
use super::grammar::Rule;
use super::keywords::{self, KeywordKind};
use super::stopped::Stopped;
use crate::diagnostic::Text;

/// What to do about `found`; none where nothing better than general advice is known.
pub(super) fn advice(place: &Stopped<'_>, found: &str) -> Option<Text> {
    of_a_word(place, found)
        .or_else(|| in_a_part(place, found))
        .or_else(|| between_clauses(place, found))
        .or_else(|| of_a_type(place, found))
        .or_else(|| in_place_of_a_name(place, found))
        .or_else(|| before_a_part(place, found))
        .or_else(|| of_a_sign(found, place.expects_infix()))
        .or_else(|| beside_an_operator(place, found))
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
    if name_expected && found.starts_with(['"', '“', '＂']) {
        return Some(Text::new(
            format!("the name comes first, then the label in quotes: `name {found}`"),
            format!("先写名称，再写引号中的标签：“名称 {found}”"),
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
    let another = found.starts_with(super::scan::continues_word)
        && keywords::spelled(found).all(|word| word.kind == KeywordKind::Function);
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
        ":" | "：" if begins_with(place, Rule::statement_amend) => Some(Text::new(
            "an amendment says only what changes, and no type",
            "修订只写改动的内容，不再写类型",
        )),
        _ if place.expects(Rule::open_brace) && opens_a_statement(found) => Some(Text::new(
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

/// What people write where the brace of a statement stands.
fn opens_a_statement(found: &str) -> bool {
    matches!(found, ":" | "：" | "=" | "＝") || is_kind(found, KeywordKind::Clause)
}

/// How a range is written.
pub(super) fn a_range() -> Text {
    Text::new("a range is written `18..59`; both ends belong to it", "范围写作“18..59”，两端都包含在内")
}

/// Why there are no working days.
pub(super) fn working_days() -> Text {
    Text::new(
        "working days are not counted, as they are set anew each year: a case says how many have passed",
        "不计算工作日，因为哪些天是工作日每年另行公布：经过了几个工作日，由个案填报",
    )
}

/// How a figure says for which region it is.
pub(super) fn in_a_region() -> Text {
    Text::new(
        "the region of a figure is written before its dates: `in \"360100\" from 2023-01-01:`",
        "数额适用的地区写在日期之前：“属于 “360100” 自 2023年1月1日：”",
    )
}

fn one_word() -> Text {
    Text::new(
        "a name is one word without blanks and hyphens, such as `birth_date`",
        "名称是一个词，中间没有空格和连字符",
    )
}

/// The word that a text ends with; empty where it ends otherwise.
pub(super) fn last_word(text: &str) -> &str {
    text.rsplit(|c: char| !super::scan::continues_word(c)).next().unwrap_or("")
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
