//! The grammar as tables, made by the build script, and a walk over them with pest's own state.
#![allow(missing_docs)]

use pest::error::Error;
use pest::iterators::Pairs;
use pest::{Atomicity, ParseResult, Parser, ParserState, unicode};

include!(concat!(env!("OUT_DIR"), "/parser.rs"));

/// Its number: nothing shows the names of rules but tests, and there are many.
#[cfg(not(test))]
impl std::fmt::Debug for Rule {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (*self as usize).fmt(formatter)
    }
}

/// How a rule shows in the result, and whether gaps may stand in it.
enum Kind {
    Normal,
    Silent,
    Atomic,
    CompoundAtomic,
    NonAtomic,
    /// White space or a comment.
    Gap,
}

/// A part of what a rule matches.
enum Part {
    Text(&'static str),
    Range(char, char),
    Of(fn(char) -> bool),
    Any,
    Start,
    End,
    Rule(Rule),
    Ahead(bool, &'static Part),
    Optional(&'static Part),
    Repeat(&'static Part),
    SpacedRepeat(&'static Part),
    Sequence(&'static [Part]),
    SpacedSequence(&'static [Part]),
    Choice(&'static [Part]),
    Until(&'static [&'static str]),
}

type State<'i> = Box<ParserState<'i, Rule>>;
type Outcome<'i> = ParseResult<State<'i>>;

pub struct Grammar;

impl Parser<Rule> for Grammar {
    fn parse(rule: Rule, input: &str) -> Result<Pairs<'_, Rule>, Error<Rule>> {
        pest::state(input, |state| apply(rule, state))
    }
}

fn apply(rule: Rule, state: State<'_>) -> Outcome<'_> {
    // The first rule is that of the end, which has no entry of its own.
    let Some((kind, part)) = (rule as usize).checked_sub(1).and_then(|index| RULES.get(index)) else {
        return state.rule(rule, |state| state.end_of_input());
    };
    match kind {
        Kind::Normal => state.rule(rule, |state| walk(part, state)),
        Kind::Silent => walk(part, state),
        Kind::Atomic => state.rule(rule, |state| state.atomic(Atomicity::Atomic, |state| walk(part, state))),
        Kind::CompoundAtomic => {
            state.atomic(Atomicity::CompoundAtomic, |state| state.rule(rule, |state| walk(part, state)))
        }
        Kind::NonAtomic => {
            state.atomic(Atomicity::NonAtomic, |state| state.rule(rule, |state| walk(part, state)))
        }
        Kind::Gap => state.atomic(Atomicity::Atomic, |state| walk(part, state)),
    }
}

fn walk<'i>(part: &Part, state: State<'i>) -> Outcome<'i> {
    match part {
        Part::Text(text) => state.match_string(text),
        Part::Range(from, to) => state.match_range(*from..*to),
        Part::Of(property) => state.match_char_by(property),
        Part::Any => state.skip(1),
        Part::Start => state.start_of_input(),
        Part::End => apply(Rule::EOI, state),
        Part::Rule(rule) => apply(*rule, state),
        Part::Ahead(matches, part) => state.lookahead(*matches, |state| walk(part, state)),
        Part::Optional(part) => state.optional(|state| walk(part, state)),
        Part::Repeat(part) => state.repeat(|state| walk(part, state)),
        Part::SpacedRepeat(part) => {
            state.sequence(|state| state.optional(|state| spaced_repeat(part, state)))
        }
        Part::Sequence(parts) => state.sequence(|state| sequence(parts, state)),
        Part::SpacedSequence(parts) => state.sequence(|state| spaced_sequence(parts, state)),
        Part::Choice(parts) => choice(parts, state),
        Part::Until(texts) => state.skip_until(texts),
    }
}

fn sequence<'i>(parts: &[Part], state: State<'i>) -> Outcome<'i> {
    parts.iter().try_fold(state, |state, part| walk(part, state))
}

fn spaced_sequence<'i>(parts: &[Part], state: State<'i>) -> Outcome<'i> {
    let Some((first, rest)) = parts.split_first() else { return Ok(state) };
    rest.iter().try_fold(walk(first, state)?, |state, part| walk(part, gap(state)?))
}

fn spaced_repeat<'i>(part: &Part, state: State<'i>) -> Outcome<'i> {
    let state = walk(part, state)?;
    state.repeat(|state| state.sequence(|state| walk(part, gap(state)?)))
}

fn choice<'i>(parts: &[Part], state: State<'i>) -> Outcome<'i> {
    let mut state = state;
    for part in parts {
        match walk(part, state) {
            Ok(state) => return Ok(state),
            Err(back) => state = back,
        }
    }
    Err(state)
}

/// White space and comments, outside of atomic rules.
fn gap(state: State<'_>) -> Outcome<'_> {
    if state.atomicity() != Atomicity::NonAtomic {
        return Ok(state);
    }
    let space = |state| apply(Rule::WHITESPACE, state);
    state.sequence(|state| {
        state
            .repeat(space)?
            .repeat(|state| state.sequence(|state| apply(Rule::COMMENT, state)?.repeat(space)))
    })
}
