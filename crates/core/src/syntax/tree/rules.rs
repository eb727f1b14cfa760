//! Definitions, tiers, benefits and requirements, as written.

use super::{Case, Expr, Name, Quoted, Type, Validity};
use crate::diagnostic::Span;
use crate::number::RoundMode;
use crate::vocabulary::Paid;

/// `define NAME "label" (p: type, …): TYPE = expr` or `{ from DATE: expr … }`
#[derive(Clone, Debug)]
pub struct Define {
    /// The name.
    pub name: Name,
    /// The label.
    pub label: Option<Quoted>,
    /// Typed arguments; empty for a plain definition.
    pub arguments: Vec<Argument>,
    /// The declared type, if any.
    pub ty: Option<Type>,
    /// One undated body, or several dated ones.
    pub bodies: Vec<Body>,
    /// Citations.
    pub sources: Vec<Quoted>,
    /// The whole statement.
    pub span: Span,
}

/// A body of a definition and when it holds.
#[derive(Clone, Debug)]
pub struct Body {
    /// When and where it holds.
    pub validity: Validity,
    /// What it says.
    pub value: Expr,
    /// Citations.
    pub sources: Vec<Quoted>,
}

/// `name: type`
#[derive(Clone, Debug)]
pub struct Argument {
    /// The argument's name.
    pub name: Name,
    /// Its type.
    pub ty: Type,
}

/// `tier NAME "label" { arm… otherwise NAME "label" }`
#[derive(Clone, Debug)]
pub struct Tier {
    /// The tier's name, which is also the name of its type.
    pub name: Name,
    /// The label.
    pub label: Option<Quoted>,
    /// The arms, first match wins.
    pub arms: Vec<Arm>,
    /// The `otherwise` case.
    pub otherwise: Case,
    /// Citations.
    pub sources: Vec<Quoted>,
    /// The whole statement.
    pub span: Span,
}

/// `dibao "label" alias "…" when COND source "…"`
#[derive(Clone, Debug)]
pub struct Arm {
    /// The case.
    pub case: Case,
    /// When it applies.
    pub when: Expr,
    /// Citations.
    pub sources: Vec<Quoted>,
    /// The whole arm.
    pub span: Span,
}

/// `benefit NAME "label" { clauses }`
#[derive(Clone, Debug)]
pub struct Benefit {
    /// The benefit's name.
    pub name: Name,
    /// The label.
    pub label: Option<Quoted>,
    /// `when COND`; absent means always.
    pub when: Option<Expr>,
    /// `amount EXPR`
    pub amount: Expr,
    /// `round up to 1 yuan`
    pub round: Option<Rounding>,
    /// `paid monthly`
    pub paid: Option<(Paid, Span)>,
    /// `start EXPR`: the first month paid.
    pub start: Option<Expr>,
    /// `stop EXPR`: the first month no longer paid.
    pub stop: Option<Expr>,
    /// `reason "… {name} …"`
    pub reason: Option<Quoted>,
    /// Citations.
    pub sources: Vec<Quoted>,
    /// The whole statement.
    pub span: Span,
}

/// `exclusive NAME "label" { benefits a, b  keep highest }`
#[derive(Clone, Debug)]
pub struct Exclusive {
    /// The name, which is also the name of a type whose cases are the benefits.
    pub name: Name,
    /// The label.
    pub label: Option<Quoted>,
    /// The benefits of which one is granted.
    pub benefits: Vec<Name>,
    /// Which of them.
    pub keep: Keep,
    /// Citations.
    pub sources: Vec<Quoted>,
    /// The whole statement.
    pub span: Span,
}

/// Which of the benefits to which somebody is entitled is granted.
#[derive(Clone, Debug)]
pub enum Keep {
    /// `keep highest`: the one with the highest amount; of equal ones the first written.
    Highest,
    /// `keep first`: the first one written.
    First,
    /// `by EXPR`: the applicant's choice.
    Chosen(Expr),
}

/// `half up to 1 yuan`
#[derive(Clone, Debug)]
pub struct Rounding {
    /// The mode.
    pub mode: RoundMode,
    /// The step, a literal.
    pub step: Box<Expr>,
    /// Where it stands.
    pub span: Span,
}

/// `require COND else NAME "message" source "…"`
#[derive(Clone, Debug)]
pub struct Require {
    /// What must hold.
    pub condition: Expr,
    /// The error's name, if one was given.
    pub name: Option<Name>,
    /// What to tell the person.
    pub message: Option<Quoted>,
    /// Citations.
    pub sources: Vec<Quoted>,
    /// The whole statement.
    pub span: Span,
}
