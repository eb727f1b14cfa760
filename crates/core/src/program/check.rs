//! What figures must satisfy on every date and in every region.

use super::{FunctionId, NodeId, ParameterId, TableId, Type, ValueId};
use crate::diagnostic::Span;

/// A condition that figures must satisfy.
#[derive(Clone, Debug)]
pub struct Check {
    /// Its name, if the author gave one.
    pub name: Option<String>,
    /// What is wrong where it does not hold.
    pub message: Option<String>,
    /// Whether it is only worth a warning.
    pub warn: bool,
    /// What is tried with every case: enums, tiers and yes or no. Local N is the N-th.
    pub arguments: Vec<(String, Type)>,
    /// What must hold; it is evaluated with the root's instance as frame 0, of which it reads nothing.
    pub condition: NodeId,
    /// What the condition rests on.
    pub reach: Reach,
    /// Citations.
    pub citations: Vec<String>,
    /// The whole statement.
    pub span: Span,
}

/// All that a condition on figures rests on, directly or not.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// Parameters.
    pub parameters: Vec<ParameterId>,
    /// Tables.
    pub tables: Vec<TableId>,
    /// Definitions and tiers.
    pub values: Vec<ValueId>,
    /// Definitions with arguments.
    pub functions: Vec<FunctionId>,
    /// How far from the date decided for figures are read.
    pub shifts: Vec<Shift>,
}

/// How far from the date decided for a figure is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// How far; negative for earlier.
    pub by: i64,
    /// Whether that is in months; otherwise in days.
    pub months: bool,
}
