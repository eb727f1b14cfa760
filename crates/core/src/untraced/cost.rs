//! The most that the interpreter can spend on a case, by how many instances it has.
//!
//! What runs here counts nothing as it goes. So a case that might take the interpreter more steps than it has is
//! left to it: it says so where it runs out, and nobody waits for lists within lists.

use crate::decide::MAX_STEPS;
use crate::map::Map;
use crate::program::limits::children;
use crate::program::plan::Plan;
use crate::program::{FunctionId, Keep, NodeId, NodeKind, Program, ReasonPart, Rule, TableId};

/// How deep lists may stand in one another, with a rule of many instances; one more than rules that are
/// compiled can have in scope.
const DEEPEST: usize = 6;
/// What each element of a flattened list costs.
const OF_FLATTENED: u64 = 10;

/// Steps for each power of the number of instances; what is deeper costs without an end.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    powers: [u64; DEEPEST],
    endless: bool,
}

impl Cost {
    /// What every requirement and every rule of a plan's program costs, on whatever date.
    pub fn of(plan: &Plan) -> Self {
        let program = plan.program();
        let mut costs = Costs { program, nodes: Map::new(), functions: Map::new(), tables: Map::new() };
        let mut all = Self::default();
        let requirements = program.requirements.iter().map(|one| (one.entity, one.condition));
        for (entity, node) in requirements.collect::<Vec<_>>() {
            all.add(costs.of_each(entity == program.root, [node]));
        }
        for (id, value) in (0..).map(crate::program::ValueId).zip(&program.values) {
            let rules = program.rules(id);
            let nodes = rules.into_iter().flat_map(nodes_of).chain(value.kept);
            all.add(costs.of_each(value.entity == program.root, nodes));
        }
        for exclusive in &program.exclusives {
            if let Keep::Chosen(node) = exclusive.keep {
                all.add(costs.of_each(false, [node]));
            }
        }
        all
    }

    /// Whether a case of so many instances may take more steps than there are.
    pub fn is_too_much(&self, instances: usize) -> bool {
        let instances = u64::try_from(instances).unwrap_or(u64::MAX);
        let from_highest = self.powers.iter().rev();
        let steps =
            from_highest.fold(0_u64, |steps, power| steps.saturating_mul(instances).saturating_add(*power));
        self.endless || steps > MAX_STEPS
    }

    /// So many steps, once.
    pub fn steps(steps: u64) -> Self {
        let mut cost = Self::default();
        if let Some(first) = cost.powers.first_mut() {
            *first = steps;
        }
        cost
    }

    /// Both, one after the other.
    pub fn add(&mut self, other: Self) {
        for (one, more) in self.powers.iter_mut().zip(other.powers) {
            *one = one.saturating_add(more);
        }
        self.endless |= other.endless;
    }

    /// The same for each instance.
    pub fn for_each(self) -> Self {
        let mut each = Self { endless: self.endless, ..Self::default() };
        for (more, less) in each.powers.iter_mut().skip(1).zip(self.powers) {
            *more = less;
        }
        each.endless |= self.powers.last().is_some_and(|last| *last > 0);
        each
    }
}

struct Costs<'p> {
    program: &'p Program,
    nodes: Map<NodeId, Cost>,
    functions: Map<FunctionId, Cost>,
    tables: Map<TableId, Cost>,
}

impl Costs<'_> {
    /// Of a rule with some expressions, for every instance that has one.
    fn of_each(&mut self, once: bool, nodes: impl IntoIterator<Item = NodeId>) -> Cost {
        let mut cost = Cost::steps(1);
        for node in nodes {
            cost.add(self.node(node));
        }
        if once { cost } else { cost.for_each() }
    }

    fn node(&mut self, id: NodeId) -> Cost {
        if let Some(known) = self.nodes.get(&id) {
            return *known;
        }
        let node = self.program.nodes.get(id);
        // Whatever goes through a list does what stands below it for each element, the list itself once.
        let (once, each) = match &node.kind {
            NodeKind::Members(..) => (None, Some(1)),
            NodeKind::Where { list, .. } | NodeKind::Rank { list, .. } => (Some(*list), Some(1)),
            NodeKind::Aggregate { list, .. } => (Some(*list), Some(1)),
            NodeKind::Flatten { list, .. } => (Some(*list), Some(OF_FLATTENED)),
            _ => (None, None),
        };
        let mut cost = Cost::steps(1);
        for child in children(node) {
            let below = self.node(child);
            let repeated = each.is_some() && once != Some(child);
            cost.add(if repeated { below.for_each() } else { below });
        }
        if let Some(steps) = each {
            cost.add(Cost::steps(steps).for_each());
        }
        if let NodeKind::Flatten { .. } = node.kind {
            cost.add(Cost::steps(OF_FLATTENED).for_each().for_each());
        }
        match node.kind {
            NodeKind::Call { function, .. } => cost.add(self.function(function)),
            NodeKind::Table { table, .. } => cost.add(self.table(table)),
            _ => {}
        }
        self.nodes.insert(id, cost);
        cost
    }

    fn function(&mut self, id: FunctionId) -> Cost {
        if let Some(known) = self.functions.get(&id) {
            return *known;
        }
        let mut cost = Cost::default();
        for body in self.program.functions.get(id.index()).iter().flat_map(|function| &function.bodies) {
            cost.add(self.node(body.node));
        }
        self.functions.insert(id, cost);
        cost
    }

    fn table(&mut self, id: TableId) -> Cost {
        if let Some(known) = self.tables.get(&id) {
            return *known;
        }
        let mut cost = Cost::default();
        for row in self.program.tables_of(id).into_iter().flat_map(|table| &table.rows) {
            cost.add(Cost::steps(1));
            for value in row.values.iter().flatten() {
                cost.add(self.node(*value));
            }
        }
        self.tables.insert(id, cost);
        cost
    }
}

fn nodes_of(rule: &Rule) -> Vec<NodeId> {
    match rule {
        Rule::Definition(bodies) => bodies.iter().map(|body| body.node).collect(),
        Rule::Tier(tier) => tier.arms.iter().map(|arm| arm.when).collect(),
        Rule::Benefit(benefit) => {
            let said = benefit.reason.iter().flatten().filter_map(|part| match part {
                ReasonPart::Value(node) => Some(*node),
                ReasonPart::Text(_) => None,
            });
            let own = [Some(benefit.amount), benefit.when, benefit.start, benefit.stop];
            own.into_iter().flatten().chain(said).collect()
        }
    }
}
