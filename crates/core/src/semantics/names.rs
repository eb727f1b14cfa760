//! What each name stands for.

use crate::diagnostic::Span;
use crate::map::{Map, Set};
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

/// The enums that have a case of some name: the first one, and another if there is one.
pub type CaseOwners = (EnumId, Option<EnumId>);

/// All names of a policy.
#[derive(Debug, Default)]
pub struct Names {
    /// Enums, tiers and entities.
    pub types: Map<String, TypeName>,
    /// Where types are declared.
    pub type_places: Map<String, Span>,
    /// Parameters, tables and definitions with arguments.
    pub globals: Map<String, Global>,
    /// Where global names are declared.
    pub global_places: Map<String, Span>,
    /// The names of each entity's scope.
    pub members: Vec<Map<String, Member>>,
    /// Each name of any entity's scope: who has it first, and where.
    pub member_owners: Map<String, (EntityId, Span)>,
    /// The cases of each enum.
    cases: Map<EnumId, Map<String, u32>>,
    case_owners: Map<String, CaseOwners>,
    /// Names whose declaration could not be read or was refused: whoever uses one is not at fault.
    pub lost: Set<String>,
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
            || self.member_owners.contains_key(name)
            || self.case_owners.contains_key(name)
    }

    /// Notes the cases of an enum.
    pub fn declare_cases<'n>(&mut self, id: EnumId, names: impl Iterator<Item = &'n str>) {
        let cases = self.cases.or_default(id);
        for (case, name) in (0..).zip(names) {
            cases.or_insert(name.to_owned(), case);
            let owners = self.case_owners.or_insert(name.to_owned(), (id, None));
            if owners.0 != id {
                owners.1.get_or_insert(id);
            }
        }
    }

    /// The index of a case of an enum.
    pub fn case(&self, id: EnumId, name: &str) -> Option<u32> {
        self.cases.get(&id)?.get(name).copied()
    }

    /// The enums that have a case of this name.
    pub fn owners_of_case(&self, name: &str) -> Option<CaseOwners> {
        self.case_owners.get(name).copied()
    }
}
