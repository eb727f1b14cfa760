//! What of a program holds on the plan's date and in its region.

use std::cmp::Reverse;

use super::{Chosen, Plan};
use crate::program::table::Table;
use crate::program::variant::last_in;
use crate::program::{Body, Derived, NodeId, Rule, TableId};
use crate::sort;

impl Plan {
    pub(super) fn chosen_values(&self) -> Vec<Chosen> {
        self.program.values.iter().map(|value| self.chosen_value(&value.rule)).collect()
    }

    pub(super) fn chosen_value(&self, rule: &Rule) -> Chosen {
        match rule {
            Rule::Definition(bodies) => self.choose(bodies),
            Rule::Tier(_) | Rule::Benefit(_) => Chosen::Nothing,
        }
    }

    pub(super) fn variants_in_region(&self) -> Vec<Option<usize>> {
        self.program.values.iter().map(|value| self.variant_in_region(value)).collect()
    }

    pub(super) fn variant_in_region(&self, value: &Derived) -> Option<usize> {
        last_in(value.variants.iter().map(|variant| variant.region.as_ref()), self.region())
    }

    pub(super) fn table_in_region(&self, id: TableId) -> TableId {
        let variants = self.program.tables.get(id.index()).map_or(&[][..], |table| &table.variants);
        let chosen = last_in(variants.iter().map(|(region, _)| region.as_ref()), self.region());
        chosen.and_then(|chosen| variants.get(chosen)).map_or(id, |(_, table)| *table)
    }

    /// The body that holds: of the nearest region level that has any body, the last one begun.
    pub(super) fn choose(&self, bodies: &[Body]) -> Chosen {
        self.choose_of(bodies, |_| true)
    }

    /// The body that would hold in place of the one at a position if its file had said nothing.
    #[must_use]
    pub fn body_replaced(&self, bodies: &[Body], position: u32) -> Option<(u32, NodeId)> {
        let rank = bodies.get(position as usize)?.rank;
        match self.choose_of(bodies, |body| body.rank != rank) {
            Chosen::Body(position, node) => Some((position, node)),
            _ => None,
        }
    }

    fn choose_of(&self, bodies: &[Body], counts: impl Fn(&Body) -> bool) -> Chosen {
        let mut level = self.region.clone();
        loop {
            let here = |(_, body): &(usize, &Body)| body.validity.region == level && counts(body);
            let here: Vec<(usize, &Body)> = bodies.iter().enumerate().filter(here).collect();
            if !here.is_empty() {
                return self.choose_by_rank(&here);
            }
            match level {
                Some(region) => level = region.parent(),
                None => return Chosen::Nothing,
            }
        }
    }

    /// Of bodies for one region, that of the highest rank that holds on the date.
    fn choose_by_rank(&self, bodies: &[(usize, &Body)]) -> Chosen {
        let mut ranks: Vec<u32> = bodies.iter().map(|(_, body)| body.rank).collect();
        sort::by_key(&mut ranks, |rank| Reverse(*rank));
        ranks.dedup();
        let mut chosen = Chosen::Nothing;
        for rank in ranks {
            let of_rank: Vec<(usize, &Body)> =
                bodies.iter().filter(|(_, body)| body.rank == rank).copied().collect();
            let here = self.choose_by_date(&of_rank);
            if matches!(here, Chosen::Body(..)) {
                return here;
            }
            if chosen == Chosen::Nothing {
                chosen = here;
            }
        }
        chosen
    }

    fn choose_by_date(&self, bodies: &[(usize, &Body)]) -> Chosen {
        let begun = bodies
            .iter()
            .filter(|(_, body)| body.validity.from.is_none_or(|from| from <= self.as_of))
            .max_by_key(|(_, body)| body.validity.from);
        match begun {
            Some((_, body)) if body.validity.to.is_some_and(|to| to < self.as_of) => {
                Chosen::Expired(body.validity.to)
            }
            Some((position, body)) => Chosen::Body(u32::try_from(*position).unwrap_or(u32::MAX), body.node),
            None => Chosen::NotYet(bodies.iter().filter_map(|(_, body)| body.validity.from).min()),
        }
    }

    pub(super) fn rows_in_region(&self) -> Vec<Box<[u32]>> {
        self.program.tables.iter().map(|table| self.rows_of_nearest_level(table)).collect()
    }

    pub(super) fn rows_of_nearest_level(&self, table: &Table) -> Box<[u32]> {
        let mut level = self.region.clone();
        loop {
            let rows: Box<[u32]> = (0..)
                .zip(&table.rows)
                .filter(|(_, row)| row.region == level)
                .map(|(position, _)| position)
                .collect();
            match level {
                Some(region) if rows.is_empty() => level = region.parent(),
                _ => return rows,
            }
        }
    }
}
