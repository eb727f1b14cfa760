//! What is watched, of cases and of figures: alerts, targets and checks, as written.

use super::{Argument, Expr, Name, Quoted, RangeBound};
use crate::calendar::Date;
use crate::diagnostic::Span;
use crate::vocabulary::Severity;

/// `alert NAME "label" { when COND  severity red  advise "…"  to "…" }`
#[derive(Clone, Debug)]
pub struct Alert {
    /// The name.
    pub name: Name,
    /// The label.
    pub label: Option<Quoted>,
    /// When it is raised.
    pub when: Expr,
    /// How grave it is.
    pub severity: Option<Severity>,
    /// What to do.
    pub advice: Option<Quoted>,
    /// Who is told.
    pub addressee: Option<Quoted>,
    /// `reason "… {name} …"`
    pub reason: Option<Quoted>,
    /// Citations.
    pub sources: Vec<Quoted>,
    /// The whole statement.
    pub span: Span,
}

/// `target NAME "label" { value EXPR  must at least 60%  hope at least 65%  by 2022-12-31 }`
#[derive(Clone, Debug)]
pub struct Target {
    /// The name.
    pub name: Name,
    /// The label.
    pub label: Option<Quoted>,
    /// What is measured.
    pub value: Expr,
    /// What it must be; without it something is hoped for.
    pub must: Option<Aim>,
    /// What is hoped for.
    pub hope: Option<Aim>,
    /// The last day by which it must be so.
    pub due: Option<(Date, Span)>,
    /// Citations.
    pub sources: Vec<Quoted>,
    /// The whole statement.
    pub span: Span,
}

/// What a target's value must be, or is hoped to be.
#[derive(Clone, Debug)]
pub struct Aim {
    /// All must hold.
    pub bounds: Vec<RangeBound>,
    /// The bounds as written.
    pub span: Span,
}

/// `check (ARGUMENTS) COND else warn NAME "message" source "…"`
#[derive(Clone, Debug)]
pub struct Check {
    /// What is tried with every case.
    pub arguments: Vec<Argument>,
    /// What must hold of the figures.
    pub condition: Expr,
    /// Whether it is only worth a warning if it does not.
    pub warn: bool,
    /// Its name, if one was given.
    pub name: Option<Name>,
    /// What is wrong if it does not hold.
    pub message: Option<Quoted>,
    /// Citations.
    pub sources: Vec<Quoted>,
    /// The whole statement.
    pub span: Span,
}
