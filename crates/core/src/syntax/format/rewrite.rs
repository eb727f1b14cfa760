//! Words and signs in the language and the width asked for.

use super::super::grammar::Rule;
use super::super::keywords::{self, Keyword};
use super::Width;
use super::literals::script;
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

#[cfg(test)]
mod tests {
    use super::OF_DATES;
    use crate::syntax::keywords;

    #[test]
    fn comparisons_of_dates_are_spellings_of_the_grammar() {
        for (rule, word) in OF_DATES {
            assert!(keywords::of_rule(rule).unwrap().spellings.contains(&word), "{word}");
        }
    }
}
