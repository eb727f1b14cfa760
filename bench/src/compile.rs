//! Compiling a policy of some 300 lines, and what pest alone takes to parse the same statements.
//!
//! pest alone is the parser that `pest_derive` makes of the library's own grammar, here built a second time:
//! it parses each statement and drops the pairs. How the text falls into statements is found out
//! beforehand, untimed, with the library; finding it out belongs to compiling. A `for` block is parsed as the
//! library does it, its head and then each statement in it. The policy has no table, which would be cut
//! into lines.

use std::hint::black_box;
use std::time::Duration;

use huimin::diagnostic::{SourceMap, Span};
use huimin::syntax::tree::Statement;
use huimin::{Policy, syntax};
use pest::Parser;

use crate::clock::Clock;

mod grammar {
    #[derive(pest_derive::Parser)]
    #[grammar = "../grammar/huimin.pest"]
    pub struct Grammar;
}

use grammar::{Grammar, Rule};

/// What is compiled.
const POLICY: &str = include_str!("../notice.huimin");
/// How often the text is compiled and parsed in a round.
const TIMES: usize = 20;

/// What is to be compiled.
pub struct Subject {
    /// The statements, each with the rule that parses it.
    statements: Vec<(Rule, String)>,
}

/// What one compilation and one parse took, round by round.
#[derive(Debug, Clone, Default)]
pub struct Compiled {
    pub lines: usize,
    pub bytes: usize,
    pub huimin: Vec<Duration>,
    pub pest: Vec<Duration>,
}

impl Subject {
    pub fn parsed() -> Self {
        let mut sources = SourceMap::default();
        let parsed = syntax::parse(sources.add("policy.huimin", POLICY), POLICY);
        assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
        let mut statements = Vec::new();
        collect(POLICY, &parsed.file.statements, &mut statements);
        Self { statements }
    }

    /// Compiles and parses the text so many times, in turns.
    pub fn round(&self, clock: Clock, compiled: &mut Compiled) {
        let (mut huimin, mut pest) = (Duration::ZERO, Duration::ZERO);
        for _ in 0..TIMES {
            huimin += clock.time(|| drop(black_box(self.compile()))).cpu;
            pest += clock.time(|| self.parse()).cpu;
        }
        let times = TIMES as u32;
        compiled.lines = POLICY.lines().count();
        compiled.bytes = POLICY.len();
        compiled.huimin.push(huimin / times);
        compiled.pest.push(pest / times);
    }

    fn compile(&self) -> Policy {
        Policy::compile([("policy.huimin", black_box(POLICY))]).policy.expect("the example is sound")
    }

    fn parse(&self) {
        for (rule, statement) in black_box(&self.statements) {
            drop(black_box(Grammar::parse(*rule, statement).expect("the library has parsed it")));
        }
    }
}

fn collect(text: &str, statements: &[Statement], found: &mut Vec<(Rule, String)>) {
    for statement in statements {
        if let Statement::For(block) = statement {
            let whole = &text[block.span.range()];
            let head = whole.find('{').map_or(whole, |open| &whole[..=open]);
            found.push((Rule::whole_for_head, head.to_owned()));
            collect(text, &block.statements, found);
        } else {
            found.push((Rule::whole_statement, text[span(statement).range()].to_owned()));
        }
    }
}

fn span(statement: &Statement) -> Span {
    match statement {
        Statement::Policy(it) => it.span,
        Statement::Enum(it) => it.span,
        Statement::Entity(it) => it.span,
        Statement::Parameter(it) => it.span,
        Statement::Define(it) => it.span,
        Statement::Table(it) => it.span,
        Statement::Tier(it) => it.span,
        Statement::Benefit(it) => it.span,
        Statement::Require(it) => it.span,
        Statement::For(it) => it.span,
        Statement::Test(it) => it.span,
        Statement::Exclusive(it) => it.span,
        Statement::Check(it) => it.span,
        Statement::Use(it) => it.span,
        Statement::Amend(it) => it.span,
        Statement::Alert(it) => it.span,
        Statement::Target(it) => it.span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_read_the_same_text() {
        let subject = Subject::parsed();
        drop(subject.compile());
        subject.parse();
        let lines = POLICY.lines().count();
        assert!((280..=310).contains(&lines), "{lines}");
        // Comments and the braces of `for` stand between the statements, hardly anything else does.
        let parsed: usize = subject.statements.iter().map(|(_, text)| text.len()).sum();
        let solid: usize =
            POLICY.lines().filter(|line| !line.trim_start().starts_with('#')).map(str::len).sum();
        assert!(parsed * 100 > solid * 97, "{parsed} of {solid} bytes");
    }
}
