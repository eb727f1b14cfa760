//! Benefits and what is asked of results as code.

use super::code::Asked;
use super::compile::{Compiler, Op, Scope};
use super::op::{Any, Number, Truth, Whole, WholeId};
use super::particulars::{Particulars, Stop};
use super::ratio::Ratio;
use crate::program::node::Part;
use crate::program::{Benefit, Derived, EntityId, NodeId, Place, ReasonPart, Rule, ValueId};

impl Compiler<'_> {
    pub fn asked(&mut self, id: ValueId, value: &Derived) -> Option<(ValueId, EntityId, Asked)> {
        let own = Place { frame: 0, up: 0 };
        let scope = Scope::of(value.entity);
        let asked = match self.plan.rule(id)? {
            Rule::Tier(_) => {
                let case = self.derived(own, id, &scope);
                Asked::Tier(self.whole_of(case))
            }
            Rule::Benefit(_) if value.kept.is_some() => self.excludable(id, &scope),
            Rule::Benefit(_) => {
                let entitled = self.part(own, id, Part::Entitled, &scope);
                // The amount is asked for only where somebody is entitled, so its guard is not needed.
                let amount =
                    self.amounts.get(&id).copied().unwrap_or_else(|| self.pools.number(Number::Gone));
                Asked::Benefit(self.truth_of(entitled), amount)
            }
            Rule::Definition(_) => return None,
        };
        Some((id, value.entity, asked))
    }

    pub fn benefit(&mut self, id: ValueId, value: &Derived, scope: &Scope) -> Op {
        self.claim(id);
        let amount = self.amounts.get(&id).copied().unwrap_or_else(|| self.pools.number(Number::Gone));
        let part = if value.kept.is_some() { Part::Granted } else { Part::Entitled };
        let granted = self.part(Place::default(), id, part, scope);
        let granted = self.truth_of(granted);
        if self.pools.truths.get(granted.0) == Some(&Truth::Constant(true)) {
            return Op::Number(amount);
        }
        let zero = self.pools.number(Number::Constant(Ratio::ZERO));
        Op::Number(self.pools.number(Number::If(Box::new([(granted, amount)]), zero)))
    }

    /// Compiles the condition and the amount of a benefit, before exclusions.
    pub fn claim(&mut self, id: ValueId) {
        let plan = self.plan;
        let Some(value) = plan.program().values.get(id.index()) else { return };
        let Some(Rule::Benefit(benefit)) = plan.rule(id) else { return };
        if self.amounts.contains_key(&id) {
            return;
        }
        let scope = &Scope::of(value.entity);
        let mut amount = self.number(benefit.amount, scope);
        if let Some((mode, step)) = benefit.round {
            amount = self.pools.number(Number::Round(amount, mode, Ratio::from_rational(step)));
        }
        amount = self.pools.number(Number::Amount(amount));
        if value.kept.is_some() {
            amount = self.keep_number(amount, scope);
        }
        self.amounts.insert(id, amount);
        if let Some(when) = benefit.when {
            let when = self.truth(when, scope);
            let slot = self.slot(value.entity, Any::Truth(when));
            self.entitled.insert(id, (slot, when));
        }
    }

    /// What finds the particulars of a benefit; nothing where it has none.
    pub fn particulars(&mut self, entity: EntityId, benefit: &Benefit) -> Option<Particulars> {
        if !benefit.has_particulars() {
            return None;
        }
        let scope = Scope::of(entity);
        let start = benefit.start.map(|month| self.whole(month, &scope));
        let stop = benefit.stop.map(|month| {
            let month = self.whole(month, &scope);
            Stop { month, fact: self.fact_behind(month) }
        });
        let parts = benefit.reason.iter().flatten();
        let values = parts.filter_map(|part| match part {
            ReasonPart::Value(node) => Some(*node),
            ReasonPart::Text(_) => None,
        });
        let reason =
            values.map(|node: NodeId| (self.plan.node(node).ty, self.op(node, &scope).any())).collect();
        Some(Particulars { start, stop, reason })
    }

    /// The fact of which something is the month, or the month after.
    fn fact_behind(&self, month: WholeId) -> Option<WholeId> {
        match self.pools.wholes.get(month.0)? {
            Whole::Fact(..) => Some(month),
            Whole::MonthOf(date) | Whole::MonthAfter(date) => self.fact_behind(*date),
            _ => None,
        }
    }
}
