//! The cases of a file, one after the other.

mod lines;
mod table;

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use huimin::diagnostic::Text;
use huimin::{Case, CaseError, Policy};

use crate::exit::Failure;
use crate::input::is_standard;

pub use lines::Lines;
pub use table::Table;

/// One case of a file.
pub struct Entry {
    /// The line it begins in.
    pub line: u64,
    /// What tells it apart, where the policy has a key and the case gives it.
    pub key: Option<String>,
    /// The case, or all that is wrong with it.
    pub case: Result<Case, Vec<CaseError>>,
}

/// A file of cases.
pub enum Cases<'p> {
    /// One JSON object a line.
    Lines(Lines<'p>),
    /// Rows under a header of paths.
    Table(Table<'p>),
}

impl<'p> Cases<'p> {
    /// Opens a file of cases; its name says how it is written.
    pub fn open(path: &Path, policy: &'p Policy) -> Result<Self, Failure> {
        let extension =
            path.extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase);
        match extension.as_deref() {
            Some("csv") => Table::open(path, reader(path)?, policy).map(Self::Table),
            Some("jsonl" | "ndjson") => Ok(Self::Lines(Lines::new(path, reader(path)?, policy))),
            None if is_standard(path) => Ok(Self::Lines(Lines::new(path, reader(path)?, policy))),
            _ => Err(Failure::Usage(unknown_kind(path))),
        }
    }

    /// The next case; `None` after the last.
    pub fn next(&mut self) -> Result<Option<Entry>, Failure> {
        match self {
            Self::Lines(lines) => lines.next(),
            Self::Table(table) => table.next(),
        }
    }

    /// How many bytes were read.
    pub fn bytes(&self) -> u64 {
        match self {
            Self::Lines(lines) => lines.bytes(),
            Self::Table(table) => table.bytes(),
        }
    }
}

fn reader(path: &Path) -> Result<Box<dyn BufRead>, Failure> {
    if is_standard(path) {
        return Ok(Box::new(io::stdin().lock()));
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
        format!("`{path}` is neither a `.jsonl` nor a `.csv` file"),
        format!("`{path}` 既不是 `.jsonl` 文件，也不是 `.csv` 文件"),
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
