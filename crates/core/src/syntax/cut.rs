//! Cuts a file into statements at the words that start one, so that a mistake stays in its statement.

use std::ops::Range;

use super::grammar::Rule;
use super::keywords::{self, KeywordKind};
use super::scan::{Bracket, Lexeme, LexemeKind};

/// A stretch of lexemes that should be one statement.
pub(super) struct Chunk {
    /// The statement's first word, if it is one the language knows.
    pub head: Option<Rule>,
    /// For `amend`, the word that says what kind of statement is amended.
    pub amends: Option<Rule>,
    /// Its lexemes, the statements within included.
    pub lexemes: Range<usize>,
    /// The place of the opening brace of `for ENTITY {`.
    pub body_open: Option<usize>,
    /// The statements within `for ENTITY { … }`.
    pub body: Vec<Chunk>,
    /// Opening brackets that nothing closes.
    pub unclosed: Vec<usize>,
    /// Closing brackets that nothing opened.
    pub stray: Vec<usize>,
}

/// Where a statement may stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Top,
    InFor,
}

/// The statements of a text.
pub(super) fn cut(text: &str, lexemes: &[Lexeme]) -> Vec<Chunk> {
    let mut cutter = Cutter { text, lexemes, at: 0, lenient: !is_balanced(lexemes) };
    let mut chunks = Vec::new();
    while cutter.at < lexemes.len() {
        chunks.extend(cutter.block(Level::Top));
        // A block ends before a closing brace; one at the top closes nothing.
        if let Some(stray) = cutter.take_stray() {
            chunks.push(stray);
        }
    }
    chunks
}

fn is_balanced(lexemes: &[Lexeme]) -> bool {
    let mut open = Vec::new();
    for lexeme in lexemes {
        match lexeme.kind {
            LexemeKind::Open(bracket) => open.push(bracket),
            LexemeKind::Close(bracket) if open.pop() != Some(bracket) => return false,
            _ => {}
        }
    }
    open.is_empty()
}

struct Cutter<'t> {
    text: &'t str,
    lexemes: &'t [Lexeme],
    at: usize,
    /// Whether brackets do not match somewhere, so that the layout has to say where statements start.
    lenient: bool,
}

impl Cutter<'_> {
    /// The statements up to a closing brace that none of them opened, or up to a statement that only
    /// stands at the top.
    fn block(&mut self, level: Level) -> Vec<Chunk> {
        let mut chunks = Vec::new();
        loop {
            while self.get(self.at).is_some_and(|lexeme| !lexeme.is_solid()) {
                self.at += 1;
            }
            let Some(lexeme) = self.get(self.at) else { break };
            if lexeme.kind == LexemeKind::Close(Bracket::Curly) {
                break;
            }
            if level == Level::InFor && self.lenient && self.starts_at_margin(self.at) {
                break;
            }
            chunks.push(self.chunk(level));
        }
        chunks
    }

    fn take_stray(&mut self) -> Option<Chunk> {
        let stray = self.at;
        self.get(stray)?;
        self.at += 1;
        let mut chunk = Chunk::new(None, stray);
        chunk.lexemes.end = self.at;
        chunk.stray.push(stray);
        Some(chunk)
    }

    fn chunk(&mut self, level: Level) -> Chunk {
        let start = self.at;
        let head = self.get(start).and_then(|word| head_word(word, self.text));
        let mut chunk = Chunk::new(head, start);
        if head == Some(Rule::statement_amend) {
            chunk.amends = self.get(start + 1).and_then(|word| head_word(word, self.text));
        }
        let mut open: Vec<(Bracket, usize)> = Vec::new();
        while let Some(lexeme) = self.get(self.at) {
            if self.at > start && self.next_starts(start, open.is_empty()) {
                break;
            }
            match lexeme.kind {
                LexemeKind::Open(Bracket::Curly) if head == Some(Rule::statement_for) && open.is_empty() => {
                    self.body(&mut chunk);
                    break;
                }
                LexemeKind::Open(bracket) => open.push((bracket, self.at)),
                LexemeKind::Close(bracket) => {
                    let matching = open.iter().rposition(|(opened, _)| *opened == bracket);
                    match matching {
                        Some(index) => {
                            chunk.unclosed.extend(open.drain(index..).skip(1).map(|(_, at)| at));
                            if open.is_empty() && bracket == Bracket::Curly {
                                self.at += 1;
                                break;
                            }
                        }
                        // Closes the block around this statement.
                        None if bracket == Bracket::Curly && level == Level::InFor => break,
                        None => chunk.stray.push(self.at),
                    }
                }
                _ => {}
            }
            self.at += 1;
        }
        chunk.unclosed.extend(open.into_iter().map(|(_, at)| at));
        chunk.lexemes.end = self.at;
        chunk
    }

    fn body(&mut self, chunk: &mut Chunk) {
        let open = self.at;
        self.at += 1;
        chunk.body_open = Some(open);
        chunk.body = self.block(Level::InFor);
        match self.get(self.at) {
            Some(lexeme) if lexeme.kind == LexemeKind::Close(Bracket::Curly) => self.at += 1,
            // If a statement within lacks its bracket, that is said there.
            _ if chunk.body.iter().any(|inner| !inner.unclosed.is_empty()) => {}
            _ => chunk.unclosed.push(open),
        }
    }

    /// Whether the present lexeme starts another statement than the one begun at `start`.
    fn next_starts(&self, start: usize, closed: bool) -> bool {
        if !self.is_line_start(self.at) {
            return false;
        }
        if closed {
            return self.head(self.at).is_some() || self.looks_like_a_head(self.at, start);
        }
        if !self.lenient || self.head(self.at).is_none() {
            return false;
        }
        let in_line = self.column(self.at) <= self.column(start);
        self.starts_at_margin(self.at) || in_line
    }

    /// A statement that only stands at the top, and begins its line.
    fn starts_at_margin(&self, at: usize) -> bool {
        let top_only = matches!(
            self.head(at),
            Some(
                Rule::statement_policy
                    | Rule::statement_enum
                    | Rule::statement_entity
                    | Rule::statement_parameter
                    | Rule::statement_for
                    | Rule::statement_test
                    | Rule::statement_use
                    | Rule::statement_check
            )
        );
        top_only && self.is_line_start(at) && self.column(at) == 0
    }

    /// The statement that the lexeme starts, if what follows could be one.
    fn head(&self, at: usize) -> Option<Rule> {
        let rule = self.get(at).and_then(|word| head_word(word, self.text))?;
        let goes_on = match self.get(at + 1) {
            None => true,
            Some(next) => match next.kind {
                LexemeKind::Word | LexemeKind::Quoted | LexemeKind::UnclosedQuote => !self.is_infix(at + 1),
                LexemeKind::Newline | LexemeKind::Comment => true,
                LexemeKind::Open(Bracket::Round) | LexemeKind::Figure => {
                    matches!(rule, Rule::statement_require | Rule::statement_check)
                }
                _ => false,
            },
        };
        goes_on.then_some(rule)
    }

    /// Two names side by side at the start of a line: a statement with a misspelt first word, or an amendment
    /// with one.
    fn looks_like_a_head(&self, at: usize, start: usize) -> bool {
        let is_name = |at: usize| {
            self.get(at).is_some_and(|word| {
                word.kind == LexemeKind::Word && !keywords::spelled(word.text(self.text)).any(|_| true)
            })
        };
        let labelled = self.get(at + 1).is_some_and(|next| next.kind == LexemeKind::Quoted);
        let second = self.get(at + 1).and_then(|word| head_word(word, self.text)).is_some();
        let amends = second && self.get(at + 2).is_some_and(|name| name.kind == LexemeKind::Word);
        is_name(at)
            && (is_name(at + 1) || labelled || amends)
            && self.column(at) <= self.column(start)
            && !self.expects_operand(at)
    }

    /// Whether the statement goes on because an operator stands before.
    fn expects_operand(&self, at: usize) -> bool {
        let before = self.lexemes.get(..at).unwrap_or_default().iter().rposition(Lexeme::is_solid);
        before
            .is_some_and(|at| self.is_infix(at) || self.get(at).is_some_and(|l| l.kind == LexemeKind::Symbol))
    }

    fn is_infix(&self, at: usize) -> bool {
        self.get(at).is_some_and(|word| {
            keywords::spelled(word.text(self.text)).any(|keyword| {
                keyword.kind == KeywordKind::Operator
                    && keyword.rule != Rule::operator_not
                    && keyword.rule != Rule::operator_if
            })
        })
    }

    fn get(&self, at: usize) -> Option<Lexeme> {
        self.lexemes.get(at).copied()
    }

    fn is_line_start(&self, at: usize) -> bool {
        at.checked_sub(1).and_then(|before| self.get(before)).is_none_or(|l| l.kind == LexemeKind::Newline)
    }

    /// How many characters stand before a lexeme on its line.
    fn column(&self, at: usize) -> usize {
        let Some(lexeme) = self.get(at) else { return 0 };
        let before = self.text.get(..lexeme.start as usize).unwrap_or("");
        let line = before.rfind('\n').map_or(before, |end| before.get(end + 1..).unwrap_or(""));
        line.trim_start_matches('\u{FEFF}').chars().count()
    }
}

impl Chunk {
    /// Whether its body is a table, or the amendment of one, read line by line.
    pub fn is_table(&self) -> bool {
        self.amends.or(self.head) == Some(Rule::statement_table)
    }

    fn new(head: Option<Rule>, start: usize) -> Self {
        Self {
            head,
            amends: None,
            lexemes: start..start,
            body_open: None,
            body: Vec::new(),
            unclosed: Vec::new(),
            stray: Vec::new(),
        }
    }
}

/// The statement whose first word this is.
pub(super) fn head_word(word: Lexeme, text: &str) -> Option<Rule> {
    if word.kind != LexemeKind::Word {
        return None;
    }
    let mut spelled = keywords::spelled(word.text(text));
    spelled.find(|keyword| keyword.kind == KeywordKind::Statement).map(|keyword| keyword.rule)
}
