//! What to do with a statement that cannot be read: find the parts at fault, say what is wrong with
//! them, and read the rest.

use std::ops::Range;

use pest::Parser;
use pest::error::{Error, ErrorVariant, InputLocation};

use super::FileParser;
use super::cut::Chunk;
use super::expected::clauses;
use super::grammar::{Grammar, Rule};
use super::keywords::{self, KeywordKind};
use super::scan::{Bracket, Lexeme, LexemeKind};
use super::stopped::Stopped;
use super::unexpected::unexpected;
use crate::diagnostic::{Diagnostic, SourceId};

/// What is wrong where the grammar stopped reading a stretch that begins at a place of a source.
pub(super) fn problem_at(
    error: &Error<Rule>,
    (source, base): (SourceId, u32),
    written: &str,
    context: Rule,
) -> Diagnostic {
    let expected = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives.as_slice(),
        ErrorVariant::CustomError { .. } => &[],
    };
    let at = position(error);
    unexpected(&Stopped { source, written, base, at, expected, context, misread: false })
}

impl FileParser<'_> {
    /// The statement's text with the faulty parts blanked out, after reporting them; none if the
    /// fault is not in a part that can be left out.
    pub fn mend(&mut self, chunk: &Chunk, head: Rule, error: &Error<Rule>) -> Option<String> {
        let (written, base) = self.stretch(chunk.lexemes.clone());
        let mut mended = written.to_owned();
        if let Some((part_rule, parts)) = self.parts(chunk, head) {
            for part in parts {
                let (text, start) = self.stretch(part);
                if let Err(error) = Grammar::parse(part_rule, text) {
                    self.report_unexpected(&error, text, start, part_rule);
                    let from = start.saturating_sub(base) as usize;
                    blank(&mut mended, from..from + text.len());
                }
            }
        }
        if mended == written {
            self.report_unexpected(error, written, base, head);
            return None;
        }
        if let Err(error) = Grammar::parse(Rule::whole_statement, &mended) {
            // Beyond the parts only the head can be at fault; before them it certainly is.
            if position(&error) < first_blank(written, &mended) {
                self.report_unexpected(&error, written, base, head);
            }
            return None;
        }
        Some(mended)
    }

    pub fn report_unexpected(&mut self, error: &Error<Rule>, written: &str, base: u32, context: Rule) {
        self.diagnostics.push(problem_at(error, (self.source, base), written, context));
    }

    /// The parts of a block, each to be read by itself.
    fn parts(&self, chunk: &Chunk, head: Rule) -> Option<(Rule, Vec<Range<usize>>)> {
        let rule = match chunk.amends.unwrap_or(head) {
            Rule::statement_policy => Rule::whole_policy_clause,
            Rule::statement_enum => Rule::whole_case,
            Rule::statement_entity => Rule::whole_field,
            Rule::statement_parameter => Rule::whole_entry,
            Rule::statement_define => Rule::whole_body,
            Rule::statement_tier => Rule::whole_tier_item,
            Rule::statement_benefit => Rule::whole_benefit_clause,
            Rule::statement_alert => Rule::whole_alert_clause,
            Rule::statement_target => Rule::whole_target_clause,
            Rule::statement_exclusive => Rule::whole_exclusive_clause,
            Rule::statement_test => Rule::whole_test_clause,
            _ => return None,
        };
        let end = chunk.lexemes.end.checked_sub(1)?;
        let is_brace = |at: usize, kind| self.lexemes.get(at).is_some_and(|lexeme| lexeme.kind == kind);
        let open = chunk.lexemes.clone().find(|at| is_brace(*at, LexemeKind::Open(Bracket::Curly)))?;
        if !is_brace(end, LexemeKind::Close(Bracket::Curly)) {
            return None;
        }
        let mut parts = Vec::new();
        let mut start = open + 1;
        let mut depth = 0usize;
        for at in open + 1..end {
            let Some(lexeme) = self.lexemes.get(at) else { break };
            if depth == 0 && at > start && self.is_first_on_line(at) && self.starts_part(rule, at) {
                parts.push(start..at);
                start = at;
            }
            match lexeme.kind {
                LexemeKind::Open(_) => depth += 1,
                LexemeKind::Close(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        parts.push(start..end);
        parts.retain(|part| self.lexemes.get(part.clone()).unwrap_or_default().iter().any(Lexeme::is_solid));
        Some((rule, parts))
    }

    fn is_first_on_line(&self, at: usize) -> bool {
        at.checked_sub(1)
            .and_then(|before| self.lexemes.get(before))
            .is_some_and(|before| before.kind == LexemeKind::Newline)
    }

    /// Whether a line of a block starts another part rather than going on with the one before.
    fn starts_part(&self, rule: Rule, at: usize) -> bool {
        let Some(word) = self.lexemes.get(at).filter(|lexeme| lexeme.kind == LexemeKind::Word) else {
            return false;
        };
        let spelled = word.text(self.text);
        let is = |rules: &[Rule]| keywords::spelled(spelled).any(|keyword| rules.contains(&keyword.rule));
        match rule {
            Rule::whole_field => self.is_symbol(at + 1, &[":", "："]),
            Rule::whole_entry | Rule::whole_body => {
                is(&[Rule::clause_from, Rule::clause_to, Rule::operator_in])
                    || keywords::announces_figure(spelled, &[Rule::clause_from, Rule::clause_to])
            }
            Rule::whole_tier_item => {
                is(&[Rule::clause_otherwise])
                    || !is(&[Rule::clause_when, Rule::clause_source, Rule::clause_alias]) && !self.goes_on(at)
            }
            Rule::whole_case => !is(&[Rule::clause_alias]) && !self.goes_on(at),
            _ => is(clauses(rule)) || !self.goes_on(at),
        }
    }

    /// Whether the line goes on with the expression of the line before.
    fn goes_on(&self, at: usize) -> bool {
        let is_operator = |at: usize| {
            let Some(lexeme) = self.lexemes.get(at) else { return false };
            let text = lexeme.text(self.text);
            lexeme.kind == LexemeKind::Symbol && !matches!(text, "," | "，" | "、")
                || keywords::spelled(text).any(|keyword| keyword.kind == KeywordKind::Operator)
        };
        let before = self.lexemes.get(..at).unwrap_or_default().iter().rposition(Lexeme::is_solid);
        is_operator(at) || before.is_some_and(is_operator)
    }

    fn is_symbol(&self, at: usize, symbols: &[&str]) -> bool {
        self.lexemes.get(at).is_some_and(|lexeme| symbols.contains(&lexeme.text(self.text)))
    }
}

fn position(error: &Error<Rule>) -> usize {
    match error.location {
        InputLocation::Pos(at) => at,
        InputLocation::Span((start, _)) => start,
    }
}

/// Replaces a stretch by as many blank bytes, so that everything after it keeps its place.
fn blank(text: &mut String, range: Range<usize>) {
    let length = range.len();
    text.replace_range(range, &" ".repeat(length));
}

fn first_blank(written: &str, mended: &str) -> usize {
    let different = written.bytes().zip(mended.bytes()).position(|(before, after)| before != after);
    different.unwrap_or(written.len())
}
