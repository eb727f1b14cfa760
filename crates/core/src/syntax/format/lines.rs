//! Lines: indentation by brackets, and the author's line breaks.

use super::super::scan::{Bracket, LexemeKind};
use super::tokens::{Token, Tokens};

const STEP: usize = 4;

/// A line of the formatted text.
pub(super) struct Line {
    /// Its tokens.
    pub tokens: std::ops::Range<usize>,
    pub indent: usize,
    /// Whether an empty line stands before it.
    pub apart: bool,
}

/// The lines of a text.
pub(super) fn lines(tokens: &Tokens) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut indents = Indents::default();
    let mut start = 0;
    for at in 1..=tokens.list.len() {
        if tokens.list.get(at).is_none_or(|token| token.breaks > 0) {
            let apart = tokens.list.get(start).is_some_and(|token| token.breaks > 1);
            let indent = indents.line(tokens, start..at);
            if start < tokens.list.len() {
                lines.push(Line { tokens: start..at, indent, apart });
            }
            start = at;
        }
    }
    lines
}

/// The brackets open at a place, each with the indentation of the line that opened it.
#[derive(Default)]
struct Indents {
    open: Vec<(Bracket, usize)>,
}

impl Indents {
    /// The indentation of the next line.
    fn line(&mut self, tokens: &Tokens, line: std::ops::Range<usize>) -> usize {
        let indent = self.indent(tokens, line.start);
        for at in line {
            match tokens.list.get(at).and_then(Token::bracket) {
                Some(LexemeKind::Open(bracket)) => self.open.push((bracket, indent)),
                Some(LexemeKind::Close(_)) => {
                    self.open.pop();
                }
                _ => {}
            }
        }
        indent
    }

    fn indent(&self, tokens: &Tokens, first: usize) -> usize {
        let outer = self.open.last();
        // A comment stands where what it is about stands, but in a block that ends after it.
        let about = tokens.list.get(first..).and_then(|rest| rest.iter().find(|token| !token.is_comment()));
        let is_comment = tokens.list.get(first).is_some_and(Token::is_comment);
        let closes = |token: &Token| matches!(token.bracket(), Some(LexemeKind::Close(_)));
        let Some(token) = about.filter(|token| !(is_comment && closes(token))) else {
            return outer.map_or(0, |(_, indent)| indent + STEP);
        };
        match token.bracket() {
            Some(LexemeKind::Close(_)) => return outer.map_or(0, |(_, indent)| *indent),
            Some(LexemeKind::Open(Bracket::Curly)) if !token.starts_item => {
                return outer.map_or(0, |(_, indent)| indent + STEP);
            }
            _ => {}
        }
        let inside = outer.map_or(0, |(_, indent)| indent + STEP);
        // Within round and square brackets everything is a continuation, and none stands out.
        let continues = !token.starts_item;
        let stands_out = outer.is_none_or(|(bracket, _)| *bracket == Bracket::Curly);
        if continues && stands_out { inside + STEP } else { inside }
    }
}
