//! Exclusives: whether a benefit is kept, and what excludes it.

use super::code::{Asked, GRANTED, REFUSED};
use super::compile::{Compiler, Scope};
use super::op::{Any, At, Kept, Number, Truth, TruthId, Whole};
use crate::program::node::{Opponent, Part};
use crate::program::{ExclusiveId, NodeId, Place, ValueId};

impl Compiler<'_> {
    /// What is asked of a benefit that stands in exclusives.
    pub fn excludable(&mut self, id: ValueId, scope: &Scope) -> Asked {
        let entitled = self.own_part(id, Part::Entitled, scope);
        let refused = self.pools.truth(Truth::Not(entitled));
        let granted = self.own_part(id, Part::Granted, scope);
        let mut arms = vec![
            (refused, self.pools.whole(Whole::Constant(REFUSED))),
            (granted, self.pools.whole(Whole::Constant(GRANTED))),
        ];
        let ways = self.plan.program().exclusions_of(id);
        for (way, (exclusive, instead)) in (GRANTED.saturating_add(1)..).zip(ways) {
            if let Some(condition) = self.excluded(id, exclusive, instead, scope) {
                arms.push((condition, self.pools.whole(Whole::Constant(way))));
            }
        }
        let gone = self.pools.whole(Whole::Gone);
        let outcome = self.pools.whole(Whole::If(arms.into(), gone));
        let amount = self.amounts.get(&id).copied().unwrap_or_else(|| self.pools.number(Number::Gone));
        Asked::Excludable(outcome, amount)
    }

    /// Whether an exclusive excludes a benefit in favour of another.
    fn excluded(
        &mut self,
        id: ValueId,
        exclusive: ExclusiveId,
        instead: u32,
        scope: &Scope,
    ) -> Option<TruthId> {
        let plan = self.plan;
        let benefits = &plan.program().exclusives.get(exclusive.index())?.benefits;
        let own = benefits.iter().find(|rival| rival.value == id)?;
        let other = benefits.get(instead as usize)?;
        let kept = self.truth(own.kept, scope);
        let parts = [
            self.pools.truth(Truth::Not(kept)),
            self.truth(other.stands, scope),
            self.truth(other.kept, scope),
        ];
        Some(self.pools.truth(Truth::And(parts.into())))
    }

    fn own_part(&mut self, id: ValueId, part: Part, scope: &Scope) -> TruthId {
        let part = self.part(Place::default(), id, part, scope);
        self.truth_of(part)
    }

    /// Whether a benefit is granted, found once for each instance.
    pub fn granted(&mut self, id: ValueId, at: At) -> TruthId {
        let plan = self.plan;
        let known = self.granted.get(&id).copied();
        let (slot, granted) = match (known, plan.program().values.get(id.index())) {
            (Some(known), _) => known,
            (None, Some(value)) => {
                let scope = Scope::of(value.entity);
                let entitled = self.own_part(id, Part::Entitled, &scope);
                let kept = value.kept.map(|kept| self.truth(kept, &scope));
                let parts = [Some(entitled), kept].into_iter().flatten().collect();
                let granted = self.pools.truth(Truth::And(parts));
                let slot = self.slot(value.entity, Any::Truth(granted));
                self.granted.insert(id, (slot, granted));
                (slot, granted)
            }
            (None, None) => return self.pools.truth(Truth::Gone),
        };
        self.pools.truth(Truth::Keep(Kept { at, slot }, granted))
    }

    /// Whether an exclusive keeps a benefit that takes part.
    pub fn is_kept(
        &mut self,
        benefit: u32,
        rivals: &[Opponent],
        chosen: Option<NodeId>,
        scope: &Scope,
    ) -> TruthId {
        match chosen {
            Some(chosen) => self.is_chosen(benefit, rivals, chosen, scope),
            None => {
                let beaten = rivals.iter().map(|rival| self.gives_way(*rival, scope)).collect();
                self.pools.truth(Truth::And(beaten))
            }
        }
    }

    fn gives_way(&mut self, rival: Opponent, scope: &Scope) -> TruthId {
        let stands = self.truth(rival.stands, scope);
        let absent = self.pools.truth(Truth::Not(stands));
        match rival.yields {
            Some(yields) => {
                let yields = self.truth(yields, scope);
                self.pools.truth(Truth::Or(Box::new([absent, yields])))
            }
            None => absent,
        }
    }

    /// A choice of something to which nobody is entitled is an error, and left to the interpreter.
    fn is_chosen(&mut self, benefit: u32, rivals: &[Opponent], chosen: NodeId, scope: &Scope) -> TruthId {
        let standing: Vec<TruthId> = rivals.iter().map(|rival| self.truth(rival.stands, scope)).collect();
        let any = self.pools.truth(Truth::Or(standing.iter().copied().collect()));
        let alone = self.pools.truth(Truth::Not(any));
        let (yes, no) = (self.pools.truth(Truth::Constant(true)), self.pools.truth(Truth::Constant(false)));
        let chosen = self.whole(chosen, scope);
        let mut is = |case: u32| {
            let case = self.pools.whole(Whole::Constant(case.into()));
            self.pools.truth(Truth::EqualWhole(chosen, case, false))
        };
        let own = is(benefit);
        let others: Vec<TruthId> = rivals.iter().map(|rival| is(rival.benefit)).collect();
        let mut arms = vec![(alone, yes), (own, yes)];
        for (other, stands) in others.into_iter().zip(standing) {
            arms.push((self.pools.truth(Truth::And(Box::new([other, stands]))), no));
        }
        let gone = self.pools.truth(Truth::Gone);
        self.pools.truth(Truth::If(arms.into(), gone))
    }
}
