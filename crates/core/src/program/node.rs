//! The expression graph: nodes in one list, children by index, names already resolved.

use super::figures::Resolved;
use super::{EntityId, ExclusiveId, FieldId, FunctionId, ParameterId, TableId, Type, Value, ValueId};
use crate::diagnostic::Span;
use crate::number::{Rational, RoundMode};
use crate::vocabulary::{Aggregate, BenefitPart, Builtin, Comparison};

/// Stands for a node of the same program or plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct NodeId(pub u32);

/// All nodes of a program or plan. Children come before their parents.
#[derive(Clone, Debug, Default)]
pub struct Nodes(Vec<Node>);

impl From<Vec<Node>> for Nodes {
    fn from(nodes: Vec<Node>) -> Self {
        Self(nodes)
    }
}

impl Nodes {
    /// Adds a node.
    pub fn add(&mut self, node: Node) -> NodeId {
        let id = NodeId(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
        self.0.push(node);
        id
    }

    /// Forgets the nodes from a position on.
    pub fn truncate(&mut self, len: usize) {
        self.0.truncate(len);
    }

    /// The node, or a constant `no` for an id of another program.
    #[must_use]
    pub fn get(&self, id: NodeId) -> &Node {
        self.0.get(id.0 as usize).unwrap_or(&FOREIGN)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All nodes, children first.
    pub fn iter(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.0
            .iter()
            .enumerate()
            .map(|(index, node)| (NodeId(u32::try_from(index).unwrap_or(u32::MAX)), node))
    }
}

static FOREIGN: Node = Node {
    kind: NodeKind::Constant(Value::Bool(false)),
    ty: Type::Bool,
    span: Span { source: crate::diagnostic::SourceId(0), start: 0, end: 0 },
};

/// An expression.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Its type.
    pub ty: Type,
    /// Where it was written.
    pub span: Span,
}

/// Which instance a fact or derived value is read from: a frame, then so many owners up.
///
/// Frames are counted from the start of the rule being evaluated: frame 0 is the instance the rule
/// belongs to; each `where`, aggregate, `rank` and [`NodeKind::Through`] adds one for its element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Place {
    /// The frame.
    pub frame: u16,
    /// How many owners up from it.
    pub up: u16,
}

/// What can be read of a benefit besides the amount granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Whether its condition holds, before exclusions.
    Entitled,
    /// Whether it is granted, after exclusions.
    Granted,
    /// The amount for somebody entitled, before exclusions.
    Claim,
    /// The first month paid.
    Start,
    /// The first month no longer paid.
    Stop,
}

impl From<BenefitPart> for Part {
    fn from(part: BenefitPart) -> Self {
        match part {
            BenefitPart::Entitled => Self::Entitled,
            BenefitPart::Granted => Self::Granted,
            BenefitPart::Start => Self::Start,
            BenefitPart::Stop => Self::Stop,
        }
    }
}

/// What an expression is.
#[derive(Clone, Debug)]
pub enum NodeKind {
    /// A literal.
    Constant(Value),
    /// The date decided for.
    AsOf,
    /// A scalar fact.
    Fact(Place, FieldId),
    /// A nested entity (type record).
    Child(Place, FieldId),
    /// The instance itself (type record), as an argument of a function.
    This(Place),
    /// A list of instances (type list).
    Members(Place, FieldId),
    /// A definition, tier, or the amount granted of a benefit.
    Derived(Place, ValueId),
    /// Another part of a benefit.
    Part(Place, ValueId, Part),
    /// Whether an exclusive keeps one of its benefits beside the others that take part.
    Kept {
        /// The exclusive.
        exclusive: ExclusiveId,
        /// The position of the benefit in it.
        benefit: u32,
        /// Those it can lose to.
        rivals: Vec<Opponent>,
        /// The applicant's choice, where that decides.
        chosen: Option<NodeId>,
    },
    /// A scalar argument of the function or table being evaluated.
    Local(u32),
    /// A body read in the scope of one instance, which is pushed as a frame.
    Through {
        /// The instance (type record).
        element: NodeId,
        /// What is read from it.
        body: NodeId,
    },
    /// The single element of a list (type record); [`Code::NotOnlyOne`](crate::diagnostic::Code) otherwise.
    Only(NodeId),
    /// The elements for which the condition holds; the element is pushed as a frame.
    Where {
        /// The list.
        list: NodeId,
        /// The condition.
        condition: NodeId,
    },
    /// All elements of the lists that the elements have; the element is pushed as a frame.
    Flatten {
        /// The outer list.
        list: NodeId,
        /// The inner list of one element.
        body: NodeId,
    },
    /// A function of a list. The element is pushed as a frame for the body.
    Aggregate {
        /// Which one; `Count` has no body, all others have one.
        function: Aggregate,
        /// The list.
        list: NodeId,
        /// The expression of each element.
        body: Option<NodeId>,
        /// The value where the list has no element (average, min, max); an empty list is
        /// [`Code::EmptyList`](crate::diagnostic::Code) without it.
        if_none: Option<NodeId>,
    },
    /// The place of an instance in a list by a key, counted from 1, ties in list order.
    Rank {
        /// The list.
        list: NodeId,
        /// The key of each element, which is pushed as a frame.
        key: NodeId,
        /// Whether the highest comes first.
        highest_first: bool,
        /// Whose place; an instance that is not in the list is
        /// [`Code::NotOnlyOne`](crate::diagnostic::Code).
        whose: Place,
    },
    /// The lowest of several values.
    Lowest(Vec<NodeId>),
    /// The highest of several values.
    Highest(Vec<NodeId>),
    /// A parameter. Only in programs; a plan has one of the two kinds that follow unless `on` is set.
    Parameter {
        /// Which.
        parameter: ParameterId,
        /// A case for each key.
        keys: Vec<NodeId>,
        /// Another date or month to read it at.
        on: Option<NodeId>,
    },
    /// A table looked up.
    Table {
        /// Which.
        table: TableId,
        /// A value for each argument.
        arguments: Vec<NodeId>,
        /// Which result column.
        result: u32,
        /// Another date or month to read it at.
        on: Option<NodeId>,
        /// The value where no row matches; [`Code::NoTableRow`](crate::diagnostic::Code) without it.
        if_none: Option<NodeId>,
    },
    /// A definition with arguments.
    Call {
        /// Which.
        function: FunctionId,
        /// The instance the function belongs to.
        of: Place,
        /// A node for each argument: records for entity arguments.
        arguments: Vec<NodeId>,
    },
    /// Terms; `true` before a term that is taken away.
    Sum(Vec<(bool, NodeId)>),
    /// Factors; `true` before a factor that divides.
    Product(Vec<(bool, NodeId)>),
    /// A date or month moved by months or days; `true` backwards.
    Shift {
        /// The date or month.
        base: NodeId,
        /// By how much (months or days).
        by: NodeId,
        /// Backwards.
        back: bool,
    },
    /// The months or days from the second date or month to the first.
    Distance(NodeId, NodeId),
    /// The negative.
    Negate(NodeId),
    /// A comparison by size, of numbers, dates, months or ordered cases.
    Compare(Comparison, NodeId, NodeId),
    /// Equality; `true` for inequality.
    Equal(NodeId, NodeId, bool),
    /// Membership; `true` for `not in`.
    In(NodeId, Vec<Choice>, bool),
    /// Whether a value is known; `true` for unknown. Itself always known.
    IsKnown(NodeId, bool),
    /// Negation.
    Not(NodeId),
    /// All hold.
    And(Vec<NodeId>),
    /// At least one holds.
    Or(Vec<NodeId>),
    /// The value of the first arm whose condition holds, else the last node.
    If(Vec<(NodeId, NodeId)>, NodeId),
    /// Rounded by mode and step (the step in the value's own unit, smallest coins for money).
    Round(NodeId, RoundMode, Rational),
    /// A function of plain values.
    Builtin(Builtin, Vec<NodeId>),
    /// Only in plans: an unkeyed parameter at the plan's date and region.
    Figure(ParameterId, Resolved),
    /// Only in plans: a keyed parameter at the plan's date and region, a figure for each combination
    /// of keys (see [`super::figures::key_index`]).
    Figures {
        /// Which.
        parameter: ParameterId,
        /// A case for each key.
        keys: Vec<NodeId>,
        /// The figures by key index.
        figures: Vec<Resolved>,
    },
}

/// A benefit that may exclude another.
#[derive(Clone, Copy, Debug)]
pub struct Opponent {
    /// Its position in the exclusive.
    pub benefit: u32,
    /// Whether it takes part.
    pub stands: NodeId,
    /// Whether it gives way although it takes part, because its amount is lower.
    pub yields: Option<NodeId>,
}

/// An alternative of [`NodeKind::In`].
#[derive(Clone, Debug)]
pub enum Choice {
    /// Equal to the value.
    Value(NodeId),
    /// Within all bounds.
    Within(Vec<(Comparison, NodeId)>),
}

/// The entity whose instance a place of a rule means is known when the rule is compiled; executors need
/// only follow it.
pub type Frames = Vec<EntityId>;
