//! What amendments amend.

use std::collections::BTreeMap;

use crate::diagnostic::Span;
use crate::program::figures::Series;
use crate::program::{EntityId, ParameterId};
use crate::semantics::Analysis;
use crate::semantics::names::{Global, Member, TypeName};
use crate::semantics::problems::{self, Amendable};
use crate::syntax::tree::{self, Amendment};

impl Analysis<'_> {
    /// Finds what each amendment amends, and what it says of parameters.
    pub(crate) fn declare_amendments(&mut self) {
        let mut figures: BTreeMap<ParameterId, Vec<Series>> = BTreeMap::new();
        for (amend, entity) in self.amendments.clone() {
            match &amend.amendment {
                Amendment::Parameter(entries) => {
                    let Some(id) = self.amended_parameter(amend) else { continue };
                    let Some(lines) = self.amended_lines(id, amend, entries) else { continue };
                    if let Some(parameter) = self.program.parameters.get_mut(id.index()) {
                        parameter.entries.extend(lines.entries);
                    }
                    figures.entry(id).or_default().push(lines.series);
                }
                _ => {
                    let _ = entity;
                }
            }
        }
        for (id, amended) in figures {
            self.lay_strata(id, amended);
        }
    }

    fn amended_parameter(&mut self, amend: &tree::Amend) -> Option<ParameterId> {
        match self.names.globals.get(&amend.name.text) {
            Some(Global::Parameter(id)) => {
                let id = *id;
                let place = self.names.global_places.get(&amend.name.text).copied().unwrap_or_default();
                self.may_amend(amend, place).then_some(id)
            }
            _ => {
                self.report_amended(amend, Amendable::Parameter);
                None
            }
        }
    }

    /// Whether the file of an amendment uses the one that declares what it amends.
    fn may_amend(&mut self, amend: &tree::Amend, declared: Span) -> bool {
        let (user, used) = (amend.name.span.source, declared.source);
        if self.layers.order.uses(user, used) {
            return true;
        }
        let problem = problems::amended_here(amend.name.span, &amend.name.text, declared, user == used);
        self.report(problem);
        false
    }

    /// What is amended is something else, or nothing.
    fn report_amended(&mut self, amend: &tree::Amend, wanted: Amendable) {
        let name = &amend.name.text;
        if self.is_lost(name) {
            return;
        }
        let problem = match self.amendable(name) {
            Some((kind, place)) => problems::amended_kind(amend.name.span, name, place, kind),
            None => {
                let near = self.suggestion(name, self.amendable_names(wanted).into_iter());
                problems::unknown_amended(amend.name.span, name, wanted, near.as_deref())
            }
        };
        self.report(problem);
    }

    /// What a name stands for, wherever it does, and where it is declared.
    fn amendable(&self, name: &str) -> Option<(Option<Amendable>, Span)> {
        if let Some(global) = self.names.globals.get(name) {
            let kind = match global {
                Global::Parameter(_) => Amendable::Parameter,
                Global::Table(_) => Amendable::Table,
                Global::Function(_) => Amendable::Define,
            };
            return Some((Some(kind), self.names.global_places.get(name).copied().unwrap_or_default()));
        }
        if let Some((entity, place)) = self.names.member_owners.get(name) {
            return Some((self.kind_of_member(*entity, name), *place));
        }
        let place = self.names.type_places.get(name).copied()?;
        let is_entity = matches!(self.names.types.get(name), Some(TypeName::Entity(_)));
        Some((is_entity.then_some(Amendable::Entity), place))
    }

    fn kind_of_member(&self, entity: EntityId, name: &str) -> Option<Amendable> {
        use crate::program::Rule;
        let Some(Member::Value(id)) = self.names.member(entity, name) else { return None };
        Some(match self.program.values.get(id.index())?.rule {
            Rule::Tier(_) => Amendable::Tier,
            _ if self.benefits.contains_key(&id) => Amendable::Benefit,
            _ => Amendable::Define,
        })
    }

    fn amendable_names(&self, wanted: Amendable) -> Vec<&str> {
        match wanted {
            Amendable::Parameter => self.program.parameters.iter().map(|of| of.name.as_str()).collect(),
            Amendable::Table => self.program.tables.iter().map(|of| of.name.as_str()).collect(),
            Amendable::Entity => self.program.entities.iter().map(|of| of.name.as_str()).collect(),
            Amendable::Define | Amendable::Tier | Amendable::Benefit => {
                self.program.values.iter().map(|of| of.name.as_str()).collect()
            }
        }
    }
}
