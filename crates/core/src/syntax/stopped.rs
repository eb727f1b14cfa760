//! The place where reading stopped: what stands there, what was read before, and what could have gone on.

use super::expected::is_infix;
use super::grammar::Rule;
use super::keywords;
use super::scan::scan;
use crate::diagnostic::{SourceId, Span};

/// Signs that are written with two characters or in two ways.
pub(super) const ARROWS: &[&str] = &["=>", "＝＞", "=＞"];

/// A place where reading stopped.
pub(super) struct Stopped<'t> {
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

impl<'t> Stopped<'t> {
    /// The word or sign at which reading stopped; empty at the end.
    pub(super) fn found(&self) -> &'t str {
        let rest = self.written.get(self.at..).unwrap_or("");
        let lexemes = scan(rest, usize::MAX).unwrap_or_default();
        let found = lexemes.iter().find(|lexeme| lexeme.is_solid()).map_or("", |lexeme| lexeme.text(rest));
        let from = rest.find(found).and_then(|at| rest.get(at..)).unwrap_or("");
        // A number goes on behind its point.
        let fraction = from.get(found.len()..).and_then(|rest| rest.strip_prefix('.'));
        let figure = found.starts_with(char::is_numeric)
            && fraction.is_some_and(|rest| rest.starts_with(char::is_numeric));
        if let Some(rest) = fraction.filter(|_| figure) {
            let end = rest.find(|c| !super::scan::continues_word(c)).unwrap_or(rest.len());
            return from.get(..found.len() + 1 + end).unwrap_or(found);
        }
        let arrow = ARROWS.iter().find(|arrow| from.starts_with(**arrow));
        arrow.and_then(|arrow| from.get(..arrow.len())).unwrap_or(found)
    }

    /// What is written after what was found there.
    pub(super) fn rest(&self, found: &str) -> &'t str {
        self.written.get(self.start_of(found) + found.len()..).unwrap_or("").trim_start()
    }

    /// Whether what was read last is `otherwise when`.
    pub(super) fn is_conditional_otherwise(&self) -> bool {
        let is = |word: Option<&str>, rule| {
            word.is_some_and(|word| keywords::spelled(word).any(|keyword| keyword.rule == rule))
        };
        let mut words = self
            .before()
            .split(|c| !super::scan::continues_word(c))
            .filter(|word| !word.is_empty())
            .rev()
            .skip_while(|word| !is(Some(word), Rule::clause_when));
        words.next().is_some() && is(words.next(), Rule::clause_otherwise)
    }

    pub(super) fn span(&self, found: &str) -> Span {
        let at = if found.is_empty() { self.before().len() } else { self.start_of(found) };
        self.stretch(at, at + found.len())
    }

    pub(super) fn start_of(&self, found: &str) -> usize {
        let rest = self.written.get(self.at..).unwrap_or("");
        self.at + rest.find(found).unwrap_or(0)
    }

    pub(super) fn stretch(&self, start: usize, end: usize) -> Span {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX).saturating_add(self.base);
        Span::new(self.source, place(start), place(end))
    }

    /// What was read, without blanks at its end.
    pub(super) fn before(&self) -> &'t str {
        self.written.get(..self.at).unwrap_or("").trim_end()
    }

    /// The end of the last line read, to say after what something is missing.
    pub(super) fn last_words(&self) -> Option<String> {
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

    pub(super) fn expects(&self, rule: Rule) -> bool {
        self.expected.contains(&rule)
    }

    /// Whether an operator could go on with what was read. After an alert or a target only `is unknown` can, of
    /// which `is` is no operator.
    pub(super) fn expects_infix(&self) -> bool {
        self.expected.iter().any(|rule| is_infix(*rule) && *rule != Rule::operator_is)
    }

    /// Whether nothing but a value or a condition could go on with what was read.
    pub(super) fn expects_value(&self) -> bool {
        let values = [Rule::expr, Rule::chain, Rule::conditional, Rule::reference, Rule::paren];
        values.iter().any(|rule| self.expects(*rule))
    }

    pub(super) fn expects_operand(&self) -> bool {
        self.expects(Rule::paren) || self.expects(Rule::open_paren) && self.expects(Rule::name)
    }
}
