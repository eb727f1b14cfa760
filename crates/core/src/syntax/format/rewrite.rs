//! Words, signs and literals in the language and the width asked for.

use super::super::grammar::Rule;
use super::super::keywords::{self, Keyword};
use super::super::literals::half_width;
use super::super::reader::Node;
use super::Width;
use super::tokens::Token;
use crate::diagnostic::Language;

/// Marks with a full-width form, as (rule, half, full).
const MARKS: [(Rule, &str, &str); 6] = [
    (Rule::colon, ":", "："),
    (Rule::comma, ",", "，"),
    (Rule::open_paren, "(", "（"),
    (Rule::close_paren, ")", "）"),
    (Rule::open_bracket, "[", "【"),
    (Rule::close_bracket, "]", "】"),
];

/// Signs as (rule, English, Chinese).
const SIGNS: [(Rule, &str, &str); 6] = [
    (Rule::plus, "+", "＋"),
    (Rule::minus, "-", "－"),
    (Rule::negative, "-", "－"),
    (Rule::times, "*", "×"),
    (Rule::over, "/", "÷"),
    (Rule::equals, "=", "＝"),
];

/// What comparisons are called between dates in Chinese.
const OF_DATES: [(Rule, &str); 4] = [
    (Rule::operator_below, "早于"),
    (Rule::operator_at_most, "不晚于"),
    (Rule::operator_above, "晚于"),
    (Rule::operator_at_least, "不早于"),
];

/// Signs that are written in one way only.
const PLAIN: [(Rule, &str); 6] = [
    (Rule::open_brace, "{"),
    (Rule::close_brace, "}"),
    (Rule::point, "."),
    (Rule::up_to, ".."),
    (Rule::up_to_below, "..<"),
    (Rule::arrow, "=>"),
];

/// Whether most of the marks are wide.
pub(super) fn prevailing_width(tokens: &[Token]) -> Width {
    let (mut half, mut full) = (0usize, 0usize);
    for token in tokens {
        if MARKS.iter().any(|(rule, ..)| token.is(*rule)) {
            *(if token.text.is_ascii() { &mut half } else { &mut full }) += 1;
        }
    }
    if full > half { Width::Full } else { Width::Half }
}

/// Gives English comparisons the Chinese word for dates where a date or month stands beside them.
pub(super) fn name_comparisons_of_dates(tokens: &mut [Token]) {
    let dated: Vec<bool> = tokens
        .iter()
        .map(|token| [Rule::date, Rule::month, Rule::value_as_of].iter().any(|rule| token.is(*rule)))
        .collect();
    for (at, token) in tokens.iter_mut().enumerate() {
        let beside = at.checked_sub(1).into_iter().chain([at.saturating_add(1)]);
        let word = OF_DATES.iter().find(|(rule, _)| token.is(*rule)).map(|(_, word)| *word);
        if let Some(word) = word.filter(|_| script(&token.text) == Some(Language::English))
            && beside.into_iter().any(|near| dated.get(near) == Some(&true))
        {
            token.text = word.to_owned();
        }
    }
}

/// Gives a token its spelling. Names, texts and comments keep theirs.
pub(super) fn rewrite(token: &mut Token, language: Option<Language>, width: Width) {
    let Some(rule) = token.rule else { return };
    if let Some((_, half, full)) = MARKS.iter().find(|(mark, ..)| *mark == rule) {
        token.text = mark(token, half, full, width).to_owned();
    } else if let Some((_, plain)) = PLAIN.iter().find(|(sign, _)| *sign == rule) {
        token.text = (*plain).to_owned();
    } else if let Some(keyword) = keywords::of_rule(rule) {
        token.text = word(keyword, &token.text, language);
    } else if let Some(language) = language {
        if let Some((_, en, zh)) = SIGNS.iter().find(|(sign, ..)| *sign == rule) {
            token.text = if language == Language::English { *en } else { *zh }.to_owned();
        } else if rule == Rule::pipe {
            token.text = "|".to_owned();
        }
    }
}

fn mark(token: &Token, half: &'static str, full: &'static str, width: Width) -> &'static str {
    const PAUSE: &str = "、";
    let lists = [Rule::items, Rule::cell, Rule::by, Rule::needs, Rule::lacks];
    match width {
        Width::Half => half,
        Width::Full if token.text == PAUSE => PAUSE,
        Width::Full if token.is(Rule::comma) && lists.contains(&token.parent) => PAUSE,
        Width::Full => full,
    }
}

/// A word of the language. A synonym that already is of the language asked for stays.
fn word(keyword: &Keyword, written: &str, language: Option<Language>) -> String {
    let spaced = written.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(language) = language else { return spaced };
    match script(&spaced) {
        None => symbol(&spaced, language).to_owned(),
        Some(of) if of == language => spaced,
        Some(_) => keyword.canonical(language).map_or(spaced, str::to_owned),
    }
}

/// The language whose letters a word has; none for symbols.
fn script(text: &str) -> Option<Language> {
    let letter = text.chars().find(|c| c.is_alphabetic())?;
    Some(if letter.is_ascii() { Language::English } else { Language::Chinese })
}

fn symbol(written: &str, language: Language) -> &str {
    match (language, written) {
        (Language::English, "≤" | "≦" | "＜＝" | "＜=") => "<=",
        (Language::English, "≥" | "≧" | "＞＝" | "＞=") => ">=",
        (Language::English, "＜") => "<",
        (Language::English, "＞") => ">",
        (Language::English, "＝") => "=",
        (Language::English, "≠" | "！＝" | "！=") => "!=",
        (Language::Chinese, "=") => "＝",
        _ => written,
    }
}

// ------------------------------------------------------------------------------------------ literals

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

#[cfg(test)]
mod tests {
    use super::{OF_DATES, moved};
    use crate::syntax::keywords;

    #[test]
    fn comparisons_of_dates_are_spellings_of_the_grammar() {
        for (rule, word) in OF_DATES {
            assert!(keywords::of_rule(rule).unwrap().spellings.contains(&word), "{word}");
        }
    }

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
