//! Dates, numbers and their units in the language asked for.

use super::super::grammar::Rule;
use super::super::keywords;
use super::super::reader::Node;
use super::super::width::half_width;
use crate::diagnostic::Language;

/// Whether a node is one token though it has parts.
pub(super) fn is_literal(rule: Rule) -> bool {
    matches!(rule, Rule::date | Rule::month | Rule::numeral)
}

pub(super) fn literal(node: &Node<'_>, language: Option<Language>) -> String {
    match node.as_rule() {
        Rule::numeral => numeral(node, language),
        _ => date(node, language),
    }
}

/// A date or a month.
fn date(node: &Node<'_>, language: Option<Language>) -> String {
    let plain: Vec<String> = node
        .clone()
        .into_inner()
        .filter(|part| keywords::of_rule(part.as_rule()).is_none())
        .map(|part| half_width(part.as_str()))
        .collect();
    let is_chinese = plain.len() < node.clone().into_inner().len();
    let chinese = language.map_or(is_chinese, |language| language == Language::Chinese);
    if !chinese {
        return plain.iter().map(|part| format!("{part:0>2}")).collect::<Vec<_>>().join("-");
    }
    let marks = [Rule::unit_date_year, Rule::unit_date_month, Rule::unit_date_day];
    let marks =
        marks.iter().map(|rule| keywords::of_rule(*rule).and_then(|mark| mark.zh).unwrap_or_default());
    let keep = is_chinese && language.is_none();
    let number = |part: &String| match part.trim_start_matches('0') {
        trimmed if !keep && !trimmed.is_empty() => trimmed.to_owned(),
        _ => part.clone(),
    };
    plain.iter().zip(marks).map(|(part, mark)| number(part) + mark).collect()
}

/// The parts of a numeral.
#[derive(Default)]
struct Numeral {
    digits: String,
    /// How many places a word such as 万 moves the point, and that word.
    scale: Option<(usize, String)>,
    unit: Option<(Rule, String)>,
    /// The period's rule and word, and whether it follows a slash.
    period: Option<(Rule, String, bool)>,
}

fn numeral(node: &Node<'_>, language: Option<Language>) -> String {
    let mut numeral = Numeral::default();
    for part in node.clone().into_inner() {
        let written = part.as_str().to_owned();
        match part.as_rule() {
            Rule::number => numeral.digits = half_width(&written),
            Rule::unit_wan => numeral.scale = Some((4, written)),
            Rule::unit_yi => numeral.scale = Some((8, written)),
            Rule::period => numeral.period = period(&part),
            unit => numeral.unit = Some((unit, written)),
        }
    }
    numeral.write(language)
}

fn period(node: &Node<'_>) -> Option<(Rule, String, bool)> {
    let slash = node.clone().into_inner().len() > 1;
    let unit = node.clone().into_inner().next_back()?;
    Some((unit.as_rule(), unit.as_str().split_whitespace().collect::<Vec<_>>().join(" "), slash))
}

impl Numeral {
    fn write(&self, language: Option<Language>) -> String {
        let mut text = self.amount(language);
        if let Some((rule, unit)) = &self.unit {
            let unit = self.unit_word(*rule, unit, language);
            if unit.starts_with(|c: char| c.is_ascii_alphabetic()) {
                text.push(' ');
            }
            text += &unit;
        }
        if let Some((rule, word, slash)) = &self.period {
            text += &period_word(*rule, word, *slash, language);
        }
        text
    }

    fn amount(&self, language: Option<Language>) -> String {
        match &self.scale {
            None => self.digits.clone(),
            Some((places, _)) if language == Some(Language::English) => moved(&self.digits, *places),
            Some((_, word)) => format!("{}{word}", self.digits),
        }
    }

    fn unit_word(&self, rule: Rule, written: &str, language: Option<Language>) -> String {
        let (Some(language), Some(keyword)) = (language, keywords::of_rule(rule)) else {
            return if rule == Rule::percent { "%".to_owned() } else { written.to_owned() };
        };
        if script(written) == Some(language) {
            return written.to_owned();
        }
        let word = keyword.canonical(language).unwrap_or(written);
        let one = self.digits == "1" && language == Language::English;
        let singular =
            keyword.spellings.iter().find(|spelling| one && word.strip_suffix('s') == Some(spelling));
        singular.map_or(word, |singular| singular).to_owned()
    }
}

/// A number with its point moved to the right.
fn moved(digits: &str, places: usize) -> String {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let (in_front, behind) = part.split_at_checked(places).unwrap_or((part, ""));
    let zeros = "0".repeat(places.saturating_sub(in_front.len()));
    let number = format!("{whole}{in_front}{zeros}");
    let number = match number.trim_start_matches('0') {
        "" => "0",
        trimmed => trimmed,
    };
    if behind.is_empty() { number.to_owned() } else { format!("{number}.{behind}") }
}

/// Period words: after a slash, and by themselves.
const PERIODS: [(Rule, Rule); 3] = [
    (Rule::unit_a_day, Rule::unit_per_day),
    (Rule::unit_a_month, Rule::unit_per_month),
    (Rule::unit_a_year, Rule::unit_per_year),
];

fn period_word(rule: Rule, written: &str, slash: bool, language: Option<Language>) -> String {
    let blank = if written.starts_with(|c: char| c.is_ascii()) { " " } else { "" };
    let kept = if slash { format!("/{written}") } else { format!("{blank}{written}") };
    let Some(language) = language.filter(|language| script(written) != Some(*language)) else { return kept };
    let pair = PERIODS.iter().find(|(after_slash, alone)| rule == *after_slash || rule == *alone);
    let word = |rule| keywords::of_rule(rule).and_then(|keyword| keyword.canonical(language));
    match (pair, language) {
        (Some((_, alone)), Language::English) => format!(" {}", word(*alone).unwrap_or(written)),
        (Some((after_slash, _)), Language::Chinese) => format!("/{}", word(*after_slash).unwrap_or(written)),
        (None, _) => kept,
    }
}

/// The language whose letters a word has; none for symbols.
pub(super) fn script(text: &str) -> Option<Language> {
    let letter = text.chars().find(|c| c.is_alphabetic())?;
    Some(if letter.is_ascii() { Language::English } else { Language::Chinese })
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn points_move_without_a_float() {
        for (digits, places, expected) in [
            ("1.4", 4, "14000"),
            ("3.5", 8, "350000000"),
            ("0.00012345", 4, "1.2345"),
            ("12", 4, "120000"),
            ("0", 4, "0"),
        ] {
            assert_eq!(moved(digits, places), expected);
        }
    }
}
