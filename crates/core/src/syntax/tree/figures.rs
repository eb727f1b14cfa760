//! Parameters with their figures, and the files that hold them, as written.

use super::{Expr, Name, Quoted, Type};
use crate::calendar::Date;
use crate::diagnostic::Span;

/// `parameter NAME "label" by KEY, KEY: TYPE { entry… }`
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The parameter's name.
    pub name: Name,
    /// Its label.
    pub label: Option<Quoted>,
    /// The enums it is keyed by.
    pub keys: Vec<Name>,
    /// Its type.
    pub ty: Type,
    /// Citations of the whole parameter.
    pub sources: Vec<Quoted>,
    /// The figures.
    pub entries: Vec<Entry>,
    /// The file that holds the figures instead.
    pub annex: Option<Annex>,
    /// The whole statement.
    pub span: Span,
}

/// `annex "standards.csv"`
#[derive(Clone, Debug)]
pub struct Annex {
    /// The file, relative to the one that names it.
    pub path: Quoted,
}

/// For when and where a figure or a definition holds: `in "360100" from 2022-01-01 to 2022-12-31`.
#[derive(Clone, Debug, Default)]
pub struct Validity {
    /// The region's code.
    pub region: Option<Quoted>,
    /// The first day, inclusive.
    pub from: Option<(Date, Span)>,
    /// The last day, inclusive.
    pub to: Option<(Date, Span)>,
    /// The written words, empty when nothing was written.
    pub span: Span,
}

/// One line of a parameter.
#[derive(Clone, Debug)]
pub struct Entry {
    /// When and where it holds.
    pub validity: Validity,
    /// One unkeyed figure, or a figure for each written key.
    pub figures: Vec<Figure>,
    /// Citations.
    pub sources: Vec<Quoted>,
    /// The whole entry.
    pub span: Span,
}

/// `institution 2000 yuan`: a figure with the keys it is for.
#[derive(Clone, Debug)]
pub struct Figure {
    /// One case name per `by`; empty in an unkeyed parameter.
    pub keys: Vec<Name>,
    /// A literal, or [`ExprKind::Unknown`](super::ExprKind::Unknown).
    pub value: Expr,
}
