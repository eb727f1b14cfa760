//! The way from the root of a case to an instance or a fact, and how a path writes it.

use super::{EntityId, FieldId, Program};

/// A step: the field of an instance of an entity, and the position where the field is a list. Ways in their
/// order are those of the declaration, an instance before what it contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Step {
    pub entity: EntityId,
    pub field: FieldId,
    pub position: Option<u32>,
}

/// A fact of an instance. In their order those of an instance stand together, as they are declared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fact {
    /// The way to the instance.
    pub of: Vec<Step>,
    /// The step from there, of no position.
    pub own: Step,
}

impl Fact {
    /// Where it stands in a case.
    pub fn path(&self, program: &Program) -> String {
        let way: Vec<Step> = self.of.iter().copied().chain([self.own]).collect();
        path(program, &way)
    }
}

/// A way as a case file writes it: `members[0].income`, `property_ok`; the root's is empty.
pub(crate) fn path(program: &Program, way: &[Step]) -> String {
    let mut path = String::new();
    for step in way {
        if !path.is_empty() {
            path.push('.');
        }
        let entity = program.entities.get(step.entity.index());
        let field = entity.and_then(|entity| entity.fields.get(step.field.index()));
        path.push_str(field.map_or("", |field| &field.name));
        if let Some(position) = step.position {
            path.push('[');
            path.push_str(&position.to_string());
            path.push(']');
        }
    }
    path
}
