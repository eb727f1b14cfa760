//! Benefits of which one case is granted only one.

use super::{EntityId, EnumId, ExclusiveId, NodeId, Program, ValueId};
use crate::diagnostic::Span;

/// Benefits of one entity that do not stack.
///
/// A benefit takes part for as long as somebody is entitled to it and the other exclusives it stands in
/// keep it. So whatever an exclusive keeps is granted, and what it excludes gives way to something granted.
#[derive(Clone, Debug)]
pub struct Exclusive {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Option<String>,
    /// The entity of its benefits.
    pub entity: EntityId,
    /// Its type, whose cases are the benefits.
    pub cases: EnumId,
    /// The benefits, in the order written.
    pub benefits: Vec<Rival>,
    /// Which of those that take part is kept.
    pub keep: Keep,
    /// Citations.
    pub citations: Vec<String>,
    /// The whole statement.
    pub span: Span,
}

/// A benefit of an exclusive.
#[derive(Clone, Copy, Debug)]
pub struct Rival {
    /// The benefit.
    pub value: ValueId,
    /// Whether it takes part.
    pub stands: NodeId,
    /// Whether it is kept, should it take part ([`super::NodeKind::Kept`]).
    pub kept: NodeId,
}

/// Which benefit is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// The highest amount; of equal ones the first written.
    Highest,
    /// The first written.
    First,
    /// The applicant's choice (a case of the exclusive's type).
    Chosen(NodeId),
}

impl Program {
    /// The ways in which a benefit may be excluded: an exclusive, and the position of the benefit it keeps.
    #[must_use]
    pub fn exclusions_of(&self, value: ValueId) -> Vec<(ExclusiveId, u32)> {
        let mut ways = Vec::new();
        for (id, of) in (0..).map(ExclusiveId).zip(&self.exclusives) {
            if !of.benefits.iter().any(|rival| rival.value == value) {
                continue;
            }
            for (position, rival) in (0..).zip(&of.benefits) {
                if rival.value != value {
                    ways.push((id, position));
                }
            }
        }
        ways
    }
}
