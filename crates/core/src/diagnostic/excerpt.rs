//! The lines of a source that a diagnostic shows, cut down to what is worth reading.
//!
//! Sources are untrusted: a line may be a megabyte long and a span may cover the whole text. Everything
//! the renderer sees has passed through here, so its work is bounded by the number of labels shown.

use std::ops::Range;

use super::source::{ceil_boundary, floor_boundary};
use super::{Diagnostic, Language, Position, SourceId, SourceMap};
use crate::sort;

/// How many labels are shown, the diagnostic's own first.
const MAX_LABELS: usize = 12;
/// A span over more lines than this is shown by its first line.
const MAX_SPAN_LINES: usize = 40;
/// Labels further apart than this many lines are shown as separate excerpts.
const MAX_GAP_LINES: usize = 40;
/// A line of more bytes than this is shown around its labels only.
const LONG_LINE: usize = 2000;
/// How many bytes around a label remain of a long line.
const AROUND: usize = 200;
/// What stands for the rest of a long line.
const CUT: &str = "…";

/// A label's place in its source, on character boundaries.
pub(super) struct Mark<'a> {
    pub(super) range: Range<usize>,
    pub(super) text: Option<&'a str>,
    pub(super) primary: bool,
}

/// Some lines of a source with the labels on them.
pub(super) struct Excerpt<'a> {
    pub(super) name: &'a str,
    /// The number of the first line, from 1.
    pub(super) first_line: usize,
    pub(super) text: String,
    /// The labels, in bytes of `text`.
    pub(super) marks: Vec<Mark<'a>>,
    /// Where the most important label starts in the source.
    pub(super) position: Position,
    /// Whether columns in `text` are not those of the source.
    pub(super) cut: bool,
}

/// The excerpts a diagnostic shows: the one with its own place first, the others as they lie.
pub(super) fn excerpts<'a>(
    diagnostic: &'a Diagnostic,
    sources: &'a SourceMap,
    language: Language,
) -> Vec<Excerpt<'a>> {
    let mut excerpts: Vec<Excerpt<'a>> = regions(diagnostic, sources, language)
        .into_iter()
        .filter_map(|region| excerpt(region, sources))
        .collect();
    sort::by_key(&mut excerpts, |excerpt| !excerpt.marks.iter().any(|mark| mark.primary));
    excerpts
}

/// Neighbouring lines with the marks on them, in bytes of the whole source.
struct Region<'a> {
    source: SourceId,
    first: usize,
    last: usize,
    marks: Vec<Mark<'a>>,
}

fn regions<'a>(diagnostic: &'a Diagnostic, sources: &'a SourceMap, language: Language) -> Vec<Region<'a>> {
    let mut labels: Vec<_> = diagnostic.labels.iter().collect();
    sort::by_key(&mut labels, |label| !label.primary);
    labels.truncate(MAX_LABELS);
    sort::by_key(&mut labels, |label| (label.span.source, label.span.start, label.span.end));
    let mut regions: Vec<Region<'a>> = Vec::new();
    for label in labels {
        let id = label.span.source;
        let Some(source) = sources.get(id) else { continue };
        let range = shown_range(&source.text, label.span.range());
        let first = sources.line_of(id, range.start);
        let mut last = sources.line_of(id, range.end);
        let mut range = range;
        if last - first > MAX_SPAN_LINES {
            last = first;
            range.end = sources.lines(id, first, first).end.max(range.start);
        }
        let text = label.text.as_ref().map(|text| text.in_language(language));
        let mark = Mark { range, text, primary: label.primary };
        match regions.last_mut() {
            Some(region) if region.source == id && first <= region.last + MAX_GAP_LINES => {
                region.last = region.last.max(last);
                region.marks.push(mark);
            }
            _ => regions.push(Region { source: id, first, last, marks: vec![mark] }),
        }
    }
    regions
}

/// A span clamped to its text and to characters, without the line ends it closes with.
fn shown_range(text: &str, range: Range<usize>) -> Range<usize> {
    let start = floor_boundary(text, range.start);
    let end = ceil_boundary(text, range.end).max(start);
    let shown = text.get(start..end).unwrap_or("").trim_end_matches(['\r', '\n']);
    start..start + shown.len()
}

fn excerpt<'a>(region: Region<'a>, sources: &'a SourceMap) -> Option<Excerpt<'a>> {
    let source = sources.get(region.source)?;
    let own = region.marks.iter().find(|mark| mark.primary).or(region.marks.first())?;
    let position = sources.position(region.source, u32::try_from(own.range.start).ok()?);
    let pieces = pieces(&region, sources);
    let mut text = String::new();
    let mut placed = Vec::new();
    for piece in &pieces {
        if piece.after_cut {
            text.push_str(CUT);
        }
        placed.push((piece.range.clone(), text.len()));
        text.push_str(source.text.get(piece.range.clone()).unwrap_or(""));
    }
    let moved = |offset: usize| {
        let holder = placed.iter().find(|(range, _)| range.start <= offset && offset <= range.end);
        holder.map_or(0, |(range, start)| start + offset - range.start)
    };
    let marks = region
        .marks
        .into_iter()
        .map(|mark| Mark { range: moved(mark.range.start)..moved(mark.range.end), ..mark })
        .collect();
    Some(Excerpt {
        name: &source.name,
        first_line: region.first + 1,
        cut: pieces.iter().any(|piece| piece.after_cut),
        text,
        marks,
        position,
    })
}

/// A stretch of the source that is shown.
struct Piece {
    range: Range<usize>,
    /// Whether something before it on its line is not shown.
    after_cut: bool,
}

/// What is shown of a region's lines: short lines whole, long lines around their marks.
fn pieces(region: &Region<'_>, sources: &SourceMap) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let Some(source) = sources.get(region.source) else { return pieces };
    let text = &*source.text;
    for number in region.first..=region.last {
        let content = sources.lines(region.source, number, number);
        // The line's end belongs to it, except after the last line.
        let line = content.start..if number < region.last { content.end + 1 } else { content.end };
        if line.len() <= LONG_LINE {
            pieces.push(Piece { range: line, after_cut: false });
            continue;
        }
        let mut kept = vec![line.start..line.start, content.end..line.end];
        let ends = region.marks.iter().flat_map(|mark| [mark.range.start, mark.range.end]);
        kept.extend(ends.filter(|end| line.contains(end) || *end == line.end).map(|end| {
            let from = end.saturating_sub(AROUND).max(line.start);
            let to = (end + AROUND).min(line.end);
            from..to
        }));
        sort::by_key(&mut kept, |range| range.start);
        for range in joined(text, kept) {
            pieces.push(Piece { after_cut: range.start > line.start, range });
        }
    }
    pieces
}

/// Ranges in order of their start, widened to characters and joined where they touch.
fn joined(text: &str, ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        let range = floor_boundary(text, range.start)..ceil_boundary(text, range.end);
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}
