//! The benefits that the condition and the amount of a benefit read.

use super::effort::Effort;
use crate::map::Set;
use crate::program::limits::children;
use crate::program::{FunctionId, NodeId, NodeKind, Program, Rule, TableId, ValueId};

/// The benefits that a benefit reads itself or through definitions, tiers, functions and tables, in any
/// region and on any date; nothing where that is too much to look at.
pub(super) fn benefits_read(
    program: &Program,
    benefit: ValueId,
    effort: &mut Effort,
) -> Option<Set<ValueId>> {
    let mut walk = Walk { program, open: Vec::new(), entered: Set::new(), read: Set::new() };
    walk.value(benefit);
    while let Some(node) = walk.open.pop() {
        effort.spend(1)?;
        walk.node(node);
    }
    Some(walk.read)
}

#[derive(PartialEq, Eq, Hash)]
enum Item {
    Value(ValueId),
    Function(FunctionId),
    Table(TableId),
}

struct Walk<'p> {
    program: &'p Program,
    /// The expressions still to be looked at.
    open: Vec<NodeId>,
    entered: Set<Item>,
    read: Set<ValueId>,
}

impl Walk<'_> {
    fn node(&mut self, id: NodeId) {
        let node = self.program.nodes.get(id);
        match node.kind {
            NodeKind::Derived(_, value) | NodeKind::Part(_, value, _) => self.reads(value),
            NodeKind::Call { function, .. } if self.entered.insert(Item::Function(function)) => {
                let function = self.program.functions.get(function.index());
                self.open.extend(function.iter().flat_map(|of| &of.bodies).map(|body| body.node));
            }
            NodeKind::Table { table, .. } if self.entered.insert(Item::Table(table)) => {
                let rows = self.program.tables_of(table).into_iter().flat_map(|table| &table.rows);
                self.open.extend(rows.flat_map(|row| row.values.iter().flatten()));
            }
            _ => {}
        }
        self.open.extend(children(node));
    }

    fn reads(&mut self, value: ValueId) {
        let rule = self.program.values.get(value.index()).map(|value| &value.rule);
        match rule {
            Some(Rule::Benefit(_)) => drop(self.read.insert(value)),
            _ => self.value(value),
        }
    }

    fn value(&mut self, value: ValueId) {
        if !self.entered.insert(Item::Value(value)) {
            return;
        }
        for rule in self.program.rules_in_force(value) {
            match rule {
                Rule::Definition(bodies) => self.open.extend(bodies.iter().map(|body| body.node)),
                Rule::Tier(tier) => self.open.extend(tier.arms.iter().map(|arm| arm.when)),
                Rule::Benefit(benefit) => self.open.extend(benefit.when.into_iter().chain([benefit.amount])),
            }
        }
    }
}
