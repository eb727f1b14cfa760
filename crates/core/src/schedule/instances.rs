//! Who is who from month to month: instances are told apart by their keys, and by their positions where they
//! have none.

use crate::decide::show::exact;
use crate::map::Map;
use crate::program::{Case, EntityId, InstanceId, Program, Slot};

/// How many owners up an instance has: more than cases nest.
const DEEPEST: usize = 100;

/// Stands for the same member, or whatever an entity is, in every month.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(super) struct Identity(String);

/// The instances of a case.
#[derive(Debug)]
pub(super) struct Instances {
    list: Vec<Known>,
    by_path: Map<String, usize>,
    by_identity: Map<Identity, usize>,
}

/// An instance.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) id: InstanceId,
    pub(super) entity: EntityId,
    pub(super) path: String,
    pub(super) key: Option<String>,
    pub(super) identity: Identity,
}

impl Instances {
    /// Those of a case.
    pub(super) fn of(program: &Program, case: &Case) -> Self {
        let numbered = (0..).map(InstanceId).zip(case.instances());
        let list: Vec<Known> = numbered
            .map(|(id, instance)| Known {
                id,
                entity: instance.entity,
                path: case.path(program, id, None),
                key: key(program, case, id),
                identity: identity(program, case, id),
            })
            .collect();
        let by_path = list.iter().enumerate().map(|(at, known)| (known.path.clone(), at)).collect();
        let by_identity = list.iter().enumerate().map(|(at, known)| (known.identity.clone(), at)).collect();
        Self { list, by_path, by_identity }
    }

    /// All of them.
    pub(super) fn all(&self) -> &[Known] {
        &self.list
    }

    /// The one at a path.
    pub(super) fn at(&self, path: &str) -> Option<&Known> {
        self.by_path.get(path).and_then(|at| self.list.get(*at))
    }

    /// The one that stands for somebody.
    pub(super) fn who(&self, identity: &Identity) -> Option<&Known> {
        self.by_identity.get(identity).and_then(|at| self.list.get(*at))
    }

    /// Those of an entity that have a key.
    pub(super) fn with_key<'i>(&'i self, entity: EntityId, key: &'i str) -> impl Iterator<Item = &'i Known> {
        self.list.iter().filter(move |known| known.entity == entity && known.key.as_deref() == Some(key))
    }
}

/// The key of an instance as text; several parts are separated by a blank. Nothing unless all are known.
fn key(program: &Program, case: &Case, id: InstanceId) -> Option<String> {
    let instance = case.get(id)?;
    let fields = &program.entities.get(instance.entity.index())?.fields;
    let parts = fields.iter().zip(&instance.slots).filter(|(field, _)| field.key);
    let parts: Option<Vec<String>> = parts
        .map(|(field, slot)| match slot {
            Slot::Known(value) => Some(exact(program, field.ty, value)),
            _ => None,
        })
        .collect();
    parts.filter(|parts| !parts.is_empty()).map(|parts| parts.join(" "))
}

fn identity(program: &Program, case: &Case, id: InstanceId) -> Identity {
    let mut steps = Vec::new();
    let mut at = id;
    for _ in 0..DEEPEST {
        let Some((owner, field, position)) = case.get(at).and_then(|instance| instance.owner) else { break };
        steps.push(match (case.slot(owner, field), key(program, case, at)) {
            (Slot::Many(..), Some(key)) => format!("{}={key}", field.0),
            (Slot::Many(..), None) => format!("{}#{position}", field.0),
            _ => field.0.to_string(),
        });
        at = owner;
    }
    steps.reverse();
    // Keys are anybody's text: a separator that JSON writes only as an escape keeps them apart.
    Identity(steps.join("\u{1f}"))
}
