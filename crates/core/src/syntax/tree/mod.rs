//! The syntax tree: what the author wrote, with the place of each part.
//!
//! The tree knows no meaning: names are unresolved, a literal has the unit that was written and no
//! other. Chains of one precedence are flat lists, so the height of a tree is bounded by the nesting
//! limit and walking it never needs a deep stack.

mod expressions;
mod facts;
mod figures;
mod layers;
mod monitors;
mod rules;
mod tables;
mod tests_in_language;

pub use crate::vocabulary::{
    Aggregate, BenefitPart, Builtin, Comparison, Hit, Paid, Period, Severity, TargetState, Total,
};
pub use expressions::{Additive, DurationUnit, Expr, ExprKind, Multiplicative};
pub use facts::{Case, Entity, Enum, Field, RangeBound, Type, TypeKind};
pub use figures::{Annex, Entry, Figure, Parameter, Validity};
pub use layers::{Amend, AmendedBenefit, AmendedTier, Amendment, Use};
pub use monitors::{Aim, Alert, Check, Target};
pub use rules::{Argument, Arm, Benefit, Body, Define, Exclusive, Keep, Require, Rounding, Tier};
pub use tables::{Cell, Item, KeyColumn, ResultColumn, Row, RowLine, Table, TableForm, ValueColumn};
pub use tests_in_language::{
    Data, Expectation, ExpectationKind, Override, Payment, Pin, Record, RecordField, Test, Whose,
    WrittenMonths,
};

use crate::diagnostic::Span;

/// A name as written, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name, untouched (full-width letters are kept).
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A quoted text, with its place (quotes included) and the quotes and escapes removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// The text between the quotes.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// One source file.
#[derive(Clone, Debug, Default)]
pub struct File {
    /// The statements that could be read, in the order written.
    pub statements: Vec<Statement>,
    /// The places of what could not be read, and was reported.
    pub faults: Vec<Span>,
    /// The words of the statements that could not be read whole: names they may declare.
    pub unread: Vec<String>,
    /// Whether a `use` could not be read, so that files are missing.
    pub unread_use: bool,
}

/// A statement at the top of a file or inside `for ENTITY { … }`.
// Statements are few and live as long as the file: boxing the large ones would buy nothing.
#[derive(Clone, Debug)]
#[allow(missing_docs, clippy::large_enum_variant)]
pub enum Statement {
    Policy(Policy),
    Enum(Enum),
    Entity(Entity),
    Parameter(Parameter),
    Define(Define),
    Table(Table),
    Tier(Tier),
    Benefit(Benefit),
    Exclusive(Exclusive),
    Alert(Alert),
    Target(Target),
    Require(Require),
    Check(Check),
    For(For),
    Test(Test),
    Use(Use),
    Amend(Amend),
}

impl Statement {
    /// The whole statement.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Policy(tree) => tree.span,
            Self::Enum(tree) => tree.span,
            Self::Entity(tree) => tree.span,
            Self::Parameter(tree) => tree.span,
            Self::Define(tree) => tree.span,
            Self::Table(tree) => tree.span,
            Self::Tier(tree) => tree.span,
            Self::Benefit(tree) => tree.span,
            Self::Exclusive(tree) => tree.span,
            Self::Alert(tree) => tree.span,
            Self::Target(tree) => tree.span,
            Self::Require(tree) => tree.span,
            Self::Check(tree) => tree.span,
            Self::For(tree) => tree.span,
            Self::Test(tree) => tree.span,
            Self::Use(tree) => tree.span,
            Self::Amend(tree) => tree.span,
        }
    }
}

/// `policy NAME "label" { region "…" currency CNY source "…" }`
#[derive(Clone, Debug)]
pub struct Policy {
    /// The policy's name.
    pub name: Name,
    /// Its label.
    pub label: Option<Quoted>,
    /// `region "360100"`
    pub region: Option<Quoted>,
    /// `currency CNY`
    pub currency: Option<Name>,
    /// `source "…"`, any number.
    pub sources: Vec<Quoted>,
    /// The whole statement.
    pub span: Span,
}

/// `for ENTITY { statement… }`
#[derive(Clone, Debug)]
pub struct For {
    /// The entity.
    pub entity: Name,
    /// Definitions, tables, tiers, benefits and requirements of that entity.
    pub statements: Vec<Statement>,
    /// The whole statement.
    pub span: Span,
}
