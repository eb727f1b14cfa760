//! Advice on types, and on what stands after them.

use super::{a_range, begins_with, is_dash, is_kind, is_operator, last_word};
use crate::diagnostic::Text;
use crate::syntax::grammar::Rule;
use crate::syntax::keywords::{self, KeywordKind};
use crate::syntax::stopped::Stopped;

/// What stands where a type does, or after one.
pub(super) fn of_a_type(place: &Stopped<'_>, found: &str) -> Option<Text> {
    let before = place.before();
    let parameter = begins_with(place, Rule::statement_parameter);
    if parameter && place.expects(Rule::colon) && matches!(found, "{" | "｛" | "=" | "＝") {
        return Some(Text::new(
            "a parameter says of what type it is: `parameter name: money per month { 915 yuan }`",
            "参数须写明类型：“参数 名称：金额 每月 { 915元 }”",
        ));
    }
    if parameter && place.expects(Rule::open_brace) && matches!(found, "=" | "＝") {
        return Some(Text::new(
            "the figures of a parameter stand in braces: `{ 915 yuan }`",
            "参数的数额写在大括号里：“{ 915元 }”",
        ));
    }
    if place.expects(Rule::up_to)
        && (is_dash(found) || matches!(found, "-" | "－" | "−" | "至" | "到" | "to"))
    {
        return Some(a_range());
    }
    let several = parameter && place.expects(Rule::colon) && !before.contains([':', '：']);
    let keyed = before.split_whitespace().rev().nth(1).is_some_and(|word| is_operator(word, Rule::clause_by));
    if several && keyed && !found.is_empty() {
        return Some(Text::new(
            "several enums are separated by commas: `by region, grade`",
            "按几个类别的，类别之间写逗号：“按 甲，乙”",
        ));
    }
    if begins_with(place, Rule::statement_define)
        && place.expects(Rule::equals)
        && before.contains([':', '：'])
    {
        return Some(Text::new(
            "what stands after `:` is the type; the formula stands after `=`",
            "“：”之后是类型；算式写在“＝”之后",
        ));
    }
    let declares = parameter && !before.contains(['{', '｛'])
        || begins_with(place, Rule::statement_define) && !before.contains(['=', '＝', '{', '｛']);
    if !declares && place.context != Rule::whole_field {
        return None;
    }
    if place.expects(Rule::written_type) && found.starts_with(char::is_numeric) {
        return Some(Text::new(
            "the type stands before the range: `whole 1..4`",
            "范围之前写类型：“整数 1..4”",
        ));
    }
    if place.expects(Rule::written_type) && is_kind(found, KeywordKind::Value) {
        return Some(Text::new(
            "what is answered with yes or no is a `bool`",
            "答“是”或“否”的，类型写“是否”",
        ));
    }
    let last = last_word(before);
    let money = is_operator(last, Rule::type_money) || matches!(last, "元" | "yuan");
    let slash = matches!(found, "/" | "／");
    if money && found.starts_with(['人', '户']) || found.starts_with("每人") || found.starts_with("每户")
    {
        return Some(Text::new(
            "people have no unit: write `money per month`",
            "人数、户数不带单位，请写作“金额 每月”",
        ));
    }
    if names_a_period(found) || money && (slash || found.starts_with('每')) {
        return Some(Text::new(
            "a period stands after `money` only: `money per month`, `per year` or `per day`",
            "只有金额分期间，写作“金额 每月”“金额 每年”或“金额 每日”",
        ));
    }
    (slash && !place.expects_infix()).then(one_of_several)
}

pub(super) fn one_of_several() -> Text {
    Text::new(
        "one of several is a type of its own: `enum size { small, large }`",
        "几项中选一项的，先用“类别”写出各项，如“类别 性别类别 { 男，女 }”，再写类别的名称",
    )
}

fn names_a_period(found: &str) -> bool {
    let known = |rule| matches!(rule, Rule::clause_monthly | Rule::clause_yearly | Rule::clause_daily);
    matches!(found, "per" | "每月" | "每年" | "每日" | "每天")
        || keywords::spelled(found).any(|keyword| known(keyword.rule))
}
