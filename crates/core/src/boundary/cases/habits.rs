//! How dates and amounts are often written outside, and how cases write them.

use crate::calendar::{Date, Month};
use crate::number::Rational;
use crate::program::Type;

/// The most characters of a value that is looked at.
const LONGEST: usize = 40;

/// The value as a case writes it, where another way of writing it leaves no doubt.
pub(super) fn meant(ty: Type, own: &str) -> Option<String> {
    if own.chars().nth(LONGEST).is_some() {
        return None;
    }
    let meant = match ty {
        Type::Date => date(own),
        Type::Month => month(own),
        Type::Money(_) => amount(own.trim_end_matches('元')),
        Type::Number => amount(own),
        _ => None,
    };
    meant.filter(|meant| meant != own)
}

fn date(own: &str) -> Option<String> {
    let iso = match numbers(own)?.as_slice() {
        [whole] if whole.len() == 8 => {
            format!("{}-{}-{}", whole.get(..4)?, whole.get(4..6)?, whole.get(6..)?)
        }
        // Of 3/2/2023 nobody knows which is the day.
        [year, month, day] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => return None,
    };
    Date::parse_iso(&iso).map(|_| iso)
}

fn month(own: &str) -> Option<String> {
    let iso = match numbers(own)?.as_slice() {
        [whole] if whole.len() == 6 => format!("{}-{}", whole.get(..4)?, whole.get(4..)?),
        [year, month] if year.len() == 4 => format!("{year}-{month:0>2}"),
        _ => return None,
    };
    Month::parse_iso(&iso).map(|_| iso)
}

/// The numbers of a date with nothing but the marks of dates around them.
fn numbers(own: &str) -> Option<Vec<String>> {
    let half_width: String = own.trim().chars().map(half_width).collect();
    let mark = |c: char| matches!(c, '-' | '/' | '.' | '年' | '月' | '日');
    let known = half_width.chars().all(|c| c.is_ascii_digit() || mark(c));
    let parts = half_width.trim_end_matches(['日', '月']).split(mark);
    known.then(|| parts.map(str::to_owned).collect())
}

/// A number without commas between its thousands.
fn amount(own: &str) -> Option<String> {
    let half_width: String = own.trim().chars().map(half_width).collect();
    let mut groups = half_width.split('.').next()?.trim_start_matches('-').split(',');
    let first = groups.next()?.len();
    let mut rest = groups.peekable();
    let grouped = rest.peek().is_none() || first <= 3 && rest.all(|group| group.len() == 3);
    let plain = half_width.replace(',', "");
    (grouped && Rational::parse_decimal(&plain).is_ok()).then_some(plain)
}

fn half_width(c: char) -> char {
    match c {
        '０'..='９' => {
            u32::from(c).checked_sub(u32::from('０')).and_then(|n| char::from_digit(n, 10)).unwrap_or(c)
        }
        '，' => ',',
        '．' => '.',
        '／' => '/',
        '－' | '—' => '-',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_leaves_no_doubt_is_meant() {
        for (ty, own, expected) in [
            (Type::Date, "2023/2/20", Some("2023-02-20")),
            (Type::Date, "2023年2月20日", Some("2023-02-20")),
            (Type::Date, "2023.02.20", Some("2023-02-20")),
            (Type::Date, "20230220", Some("2023-02-20")),
            (Type::Date, "２０２３/２/２０", Some("2023-02-20")),
            (Type::Date, "20/2/2023", None),
            (Type::Date, "2023/2/30", None),
            (Type::Date, "2023/2", None),
            (Type::Date, "2023年2月20日前", None),
            (Type::Month, "2023年2月", Some("2023-02")),
            (Type::Month, "2023/2", Some("2023-02")),
            (Type::Month, "202302", Some("2023-02")),
            (Type::Month, "2023-13", None),
            (Type::Money(None), "1,200", Some("1200")),
            (Type::Money(None), "12,345,678.50元", Some("12345678.50")),
            (Type::Money(None), "３００", Some("300")),
            (Type::Money(None), "600.5 ", Some("600.5")),
            (Type::Money(None), "1,20", None),
            (Type::Money(None), "1234,567", None),
            (Type::Money(None), "1.2万", None),
            (Type::Money(None), "600", None),
            (Type::Money(None), "600元", Some("600")),
            (Type::Number, "-1,000", Some("-1000")),
            (Type::Number, "many", None),
            (Type::Bool, "2023/2/20", None),
        ] {
            assert_eq!(meant(ty, own).as_deref(), expected, "{own}");
        }
        assert_eq!(meant(Type::Number, &"1,".repeat(1 << 20)), None);
    }
}
