//! Tables, as written.

use super::{Annex, Argument, Expr, Name, Quoted, RangeBound, Type};
use crate::calendar::Date;
use crate::diagnostic::Span;
use crate::vocabulary::Hit;

/// `table NAME "label" (a: T): R { … }` or `table NAME for ENTITY: R { … }`
#[derive(Clone, Debug)]
pub struct Table {
    /// The table's name.
    pub name: Name,
    /// The label.
    pub label: Option<Quoted>,
    /// What its key columns stand for.
    pub form: TableForm,
    /// One unnamed result, or several named ones.
    pub results: Vec<ResultColumn>,
    /// `hit first`; the default is unique.
    pub hit: (Hit, Span),
    /// Citations.
    pub sources: Vec<Quoted>,
    /// The heads of the key columns, left of `=>`.
    pub keys: Vec<KeyColumn>,
    /// The heads of the value columns, right of `=>`.
    pub values: Vec<ValueColumn>,
    /// The rows.
    pub rows: Vec<Row>,
    /// The file that holds the header and rows.
    pub annex: Option<Annex>,
    /// The whole statement.
    pub span: Span,
}

/// The two forms of a table.
#[derive(Clone, Debug)]
pub enum TableForm {
    /// `table f(a: T): R`, called `f(x)`; the key columns are its arguments in the order of the header.
    Function(Vec<Argument>),
    /// `table t for household: R`, read as `t`; the key columns are names of that entity's values.
    /// `None` where the table stands in a `for` block or belongs to the root.
    Facts(Option<Name>),
}

/// A result of a table: `number`, or `status: verdict` among several.
#[derive(Clone, Debug)]
pub struct ResultColumn {
    /// The result's name where there are several: `f(x).status`.
    pub name: Option<Name>,
    /// Its type.
    pub ty: Type,
}

/// The head of a key column.
#[derive(Clone, Debug)]
pub enum KeyColumn {
    /// An argument or a value of the entity.
    Name(Name),
    /// `region`: the cell is a region's code, inherited downwards.
    Region(Span),
}

/// The head of a value column.
#[derive(Clone, Debug)]
pub enum ValueColumn {
    /// The name of a result (or any title where there is one result).
    Name(Name),
    /// `from DATE`: the values that hold from that day on.
    From(Date, Span),
    /// A result from a day on, as an annex gives it of several results.
    NameFrom(Name, Date),
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    /// One cell per key column.
    pub keys: Vec<Cell>,
    /// One expression per value column: a literal, `unknown`, or a formula of the inputs.
    pub values: Vec<Expr>,
    /// Citations.
    pub sources: Vec<Quoted>,
    /// The line of an annex that gives each value, where a row is gathered from several; else none.
    pub lines: Vec<RowLine>,
    /// The whole row.
    pub span: Span,
}

/// A line of an annex that gives values of a row.
#[derive(Clone, Debug)]
pub struct RowLine {
    /// The first day it holds; from the beginning when absent.
    pub from: Option<Date>,
    /// Citations.
    pub sources: Vec<Quoted>,
    /// The whole line.
    pub span: Span,
}

/// A key cell: one or several alternatives.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Any of them matches.
    pub items: Vec<Item>,
    /// Where it stands.
    pub span: Span,
}

/// What a cell or an `in [ … ]` list holds.
#[derive(Clone, Debug)]
pub enum Item {
    /// `any`
    Any(Span),
    /// A value.
    Value(Expr),
    /// `80..89` or `80..<90`
    Between {
        /// The lower end, included.
        from: Expr,
        /// The upper end.
        to: Expr,
        /// Whether the upper end is included (`..`) or not (`..<`).
        inclusive: bool,
    },
    /// `below 80`, `above 35 at most 235`, `60 以上`: all must hold.
    Bounds(Vec<RangeBound>),
}
