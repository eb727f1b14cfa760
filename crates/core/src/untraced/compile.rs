//! From a plan to code: values, scopes and the dispatch by kind of node.
//!
//! What the code cannot say becomes "gone": a case that reaches it is left to the traced interpreter, so
//! that leaving something out here can cost time but never change a decision.

use crate::map::Map;
use crate::number::Rational;
use crate::program::node::Part;
use crate::program::plan::{Chosen, Plan};
use crate::program::{Bound, Derived, EntityId, NodeId, NodeKind, Place, Rule, Type, Value, ValueId};
use crate::untraced::assumed::Defaults;
use crate::untraced::code::{Code, Pools};
use crate::untraced::layout::Layout;
use crate::untraced::machine::MOST_FRAMES;
use crate::untraced::op::{
    Any, At, Kept, List, ListId, Number, NumberId, Reach, Truth, TruthId, Whole, WholeId,
};
use crate::untraced::open::{self, Ranges};
use crate::untraced::ratio::Ratio;

/// The rule's own instance.
const OWN: At = At { frame: 0, up: 0 };

/// The most nodes looked at for one plan; what lies beyond is left to the interpreter.
const MOST_STEPS: u32 = 2_000_000;

/// An operation of either kind.
#[derive(Clone, Copy, Debug)]
pub enum Op {
    Number(NumberId),
    Truth(TruthId),
    Whole(WholeId),
}

/// The scope of an expression: where each of the rule's frames lies among the machine's.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The entity of the machine's frame 0, for which values are kept.
    pub owner: EntityId,
    /// Each frame of the rule: its place and entity.
    pub frames: Vec<(At, EntityId)>,
    /// The arguments of the function or table.
    pub locals: Vec<Op>,
    /// The machine's first free frame.
    pub depth: u8,
}

impl Scope {
    /// The scope of a rule of an entity.
    pub fn of(entity: EntityId) -> Self {
        let own = (At { frame: 0, up: 0 }, entity);
        Self { owner: entity, frames: vec![own], locals: Vec::new(), depth: 1 }
    }

    /// The same scope with an element on top, and the machine's frame it lies in.
    pub fn with_element(&self, entity: EntityId) -> Option<(Self, u8)> {
        let frame = self.depth;
        if usize::from(frame) >= MOST_FRAMES {
            return None;
        }
        let mut inner = self.clone();
        inner.frames.push((At { frame, up: 0 }, entity));
        inner.depth = frame.saturating_add(1);
        Some((inner, frame))
    }
}

/// The work in progress.
pub struct Compiler<'p> {
    pub plan: &'p Plan,
    pub pools: Pools,
    pub layout: Layout,
    pub texts: Vec<std::sync::Arc<str>>,
    values: Map<ValueId, (u32, Op)>,
    lists: Map<ValueId, (u32, ListId)>,
    pub entitled: Map<ValueId, (u32, TruthId)>,
    pub granted: Map<ValueId, (u32, TruthId)>,
    pub amounts: Map<ValueId, NumberId>,
    /// The slots of what is kept wherever rules of an entity say it.
    shared: Map<(EntityId, Any), u32>,
    /// Everything that is kept, with the entity of whose instances.
    kept: Vec<(EntityId, Any)>,
    steps: u32,
}

impl Op {
    pub const fn any(self) -> Any {
        match self {
            Self::Number(id) => Any::Number(id),
            Self::Truth(id) => Any::Truth(id),
            Self::Whole(id) => Any::Whole(id),
        }
    }
}

/// The code of a plan.
pub fn compile(plan: &Plan) -> Code {
    let program = plan.program();
    let layout = Layout::of(program);
    let mut compiler = Compiler {
        plan,
        pools: Pools::new(program, &layout),
        layout,
        texts: Vec::new(),
        values: Map::new(),
        lists: Map::new(),
        entitled: Map::new(),
        granted: Map::new(),
        amounts: Map::new(),
        shared: Map::new(),
        kept: Vec::new(),
        steps: 0,
    };
    for value in &program.order {
        compiler.value(*value);
    }
    let requirements = program.requirements.iter();
    let requirements = requirements
        .map(|requirement| {
            let scope = Scope::of(requirement.entity);
            (requirement.entity, compiler.truth(requirement.condition, &scope))
        })
        .collect();
    let results =
        (0..).zip(&program.values).filter_map(|(id, value)| compiler.asked(ValueId(id), value)).collect();
    let particulars = (0..).zip(&program.values).map(|(id, value)| match plan.rule(ValueId(id))? {
        Rule::Benefit(benefit) => compiler.particulars(value.entity, benefit),
        Rule::Definition(_) | Rule::Tier(_) => None,
    });
    let mut particulars: Vec<_> = particulars.collect();
    if particulars.iter().all(Option::is_none) {
        particulars.clear();
    }
    let Compiler { pools, mut layout, texts, kept, .. } = compiler;
    layout.close();
    let defaults = Defaults::of(program, &layout, &texts);
    let (numbers, truths) = (pools.numbers.into_stored(), pools.truths.into_stored());
    let (wholes, lists) = (pools.wholes.into_stored(), pools.lists.into_stored());
    let open = open::of(&truths, &numbers, &wholes, &Ranges::of(program, &layout));
    Code {
        numbers,
        truths,
        open,
        wholes,
        lists,
        layout,
        defaults,
        texts,
        requirements,
        results,
        particulars,
        kept,
    }
}

impl Compiler<'_> {
    /// Compiles a derived value; those it rests on have been compiled before.
    fn value(&mut self, id: ValueId) {
        let plan = self.plan;
        let Some(value) = plan.program().values.get(id.index()) else { return };
        let scope = Scope::of(value.entity);
        if let Type::List(_) = value.ty {
            if let Chosen::Body(_, node) = plan.body_of_value(id)
                && let Some((list, _)) = self.list(node, &scope)
            {
                let slot = self.slot(value.entity, Any::List(list));
                self.lists.insert(id, (slot, list));
            }
            return;
        }
        let op = match plan.rule(id).unwrap_or(&value.rule) {
            Rule::Definition(_) => match plan.body_of_value(id) {
                Chosen::Body(_, node) => self.op(node, &scope),
                _ => self.gone(value.ty),
            },
            Rule::Tier(tier) => {
                let arms = tier.arms.iter();
                let arms = arms
                    .map(|arm| {
                        (self.truth(arm.when, &scope), self.pools.whole(Whole::Constant(arm.case.into())))
                    })
                    .collect();
                let otherwise = self.pools.whole(Whole::Constant(tier.otherwise.into()));
                Op::Whole(self.pools.whole(Whole::If(arms, otherwise)))
            }
            Rule::Benefit(_) => self.benefit(id, value, &scope),
        };
        let op = self.checked(op, value);
        let slot = self.slot(value.entity, op.any());
        self.values.insert(id, (slot, op));
    }

    /// A slot for something kept of an entity's instances.
    pub fn slot(&mut self, entity: EntityId, body: Any) -> u32 {
        self.kept.push((entity, body));
        self.layout.slot(entity)
    }

    /// The slot of something that rules of an entity may say more than once.
    fn shared_slot(&mut self, owner: EntityId, body: Any) -> u32 {
        if let Some(slot) = self.shared.get(&(owner, body)) {
            return *slot;
        }
        let slot = self.slot(owner, body);
        self.shared.insert((owner, body), slot);
        slot
    }

    /// A value with its declared range.
    fn checked(&mut self, op: Op, value: &Derived) -> Op {
        if value.bounds.is_empty() && !value.whole {
            return op;
        }
        let Op::Number(number) = op else { return self.gone(value.ty) };
        let limit = |bound: &Bound| match &bound.limit {
            Value::Number(limit) => (bound.comparison, Ratio::from_rational(*limit)),
            _ => (bound.comparison, Ratio::GONE),
        };
        if self.is_count(number) && value.bounds.iter().all(|bound| bound.admits_all_counts()) {
            return op;
        }
        let bounds = value.bounds.iter().map(limit).collect();
        Op::Number(self.pools.number(Number::Checked(number, bounds, value.whole)))
    }

    /// Whether a number counts something, and so is whole and never below zero.
    fn is_count(&self, id: NumberId) -> bool {
        match self.pools.numbers.get(id.0) {
            Some(Number::Count(_)) => true,
            Some(Number::Keep(_, body)) => self.is_count(*body),
            _ => false,
        }
    }

    /// An expression by its type.
    pub fn op(&mut self, id: NodeId, scope: &Scope) -> Op {
        self.steps = self.steps.saturating_add(1);
        let plan = self.plan;
        let node = plan.node(id);
        if self.steps > MOST_STEPS {
            return self.gone(node.ty);
        }
        match &node.kind {
            NodeKind::Constant(value) => self.constant(value, node.ty),
            NodeKind::AsOf => self.of_whole(Whole::Constant(plan.as_of().packed().into())),
            NodeKind::Fact(place, field) => self.fact(*place, *field, node.ty, scope),
            NodeKind::Derived(place, value) => self.derived(*place, *value, scope),
            NodeKind::Part(place, value, part) => self.part(*place, *value, *part, scope),
            NodeKind::Kept { benefit, rivals, chosen, .. } => {
                Op::Truth(self.is_kept(*benefit, rivals, *chosen, scope))
            }
            NodeKind::Local(local) => match scope.locals.get(*local as usize) {
                Some(op) => *op,
                None => self.gone(node.ty),
            },
            NodeKind::Through { element, body } => self.through(*element, *body, node.ty, scope),
            NodeKind::If(arms, otherwise) => self.choice(arms, *otherwise, node.ty, scope),
            NodeKind::Call { function, of, arguments } => {
                self.call(*function, *of, arguments, node.ty, scope)
            }
            NodeKind::Table { table, arguments, result, on: None, if_none } => {
                self.table(plan.table(*table), arguments, *result, *if_none, node.ty, scope)
            }
            NodeKind::Figure(_, resolved) => self.figure(resolved, node.ty),
            NodeKind::Figures { keys, figures, .. } => self.figures(keys, figures, node.ty, scope),
            _ if node.ty == Type::Bool => Op::Truth(self.truth_node(node, scope)),
            _ if node.ty.is_numeric() => Op::Number(self.number_node(node, scope)),
            _ => Op::Whole(self.whole_node(node, scope)),
        }
    }

    pub fn number(&mut self, id: NodeId, scope: &Scope) -> NumberId {
        let op = self.op(id, scope);
        self.number_of(op)
    }

    pub fn truth(&mut self, id: NodeId, scope: &Scope) -> TruthId {
        let op = self.op(id, scope);
        self.truth_of(op)
    }

    pub fn whole(&mut self, id: NodeId, scope: &Scope) -> WholeId {
        let op = self.op(id, scope);
        self.whole_of(op)
    }

    pub fn number_of(&mut self, op: Op) -> NumberId {
        match op {
            Op::Number(id) => id,
            _ => self.pools.number(Number::Gone),
        }
    }

    pub fn truth_of(&mut self, op: Op) -> TruthId {
        match op {
            Op::Truth(id) => id,
            _ => self.pools.truth(Truth::Gone),
        }
    }

    pub fn whole_of(&mut self, op: Op) -> WholeId {
        match op {
            Op::Whole(id) => id,
            _ => self.pools.whole(Whole::Gone),
        }
    }

    fn of_whole(&mut self, op: Whole) -> Op {
        Op::Whole(self.pools.whole(op))
    }

    /// What is not available, of a type.
    pub fn gone(&mut self, ty: Type) -> Op {
        match ty {
            Type::Bool => Op::Truth(self.pools.truth(Truth::Gone)),
            ty if ty.is_numeric() => Op::Number(self.pools.number(Number::Gone)),
            _ => Op::Whole(self.pools.whole(Whole::Gone)),
        }
    }

    /// A known value.
    pub fn constant(&mut self, value: &Value, ty: Type) -> Op {
        match value {
            Value::Bool(value) => Op::Truth(self.pools.truth(Truth::Constant(*value))),
            Value::Number(number) => Op::Number(self.constant_number(*number)),
            Value::Date(date) => self.of_whole(Whole::Constant(date.packed().into())),
            Value::Month(month) => self.of_whole(Whole::Constant(month.index().into())),
            Value::Case(case) if ty != Type::Bool => self.of_whole(Whole::Constant((*case).into())),
            Value::Case(_) => self.gone(ty),
            Value::Text(text) => {
                let known = self.texts.iter().position(|known| known == text);
                let position = known.unwrap_or(self.texts.len());
                if known.is_none() {
                    self.texts.push(std::sync::Arc::clone(text));
                }
                self.of_whole(Whole::Constant(i64::try_from(position).unwrap_or(i64::MAX)))
            }
        }
    }

    pub fn constant_number(&mut self, number: Rational) -> NumberId {
        self.pools.number(Number::Constant(Ratio::from_rational(number)))
    }

    /// Where an instance lies for the machine, and its entity.
    pub fn locate(&self, place: Place, scope: &Scope) -> Option<(At, EntityId)> {
        let (mut at, mut entity) = scope.frames.get(usize::from(place.frame)).copied()?;
        for _ in 0..place.up {
            entity = self.plan.program().entities.get(entity.index())?.owner?;
            at.up = at.up.checked_add(1)?;
        }
        Some((at, entity))
    }

    fn fact(&mut self, place: Place, field: crate::program::FieldId, ty: Type, scope: &Scope) -> Op {
        let Some((at, entity)) = self.locate(place, scope) else { return self.gone(ty) };
        let Some(offset) = self.layout.offset(entity, field) else { return self.gone(ty) };
        let declared = self.plan.program().entities.get(entity.index());
        let declared = declared.and_then(|entity| entity.fields.get(field.index()));
        match ty {
            Type::Bool => Op::Truth(self.pools.truth(Truth::Fact(at, offset))),
            _ if declared.is_some_and(crate::untraced::layout::is_fraction) => {
                Op::Number(self.pools.number(Number::Fraction(at, offset)))
            }
            ty if ty.is_numeric() => Op::Number(self.pools.number(Number::Fact(at, offset))),
            _ => self.of_whole(Whole::Fact(at, offset)),
        }
    }

    pub fn derived(&mut self, place: Place, id: ValueId, scope: &Scope) -> Op {
        let ty = self.plan.program().values.get(id.index()).map_or(Type::Bool, |value| value.ty);
        let (Some((at, _)), Some((slot, op))) = (self.locate(place, scope), self.values.get(&id).copied())
        else {
            return self.gone(ty);
        };
        let kept = Kept { at, slot };
        match op {
            Op::Number(body) => Op::Number(self.pools.number(Number::Keep(kept, body))),
            Op::Truth(body) => Op::Truth(self.pools.truth(Truth::Keep(kept, body))),
            Op::Whole(body) => Op::Whole(self.pools.whole(Whole::Keep(kept, body))),
        }
    }

    pub fn part(&mut self, place: Place, id: ValueId, part: Part, scope: &Scope) -> Op {
        let plan = self.plan;
        let Some(Rule::Benefit(benefit)) = plan.rule(id) else { return self.gone(Type::Bool) };
        let Some((at, entity)) = self.locate(place, scope) else { return self.gone(Type::Bool) };
        let month = match part {
            Part::Claim if at == (At { frame: 0, up: 0 }) => {
                self.claim(id);
                let amount = self.amounts.get(&id).copied();
                return Op::Number(amount.unwrap_or_else(|| self.pools.number(Number::Gone)));
            }
            Part::Claim => return self.gone(Type::Money(None)),
            Part::Granted if plan.program().values.get(id.index()).is_some_and(|of| of.kept.is_some()) => {
                return Op::Truth(self.granted(id, at));
            }
            Part::Entitled | Part::Granted => {
                self.claim(id);
                return Op::Truth(match self.entitled.get(&id) {
                    Some((slot, when)) => self.pools.truth(Truth::Keep(Kept { at, slot: *slot }, *when)),
                    None => self.pools.truth(Truth::Constant(true)),
                });
            }
            Part::Start => benefit.start,
            Part::Stop => benefit.stop,
        };
        match month {
            Some(node) => {
                let body = self.whole(node, &Scope::of(entity));
                let slot = self.slot(entity, Any::Whole(body));
                self.of_whole(Whole::Keep(Kept { at, slot }, body))
            }
            None => self.gone(Type::Month),
        }
    }

    fn through(&mut self, element: NodeId, body: NodeId, ty: Type, scope: &Scope) -> Op {
        let Some((reach, entity)) = self.reach(element, scope) else { return self.gone(ty) };
        let Some((inner, frame)) = scope.with_element(entity) else { return self.gone(ty) };
        let op = self.op(body, &inner);
        self.with(reach, frame, op)
    }

    /// An operation in the scope of an instance laid in a frame.
    pub fn with(&mut self, reach: Reach, frame: u8, op: Op) -> Op {
        match op {
            Op::Number(body) => Op::Number(self.pools.number(Number::With(reach, frame, body))),
            Op::Truth(body) => Op::Truth(self.pools.truth(Truth::With(reach, frame, body))),
            Op::Whole(body) => Op::Whole(self.pools.whole(Whole::With(reach, frame, body))),
        }
    }

    /// How the instance that a node stands for is reached, and its entity.
    pub fn reach(&mut self, id: NodeId, scope: &Scope) -> Option<(Reach, EntityId)> {
        let node = self.plan.node(id);
        let Type::Record(entity) = node.ty else { return None };
        let reach = match &node.kind {
            NodeKind::This(place) => Reach::At(self.locate(*place, scope)?.0),
            NodeKind::Child(place, field) => {
                let (at, owner) = self.locate(*place, scope)?;
                Reach::Child(at, self.layout.offset(owner, *field)?)
            }
            NodeKind::Only(list) => {
                let list = *list;
                Reach::Only(self.list(list, scope)?.0)
            }
            _ => return None,
        };
        Some((reach, entity))
    }

    /// A list and the entity of its elements; a filter over a rule's own list is kept.
    pub fn list(&mut self, id: NodeId, scope: &Scope) -> Option<(ListId, EntityId)> {
        let plan = self.plan;
        let node = plan.node(id);
        let Type::List(entity) = node.ty else { return None };
        let list = match &node.kind {
            NodeKind::Members(place, field) => {
                let (at, owner) = self.locate(*place, scope)?;
                let offset = self.layout.offset(owner, *field)?;
                self.pools.list(List::Members(at, offset, entity))
            }
            NodeKind::Derived(place, value) => {
                let (at, _) = self.locate(*place, scope)?;
                let (slot, list) = self.lists.get(value).copied()?;
                self.pools.list(List::Keep(Kept { at, slot }, list))
            }
            NodeKind::Where { list, condition } => {
                let (list, _) = self.list(*list, scope)?;
                let (inner, frame) = scope.with_element(entity)?;
                let condition = self.truth(*condition, &inner);
                let filtered = self.pools.list(List::Where(list, frame, condition));
                self.keep_list(filtered, scope)
            }
            NodeKind::Through { element, body } => {
                let (reach, through) = self.reach(*element, scope)?;
                let (inner, frame) = scope.with_element(through)?;
                let (body, _) = self.list(*body, &inner)?;
                self.pools.list(List::With(reach, frame, body))
            }
            NodeKind::Flatten { list, body } => {
                let (outer, outer_entity) = self.list(*list, scope)?;
                let (inner, frame) = scope.with_element(outer_entity)?;
                let (body, _) = self.list(*body, &inner)?;
                self.pools.list(List::Flatten(outer, frame, body))
            }
            _ => return None,
        };
        Some((list, entity))
    }

    fn keep_list(&mut self, list: ListId, scope: &Scope) -> ListId {
        if scope.depth != 1 {
            return list;
        }
        let slot = self.shared_slot(scope.owner, Any::List(list));
        self.pools.list(List::Keep(Kept { at: OWN, slot }, list))
    }

    /// A function of a list, kept where only the rule's own instance is in scope, so that two rules that
    /// say the same sum it once.
    pub fn keep_number(&mut self, number: NumberId, scope: &Scope) -> NumberId {
        if scope.depth != 1 {
            return number;
        }
        let slot = self.shared_slot(scope.owner, Any::Number(number));
        self.pools.number(Number::Keep(Kept { at: OWN, slot }, number))
    }

    /// What is given to a definition or a table, kept where only the rule's own instance is in scope: it may be
    /// read any number of times, and be given on as often.
    pub fn given(&mut self, argument: NodeId, scope: &Scope) -> Op {
        let op = self.op(argument, scope);
        if scope.depth != 1 || self.pools.is_at_hand(op.any()) {
            return op;
        }
        let kept = Kept { at: OWN, slot: self.shared_slot(scope.owner, op.any()) };
        match op {
            Op::Number(body) => Op::Number(self.pools.number(Number::Keep(kept, body))),
            Op::Truth(body) => Op::Truth(self.pools.truth(Truth::Keep(kept, body))),
            Op::Whole(body) => Op::Whole(self.pools.whole(Whole::Keep(kept, body))),
        }
    }
}
