//! Walks every rule of a program the way executors do, each item once: what it rests on comes first, and
//! its depth and size stay within [`limits`](crate::program::limits).

use super::months;
use super::sound::{Sound, Unsound, any_type, case, ensure, entity, region, scalar, shape, validity, value};
use crate::map::Map;
use crate::program::limits::{DEEPEST, LARGEST};
use crate::program::{
    Benefit, Body, Derived, EntityId, Expectation, ExpectationKind, FunctionId, Keep, NodeId, Program,
    ReasonPart, Rule, TableId, Tier, Type, ValueId,
};

/// The most nodes visited for one program.
const MOST_VISITS: u64 = 20_000_000;

/// Something that others rest on.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Item {
    Value(ValueId),
    /// A derived value after exclusions.
    Grant(ValueId),
    Function(FunctionId),
    Table(TableId),
}

/// How deep and how large a rule is, with what it calls.
#[derive(Clone, Copy, Default)]
pub struct Size {
    pub depth: u32,
    pub steps: u64,
}

impl Size {
    fn with(self, other: Self) -> Self {
        let steps = self.steps.saturating_add(other.steps);
        Self { depth: self.depth.max(other.depth), steps }
    }
}

/// The walk.
pub struct Walk<'p> {
    pub program: &'p Program,
    /// The items that are done; nothing for one that is under way.
    sizes: Map<Item, Option<Size>>,
    visits: u64,
}

/// The rule that is walked.
pub struct Scope {
    pub frames: Vec<EntityId>,
    pub locals: Vec<Type>,
    /// How deep the walk was when the rule was entered.
    above: u32,
    depth: u32,
    size: Size,
}

impl Scope {
    fn new(frames: Vec<EntityId>, locals: Vec<Type>, above: u32) -> Self {
        Self { frames, locals, above, depth: 0, size: Size::default() }
    }

    /// Takes what a called item costs into account.
    fn call(&mut self, size: Size) {
        self.size.depth = self.size.depth.max(self.depth.saturating_add(size.depth));
        self.size.steps = self.size.steps.saturating_add(size.steps);
    }
}

impl<'p> Walk<'p> {
    pub fn new(program: &'p Program) -> Self {
        Self { program, sizes: Map::new(), visits: 0 }
    }

    /// Walks everything.
    pub fn all(mut self) -> Sound {
        let program = self.program;
        self.order()?;
        for id in (0..).map(ValueId).take(program.values.len()) {
            self.reasons(id)?;
        }
        for id in (0..).map(FunctionId).take(program.functions.len()) {
            self.item(Item::Function(id), 0)?;
        }
        for id in (0..).map(TableId).take(program.tables.len()) {
            self.item(Item::Table(id), 0)?;
        }
        for requirement in &program.requirements {
            entity(program, requirement.entity)?;
            let scope = Scope::new(vec![requirement.entity], Vec::new(), 0);
            self.rule(scope, &[(requirement.condition, Some(Type::Bool))])?;
        }
        for exclusive in &program.exclusives {
            let rivals = exclusive.benefits.iter().flat_map(|rival| [rival.stands, rival.kept]);
            let mut wanted: Vec<_> = rivals.map(|node| (node, Some(Type::Bool))).collect();
            if let Keep::Chosen(choice) = exclusive.keep {
                wanted.push((choice, Some(Type::Case(exclusive.cases))));
            }
            self.rule(Scope::new(vec![exclusive.entity], Vec::new(), 0), &wanted)?;
        }
        for alert in &program.alerts {
            entity(program, alert.entity)?;
            let scope = Scope::new(vec![alert.entity], Vec::new(), 0);
            let mut wanted = vec![(alert.when, Some(Type::Bool))];
            wanted.extend(alert.reason.iter().flat_map(|parts| said(parts)));
            self.rule(scope, &wanted)?;
        }
        for target in &program.targets {
            entity(program, target.entity)?;
            let aims = [Some(target.aim), target.hope].into_iter().flatten();
            let mut wanted: Vec<_> = aims.map(|aim| (aim, Some(Type::Bool))).collect();
            wanted.push((target.value, Some(Type::Number)));
            self.rule(Scope::new(vec![target.entity], Vec::new(), 0), &wanted)?;
        }
        for test in &program.tests {
            region(test.region.as_ref())?;
            case(program, &test.case)?;
            for (id, key, figure) in &test.overrides {
                let parameter = program.parameters.get(id.index()).ok_or(Unsound)?;
                ensure(key.is_none_or(|_| !parameter.keys.is_empty()))?;
                figure.iter().try_for_each(|figure| value(program, parameter.ty, figure))?;
            }
            test.expectations.iter().try_for_each(|one| self.expectation(one))?;
            test.each_month.iter().try_for_each(|months| months::each_month(program, months))?;
        }
        Ok(())
    }

    /// The order holds each value once, after all it rests on.
    fn order(&mut self) -> Sound {
        ensure(self.program.order.len() == self.program.values.len())?;
        for value in &self.program.order {
            ensure(!self.sizes.contains_key(&Item::Grant(*value)))?;
            self.item(Item::Grant(*value), 0)?;
        }
        Ok(())
    }

    /// The reasons of a benefit are put together once all results are known. They may speak of the benefit itself
    /// and of any other, so that nothing rests on them.
    fn reasons(&mut self, id: ValueId) -> Sound {
        let program = self.program;
        let derived = program.values.get(id.index()).ok_or(Unsound)?;
        for rule in program.rules(id) {
            if let Rule::Benefit(Benefit { reason: Some(parts), .. }) = rule {
                self.rule(Scope::new(vec![derived.entity], Vec::new(), 0), &said(parts))?;
            }
        }
        Ok(())
    }

    /// Walks an item unless that has been done. One that is under way rests on itself.
    pub fn item(&mut self, item: Item, above: u32) -> Sound<Size> {
        if let Some(known) = self.sizes.get(&item) {
            return (*known).ok_or(Unsound);
        }
        self.sizes.insert(item, None);
        let program = self.program;
        let size = match item {
            Item::Value(id) => self.value(program.values.get(id.index()).ok_or(Unsound)?, id, above)?,
            Item::Grant(id) => {
                let derived = program.values.get(id.index()).ok_or(Unsound)?;
                let claim = self.item(Item::Value(id), above)?;
                let kept: Wanted = derived.kept.iter().map(|node| (*node, Some(Type::Bool))).collect();
                let scope = Scope::new(vec![derived.entity], Vec::new(), above);
                self.rule(scope, &kept)?.with(claim)
            }
            Item::Function(id) => {
                let function = program.functions.get(id.index()).ok_or(Unsound)?;
                any_type(program, function.ty)?;
                let mut frames = vec![function.entity];
                let mut locals = Vec::new();
                for (_, ty) in &function.arguments {
                    match ty {
                        Type::Record(of) => frames.push(*of),
                        ty => {
                            scalar(program, *ty)?;
                            locals.push(shape(*ty));
                        }
                    }
                }
                frames.iter().try_for_each(|frame| entity(program, *frame).map(|_| ()))?;
                let wanted = of_bodies(&function.bodies, function.ty)?;
                self.rule(Scope::new(frames, locals, above), &wanted)?
            }
            Item::Table(id) => {
                let table = program.tables.get(id.index()).ok_or(Unsound)?;
                let locals = table.arguments.iter().map(|(_, ty)| shape(*ty)).collect();
                let mut wanted = Vec::new();
                for row in &table.rows {
                    for (column, node) in table.columns.iter().zip(&row.values) {
                        let (_, ty) = table.results.get(column.result as usize).ok_or(Unsound)?;
                        wanted.extend(node.map(|node| (node, Some(shape(*ty)))));
                    }
                }
                let mut size = self.rule(Scope::new(Vec::new(), locals, above), &wanted)?;
                for (_, variant) in &table.variants {
                    size = size.with(self.item(Item::Table(*variant), above)?);
                }
                size
            }
        };
        self.sizes.insert(item, Some(size));
        Ok(size)
    }

    fn value(&mut self, derived: &Derived, id: ValueId, above: u32) -> Sound<Size> {
        let program = self.program;
        let mut wanted = Wanted::new();
        for rule in program.rules(id) {
            wanted.extend(match (&derived.rule, rule) {
                (Rule::Definition(_), Rule::Definition(bodies)) => of_bodies(bodies, derived.ty)?,
                (Rule::Tier(_), Rule::Tier(tier)) => self.of_tier(tier, derived, id)?,
                (Rule::Benefit(_), Rule::Benefit(benefit)) => of_benefit(benefit, derived)?,
                _ => return Err(Unsound),
            });
        }
        self.rule(Scope::new(vec![derived.entity], Vec::new(), above), &wanted)
    }

    fn of_tier(&self, tier: &Tier, derived: &Derived, id: ValueId) -> Sound<Wanted> {
        let of = self.program.enums.get(tier.cases.index()).ok_or(Unsound)?;
        ensure(of.tier == Some(id) && derived.ty == Type::Case(tier.cases))?;
        let known = |case: u32| (case as usize) < of.cases.len();
        ensure(known(tier.otherwise) && tier.arms.iter().all(|arm| known(arm.case)))?;
        Ok(tier.arms.iter().map(|arm| (arm.when, Some(Type::Bool))).collect())
    }

    fn expectation(&mut self, expectation: &Expectation) -> Sound {
        let program = self.program;
        let wanted = match &expectation.kind {
            ExpectationKind::Holds(node) => (*node, Some(Type::Bool)),
            ExpectationKind::Unknown(node, facts) => {
                for (id, field) in facts {
                    ensure(field.index() < entity(program, *id)?.fields.len())?;
                }
                (*node, None)
            }
            ExpectationKind::Lacks(node, parameters, tables) => {
                ensure(parameters.iter().all(|id| id.index() < program.parameters.len()))?;
                ensure(tables.iter().all(|id| id.index() < program.tables.len()))?;
                (*node, None)
            }
            ExpectationKind::Alert(id, _) => return ensure(id.index() < program.alerts.len()),
            ExpectationKind::Target(id, _) => return ensure(id.index() < program.targets.len()),
            ExpectationKind::Error(_) => return Ok(()),
        };
        self.rule(Scope::new(vec![program.root], Vec::new(), 0), &[wanted]).map(|_| ())
    }

    /// Walks the expressions of a rule, each of which must be of its type.
    fn rule(&mut self, mut scope: Scope, wanted: &[(NodeId, Option<Type>)]) -> Sound<Size> {
        for (node, ty) in wanted {
            let found = self.node(*node, &mut scope)?;
            ensure(ty.is_none_or(|ty| ty == found))?;
        }
        Ok(scope.size)
    }

    /// The shape of a node, once it and all below it are found to be sound.
    pub fn node(&mut self, id: NodeId, scope: &mut Scope) -> Sound<Type> {
        ensure((id.0 as usize) < self.program.nodes.len())?;
        scope.depth = scope.depth.saturating_add(1);
        scope.call(Size { depth: 0, steps: 1 });
        self.visits = self.visits.saturating_add(1);
        let beyond = scope.above.saturating_add(scope.depth) > DEEPEST || scope.size.depth > DEEPEST;
        ensure(!beyond && scope.size.steps <= LARGEST && self.visits <= MOST_VISITS)?;
        let node = self.program.nodes.get(id);
        let found = self.found(node, scope)?;
        any_type(self.program, node.ty)?;
        ensure(found == shape(node.ty))?;
        scope.depth = scope.depth.saturating_sub(1);
        Ok(found)
    }

    /// Walks an item that the rule calls. A derived value is found once, however often it is read.
    pub fn called(&mut self, item: Item, scope: &mut Scope) -> Sound {
        let size = self.item(item, scope.above.saturating_add(scope.depth))?;
        let steps = if matches!(item, Item::Value(_) | Item::Grant(_)) { 0 } else { size.steps };
        scope.call(Size { steps, ..size });
        ensure(scope.size.depth <= DEEPEST && scope.size.steps <= LARGEST)
    }
}

/// Expressions with the shapes they must have.
type Wanted = Vec<(NodeId, Option<Type>)>;

fn of_bodies(bodies: &[Body], ty: Type) -> Sound<Wanted> {
    bodies.iter().try_for_each(|body| validity(&body.validity))?;
    Ok(bodies.iter().map(|body| (body.node, Some(shape(ty)))).collect())
}

fn of_benefit(benefit: &Benefit, derived: &Derived) -> Sound<Wanted> {
    ensure(shape(derived.ty) == Type::Number)?;
    ensure(benefit.round.is_none_or(|(_, step)| step.signum() > 0))?;
    let mut wanted = vec![(benefit.amount, Some(Type::Number))];
    wanted.extend(benefit.when.map(|node| (node, Some(Type::Bool))));
    wanted.extend([benefit.start, benefit.stop].into_iter().flatten().map(|node| (node, Some(Type::Month))));
    Ok(wanted)
}

/// What is put into a reason.
fn said(parts: &[ReasonPart]) -> Wanted {
    let values = parts.iter().filter_map(|part| match part {
        ReasonPart::Value(node) => Some((*node, None)),
        ReasonPart::Text(_) => None,
    });
    values.collect()
}
