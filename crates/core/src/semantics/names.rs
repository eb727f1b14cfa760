//! What each name stands for, and what a person may have meant by one that stands for nothing.

use std::collections::HashMap;

use crate::program::{EntityId, EnumId, FieldId, FunctionId, ParameterId, TableId, ValueId};

/// A name of an entity's scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Member {
    /// A fact, a nested entity or a list.
    Field(FieldId),
    /// A definition, a tier, a benefit or a table of facts.
    Value(ValueId),
}

/// A type's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeName {
    /// An enum or a tier.
    Enum(EnumId),
    /// An entity.
    Entity(EntityId),
}

/// A name that means the same everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Global {
    /// A parameter.
    Parameter(ParameterId),
    /// A table that is called.
    Table(TableId),
    /// A definition with arguments.
    Function(FunctionId),
}

/// All names of a policy.
#[derive(Debug, Default)]
pub struct Names {
    /// Enums, tiers and entities.
    pub types: HashMap<String, TypeName>,
    /// Parameters, tables and definitions with arguments.
    pub globals: HashMap<String, Global>,
    /// Where types and global names are declared.
    pub places: HashMap<String, crate::diagnostic::Span>,
    /// The names of each entity's scope.
    pub members: Vec<HashMap<String, Member>>,
}

impl Names {
    /// What a name stands for in an entity's scope.
    pub fn member(&self, entity: EntityId, name: &str) -> Option<Member> {
        self.members.get(entity.index())?.get(name).copied()
    }

    /// Whether the name stands for anything at all.
    pub fn is_known(&self, name: &str) -> bool {
        self.globals.contains_key(name)
            || self.types.contains_key(name)
            || self.members.iter().any(|scope| scope.contains_key(name))
    }
}

/// The candidate nearest to a misspelt name, if it is near enough to be meant: at most one slip in
/// three letters.
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .filter(|candidate| *candidate != name)
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(slips, candidate)| slips * 3 <= name.chars().count().max(candidate.chars().count()))
        .min()
        .map(|(_, candidate)| candidate)
}
