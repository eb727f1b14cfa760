//! Annexes: figures in a file of their own, as CSV (RFC 4180) with a header.

use std::borrow::Cow;
use std::sync::Arc;

use csv_core::{ReadFieldResult, Reader as CsvReader};
use pest::Parser;
use pest::error::Error;

use super::grammar::{Grammar, Rule};
use super::problems;
use super::reader::Reader;
use super::recover::problem_at;
use super::tree::{self, Expr, ExprKind};
use crate::calendar::Date;
use crate::diagnostic::{Code, Diagnostic, SourceId, Span, Text};
use crate::number::Rational;

/// The largest annex, in bytes.
pub const LARGEST_ANNEX: usize = 32 << 20;
/// The longest literal, in bytes.
const LONGEST_LITERAL: usize = 200;
/// The longest key, in bytes.
const LONGEST_KEY: usize = 2_000;
/// What no key has, so that none nests.
const BRACKETS: [char; 8] = ['(', ')', '（', '）', '[', ']', '{', '}'];
/// How many problems of one annex are reported.
const MOST_PROBLEMS: usize = 50;

/// What a column holds by the word that heads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Heading {
    /// The region for which a row holds.
    Region,
    /// The first day.
    From,
    /// The last day.
    To,
    /// The citation.
    Source,
    /// The figure.
    Value,
    /// Anything; it is not read.
    Note,
}

const HEADINGS: [(&str, &str, Heading); 6] = [
    ("region", "地区", Heading::Region),
    ("from", "自", Heading::From),
    ("to", "至", Heading::To),
    ("source", "依据", Heading::Source),
    ("value", "数值", Heading::Value),
    ("note", "备注", Heading::Note),
];

/// The words that head columns of any annex, in both languages.
pub fn headings() -> impl Iterator<Item = &'static str> {
    HEADINGS.iter().flat_map(|(en, zh, _)| [*en, *zh])
}

/// The cells of an annex.
#[derive(Clone, Debug)]
pub struct Sheet {
    source: SourceId,
    text: Arc<str>,
    cells: Vec<Cell>,
    width: usize,
}

/// A cell: the place of what stands in it, without quotes and blanks around it.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    /// Where it stands.
    pub span: Span,
    /// Whether quotes stand doubled in it.
    doubled: bool,
}

impl Cell {
    /// Whether nothing stands in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.span.start == self.span.end
    }
}

impl Sheet {
    /// The cells of the first row.
    #[must_use]
    pub fn header(&self) -> &[Cell] {
        self.cells.get(..self.width).unwrap_or_default()
    }

    /// The rows below the first.
    pub fn rows(&self) -> impl Iterator<Item = &[Cell]> {
        self.cells.chunks(self.width.max(1)).skip(1)
    }

    /// What stands in a cell.
    #[must_use]
    pub fn text(&self, cell: &Cell) -> Cow<'_, str> {
        let written = self.text.get(cell.span.range()).unwrap_or("");
        if cell.doubled { Cow::Owned(written.replace("\"\"", "\"")) } else { Cow::Borrowed(written) }
    }

    /// What the word that heads a column says.
    #[must_use]
    pub fn heading(&self, cell: &Cell) -> Option<Heading> {
        let text = self.text(cell);
        let known = HEADINGS.iter().find(|(en, zh, _)| *en == text || *zh == text);
        known.map(|(.., heading)| *heading)
    }

    /// The place of a row.
    #[must_use]
    pub fn place(&self, row: &[Cell]) -> Span {
        match (row.first(), row.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => Span::new(self.source, 0, 0),
        }
    }

    /// The day in a cell.
    ///
    /// # Errors
    /// If it is not written as one, or the calendar has no such day.
    pub fn day(&self, cell: &Cell) -> Result<Date, Box<Diagnostic>> {
        if let Some(date) = Date::parse_iso(&self.text(cell)) {
            return Ok(date);
        }
        match self.literal(cell).map(|expr| expr.kind) {
            Ok(ExprKind::Date(date)) => Ok(date),
            Ok(_) => Err(unreadable(cell, "a date such as 2023-01-01", "日期，如 2023-01-01")),
            Err(problem) => Err(problem),
        }
    }

    /// The literal in a cell, as it might stand in a policy.
    ///
    /// # Errors
    /// If it is none.
    pub fn literal(&self, cell: &Cell) -> Result<Expr, Box<Diagnostic>> {
        let text = self.text(cell);
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
        if plain && let Ok(value) = Rational::parse_decimal(&text) {
            return Ok(Expr { kind: ExprKind::Number { value, percent: false }, span: cell.span });
        }
        let other = || unreadable(cell, "a value as it is written in a policy", "如政策中书写的值");
        if text.contains([',', '，']) {
            let help = Text::new("thousands are not separated by commas", "数字中不写千分位逗号");
            return Err(Box::new(other().help(help)));
        }
        if cell.doubled || text.len() > LONGEST_LITERAL {
            return Err(other());
        }
        let reader = Reader::new(self.source, &self.text, cell.span.start);
        let entry = match Grammar::parse(Rule::whole_entry, &text) {
            Ok(mut pairs) => pairs.next().map(|node| reader.entry(&node)),
            // What is said of operators and of other parts of an entry is not for cells.
            Err(error) => match self.stopped(&error, cell, &text, Rule::whole_entry) {
                of_text if of_text.code == Code::BadNumber => return Err(advised(*other(), &of_text)),
                _ => None,
            },
        };
        if let Some(problem) = reader.into_problems().into_iter().next() {
            return Err(Box::new(problem));
        }
        let figure = entry.as_ref().and_then(|entry| match entry.figures.as_slice() {
            [figure] if figure.keys.is_empty() => Some(&figure.value),
            _ => None,
        });
        // What follows the value, such as a misspelt unit, is not dropped.
        let whole = |value: &&Expr| value.span.end >= cell.span.end;
        figure.filter(whole).map(|value| Expr { span: cell.span, ..value.clone() }).ok_or_else(other)
    }
}

impl Sheet {
    /// The key cell of a table's row, as it might stand in a policy.
    ///
    /// # Errors
    /// If it is none.
    pub fn key(&self, cell: &Cell) -> Result<tree::Cell, Box<Diagnostic>> {
        let text = self.text(cell);
        let other = || {
            unreadable(cell, "a key such as `80..89`, `below 80` or `any`", "条件，如 80..89、低于80 或 任意")
        };
        if cell.doubled || text.len() > LONGEST_KEY || text.contains(BRACKETS) {
            return Err(other());
        }
        let reader = Reader::new(self.source, &self.text, cell.span.start);
        let key = match Grammar::parse(Rule::whole_cell, &text) {
            Ok(mut pairs) => pairs.next().map(|node| reader.cell(&node)),
            Err(error) => return Err(advised(*other(), &self.stopped(&error, cell, &text, Rule::row))),
        };
        if let Some(problem) = reader.into_problems().into_iter().next() {
            return Err(Box::new(problem));
        }
        // What follows the last value is not dropped.
        let whole = |key: &tree::Cell| key.span.end >= cell.span.end;
        key.filter(whole).map(|key| tree::Cell { span: cell.span, ..key }).ok_or_else(other)
    }
}

impl Sheet {
    /// What is wrong with a cell as text of a policy.
    fn stopped(&self, error: &Error<Rule>, cell: &Cell, text: &str, context: Rule) -> Diagnostic {
        problem_at(error, (self.source, cell.span.start), text, context)
    }
}

/// The problem of a cell with what helps against that of its text.
fn advised(problem: Diagnostic, of_text: &Diagnostic) -> Box<Diagnostic> {
    Box::new(of_text.help.iter().cloned().fold(problem, Diagnostic::help))
}

fn unreadable(cell: &Cell, en: &str, zh: &str) -> Box<Diagnostic> {
    let message = Text::new(format!("this cell should hold {en}"), format!("此格应为{zh}"));
    Box::new(Diagnostic::error(Code::AnnexCell, cell.span, message))
}

/// Reads an annex.
///
/// # Errors
/// What keeps it from being a table.
pub fn read(source: SourceId, bytes: &[u8]) -> Result<Sheet, Vec<Diagnostic>> {
    if bytes.len() > LARGEST_ANNEX {
        return Err(vec![problems::too_large(Span::new(source, 0, 0), bytes.len(), LARGEST_ANNEX)]);
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.valid_up_to();
            let line = bytes.iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
            let start = u32::try_from(at).unwrap_or(u32::MAX);
            return Err(vec![problems::not_utf8(Span::new(source, start, start.saturating_add(1)), line)]);
        }
    };
    let mut sheet = Sheet { source, text: text.into(), cells: Vec::new(), width: 0 };
    let problems = sheet.fill(text);
    if problems.is_empty() { Ok(sheet) } else { Err(problems) }
}

impl Sheet {
    fn fill(&mut self, text: &str) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        let mut reader = CsvReader::new();
        let mut unused = [0; 1024];
        let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        let (mut at, mut begun, mut row) = (start, start, 0);
        while problems.len() < MOST_PROBLEMS {
            let input = text.as_bytes().get(at..).unwrap_or_default();
            let (result, read, _) = reader.read_field(input, &mut unused);
            at = at.saturating_add(read);
            match result {
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                ReadFieldResult::Field { record_end } => {
                    match self.cell(text, begun, at) {
                        Ok(cell) => self.cells.push(cell),
                        Err(problem) => {
                            self.cells.push(Cell { span: self.span(begun, 1), doubled: false });
                            problems.push(*problem);
                        }
                    }
                    begun = at;
                    if record_end {
                        problems.extend(self.end_row(row));
                        row = self.cells.len();
                    }
                }
                ReadFieldResult::End => break,
            }
        }
        if self.width == 0 && problems.is_empty() {
            let message = Text::new("the annex is empty", "附表是空的");
            problems.push(Diagnostic::error(Code::BadAnnex, Span::new(self.source, 0, 0), message));
        }
        problems
    }

    /// A cell between two offsets, with what separates it from others.
    fn cell(&self, text: &str, start: usize, end: usize) -> Result<Cell, Box<Diagnostic>> {
        let written = text.get(start..end).unwrap_or("");
        let inner = written.trim_start_matches(['\r', '\n']);
        let start = start + (written.len() - inner.len());
        let inner = inner.strip_suffix([',', '\n', '\r']).unwrap_or(inner);
        let (inner, start) = match inner.strip_prefix('"') {
            Some(quoted) => match quoted.strip_suffix('"') {
                Some(quoted) if !quoted.replace("\"\"", "").contains('"') => (quoted, start + 1),
                _ => return Err(Box::new(self.torn(start, inner))),
            },
            None => (inner, start),
        };
        let trimmed = inner.trim_start();
        let start = start + (inner.len() - trimmed.len());
        let trimmed = trimmed.trim_end();
        Ok(Cell { span: self.span(start, trimmed.len()), doubled: trimmed.contains("\"\"") })
    }

    fn torn(&self, start: usize, written: &str) -> Diagnostic {
        let first = written.lines().next().unwrap_or("");
        let message = Text::new("the quotes of this cell do not match", "此格的引号不配对");
        Diagnostic::error(Code::BadAnnex, self.span(start, first.len()), message).help(Text::new(
            "a quoted cell ends with `\"` before the comma; a `\"` within it is written twice",
            "带引号的格以“\"”结束，其中的“\"”须写两次",
        ))
    }

    /// Ends a row that begins at a cell. Rows in which nothing stands are left out.
    fn end_row(&mut self, row: usize) -> Option<Diagnostic> {
        let cells = self.cells.get(row..).unwrap_or_default();
        if cells.iter().all(Cell::is_empty) {
            self.cells.truncate(row);
            return None;
        }
        if self.width == 0 {
            self.width = cells.len();
            return None;
        }
        if cells.len() == self.width {
            return None;
        }
        let (found, width, place) = (cells.len(), self.width, self.place(cells));
        self.cells.truncate(row);
        let message = Text::new(
            format!("this row has {found} cells, and the header {width}"),
            format!("此行有{found}格，而表头有{width}格"),
        );
        Some(
            Diagnostic::error(Code::BadAnnex, place, message)
                .help(Text::new("a cell with a comma in it stands in quotes", "含逗号的格须加引号")),
        )
    }

    fn span(&self, start: usize, length: usize) -> Span {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span::new(self.source, place(start), place(start.saturating_add(length)))
    }
}
