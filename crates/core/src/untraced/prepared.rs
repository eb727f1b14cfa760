//! A case laid out for the untraced executor.

use crate::program::{Case, EntityId, FieldId, InstanceId, Program, Slot};
use crate::untraced::cells::{UNKNOWN, cells_of};
use crate::untraced::code::Code;
use crate::untraced::layout::{HEAD, is_fraction};

/// A case in cells. It belongs to the plan it was prepared for and may be decided any number of times.
#[derive(Clone, Debug, Default)]
pub struct Prepared {
    pub(super) cells: Vec<i64>,
    /// Where each instance begins, in the order of the case, or of the cells where it was laid out as it was
    /// read. The root comes first; those of one entity come in the order of the case either way.
    pub(super) bases: Vec<u32>,
    pub(super) entities: Vec<EntityId>,
    /// The instances whose facts are being read.
    pub(super) open: Vec<i64>,
    /// Whether the case is for the interpreter alone: it pins derived values, or has numbers that no cell holds.
    pub(super) odd: bool,
    /// Whether a default stands for a fact nobody gave.
    pub(super) assumed: bool,
}

impl Prepared {
    /// Lays a case out, reusing what this one has allocated.
    pub(super) fn fill(&mut self, case: &Case, program: &Program, code: &Code) {
        self.clear();
        self.bases.resize(case.instances().len(), u32::MAX);
        self.entities.extend(case.instances().iter().map(|instance| instance.entity));
        self.reserve(InstanceId(0), case, code);
        // Elements of a list lie side by side, so they are reserved before any of them is filled.
        for id in (0..).take(case.instances().len()).map(InstanceId) {
            self.fill_instance(id, case, program, code);
        }
    }

    /// Forgets the case, not the room for it.
    pub(super) fn clear(&mut self) {
        self.cells.clear();
        self.bases.clear();
        self.entities.clear();
        self.open.clear();
        self.odd = false;
        self.assumed = false;
    }

    /// The instances of an entity with the cells at which they begin.
    pub(super) fn instances(&self, entity: EntityId) -> impl Iterator<Item = (InstanceId, u32)> {
        let of_entity = move |at: &(u32, (&EntityId, &u32))| *at.1.0 == entity;
        let all = (0..).zip(self.entities.iter().zip(&self.bases));
        all.filter(of_entity).map(|(id, (_, base))| (InstanceId(id), *base))
    }

    fn reserve(&mut self, id: InstanceId, case: &Case, code: &Code) {
        let Some(instance) = case.get(id) else { return };
        let Some(place) = self.bases.get_mut(id.0 as usize).filter(|place| **place == u32::MAX) else {
            return;
        };
        let base = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
        *place = base;
        let Some(shape) = code.layout.shapes.get(instance.entity.index()) else { return };
        let owner = instance.owner.and_then(|(owner, ..)| self.bases.get(owner.0 as usize)).copied();
        self.cells.push(owner.map_or(UNKNOWN, i64::from));
        let fields = shape.width.saturating_sub(HEAD) as usize;
        self.cells.resize(self.cells.len().saturating_add(fields), UNKNOWN);
    }

    fn fill_instance(&mut self, id: InstanceId, case: &Case, program: &Program, code: &Code) {
        let Some(instance) = case.get(id) else { return };
        self.reserve(id, case, code);
        self.odd |= !instance.pins.is_empty();
        let Some(entity) = program.entities.get(instance.entity.index()) else { return };
        let Some(shape) = code.layout.shapes.get(instance.entity.index()) else { return };
        let base = self.bases.get(id.0 as usize).copied().unwrap_or(u32::MAX);
        let fields = (0..).map(FieldId).zip(&entity.fields);
        for ((slot, (id, field)), offset) in instance.slots.iter().zip(fields).zip(&shape.offsets) {
            let at = base.saturating_add(*offset) as usize;
            match slot {
                Slot::Unknown => {}
                Slot::Known(value) => self.set_both(at, cells_of(value, is_fraction(field), &code.texts)),
                Slot::Assumed(_) | Slot::Many(_, true) => {
                    self.assumed = true;
                    self.set_both(at, code.defaults.marked(instance.entity, id));
                }
                Slot::One(child) => {
                    self.reserve(*child, case, code);
                    let child = self.bases.get(child.0 as usize).copied();
                    self.set(at, child.map_or(UNKNOWN, i64::from));
                }
                Slot::Many(elements, false) => {
                    for element in elements {
                        self.reserve(*element, case, code);
                    }
                    let first = elements.first().and_then(|first| self.bases.get(first.0 as usize)).copied();
                    self.set(at, first.map_or(0, i64::from));
                    self.set(at.saturating_add(1), i64::try_from(elements.len()).unwrap_or(i64::MAX));
                }
            }
        }
    }

    fn set(&mut self, at: usize, value: i64) {
        if let Some(cell) = self.cells.get_mut(at) {
            *cell = value;
        }
    }

    fn set_both(&mut self, at: usize, [first, second]: [i64; 2]) {
        self.odd |= first == UNKNOWN;
        self.set(at, first);
        if second != UNKNOWN {
            self.set(at.saturating_add(1), second);
        }
    }
}
