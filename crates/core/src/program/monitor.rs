//! What is watched rather than granted: alerts and targets. No rule can read them.

use super::{EntityId, NodeId, Program, ReasonPart};
use crate::calendar::Date;
use crate::diagnostic::Span;
use crate::vocabulary::Severity;

/// A warning about an instance of an entity.
#[derive(Clone, Debug)]
pub struct Alert {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Option<String>,
    /// The entity.
    pub entity: EntityId,
    /// When it is raised.
    pub when: NodeId,
    /// How grave it is.
    pub severity: Option<Severity>,
    /// What to do.
    pub advice: Option<String>,
    /// Who is told.
    pub addressee: Option<String>,
    /// Why it is raised: texts and values in turn.
    pub reason: Option<Vec<ReasonPart>>,
    /// Citations.
    pub citations: Vec<String>,
    /// The whole statement.
    pub span: Span,
}

/// An indicator of an entity and what it is to reach.
#[derive(Clone, Debug)]
pub struct Target {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Option<String>,
    /// The entity.
    pub entity: EntityId,
    /// What is measured.
    pub value: NodeId,
    /// What it is measured by: what must hold of it or, where nothing must, what is hoped (type bool).
    pub aim: NodeId,
    /// Whether the aim must hold. If it is only hoped, not reaching it misses nothing.
    pub binding: bool,
    /// What is hoped to hold of it (type bool); the aim itself where nothing must hold.
    pub hope: Option<NodeId>,
    /// The last day by which it must hold.
    pub due: Option<Date>,
    /// Citations.
    pub citations: Vec<String>,
    /// The whole statement.
    pub span: Span,
}

impl Program {
    /// The expressions of alerts and targets, with the entity and the statement of each.
    #[must_use]
    pub fn watched(&self) -> Vec<(EntityId, NodeId, Span)> {
        let mut watched = Vec::new();
        for alert in &self.alerts {
            watched.push((alert.entity, alert.when, alert.span));
            for part in alert.reason.iter().flatten() {
                if let ReasonPart::Value(node) = part {
                    watched.push((alert.entity, *node, alert.span));
                }
            }
        }
        for target in &self.targets {
            for node in [Some(target.value), Some(target.aim), target.hope].into_iter().flatten() {
                watched.push((target.entity, node, target.span));
            }
        }
        watched
    }
}
