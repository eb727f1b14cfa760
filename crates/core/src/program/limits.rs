//! How much a rule may take to evaluate, which every program keeps to.

use super::node::{Choice, Node, NodeId, NodeKind, Opponent};

/// The longest way from a result down to a fact, in steps of formulas.
pub const DEEPEST: u32 = 600;
/// The most steps a rule may have once the definitions it calls are written out.
pub const LARGEST: u64 = 100_000;

/// The expressions directly below a node.
#[must_use]
pub fn children(node: &Node) -> Vec<NodeId> {
    match &node.kind {
        NodeKind::Constant(_)
        | NodeKind::AsOf
        | NodeKind::Fact(..)
        | NodeKind::Child(..)
        | NodeKind::This(_)
        | NodeKind::Members(..)
        | NodeKind::Derived(..)
        | NodeKind::Part(..)
        | NodeKind::Local(_)
        | NodeKind::Figure(..) => Vec::new(),
        NodeKind::Kept { rivals, chosen, .. } => {
            let of_rival = |rival: &Opponent| [Some(rival.stands), rival.yields].into_iter().flatten();
            rivals.iter().flat_map(of_rival).chain(*chosen).collect()
        }
        NodeKind::Through { element: first, body: second }
        | NodeKind::Where { list: first, condition: second }
        | NodeKind::Flatten { list: first, body: second }
        | NodeKind::Rank { list: first, key: second, .. }
        | NodeKind::Shift { base: first, by: second, .. }
        | NodeKind::Distance(first, second)
        | NodeKind::Compare(_, first, second)
        | NodeKind::Equal(first, second, _) => vec![*first, *second],
        NodeKind::Only(inner)
        | NodeKind::Negate(inner)
        | NodeKind::IsKnown(inner, _)
        | NodeKind::Not(inner)
        | NodeKind::Round(inner, ..) => vec![*inner],
        NodeKind::Aggregate { list, body, if_none, .. } => {
            [Some(*list), *body, *if_none].into_iter().flatten().collect()
        }
        NodeKind::Lowest(nodes)
        | NodeKind::Highest(nodes)
        | NodeKind::And(nodes)
        | NodeKind::Or(nodes)
        | NodeKind::Builtin(_, nodes)
        | NodeKind::Figures { keys: nodes, .. }
        | NodeKind::Call { arguments: nodes, .. } => nodes.clone(),
        NodeKind::Parameter { keys, on, .. } => keys.iter().copied().chain(*on).collect(),
        NodeKind::Table { arguments, on, if_none, .. } => {
            arguments.iter().copied().chain(*on).chain(*if_none).collect()
        }
        NodeKind::Sum(terms) | NodeKind::Product(terms) => terms.iter().map(|(_, node)| *node).collect(),
        NodeKind::In(value, choices, _) => {
            let of_choice = |choice: &Choice| match choice {
                Choice::Value(node) => vec![*node],
                Choice::Within(bounds) => bounds.iter().map(|(_, node)| *node).collect(),
            };
            std::iter::once(*value).chain(choices.iter().flat_map(of_choice)).collect()
        }
        NodeKind::If(arms, otherwise) => {
            arms.iter().flat_map(|(condition, value)| [*condition, *value]).chain([*otherwise]).collect()
        }
    }
}
