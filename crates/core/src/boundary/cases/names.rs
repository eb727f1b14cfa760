//! How the names in a case file lead to the program: looked up by text, once per program made ready.

use crate::program::{EntityId, EnumId, EnumType, Field, FieldId, Program};
use crate::sort;

/// The names of a program's fields and enum cases, sorted for finding them.
#[derive(Debug, Default)]
pub struct CaseSchema {
    entities: Vec<EntityNames>,
    enums: Vec<Names<u32>>,
}

#[derive(Debug)]
struct EntityNames {
    fields: Names<FieldId>,
    /// Each field's name with its quotes and the colon, as it begins a member.
    openings: Vec<Box<[u8]>>,
    /// The fields that together tell elements of a list apart.
    keys: Vec<FieldId>,
}

/// What names stand for, sorted by name.
type Names<T> = Vec<(Box<str>, T)>;

impl CaseSchema {
    /// The names of a program.
    #[must_use]
    pub fn new(program: &Program) -> Self {
        let entities = program.entities.iter().map(|entity| EntityNames {
            fields: field_names(&entity.fields),
            // What stands in names as written here is never escaped.
            openings: entity
                .fields
                .iter()
                .map(|field| format!("\"{}\":", field.name).into_bytes().into())
                .collect(),
            keys: numbered(&entity.fields)
                .filter(|(_, field)| field.key)
                .map(|(id, _)| FieldId(id))
                .collect(),
        });
        Self { entities: entities.collect(), enums: program.enums.iter().map(case_names).collect() }
    }

    /// The field that a name or alias means.
    pub(super) fn field(&self, entity: EntityId, name: &str) -> Option<FieldId> {
        find(&self.entities.get(entity.index())?.fields, name)
    }

    /// How a member begins for each field of an entity, in the order of the declaration.
    pub(super) fn openings(&self, entity: EntityId) -> &[Box<[u8]>] {
        self.entities.get(entity.index()).map_or(&[], |entity| &entity.openings)
    }

    /// The fields that together tell elements of a list apart; none if the entity has no key.
    pub(super) fn keys(&self, entity: EntityId) -> &[FieldId] {
        self.entities.get(entity.index()).map_or(&[], |entity| &entity.keys)
    }

    /// The case that a name, alias or label means.
    pub(super) fn case(&self, of: EnumId, name: &str) -> Option<u32> {
        find(self.enums.get(of.index())?, name)
    }
}

fn find<T: Copy>(names: &Names<T>, name: &str) -> Option<T> {
    let at = names.binary_search_by(|(known, _)| (**known).cmp(name)).ok()?;
    names.get(at).map(|(_, meaning)| *meaning)
}

fn field_names(fields: &[Field]) -> Names<FieldId> {
    let own = numbered(fields).map(|(id, field)| (field.name.as_str(), FieldId(id)));
    let aliases = numbered(fields).flat_map(|(id, field)| with(&field.aliases, FieldId(id)));
    sorted([own.collect(), aliases.collect()])
}

fn case_names(of: &EnumType) -> Names<u32> {
    let own = numbered(&of.cases).map(|(id, case)| (case.name.as_str(), id));
    let aliases = numbered(&of.cases).flat_map(|(id, case)| with(&case.aliases, id));
    let labels = numbered(&of.cases).filter_map(|(id, case)| Some((case.label.as_deref()?, id)));
    sorted([own.collect(), aliases.collect(), labels.collect()])
}

fn with<T: Copy>(names: &[String], meaning: T) -> impl Iterator<Item = (&str, T)> {
    names.iter().map(move |name| (name.as_str(), meaning))
}

fn numbered<T>(items: &[T]) -> impl Iterator<Item = (u32, &T)> {
    (0u32..).zip(items)
}

/// The names of all ranks, best rank first: a name counts in its best rank only, and a name that means two
/// things there means neither, so that no case is read in a way its author did not intend.
fn sorted<T: Copy + PartialEq, const RANKS: usize>(ranks: [Vec<(&str, T)>; RANKS]) -> Names<T> {
    let mut names: Vec<(Box<str>, usize, Option<T>)> = Vec::new();
    for (rank, named) in ranks.into_iter().enumerate() {
        names.extend(named.into_iter().map(|(name, meaning)| (name.into(), rank, Some(meaning))));
    }
    sort::by(&mut names, |a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    names.dedup_by(|next, kept| {
        if next.0 == kept.0 && next.1 == kept.1 && next.2 != kept.2 {
            kept.2 = None;
        }
        next.0 == kept.0
    });
    names.into_iter().filter_map(|(name, _, meaning)| Some((name, meaning?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_rank_wins_and_clashes_mean_nothing() {
        let names = sorted([
            vec![("a", 0), ("b", 1)],
            vec![("b", 0), ("x", 0), ("x", 1), ("y", 1), ("y", 1)],
            vec![("z", 2), ("x", 2), ("z", 3)],
        ]);
        let found = |name| find(&names, name);
        assert_eq!([found("a"), found("b"), found("y")], [Some(0), Some(1), Some(1)]);
        assert_eq!([found("x"), found("z"), found("w")], [None, None, None]);
    }
}
