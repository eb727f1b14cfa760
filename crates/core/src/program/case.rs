//! A case: what is known of one household, person or whatever the root entity is.

use super::way::{self, Step};
use super::{EntityId, FieldId, Program, Value, ValueId};

/// How many owners up a path goes: more than cases nest.
const DEEPEST: usize = 100;

/// For how many instances there is room at first: a household of some size.
const INSTANCES: usize = 8;

/// Stands for an instance of a case. The root is instance 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct InstanceId(pub u32);

/// A case of a program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    instances: Vec<Instance>,
}

/// One instance of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// Its entity.
    pub entity: EntityId,
    /// The instance that contains it, in which field, and at which position of the list there.
    pub owner: Option<(InstanceId, FieldId, u32)>,
    /// A slot for each field of the entity.
    pub slots: Vec<Slot>,
    /// Derived values taken as given, whatever their rule says.
    pub pins: Vec<(ValueId, Value)>,
}

/// What is known of a field.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Slot {
    /// Nobody said.
    #[default]
    Unknown,
    /// Somebody gave it.
    Known(Value),
    /// Nobody gave it and the policy's default was taken.
    Assumed(Value),
    /// The nested instance.
    One(InstanceId),
    /// The instances of a list; the flag says that the policy's `default empty` was taken.
    Many(Vec<InstanceId>, bool),
}

impl Slot {
    /// What is known of a field that nobody gave.
    #[must_use]
    pub fn of_nobody(field: &super::Field) -> Self {
        match &field.default {
            Some(super::Default::Value(value)) => Self::Assumed(value.clone()),
            Some(super::Default::Empty) => Self::Many(Vec::new(), true),
            None => Self::Unknown,
        }
    }
}

impl From<Vec<Instance>> for Case {
    fn from(instances: Vec<Instance>) -> Self {
        Self { instances }
    }
}

impl Case {
    /// A case with a root of which nothing is known but the policy's defaults.
    #[must_use]
    pub fn new(program: &Program) -> Self {
        let mut case = Self { instances: Vec::with_capacity(INSTANCES) };
        case.add(program, program.root, None);
        case
    }

    /// Adds an instance with the entity's defaults; the owner's slot is the caller's to set.
    pub fn add(
        &mut self,
        program: &Program,
        entity: EntityId,
        owner: Option<(InstanceId, FieldId, u32)>,
    ) -> InstanceId {
        let id = InstanceId(u32::try_from(self.instances.len()).unwrap_or(u32::MAX));
        let fields = program.entities.get(entity.index()).map_or(&[][..], |entity| &entity.fields);
        let slots = fields.iter().map(Slot::of_nobody).collect();
        self.instances.push(Instance { entity, owner, slots, pins: Vec::new() });
        id
    }

    /// All instances, the root first.
    #[must_use]
    pub fn instances(&self) -> &[Instance] {
        &self.instances
    }

    /// An instance.
    #[must_use]
    pub fn get(&self, id: InstanceId) -> Option<&Instance> {
        self.instances.get(id.0 as usize)
    }

    /// An instance to change.
    pub fn get_mut(&mut self, id: InstanceId) -> Option<&mut Instance> {
        self.instances.get_mut(id.0 as usize)
    }

    /// The slot of a field, or [`Slot::Unknown`] where there is none.
    #[must_use]
    pub fn slot(&self, id: InstanceId, field: FieldId) -> &Slot {
        self.get(id).and_then(|instance| instance.slots.get(field.index())).unwrap_or(&Slot::Unknown)
    }

    /// Sets the slot of a field; nothing happens where the field does not exist.
    pub fn set(&mut self, id: InstanceId, field: FieldId, slot: Slot) {
        if let Some(place) = self.get_mut(id).and_then(|instance| instance.slots.get_mut(field.index())) {
            *place = slot;
        }
    }

    /// The value a derived value is pinned to, if it is.
    #[must_use]
    pub fn pin(&self, id: InstanceId, value: ValueId) -> Option<&Value> {
        let pins = &self.get(id)?.pins;
        pins.iter().find(|(pinned, _)| *pinned == value).map(|(_, to)| to)
    }

    /// Leaves out the instances to which the root no longer leads. Says what has becomes of each.
    pub fn drop_unreachable(&mut self) -> Vec<Option<InstanceId>> {
        let mut reached = vec![false; self.instances.len()];
        let mut open = vec![InstanceId(0)];
        while let Some(id) = open.pop() {
            let Some(mark) = reached.get_mut(id.0 as usize).filter(|mark| !**mark) else { continue };
            *mark = true;
            for slot in self.get(id).map_or(&[][..], |instance| &instance.slots) {
                match slot {
                    Slot::One(inner) => open.push(*inner),
                    Slot::Many(inner, _) => open.extend(inner),
                    _ => {}
                }
            }
        }
        let mut next = 0u32;
        let becomes: Vec<Option<InstanceId>> = reached
            .iter()
            .map(|reached| {
                reached.then(|| {
                    next = next.saturating_add(1);
                    InstanceId(next.saturating_sub(1))
                })
            })
            .collect();
        let of = |id: &InstanceId| becomes.get(id.0 as usize).copied().flatten();
        let mut kept = reached.iter();
        self.instances.retain(|_| kept.next() == Some(&true));
        for instance in &mut self.instances {
            instance.owner =
                instance.owner.and_then(|(owner, field, position)| Some((of(&owner)?, field, position)));
            for slot in &mut instance.slots {
                match slot {
                    Slot::One(inner) => *inner = of(inner).unwrap_or_default(),
                    Slot::Many(inner, _) => *inner = inner.iter().filter_map(of).collect(),
                    _ => {}
                }
            }
        }
        becomes
    }

    /// Where a field stands, as written in a case file: `members[0].income`, `property_ok`.
    #[must_use]
    pub fn path(&self, program: &Program, id: InstanceId, field: Option<FieldId>) -> String {
        let mut way = self.way(id);
        if let (Some(field), Some(instance)) = (field, self.get(id)) {
            way.push(Step { entity: instance.entity, field, position: None });
        }
        way::path(program, &way)
    }

    /// The way from the root to an instance.
    pub(crate) fn way(&self, id: InstanceId) -> Vec<Step> {
        let mut way = Vec::new();
        let mut at = id;
        // A well-formed case ends at the root; one whose owners form a ring must end too.
        for _ in 0..DEEPEST {
            let owner = self.get(at).and_then(|instance| instance.owner);
            let Some((owner, field, position)) = owner else { break };
            let Some(instance) = self.get(owner) else { break };
            let position = matches!(self.slot(owner, field), Slot::Many(..)).then_some(position);
            way.push(Step { entity: instance.entity, field, position });
            at = owner;
        }
        way.reverse();
        way
    }
}
