//! What is missing, in the order in which to ask for it, and what was assumed.

use super::{Decided, Deciding};
use crate::decide::decision::{Assumption, Need};
use crate::decide::lack::{LackId, Missing};
use crate::decide::needs::{self, Fact, Open, Order};
use crate::map::{Map, Set};
use crate::program::ValueId;
use crate::program::way::{self, Step};
use crate::sort;

/// The most facts that all results together list.
const MOST_LISTED: usize = 100_000;

/// The fewest facts a result may list, whatever the others do.
const FEWEST_LISTED: usize = 16;

impl Deciding<'_> {
    /// Lists what each result needs, and what to ask.
    pub(super) fn needs(&mut self, results: &mut [Decided], requirements: &[LackId]) -> Vec<Need> {
        let lacking = results.iter().filter(|result| result.lack.is_some()).count() + requirements.len();
        let most = (MOST_LISTED / lacking.max(1)).clamp(FEWEST_LISTED, needs::MOST);
        let mut open = Vec::new();
        for result in results.iter() {
            let Some(lack) = result.lack else { continue };
            let missing = self.missing(lack, most);
            open.push(Open { instance: result.instance, value: result.value, missing });
        }
        let requirements: Vec<Missing> = requirements.iter().map(|lack| self.missing(*lack, most)).collect();
        let order = Order::of(&mut self.evaluator, &open, &requirements);
        let lacking = results.iter_mut().filter(|result| result.lack.is_some());
        for (result, open) in lacking.zip(&mut open) {
            order.sort(&mut open.missing.facts);
            result.entry.needs = open
                .missing
                .facts
                .iter()
                .map(|fact| self.case.path(self.program, fact.0, Some(fact.1)))
                .collect();
            result.entry.lacks = needs::missing_figures(self.plan, &open.missing);
        }
        self.asked(&order, &open)
    }

    /// What a result lacks, a bounded list of it.
    fn missing(&self, lack: LackId, most: usize) -> Missing {
        let mut missing = self.evaluator.lacks.list(lack, most.saturating_mul(4));
        if missing.facts.len() > most {
            missing.facts.truncate(most);
            missing.cut = true;
        }
        missing
    }

    fn asked(&self, order: &Order, open: &[Open]) -> Vec<Need> {
        let mut asked_by: Map<Fact, Vec<ValueId>> = Map::new();
        let mut seen: Set<(Fact, ValueId)> = Set::new();
        for result in open {
            for fact in &result.missing.facts {
                if seen.insert((*fact, result.value)) {
                    asked_by.or_default(*fact).push(result.value);
                }
            }
        }
        let name = |id: &ValueId| self.program.values.get(id.index()).map(|value| value.name.clone());
        let asked = order.facts().iter().take(needs::MOST).filter_map(|fact| {
            let by = asked_by.get(fact).map_or(&[][..], |by| by).iter().filter_map(name).collect();
            needs::need(self.program, self.case, *fact, by)
        });
        asked.collect()
    }

    pub(super) fn assumed(&self) -> Vec<Assumption> {
        let fact = |(instance, field): &Fact| {
            let own = Step { entity: self.case.get(*instance)?.entity, field: *field, position: None };
            Some(way::Fact { of: self.case.way(*instance), own })
        };
        let mut facts: Vec<_> = self.evaluator.assumed.iter().filter_map(fact).collect();
        sort::by(&mut facts, way::Fact::cmp);
        let assumption =
            |fact: &way::Fact| needs::assumption(self.program, fact.own, fact.path(self.program));
        facts.iter().filter_map(assumption).collect()
    }
}
