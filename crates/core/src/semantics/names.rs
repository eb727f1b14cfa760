//! What each name stands for, and what a person may have meant by one that stands for nothing.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Span;
use crate::program::{EntityId, EnumId, FieldId, FunctionId, ParameterId, TableId, ValueId};

/// Longer names are not compared with misspelt ones.
const LONGEST_COMPARED: usize = 64;

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
    pub types: HashMap<String, TypeName>,
    /// Where types are declared.
    pub type_places: HashMap<String, Span>,
    /// Parameters, tables and definitions with arguments.
    pub globals: HashMap<String, Global>,
    /// Where global names are declared.
    pub global_places: HashMap<String, Span>,
    /// The names of each entity's scope.
    pub members: Vec<HashMap<String, Member>>,
    /// Each name of any entity's scope: who has it first, and where.
    pub member_owners: HashMap<String, (EntityId, Span)>,
    /// The cases of each enum.
    cases: HashMap<EnumId, HashMap<String, u32>>,
    case_owners: HashMap<String, CaseOwners>,
    /// Names whose declaration could not be read or was refused: whoever uses one is not at fault.
    pub lost: HashSet<String>,
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
        let cases = self.cases.entry(id).or_default();
        for (case, name) in (0..).zip(names) {
            cases.entry(name.to_owned()).or_insert(case);
            let owners = self.case_owners.entry(name.to_owned()).or_insert((id, None));
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

/// The candidate nearest to a misspelt name, if it is near enough to be meant: at most one slip in
/// three letters.
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().count();
    if length > LONGEST_COMPARED {
        return None;
    }
    let near = |slips: usize, candidate: usize| slips * 3 <= length.max(candidate);
    candidates
        .filter(|candidate| *candidate != name && candidate.len() <= 4 * LONGEST_COMPARED)
        .filter_map(|candidate| {
            let other = candidate.chars().count();
            // Two names differ at least by the difference of their lengths.
            let slips = near(length.abs_diff(other), other)
                .then(|| strsim::osa_distance(name, candidate))
                .filter(|slips| near(*slips, other))?;
            Some((slips, candidate))
        })
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_name_is_near_when_one_letter_in_three_is_wrong() {
        let near = |name, candidates: &[&'static str]| nearest(name, candidates.iter().copied());
        assert_eq!(near("incme", &["income", "members"]), Some("income"));
        assert_eq!(near("人均收入", &["人均月收入", "人数"]), Some("人均月收入"));
        assert_eq!(near("ab", &["ac", "xy"]), None);
        assert_eq!(near("income", &["income"]), None);
        assert_eq!(near(&"a".repeat(1 << 20), &["aaaa"]), None);
    }
}
