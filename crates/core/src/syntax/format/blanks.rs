//! Blanks between tokens of one line.

use super::super::grammar::Rule;
use super::tokens::Token;

/// How many blanks stand between two tokens of a line.
pub(super) fn between(before: &Token, after: &Token) -> usize {
    if after.is_comment() {
        return 2;
    }
    let tight =
        opens_tight(before) || closes_tight(after) || touches(before, after) || is_wide_pair(before, after);
    usize::from(!tight)
}

/// Nothing follows these with a blank.
fn opens_tight(token: &Token) -> bool {
    use Rule::{negative, open_bracket, open_paren, point, up_to, up_to_below};
    token.rule.is_some_and(|rule| {
        matches!(rule, negative | open_bracket | open_paren | point | up_to | up_to_below)
    })
}

/// Nothing has a blank before these.
fn closes_tight(token: &Token) -> bool {
    use Rule::{close_bracket, close_paren, colon, comma, point, up_to, up_to_below};
    token.rule.is_some_and(|rule| {
        matches!(rule, close_bracket | close_paren | colon | comma | point | up_to | up_to_below)
    })
}

/// The bracket of a call, or of declared arguments, touches the name; `{}` touches itself.
fn touches(before: &Token, after: &Token) -> bool {
    if before.is(Rule::open_brace) && after.is(Rule::close_brace) {
        return true;
    }
    let of_call = matches!(
        after.parent,
        Rule::arguments
            | Rule::rounded_arguments
            | Rule::rank_arguments
            | Rule::arguments_declared
            | Rule::with_keys
            | Rule::whose_key
    );
    // A label between the name and the arguments stands apart from both, and `check` has no name.
    let named = !before.is(Rule::quoted) && !before.is(Rule::statement_check);
    after.is(Rule::open_paren) && of_call && named
}

/// Full-width marks bring their own blank: after closing ones, and before opening ones.
fn is_wide_pair(before: &Token, after: &Token) -> bool {
    let wide = |token: &Token, rules: &[Rule]| {
        token.rule.is_some_and(|rule| rules.contains(&rule)) && !token.text.is_ascii()
    };
    wide(before, &[Rule::colon, Rule::comma, Rule::close_paren, Rule::close_bracket])
        || wide(after, &[Rule::open_paren, Rule::open_bracket])
}
