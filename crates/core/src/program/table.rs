//! Decision tables as a program keeps them.

use super::{NodeId, Region, TableId, Type, Value};
use crate::calendar::Date;
use crate::diagnostic::Span;
use crate::vocabulary::{Comparison, Hit};

/// A table. Its rows' values are nodes in which local N is the N-th argument; they see no frames.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Option<String>,
    /// What the key columns stand for, in the order of the header.
    pub arguments: Vec<(String, Type)>,
    /// The results; one without a name, or several with.
    pub results: Vec<(Option<String>, Type)>,
    /// Which rows count.
    pub hit: Hit,
    /// Which result each value column gives, and from which day.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Tables that hold in this one's place in regions, each after those it amends; they have the same
    /// arguments and results.
    pub variants: Vec<(Option<Region>, TableId)>,
    /// Citations.
    pub citations: Vec<String>,
    /// The whole statement.
    pub span: Span,
}

/// A value column.
#[derive(Clone, Debug)]
pub struct Column {
    /// The result it gives.
    pub result: u32,
    /// The first day it holds; always when absent. Columns of one result are sorted by it.
    pub from: Option<Date>,
}

/// A row.
#[derive(Clone, Debug)]
pub struct Row {
    /// Where it holds; everywhere when absent. Rows of the nearest region that has any are used.
    pub region: Option<Region>,
    /// A test for each argument.
    pub cells: Vec<Vec<Test>>,
    /// A value for each value column; absent where `unknown` was written.
    pub values: Vec<Option<NodeId>>,
    /// Citations.
    pub citations: Vec<String>,
    /// The line that gives each value, where the row is gathered from several lines of an annex; else none.
    pub lines: Vec<Line>,
    /// Where it stands.
    pub span: Span,
}

/// A line of an annex that gives values of a row.
#[derive(Clone, Debug)]
pub struct Line {
    /// The first day it holds; from the beginning when absent.
    pub from: Option<Date>,
    /// Citations.
    pub citations: Vec<String>,
    /// Where it stands.
    pub span: Span,
}

impl Row {
    /// Where the value of a column stands with its keys.
    #[must_use]
    pub fn place(&self, column: usize) -> Span {
        self.lines.get(column).map_or(self.span, |line| line.span)
    }

    /// The citations of the value of a column.
    #[must_use]
    pub fn cited(&self, column: usize) -> &[String] {
        self.lines.get(column).map_or(&self.citations, |line| &line.citations)
    }
}

/// An alternative of a cell; a cell matches when one of its alternatives does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// Everything matches.
    Any,
    /// Equal to the value.
    Equal(Value),
    /// Within all bounds.
    Within(Vec<(Comparison, Value)>),
}

impl Table {
    /// The value column that gives a result on a date, or the date on which the first one begins.
    ///
    /// # Errors
    /// The first day of the earliest column when the date lies before it.
    pub fn column(&self, result: u32, date: Date) -> Result<usize, Option<Date>> {
        let of_result = || self.columns.iter().enumerate().filter(|(_, column)| column.result == result);
        of_result()
            .rev()
            .find(|(_, column)| column.from.is_none_or(|from| from <= date))
            .map(|(index, _)| index)
            .ok_or_else(|| of_result().next().and_then(|(_, column)| column.from))
    }
}

impl Test {
    /// Whether a value passes the test.
    #[must_use]
    pub fn admits(&self, value: &Value) -> bool {
        match self {
            Self::Any => true,
            Self::Equal(wanted) => wanted == value,
            Self::Within(bounds) => bounds.iter().all(|(comparison, limit)| {
                value.compare(limit).is_some_and(|ordering| comparison.accepts(ordering))
            }),
        }
    }
}
