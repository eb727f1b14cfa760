//! A case in the making, whoever gives the facts: JSON or a caller, one by one.

use super::limits::{INSTANCES, PROBLEMS};
use super::names::CaseSchema;
use super::scalar::{Given, interpret};
use super::words::{did_you_mean, nearest, quoted, text};
use crate::decide::decision::{CaseError, SourcePlace};
use crate::decide::show::exact;
use crate::diagnostic::{Code, Text};
use crate::map::Set;
use crate::program::{Case, EntityId, Field, FieldId, InstanceId, Program, Slot, Type, Value};

/// Enough problems were found, or one that nothing can be read after.
#[derive(Debug)]
pub(super) struct Stop;

/// A case in the making and all that was wrong so far.
#[derive(Debug)]
pub(super) struct Draft<'p> {
    pub program: &'p Program,
    pub schema: &'p CaseSchema,
    pub case: Case,
    pub problems: Vec<CaseError>,
}

impl<'p> Draft<'p> {
    pub fn new(program: &'p Program, schema: &'p CaseSchema) -> Self {
        Self { program, schema, case: Case::new(program), problems: Vec::new() }
    }

    /// The entity of an instance, with the fields it has.
    pub fn entity(&self, id: InstanceId) -> (EntityId, &'p [Field]) {
        let entity = self.case.get(id).map_or(self.program.root, |instance| instance.entity);
        (entity, self.program.entities.get(entity.index()).map_or(&[], |entity| &entity.fields))
    }

    /// Notes a problem.
    pub fn problem(
        &mut self,
        code: Code,
        message: Text,
        path: String,
        place: Option<SourcePlace>,
    ) -> Result<(), Stop> {
        self.problems.push(CaseError { place, ..CaseError::new(code, message, path) });
        if self.problems.len() < PROBLEMS { Ok(()) } else { Err(Stop) }
    }

    /// Gives a scalar fact its value. The place is asked for only if there is a problem.
    pub fn give(
        &mut self,
        id: InstanceId,
        field_id: FieldId,
        field: &Field,
        given: Given<'_>,
        place: impl FnOnce() -> Option<SourcePlace>,
    ) -> Result<(), Stop> {
        match interpret(self.program, self.schema, field, given) {
            Ok(value) => {
                self.case.set(id, field_id, Slot::Known(value));
                Ok(())
            }
            Err(wrong) => {
                let (code, message) = wrong.explain(self.program, field, given);
                let path = self.case.path(self.program, id, Some(field_id));
                self.problem(code, message, path, place())
            }
        }
    }

    /// Adds an instance, unless there are too many.
    pub fn add(
        &mut self,
        entity: EntityId,
        owner: (InstanceId, FieldId, u32),
        place: impl FnOnce() -> Option<SourcePlace>,
    ) -> Result<InstanceId, Stop> {
        if self.case.instances().len() < INSTANCES {
            return Ok(self.case.add(self.program, entity, Some(owner)));
        }
        let message = text(
            format!("the case holds more than {INSTANCES} entries in its lists"),
            format!("个案各列表中的条目合计超过 {INSTANCES} 条"),
        );
        let path = self.case.path(self.program, owner.0, Some(owner.1));
        // Whatever else may follow, it would not fit.
        let _ = self.problem(Code::CaseTooLarge, message, path, place());
        Err(Stop)
    }

    /// Says that an entity has no field of this name.
    pub fn unknown_field(
        &mut self,
        id: InstanceId,
        name: &str,
        place: Option<SourcePlace>,
    ) -> Result<(), Stop> {
        let (entity, _) = self.entity(id);
        let message = unknown_field(self.program, entity, name);
        self.problem(Code::CaseUnknownField, message, self.member_path(id, name), place)
    }

    /// The path of a member that is not a field.
    pub fn member_path(&self, id: InstanceId, name: &str) -> String {
        let name: String = name.chars().take(100).collect();
        let owner = self.case.path(self.program, id, None);
        if owner.is_empty() { name } else { format!("{owner}.{name}") }
    }

    /// Checks that no two elements of a list have the same key.
    pub fn unique_keys(
        &mut self,
        entity: EntityId,
        elements: &[InstanceId],
        place: impl Fn(usize) -> Option<SourcePlace>,
    ) -> Result<(), Stop> {
        let keys = self.schema.keys(entity);
        if keys.is_empty() || elements.len() < 2 {
            return Ok(());
        }
        let mut seen = Set::new();
        let mut again = Vec::new();
        for (position, element) in elements.iter().enumerate() {
            let key: Option<Vec<_>> = keys.iter().map(|key| known(self.case.slot(*element, *key))).collect();
            if let Some(key) = key
                && !seen.insert(key)
            {
                again.push((position, *element));
            }
        }
        for (position, element) in again {
            self.same_key(entity, element, place(position))?;
        }
        Ok(())
    }

    fn same_key(
        &mut self,
        entity: EntityId,
        element: InstanceId,
        place: Option<SourcePlace>,
    ) -> Result<(), Stop> {
        let fields = self.program.entities.get(entity.index()).map_or(&[][..], |entity| &entity.fields);
        let keys = self.schema.keys(entity);
        let shown = keys.iter().filter_map(|key| {
            let value = known(self.case.slot(element, *key))?;
            let key = quoted(&exact(self.program, fields.get(key.index())?.ty, value));
            Some((key.en, key.zh))
        });
        let (en, zh): (Vec<_>, Vec<_>) = shown.unzip();
        let message = text(
            format!("another entry of the list has the key {}", en.join(", ")),
            format!("列表中另有标识为{}的条目", zh.join("、")),
        );
        let path = self.case.path(self.program, element, keys.first().copied());
        self.problem(Code::CaseDuplicateKey, message, path, place)
    }
}

/// That an entity has no field of this name.
pub(super) fn unknown_field(program: &Program, entity: EntityId, name: &str) -> Text {
    let entity = program.entities.get(entity.index());
    let of = quoted(entity.map_or("", |entity| &entity.name));
    let shown = quoted(name);
    let message =
        text(format!("{} is not a fact of {}", shown.en, of.en), format!("{}没有{}这一项", of.zh, shown.zh));
    did_you_mean(message, entity.and_then(|entity| meant(&entity.fields, name)))
}

/// The field that was probably meant by a name: one of nearly that name, or one with that label.
fn meant<'f>(fields: &'f [Field], name: &str) -> Option<&'f str> {
    let labelled = fields.iter().find(|field| field.label.as_deref() == Some(name));
    let names = fields.iter().flat_map(|field| {
        std::iter::once(field.name.as_str()).chain(field.aliases.iter().map(String::as_str))
    });
    labelled.map(|field| field.name.as_str()).or_else(|| nearest(name, names))
}

fn known(slot: &Slot) -> Option<&Value> {
    match slot {
        Slot::Known(value) => Some(value),
        _ => None,
    }
}

/// The entity of a list's elements or of a nested record.
pub(super) fn nested(ty: Type) -> Option<EntityId> {
    match ty {
        Type::List(entity) | Type::Record(entity) => Some(entity),
        _ => None,
    }
}
