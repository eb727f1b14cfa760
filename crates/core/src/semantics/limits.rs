//! Bounds on what evaluation can cost: how deep rules rest on one another, and how large a rule becomes
//! once the definitions it calls are written out.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::map::Map;
use crate::program::limits::{DEEPEST, LARGEST, children};
use crate::program::node::Part;
use crate::program::{ExpectationKind, Keep, NodeId, NodeKind, Rule};
use crate::semantics::problems::text;
use crate::semantics::{Analysis, Item};

#[derive(Clone, Copy, Default)]
struct Size {
    depth: u32,
    steps: u64,
}

impl Size {
    fn with(self, other: Self) -> Self {
        Self { depth: self.depth.max(other.depth), steps: self.steps.saturating_add(other.steps) }
    }

    fn is_beyond(self) -> bool {
        self.depth > DEEPEST || self.steps > LARGEST
    }
}

impl Analysis<'_> {
    /// Reports rules beyond the bounds, lowest first; those above a reported one stay silent.
    pub(crate) fn check_limits(&mut self, order: &[Item]) -> bool {
        let mut sizes: Map<Item, Size> = Map::new();
        for item in order {
            let nodes = self.nodes_of(*item);
            let mut size = self.size_of_all(&nodes, &sizes);
            if let Item::Grant(value) = item {
                size = size.with(sizes.get(&Item::Value(*value)).copied().unwrap_or_default());
            }
            if size.is_beyond() {
                let (name, span) = self.name_and_place(*item);
                self.report(beyond(span, &name, size));
                return false;
            }
            sizes.insert(*item, size);
        }
        let mut outside: Vec<(NodeId, Span)> = Vec::new();
        outside.extend(self.program.requirements.iter().map(|one| (one.condition, one.span)));
        outside.extend(self.program.checks.iter().map(|one| (one.condition, one.span)));
        outside.extend(self.program.watched().into_iter().map(|(_, node, span)| (node, span)));
        for expectation in self.program.tests.iter().flat_map(|test| &test.expectations) {
            match &expectation.kind {
                ExpectationKind::Holds(node)
                | ExpectationKind::Unknown(node, _)
                | ExpectationKind::Lacks(node, ..) => outside.push((*node, expectation.span)),
                ExpectationKind::Error(_) | ExpectationKind::Alert(..) | ExpectationKind::Target(..) => {}
            }
        }
        for (node, span) in outside {
            let size = self.size(node, &sizes);
            if size.is_beyond() {
                self.report(beyond(span, "", size));
                return false;
            }
        }
        true
    }

    fn size_of_all(&self, nodes: &[NodeId], sizes: &Map<Item, Size>) -> Size {
        nodes.iter().fold(Size::default(), |size, node| size.with(self.size(*node, sizes)))
    }

    /// The expressions an item is made of.
    pub(crate) fn nodes_of(&self, item: Item) -> Vec<NodeId> {
        match item {
            Item::Value(id) => {
                let mut nodes = Vec::new();
                for rule in self.program.rules(id) {
                    nodes.extend(nodes_of_rule(rule));
                }
                nodes
            }
            Item::Grant(id) => {
                self.program.values.get(id.index()).and_then(|value| value.kept).into_iter().collect()
            }
            Item::Choice(id) => match self.program.exclusives.get(id.index()).map(|of| of.keep) {
                Some(Keep::Chosen(node)) => vec![node],
                _ => Vec::new(),
            },
            Item::Function(id) => {
                let function = self.program.functions.get(id.index());
                function.map(|f| f.bodies.iter().map(|body| body.node).collect()).unwrap_or_default()
            }
            Item::Table(id) => {
                let mut nodes = Vec::new();
                for row in self.program.tables_of(id).into_iter().flat_map(|table| &table.rows) {
                    nodes.extend(row.values.iter().flatten());
                }
                nodes
            }
        }
    }

    /// The size of an expression; its height is bounded by the nesting limit of the grammar.
    fn size(&self, id: NodeId, sizes: &Map<Item, Size>) -> Size {
        let node = self.program.nodes.get(id);
        let mut size = Size::default();
        for child in children(node) {
            size = size.with(self.size(child, sizes));
        }
        let called = match &node.kind {
            // A derived value is found once, however often it is read.
            NodeKind::Derived(_, value) | NodeKind::Part(_, value, _) => {
                let granted = !matches!(node.kind, NodeKind::Part(.., Part::Entitled | Part::Claim));
                let granted = granted.then(|| sizes.get(&Item::Grant(*value))).flatten();
                let size = granted.or_else(|| sizes.get(&Item::Value(*value)));
                size.map(|size| Size { steps: 0, ..*size })
            }
            NodeKind::Call { function, .. } => sizes.get(&Item::Function(*function)).copied(),
            NodeKind::Table { table, .. } => sizes.get(&Item::Table(*table)).copied(),
            _ => None,
        };
        let size = size.with(called.unwrap_or_default());
        Size { depth: size.depth.saturating_add(1), steps: size.steps.saturating_add(1) }
    }
}

fn nodes_of_rule(rule: &Rule) -> Vec<NodeId> {
    match rule {
        Rule::Definition(bodies) => bodies.iter().map(|body| body.node).collect(),
        Rule::Tier(tier) => tier.arms.iter().map(|arm| arm.when).collect(),
        Rule::Benefit(benefit) => {
            [Some(benefit.amount), benefit.when, benefit.start, benefit.stop].into_iter().flatten().collect()
        }
    }
}

fn beyond(span: Span, name: &str, size: Size) -> Diagnostic {
    let (en, zh) = if name.is_empty() {
        ("this".to_owned(), "此处".to_owned())
    } else {
        (format!("`{name}`"), format!("“{name}”"))
    };
    let message = if size.depth > DEEPEST {
        text(
            format!("{en} rests on a chain of more than {DEEPEST} steps"),
            format!("{zh}所依据的推算链超过{DEEPEST}步"),
        )
    } else {
        text(
            format!("{en} takes more than {LARGEST} steps once the definitions it calls are written out"),
            format!("展开所调用的定义后，{zh}超过{LARGEST}步"),
        )
    };
    Diagnostic::error(Code::TooLargeAfterInlining, span, message)
}
