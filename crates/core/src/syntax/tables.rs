//! The `table` statement: its head, its header line and its rows.

use super::grammar::Rule;
use super::problems;
use super::reader::{Node, Reader, child, each, each_of};
use super::tree::{Cell, Hit, KeyColumn, ResultColumn, Row, Table, TableForm, ValueColumn};
use crate::diagnostic::Span;

impl Reader<'_> {
    /// A table without its body.
    pub fn table_head(&self, node: &Node<'_>) -> Table {
        let form = match (child(node, Rule::arguments_declared), child(node, Rule::table_for)) {
            (Some(arguments), _) => TableForm::Function(self.arguments_in(&arguments)),
            (None, entity) => TableForm::Facts(entity.map(|entity| self.name_in(&entity))),
        };
        Table {
            name: self.name_in(node),
            label: self.label(node),
            form,
            results: self.results(node),
            hit: self.hit(node),
            sources: self.sources(node),
            keys: Vec::new(),
            values: Vec::new(),
            rows: Vec::new(),
            annex: self.annex(node),
            span: self.span(node),
        }
    }

    fn results(&self, node: &Node<'_>) -> Vec<ResultColumn> {
        if let Some(list) = child(node, Rule::result_list) {
            let named = self.arguments_in(&list).into_iter();
            return named.map(|result| ResultColumn { name: Some(result.name), ty: result.ty }).collect();
        }
        each(node, Rule::result, |result| ResultColumn { name: None, ty: self.type_in(result) })
    }

    fn hit(&self, node: &Node<'_>) -> (Hit, Span) {
        let Some(written) = child(node, Rule::hit) else { return (Hit::default(), self.name_in(node).span) };
        let hit = match written.clone().into_inner().next_back().map(|word| word.as_rule()) {
            Some(Rule::clause_first) => Hit::First,
            Some(Rule::clause_total) => Hit::Sum,
            Some(Rule::clause_highest) => Hit::Highest,
            Some(Rule::clause_lowest) => Hit::Lowest,
            _ => Hit::Unique,
        };
        (hit, self.span(&written))
    }

    /// The columns of the header line.
    pub fn header(&self, node: &Node<'_>) -> (Vec<KeyColumn>, Vec<ValueColumn>) {
        let keys = each(node, Rule::key_column, |column| match child(column, Rule::name) {
            Some(name) => KeyColumn::Name(self.name(&name)),
            None => KeyColumn::Region(self.span(column)),
        });
        let values = each_of(node, Rule::result_column, |column| match child(column, Rule::from) {
            Some(from) => self.day_in(&from).map(|(date, _)| ValueColumn::From(date, self.span(column))),
            None => Some(ValueColumn::Name(self.name_in(column))),
        });
        (keys, values)
    }

    /// Whether a row has as many cells as the header; reports it otherwise.
    pub fn has_columns_of(&self, row: &Row, table: &Table) -> bool {
        let headless = table.keys.is_empty();
        let fits = row.keys.len() == table.keys.len() && row.values.len() == table.values.len();
        if !fits && !headless {
            self.report(problems::wrong_columns(
                row.span,
                (row.keys.len(), row.values.len()),
                (table.keys.len(), table.values.len()),
            ));
        }
        fits
    }

    pub fn row(&self, node: &Node<'_>) -> Row {
        Row {
            keys: each(node, Rule::cell, |cell| self.cell(cell)),
            values: each(node, Rule::expr, |value| self.expr(value)),
            sources: self.sources(node),
            lines: Vec::new(),
            span: self.span(node),
        }
    }

    /// A key cell.
    pub fn cell(&self, node: &Node<'_>) -> Cell {
        Cell { items: each(node, Rule::item, |item| self.item(item).0), span: self.span(node) }
    }
}
