//! What formulas rest on.

use crate::calendar::Date;
use crate::decide::outcome::Outcome;
use crate::program::figures::Resolved;
use crate::program::{FieldId, FunctionId, InstanceId, ParameterId, TableId, Type, Value, ValueId};

/// Something a formula rests on.
#[derive(Clone, Debug)]
pub(in crate::decide) enum Leaf {
    /// A fact.
    Fact(InstanceId, FieldId),
    /// A definition, tier or benefit.
    Value(InstanceId, ValueId),
    /// A figure of a parameter for a key at a date.
    Figure(ParameterId, Vec<u32>, Date, Resolved),
    /// A table looked up.
    Table(Box<Looked>),
    /// A definition called with arguments.
    Call(Box<Called>),
}

/// A lookup in a table with known arguments.
#[derive(Clone, Debug)]
pub(in crate::decide) struct Looked {
    pub(in crate::decide) table: TableId,
    pub(in crate::decide) column: Option<usize>,
    pub(in crate::decide) arguments: Option<Vec<Value>>,
    pub(in crate::decide) ty: Type,
    pub(in crate::decide) outcome: Outcome,
}

/// A call with its frames and scalar arguments.
#[derive(Clone, Debug)]
pub(in crate::decide) struct Called {
    pub(in crate::decide) function: FunctionId,
    pub(in crate::decide) frames: Vec<InstanceId>,
    pub(in crate::decide) locals: Vec<Outcome>,
    pub(in crate::decide) ty: Type,
    pub(in crate::decide) outcome: Outcome,
}
