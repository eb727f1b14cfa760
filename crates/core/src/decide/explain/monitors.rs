//! How alerts and targets came about.

use super::parts::shown;
use super::{Explaining, Part};
use crate::decide::decision::{Clause, Explanation, ExplanationKind, Status};
use crate::decide::fault::RuleId;
use crate::decide::outcome::{Held, Outcome};
use crate::program::{Alert, InstanceId, NodeId, Target, Type};

impl Explaining<'_, '_> {
    /// An alert of an instance.
    pub(super) fn alert(&mut self, instance: InstanceId, alert: &Alert) -> Explanation {
        let mut part = self.watched(instance, (&alert.name, alert.label.as_deref()), ExplanationKind::Alert);
        part.explanation.citations.clone_from(&alert.citations);
        let outer = self.evaluator.enter(RuleId::Nothing, instance);
        let raised = self.evaluator.bool(alert.when);
        self.fill(&mut part.explanation, Type::Bool, &raised.map(Held::bool));
        self.step(&mut part, Clause::When, alert.when, Vec::new());
        self.evaluator.leave(outer);
        self.grown(part)
    }

    /// A target of an instance.
    pub(super) fn target(&mut self, instance: InstanceId, target: &Target) -> Explanation {
        let mut part =
            self.watched(instance, (&target.name, target.label.as_deref()), ExplanationKind::Target);
        part.explanation.citations.clone_from(&target.citations);
        let outer = self.evaluator.enter(RuleId::Nothing, instance);
        let value = self.evaluator.eval(target.value);
        let ty = self.evaluator.plan.node(target.value).ty;
        self.fill(&mut part.explanation, ty, &value);
        self.step(&mut part, Clause::Value, target.value, Vec::new());
        let aims = [(Clause::Must, target.binding.then_some(target.aim)), (Clause::Hope, target.hope)];
        for (clause, node) in aims {
            if let Some(node) = node {
                self.aim(&mut part, clause, node);
            }
        }
        self.evaluator.leave(outer);
        self.grown(part)
    }

    /// What a value must be; the value itself was explained.
    fn aim(&mut self, part: &mut Part, clause: Clause, node: NodeId) {
        let met: Outcome = self.evaluator.bool(node).map(Held::bool);
        self.step(part, clause, node, Vec::new());
        if let Some(step) = part.explanation.steps.last_mut() {
            let answer = match met {
                Ok(held) if held.is_bool(true) => Some(("yes", "是")),
                Ok(_) => Some(("no", "否")),
                Err(_) => None,
            };
            step.value = answer.map(|(en, zh)| shown(crate::diagnostic::Text::new(en, zh), en.to_owned()));
        }
    }

    fn watched(
        &mut self,
        instance: InstanceId,
        (name, label): (&str, Option<&str>),
        kind: ExplanationKind,
    ) -> Part {
        let mut explanation = self.blank(name, label, kind);
        explanation.of = self.evaluator.case.path(self.evaluator.program, instance, None);
        explanation.status = Status::Decided;
        Part { explanation, leaves: Vec::new() }
    }
}
