//! Benefits: whether somebody is entitled, and to how much.

use super::evaluate::Evaluator;
use super::fault::{FaultKind, RuleId};
use super::outcome::{Held, NoValue, Outcome};
use crate::number::Rational;
use crate::program::node::Part;
use crate::program::{Benefit, InstanceId, NodeId, Rule, Value, ValueId};

impl Evaluator<'_> {
    /// The amount granted. The amount of a refused benefit is not evaluated.
    pub(super) fn benefit(&mut self, instance: InstanceId, id: ValueId, benefit: &Benefit) -> Outcome {
        let entitled = self.condition(benefit.when);
        self.note_entitled(instance, id, &entitled);
        match entitled {
            Err(NoValue::Fault(fault)) => Err(NoValue::Fault(fault)),
            Ok(false) => Ok(Held::number(Rational::ZERO)),
            entitled => {
                let amount = self.eval(benefit.amount);
                self.granted(id, benefit, entitled, amount)
            }
        }
    }

    fn note_entitled(&mut self, instance: InstanceId, id: ValueId, entitled: &Outcome<bool>) {
        self.finish_entitled(instance, id, &entitled.clone().map(Held::bool));
    }

    fn condition(&mut self, when: Option<NodeId>) -> Outcome<bool> {
        match when {
            Some(when) => self.bool(when),
            None => Ok(true),
        }
    }

    /// What is granted to somebody who is, or may be, entitled to an amount.
    fn granted(
        &mut self,
        id: ValueId,
        benefit: &Benefit,
        entitled: Outcome<bool>,
        amount: Outcome,
    ) -> Outcome {
        let amount = self.amount(id, benefit, amount);
        let Err(NoValue::Unknown(unknown)) = entitled else {
            return amount;
        };
        match amount {
            Ok(amount) if amount.is_zero() => Ok(amount),
            Err(NoValue::Unknown(more)) => Err(self.join_two(unknown.lack, more.lack).into()),
            // The amount, or why there is none, matters only to those entitled.
            Ok(_) | Err(NoValue::Fault(_)) => Err(unknown.lack.into()),
        }
    }

    /// An amount rounded, which must not be below zero.
    fn amount(&self, id: ValueId, benefit: &Benefit, amount: Outcome) -> Outcome {
        let span = self.plan.node(benefit.amount).span;
        let Held::Value(Value::Number(amount)) = amount? else {
            return Err(self.foreign());
        };
        let rounded = benefit.round.map_or(Ok(amount), |(mode, step)| amount.round(mode, step));
        let amount = rounded.map_err(|error| self.arithmetic(span, error))?;
        if amount.is_negative() {
            return Err(self.fault(span, FaultKind::NegativeBenefit(id, amount)));
        }
        Ok(Held::number(amount))
    }

    /// A part of a benefit.
    pub(crate) fn part_of(&mut self, instance: InstanceId, id: ValueId, part: Part) -> Outcome {
        let Rule::Benefit(benefit) = &self.rule_for(instance, id)?.rule else {
            return Err(self.foreign());
        };
        match part {
            Part::Entitled | Part::Granted => self.entitled(instance, id, benefit),
            Part::Start => self.clause(instance, id, benefit.start),
            Part::Stop => self.clause(instance, id, benefit.stop),
        }
    }

    /// Whether somebody is entitled; a pinned amount above zero means that they are.
    fn entitled(&mut self, instance: InstanceId, id: ValueId, benefit: &Benefit) -> Outcome {
        if let Some(pinned) = self.case.pin(instance, id) {
            return match pinned {
                Value::Number(amount) => Ok(Held::bool(amount.signum() > 0)),
                _ => Err(self.foreign()),
            };
        }
        if let Some(outcome) = self.remembered_entitled(instance, id) {
            return outcome;
        }
        let outer = self.enter(RuleId::Value(id), instance);
        let entitled = self.condition(benefit.when).map(Held::bool);
        self.leave(outer);
        self.finish_entitled(instance, id, &entitled);
        entitled
    }

    /// Evaluates a clause of a rule in the scope of its instance.
    pub(crate) fn clause(&mut self, instance: InstanceId, id: ValueId, node: Option<NodeId>) -> Outcome {
        let node = node.ok_or_else(|| self.foreign())?;
        let outer = self.enter(RuleId::Value(id), instance);
        let outcome = self.eval(node);
        self.leave(outer);
        outcome
    }
}
