//! Parameters.

use super::combinations::Combinations;
use super::evaluate::{Evaluator, settled};
use super::fault::FaultKind;
use super::lack::{Gaps, LackId};
use super::logic::Alternatives;
use super::outcome::{CaseSet, Held, Outcome};
use super::show;
use crate::calendar::Date;
use crate::program::figures::{Availability, Resolved};
use crate::program::{Node, NodeId, NodeKind, ParameterId, Value};

impl Evaluator<'_> {
    /// A parameter without keys at the plan's date.
    pub(super) fn figure(&self, node: &Node, parameter: ParameterId, found: &Resolved) -> Outcome {
        self.available(node, parameter, &[], self.plan.as_of(), &found.figure)
    }

    /// A parameter with keys at the plan's date.
    pub(super) fn keyed_figure(
        &mut self,
        node: &Node,
        parameter: ParameterId,
        keys: &[NodeId],
        figures: &[Resolved],
    ) -> Outcome {
        let on = self.plan.as_of();
        self.for_each_key(keys, |evaluator, cases| {
            let key = evaluator.plan.key_of(parameter, cases) as usize;
            let figure = figures.get(key).map_or(&Availability::Nothing, |found| &found.figure);
            evaluator.available(node, parameter, cases, on, figure)
        })
    }

    /// A parameter that is looked up when it is read: at another date, or of too many keys to fold.
    pub(super) fn parameter(&mut self, node: &Node) -> Outcome {
        let NodeKind::Parameter { parameter, keys, on } = &node.kind else {
            return Err(self.foreign());
        };
        let on = self.reading_date(*on)?;
        self.for_each_key(keys, |evaluator, cases| {
            let key = evaluator.plan.key_of(*parameter, cases);
            let found = evaluator.plan.figure(*parameter, key, on);
            evaluator.available(node, *parameter, cases, on, &found.figure)
        })
    }

    fn available(
        &self,
        node: &Node,
        parameter: ParameterId,
        cases: &[u32],
        on: Date,
        figure: &Availability,
    ) -> Outcome {
        match figure {
            Availability::Known(value) => Ok(Held::Value(value.clone())),
            Availability::Unknown => Err(LackId::Parameter(parameter).into()),
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
        mut look_up: impl FnMut(&Self, &[u32]) -> Outcome,
    ) -> Outcome {
        let mut gaps = Gaps::default();
        let mut domains = Vec::with_capacity(keys.len());
        for key in keys {
            domains.push(self.key_cases(*key, &mut gaps)?);
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
            None => self.unless_missing(gaps).and_then(|()| Err(self.foreign())),
        }
    }

    /// The cases a key may have; nothing where there are too many to try.
    fn key_cases(&mut self, key: NodeId, gaps: &mut Gaps) -> Outcome<Option<Vec<u32>>> {
        match settled(self.scalar(key))? {
            Ok(Value::Case(case)) => Ok(Some(vec![case])),
            Ok(_) => Err(self.foreign()),
            Err(unknown) => {
                gaps.add(unknown.lack);
                let enum_of = show::enum_of(self.program, self.plan.node(key).ty);
                let all = enum_of.and_then(|ty| CaseSet::first(ty.cases.len()));
                Ok(unknown.possible.or(all).map(|set| set.cases().collect()))
            }
        }
    }
}
