//! What the grammar could go on with, and what to call it.

use super::grammar::Rule;
use super::keywords::{self, Keyword, KeywordKind};

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
pub(super) fn word_of(rule: Rule) -> Option<&'static Keyword> {
    let begins = |keyword: &&Keyword| keyword.begun == Some(rule);
    keywords::of_rule(rule).or_else(|| keywords::KEYWORDS.iter().find(begins))
}

/// The operators that stand between two operands.
pub(super) const INFIXES: &[Rule] = &[
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

pub(super) fn is_infix(rule: Rule) -> bool {
    INFIXES.contains(&rule)
}

/// What to call something expected, and how much it says: the lower the weight, the more.
pub(super) struct Phrase {
    pub weight: u8,
    pub en: String,
    pub zh: String,
}

pub(super) const CERTAIN: u8 = 1;
pub(super) const CLAUSE: u8 = 2;
const POSSIBLE: u8 = 3;
pub(super) const OPTIONAL: u8 = 4;
const END: u8 = 5;

/// What to call a rule; nothing where it says nothing.
pub(super) fn phrase(rule: Rule) -> Option<Phrase> {
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

/// Several things of which one is expected.
pub(super) fn alternatives(phrases: &[&str], comma: &str, or: &str) -> String {
    match phrases {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{}{or}{last}", first.join(comma)),
    }
}
