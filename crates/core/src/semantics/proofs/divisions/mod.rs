//! The proof that no division is by zero.
//!
//! A divisor is safe when its range does not hold zero. Ranges come from literals, figures, declared
//! ranges and requirements; inside the arms of an `if`, the later parts of an `and`, the elements of a
//! filtered list and a benefit's amount, the conditions that led there count too. On the way, arms that
//! can never apply and lists that may be empty are found, because they need the same knowledge.

mod conditions;
mod expressions;

use self::conditions::Facts;
use crate::diagnostic::Diagnostic;
use crate::map::Map;
use crate::number::Rational;
use crate::program::range::Range;
use crate::program::table::Test;
use crate::program::{
    EntityId, Exclusive, FieldId, FunctionId, Keep, NodeId, ParameterId, Program, Rule, TableId, Type, Value,
    ValueId,
};
use crate::semantics::proofs::arms;
use crate::semantics::proofs::likeness::{Class, Likeness};
use crate::semantics::proofs::steps::Steps;
use crate::semantics::{Analysis, Item};
use crate::syntax::tree::Hit;

/// A fact or derived value, whichever instance it is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Leaf {
    Fact(EntityId, FieldId),
    Value(ValueId),
}

/// The ranges of derived values, for the proofs that follow.
#[derive(Debug, Default)]
pub struct Ranges {
    leaves: Map<Leaf, Range>,
}

impl Ranges {
    /// The range of a derived value.
    pub fn of_value(&self, id: ValueId) -> Range {
        self.leaves.get(&Leaf::Value(id)).copied().unwrap_or_default()
    }
}

struct Prover<'p, 'a> {
    analysis: &'p Analysis<'a>,
    steps: &'p Steps<'p, 'a>,
    program: &'p Program,
    likeness: Likeness<'p>,
    facts: Facts,
    /// The entity whose rule is looked at.
    entity: Option<EntityId>,
    /// What requirements say of expressions in rules of an entity.
    required: Map<(EntityId, Class), Range>,
    /// The same of facts and values, wherever they are read.
    required_leaves: Map<Leaf, Range>,
    found: Ranges,
    functions: Map<FunctionId, Range>,
    tables: Map<(TableId, u32), Range>,
    parameters: Map<ParameterId, Range>,
    /// The range of each node seen.
    seen: Map<NodeId, Range>,
    problems: Vec<Diagnostic>,
}

/// Goes through all rules in order.
pub fn prove<'p, 'a>(
    analysis: &'p Analysis<'a>,
    order: &[Item],
    steps: &'p Steps<'p, 'a>,
) -> (Ranges, Vec<Diagnostic>) {
    let program = &analysis.program;
    let mut prover = Prover {
        analysis,
        steps,
        program,
        likeness: Likeness::new(program),
        facts: Facts::default(),
        entity: None,
        required: Map::new(),
        required_leaves: Map::new(),
        found: Ranges::default(),
        functions: Map::new(),
        tables: Map::new(),
        parameters: Map::new(),
        seen: Map::new(),
        problems: Vec::new(),
    };
    for requirement in &program.requirements {
        prover.require(requirement.entity, requirement.condition);
    }
    for item in order {
        prover.prove_item(*item);
    }
    for requirement in &program.requirements {
        prover.enter(Some(requirement.entity));
        prover.range(requirement.condition, 0);
    }
    for (entity, node, _) in program.watched() {
        prover.enter(Some(entity));
        prover.range(node, 0);
    }
    (prover.found, prover.problems)
}

impl Prover<'_, '_> {
    fn enter(&mut self, entity: Option<EntityId>) {
        self.facts.forget_after(0);
        self.entity = entity;
    }

    fn prove_item(&mut self, item: Item) {
        match item {
            Item::Value(id) => self.prove_value(id),
            Item::Function(id) => {
                let Some(function) = self.program.functions.get(id.index()) else { return };
                self.enter(Some(function.entity));
                for (at, argument) in (0..).zip(self.analysis.scalar_arguments(id)) {
                    let class = self.likeness.local(at);
                    self.facts.add(class, Range::of_bounds(&argument.bounds));
                }
                // Entity arguments are in scope like elements.
                let entities = function.arguments.iter().filter(|(_, ty)| matches!(ty, Type::Record(_)));
                let depth = u32::try_from(entities.count()).unwrap_or(u32::MAX);
                let ranges: Vec<Range> =
                    function.bodies.iter().map(|body| self.range(body.node, depth)).collect();
                self.functions.insert(id, Range::hull_of(ranges.into_iter()));
            }
            Item::Table(id) => self.prove_table(id),
            // Who is entitled and to how much is proved of the benefits.
            Item::Grant(_) => {}
            Item::Choice(id) => {
                let exclusive = self.program.exclusives.get(id.index());
                if let Some(Exclusive { keep: Keep::Chosen(chosen), entity, .. }) = exclusive {
                    self.enter(Some(*entity));
                    self.range(*chosen, 0);
                }
            }
        }
    }

    fn prove_value(&mut self, id: ValueId) {
        let Some(value) = self.program.values.get(id.index()) else { return };
        let program = self.program;
        let ranges: Vec<Range> =
            program.rules(id).into_iter().map(|rule| self.prove_rule(value.entity, rule)).collect();
        let found = Range::hull_of(ranges.into_iter());
        let required = self.required_leaves.get(&Leaf::Value(id)).copied().unwrap_or_default();
        let range = found.both(Range::of_bounds(&value.bounds)).both(required);
        self.found.leaves.insert(Leaf::Value(id), range);
    }

    fn prove_rule(&mut self, entity: EntityId, rule: &Rule) -> Range {
        self.enter(Some(entity));
        match rule {
            Rule::Definition(bodies) => {
                let ranges: Vec<Range> = bodies.iter().map(|body| self.range(body.node, 0)).collect();
                Range::hull_of(ranges.into_iter())
            }
            Rule::Tier(tier) => {
                let conditions: Vec<NodeId> = tier.arms.iter().map(|arm| arm.when).collect();
                self.prove_arms(&conditions, 0, |_, _| {});
                Range::default()
            }
            Rule::Benefit(benefit) => {
                if let Some(when) = benefit.when {
                    self.range(when, 0);
                    self.assume(when, true, 0);
                }
                for node in [Some(benefit.amount), benefit.start, benefit.stop].into_iter().flatten() {
                    self.range(node, 0);
                }
                Range::at_least(Rational::ZERO)
            }
        }
    }

    /// The formulas of a table's rows; an argument is within the cells of its row.
    fn prove_table(&mut self, id: TableId) {
        let Some(table) = self.program.tables.get(id.index()) else { return };
        self.enter(None);
        let mut found: Map<u32, Range> = Map::new();
        for row in &table.rows {
            self.facts.forget_after(0);
            for (at, cell) in (0..).zip(&row.cells) {
                let class = self.likeness.local(at);
                self.facts.add(class, Range::hull_of(cell.iter().map(of_test)));
            }
            for (column, node) in table.columns.iter().zip(&row.values) {
                let Some(node) = node else { continue };
                let range = self.range(*node, 0);
                let known = found.get(&column.result).map_or(range, |known| known.hull(range));
                found.insert(column.result, known);
            }
        }
        for (result, range) in found {
            // Adding up matching rows may give nothing at all.
            let range = if table.hit == Hit::Sum { range.repeated() } else { range };
            self.tables.insert((id, result), range);
        }
    }

    /// What the rows of a table, or of one that holds in its place, come to.
    fn of_rows(&self, id: TableId, result: u32) -> Range {
        let variants = self.program.tables.get(id.index()).map_or(&[][..], |table| &table.variants);
        let all = std::iter::once(id).chain(variants.iter().map(|(_, variant)| *variant));
        Range::hull_of(all.map(|table| self.tables.get(&(table, result)).copied().unwrap_or_default()))
    }

    /// Arms of which the first that holds applies: each is reached where those before do not hold.
    fn prove_arms(&mut self, conditions: &[NodeId], depth: u32, mut value: impl FnMut(&mut Self, usize)) {
        let mark = self.facts.mark();
        for (at, condition) in conditions.iter().enumerate() {
            self.range(*condition, depth);
            let within = self.facts.mark();
            self.assume(*condition, true, depth);
            value(self, at);
            self.facts.forget_after(within);
            self.assume(*condition, false, depth);
        }
        value(self, conditions.len());
        self.facts.forget_after(mark);
        let unreachable = arms::unreachable(self.program, &mut self.likeness, conditions, depth);
        self.problems.extend(unreachable);
    }
}

fn of_test(test: &Test) -> Range {
    match test {
        Test::Any => Range::default(),
        Test::Equal(Value::Number(number)) => Range::point(*number),
        Test::Equal(_) => Range::default(),
        Test::Within(bounds) => Range::within(bounds.iter().map(|(comparison, limit)| (*comparison, limit))),
    }
}
