//! Words written without blanks between them.

use super::keywords::{self, KeywordKind};

/// Longer words are not looked at.
const LONGEST: usize = 80;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    Name,
    Keyword,
    Figure,
}

/// The best way to read a stretch from its beginning: its cost, its last piece and where that begins.
#[derive(Clone, Copy)]
struct Reading {
    cost: usize,
    last: Piece,
    from: usize,
}

/// Splits a word such as 人均月收入低于低保标准 into known names, words of the language and figures.
///
/// `None` if that is not possible, or if the word is one of them as it is. Of several ways the one with
/// the fewest pieces is taken, and names next to each other are avoided.
#[must_use]
pub fn split_words(text: &str, is_known_name: &dyn Fn(&str) -> bool) -> Option<Vec<String>> {
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    if ends.len() > LONGEST || is_known_name(text) {
        return None;
    }
    let mut readings: Vec<Option<Reading>> = Vec::with_capacity(ends.len());
    readings.push(Some(Reading { cost: 0, last: Piece::Keyword, from: 0 }));
    for (to, end) in ends.iter().enumerate().skip(1) {
        let mut best: Option<Reading> = None;
        for (from, start) in ends.iter().enumerate().take(to) {
            let Some(before) = readings.get(from).copied().flatten() else { continue };
            let Some(reading) = read(text, (from, *start), *end, before, is_known_name) else { continue };
            if best.is_none_or(|best| reading.cost < best.cost) {
                best = Some(reading);
            }
        }
        readings.push(best);
    }
    let pieces = trace(text, &ends, &readings)?;
    (pieces.len() > 1).then_some(pieces)
}

/// The reading that adds the piece `start..end` to the one before it.
fn read(
    text: &str,
    (from, start): (usize, usize),
    end: usize,
    before: Reading,
    is_known_name: &dyn Fn(&str) -> bool,
) -> Option<Reading> {
    if !may_split(text, start) || !may_split(text, end) {
        return None;
    }
    let last = piece(text.get(start..end)?, is_known_name)?;
    // Names side by side mean nothing; they are better than no reading at all.
    let together = from > 0 && last != Piece::Keyword && before.last != Piece::Keyword;
    Some(Reading { cost: before.cost + 1 + if together { 10 } else { 0 }, last, from })
}

/// Latin letters and digits side by side belong together.
fn may_split(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|part| part.chars().next_back());
    let after = text.get(at..).and_then(|part| part.chars().next());
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    !(joins(before) && joins(after))
}

fn piece(text: &str, is_known_name: &dyn Fn(&str) -> bool) -> Option<Piece> {
    if is_known_name(text) {
        return Some(Piece::Name);
    }
    let speaks = |kind| matches!(kind, KeywordKind::Operator | KeywordKind::Value | KeywordKind::Clause);
    if keywords::spelled(text).any(|keyword| speaks(keyword.kind)) {
        return Some(Piece::Keyword);
    }
    let unit = text.trim_start_matches(|c: char| c.is_numeric());
    let is_unit = |unit| keywords::spelled(unit).any(|keyword| keyword.kind == KeywordKind::Unit);
    (unit.len() < text.len() && (unit.is_empty() || is_unit(unit))).then_some(Piece::Figure)
}

fn trace(text: &str, ends: &[usize], readings: &[Option<Reading>]) -> Option<Vec<String>> {
    let mut pieces = Vec::new();
    let mut to = ends.len().checked_sub(1)?;
    while to > 0 {
        let reading = readings.get(to).copied().flatten()?;
        pieces.push(text.get(*ends.get(reading.from)?..*ends.get(to)?)?.to_owned());
        to = reading.from;
    }
    pieces.reverse();
    Some(pieces)
}

#[cfg(test)]
mod tests {
    use super::split_words;

    fn split(text: &str) -> Option<Vec<String>> {
        let known = ["人均月收入", "低保标准", "收入", "月收入", "财产符合", "低保", "标准", "救助类型", "x"];
        split_words(text, &|name| known.contains(&name))
    }

    #[test]
    fn names_and_words_are_told_apart() {
        assert_eq!(split("人均月收入低于低保标准").unwrap(), ["人均月收入", "低于", "低保标准"]);
        assert_eq!(
            split("人均月收入低于低保标准且财产符合").unwrap(),
            ["人均月收入", "低于", "低保标准", "且", "财产符合"]
        );
        assert_eq!(split("救助类型为低保").unwrap(), ["救助类型", "为", "低保"]);
        assert_eq!(split("收入不超过80元").unwrap(), ["收入", "不超过", "80元"]);
        assert_eq!(split("非x").unwrap(), ["非", "x"]);
    }

    #[test]
    fn other_words_stay_whole() {
        for whole in ["低保标准", "人均年收入低于低保标准", "xx", "", "无关"] {
            assert_eq!(split(whole), None, "{whole}");
        }
        assert_eq!(split(&"低保".repeat(100)), None);
    }
}
