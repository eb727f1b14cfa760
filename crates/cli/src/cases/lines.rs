//! Cases in JSON Lines.

use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};

use huimin::Policy;
use huimin::boundary::limits::CASE_BYTES;

use super::{Entry, in_file, skip_line};
use crate::exit::Failure;

/// One JSON object a line; blank lines are passed over.
pub struct Lines<'p> {
    path: PathBuf,
    reader: Box<dyn BufRead>,
    policy: &'p Policy,
    line: u64,
    bytes: u64,
    buffer: Vec<u8>,
}

impl<'p> Lines<'p> {
    /// The cases of a reader.
    pub fn new(path: &Path, reader: Box<dyn BufRead>, policy: &'p Policy) -> Self {
        Self { path: path.to_owned(), reader, policy, line: 0, bytes: 0, buffer: Vec::new() }
    }

    /// How many bytes were read.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The next case; `None` after the last.
    pub fn next(&mut self) -> Result<Option<Entry>, Failure> {
        loop {
            let any = self.read_line().map_err(|error| Failure::reading(&self.path, &error))?;
            if !any {
                return Ok(None);
            }
            if !self.buffer.trim_ascii().is_empty() {
                return Ok(Some(self.entry()));
            }
        }
    }

    fn entry(&self) -> Entry {
        let json = self.buffer.as_slice();
        match self.policy.read_case(json) {
            Ok(case) => Entry { line: self.line, key: self.policy.key_of(&case), case: Ok(case) },
            Err(errors) => Entry {
                line: self.line,
                key: self.policy.key_in(json),
                case: Err(in_file(errors, &self.path, self.line)),
            },
        }
    }

    /// Reads a line, if there is one. Of a line beyond the limit of a case only so much is kept that it
    /// is still beyond it.
    fn read_line(&mut self) -> io::Result<bool> {
        self.buffer.clear();
        let limit = u64::try_from(CASE_BYTES).unwrap_or(u64::MAX).saturating_add(2);
        let read = self.reader.by_ref().take(limit).read_until(b'\n', &mut self.buffer)?;
        self.line += 1;
        self.bytes += u64::try_from(read).unwrap_or(u64::MAX);
        if !self.buffer.ends_with(b"\n") && read > CASE_BYTES {
            self.bytes += skip_line(&mut *self.reader)?;
        }
        Ok(read > 0)
    }
}
