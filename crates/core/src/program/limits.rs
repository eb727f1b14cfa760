//! How much a rule may take to evaluate, which every program keeps to.

use super::node::{Choice, Node, NodeId, NodeKind};

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
            let mut below = Vec::new();
            for rival in rivals {
                below.push(rival.stands);
                below.extend(rival.yields);
            }
            below.extend(*chosen);
            below
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
        NodeKind::Parameter { keys, on, .. } => {
            let mut below = keys.clone();
            below.extend(*on);
            below
        }
        NodeKind::Table { arguments, on, if_none, .. } => {
            let mut below = arguments.clone();
            below.extend([*on, *if_none].into_iter().flatten());
            below
        }
        NodeKind::Sum(terms) | NodeKind::Product(terms) => terms.iter().map(|(_, node)| *node).collect(),
        NodeKind::In(value, choices, _) => {
            let mut below = vec![*value];
            for choice in choices {
                match choice {
                    Choice::Value(node) => below.push(*node),
                    Choice::Within(bounds) => below.extend(bounds.iter().map(|(_, node)| *node)),
                }
            }
            below
        }
        NodeKind::If(arms, otherwise) => {
            arms.iter().flat_map(|(condition, value)| [*condition, *value]).chain([*otherwise]).collect()
        }
    }
}
