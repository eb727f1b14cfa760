//! Puts the rows of annexes in the place of the written entries of parameters.

use super::known::{Declared, Known};
use super::problems::{MOST_PROBLEMS, missing_column, no_key};
use crate::diagnostic::Diagnostic;
use crate::syntax::sheet::{Cell, Heading, Sheet};
use crate::syntax::tree::{Entry, Figure, Name, Quoted, Validity};

/// Which columns of an annex a parameter reads.
#[derive(Default)]
struct Columns {
    region: Option<usize>,
    from: Option<usize>,
    to: Option<usize>,
    source: Option<usize>,
    keys: Vec<usize>,
    value: usize,
}

impl Known {
    pub(super) fn fill(
        &self,
        sheet: &Sheet,
        name: &str,
        declared: &Declared,
        entries: &mut Vec<Entry>,
        problems: &mut Vec<Diagnostic>,
    ) {
        let Some(columns) = self.columns(sheet, name, declared, problems) else { return };
        for row in sheet.rows() {
            if problems.len() >= MOST_PROBLEMS {
                return;
            }
            match self.entry(sheet, row, declared, &columns) {
                Ok(entry) => entries.extend(entry),
                Err(problem) => problems.push(*problem),
            }
        }
    }

    /// Finds the columns by their headings.
    fn columns(
        &self,
        sheet: &Sheet,
        name: &str,
        declared: &Declared,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Columns> {
        let before = problems.len();
        let headed = self.headed(sheet, problems);
        // All columns may stand in the one that cannot be read, separated by something else than commas.
        if problems.len() > before && sheet.header().len() == 1 {
            return None;
        }
        let by_name = |name: &str, label: Option<&String>| headed.named(name, label);
        let at = |heading: Heading| headed.at(heading);
        let mut columns = Columns {
            region: at(Heading::Region),
            from: at(Heading::From),
            to: at(Heading::To),
            source: at(Heading::Source),
            ..Columns::default()
        };
        let header = sheet.place(sheet.header());
        for key in &declared.keys {
            let label = self.types.get(key).and_then(|of| of.label.as_ref());
            match by_name(key, label) {
                Some(at) => columns.keys.push(at),
                None => problems.push(missing_column(header, key)),
            }
        }
        match by_name(name, declared.label.as_ref()).or(at(Heading::Value)) {
            Some(at) => columns.value = at,
            None => problems.push(missing_column(header, name)),
        }
        (problems.len() == before).then_some(columns)
    }

    /// A row as an entry; none where its figure is empty.
    fn entry(
        &self,
        sheet: &Sheet,
        row: &[Cell],
        declared: &Declared,
        columns: &Columns,
    ) -> Result<Option<Entry>, Box<Diagnostic>> {
        let filled = |at: Option<usize>| at.and_then(|at| row.get(at)).filter(|cell| !cell.is_empty());
        let Some(value) = filled(Some(columns.value)) else { return Ok(None) };
        let quoted = |cell: &Cell| Quoted { text: sheet.text(cell).into_owned(), span: cell.span };
        let day = |at: Option<usize>| match filled(at) {
            Some(cell) => sheet.day(cell).map(|day| Some((day, cell.span))),
            None => Ok(None),
        };
        let validity = Validity {
            region: filled(columns.region).map(quoted),
            from: day(columns.from)?,
            to: day(columns.to)?,
            span: sheet.place(row),
        };
        let mut keys = Vec::with_capacity(columns.keys.len());
        for (at, key) in columns.keys.iter().zip(&declared.keys) {
            let Some(cell) = row.get(*at) else { return Ok(None) };
            if cell.is_empty() {
                return Err(Box::new(no_key(sheet.place(row), key)));
            }
            keys.push(Name { text: self.case(key, &sheet.text(cell)), span: cell.span });
        }
        let value = self.value(sheet, value, &declared.ty)?;
        Ok(Some(Entry {
            validity,
            figures: vec![Figure { keys, value }],
            sources: filled(columns.source).map(quoted).into_iter().collect(),
            span: sheet.place(row),
        }))
    }
}
