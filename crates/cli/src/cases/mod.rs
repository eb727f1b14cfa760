//! The cases of a file, one after the other.

mod lines;
mod table;
mod timelines;

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use csv::ByteRecord;
use huimin::diagnostic::Text;
use huimin::schedule::Timeline;
use huimin::{Case, CaseError, Policy};

use crate::arguments::is_standard;
use crate::exit::Failure;

pub use lines::Lines;
use lines::entry;
use table::{Columns, Table};
use timelines::timeline;

/// How many cases are handed out together: enough that handing them out costs nothing.
const TOGETHER: usize = 128;

/// One case of a file.
pub struct Entry<C = Case> {
    /// The line it begins in.
    pub line: u64,
    /// What tells it apart, where the policy has a key and the case gives it.
    pub key: Option<String>,
    /// The case, or all that is wrong with it.
    pub case: Result<C, Vec<CaseError>>,
}

/// A file of cases, to be taken in pieces.
pub struct Cases {
    source: Source,
    /// How many cases a piece has.
    together: usize,
    /// Why reading ended, to be told after what was read before.
    failure: Option<Failure>,
}

enum Source {
    /// One JSON object a line.
    Lines(Lines),
    /// Rows under a header of paths.
    Table(Table),
}

/// Some cases as they stand in the file.
pub struct Piece {
    cases: Written,
    /// How many bytes of the file were read with it.
    pub bytes: u64,
}

enum Written {
    Lines(Vec<(u64, Vec<u8>)>),
    Rows(Vec<ByteRecord>),
}

/// How to read the cases of a file, on any thread.
pub enum Reading {
    Lines(PathBuf),
    Table(Columns),
}

impl Cases {
    /// Opens a file of cases; its name says how it is written.
    pub fn open(path: &Path, policy: &Policy) -> Result<(Self, Reading), Failure> {
        let extension =
            path.extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase);
        let lines = || -> Result<_, Failure> {
            Ok((Source::Lines(Lines::new(path, reader(path)?)), Reading::Lines(path.to_owned())))
        };
        let (source, reading) = match extension.as_deref() {
            Some("csv") => {
                let (table, columns) = Table::open(path, reader(path)?, policy)?;
                (Source::Table(table), Reading::Table(columns))
            }
            Some("jsonl" | "ndjson") => lines()?,
            None if is_standard(path) => lines()?,
            _ => return Err(Failure::Usage(unknown_kind(path))),
        };
        // Whoever writes to a pipe may wait for each answer.
        let together = if is_standard(path) { 1 } else { TOGETHER };
        Ok((Self { source, together, failure: None }, reading))
    }

    /// Hands out fewer cases together, where each takes so many times as long.
    pub fn each_taking(&mut self, times: usize) {
        self.together = self.together.checked_div(times).unwrap_or(self.together).max(1);
    }

    /// The next cases; `None` after the last. What was read before a failure comes before it.
    pub fn next(&mut self) -> Result<Option<Piece>, Failure> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        let Self { source, together, failure } = self;
        let (cases, bytes) = match source {
            Source::Lines(lines) => {
                (Written::Lines(several(*together, || lines.next(), failure)), lines.bytes())
            }
            Source::Table(table) => {
                (Written::Rows(several(*together, || table.next(), failure)), table.bytes())
            }
        };
        let any = match &cases {
            Written::Lines(lines) => !lines.is_empty(),
            Written::Rows(rows) => !rows.is_empty(),
        };
        match self.failure.take_if(|_| !any) {
            Some(failure) => Err(failure),
            None => Ok(any.then_some(Piece { cases, bytes })),
        }
    }
}

/// The next few; a failure ends them.
fn several<T>(
    count: usize,
    mut next: impl FnMut() -> Result<Option<T>, Failure>,
    failure: &mut Option<Failure>,
) -> Vec<T> {
    let mut found = Vec::new();
    while found.len() < count {
        match next() {
            Ok(Some(case)) => found.push(case),
            Ok(None) => break,
            Err(failed) => {
                *failure = Some(failed);
                break;
            }
        }
    }
    found
}

impl Reading {
    /// The cases of a piece.
    pub fn entries<'p>(
        &'p self,
        policy: &'p Policy,
        piece: &'p Piece,
    ) -> Box<dyn Iterator<Item = Entry> + 'p> {
        match (self, &piece.cases) {
            (Self::Lines(path), Written::Lines(lines)) => {
                Box::new(lines.iter().map(move |(line, json)| entry(policy, path, *line, json)))
            }
            (Self::Table(columns), Written::Rows(rows)) => {
                Box::new(rows.iter().map(move |row| columns.entry(policy, row)))
            }
            _ => Box::new(std::iter::empty()),
        }
    }

    /// The cases of a piece with what changes from later months on; a row tells of no changes.
    pub fn timelines<'p>(
        &'p self,
        policy: &'p Policy,
        piece: &'p Piece,
    ) -> Box<dyn Iterator<Item = Entry<Timeline>> + 'p> {
        match (self, &piece.cases) {
            (Self::Lines(path), Written::Lines(lines)) => {
                Box::new(lines.iter().map(move |(line, json)| timeline(policy, path, *line, json)))
            }
            _ => Box::new(self.entries(policy, piece).map(|Entry { line, key, case }| Entry {
                line,
                key,
                case: case.map(Timeline::new),
            })),
        }
    }
}

fn reader(path: &Path) -> Result<Box<dyn BufRead + Send>, Failure> {
    if is_standard(path) {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let file = File::open(path).map_err(|error| Failure::reading(path, &error))?;
    let mut reader = BufReader::with_capacity(1 << 16, file);
    // A folder opens, but cannot be read.
    reader.fill_buf().map_err(|error| Failure::reading(path, &error))?;
    Ok(Box::new(reader))
}

fn unknown_kind(path: &Path) -> Text {
    let path = path.display();
    Text::new(
        format!("`{path}` is neither a `.jsonl` nor a `.csv` file; save a spreadsheet as `CSV UTF-8`"),
        format!("“{path}”既不是 `.jsonl` 文件，也不是 `.csv` 文件；电子表格请另存为“CSV UTF-8”"),
    )
}

/// Puts the places of a case's problems into the file and line it was read from.
pub fn in_file(mut errors: Vec<CaseError>, file: &Path, line: u64) -> Vec<CaseError> {
    for place in errors.iter_mut().filter_map(|error| error.place.as_mut()) {
        place.file = file.display().to_string();
        let before = u32::try_from(line.saturating_sub(1)).unwrap_or(u32::MAX);
        place.line = place.line.saturating_add(before);
    }
    errors
}

/// Skips the rest of a line, however long, in bounded memory. Returns how many bytes it had.
fn skip_line(reader: &mut dyn BufRead) -> io::Result<u64> {
    let mut skipped = 0;
    loop {
        let part = reader.fill_buf()?;
        let end = part.iter().position(|byte| *byte == b'\n');
        let length = end.map_or(part.len(), |end| end + 1);
        let last = end.is_some() || part.is_empty();
        reader.consume(length);
        skipped += u64::try_from(length).unwrap_or(u64::MAX);
        if last {
            return Ok(skipped);
        }
    }
}
