//! Advice on the parts of statements.

use super::classes::in_a_class;
use super::rows::{in_a_row, is_bar, no_bar_before};
use super::types::one_of_several;
use super::words::compares;
use super::{in_a_region, is_operator, last_word, one_word};
use crate::diagnostic::Text;
use crate::syntax::expected::clauses;
use crate::syntax::grammar::Rule;
use crate::syntax::keywords;
use crate::syntax::stopped::Stopped;

/// What is written in a row, an entry, a fact or a class.
pub(super) fn in_a_part(place: &Stopped<'_>, found: &str) -> Option<Text> {
    let before = place.before();
    match place.context {
        Rule::row => in_a_row(before, found).or_else(|| ends_with_a_clause(place.context, found)),
        Rule::whole_tier_item => in_a_class(place, found),
        Rule::whole_test_clause => in_a_test(place, found),
        Rule::header if is_bar(found) && before.is_empty() => Some(no_bar_before()),
        Rule::whole_exclusive_clause | Rule::statement_exclusive if clause_in_a_list(before) => {
            Some(Text::new(
                format!("no comma stands before `{}`: it would be one more benefit", last_word(before)),
                format!("“{}”之前不写逗号，否则读作又一项待遇", last_word(before)),
            ))
        }
        Rule::whole_entry => in_an_entry(before, found),
        Rule::whole_field => in_a_field(place, found),
        context => ends_with_a_clause(context, found),
    }
    .or_else(|| {
        let per_person = place.expects(Rule::unit_a_month) && before.ends_with(['/', '／']);
        per_person.then(|| {
            Text::new(
                "people have no unit: write `915元/月` or `915 yuan per month`",
                "人数不带单位，请写作“915元/月”",
            )
        })
    })
}

fn in_a_test(place: &Stopped<'_>, found: &str) -> Option<Text> {
    match found {
        ":" | "：" if place.expects_infix() => {
            Some(Text::new("write `is` instead of `:`", format!("请写“为”，不写“{found}”")))
        }
        "{" | "｛" if place.expects(Rule::close_bracket) => {
            Some(Text::new("the entries of a list are separated by commas", "列表的各条之间写逗号"))
        }
        _ if place.before().is_empty() && place.rest(found).starts_with([':', '：']) => Some(Text::new(
            format!("facts stand in `given {{ {found}: … }}`"),
            format!("事实写在“给定 {{ {found}：… }}”中"),
        )),
        _ => None,
    }
}

/// Whether a word ends with the one its clause begins with, as 每月发放.
fn ends_with_a_clause(context: Rule, found: &str) -> Option<Text> {
    let spellings = clauses(context).iter().filter_map(|rule| keywords::of_rule(*rule)?.zh);
    let clause =
        spellings.filter(|word| found != *word && found.ends_with(word)).max_by_key(|word| word.len())?;
    Some(Text::new(
        format!("a clause begins with its word: `{clause} …`"),
        format!("子句以自己的词开头：“{clause} …”"),
    ))
}

fn in_an_entry(before: &str, found: &str) -> Option<Text> {
    let line = before.rsplit('\n').next().unwrap_or(before);
    if matches!(found, ":" | "：") && last_word(line).ends_with('起') && !line.contains([':', '：']) {
        return Some(in_dates());
    }
    let case = !line.trim().is_empty() && line.trim().chars().all(crate::syntax::scan::continues_word);
    let case = case && !line.contains(char::is_numeric);
    match found {
        ":" | "：" | "=" | "＝" if case || before.contains([':', '：']) => Some(Text::new(
            "a figure stands behind its case without a sign: `scattered 1500 yuan`",
            "类别之后直接写数额，不加符号：“散居 1500元”",
        )),
        ":" | "：" => Some(in_dates()),
        "于" | "在" => Some(in_a_region()),
        "/" | "／" | "÷" if before.ends_with(['万', '亿']) => {
            Some(Text::new("write the unit too: `14000 yuan per year`", "请写明单位，如“1.4万元/年”"))
        }
        "/" | "／" if before.ends_with(char::is_numeric) => Some(fraction()),
        "÷" => Some(fraction()),
        _ if found.contains(['人', '户']) && before.ends_with(['月', '年', '日', '元']) => Some(
            Text::new("people have no unit: write `915 yuan per month`", "人数不带单位，请写作“915元/月”"),
        ),
        _ if compares(found) || keywords::compared_with_a_figure(found).is_some() => Some(Text::new(
            "write the figure alone; what it must not fall below is said by a `check`",
            "只写数额；不得低于、不得超过多少的，另用“约束”写明",
        )),
        _ => None,
    }
}

fn fraction() -> Text {
    Text::new(
        "figures are written out; what is calculated, as `1 / 3`, stands in a `define`",
        "数额直接写出；要计算的，如“1 ÷ 3”，写在“定义”中",
    )
}

fn in_dates() -> Text {
    Text::new(
        "the dates of a figure are written `from 2023-01-01:` or `from 2023-01-01 to 2023-12-31:`",
        "起止日期写作“自 2023年1月1日：”或“自 2023年1月1日 至 2023年12月31日：”",
    )
}

fn in_a_field(place: &Stopped<'_>, found: &str) -> Option<Text> {
    if found.starts_with(['"', '“', '＂']) && place.expects(Rule::colon) {
        return Some(Text::new(
            "the label of a fact stands after its type: `income: money \"monthly income\"`",
            "名称写在类型之后，如“收入：金额 “月收入””",
        ));
    }
    if in_two_words(place, found) {
        return Some(one_word());
    }
    // `户籍：城市、农村`: 农村 was read as the next fact.
    let before = place.before();
    let listed = before.strip_suffix(last_word(before)).is_some_and(|rest| rest.trim_end().ends_with('、'));
    (listed && place.expects(Rule::colon)).then(one_of_several)
}

/// Whether a fact is named by two words.
fn in_two_words(place: &Stopped<'_>, found: &str) -> bool {
    let rest = place.written.get(place.at..).unwrap_or("");
    let rest = rest.trim_start().strip_prefix(found).unwrap_or("");
    let second = rest.trim_start_matches(['-', ' ']);
    let after = second.trim_start_matches(crate::syntax::scan::continues_word);
    let joined = found == "-" || found.starts_with(crate::syntax::scan::continues_word);
    joined && (place.misread || place.expects(Rule::colon)) && after.starts_with([':', '：'])
}

/// What stands where another clause should begin, and belongs to the last one.
pub(super) fn between_clauses(place: &Stopped<'_>, found: &str) -> Option<Text> {
    const CAPS: [&str; 8] = ["最高", "最多", "上限", "封顶", "capped", "cap", "max", "limited"];
    let before = place.before();
    let own = clauses(place.context);
    let last = before.split(|c: char| !crate::syntax::scan::continues_word(c)).rev().find_map(|word| {
        let mut rules = keywords::spelled(word).map(|keyword| keyword.rule);
        rules.find(|rule| own.contains(rule))
    })?;
    let after_comma =
        before.ends_with([',', '，', '、']) && found.starts_with(crate::syntax::scan::continues_word);
    match last {
        Rule::clause_amount if CAPS.iter().any(|cap| found.starts_with(cap)) => Some(Text::new(
            "an amount that may not exceed another is `min(…, 60 yuan)`",
            "不得超过多少的金额写作“取低（…，60元）”",
        )),
        Rule::clause_source if before.ends_with([',', '，', '、']) && found.starts_with(['"', '“', '＂']) => {
            Some(Text::new("each citation has its own `source`", "每条依据各写一个“依据”"))
        }
        Rule::clause_expect if after_comma => Some(Text::new(
            "each expectation begins with `expect`, or is joined to the last by `and`",
            "每项预期各写一个“预期”，或者用“且”连接",
        )),
        Rule::clause_when if after_comma && place.context != Rule::whole_tier_item => Some(Text::new(
            "conditions are joined by `and` or `or`; one of several cases is `in [a, b]`",
            "几个条件之间写“且”或“或”；几项中的任一项写“属于【甲、乙】”",
        )),
        _ => None,
    }
}

/// Whether what was read as the last of several benefits is the word of the next clause.
fn clause_in_a_list(before: &str) -> bool {
    let word = last_word(before);
    let listed = before.strip_suffix(word).is_some_and(|rest| rest.trim_end().ends_with([',', '，', '、']));
    listed && [Rule::clause_keep, Rule::clause_by].into_iter().any(|clause| is_operator(word, clause))
}
