//! A case with some facts put in place of those it has: what holds from a later month on.

use super::draft::{Draft, Stop, nested, unknown_field};
use super::names::CaseSchema;
use super::path::{no_list, no_parts, not_a_path, split};
use super::reader::Reader;
use super::words::{quoted, text};
use crate::decide::decision::CaseError;
use crate::diagnostic::{Code, Text};
use crate::map::Set;
use crate::program::{Case, EntityId, Field, FieldId, InstanceId, Program, Slot, Type};
use crate::sort;

/// A case that was changed, and the facts that were given for it.
pub(in crate::boundary) type Changed = (Case, Vec<(InstanceId, FieldId)>);

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Target {
    /// A fact, a nested entity or a list as a whole.
    Fact(InstanceId, FieldId),
    /// An entry of a list, or the place after its last.
    Entry(InstanceId, FieldId, u32),
}

/// Puts facts in place of those of a case, each as JSON at its path. `null` takes a fact back; at an entry
/// of a list it takes the entry out. A position after the last entry adds one.
///
/// # Errors
/// All that is wrong with the facts.
pub(in crate::boundary) fn changed<'f>(
    program: &Program,
    schema: &CaseSchema,
    case: &Case,
    facts: impl IntoIterator<Item = (&'f str, &'f str)>,
) -> Result<Changed, Vec<CaseError>> {
    let mut draft = Draft::new(program, schema);
    draft.case = case.clone();
    let mut change = Change { draft, given: Vec::new(), seen: Set::new(), leaving: Vec::new() };
    for (path, json) in facts {
        // The reason for stopping stands among the problems.
        if change.give(path, json).is_err() {
            break;
        }
    }
    change.finish()
}

struct Change<'p> {
    draft: Draft<'p>,
    given: Vec<(InstanceId, FieldId)>,
    seen: Set<Target>,
    /// The entries to be taken out once all else is done, so that positions mean what they did before.
    leaving: Vec<(InstanceId, FieldId, u32)>,
}

impl<'p> Change<'p> {
    fn give(&mut self, path: &str, json: &str) -> Result<(), Stop> {
        let target = match self.target(path) {
            Ok(target) => target,
            Err((code, message)) => return self.problem(code, message, path),
        };
        if !self.seen.insert(target) {
            let message = text("this is given twice", "此项重复给出");
            return self.problem(Code::CaseDuplicateField, message, path);
        }
        let (owner, field_id) = match target {
            Target::Fact(owner, field) | Target::Entry(owner, field, _) => (owner, field),
        };
        let (_, fields) = self.draft.entity(owner);
        let Some(field) = fields.get(field_id.index()) else { return Ok(()) };
        match target {
            Target::Fact(..) => self.fact(owner, field_id, field, json),
            Target::Entry(.., position) => match nested(field.ty) {
                Some(_) if json.trim() == "null" => {
                    self.leaving.push((owner, field_id, position));
                    Ok(())
                }
                Some(entity) => self.entry((owner, field_id, position), entity, json),
                None => Ok(()),
            },
        }
    }

    fn problem(&mut self, code: Code, message: Text, path: &str) -> Result<(), Stop> {
        self.draft.problem(code, message, path.chars().take(200).collect(), None)
    }

    /// Reads a path along the instances there are.
    fn target(&mut self, path: &str) -> Result<Target, (Code, Text)> {
        let mut at = InstanceId(0);
        let mut parts = path.split('.').peekable();
        loop {
            let (name, position) = split(parts.next().unwrap_or(""))
                .ok_or_else(|| (Code::CaseUnknownField, not_a_path(path)))?;
            let (entity, fields) = self.draft.entity(at);
            let found = self.draft.schema.field(entity, name);
            let found = found.and_then(|id| Some((id, fields.get(id.index())?)));
            let unknown = || (Code::CaseUnknownField, unknown_field(self.draft.program, entity, name));
            let (id, field) = found.ok_or_else(unknown)?;
            if position.is_some() && !matches!(field.ty, Type::List(_)) {
                return Err((Code::CaseWrongType, no_list(field)));
            }
            match (parts.peek(), position) {
                (None, None) => return Ok(Target::Fact(at, id)),
                (None, Some(position)) => return self.place_of_entry((at, id, position), field),
                (Some(_), _) => at = self.inner(at, id, field, position)?,
            }
        }
    }

    fn place_of_entry(
        &self,
        (owner, id, position): (InstanceId, FieldId, u32),
        field: &Field,
    ) -> Result<Target, (Code, Text)> {
        let count = match self.draft.case.slot(owner, id) {
            Slot::Many(entries, _) => entries.len(),
            _ => 0,
        };
        if position as usize > count {
            return Err((Code::UnknownInstance, no_entry(field, position, count)));
        }
        Ok(Target::Entry(owner, id, position))
    }

    /// The instance that a step of a path leads to; a nested entity of which nothing was known begins here.
    fn inner(
        &mut self,
        at: InstanceId,
        id: FieldId,
        field: &Field,
        position: Option<u32>,
    ) -> Result<InstanceId, (Code, Text)> {
        let Some(entity) = nested(field.ty) else { return Err((Code::CaseWrongType, no_parts(field))) };
        match (self.draft.case.slot(at, id), position) {
            (Slot::One(inner), None) => Ok(*inner),
            (Slot::Many(entries, _), Some(position)) => {
                let found = entries.get(position as usize).copied();
                found.ok_or_else(|| (Code::UnknownInstance, no_entry(field, position, entries.len())))
            }
            (_, Some(position)) => Err((Code::UnknownInstance, no_entry(field, position, 0))),
            (_, None) if matches!(field.ty, Type::Record(_)) => {
                let inner = self.draft.case.add(self.draft.program, entity, Some((at, id, 0)));
                self.draft.case.set(at, id, Slot::One(inner));
                Ok(inner)
            }
            (_, None) => {
                let name = quoted(&field.name);
                let message = text(
                    format!("write {} with a position, such as `[0]`", name.en),
                    format!("请写出{}的序号，如 `[0]`", name.zh),
                );
                Err((Code::CaseWrongType, message))
            }
        }
    }

    /// Lets a text be read into the draft, and notes the facts of whoever is new in it.
    fn read<T>(
        &mut self,
        json: &str,
        read: impl FnOnce(&mut Reader<'_, 'p>) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let (program, schema) = (self.draft.program, self.draft.schema);
        let draft = std::mem::replace(&mut self.draft, Draft::new(program, schema));
        let (before, known) = (draft.case.instances().len(), draft.problems.len());
        let mut reader = Reader::new(json, draft);
        let outcome = read(&mut reader);
        self.draft = reader.draft;
        // Places in a piece of a text are of no use to anybody.
        self.draft.problems.iter_mut().skip(known).for_each(|problem| problem.place = None);
        for (id, instance) in (0..).map(InstanceId).zip(self.draft.case.instances()).skip(before) {
            let slots = (0..).map(FieldId).zip(&instance.slots);
            let given = slots.filter(|(_, slot)| matches!(slot, Slot::Known(_)));
            self.given.extend(given.map(|(field, _)| (id, field)));
        }
        outcome
    }

    fn fact(&mut self, owner: InstanceId, id: FieldId, field: &'p Field, json: &str) -> Result<(), Stop> {
        self.draft.case.set(owner, id, Slot::of_nobody(field));
        self.read(json, |reader| reader.only_value(owner, id, field))?;
        if nested(field.ty).is_none() {
            self.given.push((owner, id));
        }
        Ok(())
    }

    fn entry(&mut self, at: (InstanceId, FieldId, u32), entity: EntityId, json: &str) -> Result<(), Stop> {
        let (owner, field, position) = at;
        let mut entries = self.entries(owner, field);
        let Some(entry) = self.read(json, |reader| reader.only_entry(entity, at))? else { return Ok(()) };
        match entries.get_mut(position as usize) {
            Some(place) => *place = entry,
            None => entries.push(entry),
        }
        self.draft.case.set(owner, field, Slot::Many(entries, false));
        Ok(())
    }

    fn entries(&self, owner: InstanceId, field: FieldId) -> Vec<InstanceId> {
        match self.draft.case.slot(owner, field) {
            Slot::Many(entries, _) => entries.clone(),
            _ => Vec::new(),
        }
    }

    fn take_out(&mut self) {
        sort::by_key(&mut self.leaving, |(.., position)| std::cmp::Reverse(*position));
        for (owner, field, position) in std::mem::take(&mut self.leaving) {
            let mut entries = self.entries(owner, field);
            if (position as usize) < entries.len() {
                entries.remove(position as usize);
            }
            for (position, entry) in (0..).zip(&entries) {
                if let Some(instance) = self.draft.case.get_mut(*entry) {
                    instance.owner = Some((owner, field, position));
                }
            }
            self.draft.case.set(owner, field, Slot::Many(entries, false));
        }
    }

    fn finish(mut self) -> Result<Changed, Vec<CaseError>> {
        self.take_out();
        let becomes = self.draft.case.drop_unreachable();
        self.check_keys();
        if !self.draft.problems.is_empty() {
            return Err(self.draft.problems);
        }
        let now = |(id, field): (InstanceId, FieldId)| Some((becomes.get(id.0 as usize).copied()??, field));
        Ok((self.draft.case, self.given.into_iter().filter_map(now).collect()))
    }

    /// No two entries of a list have the same key.
    fn check_keys(&mut self) {
        let mut lists = Vec::new();
        for instance in self.draft.case.instances() {
            for slot in &instance.slots {
                if let Slot::Many(entries, _) = slot
                    && let Some(first) = entries.first().and_then(|first| self.draft.case.get(*first))
                {
                    lists.push((first.entity, entries.clone()));
                }
            }
        }
        for (entity, entries) in lists {
            if self.draft.unique_keys(entity, &entries, |_| None).is_err() {
                return;
            }
        }
    }
}

fn no_entry(field: &Field, position: u32, count: usize) -> Text {
    let name = quoted(&field.name);
    text(
        format!("{} has no entry `[{position}]`: it has {count}", name.en),
        format!("{}没有第 `[{position}]` 条：共有 {count} 条", name.zh),
    )
}
