//! Gathers the lines of an annex that hold from different days into rows with a column for each day.

use crate::calendar::Date;
use crate::diagnostic::{Code, Diagnostic, Span, Text};
use crate::map::Map;
use crate::sort;
use crate::syntax::tree::{Cell, Expr, Name, Quoted, Row, RowLine, ValueColumn};

/// The most values of a table from an annex, counting those that go on holding on later days.
const MOST_VALUES: usize = 400_000;

/// A line of an annex as the row of a table.
pub(super) struct AnnexedRow {
    /// What tells each key from others.
    pub texts: Vec<String>,
    pub keys: Vec<Cell>,
    /// The first day; from the beginning when absent.
    pub from: Option<(Date, Span)>,
    /// One for each result.
    pub values: Vec<Expr>,
    pub sources: Vec<Quoted>,
    pub span: Span,
}

impl AnnexedRow {
    fn day(&self) -> Option<Date> {
        self.from.map(|(day, _)| day)
    }
}

/// The value columns and rows: a row for each line, or for the lines with the same keys where they hold
/// from different days. There a line holds until the next one for its keys.
pub(super) fn gather(
    lines: Vec<AnnexedRow>,
    results: &[Name],
) -> Result<(Vec<ValueColumn>, Vec<Row>), Vec<Diagnostic>> {
    let mut days: Vec<Option<Date>> = lines.iter().map(AnnexedRow::day).collect();
    sort::by(&mut days, Ord::cmp);
    days.dedup();
    if days.iter().all(Option::is_none) {
        let columns = results.iter().cloned().map(ValueColumn::Name).collect();
        return Ok((columns, lines.into_iter().map(undated).collect()));
    }
    let groups = by_keys(lines)?;
    let first = days.first().copied().flatten();
    let late: Vec<Diagnostic> = groups.iter().filter_map(|group| begins_late(group, first)).collect();
    if !late.is_empty() {
        return Err(late);
    }
    let count = days.len().saturating_mul(groups.len()).saturating_mul(results.len());
    if count > MOST_VALUES {
        let place = results.first().map(|result| result.span).unwrap_or_default();
        return Err(vec![too_many(place, count)]);
    }
    let mut columns = Vec::new();
    for result in results {
        for day in &days {
            columns.push(match day {
                Some(day) if results.len() == 1 => ValueColumn::From(*day, result.span),
                Some(day) => ValueColumn::NameFrom(result.clone(), *day),
                None => ValueColumn::Name(result.clone()),
            });
        }
    }
    Ok((columns, groups.iter().filter_map(|group| dated(group, &days, results.len())).collect()))
}

/// Lines with the same keys, in the order of their days.
type Group = Vec<AnnexedRow>;

/// The lines with the same keys together, in the order of the first of them.
fn by_keys(lines: Vec<AnnexedRow>) -> Result<Vec<Group>, Vec<Diagnostic>> {
    let mut places: Map<Vec<String>, usize> = Map::new();
    let placed = lines.into_iter().map(|line| {
        let next = places.len();
        (*places.or_insert(line.texts.clone(), next), line)
    });
    let mut groups = Vec::new();
    let mut problems = Vec::new();
    for (_, mut group) in sort::groups(placed.collect()) {
        sort::by_key(&mut group, AnnexedRow::day);
        for same in group.chunk_by(|one, other| one.day() == other.day()) {
            let [first, others @ ..] = same else { continue };
            problems.extend(others.iter().map(|line| twice(line.span, first.span)));
        }
        groups.push(group);
    }
    if problems.is_empty() { Ok(groups) } else { Err(problems) }
}

fn undated(line: AnnexedRow) -> Row {
    let AnnexedRow { keys, values, sources, span, .. } = line;
    Row { keys, values, sources, lines: Vec::new(), span }
}

/// A row with a value of each result for each day.
fn dated(group: &Group, days: &[Option<Date>], results: usize) -> Option<Row> {
    let first = group.first()?;
    let holding = |day| group.get(group.partition_point(|line| line.day() <= day).checked_sub(1)?);
    let holding: Vec<&AnnexedRow> = days.iter().filter_map(|day| holding(*day)).collect();
    let (mut values, mut lines) = (Vec::new(), Vec::new());
    for result in 0..results {
        for line in &holding {
            values.extend(line.values.get(result).cloned());
            lines.push(RowLine { from: line.day(), sources: line.sources.clone(), span: line.span });
        }
    }
    Some(Row { keys: first.keys.clone(), values, sources: Vec::new(), lines, span: first.span })
}

/// Where a case has no row on the first days of the table, which would be a gap on those days.
fn begins_late(group: &Group, first: Option<Date>) -> Option<Diagnostic> {
    let line = group.first()?;
    let (begins, place) = line.from.filter(|_| line.day() != first)?;
    let message = match first {
        Some(first) => Text::new(
            format!("this case begins on {begins}, and the table on {first}"),
            format!("此情形自{begins}起，而此表自{first}起"),
        ),
        None => Text::new(
            format!("this case begins on {begins}, and other rows have no first day"),
            format!("此情形自{begins}起，而其他行没有起始日"),
        ),
    };
    Some(Diagnostic::error(Code::AnnexCell, place, message).help(Text::new(
        "add a row for it from the table's first day, with `unknown` if nothing was laid down then",
        "请为此情形补写一行，自此表的起始日起；当时没有规定的，写“未定”",
    )))
}

fn twice(row: Span, earlier: Span) -> Diagnostic {
    let message = Text::new("a second row for the same case and day", "同一情形同一起始日写了两行");
    Diagnostic::error(Code::OverlappingEntries, row, message)
        .label(earlier, Text::new("the first one", "第一行在此"))
}

fn too_many(place: Span, count: usize) -> Diagnostic {
    let message = Text::new(
        format!("the rows hold from so many days that the table would have {count} values"),
        format!("各行的起始日过多，此表将有{count}个值"),
    );
    Diagnostic::error(Code::BadAnnex, place, message).help(Text::new(
        format!("a table has at most {MOST_VALUES}: let rows begin on the same days"),
        format!("每表至多{MOST_VALUES}个：请让各行的起始日一致"),
    ))
}
