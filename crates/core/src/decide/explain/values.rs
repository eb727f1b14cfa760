//! How definitions, tiers and benefits came about.

use super::parts::shown;
use super::{Explaining, Part};
use crate::decide::decision::{CaseRef, Clause, Explanation, ExplanationKind, Replaced, Step};
use crate::decide::fault::RuleId;
use crate::decide::formula::{Called, Written, plain, write};
use crate::decide::outcome::{Held, NoValue, Outcome};
use crate::decide::{layers, show, words};
use crate::diagnostic::{Span, Text};
use crate::number::{Rational, RoundMode};
use crate::program::node::Part as Parts;
use crate::program::plan::Chosen;
use crate::program::{Arm, Benefit, Body, Derived, InstanceId, NodeId, Rule, Tier, Type, Value, ValueId};

impl Explaining<'_, '_> {
    pub(super) fn value(&mut self, instance: InstanceId, id: ValueId) -> Part {
        let mut part = Part { explanation: self.value_head(instance, id), leaves: Vec::new() };
        let pinned = part.explanation.kind == ExplanationKind::Pinned;
        let Some(derived) = self.evaluator.program.values.get(id.index()).filter(|_| !pinned) else {
            return part;
        };
        let outer = self.evaluator.enter(RuleId::Value(id), instance);
        let plan = self.evaluator.plan;
        match plan.rule(id).unwrap_or(&derived.rule) {
            Rule::Definition(bodies) => self.body(&mut part, derived.span, bodies, plan.body_of_value(id)),
            Rule::Tier(tier) => self.arms(&mut part, id, derived, tier),
            Rule::Benefit(benefit) => self.clauses(&mut part, (instance, id), derived, benefit),
        }
        self.evaluator.leave(outer);
        part
    }

    /// The body of a definition that holds.
    fn body(&mut self, part: &mut Part, declared: Span, bodies: &[Body], chosen: Chosen) {
        let Chosen::Body(position, node) = chosen else { return };
        let citations = bodies.get(position as usize).map(|body| body.citations.clone());
        self.step(part, Clause::Value, node, citations.unwrap_or_default());
        let replaced = layers::body_replaced(self.evaluator.plan, bodies, position);
        self.amended(part, declared, node, replaced);
    }

    /// Notes at the last step which layer says it, where that is another than that of the rule, and what it
    /// replaced.
    fn amended(&self, part: &mut Part, declared: Span, node: NodeId, replaced: Option<Replaced>) {
        let plan = self.evaluator.plan;
        if let Some(step) = part.explanation.steps.last_mut() {
            step.layer = layers::amending(plan.program(), declared, plan.node(node).span);
            step.instead_of = replaced;
        }
    }

    pub(super) fn value_head(&mut self, instance: InstanceId, id: ValueId) -> Explanation {
        let program = self.evaluator.program;
        let Some(derived) = program.values.get(id.index()) else {
            return self.blank("", None, ExplanationKind::Definition);
        };
        let kind = match derived.rule {
            _ if self.evaluator.case.pin(instance, id).is_some() => ExplanationKind::Pinned,
            Rule::Definition(_) => ExplanationKind::Definition,
            Rule::Tier(_) => ExplanationKind::Tier,
            Rule::Benefit(_) => ExplanationKind::Benefit,
        };
        let mut explanation = self.blank(&derived.name, derived.label.as_deref(), kind);
        explanation.of = self.evaluator.case.path(program, instance, None);
        explanation.citations.clone_from(&derived.citations);
        explanation.citations.extend(layers::cited_by_amendments(self.evaluator.plan, id));
        let outcome = self.evaluator.value_of(instance, id);
        self.fill(&mut explanation, derived.ty, &outcome);
        explanation
    }

    /// The arms of a tier up to the one that holds.
    fn arms(&mut self, part: &mut Part, id: ValueId, derived: &Derived, tier: &Tier) {
        for arm in &tier.arms {
            let case = show::case_ref(self.evaluator.program, derived.ty, arm.case);
            let outcome = self.arm(part, arm, case);
            let replaced = layers::arm_replaced(self.evaluator.plan, id, arm);
            self.amended(part, derived.span, arm.when, replaced);
            if matches!(outcome, Ok(true) | Err(NoValue::Fault(_))) {
                return;
            }
        }
        part.explanation.steps.push(Step {
            clause: Clause::Otherwise,
            case: show::case_ref(self.evaluator.program, derived.ty, tier.otherwise),
            formula: String::new(),
            figures: Text::default(),
            value: None,
            citations: tier.otherwise_citations.clone(),
            layer: None,
            instead_of: None,
        });
    }

    fn arm(&mut self, part: &mut Part, arm: &Arm, case: Option<CaseRef>) -> Outcome<bool> {
        self.step(part, Clause::When, arm.when, arm.citations.clone());
        if let Some(step) = part.explanation.steps.last_mut() {
            step.case = case;
        }
        self.evaluator.bool(arm.when)
    }

    /// The clauses of a benefit: of a refused one only why it was refused.
    fn clauses(
        &mut self,
        part: &mut Part,
        whose: (InstanceId, ValueId),
        derived: &Derived,
        benefit: &Benefit,
    ) {
        let (_, id) = whose;
        let mut entitled = Ok(true);
        if let Some(when) = benefit.when {
            self.clause(part, id, derived, (Clause::When, when));
            entitled = self.evaluator.bool(when);
        }
        if entitled == Ok(false) || matches!(entitled, Err(NoValue::Fault(_))) {
            return;
        }
        self.clause(part, id, derived, (Clause::Amount, benefit.amount));
        if let Some((mode, step)) = benefit.round {
            let steps = part.explanation.steps.len();
            self.rounding(part, derived.ty, benefit.amount, mode, step);
            // There is no step where the amount is not known.
            if let Some(step) = part.explanation.steps.get_mut(steps) {
                (step.layer, step.instead_of) = layers::rounding(self.evaluator.plan, id);
            }
        }
        let mut granted = entitled == Ok(true);
        if derived.kept.is_some() {
            self.exclusives(part, whose);
            let kept = self.evaluator.part_of(whose.0, whose.1, Parts::Granted);
            granted = kept.is_ok_and(|kept| kept.is_bool(true));
        }
        if granted {
            for (clause, node) in [(Clause::Start, benefit.start), (Clause::Stop, benefit.stop)] {
                if let Some(node) = node {
                    self.clause(part, id, derived, (clause, node));
                }
            }
        }
    }

    fn clause(&mut self, part: &mut Part, id: ValueId, derived: &Derived, (clause, node): (Clause, NodeId)) {
        self.step(part, clause, node, Vec::new());
        let replaced = layers::clause_replaced(self.evaluator.plan, id, clause, node);
        self.amended(part, derived.span, node, replaced);
    }

    fn rounding(&mut self, part: &mut Part, ty: Type, amount: NodeId, mode: RoundMode, step: Rational) {
        let Ok(Held::Value(Value::Number(amount))) = self.evaluator.eval(amount) else {
            return;
        };
        let program = self.evaluator.program;
        let unit = show::value(program, plain(ty), &Value::Number(step));
        let rounded = amount.round(mode, step).ok().map(Value::Number);
        part.explanation.steps.push(Step {
            clause: Clause::Round,
            case: None,
            formula: String::new(),
            figures: words::rounding(mode, &unit),
            value: rounded
                .map(|value| shown(show::value(program, ty, &value), show::exact(program, ty, &value))),
            citations: Vec::new(),
            layer: None,
            instead_of: None,
        });
    }

    /// Adds a formula with its figures and what it comes to.
    pub(super) fn step(&mut self, part: &mut Part, clause: Clause, node: NodeId, citations: Vec<String>) {
        let Written { figures, leaves, cut } = write(self.evaluator, node, &mut self.pieces);
        let outcome = self.evaluator.eval(node);
        let plan = self.evaluator.plan;
        let formula = self.evaluator.program.sources.slice(plan.node(node).span).trim().to_owned();
        let value = self.shown(plan.node(node).ty, &outcome);
        let (case, layer, instead_of) = (None, None, None);
        part.explanation.steps.push(Step {
            clause,
            case,
            formula,
            figures,
            value,
            citations,
            layer,
            instead_of,
        });
        part.explanation.cut |= cut;
        part.leaves.extend(leaves);
    }

    pub(super) fn call(&mut self, called: Called) -> Part {
        let program = self.evaluator.program;
        let Some(function) = program.functions.get(called.function.index()) else {
            let explanation = self.blank("", None, ExplanationKind::Definition);
            return Part { explanation, leaves: Vec::new() };
        };
        let mut explanation =
            self.blank(&function.name, function.label.as_deref(), ExplanationKind::Definition);
        if let Some(instance) = called.frames.first() {
            explanation.of = self.evaluator.case.path(program, *instance, None);
        }
        explanation.citations.clone_from(&function.citations);
        self.fill(&mut explanation, called.ty, &called.outcome);
        let mut part = Part { explanation, leaves: Vec::new() };
        let outer = self.evaluator.enter_bare(RuleId::Function(called.function));
        called.frames.into_iter().for_each(|frame| self.evaluator.push(frame));
        self.evaluator.set_locals(called.locals);
        let chosen = self.evaluator.plan.body_of_function(called.function);
        self.body(&mut part, function.span, &function.bodies, chosen);
        self.evaluator.leave(outer);
        part
    }
}
