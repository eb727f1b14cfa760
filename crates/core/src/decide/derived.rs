//! Derived values: definitions, tiers and benefits, each evaluated once per instance.

use super::evaluate::{Evaluator, Scope};
use super::fault::{FaultKind, RuleId};
use super::outcome::{Held, NoValue, Outcome, Unknown};
use crate::program::plan::Chosen;
use crate::program::{Derived, InstanceId, Place, Range, Rule, Value, ValueId};

impl<'a> Evaluator<'a> {
    #[inline(never)]
    pub(super) fn derived(&mut self, place: Place, id: ValueId) -> Outcome {
        match self.place(place) {
            Ok(instance) => self.value_of(instance, id),
            Err(foreign) => Err(foreign),
        }
    }

    /// A derived value of an instance.
    pub(crate) fn value_of(&mut self, instance: InstanceId, id: ValueId) -> Outcome {
        match self.given(instance, id) {
            Ok(rule) => self.by_rule(instance, id, rule),
            Err(outcome) => *outcome,
        }
    }

    /// What was evaluated before or is pinned; otherwise the rule.
    #[inline(never)]
    fn given(&self, instance: InstanceId, id: ValueId) -> Result<&'a Rule, Box<Outcome>> {
        if let Some(outcome) = self.remembered(instance, id) {
            return Err(Box::new(outcome));
        }
        let derived = self.rule_for(instance, id).map_err(|foreign| Box::new(Err(foreign)))?;
        match self.case.pin(instance, id) {
            Some(pinned) => Err(Box::new(Ok(Held::Value(pinned.clone())))),
            None => Ok(self.plan.rule(id).unwrap_or(&derived.rule)),
        }
    }

    #[inline(never)]
    fn by_rule(&mut self, instance: InstanceId, id: ValueId, rule: &'a Rule) -> Outcome {
        self.begin(instance, id);
        let outer = self.enter(RuleId::Value(id), instance);
        let outcome = match rule {
            Rule::Definition(_) => self.definition(id),
            Rule::Tier(tier) => self.tier(instance, id, tier),
            Rule::Benefit(benefit) => self.benefit(instance, id, benefit),
        };
        self.conclude(outer, instance, id, outcome)
    }

    /// Checks and remembers what a rule came to.
    #[inline(never)]
    fn conclude(&mut self, outer: Scope, instance: InstanceId, id: ValueId, outcome: Outcome) -> Outcome {
        let outcome = match self.program.values.get(id.index()) {
            Some(derived) => self.within_bounds(id, derived, outcome),
            None => outcome,
        };
        self.leave(outer);
        self.finish(instance, id, &outcome);
        outcome
    }

    /// The derived value, which must belong to the instance's entity.
    pub(super) fn rule_for(&self, instance: InstanceId, id: ValueId) -> Outcome<&'a Derived> {
        let derived = self.program.values.get(id.index());
        let entity = self.case.get(instance).map(|instance| instance.entity);
        derived.filter(|derived| Some(derived.entity) == entity).ok_or_else(|| self.foreign())
    }

    #[inline(never)]
    fn definition(&mut self, id: ValueId) -> Outcome {
        match self.plan.body_of_value(id) {
            Chosen::Body(_, body) => self.eval(body),
            chosen => self.without_body(id, chosen),
        }
    }

    #[inline(never)]
    fn without_body(&self, id: ValueId, chosen: Chosen) -> Outcome {
        Err(self.fault_anywhere(FaultKind::NoBody(RuleId::Value(id), chosen)))
    }

    /// The value, if it is in its declared range.
    #[inline(never)]
    fn within_bounds(&mut self, id: ValueId, derived: &Derived, outcome: Outcome) -> Outcome {
        let value = match &outcome {
            Ok(Held::Value(value)) => value,
            Err(NoValue::Unknown(unknown)) => return self.unknown_within_bounds(derived, unknown.clone()),
            _ => return outcome,
        };
        if derived.whole && !is_whole(value) {
            return Err(self.out_of_bounds(id, derived, value, None));
        }
        for bound in &derived.bounds {
            if !bound.admits(value) {
                return Err(self.out_of_bounds(id, derived, value, Some(bound.clone())));
            }
        }
        outcome
    }

    /// An unknown value, which may turn out to be beyond its declared range.
    #[inline(never)]
    fn unknown_within_bounds(&mut self, derived: &Derived, unknown: Unknown) -> Outcome {
        let lies_in = |range: Range| {
            derived.ty.is_numeric()
                && range.lies_in(Range::of_bounds(&derived.bounds))
                && (!derived.whole || range.is_whole())
        };
        let is_sure = derived.bounds.is_empty() && !derived.whole || unknown.range().is_some_and(lies_in);
        if is_sure { Err(unknown.into()) } else { Err(self.doubtful(unknown.lack).into()) }
    }

    #[inline(never)]
    fn out_of_bounds(
        &self,
        id: ValueId,
        derived: &Derived,
        value: &Value,
        bound: Option<crate::program::Bound>,
    ) -> NoValue {
        self.fault(derived.name_span, FaultKind::OutOfBounds(id, value.clone(), bound))
    }
}

fn is_whole(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.is_integer(),
        _ => true,
    }
}
