//! What expressions become.

use crate::program::{EntityId, NodeId, Type};

/// A node with its type.
pub type Typed = (NodeId, Type);

/// What an expression stands for.
#[derive(Clone, Copy, Debug)]
pub enum Lowered {
    /// One value, one instance or one list.
    One(NodeId, Type),
    /// A value of each element of a list: `members.income`.
    Each {
        /// The list.
        list: NodeId,
        /// What its elements are.
        entity: EntityId,
        /// The value, in the element's scope.
        body: NodeId,
        /// The value's type.
        ty: Type,
    },
}
