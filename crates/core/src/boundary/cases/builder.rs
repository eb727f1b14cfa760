//! A case put together fact by fact: for tables, whose columns are paths, and for hosts without JSON.

use std::collections::BTreeMap;

use super::draft::{Draft, Stop, nested};
use super::names::CaseSchema;
use super::path::CasePath;
use super::scalar::Given;
use super::words::{quoted, text};
use crate::decide::decision::CaseError;
use crate::diagnostic::Code;
use crate::map::Set;
use crate::program::{Case, EntityId, FieldId, InstanceId, Program, Slot};

/// Puts a case of one policy together. Facts may come in any order, each at most once.
#[derive(Debug)]
pub struct CaseBuilder<'p> {
    draft: Draft<'p>,
    given: Set<(InstanceId, FieldId)>,
    /// The elements of each list by position; they enter the case when it is finished.
    lists: BTreeMap<(InstanceId, FieldId), (EntityId, BTreeMap<u32, InstanceId>)>,
}

impl<'p> CaseBuilder<'p> {
    /// A case of which nothing is known but the policy's defaults.
    #[must_use]
    pub(crate) fn new(program: &'p Program, schema: &'p CaseSchema) -> Self {
        Self { draft: Draft::new(program, schema), given: Set::new(), lists: BTreeMap::new() }
    }

    /// Gives a fact by its path, such as `members[0].income`, as text; see [`Self::set`].
    pub fn set_path(&mut self, path: &str, value: &str) {
        match CasePath::read(self.draft.program, self.draft.schema, path) {
            Ok(path) => self.set(&path, value),
            Err(error) => self.draft.problems.push(*error),
        }
    }

    /// Gives a fact as text: a number by its digits, money in the major unit, `yes` or `no`, a date as
    /// `2023-06-01`, a case by its name, label or alias. A blank text gives nothing, and an element of which nothing
    /// is given does not exist. The text `[]` at the path of a list says that there is nobody. What is
    /// wrong is kept until [`Self::finish`].
    pub fn set(&mut self, path: &CasePath, value: &str) {
        let value = value.trim();
        if !value.is_empty() && self.draft.problems.len() < super::limits::PROBLEMS {
            // The reason for stopping stands among the problems.
            let _ = self.put(path, value);
        }
    }

    fn put(&mut self, path: &CasePath, value: &str) -> Result<(), Stop> {
        let mut at = InstanceId(0);
        for step in &path.steps {
            at = match step.position {
                None => self.child(at, step.field, step.entity)?,
                Some(position) => self.element(at, step.field, step.entity, position)?,
            };
        }
        let (_, fields) = self.draft.entity(at);
        let Some(field) = fields.get(path.last.index()) else { return Ok(()) };
        if !self.given.insert((at, path.last)) {
            let name = quoted(&field.name);
            let message = text(format!("{} is given twice", name.en), format!("{}重复给出", name.zh));
            let path = self.draft.case.path(self.draft.program, at, Some(path.last));
            return self.draft.problem(Code::CaseDuplicateField, message, path, None);
        }
        match nested(field.ty) {
            Some(entity) if value == "[]" => {
                self.lists.entry((at, path.last)).or_insert((entity, BTreeMap::new()));
                Ok(())
            }
            Some(_) => {
                let found = quoted(value);
                let message = text(
                    format!("expected `[]` for a list of nobody, found {}", found.en),
                    format!("应为表示空列表的 `[]`，而不是{}", found.zh),
                );
                let path = self.draft.case.path(self.draft.program, at, Some(path.last));
                self.draft.problem(Code::CaseWrongType, message, path, None)
            }
            None => self.draft.give(at, path.last, field, Given::Text(value), || None),
        }
    }

    fn child(&mut self, owner: InstanceId, field: FieldId, entity: EntityId) -> Result<InstanceId, Stop> {
        if let Slot::One(child) = self.draft.case.slot(owner, field) {
            return Ok(*child);
        }
        let child = self.draft.add(entity, (owner, field, 0), || None)?;
        self.draft.case.set(owner, field, Slot::One(child));
        Ok(child)
    }

    fn element(
        &mut self,
        owner: InstanceId,
        field: FieldId,
        entity: EntityId,
        position: u32,
    ) -> Result<InstanceId, Stop> {
        let (_, elements) = self.lists.entry((owner, field)).or_insert((entity, BTreeMap::new()));
        if let Some(element) = elements.get(&position) {
            return Ok(*element);
        }
        // Set beforehand, so that paths of problems inside already count elements.
        self.draft.case.set(owner, field, Slot::Many(Vec::new(), false));
        let element = self.draft.add(entity, (owner, field, position), || None)?;
        elements.insert(position, element);
        Ok(element)
    }

    /// The case.
    ///
    /// # Errors
    /// All that was wrong with the facts given, at most [`limits::PROBLEMS`](super::limits::PROBLEMS).
    pub fn finish(mut self) -> Result<Case, Vec<CaseError>> {
        for ((owner, field), (entity, elements)) in std::mem::take(&mut self.lists) {
            if self.list(owner, field, entity, &elements).is_err() {
                break;
            }
        }
        if self.draft.problems.is_empty() { Ok(self.draft.case) } else { Err(self.draft.problems) }
    }

    fn list(
        &mut self,
        owner: InstanceId,
        field: FieldId,
        entity: EntityId,
        elements: &BTreeMap<u32, InstanceId>,
    ) -> Result<(), Stop> {
        let gap = (0u32..).zip(elements.keys()).find(|(expected, position)| expected != *position);
        if let Some((missing, position)) = gap {
            let list = self.draft.case.path(self.draft.program, owner, Some(field));
            let message = text(
                format!("nothing is given of `[{missing}]`, but something of `[{position}]`"),
                format!("给出了 `[{position}]`，却没有给出 `[{missing}]`"),
            );
            self.draft.problem(Code::CaseMissingList, message, format!("{list}[{missing}]"), None)?;
        }
        let ids: Vec<_> = elements.values().copied().collect();
        self.draft.case.set(owner, field, Slot::Many(Vec::new(), false));
        self.draft.unique_keys(entity, &ids, |_| None)?;
        self.draft.case.set(owner, field, Slot::Many(ids, false));
        Ok(())
    }
}
