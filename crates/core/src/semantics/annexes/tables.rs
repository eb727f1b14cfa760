//! Puts the rows of annexes in the place of the written rows of tables: their columns and cells.

use super::headings::Headed;
use super::known::{Head, Known};
use super::problems::{MOST_PROBLEMS, missing_column, no_key};
use super::rows::{AnnexedRow, gather};
use crate::diagnostic::{Code, Diagnostic, Span, Text};
use crate::syntax::sheet::{Cell, Heading, Sheet};
use crate::syntax::tree::{self, Expr, ExprKind, Item, KeyColumn, Name, Quoted, TypeKind};

/// Which columns of an annex a table reads.
struct Columns {
    region: Option<usize>,
    from: Option<usize>,
    to: Option<usize>,
    source: Option<usize>,
    /// Each with the name and the type, where that is known, of what it stands for.
    keys: Vec<(usize, String, Option<TypeKind>)>,
    values: Vec<usize>,
}

impl Known {
    /// Fills a table, or the amendment of one, from an annex.
    pub(super) fn fill_table(
        &self,
        sheet: &Sheet,
        head: &Head,
        table: &mut tree::Table,
        problems: &mut Vec<Diagnostic>,
    ) {
        let Some(columns) = self.columns_of_table(sheet, head, table, problems) else { return };
        let place = |at: usize| sheet.header().get(at).map_or(table.name.span, |cell| cell.span);
        table.keys = columns.region.map(|at| KeyColumn::Region(place(at))).into_iter().collect();
        let keys = columns.keys.iter();
        table
            .keys
            .extend(keys.map(|(at, name, _)| KeyColumn::Name(Name { text: name.clone(), span: place(*at) })));
        let results: Vec<Name> = (head.results.iter().zip(&columns.values))
            .map(|((name, _), at)| Name { text: name.clone().unwrap_or_default(), span: place(*at) })
            .collect();
        let mut rows = Vec::new();
        for row in sheet.rows() {
            if problems.len() >= MOST_PROBLEMS {
                return;
            }
            match self.row(sheet, row, head, &columns) {
                Ok(row) => rows.extend(row),
                Err(problem) => problems.push(*problem),
            }
        }
        match gather(rows, &results) {
            Ok((values, rows)) => (table.values, table.rows) = (values, rows),
            Err(found) => problems.extend(found.into_iter().take(MOST_PROBLEMS)),
        }
    }

    /// Finds the columns by their headings.
    fn columns_of_table(
        &self,
        sheet: &Sheet,
        head: &Head,
        table: &tree::Table,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Columns> {
        let before = problems.len();
        let headed = self.headed(sheet, problems);
        // All columns may stand in the one that cannot be read, separated by something else than commas.
        if problems.len() > before && sheet.header().len() == 1 {
            return None;
        }
        let header = sheet.place(sheet.header());
        let mut values = Vec::new();
        for (name, _) in &head.results {
            let by_name = name.as_ref().and_then(|name| headed.named(name, None));
            let of_table =
                || headed.named(&table.name.text, head.label.as_ref()).or(headed.at(Heading::Value));
            match by_name.or_else(|| of_table().filter(|_| head.results.len() == 1)) {
                Some(at) => values.push(at),
                None => {
                    problems.push(missing_column(header, name.as_ref().unwrap_or(&table.name.text)));
                }
            }
        }
        let mut keys = Vec::new();
        match &head.arguments {
            Some(arguments) => {
                for (name, ty) in arguments {
                    match headed.named(name, None) {
                        Some(at) => keys.push((at, name.clone(), Some(ty.clone()))),
                        None => problems.push(missing_column(header, name)),
                    }
                }
            }
            None => keys = self.fact_columns(sheet, &headed, &values),
        }
        let columns = Columns {
            region: headed.at(Heading::Region),
            from: headed.at(Heading::From),
            to: headed.at(Heading::To),
            source: headed.at(Heading::Source),
            keys,
            values,
        };
        (problems.len() == before).then_some(columns)
    }

    /// The columns of a table of facts: those headed by facts and derived values.
    fn fact_columns(
        &self,
        sheet: &Sheet,
        headed: &Headed,
        values: &[usize],
    ) -> Vec<(usize, String, Option<TypeKind>)> {
        let mut keys = Vec::new();
        for (at, cell) in sheet.header().iter().enumerate() {
            let text = sheet.text(cell);
            let of_facts = headed.names.get(&*text) == Some(&at) && !values.contains(&at);
            let by_label = || self.fact_labels.get(&*text).and_then(Option::as_deref);
            let name = if self.facts.contains_key(&*text) { Some(&*text) } else { by_label() };
            if let Some(name) = name.filter(|_| of_facts) {
                keys.push((at, name.to_owned(), self.facts.get(name).cloned().flatten()));
            }
        }
        keys
    }

    /// A row; none where its results are empty.
    fn row(
        &self,
        sheet: &Sheet,
        row: &[Cell],
        head: &Head,
        columns: &Columns,
    ) -> Result<Option<AnnexedRow>, Box<Diagnostic>> {
        let place = sheet.place(row);
        let filled = |at: usize| row.get(at).filter(|cell| !cell.is_empty());
        let given: Vec<&Cell> = columns.values.iter().filter_map(|at| filled(*at)).collect();
        if given.is_empty() {
            return Ok(None);
        }
        if given.len() < columns.values.len() {
            return Err(Box::new(half_a_row(place)));
        }
        if let Some(cell) = columns.to.and_then(filled) {
            return Err(Box::new(no_end(cell)));
        }
        let (mut keys, mut texts) = (Vec::new(), Vec::new());
        let mut add = |key, cell: &Cell| {
            texts.push(same_text(&key, &sheet.text(cell)));
            keys.push(key);
        };
        if let Some(cell) = columns.region.and_then(|at| row.get(at)) {
            add(region(sheet, cell), cell);
        }
        for (at, name, ty) in &columns.keys {
            let Some(cell) = filled(*at) else {
                let help = Text::new("write `any` where the row holds for all", "不限的，请写“任意”");
                return Err(Box::new(no_key(place, name).help(help)));
            };
            add(self.key(sheet, cell, ty.as_ref())?, cell);
        }
        let from = match columns.from.and_then(filled) {
            Some(cell) => Some((sheet.day(cell)?, cell.span)),
            None => None,
        };
        let mut values = Vec::new();
        for (cell, (_, ty)) in given.into_iter().zip(&head.results) {
            values.push(self.value(sheet, cell, ty)?);
        }
        let sources = columns.source.and_then(filled);
        let quoted = |cell: &Cell| Quoted { text: sheet.text(cell).into_owned(), span: cell.span };
        Ok(Some(AnnexedRow {
            texts,
            keys,
            from,
            values,
            sources: sources.map(quoted).into_iter().collect(),
            span: place,
        }))
    }

    /// A key. Cases may be called by their labels, and a plain number takes the declared unit.
    fn key(&self, sheet: &Sheet, cell: &Cell, ty: Option<&TypeKind>) -> Result<tree::Cell, Box<Diagnostic>> {
        let span = cell.span;
        let text = sheet.text(cell);
        let alone = |kind: ExprKind| tree::Cell { items: vec![Item::Value(Expr { kind, span })], span };
        if let Some(TypeKind::Named(of)) = ty
            && let Some(case) = self.known_case(&of.text, &text)
        {
            return Ok(alone(ExprKind::Name(case.to_owned())));
        }
        let read = sheet.key(cell);
        if matches!(ty, Some(TypeKind::Text)) {
            let any = read.ok().filter(|key| matches!(key.items.as_slice(), [Item::Any(_)]));
            return Ok(any.unwrap_or_else(|| alone(ExprKind::Text(text.into_owned()))));
        }
        let mut key = read?;
        if let Some(ty) = ty {
            key.items.iter_mut().for_each(|item| self.declared(item, ty));
        }
        Ok(key)
    }

    fn declared(&self, item: &mut Item, ty: &TypeKind) {
        match item {
            Item::Any(_) => {}
            Item::Value(Expr { kind: ExprKind::Name(name), .. }) => {
                if let TypeKind::Named(of) = ty
                    && let Some(case) = self.known_case(&of.text, name)
                {
                    case.clone_into(name);
                }
            }
            Item::Value(value) => self.give_unit(value, ty),
            Item::Between { from, to, .. } => [from, to].into_iter().for_each(|end| self.give_unit(end, ty)),
            Item::Bounds(bounds) => bounds.iter_mut().for_each(|bound| self.give_unit(&mut bound.limit, ty)),
        }
    }
}

/// What tells a key from others, however its case is called.
fn same_text(key: &tree::Cell, written: &str) -> String {
    match key.items.as_slice() {
        [Item::Value(Expr { kind: ExprKind::Name(case), .. })] => case.clone(),
        [Item::Any(_)] => "any".to_owned(),
        _ => written.to_owned(),
    }
}

/// The code of a region; an empty cell stands for everywhere.
fn region(sheet: &Sheet, cell: &Cell) -> tree::Cell {
    let span = cell.span;
    if cell.is_empty() {
        return tree::Cell { items: vec![Item::Any(span)], span };
    }
    match sheet.key(cell) {
        Ok(key) if matches!(key.items.as_slice(), [Item::Any(_)]) => key,
        _ => {
            let kind = ExprKind::Text(sheet.text(cell).into_owned());
            tree::Cell { items: vec![Item::Value(Expr { kind, span })], span }
        }
    }
}

fn half_a_row(row: Span) -> Diagnostic {
    let message = Text::new("this row gives only some of the results", "此行只写了一部分结果");
    Diagnostic::error(Code::AnnexCell, row, message)
        .help(Text::new("write `unknown` where the notice names no result", "文件未写明结果的，请写“未定”"))
}

fn no_end(cell: &Cell) -> Diagnostic {
    let message = Text::new("a row of a table has no last day", "表的各行不写截止日");
    Diagnostic::error(Code::AnnexCell, cell.span, message).help(Text::new(
        "it holds until a later row for the same case; write one with `unknown` where nothing follows",
        "各行适用至同一情形的下一行；其后无规定的，请另写一行“未定”",
    ))
}
