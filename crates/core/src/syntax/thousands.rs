//! Numbers with commas between thousands: every comma ends a number here.

use super::scan::continues_word;

/// A number with commas between its thousands, where a text begins with one: how long it is with what is
/// joined to it, and how it is written here.
pub(super) fn grouped(text: &str) -> Option<(usize, String)> {
    let digits = |text: &str| text.chars().take_while(|c| c.is_numeric()).count();
    let first = digits(text);
    if !(1..=3).contains(&first) {
        return None;
    }
    let mut end = length(text, first);
    let mut groups = 0;
    while let Some(rest) = text.get(end..).and_then(|rest| rest.strip_prefix([',', '，'])) {
        if digits(rest) != 3 {
            break;
        }
        end = text.len() - rest.len() + length(rest, 3);
        groups += 1;
    }
    if groups == 0 {
        return None;
    }
    let rest = text.get(end..)?;
    let joined = rest.find(|c: char| !continues_word(c) && c != '.').unwrap_or(rest.len());
    let end = end + joined;
    let written = text.get(..end)?;
    Some((end, written.replace([',', '，'], "")))
}

/// Where the number begins that a comma ends just before `at`.
pub(super) fn first_group(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at)?.strip_suffix([',', '，'])?;
    let start = before.trim_end_matches(|c: char| c.is_numeric()).len();
    (start < before.len()).then_some(start)
}

/// The bytes of the first characters of a text.
fn length(text: &str, count: usize) -> usize {
    text.chars().take(count).map(char::len_utf8).sum()
}

#[cfg(test)]
mod tests {
    use super::{first_group, grouped};

    #[test]
    fn only_groups_of_three_are_thousands() {
        let number = |text| grouped(text).map(|(length, written)| (text.get(..length).unwrap(), written));
        assert_eq!(number("1,200元，乙"), Some(("1,200元", "1200元".to_owned())));
        assert_eq!(number("12，345，678.50元/月"), Some(("12，345，678.50元", "12345678.50元".to_owned())));
        assert_eq!(number("１，２００元"), Some(("１，２００元", "１２００元".to_owned())));
        assert_eq!(number("1,20元"), None);
        assert_eq!(number("1200,300元"), None);
        assert_eq!(number("1, 200元"), None);
        assert_eq!(number("1,2000元"), None);
    }

    #[test]
    fn a_number_is_found_from_behind_its_comma() {
        assert_eq!(first_group("为 12,", 7), Some(4));
        assert_eq!(first_group("为，", 6), None);
        assert_eq!(first_group("12", 2), None);
    }
}
