//! The lines that the rows of a table begin in. The `csv` crate says where it stopped reading before a row: that is
//! the line before, where lines end with CR LF, as those of spreadsheets do, or where blank lines stand between.

use std::collections::VecDeque;
use std::io::{self, Read};

/// A reader that notes where the lines begin that are not blank.
pub struct Lined<R> {
    inner: R,
    /// How many bytes were read, and in which line.
    at: u64,
    line: u64,
    /// Whether nothing of the line was read yet.
    begins: bool,
    after_cr: bool,
    /// The first byte of each line and its number, of those that no row was asked for yet.
    starts: VecDeque<(u64, u64)>,
}

impl<R> Lined<R> {
    pub fn new(inner: R) -> Self {
        Self { inner, at: 0, line: 1, begins: true, after_cr: false, starts: VecDeque::new() }
    }

    /// The line of the row for which the `csv` crate gives this place. Rows are asked for in their order.
    pub fn line_of(&mut self, place: &csv::Position) -> u64 {
        while self.starts.front().is_some_and(|(start, _)| *start < place.byte()) {
            self.starts.pop_front();
        }
        self.starts.front().map_or(self.line, |(_, line)| *line)
    }

    fn note(&mut self, byte: u8) {
        match byte {
            b'\n' if self.after_cr => {}
            b'\n' | b'\r' => {
                self.line += 1;
                self.begins = true;
            }
            _ if self.begins => {
                self.starts.push_back((self.at, self.line));
                self.begins = false;
            }
            _ => {}
        }
        self.after_cr = byte == b'\r';
        self.at += 1;
    }
}

impl<R: Read> Read for Lined<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        for byte in buffer.iter().take(read) {
            self.note(*byte);
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::Lined;

    fn lines(text: &str) -> Vec<u64> {
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .buffer_capacity(5)
            .from_reader(Lined::new(text.as_bytes()));
        let mut row = csv::ByteRecord::new();
        let mut lines = Vec::new();
        while reader.read_byte_record(&mut row).unwrap() {
            lines.push(reader.get_mut().line_of(row.position().unwrap()));
        }
        lines
    }

    #[test]
    fn rows_begin_where_they_are_written() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["\u{feff}a,b", "1,2", "", "", "3,\"4", "5\"", "6,7", "", "8", ""].join(end);
            assert_eq!(lines(&text), [2, 5, 7, 9], "{end:?}");
        }
        assert_eq!(lines("a\n\n\n1\n2"), [4, 5]);
        assert_eq!(lines("a"), Vec::<u64>::new());
    }
}
