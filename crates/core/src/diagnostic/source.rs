//! Source texts, and places in them.

use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

/// Which text of a [`SourceMap`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord, Default)]
pub struct SourceId(pub u16);

/// A stretch of a source text, in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Span {
    /// The text.
    pub source: SourceId,
    /// The offset of its first byte.
    pub start: u32,
    /// The offset after its last byte.
    pub end: u32,
}

impl Span {
    /// The bytes `start..end` of a text.
    pub const fn new(source: SourceId, start: u32, end: u32) -> Self {
        Self { source, start, end }
    }

    /// The smallest span that holds both; this span if the other lies in another text.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        if self.source != other.source {
            return self;
        }
        Self::new(self.source, self.start.min(other.start), self.end.max(other.end))
    }

    /// Whether both have a byte in common.
    #[must_use]
    pub fn touches(self, other: Self) -> bool {
        self.source == other.source && self.start < other.end && other.start < self.end
    }

    /// The byte offsets.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A text that spans refer to: a policy file or a case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// What to call it when pointing into it, usually a path.
    pub name: String,
    /// The whole text.
    pub text: Arc<str>,
}

/// A place as people count: both numbers start at 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
pub struct Position {
    /// The line; lines end with `\n`.
    pub line: u32,
    /// The column, in characters.
    pub column: u32,
}

/// The texts of one compilation or decision.
#[derive(Clone, Default, Debug)]
pub struct SourceMap {
    entries: Vec<Entry>,
}

#[derive(Clone, Debug)]
struct Entry {
    source: Source,
    /// The offset at which each line starts.
    lines: Vec<usize>,
}

impl SourceMap {
    /// Adds a text. The map holds 65,535 texts; one more is not kept, and its id leads nowhere.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> SourceId {
        let id = u16::try_from(self.entries.len()).unwrap_or(u16::MAX);
        if id < u16::MAX {
            let source = Source { name: name.into(), text: text.into() };
            let ends = source.text.match_indices('\n').map(|(offset, _)| offset + 1);
            let lines = std::iter::once(0).chain(ends).collect();
            self.entries.push(Entry { source, lines });
        }
        SourceId(id)
    }

    /// The text with this id.
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.entry(id).map(|entry| &entry.source)
    }

    /// All texts with their ids, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        (0u16..).map(SourceId).zip(self.entries.iter().map(|entry| &entry.source))
    }

    /// The characters of a span; empty if it does not lie in its text on character boundaries.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.source).and_then(|source| source.text.get(span.range())).unwrap_or("")
    }

    /// The line and column of a byte offset; the text's end for an offset beyond it, and 1:1 in a text
    /// that is not here.
    pub fn position(&self, id: SourceId, offset: u32) -> Position {
        let Some(entry) = self.entry(id) else {
            return Position { line: 1, column: 1 };
        };
        let text = &entry.source.text;
        let offset = floor_boundary(text, offset as usize);
        let line = entry.line_of(offset);
        let before = text.get(entry.start_of(line)..offset).unwrap_or("");
        let number = |count: usize| u32::try_from(count + 1).unwrap_or(u32::MAX);
        Position { line: number(line), column: number(before.chars().count()) }
    }

    /// The number, from 0, of the line a byte offset lies in.
    #[cfg(feature = "compiler")]
    pub(super) fn line_of(&self, id: SourceId, offset: usize) -> usize {
        self.entry(id).map_or(0, |entry| entry.line_of(offset))
    }

    /// The bytes of the lines numbered `first..=last` from 0, without the last line's end.
    #[cfg(feature = "compiler")]
    pub(super) fn lines(&self, id: SourceId, first: usize, last: usize) -> Range<usize> {
        let Some(entry) = self.entry(id) else { return 0..0 };
        let end = match entry.lines.get(last + 1) {
            Some(next) => next - 1,
            None => entry.source.text.len(),
        };
        entry.start_of(first)..end
    }

    fn entry(&self, id: SourceId) -> Option<&Entry> {
        self.entries.get(usize::from(id.0))
    }
}

impl Entry {
    fn line_of(&self, offset: usize) -> usize {
        self.lines.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    fn start_of(&self, line: usize) -> usize {
        self.lines.get(line).copied().unwrap_or(self.source.text.len())
    }
}

/// The nearest character boundary at or before an offset.
pub(super) fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// The nearest character boundary at or after an offset.
pub(super) fn ceil_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset += 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> (SourceMap, SourceId) {
        let mut sources = SourceMap::default();
        let id = sources.add("政策.hm", text);
        (sources, id)
    }

    #[test]
    fn spans_join_within_a_text() {
        let (here, there) = (SourceId(0), SourceId(1));
        assert_eq!(Span::new(here, 5, 8).to(Span::new(here, 1, 3)), Span::new(here, 1, 8));
        assert_eq!(Span::new(here, 5, 8).to(Span::new(there, 1, 3)), Span::new(here, 5, 8));
    }

    #[test]
    fn slices_never_fail() {
        let (sources, id) = one("金额 915元");
        assert_eq!(sources.slice(Span::new(id, 0, 6)), "金额");
        for span in [Span::new(id, 1, 3), Span::new(id, 6, 3), Span::new(id, 0, 99)] {
            assert_eq!(sources.slice(span), "");
        }
        assert_eq!(sources.slice(Span::new(SourceId(7), 0, 1)), "");
    }

    #[test]
    fn positions_count_lines_and_characters() {
        let (sources, id) = one("金额\r\n\nab");
        let at = |offset| {
            let position = sources.position(id, offset);
            (position.line, position.column)
        };
        assert_eq!([at(0), at(3), at(4), at(5)], [(1, 1), (1, 2), (1, 2), (1, 2)]);
        assert_eq!([at(6), at(7), at(8), at(9)], [(1, 3), (1, 4), (2, 1), (3, 1)]);
        assert_eq!([at(11), at(u32::MAX)], [(3, 3), (3, 3)]);
        assert_eq!(sources.position(SourceId(9), 4), Position { line: 1, column: 1 });
    }

    #[test]
    fn ids_are_given_in_order() {
        let (mut sources, first) = one("a");
        let second = sources.add("b", "bb");
        assert_eq!((first, second), (SourceId(0), SourceId(1)));
        assert_eq!(sources.get(second).map(|source| &*source.text), Some("bb"));
        assert_eq!(sources.get(SourceId(2)), None);
        assert_eq!(sources.iter().map(|(id, _)| id).collect::<Vec<_>>(), [first, second]);
    }
}
