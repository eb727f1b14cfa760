//! Exclusives: which of several benefits is kept, and in favour of which another gives way.

use std::rc::Rc;

use super::evaluate::Evaluator;
use super::fault::{Fault, FaultKind, RuleId};
use super::logic::Kleene;
use super::outcome::{Held, NoValue, Outcome};
use crate::program::node::Opponent;
use crate::program::{ExclusiveId, InstanceId, NodeId, Value, ValueId};

impl Evaluator<'_> {
    /// Whether an exclusive keeps a benefit that takes part.
    #[inline(never)]
    pub(super) fn is_kept(
        &mut self,
        exclusive: ExclusiveId,
        benefit: u32,
        rivals: &[Opponent],
        chosen: Option<NodeId>,
    ) -> Outcome {
        let kept = match chosen {
            // Whoever chooses what they are not entitled to is told so.
            Some(chosen) => {
                let kept = self.is_chosen(exclusive, benefit, rivals, chosen);
                kept.map_err(|missing| self.doubted(missing))
            }
            None => self.beats_all(rivals),
        };
        kept.map(Held::bool)
    }

    /// Whether every other benefit either does not take part or has the lower amount.
    #[inline(never)]
    fn beats_all(&mut self, rivals: &[Opponent]) -> Outcome<bool> {
        let mut all = Kleene::and();
        for rival in rivals {
            let beaten = self.gives_way(*rival);
            if all.take(beaten) {
                return Ok(false);
            }
        }
        all.undecided(self)
    }

    #[inline(never)]
    fn gives_way(&mut self, rival: Opponent) -> Outcome<bool> {
        let mut either = Kleene::or();
        let stands = self.bool(rival.stands);
        if either.take(stands.map(|stands| !stands)) {
            return Ok(true);
        }
        if let Some(yields) = rival.yields {
            let yields = self.bool(yields);
            if either.take(yields) {
                return Ok(true);
            }
        }
        either.undecided(self)
    }

    /// Whether the applicant chose it. Nobody is asked before it is known that there is a choice.
    #[inline(never)]
    fn is_chosen(
        &mut self,
        exclusive: ExclusiveId,
        benefit: u32,
        rivals: &[Opponent],
        chosen: NodeId,
    ) -> Outcome<bool> {
        match self.any_stands(rivals) {
            Ok(false) => Ok(true),
            Ok(true) => match self.choice(chosen) {
                Ok(chosen) => self.is_choice(exclusive, benefit, rivals, chosen),
                Err(open) => Err(self.not_asked_yet(exclusive, benefit).unwrap_or(open)),
            },
            Err(NoValue::Fault(fault)) => Err(fault.into()),
            Err(NoValue::Unknown(unknown)) => match self.choice(chosen) {
                Ok(chosen) if chosen == benefit => Ok(true),
                _ => Err(unknown.into()),
            },
        }
    }

    /// Why the applicant is not asked: it is not known whether the benefit itself takes part.
    #[inline(never)]
    fn not_asked_yet(&mut self, exclusive: ExclusiveId, benefit: u32) -> Option<NoValue> {
        let benefits = &self.program.exclusives.get(exclusive.index())?.benefits;
        let own = benefits.get(benefit as usize)?;
        match self.bool(own.stands) {
            Err(NoValue::Unknown(unknown)) => Some(unknown.into()),
            _ => None,
        }
    }

    #[inline(never)]
    fn any_stands(&mut self, rivals: &[Opponent]) -> Outcome<bool> {
        let mut any = Kleene::or();
        for rival in rivals {
            let stands = self.bool(rival.stands);
            if any.take(stands) {
                return Ok(true);
            }
        }
        any.undecided(self)
    }

    #[inline(never)]
    fn choice(&mut self, chosen: NodeId) -> Outcome<u32> {
        match self.eval(chosen)? {
            Held::Value(Value::Case(chosen)) => Ok(chosen),
            _ => Err(self.foreign()),
        }
    }

    #[inline(never)]
    fn is_choice(
        &mut self,
        exclusive: ExclusiveId,
        benefit: u32,
        rivals: &[Opponent],
        chosen: u32,
    ) -> Outcome<bool> {
        if chosen == benefit {
            return Ok(true);
        }
        let Some(rival) = rivals.iter().find(|rival| rival.benefit == chosen) else {
            return Err(self.foreign());
        };
        match self.bool(rival.stands)? {
            true => Ok(false),
            false => Err(self.not_entitled(exclusive, chosen)),
        }
    }

    #[inline(never)]
    fn not_entitled(&self, exclusive: ExclusiveId, chosen: u32) -> NoValue {
        let span = self.program.exclusives.get(exclusive.index()).map(|exclusive| exclusive.span);
        NoValue::Fault(Rc::new(Fault {
            kind: FaultKind::ChoiceNotEntitled(exclusive, chosen),
            span,
            instance: self.place(crate::program::Place::default()).ok(),
            rule: RuleId::Exclusive(exclusive),
        }))
    }

    /// The first exclusive that excludes a benefit for sure, with the position of the benefit it keeps
    /// where that is known.
    pub(super) fn excluded(
        &mut self,
        instance: InstanceId,
        value: ValueId,
    ) -> Option<(ExclusiveId, Option<u32>)> {
        let program = self.program;
        if self.case.pin(instance, value).is_some() {
            return None;
        }
        for (id, exclusive) in (0..).map(ExclusiveId).zip(&program.exclusives) {
            let Some(own) = exclusive.benefits.iter().find(|rival| rival.value == value) else { continue };
            if self.clause(instance, value, Some(own.kept)).is_ok_and(|kept| kept.is_bool(false)) {
                return Some((id, self.winner(instance, id)));
            }
        }
        None
    }

    /// The position of the benefit that an exclusive keeps.
    pub(super) fn winner(&mut self, instance: InstanceId, id: ExclusiveId) -> Option<u32> {
        let program = self.program;
        let exclusive = program.exclusives.get(id.index())?;
        for (position, rival) in (0..).zip(&exclusive.benefits) {
            let holds = |evaluator: &mut Self, node| {
                evaluator.clause(instance, rival.value, Some(node)).is_ok_and(|held| held.is_bool(true))
            };
            if holds(self, rival.stands) && holds(self, rival.kept) {
                return Some(position);
            }
        }
        None
    }
}
