//! From a plan to code: values, scopes and the dispatch by kind of node.
//!
//! What the code cannot say becomes "gone": a case that reaches it is left to the traced interpreter, so
//! that leaving something out here can cost time but never change a decision.

mod kept;
mod reads;

use crate::map::Map;
use crate::number::Rational;
use crate::program::plan::{Chosen, Plan};
use crate::program::{Bound, Derived, EntityId, NodeId, NodeKind, Rule, Type, Value, ValueId};
use crate::untraced::assumed::Defaults;
use crate::untraced::code::{Code, Pools};
use crate::untraced::layout::Layout;
use crate::untraced::machine::MOST_FRAMES;
use crate::untraced::op::{Any, At, ListId, Number, NumberId, Truth, TruthId, Whole, WholeId};
use crate::untraced::open::{self, Ranges};
use crate::untraced::ratio::Ratio;

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
        let own = (At::OWN, entity);
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
}
