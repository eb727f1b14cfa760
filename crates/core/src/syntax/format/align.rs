//! Columns: items of one kind on lines of their own are aligned with their neighbours.

use unicode_width::UnicodeWidthStr;

use super::super::grammar::Rule;
use super::blanks;
use super::lines::Line;
use super::tokens::{ItemKind, Tokens};

/// A part wider than this is left out of the reckoning, or one long condition would move all the rest.
const WIDEST: usize = 48;

/// How a line is made up.
pub(super) struct Shape {
    /// What the line is aligned as; none for a line that stands by itself.
    kind: Option<ItemKind>,
    /// The text of each column; the first one holds everything if there is no kind.
    columns: Vec<String>,
    /// Whether a full-width mark, which brings its own blank, ends the first column.
    wide: bool,
    /// A comment at the end.
    comment: Option<String>,
    /// Whether there is nothing but a comment.
    only_comment: bool,
}

impl Shape {
    pub fn of(line: &Line, tokens: &Tokens) -> Self {
        let mut end = line.tokens.end;
        let last = end.checked_sub(1).and_then(|last| tokens.list.get(last));
        let comment = last.filter(|token| token.is_comment()).map(|token| token.text.clone());
        if comment.is_some() {
            end -= 1;
        }
        let item = one_item(line.tokens.start..end, tokens);
        let mut columns: Vec<String> = Vec::new();
        let mut present = 0;
        for at in line.tokens.start..end {
            let Some(token) = tokens.list.get(at) else { break };
            if let Some(id) = item {
                present = column_in(tokens, token.item, id).unwrap_or(present).max(present);
            }
            if columns.len() <= present {
                columns.resize(present + 1, String::new());
            }
            let Some(column) = columns.last_mut() else { break };
            if !column.is_empty()
                && let Some(before) = at.checked_sub(1).and_then(|before| tokens.list.get(before))
            {
                column.push_str(&" ".repeat(blanks::between(before, token)));
            }
            column.push_str(&token.text);
        }
        let wide = columns.first().is_some_and(|first| first.ends_with('：'));
        Self {
            kind: item.and_then(|id| tokens.items.get(id)).map(|item| item.kind),
            only_comment: columns.is_empty(),
            columns,
            wide,
            comment,
        }
    }
}

/// The outermost item that a line consists of, but for a comma after it.
fn one_item(line: std::ops::Range<usize>, tokens: &Tokens) -> Option<usize> {
    let mut last = line.end.checked_sub(1)?;
    if tokens.list.get(last)?.is(Rule::comma) {
        last = last.checked_sub(1)?;
    }
    let mut found = None;
    let mut place = tokens.list.get(line.start)?.item;
    while let Some((id, _)) = place {
        let item = tokens.items.get(id)?;
        // The last token of an item can be the comma after its figures.
        let ends_here = item.last == last || item.last + 1 == line.end;
        if item.first == line.start && ends_here {
            found = Some(id);
        }
        place = item.outer;
    }
    found
}

/// The column of an item that a token stands in, however deep.
fn column_in(tokens: &Tokens, mut place: Option<(usize, usize)>, item: usize) -> Option<usize> {
    while let Some((id, column)) = place {
        if id == item {
            return Some(column);
        }
        place = tokens.items.get(id)?.outer;
    }
    None
}

/// The text of each line, aligned.
pub(super) fn write(lines: &[Line], shapes: &[Shape]) -> Vec<String> {
    let mut written = Vec::with_capacity(lines.len());
    let mut start = 0;
    while start < lines.len() {
        let end = group_end(lines, shapes, start);
        let group = shapes.get(start..end).unwrap_or_default();
        let widths = widths(group);
        written.extend(group.iter().map(|shape| shape.write(&widths)));
        start = end.max(start + 1);
    }
    written
}

/// Where the lines end that are aligned with the one at `start`. Comments between them do not count;
/// empty lines separate them, except in tables.
fn group_end(lines: &[Line], shapes: &[Shape], start: usize) -> usize {
    let Some(kind) = shapes.get(start).and_then(|shape| shape.kind) else { return start + 1 };
    let indent = lines.get(start).map(|line| line.indent);
    let mut end = start + 1;
    for (at, (line, shape)) in lines.iter().zip(shapes).enumerate().skip(start + 1) {
        if line.apart && kind != ItemKind::Row || Some(line.indent) != indent {
            break;
        }
        if shape.kind == Some(kind) {
            end = at + 1;
        } else if !shape.only_comment {
            break;
        }
    }
    end
}

/// How wide each column is, not counting what ends a line.
fn widths(group: &[Shape]) -> Vec<usize> {
    let mut widths: Vec<usize> = Vec::new();
    for shape in group {
        let inner = shape.columns.len().saturating_sub(1);
        for (at, column) in shape.columns.iter().take(inner).enumerate() {
            let width = column.width();
            if widths.len() <= at {
                widths.resize(at + 1, 0);
            }
            if let Some(widest) =
                widths.get_mut(at).filter(|_| width <= WIDEST || shape.kind == Some(ItemKind::Row))
            {
                *widest = width.max(*widest);
            }
        }
    }
    widths
}

impl Shape {
    fn write(&self, widths: &[usize]) -> String {
        let mut text = String::new();
        // What is still to be filled up before the next text.
        let mut owed = 0usize;
        for (at, column) in self.columns.iter().enumerate() {
            let width = widths.get(at).copied().unwrap_or(0);
            if at > 0 && (width > 0 || !column.is_empty()) {
                owed += self.gap(at);
            }
            if column.is_empty() {
                owed += width;
                continue;
            }
            text.push_str(&" ".repeat(if text.is_empty() { 0 } else { owed }));
            text.push_str(column);
            owed = width.saturating_sub(column.width());
        }
        if let Some(comment) = &self.comment {
            let blanks = if text.is_empty() { "" } else { "  " };
            text = format!("{text}{blanks}{comment}");
        }
        text
    }

    /// Blanks between a column and the one before it.
    fn gap(&self, at: usize) -> usize {
        match (self.kind, at) {
            (Some(ItemKind::Row | ItemKind::Clause), _) => 1,
            (Some(ItemKind::Field | ItemKind::Entry | ItemKind::Fact), 1) => usize::from(!self.wide),
            _ => 2,
        }
    }
}
