//! What a file takes from others and changes of them, as written.

use super::{Annex, Arm, Body, Case, Entry, Expr, Field, Name, Quoted, Rounding, Table};
use crate::diagnostic::Span;
use crate::vocabulary::Paid;

/// `use "../national/dibao.huimin"`
#[derive(Clone, Debug)]
pub struct Use {
    /// The file, relative to the one that uses it.
    pub path: Quoted,
    /// The whole statement.
    pub span: Span,
}

/// `amend parameter NAME { … }` and so on: what a file changes of a statement in a file that it uses.
#[derive(Clone, Debug)]
pub struct Amend {
    /// The name of what is amended.
    pub name: Name,
    /// What it changes.
    pub amendment: Amendment,
    /// The file that holds the figures of an amended parameter, or the rows of an amended table.
    pub annex: Option<Annex>,
    /// Citations of the whole amendment.
    pub sources: Vec<Quoted>,
    /// The whole statement.
    pub span: Span,
}

impl Amend {
    /// Whether it belongs to no entity in particular, so that it stands at the top of a file.
    #[must_use]
    pub fn is_of_the_whole(&self) -> bool {
        matches!(self.amendment, Amendment::Parameter(_) | Amendment::Entity(_))
    }
}

/// What an amendment changes.
#[derive(Clone, Debug)]
pub enum Amendment {
    /// Figures, which replace others on the days they hold.
    Parameter(Vec<Entry>),
    /// Bodies, which replace others on the days they hold.
    Define(Vec<Body>),
    /// Arms, or all of them.
    Tier(AmendedTier),
    /// The clauses written.
    Benefit(Box<AmendedBenefit>),
    /// The header and rows, which replace all others; the head says nothing but the name.
    Table(Box<Table>),
    /// More facts.
    Entity(Vec<Field>),
}

/// The arms that an amendment writes.
#[derive(Clone, Debug)]
pub struct AmendedTier {
    /// The arms; each replaces those of the same case.
    pub arms: Vec<Arm>,
    /// With `otherwise`, which has citations of its own, the arms are all there are.
    pub otherwise: Option<(Case, Vec<Quoted>)>,
}

/// The clauses of a benefit that are written; see [`Benefit`](super::Benefit).
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct AmendedBenefit {
    pub when: Option<Expr>,
    pub amount: Option<Expr>,
    pub round: Option<Rounding>,
    pub paid: Option<(Paid, Span)>,
    pub start: Option<Expr>,
    pub stop: Option<Expr>,
    pub reason: Option<Quoted>,
}
