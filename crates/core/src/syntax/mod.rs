//! From text to a tree.
//!
//! [`parse`] reads what it can and reports the rest: a mistake costs the statement, and usually only the
//! line, it stands in.

mod advice;
mod between;
mod characters;
mod cut;
mod expected;
mod expressions;
pub mod format;
mod grammar;
mod habits;
pub mod keywords;
mod layers;
mod literals;
mod months_in_tests;
mod problems;
mod reader;
mod recover;
mod scan;
pub mod sheet;
mod statements;
mod stopped;
mod tables;
mod tests_in_language;
mod thousands;
pub mod tree;
mod unexpected;
mod width;
pub mod words;

#[cfg(test)]
mod tests;

use std::ops::Range;

use cut::{Chunk, cut};
use grammar::{Grammar, Rule};
pub(crate) use habits::comparison_within;
use pest::Parser;
use reader::Reader;
use scan::{Lexeme, LexemeKind, scan};
use tree::{File, Statement};

use crate::diagnostic::{Diagnostic, SourceId, Span};
use crate::sort;

/// The largest source text, in bytes.
pub const LARGEST_SOURCE: usize = 4 << 20;
/// How deep brackets may be nested.
pub const DEEPEST_NESTING: usize = 64;
/// How many problems are reported before reading stops.
const MOST_PROBLEMS: usize = 200;

/// What could be read of a source text, and what could not.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// The statements that could be read.
    pub file: File,
    /// The problems, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a source text.
#[must_use]
pub fn parse(source: SourceId, text: &str) -> Parsed {
    if text.len() > LARGEST_SOURCE {
        return failed(problems::too_large(Span::new(source, 0, 0), text.len(), LARGEST_SOURCE));
    }
    if let Some((at, sign)) = characters::foreign(text) {
        let start = u32::try_from(at).unwrap_or(u32::MAX);
        let end = start.saturating_add(u32::try_from(sign.len_utf8()).unwrap_or(1));
        return failed(problems::foreign_line_end(Span::new(source, start, end), sign));
    }
    let lexemes = match scan(text, DEEPEST_NESTING) {
        Ok(lexemes) => lexemes,
        Err(deep) => {
            return failed(problems::nesting_too_deep(
                Span::new(source, deep.at, deep.at + 1),
                DEEPEST_NESTING,
            ));
        }
    };
    let mut parser = FileParser {
        source,
        text,
        lexemes: &lexemes,
        diagnostics: Vec::new(),
        unread: Vec::new(),
        unread_use: false,
    };
    let statements = parser.statements(&cut(text, &lexemes));
    let FileParser { mut diagnostics, unread, unread_use, .. } = parser;
    if !lexemes.iter().any(Lexeme::is_solid) {
        diagnostics.push(problems::empty_file(Span::new(source, 0, 0)));
    }
    sort::by_key(&mut diagnostics, |problem| problem.span().map(|span| span.start));
    diagnostics.truncate(MOST_PROBLEMS);
    let faults = diagnostics.iter().filter_map(Diagnostic::span).collect();
    Parsed { file: File { statements, faults, unread, unread_use }, diagnostics }
}

/// Reads a source file's bytes, which must be UTF-8.
#[must_use]
pub fn parse_bytes(source: SourceId, bytes: &[u8]) -> Parsed {
    match std::str::from_utf8(bytes) {
        Ok(text) => parse(source, text),
        Err(error) => {
            let at = error.valid_up_to();
            let line = bytes.iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
            let start = u32::try_from(at).unwrap_or(u32::MAX);
            failed(problems::not_utf8(Span::new(source, start, start.saturating_add(1)), line))
        }
    }
}

fn failed(problem: Diagnostic) -> Parsed {
    let faults = problem.span().into_iter().collect();
    Parsed { file: File { faults, ..File::default() }, diagnostics: vec![problem] }
}

/// Reads the statements of a file one by one.
struct FileParser<'s> {
    source: SourceId,
    text: &'s str,
    lexemes: &'s [Lexeme],
    diagnostics: Vec<Diagnostic>,
    unread: Vec<String>,
    unread_use: bool,
}

impl<'s> FileParser<'s> {
    fn statements(&mut self, chunks: &[Chunk]) -> Vec<Statement> {
        let mut statements = Vec::with_capacity(chunks.len());
        for chunk in chunks {
            if self.diagnostics.len() >= MOST_PROBLEMS {
                self.lose(chunk);
                continue;
            }
            let before = self.diagnostics.len();
            let statement = self.statement(chunk);
            self.unread_use |= statement.is_none() && chunk.head == Some(Rule::statement_use);
            let in_parts = matches!(statement, Some(Statement::For(_)));
            if statement.is_none() || self.diagnostics.len() > before && !in_parts {
                self.lose(chunk);
            }
            statements.extend(statement);
        }
        statements
    }

    /// Notes the words of a statement that could not be read whole.
    fn lose(&mut self, chunk: &Chunk) {
        let lexemes = self.lexemes.get(chunk.lexemes.clone()).unwrap_or_default();
        let words = lexemes.iter().filter(|lexeme| lexeme.kind == LexemeKind::Word);
        self.unread.extend(words.map(|word| word.text(self.text).to_owned()));
    }

    fn statement(&mut self, chunk: &Chunk) -> Option<Statement> {
        let torn = self.report_lexical(chunk);
        match chunk.head {
            None => {
                if !torn {
                    self.report_unknown_statement(chunk);
                }
                None
            }
            Some(Rule::statement_for) => self.for_block(chunk),
            Some(_) if torn => None,
            Some(_) if chunk.is_table() => self.table(chunk),
            Some(head) => self.plain(chunk, head),
        }
    }

    /// Reports unclosed brackets and texts; whether there are any. A text without its end swallows the
    /// brackets after it, so then nothing is said of them.
    fn report_lexical(&mut self, chunk: &Chunk) -> bool {
        let before = self.diagnostics.len();
        let own = chunk.lexemes.start..chunk.body_open.unwrap_or(chunk.lexemes.end);
        for at in own {
            if let Some(lexeme) = self.lexemes.get(at)
                && lexeme.kind == LexemeKind::UnclosedQuote
            {
                self.diagnostics.push(problems::unclosed_string(self.span_of(at), self.word(at)));
            }
        }
        if self.diagnostics.len() > before {
            return true;
        }
        for at in chunk.unclosed.iter().take(MOST_PROBLEMS) {
            let head = self.span_of(chunk.lexemes.start);
            self.diagnostics.push(problems::unclosed_bracket(self.span_of(*at), self.word(*at), head));
        }
        for at in chunk.stray.iter().take(MOST_PROBLEMS) {
            let problem = problems::stray_bracket(self.span_of(*at), self.word(*at));
            // The brace that opens the statement is missing, unless the stray one stands alone.
            let open_ended = [Rule::statement_define, Rule::statement_require, Rule::statement_check];
            let braced = chunk.head.is_some_and(|head| !open_ended.contains(&head));
            let opens = braced && matches!(self.word(*at), "}" | "｝");
            self.diagnostics.push(match opens {
                true => problems::unopened(problem, self.span_of(chunk.lexemes.start)),
                false => problem,
            });
        }
        self.diagnostics.len() > before
    }

    fn report_unknown_statement(&mut self, chunk: &Chunk) {
        let at = chunk.lexemes.start;
        self.diagnostics.push(problems::unknown_statement(self.span_of(at), self.word(at)));
    }

    fn stretch(&self, lexemes: Range<usize>) -> (&'s str, u32) {
        stretch_of(self.text, self.lexemes, lexemes)
    }

    fn span_of(&self, at: usize) -> Span {
        self.lexemes.get(at).map(|l| Span::new(self.source, l.start, l.end)).unwrap_or_default()
    }

    fn word(&self, at: usize) -> &'s str {
        self.lexemes.get(at).map_or("", |lexeme| lexeme.text(self.text))
    }

    fn reader(&self, base: u32) -> Reader<'s> {
        Reader::new(self.source, self.text, base)
    }

    fn keep(&mut self, reader: Reader<'_>) {
        self.diagnostics.extend(reader.into_problems());
    }

    fn plain(&mut self, chunk: &Chunk, head: Rule) -> Option<Statement> {
        let (written, base) = self.stretch(chunk.lexemes.clone());
        let mut reader = self.reader(base);
        let statement = match Grammar::parse(Rule::whole_statement, written) {
            Ok(mut pairs) => pairs.next().and_then(|node| reader.statement(&node)),
            Err(error) => {
                let mended = self.mend(chunk, head, &error)?;
                reader.incomplete = true;
                let mut pairs = Grammar::parse(Rule::whole_statement, &mended).ok()?;
                pairs.next().and_then(|node| reader.statement(&node))
            }
        };
        self.keep(reader);
        statement
    }

    fn for_block(&mut self, chunk: &Chunk) -> Option<Statement> {
        let head_end = chunk.body_open.map_or(chunk.lexemes.end, |open| open + 1);
        let (written, base) = self.stretch(chunk.lexemes.start..head_end);
        let reader = self.reader(base);
        let entity = match Grammar::parse(Rule::whole_for_head, written) {
            Ok(mut pairs) => pairs.next().map(|node| reader.name_in(&node)),
            Err(error) => {
                self.report_unexpected(&error, written, base, Rule::statement_for);
                None
            }
        };
        let statements = self.statements(&chunk.body);
        self.report_misplaced(&statements);
        let end = self.stretch(chunk.lexemes.clone());
        let span = Span::new(self.source, base, base.saturating_add(u32::try_from(end.0.len()).unwrap_or(0)));
        Some(Statement::For(tree::For { entity: entity?, statements, span }))
    }

    /// Statements that may not stand in a `for` block.
    fn report_misplaced(&mut self, statements: &[Statement]) {
        for statement in statements {
            let span = match statement {
                Statement::Policy(policy) => policy.span,
                Statement::Enum(declared) => declared.span,
                Statement::Entity(entity) => entity.span,
                Statement::Parameter(parameter) => parameter.span,
                Statement::For(inner) => inner.span,
                Statement::Test(test) => test.span,
                Statement::Use(used) => used.span,
                Statement::Amend(amend) if amend.is_of_the_whole() => amend.span,
                Statement::Check(check) => check.span,
                _ => continue,
            };
            let written = self.text.get(span.range()).unwrap_or("");
            let word = written.split(|c: char| !scan::continues_word(c)).next().unwrap_or("");
            let length = u32::try_from(word.len()).unwrap_or(0);
            let place = Span::new(self.source, span.start, span.start + length);
            self.diagnostics.push(problems::only_at_the_top(place, word));
        }
    }
}

// ------------------------------------------------------------------------------------------- tables

impl FileParser<'_> {
    fn table(&mut self, chunk: &Chunk) -> Option<Statement> {
        let open = table_body(self.lexemes, chunk);
        let (written, base) =
            self.stretch(chunk.lexemes.start..open.map_or(chunk.lexemes.end, |open| open + 1));
        let reader = self.reader(base);
        let mut amends = false;
        let table = match Grammar::parse(Rule::whole_table_head, written) {
            Ok(mut pairs) => pairs.next().map(|node| {
                amends = node.as_rule() == Rule::amend_table_head;
                reader.table_head(&node)
            }),
            Err(error) => {
                self.report_unexpected(&error, written, base, Rule::statement_table);
                None
            }
        };
        self.keep(reader);
        let mut table = table?;
        let (whole, _) = self.stretch(chunk.lexemes.clone());
        table.span = Span::new(self.source, base, base + u32::try_from(whole.len()).unwrap_or(0));
        if table.annex.is_some() {
            return Some(table_statement(table, amends));
        }
        let mut lines = table_lines(self.lexemes, open? + 1, chunk.lexemes.end.saturating_sub(1)).into_iter();
        match lines.next() {
            Some(header) => self.table_header(header, &mut table),
            None => self.diagnostics.push(problems::table_without_rows(table.name.span)),
        }
        for line in lines {
            if self.diagnostics.len() >= MOST_PROBLEMS {
                break;
            }
            self.table_row(line, &mut table);
        }
        Some(table_statement(table, amends))
    }

    fn table_header(&mut self, line: Range<usize>, table: &mut tree::Table) {
        let (written, base) = self.stretch(line);
        let reader = self.reader(base);
        match Grammar::parse(Rule::whole_header, written) {
            Ok(mut pairs) => {
                if let Some(node) = pairs.next() {
                    (table.keys, table.values) = reader.header(&node);
                }
            }
            Err(error) => self.report_unexpected(&error, written, base, Rule::header),
        }
        self.keep(reader);
    }

    fn table_row(&mut self, line: Range<usize>, table: &mut tree::Table) {
        let (written, base) = self.stretch(line);
        let reader = self.reader(base);
        match Grammar::parse(Rule::whole_row, written) {
            Ok(mut pairs) => {
                let row = pairs.next().map(|node| reader.row(&node));
                table.rows.extend(row.filter(|row| reader.has_columns_of(row, table)));
            }
            Err(error) => self.report_unexpected(&error, written, base, Rule::row),
        }
        self.keep(reader);
    }
}

fn table_statement(table: tree::Table, amends: bool) -> Statement {
    if amends { layers::amended_table(table) } else { Statement::Table(table) }
}

/// The text of a run of lexemes, with the place where it begins.
fn stretch_of<'s>(text: &'s str, lexemes: &[Lexeme], range: Range<usize>) -> (&'s str, u32) {
    let run = lexemes.get(range).unwrap_or_default();
    let (Some(first), Some(last)) = (run.first(), run.iter().rfind(|lexeme| lexeme.is_solid())) else {
        return ("", 0);
    };
    (text.get(first.start as usize..last.end as usize).unwrap_or(""), first.start)
}

/// Where the brace that opens a table's body stands.
fn table_body(lexemes: &[Lexeme], chunk: &Chunk) -> Option<usize> {
    let mut depth = 0usize;
    chunk.lexemes.clone().find(|at| match lexemes.get(*at).map(|lexeme| lexeme.kind) {
        Some(LexemeKind::Open(scan::Bracket::Curly)) => depth == 0,
        Some(LexemeKind::Open(_)) => {
            depth += 1;
            false
        }
        Some(LexemeKind::Close(_)) => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => false,
    })
}

/// The lines of a table's body with something on them; brackets keep lines together.
fn table_lines(lexemes: &[Lexeme], start: usize, end: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let (mut depth, mut line_start) = (0usize, start);
    for at in start..end {
        match lexemes.get(at).map(|lexeme| lexeme.kind) {
            Some(LexemeKind::Open(_)) => depth += 1,
            Some(LexemeKind::Close(_)) => depth = depth.saturating_sub(1),
            Some(LexemeKind::Newline) if depth == 0 => {
                lines.push(line_start..at);
                line_start = at + 1;
            }
            _ => {}
        }
    }
    lines.push(line_start..end);
    lines.retain(|line| lexemes.get(line.clone()).unwrap_or_default().iter().any(Lexeme::is_solid));
    lines
}
