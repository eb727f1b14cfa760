//! Benefits: whether somebody is entitled, whether it is granted, and how much.

use super::evaluate::Evaluator;
use super::fault::{FaultKind, RuleId};
use super::lack::Gaps;
use super::logic::Kleene;
use super::outcome::{Held, NoValue, Outcome};
use super::ranges::{or_nothing, range_of_outcome};
use crate::number::Rational;
use crate::program::node::Part;
use crate::program::{Benefit, InstanceId, NodeId, Rule, Value, ValueId};

impl Evaluator<'_> {
    /// The amount granted. The amount of a refused benefit is not evaluated.
    #[inline(never)]
    pub(super) fn benefit(&mut self, instance: InstanceId, id: ValueId, benefit: &Benefit) -> Outcome {
        let granted = self.is_granted(instance, id, benefit);
        match granted {
            Err(NoValue::Fault(fault)) => Err(NoValue::Fault(fault)),
            Ok(false) => Ok(Held::number(Rational::ZERO)),
            granted => {
                let amount = self.claim(instance, id, benefit);
                self.granted(granted, amount)
            }
        }
    }

    /// What is granted where something is, or may be, and comes to an amount.
    #[inline(never)]
    fn granted(&mut self, granted: Outcome<bool>, amount: Outcome) -> Outcome {
        let Err(NoValue::Unknown(unknown)) = granted else {
            return amount;
        };
        let mut gaps = Gaps::default();
        gaps.add(unknown.lack);
        match &amount {
            Ok(held) if held.is_zero() => return amount,
            Err(NoValue::Unknown(more)) => gaps.add(more.lack),
            // The amount, or why there is none, matters only where something is granted.
            Ok(_) | Err(NoValue::Fault(_)) => {}
        }
        self.within(gaps, range_of_outcome(&amount).map(or_nothing))
    }

    /// A part of a benefit.
    pub(crate) fn part_of(&mut self, instance: InstanceId, id: ValueId, part: Part) -> Outcome {
        self.rule_for(instance, id)?;
        let Some(Rule::Benefit(benefit)) = self.plan.rule(id) else {
            return Err(self.foreign());
        };
        match part {
            Part::Entitled => self.is_entitled(instance, id, benefit).map(Held::bool),
            Part::Granted => self.is_granted(instance, id, benefit).map(Held::bool),
            Part::Claim => self.claim(instance, id, benefit),
            Part::Start => self.clause(instance, id, benefit.start),
            Part::Stop => self.clause(instance, id, benefit.stop),
        }
    }

    /// Whether somebody is entitled; a pinned amount above zero means that they are.
    #[inline(never)]
    fn is_entitled(&mut self, instance: InstanceId, id: ValueId, benefit: &Benefit) -> Outcome<bool> {
        if let Some(pinned) = self.pinned_above_zero(instance, id) {
            return pinned;
        }
        if let Some(outcome) = self.remembered_part(instance, id, Part::Entitled) {
            return self.as_bool(outcome);
        }
        let entitled = match benefit.when {
            Some(when) => self.clause(instance, id, Some(when)),
            None => Ok(Held::bool(true)),
        };
        self.finish_part(instance, id, Part::Entitled, &entitled);
        self.as_bool(entitled)
    }

    /// Whether it is granted: somebody is entitled, and the exclusives keep it.
    #[inline(never)]
    fn is_granted(&mut self, instance: InstanceId, id: ValueId, benefit: &Benefit) -> Outcome<bool> {
        let Some(kept) = self.kept_by_all(id) else {
            return self.is_entitled(instance, id, benefit);
        };
        if let Some(pinned) = self.pinned_above_zero(instance, id) {
            return pinned;
        }
        if let Some(outcome) = self.remembered_part(instance, id, Part::Granted) {
            return self.as_bool(outcome);
        }
        let granted = self.entitled_and_kept(instance, id, benefit, kept);
        self.finish_part(instance, id, Part::Granted, &granted.clone().map(Held::bool));
        granted
    }

    fn kept_by_all(&self, id: ValueId) -> Option<NodeId> {
        self.program.values.get(id.index())?.kept
    }

    #[inline(never)]
    fn entitled_and_kept(
        &mut self,
        instance: InstanceId,
        id: ValueId,
        benefit: &Benefit,
        kept: NodeId,
    ) -> Outcome<bool> {
        let mut both = Kleene::and();
        let entitled = self.is_entitled(instance, id, benefit);
        if both.take(entitled) {
            return Ok(false);
        }
        let kept = self.clause(instance, id, Some(kept));
        if both.take(self.as_bool(kept)) {
            return Ok(false);
        }
        both.undecided(self)
    }

    /// A pinned amount says whether somebody is entitled and granted it.
    #[inline(never)]
    fn pinned_above_zero(&self, instance: InstanceId, id: ValueId) -> Option<Outcome<bool>> {
        Some(match self.case.pin(instance, id)? {
            Value::Number(amount) => Ok(amount.signum() > 0),
            _ => Err(self.foreign()),
        })
    }

    /// The amount for somebody entitled, before exclusions: rounded, and not below zero.
    #[inline(never)]
    fn claim(&mut self, instance: InstanceId, id: ValueId, benefit: &Benefit) -> Outcome {
        if let Some(pinned) = self.case.pin(instance, id) {
            return Ok(Held::Value(pinned.clone()));
        }
        if let Some(outcome) = self.remembered_part(instance, id, Part::Claim) {
            return outcome;
        }
        let amount = self.clause(instance, id, Some(benefit.amount));
        let outer = self.enter(RuleId::Value(id), instance);
        let claim = self.amount(id, benefit, amount);
        self.leave(outer);
        // Nobody else reads the claim of a benefit that stands in no exclusive.
        if self.kept_by_all(id).is_some() {
            self.finish_part(instance, id, Part::Claim, &claim);
        }
        claim
    }

    #[inline(never)]
    fn amount(&mut self, id: ValueId, benefit: &Benefit, amount: Outcome) -> Outcome {
        let span = self.plan.node(benefit.amount).span;
        if let Err(NoValue::Unknown(unknown)) = &amount {
            let range = unknown.range();
            let range =
                range.map(|range| benefit.round.map_or(range, |(mode, step)| range.rounded(mode, step)));
            return self.lacking(unknown.lack, range.filter(|range| range.is_at_least_zero()));
        }
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

    /// Evaluates a clause of a rule in the scope of its instance.
    #[inline(never)]
    pub(crate) fn clause(&mut self, instance: InstanceId, id: ValueId, node: Option<NodeId>) -> Outcome {
        let node = node.ok_or_else(|| self.foreign())?;
        let outer = self.enter(RuleId::Value(id), instance);
        let outcome = self.eval(node);
        self.leave(outer);
        outcome
    }
}
