//! From what the grammar could have gone on with to what a person would say.

use super::advice::{advice, is_kind, last_word};
use super::characters::is_invisible;
use super::expected::{
    CERTAIN, CLAUSE, INFIXES, OPTIONAL, Phrase, alternatives, clauses, is_infix, phrase, word_of,
};
use super::grammar::Rule;
use super::habits::{Meant, meant, meant_by_signs};
use super::keywords::{self, Keyword, KeywordKind, nearest};
use super::problems::{
    bad_number, did_you_mean, invisible, range_with_dash, reads_as_a_comparison, two_points, with_thousands,
};
use super::scan::continues_word;
use super::stopped::{ARROWS, Stopped};
use super::thousands::{first_group, grouped};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::sort;

/// What is wrong where reading stopped.
pub(super) fn unexpected(place: &Stopped<'_>) -> Diagnostic {
    if let Some(earlier) = place.misread() {
        return unexpected(&earlier);
    }
    let found = place.found();
    if let Some(sign) = found.chars().next().filter(|sign| is_invisible(*sign)) {
        return invisible(place.span(found), sign);
    }
    let certain = place.points_problem(found).or_else(|| place.unit_problem(found));
    let certain = certain.or_else(|| place.thousands_problem(found));
    let certain = certain.or_else(|| place.habit_problem(found));
    if let Some(problem) = certain.or_else(|| place.reserved_problem(found)) {
        return problem;
    }
    let (en, zh) = place.message(found);
    let problem = Diagnostic::error(Code::UnexpectedToken, place.span(found), Text::new(en, zh));
    place.with_help(problem, found)
}

impl Stopped<'_> {
    /// The place of a word that was read as the name of a next part though it stands in the midst of
    /// one, as `defalt` in `a: bool defalt no`.
    fn misread(&self) -> Option<Self> {
        let (rest, expected): (_, &[Rule]) = match self.context {
            // No range without `..`: 每人 in `金额 每人 { 915元 }` was read as its lower end.
            _ if self.expects(Rule::up_to) && self.context != Rule::row => (Rule::up_to, &[Rule::range]),
            Rule::whole_field => (Rule::colon, &[Rule::clause_default]),
            // Of a fact of a test only what is joined to its number.
            Rule::whole_test_clause if self.ends_with_a_figure() => (Rule::colon, &[]),
            // `otherwise when old` has a condition where only a name stands.
            Rule::whole_tier_item if self.is_conditional_otherwise() => return None,
            Rule::whole_tier_item => (Rule::clause_when, INFIXES),
            _ => return None,
        };
        let before = self.before();
        let at = before.trim_end_matches(continues_word).len();
        let earlier = before.get(..at)?.trim_end_matches([' ', '\t', '\u{3000}']);
        let within = !earlier.is_empty() && !earlier.ends_with(['\n', '\r', ',', '，', '、']);
        let word = before.get(at..)?;
        // Where a unit was read as a name, it is joined to its number.
        let digits = word.len() - word.trim_start_matches(char::is_numeric).len();
        let (at, word) = (at + digits, word.get(digits..)?);
        let known = word_is_one_of(word, clauses(self.context));
        let misread = !self.misread && self.expects(rest) && !word.is_empty() && within && !known;
        misread.then_some(Self { at, expected, misread, ..*self })
    }

    /// Whether what was read last is a word joined to a number.
    fn ends_with_a_figure(&self) -> bool {
        let word = last_word(self.before());
        word.starts_with(char::is_numeric) && !word.ends_with(char::is_numeric)
    }

    /// Digits after a number's second point.
    fn points_problem(&self, found: &str) -> Option<Diagnostic> {
        let read = self.written.get(..self.at)?;
        let is_part = |c: char| c.is_numeric() || matches!(c, '.' | '．');
        let start = read.trim_end_matches(is_part).len();
        let number = read.get(start..)?;
        let twice = found.starts_with(char::is_numeric)
            && number.starts_with(char::is_numeric)
            && number.ends_with(['.', '．'])
            && number.matches(['.', '．']).count() > 1;
        let rest = self.written.get(self.at..)?;
        let end = self.at + rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
        twice.then(|| two_points(self.stretch(start, end), self.written.get(start..end).unwrap_or(number)))
    }

    /// A number whose first comma ended it.
    fn thousands_problem(&self, found: &str) -> Option<Diagnostic> {
        let comma = if matches!(found, "," | "，") { found.len() } else { 0 };
        let start = first_group(self.written, self.start_of(found) + comma)?;
        let (length, number) = grouped(self.written.get(start..)?)?;
        let end = start + length;
        Some(with_thousands(self.stretch(start, end), self.written.get(start..end)?, &number))
    }

    /// A word joined to a number: a unit there is not.
    fn unit_problem(&self, found: &str) -> Option<Diagnostic> {
        let read = self.written.get(..self.at)?;
        let joined = read.ends_with(|c: char| c.is_numeric()) && found.starts_with(continues_word);
        if !joined {
            return None;
        }
        let is_part = |c: char| c.is_numeric() || c == '.';
        let number = read.trim_end_matches(is_part).len();
        let groups = read.trim_end_matches(|c| is_part(c) || c == ',').len();
        let start = if grouped(read.get(groups..)?).is_some() { groups } else { number };
        let end = self.at + found.len();
        let written = self.written.get(start..end)?;
        if !written.starts_with(char::is_numeric) {
            return None;
        }
        let number = written.strip_suffix(found).unwrap_or(written);
        Some(match number_before_a_dash(self.written.get(..start)?) {
            Some((before, from)) => range_with_dash(self.stretch(before, end), from, number),
            None => bad_number(self.stretch(start, end), written, found),
        })
    }

    /// A word that people write for one of those that could stand here.
    fn habit_problem(&self, found: &str) -> Option<Diagnostic> {
        // The day of a test, not its region.
        let day = self.context == Rule::statement_test && found == "在";
        let on = day.then_some((self.start_of(found), found.len(), Meant { en: "on", zh: "于" }));
        let (start, length, meant) = on.or_else(|| self.habit(found))?;
        let written = one_line(self.written.get(start..start + length)?);
        let message =
            Text::new(format!("`{written}` was not expected here"), format!("此处不应是“{written}”"));
        let help = Text::new(format!("did you mean `{}`?", meant.en), format!("是否想写“{}”？", meant.zh));
        let span = self.stretch(start, start + written.len());
        Some(Diagnostic::error(Code::UnexpectedToken, span, message).help(help))
    }

    /// Such a word here, or just before: what stands before an operand was read as the operand.
    fn habit(&self, found: &str) -> Option<(usize, usize, Meant)> {
        let start = self.start_of(found);
        let here = self.written.get(start..).unwrap_or("");
        let infix = self.expects_infix();
        let ranged = [Rule::range, Rule::bounds, Rule::bound].into_iter().any(|rule| self.expects(rule));
        let own = clauses(self.context);
        // After a word such as `severity` no clause begins.
        let clause = infix
            || self.expected.iter().any(|rule| word_of(*rule).is_some_and(|word| own.contains(&word.rule)));
        let clause = clause && !self.expects_value() && !self.expects_operand();
        let could_stand = |rule| {
            self.expects(rule)
                || ranged && COMPARISONS.contains(&rule)
                || clause && own.contains(&rule)
                || infix
                    && (is_infix(rule)
                        || matches!(rule, Rule::operator_is_not | Rule::operator_in | Rule::operator_not_in))
        };
        // `sum of members` is a call without its parentheses.
        if found.is_empty()
            || is_kind(last_word(self.before()), KeywordKind::Function)
            || self.context == Rule::row && !ARROWS.iter().any(|arrow| self.before().contains(arrow))
        {
            return None;
        }
        meant(here, could_stand).map(|(length, meant)| (start, length, meant)).or_else(|| {
            let before = self.before();
            let at = before.trim_end_matches(continues_word).len();
            let word = before.get(at..).filter(|_| infix && found.starts_with(continues_word))?;
            let prefixes = [Rule::operator_not, Rule::operator_if];
            meant(word, |rule| prefixes.contains(&rule)).map(|(length, meant)| (at, length, meant))
        })
    }

    fn reserved_problem(&self, found: &str) -> Option<Diagnostic> {
        if !found.starts_with(continues_word) {
            return None;
        }
        if !self.expects_name() {
            return None;
        }
        if let Some(word) = keywords::compared_with_a_figure(found) {
            return Some(reads_as_a_comparison(self.span(found), found, word));
        }
        if !keywords::is_reserved(found) {
            return None;
        }
        let message = Text::new(
            format!("`{found}` is a word of the language and cannot be a name"),
            format!("“{found}”是保留词，不能用作名称"),
        );
        let help = if self.context == Rule::header {
            Text::new(
                "the first line of a table names its columns, such as `age => amount`",
                "表的第一行是表头，写各列的名称，如“年龄 => 金额”",
            )
        } else if self.context == Rule::whole_tier_item && is_kind(found, KeywordKind::Value) {
            Text::new(
                "what comes to yes or no is a definition: `define name = condition`",
                "结果只有是和否的，写作“定义 名称 ＝ 条件”",
            )
        } else {
            Text::new(
                "choose another name, or make the word part of a longer one",
                "请改用其他名称，或将它并入较长的名称",
            )
        };
        Some(Diagnostic::error(Code::ReservedWord, self.span(found), message).help(help))
    }

    fn message(&self, found: &str) -> (String, String) {
        let shown = one_line(found);
        if self.misread || self.better_word(found).is_some() {
            return (format!("`{shown}` was not expected here"), format!("此处不应是“{shown}”"));
        }
        let (en, zh) = self.expectation(found);
        let (found_en, found_zh) = match shown {
            "" => (String::new(), String::new()),
            _ => (format!(", found `{shown}`"), format!("，而写的是“{shown}”")),
        };
        match self.last_words() {
            Some(words) => (
                format!("expected {en} after `{words}`{found_en}"),
                format!("“{words}”之后应有{zh}{found_zh}"),
            ),
            None => (format!("expected {en}{found_en}"), format!("此处应有{zh}{found_zh}")),
        }
    }

    /// What a person would expect: the few most telling of what the grammar allows.
    fn expectation(&self, found: &str) -> (String, String) {
        let mut phrases: Vec<Phrase> = self.phrases(found);
        // An entry begins with a figure as well, and a figure with the names of its cases.
        if self.expects(Rule::entry) {
            phrases.retain(|phrase| !matches!(phrase.zh.as_str(), "数额" | "名称"));
        }
        sort::by_key(&mut phrases, |phrase| phrase.weight);
        phrases.dedup_by(|one, other| one.en == other.en);
        let best = phrases.first().map_or(0, |phrase| phrase.weight);
        phrases.retain(|phrase| phrase.weight <= best.max(CERTAIN));
        let all_words = phrases.iter().all(|phrase| phrase.weight == CLAUSE);
        phrases.truncate(if all_words { 8 } else { 3 });
        if phrases.is_empty() {
            return ("something else".to_owned(), "其他内容".to_owned());
        }
        let en: Vec<&str> = phrases.iter().map(|phrase| phrase.en.as_str()).collect();
        let zh: Vec<&str> = phrases.iter().map(|phrase| phrase.zh.as_str()).collect();
        (alternatives(&en, ", ", " or "), alternatives(&zh, "、", "或"))
    }

    fn phrases(&self, found: &str) -> Vec<Phrase> {
        // Where an operand can start, all its forms are expected one by one.
        if self.expects_operand() {
            return phrase(Rule::expr).into_iter().collect();
        }
        let mut phrases = Vec::new();
        if self.expects_infix() {
            let weight = if found.is_empty() { OPTIONAL } else { CERTAIN };
            phrases.push(Phrase { weight, en: "an operator".to_owned(), zh: "运算符".to_owned() });
        }
        // An amended table is read in pieces, so that the grammar of statements does not know of it.
        if self.expects(Rule::statement_parameter) {
            phrases.extend(phrase(Rule::statement_table));
        }
        let alone = self.expected.len() == 1;
        // 以上 and 以下 may follow any figure, and are what is lacking only where a target compares with one.
        if self.expects(Rule::clause_over) && self.context == Rule::whole_target_clause {
            return phrase(Rule::bounds).into_iter().collect();
        }
        for rule in self.expected {
            let optional = matches!(rule, Rule::open_paren | Rule::clause_over | Rule::clause_under);
            if alone || !optional {
                phrases.extend(phrase(*rule));
            }
        }
        phrases
    }

    /// The word that was probably meant, if `found` is a misspelt or joined one.
    fn better_word(&self, found: &str) -> Option<Better> {
        if !found.starts_with(continues_word) || keywords::is_reserved(found) {
            return None;
        }
        let words = self.expected_words();
        // Every one-letter name is near to `or` and `on`.
        if keywords::spelled(found).next().is_some()
            || found.len() == 1
            || found.starts_with(char::is_numeric)
        {
            return None;
        }
        // What is paid each quarter is not paid each month, and `be` is no misspelt `by`.
        if is_another_period(found) || found == "be" {
            return None;
        }
        // 否则若 are two words, and no misspelt 否则.
        let two = joined(found, &words).filter(|(_, rest)| keywords::spelled(rest).next().is_some());
        if let Some((word, rest)) = two {
            return Some(Better::Joined(word, rest.to_owned()));
        }
        let near = nearest(found, words.iter().copied()).map(Better::Near);
        near.or_else(|| joined(found, &words).map(|(word, rest)| Better::Joined(word, rest.to_owned())))
    }

    fn with_help(&self, problem: Diagnostic, found: &str) -> Diagnostic {
        match self.better_word(found) {
            Some(Better::Near(near)) => return did_you_mean(problem, near),
            Some(Better::Joined(word, rest)) => {
                return problem.help(Text::new(
                    format!("put a blank between the words: `{word} {rest}`"),
                    format!("词与词之间请留空格：“{word} {rest}”"),
                ));
            }
            None => {}
        }
        if self.expects(Rule::clause_monthly) && is_another_period(found) {
            return problem.help(Text::new(
                "say what is paid for each month, and that it is paid monthly",
                "请写每月的金额，按月发放",
            ));
        }
        if let Some(advice) = advice(self, found) {
            return problem.help(advice);
        }
        if self.expects(Rule::arrow) && found.is_empty() {
            return problem.help(Text::new(
                "what a row gives stands after `=>`",
                "每行的结果写在“=>”之后，如“2 => 200元”",
            ));
        }
        if !found.starts_with(continues_word) {
            return self.sign_help(problem, found);
        }
        let takes_part = self.expects_value() || self.expects_operand() || self.expects_infix();
        if takes_part && word_is_one_of(found, &[Rule::operator_if, Rule::operator_not]) {
            return problem.help(Text::new(
                format!("put the inner `{found}` with its operand in parentheses"),
                format!("请将内层的“{found}”连同其后的内容用括号括起"),
            ));
        }
        if self.expects_infix() {
            return problem.help(Text::new(
                "two values next to each other need an operator between them, such as `and`, `below`, `is` or `*`",
                "两个值之间应有运算符，如“且”“低于”“为”“×”",
            ));
        }
        problem
    }

    fn sign_help(&self, problem: Diagnostic, found: &str) -> Diagnostic {
        let open_range = self.before().ends_with("..") || self.before().ends_with("．．");
        if let Some((written, sign)) = meant_by_signs(self.before(), found) {
            return problem.help(Text::new(
                format!("write `{sign}` instead of `{written}`"),
                format!("请写“{sign}”，不写“{written}”"),
            ));
        }
        match found {
            _ if open_range => problem.help(Text::new(
                "a range without an upper end is written `at least 2`",
                "没有上限的范围写作“2 以上”",
            )),
            "-" | "－" | "−" => problem.help(Text::new(
                "write a sign once; put a negative part in parentheses",
                "正负号只写一次；负的部分请加括号",
            )),
            "(" | "（" if self.expects_infix() => problem.help(Text::new(
                "in a call the parenthesis touches the name: `f(x)`",
                "调用时括号紧接名称，如“合计（名单）”",
            )),
            "<" | ">" | "+" | "*" | "/" | "=" | "×" | "÷" => {
                problem.help(Text::new("an operator needs a value on both sides", "运算符两边都应有值"))
            }
            _ => problem,
        }
    }

    /// The words that could stand here.
    fn expected_words(&self) -> Vec<&'static Keyword> {
        let mut words: Vec<&Keyword> = self.expected.iter().filter_map(|rule| word_of(*rule)).collect();
        words.extend(clauses(self.context).iter().filter_map(|rule| keywords::of_rule(*rule)));
        words
    }
}

const COMPARISONS: [Rule; 4] =
    [Rule::operator_below, Rule::operator_at_most, Rule::operator_above, Rule::operator_at_least];

fn word_is_one_of(word: &str, rules: &[Rule]) -> bool {
    keywords::spelled(word).any(|keyword| rules.contains(&keyword.rule))
}

/// The number before the dash that a text ends with, and where it begins.
fn number_before_a_dash(text: &str) -> Option<(usize, &str)> {
    let before = text.strip_suffix(['-', '－', '−'])?;
    let start = before.trim_end_matches(|c: char| c.is_numeric() || c == '.').len();
    let number = before.get(start..).filter(|number| number.starts_with(char::is_numeric))?;
    Some((start, number))
}

/// Whether a word names a period that nothing is paid by.
fn is_another_period(found: &str) -> bool {
    found.contains(['季', '周', '旬']) || found.contains("半年") || matches!(found, "quarterly" | "weekly")
}

fn one_line(text: &str) -> &str {
    text.split('\n').next().unwrap_or(text)
}

/// A word of the language and a name written without a blank between them.
fn joined<'f>(found: &'f str, words: &[&'static Keyword]) -> Option<(&'static str, &'f str)> {
    let mut longest: Option<(&'static str, &'f str)> = None;
    for spelling in words.iter().flat_map(|keyword| keyword.spellings) {
        let own = spelling.chars().all(|c| c.is_alphabetic() && !c.is_ascii());
        let Some(rest) = found.strip_prefix(spelling).filter(|rest| own && !rest.is_empty()) else {
            continue;
        };
        if longest.is_none_or(|(word, _)| word.len() <= spelling.len()) {
            longest = Some((spelling, rest));
        }
    }
    longest
}

/// What was probably meant by a word.
enum Better {
    /// This spelling.
    Near(&'static str),
    /// A word of the language and a name, without the blank between them.
    Joined(&'static str, String),
}

impl Stopped<'_> {
    /// Whether a name could go on with what was read, and no formula.
    pub(super) fn expects_name(&self) -> bool {
        let names = self.expects(Rule::name) || self.expected.iter().any(|rule| starts_with_name(*rule));
        names && !self.expects(Rule::expr) && !self.expects_operand()
    }
}

fn starts_with_name(rule: Rule) -> bool {
    use Rule::{argument, arm, case, field, key_column, path, record_field, result_column};
    matches!(rule, argument | arm | case | field | key_column | path | record_field | result_column)
}
