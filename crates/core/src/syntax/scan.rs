//! The text as a row of lexemes: enough to know where texts, comments, brackets and lines are, before
//! anything is parsed.

use pest::unicode::{XID_CONTINUE, XID_START};

/// The form of a bracket, however wide it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    Round,
    Square,
    Curly,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LexemeKind {
    /// Letters and digits that begin with a letter.
    Word,
    /// Letters and digits that begin with a digit.
    Figure,
    Quoted,
    UnclosedQuote,
    Open(Bracket),
    Close(Bracket),
    Symbol,
    Comment,
    Newline,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Lexeme {
    pub kind: LexemeKind,
    pub start: u32,
    pub end: u32,
}

impl Lexeme {
    pub fn text<'t>(&self, source: &'t str) -> &'t str {
        source.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// Whether it is part of a statement, which comments and line ends are not.
    pub fn is_solid(&self) -> bool {
        !matches!(self.kind, LexemeKind::Comment | LexemeKind::Newline)
    }
}

/// Where the brackets go deeper than is allowed.
pub(super) struct TooDeep {
    pub at: u32,
}

/// The lexemes of a text of less than 4 GiB.
pub(super) fn scan(text: &str, deepest: usize) -> Result<Vec<Lexeme>, TooDeep> {
    let mut lexemes = Vec::with_capacity(text.len() / 4);
    let mut depth = 0usize;
    let mut at = 0usize;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (kind, length) = next(rest);
        if let Some(kind) = kind {
            match kind {
                LexemeKind::Open(_) => depth += 1,
                LexemeKind::Close(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > deepest {
                return Err(TooDeep { at: offset(at) });
            }
            lexemes.push(Lexeme { kind, start: offset(at), end: offset(at + length) });
        }
        at += length;
    }
    Ok(lexemes)
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The lexeme a text begins with and its length; no kind for blanks.
fn next(rest: &str) -> (Option<LexemeKind>, usize) {
    let Some(first) = rest.chars().next() else { return (None, 1) };
    let one = first.len_utf8();
    match first {
        ' ' | '\t' | '\r' | '\u{3000}' | '\u{A0}' | '\u{FEFF}' => (None, one),
        '\n' => (Some(LexemeKind::Newline), one),
        '#' | '＃' => (Some(LexemeKind::Comment), line_length(rest)),
        '"' => quoted(rest, one, '"', true),
        '“' => quoted(rest, one, '”', false),
        '＂' => quoted(rest, one, '＂', false),
        _ => match bracket(first) {
            Some(kind) => (Some(kind), one),
            None => word(rest, first),
        },
    }
}

pub(super) fn bracket(character: char) -> Option<LexemeKind> {
    Some(match character {
        '(' | '（' => LexemeKind::Open(Bracket::Round),
        ')' | '）' => LexemeKind::Close(Bracket::Round),
        '[' | '【' | '［' => LexemeKind::Open(Bracket::Square),
        ']' | '】' | '］' => LexemeKind::Close(Bracket::Square),
        '{' | '｛' => LexemeKind::Open(Bracket::Curly),
        '}' | '｝' => LexemeKind::Close(Bracket::Curly),
        _ => return None,
    })
}

fn word(rest: &str, first: char) -> (Option<LexemeKind>, usize) {
    let kind = if first == '_' || XID_START(first) {
        LexemeKind::Word
    } else if XID_CONTINUE(first) {
        LexemeKind::Figure
    } else {
        return (Some(LexemeKind::Symbol), first.len_utf8());
    };
    (Some(kind), rest.find(|c: char| !continues_word(c)).unwrap_or(rest.len()))
}

/// Whether a character can stand inside a word.
pub(super) fn continues_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() || c == '_' } else { XID_CONTINUE(c) }
}

fn line_length(rest: &str) -> usize {
    rest.find('\n').unwrap_or(rest.len())
}

/// A text ends on its own line, so that a forgotten quote spoils no more than that.
fn quoted(rest: &str, open: usize, close: char, escapes: bool) -> (Option<LexemeKind>, usize) {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip_while(|(at, _)| *at < open) {
        if character == '\n' {
            break;
        }
        if escaped {
            escaped = false;
        } else if character == close {
            return (Some(LexemeKind::Quoted), at + character.len_utf8());
        } else {
            escaped = escapes && character == '\\';
        }
    }
    (Some(LexemeKind::UnclosedQuote), line_length(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<LexemeKind> {
        scan(text, 9).ok().unwrap().iter().map(|lexeme| lexeme.kind).collect()
    }

    #[test]
    fn brackets_in_texts_and_comments_do_not_count() {
        use LexemeKind::*;
        assert_eq!(
            kinds("a “(” \"\\\")\" # {\n}"),
            [Word, Quoted, Quoted, Comment, Newline, Close(Bracket::Curly)]
        );
    }

    #[test]
    fn an_unclosed_text_ends_with_its_line() {
        use LexemeKind::*;
        assert_eq!(kinds("\"ab\\\n“c\"\n60以上"), [UnclosedQuote, Newline, UnclosedQuote, Newline, Figure]);
    }

    #[test]
    fn depth_is_bounded() {
        assert!(scan(&"(".repeat(9), 9).is_ok());
        assert_eq!(scan(&"（".repeat(10), 9).err().map(|deep| deep.at), Some(27));
    }
}
