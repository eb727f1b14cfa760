//! The words of the language, read from the grammar when the crate is built.

use super::grammar::Rule;
use super::tree::{Aggregate, BenefitPart, Builtin};
use crate::diagnostic::Language;

/// What a word is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeywordKind {
    /// Starts a statement.
    Statement,
    /// A word only where the grammar asks for it; elsewhere a name.
    Clause,
    /// An operator word; reserved.
    Operator,
    /// A function; a name where no bracket touches it.
    Function,
    /// A unit of a figure.
    Unit,
    /// A type; a name elsewhere.
    Type,
    /// A fixed value such as `yes`; reserved.
    Value,
    /// A part of a benefit, after a point; a name elsewhere.
    Part,
}

/// A word of the language in its spellings.
#[derive(Clone, Copy, Debug)]
pub struct Keyword {
    pub(super) rule: Rule,
    /// Of a clause's word the rule of the clause, where the grammar names it so.
    pub(super) begun: Option<Rule>,
    /// What it is for.
    pub kind: KeywordKind,
    /// The canonical English spelling, with single blanks; none for words that only Chinese has.
    pub en: Option<&'static str>,
    /// The canonical Chinese spelling.
    pub zh: Option<&'static str>,
    /// Every spelling, symbols included, canonical ones first.
    pub spellings: &'static [&'static str],
}

include!(concat!(env!("OUT_DIR"), "/keywords.rs"));

impl Keyword {
    /// The canonical spelling in a language.
    #[must_use]
    pub fn canonical(&self, language: Language) -> Option<&'static str> {
        match language {
            Language::English => self.en,
            Language::Chinese => self.zh,
        }
    }

    /// Whether the word cannot be a name anywhere.
    #[must_use]
    pub fn is_reserved(&self) -> bool {
        matches!(self.kind, KeywordKind::Operator | KeywordKind::Value)
    }
}

/// The words with this spelling; one spelling can be several words, such as a clause and a function.
pub fn spelled(text: &str) -> impl Iterator<Item = &'static Keyword> + '_ {
    let first = SPELLINGS.partition_point(|(spelling, _)| *spelling < text);
    let these =
        SPELLINGS.get(first..).unwrap_or_default().iter().take_while(move |(spelling, _)| *spelling == text);
    these.filter_map(|(_, at)| KEYWORDS.get(*at))
}

/// Whether a word is reserved, so that nothing can be named like it.
#[must_use]
pub fn is_reserved(text: &str) -> bool {
    spelled(text).any(Keyword::is_reserved)
}

pub(super) fn of_rule(rule: Rule) -> Option<&'static Keyword> {
    KEYWORDS.iter().find(|keyword| keyword.rule == rule)
}

/// The word of a function of lists.
#[must_use]
pub fn of_aggregate(function: Aggregate) -> Option<&'static Keyword> {
    AGGREGATES.iter().find(|(_, known)| *known == function).and_then(|(rule, _)| of_rule(*rule))
}

/// The word of a function of plain values.
#[must_use]
pub fn of_builtin(function: Builtin) -> Option<&'static Keyword> {
    BUILTINS.iter().find(|(_, known)| *known == function).and_then(|(rule, _)| of_rule(*rule))
}

/// The part of a benefit with this spelling.
#[must_use]
pub fn part(text: &str) -> Option<BenefitPart> {
    let rule = spelled(text).find(|keyword| keyword.kind == KeywordKind::Part)?.rule;
    PARTS.iter().find(|(known, _)| *known == rule).map(|(_, part)| *part)
}

pub(super) const AGGREGATES: &[(Rule, Aggregate)] = &[
    (Rule::function_sum, Aggregate::Sum),
    (Rule::function_count, Aggregate::Count),
    (Rule::function_any, Aggregate::Any),
    (Rule::function_all, Aggregate::All),
    (Rule::function_average, Aggregate::Average),
    (Rule::function_min, Aggregate::Min),
    (Rule::function_max, Aggregate::Max),
];

pub(super) const BUILTINS: &[(Rule, Builtin)] = &[
    (Rule::function_clamp, Builtin::Clamp),
    (Rule::function_monthly, Builtin::Monthly),
    (Rule::function_yearly, Builtin::Yearly),
    (Rule::function_age, Builtin::Age),
    (Rule::function_month_of, Builtin::MonthOf),
    (Rule::function_month_after, Builtin::MonthAfter),
    (Rule::function_months_between, Builtin::MonthsBetween),
    (Rule::function_years_between, Builtin::YearsBetween),
    (Rule::function_days_between, Builtin::DaysBetween),
    (Rule::function_days_in, Builtin::DaysIn),
    (Rule::function_first_day, Builtin::FirstDay),
    (Rule::function_last_day, Builtin::LastDay),
];

const PARTS: &[(Rule, BenefitPart)] = &[
    (Rule::part_entitled, BenefitPart::Entitled),
    (Rule::part_granted, BenefitPart::Granted),
    (Rule::part_start, BenefitPart::Start),
    (Rule::part_stop, BenefitPart::Stop),
];

/// Whether a word is one of these with a figure joined to it, as in 自2023年.
pub(super) fn announces_figure(text: &str, rules: &[Rule]) -> bool {
    let mut spellings = rules.iter().filter_map(|rule| of_rule(*rule)).flat_map(|keyword| keyword.spellings);
    spellings
        .any(|spelling| text.strip_prefix(spelling).is_some_and(|rest| rest.starts_with(char::is_numeric)))
}

/// The reserved word with which a name such as 不满80 begins.
pub(super) fn compared_with_a_figure(found: &str) -> Option<&str> {
    let word = found.get(..found.find(char::is_numeric)?)?;
    is_reserved(word).then_some(word)
}

/// The spelling most like a mistyped word, if one is near enough. Where operators are equally near nothing
/// tells which is meant: 底于 is as near to 高于 as to 低于.
pub(super) fn nearest(written: &str, words: impl Iterator<Item = &'static Keyword>) -> Option<&'static str> {
    let written = written.to_ascii_lowercase();
    let length = written.chars().count();
    let mut near: Vec<(usize, &Keyword, &'static str)> = Vec::new();
    for keyword in words {
        for spelling in keyword.spellings.iter().filter(|word| word.chars().all(char::is_alphanumeric)) {
            let distance = strsim::osa_distance(&written, spelling);
            let tolerated = if spelling.is_ascii() { (length / 3).clamp(1, 2) } else { 1 };
            let longest = length.max(spelling.chars().count());
            if distance <= tolerated && distance * 2 < longest + 1 && longest > 1 {
                near.push((distance, keyword, spelling));
            }
        }
    }
    let (least, best, spelling) = near.iter().min_by_key(|(distance, ..)| *distance)?;
    let rival = near.iter().any(|(distance, other, _)| distance == least && other.rule != best.rule);
    (!rival || best.kind != KeywordKind::Operator).then_some(*spelling)
}

#[cfg(test)]
mod tests {
    use pest::Parser;

    use super::*;
    use crate::syntax::grammar::Grammar;

    #[test]
    fn canonical_spellings_are_read_from_the_grammar() {
        let at_least = of_rule(Rule::operator_at_least).unwrap();
        assert_eq!((at_least.en, at_least.zh), (Some("at least"), Some("不低于")));
        assert!(at_least.spellings.contains(&"年满") && at_least.spellings.contains(&">="));
        let half_even = of_rule(Rule::clause_half_even_to).unwrap();
        assert_eq!((half_even.en, half_even.zh), (Some("half even to"), Some("四舍六入到")));
        assert_eq!(of_rule(Rule::clause_over).unwrap().en, None);
        assert!(KEYWORDS.iter().all(|keyword| keyword.zh.is_some()));
    }

    #[test]
    fn every_spelling_is_read_as_its_word() {
        for keyword in KEYWORDS {
            for spelling in keyword.spellings {
                // Some functions, units and figures look at what follows the word.
                let read = [" ", "1", "(", ",", ""].into_iter().any(|next| {
                    let text = format!("{spelling}{next}");
                    Grammar::parse(keyword.rule, &text).is_ok_and(|read| read.as_str() == *spelling)
                });
                assert!(read, "{:?}: {spelling}", keyword.rule);
            }
        }
    }

    #[test]
    fn clause_words_are_not_reserved() {
        for word in ["金额", "amount", "月", "sum", "date", "是否", "none", "at"] {
            assert!(!is_reserved(word), "{word}");
        }
        for word in ["and", "不低于", "是", "unknown", "于", "if none"] {
            assert!(is_reserved(word), "{word}");
        }
    }
}
