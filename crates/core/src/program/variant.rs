//! Amendments of tiers, benefits and tables: what holds in which region.

use super::{Plan, Program, Region, Rule, Table, TableId, ValueId};
use crate::diagnostic::Span;

/// How a tier or a benefit is found where an amendment of it holds.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Where it holds; everywhere when absent.
    pub region: Option<Region>,
    /// The whole rule, with what the amendment leaves as it is.
    pub rule: Rule,
    /// The variant it amends; the statement's own rule when absent.
    pub amends: Option<u32>,
    /// Citations of the amendment.
    pub citations: Vec<String>,
    /// The amendment.
    pub span: Span,
}

/// Of rules that hold in regions, each after those it amends, the last that holds in a region.
pub(super) fn last_in<'r>(
    regions: impl DoubleEndedIterator<Item = Option<&'r Region>> + ExactSizeIterator,
    region: Option<&Region>,
) -> Option<usize> {
    let holds = |of: Option<&Region>| match (of, region) {
        (None, _) => true,
        (Some(of), Some(region)) => region.is_within(of),
        (Some(_), None) => false,
    };
    regions.enumerate().rev().find(|(_, of)| holds(*of)).map(|(position, _)| position)
}

impl Program {
    /// All rules of a tier or benefit: the statement's own, and those of its amendments.
    #[must_use]
    pub fn rules(&self, id: ValueId) -> Vec<&Rule> {
        let Some(value) = self.values.get(id.index()) else { return Vec::new() };
        let mut rules = vec![&value.rule];
        rules.extend(value.variants.iter().map(|variant| &variant.rule));
        rules
    }

    /// The rules of a tier or benefit that hold in some region: those that an amendment for all of the
    /// policy's region takes the place of are left out.
    pub fn rules_in_force(&self, id: ValueId) -> impl Iterator<Item = &Rule> {
        let variants = self.values.get(id.index()).map_or(&[][..], |value| &value.variants);
        let everywhere = |variant: &Variant| match (&variant.region, &self.region) {
            (None, _) => true,
            (Some(of), Some(region)) => region.is_within(of),
            (Some(_), None) => false,
        };
        // The statement's own rule stands before those of its amendments.
        let replaced = variants.iter().rposition(everywhere).map_or(0, |position| position.saturating_add(1));
        self.rules(id).into_iter().skip(replaced)
    }

    /// A table, and those that hold in its place in some regions.
    #[must_use]
    pub fn tables_of(&self, id: TableId) -> Vec<&Table> {
        let Some(table) = self.tables.get(id.index()) else { return Vec::new() };
        let mut tables = vec![table];
        tables.extend(table.variants.iter().filter_map(|(_, id)| self.tables.get(id.index())));
        tables
    }
}

impl Plan {
    /// The rule of a value that holds in the plan's region.
    #[must_use]
    pub fn rule(&self, id: ValueId) -> Option<&Rule> {
        let value = self.program().values.get(id.index())?;
        Some(self.variant(id).map_or(&value.rule, |variant| &variant.rule))
    }

    /// The amendment of a tier or benefit that holds in the plan's region.
    #[must_use]
    pub fn variant(&self, id: ValueId) -> Option<&Variant> {
        let value = self.program().values.get(id.index())?;
        value.variants.get(self.variant_of(id)?)
    }
}
