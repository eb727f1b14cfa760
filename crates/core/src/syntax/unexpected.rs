//! From what the grammar could have gone on with to what a person would say.

use super::advice::{advice, is_kind, last_word};
use super::grammar::Rule;
use super::habits::{Meant, meant, meant_by_signs};
use super::keywords::{self, Keyword, KeywordKind};
use super::problems::{bad_number, did_you_mean, two_points};
use super::scan::{continues_word, scan};
use crate::diagnostic::{Code, Diagnostic, SourceId, Span, Text};
use crate::sort;

/// A place where reading stopped.
pub(super) struct Unexpected<'t> {
    pub source: SourceId,
    /// The stretch being read, and where it begins in the source.
    pub written: &'t str,
    pub base: u32,
    /// Where in it reading stopped.
    pub at: usize,
    /// What the grammar would have accepted there.
    pub expected: &'t [Rule],
    /// What was being read.
    pub context: Rule,
    /// Whether the word there was first read as something else.
    pub misread: bool,
}

pub(super) fn unexpected(place: &Unexpected<'_>) -> Diagnostic {
    if let Some(earlier) = place.misread() {
        return unexpected(&earlier);
    }
    let found = place.found();
    let certain = place.points_problem(found).or_else(|| place.unit_problem(found));
    let certain = certain.or_else(|| place.habit_problem(found));
    if let Some(problem) = certain.or_else(|| place.reserved_problem(found)) {
        return problem;
    }
    let (en, zh) = place.message(found);
    let problem = Diagnostic::error(Code::UnexpectedToken, place.span(found), Text::new(en, zh));
    place.with_help(problem, found)
}

impl<'t> Unexpected<'t> {
    /// The word or sign at which reading stopped; empty at the end.
    fn found(&self) -> &'t str {
        let rest = self.written.get(self.at..).unwrap_or("");
        let lexemes = scan(rest, usize::MAX).unwrap_or_default();
        let found = lexemes.iter().find(|lexeme| lexeme.is_solid()).map_or("", |lexeme| lexeme.text(rest));
        let from = rest.find(found).and_then(|at| rest.get(at..)).unwrap_or("");
        let arrow = ARROWS.iter().find(|arrow| from.starts_with(**arrow));
        arrow.and_then(|arrow| from.get(..arrow.len())).unwrap_or(found)
    }

    fn span(&self, found: &str) -> Span {
        let at = if found.is_empty() { self.before().len() } else { self.start_of(found) };
        self.stretch(at, at + found.len())
    }

    fn start_of(&self, found: &str) -> usize {
        let rest = self.written.get(self.at..).unwrap_or("");
        self.at + rest.find(found).unwrap_or(0)
    }

    fn stretch(&self, start: usize, end: usize) -> Span {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX).saturating_add(self.base);
        Span::new(self.source, place(start), place(end))
    }

    /// The place of a word that was read as the name of a next part though it stands in the midst of
    /// one, as `defalt` in `a: bool defalt no`.
    fn misread(&self) -> Option<Self> {
        let (rest, expected): (_, &[Rule]) = match self.context {
            Rule::whole_field => (Rule::colon, &[Rule::clause_default]),
            Rule::whole_tier_item => (Rule::clause_when, INFIXES),
            _ => return None,
        };
        let before = self.before();
        let at = before.trim_end_matches(continues_word).len();
        let earlier = before.get(..at)?.trim_end_matches([' ', '\t', '\u{3000}']);
        let within = !earlier.is_empty() && !earlier.ends_with(['\n', '\r', ',', '，', '、']);
        let word = before.get(at..)?;
        let known = word_is_one_of(word, clauses(self.context));
        let misread = !self.misread && self.expects(rest) && !word.is_empty() && within && !known;
        misread.then_some(Self { at, expected, misread, ..*self })
    }

    /// What was read, without blanks at its end.
    pub(super) fn before(&self) -> &'t str {
        self.written.get(..self.at).unwrap_or("").trim_end()
    }

    /// The end of the last line read, to say after what something is missing.
    fn last_words(&self) -> Option<String> {
        let line = self.before().rsplit('\n').next()?.trim();
        let line = line.split('#').next().unwrap_or(line).trim();
        let count = line.chars().count();
        let kept: String = line.chars().skip(count.saturating_sub(40)).collect();
        // Do not begin in the middle of a word.
        let kept = match kept.split_once(char::is_whitespace) {
            Some((_, rest)) if count > 40 => rest.to_owned(),
            _ => kept,
        };
        let kept: Vec<&str> = kept.split_whitespace().collect();
        (!kept.is_empty()).then(|| kept.join(" "))
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

    /// A word joined to a number: a unit there is not.
    fn unit_problem(&self, found: &str) -> Option<Diagnostic> {
        let read = self.written.get(..self.at)?;
        let joined = read.ends_with(|c: char| c.is_numeric()) && found.starts_with(continues_word);
        if !joined {
            return None;
        }
        let start =
            read.rfind(|c: char| !(c.is_numeric() || c == '.')).map_or(0, |at| at + char_at(read, at));
        let end = self.at + found.len();
        let written = self.written.get(start..end)?;
        written.starts_with(char::is_numeric).then(|| bad_number(self.stretch(start, end), written, found))
    }

    /// A word that people write for one of those that could stand here.
    fn habit_problem(&self, found: &str) -> Option<Diagnostic> {
        let (start, length, meant) = self.habit(found)?;
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
        let could_stand = |rule| {
            self.expects(rule)
                || !self.expects_value() && clauses(self.context).contains(&rule)
                || infix && (is_infix(rule) || rule == Rule::operator_is_not)
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
        let takes_name = self.expects(Rule::name) || self.expected.iter().any(|rule| starts_with_name(*rule));
        if !takes_name || self.expects(Rule::expr) || self.expects_operand() || !keywords::is_reserved(found)
        {
            return None;
        }
        let message = Text::new(
            format!("`{found}` is a word of the language and cannot be a name"),
            format!("“{found}”是保留词，不能用作名称"),
        );
        let help = Text::new(
            "choose another name, or make the word part of a longer one",
            "请改用其他名称，或将它并入较长的名称",
        );
        Some(Diagnostic::error(Code::ReservedWord, self.span(found), message).help(help))
    }

    pub(super) fn expects(&self, rule: Rule) -> bool {
        self.expected.contains(&rule)
    }

    /// Whether an operator could go on with what was read. After an alert or a target only `is unknown` can, of
    /// which `is` is no operator.
    pub(super) fn expects_infix(&self) -> bool {
        self.expected.iter().any(|rule| is_infix(*rule) && *rule != Rule::operator_is)
    }

    /// Whether nothing but a value or a condition could go on with what was read.
    fn expects_value(&self) -> bool {
        let values = [Rule::expr, Rule::chain, Rule::conditional, Rule::reference, Rule::paren];
        values.iter().any(|rule| self.expects(*rule))
    }

    fn expects_operand(&self) -> bool {
        self.expects(Rule::paren) || self.expects(Rule::open_paren) && self.expects(Rule::name)
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
        let alone = self.expected.len() == 1;
        for rule in self.expected {
            if alone || *rule != Rule::open_paren {
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
        if keywords::spelled(found).next().is_some() || found.len() == 1 {
            return None;
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
        if let Some(advice) = advice(self, found) {
            return problem.help(advice);
        }
        if self.context == Rule::row && self.expects(Rule::arrow) && found.is_empty() {
            return problem.help(Text::new(
                "what a row gives stands after `=>`",
                "每行的结果写在“⇒”之后，如“2 ⇒ 200元”",
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

/// Signs that are written with two characters or in two ways.
const ARROWS: &[&str] = &["=>", "＝＞", "=＞"];

fn word_is_one_of(word: &str, rules: &[Rule]) -> bool {
    keywords::spelled(word).any(|keyword| rules.contains(&keyword.rule))
}

fn char_at(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
}

fn one_line(text: &str) -> &str {
    text.split('\n').next().unwrap_or(text)
}

fn alternatives(phrases: &[&str], comma: &str, or: &str) -> String {
    match phrases {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{}{or}{last}", first.join(comma)),
    }
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

/// Words of a statement's parts, which are misspelt where a part starts.
pub(super) fn clauses(context: Rule) -> &'static [Rule] {
    match context {
        Rule::whole_benefit_clause => &[
            Rule::clause_when,
            Rule::clause_amount,
            Rule::clause_round,
            Rule::clause_paid,
            Rule::clause_start,
            Rule::clause_stop,
            Rule::clause_reason,
            Rule::clause_source,
        ],
        Rule::whole_alert_clause => &[
            Rule::clause_when,
            Rule::clause_severity,
            Rule::clause_advise,
            Rule::clause_addressee,
            Rule::clause_reason,
            Rule::clause_source,
        ],
        Rule::whole_target_clause => &[
            Rule::clause_measure,
            Rule::clause_must,
            Rule::clause_hope,
            Rule::clause_due,
            Rule::clause_source,
        ],
        Rule::whole_exclusive_clause => {
            &[Rule::clause_benefits, Rule::clause_keep, Rule::clause_by, Rule::clause_source]
        }
        Rule::whole_policy_clause => &[Rule::clause_region, Rule::clause_currency, Rule::clause_source],
        Rule::whole_test_clause => {
            const CLAUSES: [Rule; 5] = [
                Rule::clause_given,
                Rule::clause_was_paid,
                Rule::clause_pin,
                Rule::clause_with,
                Rule::clause_expect,
            ];
            &CLAUSES
        }
        Rule::whole_field => &[
            Rule::clause_ask,
            Rule::clause_default,
            Rule::clause_key,
            Rule::clause_previous,
            Rule::clause_alias,
            Rule::clause_source,
        ],
        Rule::whole_tier_item => &[Rule::clause_when, Rule::clause_otherwise, Rule::clause_source],
        _ => &[],
    }
}

/// The word a rule is, or begins with.
fn word_of(rule: Rule) -> Option<&'static Keyword> {
    let begins = |keyword: &&Keyword| keyword.begun == Some(rule);
    keywords::of_rule(rule).or_else(|| keywords::KEYWORDS.iter().find(begins))
}

const INFIXES: &[Rule] = &[
    Rule::operator_and,
    Rule::operator_or,
    Rule::operator_where,
    Rule::operator_is,
    Rule::operator_below,
    Rule::operator_at_most,
    Rule::operator_above,
    Rule::operator_at_least,
    Rule::plus,
    Rule::minus,
    Rule::times,
    Rule::over,
];

fn is_infix(rule: Rule) -> bool {
    INFIXES.contains(&rule)
}

/// What was probably meant by a word.
enum Better {
    /// This spelling.
    Near(&'static str),
    /// A word of the language and a name, without the blank between them.
    Joined(&'static str, String),
}

fn starts_with_name(rule: Rule) -> bool {
    use Rule::{argument, arm, case, field, key_column, path, record_field, result_column};
    matches!(rule, argument | arm | case | field | key_column | path | record_field | result_column)
}

/// What to call something expected, and how much it says: the lower the weight, the more.
struct Phrase {
    weight: u8,
    en: String,
    zh: String,
}

const CERTAIN: u8 = 1;
const CLAUSE: u8 = 2;
const POSSIBLE: u8 = 3;
const OPTIONAL: u8 = 4;
const END: u8 = 5;

fn phrase(rule: Rule) -> Option<Phrase> {
    let say = |weight, en: &str, zh: &str| Some(Phrase { weight, en: en.to_owned(), zh: zh.to_owned() });
    match rule {
        Rule::expr
        | Rule::chain
        | Rule::conditional
        | Rule::reference
        | Rule::paren
        | Rule::attached
        | Rule::arithmetic => say(CERTAIN, "a value or a condition", "一个值或条件"),
        Rule::figure | Rule::figure_value | Rule::signed | Rule::numeral | Rule::number => {
            say(CERTAIN, "a figure", "数额")
        }
        Rule::date | Rule::month | Rule::digits_year | Rule::near_miss => {
            say(CERTAIN, "a date such as 2023-01-01", "日期（如 2023年1月1日）")
        }
        Rule::bounds | Rule::bound => {
            say(CERTAIN, "a comparison such as `at least 60%`", "比较，如“不低于 60%”")
        }
        Rule::months | Rule::a_month => {
            say(CERTAIN, "months such as 2023-01 to 2023-12", "月份，如“2023年1月 至 2023年12月”")
        }
        Rule::name | Rule::path => say(CERTAIN, "a name", "名称"),
        Rule::quoted => say(CERTAIN, "a text in quotes", "带引号的文字"),
        Rule::written_type => say(CERTAIN, "a type", "类型"),
        Rule::data | Rule::scalar => say(CERTAIN, "a value", "一个值"),
        Rule::record => say(CERTAIN, "facts in `{ }`", "大括号内的事实"),
        Rule::items => say(CERTAIN, "values in `[ ]`", "方括号内的值"),
        Rule::item | Rule::cell => say(CERTAIN, "a value, a range or `any`", "值、范围或“任意”"),
        Rule::rounding => say(CERTAIN, "a rounding such as `up to 1 yuan`", "取整方式，如“进到 1元”"),
        Rule::field | Rule::argument => {
            say(CERTAIN, "a name with its type, such as `income: money`", "名称和类型，如“收入：金额”")
        }
        Rule::record_field => say(CERTAIN, "a fact such as `income: 915 yuan`", "事实，如“收入：915元”"),
        Rule::case => say(CERTAIN, "a case", "类别名称"),
        Rule::arm => say(CERTAIN, "a case with `when`", "名称和“当”的条件"),
        Rule::body => say(CERTAIN, "`from` a date", "“自”某日"),
        Rule::entry | Rule::validity => say(CERTAIN, "a figure, or `from` a date", "数额，或“自”某日"),
        Rule::key_column | Rule::result_column => say(CERTAIN, "a column's name", "列名"),
        Rule::colon => say(CERTAIN, "`:`", "“：”"),
        Rule::equals => say(CERTAIN, "`=`", "“＝”"),
        Rule::arrow => say(CERTAIN, "`=>`", "“⇒”"),
        Rule::open_brace => say(CERTAIN, "`{`", "“{”"),
        Rule::open_paren => say(CERTAIN, "`(`", "“（”"),
        Rule::open_bracket => say(CERTAIN, "`[`", "“【”"),
        Rule::close_paren => say(CERTAIN, "`)`", "“）”"),
        Rule::close_bracket => say(CERTAIN, "`]`", "“】”"),
        Rule::close_brace => say(POSSIBLE, "`}`", "“}”"),
        Rule::pipe => say(POSSIBLE, "`|`", "“｜”"),
        Rule::comma => say(OPTIONAL, "`,`", "“，”"),
        Rule::label => say(OPTIONAL, "a label in quotes", "带引号的名称"),
        Rule::EOI => say(END, "the end of the statement", "语句结束"),
        Rule::chosen => word_phrase(Rule::clause_by),
        _ => word_phrase(rule),
    }
}

fn word_phrase(rule: Rule) -> Option<Phrase> {
    let optional =
        matches!(rule, Rule::clause_alias | Rule::clause_source | Rule::alias | Rule::source | Rule::range);
    if is_infix(rule) {
        return None;
    }
    let word = word_of(rule)?;
    let weight = match (word.kind, rule) {
        _ if optional => OPTIONAL,
        (_, Rule::operator_then | Rule::operator_else | Rule::operator_known) => CERTAIN,
        (KeywordKind::Operator | KeywordKind::Unit, _) => OPTIONAL,
        _ => CLAUSE,
    };
    let (en, zh) = (word.en.or(word.zh)?, word.zh.or(word.en)?);
    Some(Phrase { weight, en: format!("`{en}`"), zh: format!("“{zh}”") })
}
