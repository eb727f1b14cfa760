//! Advice on the rows of tables.

use super::{a_range, is_dash, is_operator};
use crate::diagnostic::Text;
use crate::syntax::grammar::Rule;

pub(super) fn in_a_row(before: &str, found: &str) -> Option<Text> {
    let arrow = crate::syntax::stopped::ARROWS.iter().any(|arrow| before.contains(arrow));
    if is_bar(found) && before.is_empty() {
        return Some(Text::new(
            "no `|` stands before the first cell: one of any value is `any`, one like that above is written again",
            "第一格之前不写“|”；某列不限时写“任意”，与上一行相同的也要写出",
        ));
    }
    if blank_cell(before, found) {
        return Some(Text::new("write `any` where the column does not matter", "某列不限时写“任意”"));
    }
    let joined = |word: &str| before.ends_with(word) && !arrow;
    let open = matches!(found, "above" | "more" | "over" | "older" | "below" | "less" | "under" | "fewer");
    if open && (joined("and") || joined("or")) || found == "=>" && before.ends_with(['+', '＋']) {
        return Some(Text::new("write `at least 3` or `at most 3`", "写作“3 以上”或“3 以下”"));
    }
    match found {
        "〃" | "″" | "同上" => {
            Some(Text::new("write again what the row above says", "与上一行相同的也要写出"))
        }
        "," | "，" | "、" if arrow => {
            Some(Text::new("no comma stands between rows", "行末不写逗号，换行即可"))
        }
        "to" | "至" | "到" => Some(a_range()),
        _ if is_dash(found) => Some(a_range()),
        _ if is_operator(found, Rule::clause_otherwise) || is_operator(found, Rule::operator_else) => {
            Some(Text::new("a cell of any value holds `any`", "其余情形在单元格中写“任意”"))
        }
        _ => None,
    }
}

pub(super) fn is_bar(found: &str) -> bool {
    matches!(found, "|" | "｜")
}

pub(super) fn no_bar_before() -> Text {
    Text::new("no `|` stands before the first cell or after the last", "第一格之前、最后一格之后不写“|”")
}

/// Whether a sign fills a cell, as in tables of other programs; a minus is read as the sign of a number.
fn blank_cell(before: &str, found: &str) -> bool {
    match before.rsplit(['|', '｜', '\n']).next().unwrap_or("").trim() {
        "" => is_dash(found) || matches!(found, "/" | "／" | "*" | "|" | "｜"),
        "-" | "－" | "−" => matches!(found, "|" | "｜" | "=>" | "＝＞" | "⇒" | "→"),
        _ => false,
    }
}
