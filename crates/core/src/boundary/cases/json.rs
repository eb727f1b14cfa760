//! Reading JSON token by token, so that every value is known by its text and its place.
//!
//! The tokens are those of [`hifijson`], which hands out numbers as the digits written. This module adds
//! the structure (commas, field names, ends), a nesting limit, and names for what can be wrong.

use std::borrow::Cow;

use hifijson::num::LexWrite as _;
use hifijson::str::LexAlloc as _;
use hifijson::token::Lex as _;
use hifijson::{Read as _, SliceLexer, escape};

use super::limits::NESTING;

/// A value, or the beginning of one.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Null,
    Bool(bool),
    /// The digits as written.
    Number(&'a str),
    Text(Cow<'a, str>),
    /// `[` was read; [`Json::more`] goes on to the elements.
    List,
    /// `{` was read; [`Json::more`] and [`Json::name`] go on to the members.
    Record,
}

/// What is wrong with a text that is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Broken {
    Value,
    Number,
    Name,
    Colon,
    CommaOrEnd,
    Control,
    Escape,
    End,
    TrailingText,
    TooDeep,
}

/// What is wrong, and at which byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SyntaxError {
    pub what: Broken,
    pub offset: usize,
}

/// A text being read.
pub(super) struct Json<'a> {
    text: &'a str,
    lexer: SliceLexer<'a>,
    depth: usize,
}

impl<'a> Json<'a> {
    /// A byte order mark is passed over: editors on Windows write one.
    pub fn new(text: &'a str) -> Self {
        let rest = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self { text, lexer: SliceLexer::new(rest.as_bytes()), depth: 0 }
    }

    /// The byte that is read next, blanks passed over.
    pub fn offset(&mut self) -> usize {
        self.next();
        self.here()
    }

    /// Looks at the next byte, blanks passed over. Mostly there are none, and nothing is called.
    #[inline(always)]
    fn next(&mut self) -> Option<u8> {
        match self.lexer.as_slice().first() {
            Some(b' ' | b'\n' | b'\r' | b'\t') => self.lexer.ws_peek(),
            byte => byte.copied(),
        }
    }

    /// Passes over a byte that was looked at.
    #[inline(always)]
    fn pass(&mut self) {
        self.lexer = SliceLexer::new(self.lexer.as_slice().get(1..).unwrap_or_default());
    }

    fn here(&self) -> usize {
        self.text.len() - self.lexer.as_slice().len()
    }

    #[cold]
    fn broken(&self, what: Broken) -> SyntaxError {
        let what = if self.lexer.as_slice().is_empty() { Broken::End } else { what };
        SyntaxError { what, offset: self.here() }
    }

    /// Reads the beginning of what is left, blanks passed over, if `read` can; it says how many bytes it took.
    #[inline(always)]
    pub fn read<T>(&mut self, read: impl FnOnce(&'a str) -> Option<(T, usize)>) -> Option<T> {
        let start = self.offset();
        let (value, length) = read(self.text.get(start..)?)?;
        self.lexer = SliceLexer::new(self.lexer.as_slice().get(length..)?);
        Some(value)
    }

    /// Reads a scalar value, or the opening bracket of a list or record.
    pub fn token(&mut self) -> Result<Token<'a>, SyntaxError> {
        match self.next() {
            Some(b'"') => {
                self.pass();
                self.text().map(Token::Text)
            }
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'n' | b't' | b'f') => self.word(),
            Some(b'[') => self.open(Token::List),
            Some(b'{') => self.open(Token::Record),
            _ => Err(self.broken(Broken::Value)),
        }
    }

    fn open(&mut self, token: Token<'a>) -> Result<Token<'a>, SyntaxError> {
        if self.depth == NESTING {
            return Err(self.broken(Broken::TooDeep));
        }
        self.depth += 1;
        self.pass();
        Ok(token)
    }

    fn number(&mut self) -> Result<Token<'a>, SyntaxError> {
        let (digits, _) = self.lexer.num_string().validated().map_err(|_| self.broken(Broken::Number))?;
        // The lexer ends a number at any byte that cannot be a part of it: `007` is three numbers to it.
        match self.lexer.peek_next() {
            Some(b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'.' | b'+' | b'-') => {
                Err(self.broken(Broken::Number))
            }
            _ => Ok(Token::Number(digits)),
        }
    }

    fn word(&mut self) -> Result<Token<'a>, SyntaxError> {
        let start = self.here();
        match self.lexer.null_or_bool() {
            Some(None) => Ok(Token::Null),
            Some(Some(value)) => Ok(Token::Bool(value)),
            None => Err(SyntaxError { what: Broken::Value, offset: start }),
        }
    }

    /// The text after an opening quote.
    fn text(&mut self) -> Result<Cow<'a, str>, SyntaxError> {
        use hifijson::str::Error;
        if let Some(plain) = self.plain_text() {
            return Ok(Cow::Borrowed(plain));
        }
        let start = self.here();
        self.lexer.str_string().map_err(|error| {
            let end = self.here();
            let (what, offset) = match error {
                Error::Eof | Error::Escape(escape::Error::Eof) => (Broken::End, end),
                Error::Control => (Broken::Control, end.saturating_sub(1)),
                Error::Escape(_) => (Broken::Escape, end.saturating_sub(1)),
                Error::Utf8(_) => (Broken::Escape, start),
            };
            SyntaxError { what, offset }
        })
    }

    /// The text up to the closing quote if nothing in it is escaped: nearly always.
    fn plain_text(&mut self) -> Option<&'a str> {
        let rest = self.lexer.as_slice();
        let length = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f))?;
        let (start, after) = (self.here(), rest.get(length..)?.strip_prefix(b"\"")?);
        self.lexer = SliceLexer::new(after);
        self.text.get(start..start + length)
    }

    /// Whether a list or record has another member; reads the comma before it, or the closing bracket.
    pub fn more(&mut self, first: bool, close: u8) -> Result<bool, SyntaxError> {
        match self.next() {
            Some(byte) if byte == close => {
                self.pass();
                self.depth = self.depth.saturating_sub(1);
                Ok(false)
            }
            Some(b',') if !first => {
                self.pass();
                Ok(true)
            }
            Some(_) if first => Ok(true),
            _ => Err(self.broken(Broken::CommaOrEnd)),
        }
    }

    /// Passes over the beginning of what is left, blanks before it included, if it is exactly this.
    #[inline(always)]
    pub fn skips(&mut self, expected: &[u8]) -> bool {
        self.next();
        let Some(rest) = self.lexer.as_slice().strip_prefix(expected) else { return false };
        self.lexer = SliceLexer::new(rest);
        true
    }

    /// Reads the name of a record's member and the colon after it.
    pub fn name(&mut self) -> Result<Cow<'a, str>, SyntaxError> {
        if self.next() != Some(b'"') {
            return Err(self.broken(Broken::Name));
        }
        self.pass();
        let name = self.text()?;
        self.lexer.expect(SliceLexer::ws_peek, b':').ok_or_else(|| self.broken(Broken::Colon))?;
        Ok(name)
    }

    /// Passes over the rest of a value of which the token was read.
    pub fn skip(&mut self, token: &Token<'_>) -> Result<(), SyntaxError> {
        match token {
            Token::List => self.skip_to(b']'),
            Token::Record => self.skip_to(b'}'),
            _ => Ok(()),
        }
    }

    fn skip_to(&mut self, close: u8) -> Result<(), SyntaxError> {
        let mut first = true;
        while self.more(first, close)? {
            first = false;
            if close == b'}' {
                self.name()?;
            }
            let token = self.token()?;
            // No deeper than `NESTING`, which `token` sees to.
            self.skip(&token)?;
        }
        Ok(())
    }

    /// Sees to it that nothing follows.
    pub fn end(&mut self) -> Result<(), SyntaxError> {
        match self.next() {
            None => Ok(()),
            Some(_) => Err(self.broken(Broken::TrailingText)),
        }
    }
}

/// The line and column (in characters) of a byte, both from 1.
pub(super) fn place(text: &[u8], offset: usize) -> (u32, u32) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.iter().filter(|byte| **byte == b'\n').count();
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let in_line = before.get(start..).unwrap_or_default();
    let column = in_line.iter().filter(|byte| (**byte & 0xc0) != 0x80).count();
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX).saturating_add(1);
    (count(line), count(column))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<(), SyntaxError> {
        let mut json = Json::new(text);
        let token = json.token()?;
        json.skip(&token)?;
        json.end()
    }

    #[test]
    fn names_what_is_wrong_and_where() {
        for (text, what, offset) in [
            ("", Broken::End, 0),
            ("[1,", Broken::End, 3),
            ("[1,]", Broken::Value, 3),
            ("[,]", Broken::Value, 1),
            ("{\"a\":1,}", Broken::Name, 7),
            ("{a:1}", Broken::Name, 1),
            ("{\"a\" 1}", Broken::Colon, 5),
            ("[1 2]", Broken::CommaOrEnd, 3),
            ("[1}", Broken::CommaOrEnd, 2),
            ("007", Broken::Number, 1),
            ("1.", Broken::End, 2),
            ("[1.x]", Broken::Number, 3),
            ("1 2", Broken::TrailingText, 2),
            ("nul", Broken::Value, 0),
            ("NaN", Broken::Value, 0),
            ("\"a", Broken::End, 2),
        ] {
            assert_eq!(read(text), Err(SyntaxError { what, offset }), "{text}");
        }
        assert_eq!(read("\"\\x\"").map_err(|error| error.what), Err(Broken::Escape));
        assert_eq!(read("\"a\nb\"").map_err(|error| error.what), Err(Broken::Control));
    }

    #[test]
    fn nesting_ends_at_the_limit() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(read(&nested(NESTING)), Ok(()));
        let error = read(&nested(NESTING + 1)).unwrap_err();
        assert_eq!((error.what, error.offset), (Broken::TooDeep, NESTING));
        assert_eq!(read(&"[".repeat(10_000_000)).unwrap_err().what, Broken::TooDeep);
    }

    #[test]
    fn a_byte_order_mark_keeps_its_place() {
        assert_eq!(read("\u{feff}[1]"), Ok(()));
        assert_eq!(read("\u{feff}[1").unwrap_err().offset, 5);
    }

    #[test]
    fn places_count_characters() {
        let text = "{\n \"家庭\": x}".as_bytes();
        let offset = text.iter().position(|byte| *byte == b'x').unwrap();
        assert_eq!(place(text, offset), (2, 8));
        assert_eq!(place(text, 1000), (2, 10));
    }

    /// Text that is often nearly JSON.
    fn nearly_json() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\"a\"",
            "\"\\u5bb6\"",
            "\"\\ud800\"",
            "\\",
            "0",
            "-",
            "1",
            ".",
            "e",
            "E",
            "+",
            "true",
            "null",
            "false",
            " ",
            "\n",
            "家",
            "12.50",
            "-0",
            "1e5",
            "tru",
            "\u{1}",
            "\u{7f}",
        ]);
        prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    /// Whether `serde_json` takes the text, numbers beyond its floats included.
    fn accepted(text: &[u8]) -> bool {
        // Only a value shows that escapes stand for characters, only an ignored one has no range.
        let decoded = match serde_json::from_slice::<serde_json::Value>(text) {
            Ok(_) => true,
            Err(error) => error.to_string().starts_with("number out of range"),
        };
        decoded && serde_json::from_slice::<serde::de::IgnoredAny>(text).is_ok()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]
        #[test]
        fn accepts_what_serde_json_accepts(text in nearly_json()) {
            prop_assert_eq!(read(&text).is_ok(), accepted(text.as_bytes()), "{}", text);
        }

        #[test]
        fn any_text_is_read_or_named(text in ".{0,24}") {
            let rest = text.strip_prefix('\u{feff}').unwrap_or(&text);
            prop_assert_eq!(read(&text).is_ok(), accepted(rest.as_bytes()));
        }
    }
}
