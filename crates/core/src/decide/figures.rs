//! Parameters.

use super::combinations::Combinations;
use super::evaluate::Evaluator;
use super::fault::FaultKind;
use super::lack::LackId;
use super::logic::Alternatives;
use super::operands::{Known, gaps_of};
use super::outcome::{CaseSet, Held, NoValue, Outcome};
use super::show;
use crate::calendar::Date;
use crate::program::figures::{Availability, Resolved};
use crate::program::{Node, NodeId, NodeKind, ParameterId, Value};

impl Evaluator<'_> {
    /// A parameter without keys at the plan's date.
    #[inline(never)]
    pub(super) fn figure(&self, node: &Node, parameter: ParameterId, found: &Resolved) -> Outcome {
        self.available(node, (parameter, 0), &[], self.plan.as_of(), &found.figure)
    }

    /// A parameter with keys at the plan's date.
    #[inline(never)]
    pub(super) fn keyed_figure(
        &mut self,
        node: &Node,
        parameter: ParameterId,
        keys: &[NodeId],
        figures: &[Resolved],
    ) -> Outcome {
        match self.settle(&mut keys.iter().copied()) {
            Ok(found) => self.found_figure(node, parameter, keys, found, figures),
            Err(fault) => Err(NoValue::Fault(fault)),
        }
    }

    #[inline(never)]
    fn found_figure(
        &mut self,
        node: &Node,
        parameter: ParameterId,
        keys: &[NodeId],
        found: Vec<Known>,
        figures: &[Resolved],
    ) -> Outcome {
        let on = self.plan.as_of();
        self.for_each_key(keys, found, |evaluator, cases| {
            let key = evaluator.plan.key_of(parameter, cases);
            let figure = figures.get(key as usize).map_or(&Availability::Nothing, |found| &found.figure);
            evaluator.available(node, (parameter, key), cases, on, figure)
        })
    }

    /// A parameter that is looked up when it is read: at another date, or of too many keys to fold.
    #[inline(never)]
    pub(super) fn parameter(&mut self, node: &Node) -> Outcome {
        let NodeKind::Parameter { keys, on, .. } = &node.kind else {
            return Err(self.foreign());
        };
        match self.settle(&mut keys.iter().chain(on).copied()) {
            Ok(found) => self.found_parameter(node, found),
            Err(fault) => Err(NoValue::Fault(fault)),
        }
    }

    #[inline(never)]
    fn found_parameter(&mut self, node: &Node, mut found: Vec<Known>) -> Outcome {
        let NodeKind::Parameter { parameter, keys, on } = &node.kind else {
            return Err(self.foreign());
        };
        let on = self.reading_date(on.and_then(|_| found.pop()))?;
        self.for_each_key(keys, found, |evaluator, cases| {
            let key = evaluator.plan.key_of(*parameter, cases);
            let found = evaluator.plan.figure(*parameter, key, on);
            evaluator.available(node, (*parameter, key), cases, on, &found.figure)
        })
    }

    fn available(
        &self,
        node: &Node,
        (parameter, key): (ParameterId, u32),
        cases: &[u32],
        on: Date,
        figure: &Availability,
    ) -> Outcome {
        match figure {
            Availability::Known(value) => Ok(Held::Value(value.clone())),
            Availability::Unknown => Err(LackId::Parameter(parameter, key).into()),
            why => {
                let kind = FaultKind::NoFigure(parameter, cases.to_vec(), on, why.clone());
                Err(self.fault(node.span, kind))
            }
        }
    }

    /// Looks up by keys. Where keys are unknown, every figure they may lead to is tried.
    fn for_each_key(
        &mut self,
        keys: &[NodeId],
        found: Vec<Known>,
        mut look_up: impl FnMut(&Self, &[u32]) -> Outcome,
    ) -> Outcome {
        let gaps = gaps_of(&found);
        let mut domains = Vec::with_capacity(keys.len());
        for (key, found) in keys.iter().zip(&found) {
            domains.push(self.key_cases(*key, found)?);
        }
        let domains: Option<Vec<Vec<u32>>> = domains.into_iter().collect();
        match domains.as_deref().and_then(Combinations::of) {
            Some(mut combinations) if gaps.is_empty() => {
                let cases = combinations.next().unwrap_or_default();
                look_up(self, &cases)
            }
            Some(combinations) => {
                let mut alternatives = Alternatives::between(gaps);
                for cases in combinations {
                    alternatives.add(look_up(self, &cases));
                }
                alternatives.finish(self)
            }
            None => self.within(gaps, None),
        }
    }

    /// The cases a key may have; nothing where there are too many to try.
    fn key_cases(&self, key: NodeId, found: &Known) -> Outcome<Option<Vec<u32>>> {
        match found {
            Ok(Held::Value(Value::Case(case))) => Ok(Some(vec![*case])),
            Ok(_) => Err(self.foreign()),
            Err(unknown) => {
                let enum_of = show::enum_of(self.program, self.plan.node(key).ty);
                let all = enum_of.and_then(|ty| CaseSet::first(ty.cases.len()));
                Ok(unknown.cases().or(all).map(|set| set.cases().collect()))
            }
        }
    }
}
