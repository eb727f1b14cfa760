//! The interpreter: evaluates nodes of a plan for one case, and remembers derived values.
//!
//! Evaluation recurses along the graph. The compiler bounds the longest path and [`MAX_DEPTH`] holds
//! for any other program, so the stack is bounded as long as frames are small. Therefore
//! [`Evaluator::eval`] only picks the function for a node, and a function that evaluates further nodes
//! does little else: it collects what they come to and hands that to another, which is not on the stack
//! while nodes below are evaluated. Both are `#[inline(never)]`: an optimiser that puts them into one
//! another makes of them a frame as large as all together. The tests run the deepest programs on a small
//! stack, and a host of the C library does as it is shipped.

use std::cell::Cell;

use super::fault::{FaultKind, RuleId};
use super::lack::{LackId, Lacks};
use super::memo::{ListMemo, Memo};
use super::outcome::{Held, Outcome};
use super::strangers::Strangers;
use crate::diagnostic::Span;
use crate::map::Set;
use crate::program::node::Part;
use crate::program::{
    Case, FieldId, InstanceId, NodeId, NodeKind, Place, Plan, Program, Slot, Value, ValueId,
};

/// How many nodes deep an evaluation may go. The compiler allows 600.
pub(crate) const MAX_DEPTH: u32 = 640;

/// How many nodes may be evaluated for one case.
pub(crate) const MAX_STEPS: u64 = 20_000_000;

/// What trials of unknown facts may cost on top, for one case.
const TRIAL_STEPS: u64 = 5_000_000;

/// Evaluates nodes of a plan for one case.
pub(crate) struct Evaluator<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) program: &'a Program,
    pub(crate) case: &'a Case,
    pub(crate) lacks: Lacks,
    /// Facts taken from the policy's defaults so far.
    pub(crate) assumed: Set<(InstanceId, FieldId)>,
    /// Undecided tiers of which every possible case can come out.
    pub(crate) exact: Set<(InstanceId, ValueId)>,
    /// What trials may still cost.
    pub(crate) trial_steps: u64,
    pub(super) lists: ListMemo,
    pub(super) strangers: Strangers,
    memo: Memo,
    supposed: Option<Supposed<'a>>,
    frames: Vec<InstanceId>,
    locals: Vec<Outcome>,
    scope: Scope,
    depth: u32,
    steps: u64,
    /// The steps it was last given, and those it took of what it was given before.
    given: u64,
    given_trials: u64,
    taken: u64,
    /// The outermost frame that was read since [`Evaluator::watched`] began to look.
    outermost: Cell<usize>,
}

/// Facts supposed in a trial, and what was known without them.
#[derive(Clone, Copy)]
struct Supposed<'a> {
    facts: &'a [(InstanceId, FieldId, Value)],
    /// A value that is known stays the same whatever else becomes known.
    known: &'a Memo,
}

/// Whose frames and locals a node sees.
#[derive(Clone, Copy, Default)]
pub(crate) struct Scope {
    frames_from: usize,
    locals_from: usize,
    rule: RuleId,
}

impl<'a> Evaluator<'a> {
    /// An evaluator that knows nothing yet.
    pub(crate) fn new(plan: &'a Plan, case: &'a Case) -> Self {
        Self {
            plan,
            program: plan.program(),
            case,
            lacks: Lacks::default(),
            assumed: Set::new(),
            exact: Set::new(),
            trial_steps: TRIAL_STEPS,
            lists: ListMemo::default(),
            strangers: Strangers::after(case.instances().len()),
            memo: Memo::default(),
            supposed: None,
            frames: Vec::new(),
            locals: Vec::new(),
            scope: Scope::default(),
            depth: 0,
            steps: MAX_STEPS,
            given: MAX_STEPS,
            given_trials: TRIAL_STEPS,
            taken: 0,
            outermost: Cell::new(usize::MAX),
        }
    }

    /// An evaluator of the same case with some unknown facts supposed to be known. It takes no further
    /// trials, and no more steps than are left for trials.
    pub(crate) fn trial<'b>(&'b self, facts: &'b [(InstanceId, FieldId, Value)]) -> Evaluator<'b> {
        let mut trial = Evaluator::new(self.plan, self.case);
        trial.supposed = Some(Supposed { facts, known: &self.memo });
        trial.steps = self.trial_steps;
        trial.trial_steps = 0;
        trial.depth = self.depth;
        trial.strangers = self.strangers.others();
        trial
    }

    /// Whether facts are only supposed here.
    pub(crate) fn is_trial(&self) -> bool {
        self.supposed.is_some()
    }

    /// Gives it steps for further work, whatever is left.
    pub(crate) fn refill(&mut self, steps: u64) {
        self.taken += self.given.saturating_sub(self.steps);
        (self.given, self.steps) = (steps, steps);
    }

    /// Gives it steps for further trials, whatever is left.
    pub(crate) fn refill_trials(&mut self, steps: u64) {
        self.taken += self.given_trials.saturating_sub(self.trial_steps);
        (self.given_trials, self.trial_steps) = (steps, steps);
    }

    /// The steps taken so far, trials included.
    pub(crate) fn steps_taken(&self) -> u64 {
        let trials = self.given_trials.saturating_sub(self.trial_steps);
        self.taken + self.given.saturating_sub(self.steps) + trials
    }

    /// The statement being evaluated.
    pub(crate) fn rule(&self) -> RuleId {
        self.scope.rule
    }

    /// The instance being evaluated.
    pub(crate) fn innermost(&self) -> Option<InstanceId> {
        self.frames.last().copied()
    }

    /// The steps that are left.
    pub(crate) fn steps_left(&self) -> u64 {
        self.steps
    }

    /// Evaluates a node outside any rule, with an instance as frame 0.
    pub(crate) fn at(&mut self, instance: InstanceId, node: NodeId) -> Outcome {
        let outer = self.enter(RuleId::Nothing, instance);
        let outcome = self.eval(node);
        self.leave(outer);
        outcome
    }

    /// Evaluates a node.
    pub(crate) fn eval(&mut self, id: NodeId) -> Outcome {
        let node = self.plan.node(id);
        if self.steps == 0 || self.depth >= MAX_DEPTH {
            return self.too_much(node.span);
        }
        self.steps -= 1;
        self.depth += 1;
        let outcome = match &node.kind {
            NodeKind::Constant(value) => constant(value),
            NodeKind::AsOf => constant(&Value::Date(self.plan.as_of())),
            NodeKind::Fact(place, field) => self.fact(*place, *field),
            NodeKind::Child(place, field) => self.child(*place, *field),
            NodeKind::This(place) => self.this(*place),
            NodeKind::Members(place, field) => self.members(*place, *field),
            NodeKind::Derived(place, value) => self.derived(*place, *value),
            NodeKind::Part(place, value, part) => self.part(*place, *value, *part),
            NodeKind::Kept { exclusive, benefit, rivals, chosen } => {
                self.is_kept(*exclusive, *benefit, rivals, *chosen)
            }
            NodeKind::Local(index) => self.local(*index),
            NodeKind::Through { element, body } => self.through(*element, *body),
            NodeKind::Only(list) => self.only(node, *list),
            NodeKind::Where { list, condition } => self.filter(*list, *condition),
            NodeKind::Flatten { list, body } => self.flatten(*list, *body),
            NodeKind::Aggregate { .. } => self.aggregate(node),
            NodeKind::Rank { .. } => self.rank(node),
            NodeKind::Lowest(values) => self.extreme(values, false),
            NodeKind::Highest(values) => self.extreme(values, true),
            NodeKind::Parameter { .. } => self.parameter(node),
            NodeKind::Figure(parameter, found) => self.figure(node, *parameter, found),
            NodeKind::Figures { parameter, keys, figures } => {
                self.keyed_figure(node, *parameter, keys, figures)
            }
            NodeKind::Table { .. } => self.table(node),
            NodeKind::Call { function, of, arguments } => self.call(*function, *of, arguments),
            NodeKind::Sum(terms) => self.sum(node, terms),
            NodeKind::Product(factors) => self.product(node, factors),
            NodeKind::Shift { base, by, back } => self.shift(node, *base, *by, *back),
            NodeKind::Distance(to, from) => self.distance(node, *to, *from),
            NodeKind::Negate(value) => self.negate(node, *value),
            NodeKind::Compare(comparison, left, right) => self.compare(*comparison, *left, *right),
            NodeKind::Equal(left, right, negated) => self.equal(*left, *right, *negated),
            NodeKind::In(value, choices, negated) => self.is_in(*value, choices, *negated),
            NodeKind::IsKnown(value, negated) => self.is_known(*value, *negated),
            NodeKind::Not(value) => self.not(*value),
            NodeKind::And(terms) => self.and(terms),
            NodeKind::Or(terms) => self.or(terms),
            NodeKind::If(arms, otherwise) => self.choose(arms, *otherwise),
            NodeKind::Round(value, mode, step) => self.round(node, *value, *mode, *step),
            NodeKind::Builtin(function, arguments) => self.builtin(node, *function, arguments),
        };
        self.depth -= 1;
        outcome
    }

    /// Pays for work that is not the evaluation of a node.
    pub(crate) fn charge(&mut self, steps: usize) {
        self.steps = self.steps.saturating_sub(steps as u64);
    }

    /// Pays for work that must not be begun unless it can be paid for.
    pub(crate) fn pay(&mut self, steps: usize) -> Outcome<()> {
        self.charge(steps);
        if self.steps == 0 { Err(self.fault_anywhere(FaultKind::StepLimit)) } else { Ok(()) }
    }

    #[cold]
    #[inline(never)]
    fn too_much(&self, span: Span) -> Outcome {
        Err(self.fault(span, FaultKind::StepLimit))
    }

    // Facts.

    #[inline(never)]
    fn fact(&mut self, place: Place, field: FieldId) -> Outcome {
        let instance = self.place(place)?;
        if let Some(value) = self.supposed_fact(instance, field) {
            return Ok(Held::Value(value));
        }
        match self.slot(instance, field)? {
            Slot::Known(value) => Ok(Held::Value(value.clone())),
            Slot::Assumed(value) => {
                self.assumed.insert((instance, field));
                Ok(Held::Value(value.clone()))
            }
            Slot::Unknown => Err(self.unknown_fact(instance, field)),
            Slot::One(_) | Slot::Many(..) => Err(self.foreign()),
        }
    }

    fn this(&self, place: Place) -> Outcome {
        self.place(place).map(Held::Instance)
    }

    fn supposed_fact(&self, instance: InstanceId, field: FieldId) -> Option<Value> {
        let facts = self.supposed?.facts;
        facts.iter().find(|of| (of.0, of.1) == (instance, field)).map(|(.., value)| value.clone())
    }

    #[inline(never)]
    fn child(&mut self, place: Place, field: FieldId) -> Outcome {
        let instance = self.place(place)?;
        match self.slot(instance, field)? {
            Slot::One(child) => Ok(Held::Instance(*child)),
            Slot::Unknown => Err(LackId::Fact(instance, field).into()),
            _ => Err(self.foreign()),
        }
    }

    /// The slot of a field, which must exist.
    pub(crate) fn slot(&self, instance: InstanceId, field: FieldId) -> Outcome<&'a Slot> {
        match self.case.get(instance) {
            Some(instance) => instance.slots.get(field.index()),
            None => self.strangers.get(instance).map(|_| &Slot::Unknown),
        }
        .ok_or_else(|| self.foreign())
    }

    // Frames.

    /// The instance a place stands for.
    pub(crate) fn place(&self, place: Place) -> Outcome<InstanceId> {
        let frame = self.scope.frames_from.checked_add(usize::from(place.frame));
        self.outermost.set(self.outermost.get().min(frame.unwrap_or(0)));
        let mut instance = frame.and_then(|frame| self.frames.get(frame)).copied();
        for _ in 0..place.up {
            instance = instance.and_then(|id| self.owner_of(id));
        }
        instance.ok_or_else(|| self.foreign())
    }

    /// Adds a frame; [`Evaluator::pop`] takes it away.
    pub(crate) fn push(&mut self, instance: InstanceId) {
        self.frames.push(instance);
    }

    /// Takes the last frame away.
    pub(crate) fn pop(&mut self) {
        self.frames.pop();
    }

    /// Starts a rule with an instance as frame 0; the scope returned goes to [`Evaluator::leave`].
    pub(crate) fn enter(&mut self, rule: RuleId, instance: InstanceId) -> Scope {
        let outer = self.enter_bare(rule);
        self.frames.push(instance);
        outer
    }

    /// Starts a rule without frames.
    pub(crate) fn enter_bare(&mut self, rule: RuleId) -> Scope {
        let inner = Scope { frames_from: self.frames.len(), locals_from: self.locals.len(), rule };
        std::mem::replace(&mut self.scope, inner)
    }

    /// Ends a rule.
    pub(crate) fn leave(&mut self, outer: Scope) {
        self.frames.truncate(self.scope.frames_from);
        self.locals.truncate(self.scope.locals_from);
        self.scope = outer;
    }

    /// Gives the rule just started its scalar arguments.
    pub(crate) fn set_locals(&mut self, locals: Vec<Outcome>) {
        self.locals.truncate(self.scope.locals_from);
        self.locals.extend(locals);
    }

    /// Does something, and says whether it looked at nothing outside the frames that it added itself.
    pub(crate) fn watched<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> (T, bool) {
        let (base, outer) = (self.frames.len(), self.outermost.replace(usize::MAX));
        let done = work(self);
        let inner = self.outermost.get();
        self.outermost.set(outer.min(inner));
        (done, inner >= base)
    }

    fn local(&self, index: u32) -> Outcome {
        // Whose argument it is is not followed up.
        self.outermost.set(0);
        let found = self.scope.locals_from.checked_add(index as usize).and_then(|at| self.locals.get(at));
        found.cloned().unwrap_or_else(|| Err(self.foreign()))
    }

    // What is remembered.

    /// A derived value that was evaluated before.
    #[inline(never)]
    pub(crate) fn remembered(&self, instance: InstanceId, value: ValueId) -> Option<Outcome> {
        match self.memo.values.get(&(instance, value)) {
            Some(Some(outcome)) => return Some(outcome.clone()),
            // It rests on itself, which no compiled program does.
            Some(None) => return Some(Err(self.fault_anywhere(FaultKind::StepLimit))),
            None => {}
        }
        match self.supposed?.known.values.get(&(instance, value)) {
            // Who belongs to an unsettled list may hang on the facts supposed.
            Some(Some(Ok(Held::List(list)))) if !list.is_settled() => None,
            Some(Some(Ok(held))) => Some(Ok(held.clone())),
            _ => None,
        }
    }

    /// Marks a value as being evaluated.
    pub(crate) fn begin(&mut self, instance: InstanceId, value: ValueId) {
        self.memo.values.insert((instance, value), None);
    }

    /// Remembers a value.
    #[inline(never)]
    pub(crate) fn finish(&mut self, instance: InstanceId, value: ValueId, outcome: &Outcome) {
        self.memo.values.insert((instance, value), Some(outcome.clone()));
    }

    /// A part of a benefit that was evaluated before.
    #[inline(never)]
    pub(crate) fn remembered_part(
        &self,
        instance: InstanceId,
        value: ValueId,
        part: Part,
    ) -> Option<Outcome> {
        self.memo.parts.get(&(instance, value, part)).cloned()
    }

    /// Remembers a part of a benefit.
    #[inline(never)]
    pub(crate) fn finish_part(
        &mut self,
        instance: InstanceId,
        value: ValueId,
        part: Part,
        outcome: &Outcome,
    ) {
        self.memo.parts.insert((instance, value, part), outcome.clone());
    }

    #[inline(never)]
    fn part(&mut self, place: Place, value: ValueId, part: Part) -> Outcome {
        match self.place(place) {
            Ok(instance) => self.part_of(instance, value, part),
            Err(foreign) => Err(foreign),
        }
    }
}

fn constant(value: &Value) -> Outcome {
    Ok(Held::Value(value.clone()))
}
