//! What amendments amend.

use crate::diagnostic::Span;
use crate::program::figures::Series;
use crate::program::{EntityId, ParameterId, Rule, ValueId};
use crate::semantics::beside::index;
use crate::semantics::names::{Global, Member, TypeName};
use crate::semantics::problems::{self, Amendable};
use crate::semantics::{Analysis, Item};
use crate::sort;
use crate::syntax::tree::{self, Amend, Amendment, Statement};

impl<'a> Analysis<'a> {
    /// Notes an amendment that writes all arms of a tier: it may add cases to the tier's type.
    pub(crate) fn note_whole_tier(&mut self, statement: &'a Statement) {
        match statement {
            Statement::For(block) => block.statements.iter().for_each(|inner| self.note_whole_tier(inner)),
            Statement::Amend(Amend { name, amendment: Amendment::Tier(tree), .. })
                if tree.otherwise.is_some() =>
            {
                self.whole_tiers.or_default(&name.text).push(tree);
            }
            _ => {}
        }
    }

    /// Adds the facts of amendments to their entities.
    pub(crate) fn amend_entities(&mut self, files: &'a [tree::File]) {
        for statement in files.iter().flat_map(|file| &file.statements) {
            let Statement::Amend(amend) = statement else { continue };
            let Amendment::Entity(fields) = &amend.amendment else { continue };
            let Some(TypeName::Entity(entity)) = self.names.types.get(&amend.name.text).copied() else {
                self.report_amended(amend, Amendable::Entity);
                self.names.lost.extend(fields.iter().map(|field| field.name.text.clone()));
                continue;
            };
            let place = self.names.type_places.get(&amend.name.text).copied().unwrap_or_default();
            if self.may_amend(amend, place)
                && let Some((_, known)) = self.entity_trees.iter_mut().find(|(known, _)| *known == entity)
            {
                known.extend(fields);
            }
        }
    }

    /// Finds what each amendment amends, and what it says of parameters.
    pub(crate) fn declare_amendments(&mut self) {
        let mut figures: Vec<(ParameterId, Series)> = Vec::new();
        for (amend, entity) in self.amendments.clone() {
            match &amend.amendment {
                Amendment::Parameter(entries) => {
                    let Some(id) = self.amended_parameter(amend) else { continue };
                    let Some(lines) = self.amended_lines(id, amend, entries) else { continue };
                    if let Some(parameter) = self.program.parameters.get_mut(id.index()) {
                        parameter.entries.extend(lines.entries);
                    }
                    figures.push((id, lines.series));
                }
                Amendment::Define(_) => self.amend_value(amend, entity, Amendable::Define),
                Amendment::Tier(_) => self.amend_value(amend, entity, Amendable::Tier),
                Amendment::Benefit(_) => self.amend_value(amend, entity, Amendable::Benefit),
                Amendment::Table(_) => self.amend_table(amend, entity),
                // Facts are there before anything else.
                Amendment::Entity(_) => {}
            }
        }
        for (id, amended) in sort::groups(figures) {
            self.lay_strata(id, amended);
        }
        self.sort_amended_tables();
    }

    fn amended_parameter(&mut self, amend: &Amend) -> Option<ParameterId> {
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

    /// An amendment of a definition, a tier or a benefit.
    fn amend_value(&mut self, amend: &'a Amend, entity: Option<EntityId>, wanted: Amendable) {
        let name = amend.name.text.as_str();
        let item = match self.names.globals.get(name) {
            Some(Global::Function(id)) if wanted == Amendable::Define => Some(Item::Function(*id)),
            _ => self
                .value_near(entity, name)
                .filter(|(_, kind)| *kind == wanted)
                .map(|(id, _)| Item::Value(id)),
        };
        let Some(item) = item else {
            self.report_amended(amend, wanted);
            return;
        };
        let place = match item {
            Item::Value(id) => self.program.values.get(id.index()).map(|value| value.name_span),
            _ => self.names.global_places.get(name).copied(),
        };
        if self.may_amend(amend, place.unwrap_or_default()) {
            self.amended.or_default(item).push(amend);
        }
    }

    fn amend_table(&mut self, amend: &'a Amend, entity: Option<EntityId>) {
        let name = amend.name.text.as_str();
        if let Some(Global::Table(id)) = self.names.globals.get(name).copied() {
            let place = self.names.global_places.get(name).copied().unwrap_or_default();
            if self.may_amend(amend, place) {
                self.amend_called_table(id, amend);
            }
            return;
        }
        let owner = self.owner_of(entity, |of| self.fact_tables.contains_key(&(of, name)));
        match owner.and_then(|of| self.fact_tables.get(&(of, name))).cloned() {
            Some(table) if self.may_amend(amend, table.place) => self.amend_fact_table(&table, amend),
            Some(_) => {}
            None => self.report_amended(amend, Amendable::Table),
        }
    }

    /// The value of a name: that of the entity in whose scope an amendment stands, or of the only one that
    /// has it.
    fn value_near(&self, entity: Option<EntityId>, name: &str) -> Option<(ValueId, Amendable)> {
        let has = |of: EntityId| matches!(self.names.member(of, name), Some(Member::Value(_)));
        let of = self.owner_of(entity, has)?;
        let Some(Member::Value(id)) = self.names.member(of, name) else { return None };
        Some((id, self.kind_of_member(of, name)?))
    }

    /// The entity in whose scope an amendment stands, if something holds for it; at the top of a file the
    /// root, or the only one for which it does.
    fn owner_of(&self, entity: Option<EntityId>, has: impl Fn(EntityId) -> bool) -> Option<EntityId> {
        let own = entity.unwrap_or(self.program.root);
        if has(own) {
            return Some(own);
        }
        let all = (0..self.program.entities.len()).map(|at| EntityId(index(at)));
        let mut others = all.filter(|of| entity.is_none() && has(*of));
        others.next().filter(|_| others.next().is_none())
    }

    /// Whether the file of an amendment uses the one that declares what it amends.
    fn may_amend(&mut self, amend: &Amend, declared: Span) -> bool {
        let (user, used) = (amend.name.span.source, declared.source);
        if self.layers.order.uses(user, used) {
            return true;
        }
        let problem = problems::amended_here(amend.name.span, &amend.name.text, declared, user == used);
        self.report(problem);
        false
    }

    /// What is amended is something else, or nothing.
    fn report_amended(&mut self, amend: &Amend, wanted: Amendable) {
        let name = &amend.name.text;
        if self.is_lost(name) {
            return;
        }
        let owner = self.names.member_owners.get(name).map(|(owner, _)| self.entity_name(*owner));
        let problem = match self.amendable(name) {
            Some((Some(kind), place)) if kind == wanted => {
                problems::amended_elsewhere(amend.name.span, name, &owner.unwrap_or_default(), place)
            }
            Some((kind, place)) => problems::amended_kind(amend.name.span, name, place, kind),
            None => {
                let near = self
                    .labelled(name)
                    .or_else(|| self.suggestion(name, self.amendable_names(wanted).into_iter()));
                let problem = problems::unknown_amended(amend.name.span, name, wanted, near.as_deref());
                if self.layers.order.stands_alone(amend.name.span.source) {
                    problem.help(problems::use_it_first())
                } else {
                    problem
                }
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
        if let Some((_, table)) = self.fact_tables.iter().find(|((_, known), _)| *known == name) {
            return Some((Some(Amendable::Table), table.place));
        }
        if let Some((entity, place)) = self.names.member_owners.get(name) {
            return Some((self.kind_of_member(*entity, name), *place));
        }
        let place = self.names.type_places.get(name).copied()?;
        let is_entity = matches!(self.names.types.get(name), Some(TypeName::Entity(_)));
        Some((is_entity.then_some(Amendable::Entity), place))
    }

    fn kind_of_member(&self, entity: EntityId, name: &str) -> Option<Amendable> {
        let Some(Member::Value(id)) = self.names.member(entity, name) else { return None };
        Some(match self.program.values.get(id.index())?.rule {
            _ if self.fact_tables.values().any(|table| table.values.contains(&id)) => Amendable::Table,
            Rule::Tier(_) => Amendable::Tier,
            _ if self.benefits.contains_key(&id) => Amendable::Benefit,
            _ => Amendable::Define,
        })
    }

    /// What has this label: it is what people read.
    fn labelled(&self, label: &str) -> Option<String> {
        let parameters = self.program.parameters.iter().map(|of| (&of.name, &of.label));
        let values = self.program.values.iter().map(|of| (&of.name, &of.label));
        let tables = self.program.tables.iter().map(|of| (&of.name, &of.label));
        let mut all = parameters.chain(values).chain(tables);
        all.find(|(_, own)| own.as_deref() == Some(label)).map(|(name, _)| name.clone())
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
