//! Cases in JSON Lines.

use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};

use huimin::Policy;
use huimin::boundary::limits::CASE_BYTES;

use super::{Entry, in_file, skip_line};
use crate::exit::Failure;

/// One JSON object a line; blank lines are passed over.
pub struct Lines {
    path: PathBuf,
    reader: Box<dyn BufRead + Send>,
    line: u64,
    bytes: u64,
}

impl Lines {
    /// The lines of a reader.
    pub fn new(path: &Path, reader: Box<dyn BufRead + Send>) -> Self {
        Self { path: path.to_owned(), reader, line: 0, bytes: 0 }
    }

    /// How many bytes were read.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The next line that is not blank, with its number; `None` after the last.
    pub fn next(&mut self) -> Result<Option<(u64, Vec<u8>)>, Failure> {
        let mut buffer = Vec::new();
        loop {
            let any = self.read_line(&mut buffer).map_err(|error| Failure::reading(&self.path, &error))?;
            if !any {
                return Ok(None);
            }
            if !buffer.trim_ascii().is_empty() {
                return Ok(Some((self.line, buffer)));
            }
        }
    }

    /// Reads a line, if there is one. Of a line beyond the limit of a case only so much is kept that it
    /// is still beyond it.
    fn read_line(&mut self, buffer: &mut Vec<u8>) -> io::Result<bool> {
        buffer.clear();
        let limit = u64::try_from(CASE_BYTES).unwrap_or(u64::MAX).saturating_add(2);
        let read = self.reader.by_ref().take(limit).read_until(b'\n', buffer)?;
        self.line += 1;
        self.bytes += u64::try_from(read).unwrap_or(u64::MAX);
        if !buffer.ends_with(b"\n") && read > CASE_BYTES {
            self.bytes += skip_line(&mut *self.reader)?;
        }
        Ok(read > 0)
    }
}

/// The case of a line.
pub fn entry(policy: &Policy, path: &Path, line: u64, json: &[u8]) -> Entry {
    match policy.read_case(json) {
        Ok(case) => Entry { line, key: policy.key_of(&case), case: Ok(case) },
        Err(errors) => Entry { line, key: policy.key_in(json), case: Err(in_file(errors, path, line)) },
    }
}
