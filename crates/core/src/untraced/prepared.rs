//! A case laid out for the untraced executor.

use crate::number::Rational;
use crate::program::{Case, EntityId, InstanceId, Program, Slot, Value};
use crate::untraced::code::Code;
use crate::untraced::layout::{HEAD, is_fraction};
use crate::untraced::machine::UNKNOWN;

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
    /// Whether the case pins derived values, which only the interpreter honours.
    pub(super) pinned: bool,
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
        self.pinned = false;
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
        self.pinned |= !instance.pins.is_empty();
        let Some(entity) = program.entities.get(instance.entity.index()) else { return };
        let Some(shape) = code.layout.shapes.get(instance.entity.index()) else { return };
        let base = self.bases.get(id.0 as usize).copied().unwrap_or(u32::MAX);
        for ((slot, field), offset) in instance.slots.iter().zip(&entity.fields).zip(&shape.offsets) {
            let at = base.saturating_add(*offset) as usize;
            match slot {
                Slot::Unknown => {}
                Slot::Known(value) => self.set_value(at, value, is_fraction(field), code),
                Slot::Assumed(value) => {
                    self.assumed = true;
                    self.set_value(at, value, is_fraction(field), code);
                }
                Slot::One(child) => {
                    self.reserve(*child, case, code);
                    let child = self.bases.get(child.0 as usize).copied();
                    self.set(at, child.map_or(UNKNOWN, i64::from));
                }
                Slot::Many(elements, assumed) => {
                    self.assumed |= assumed;
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

    /// A number too large for a machine word stays unknown here, which leaves the case to the interpreter.
    fn set_value(&mut self, at: usize, value: &Value, fraction: bool, code: &Code) {
        match value {
            Value::Bool(value) => self.set(at, i64::from(*value)),
            Value::Number(number) if fraction => self.set_fraction(at, *number),
            Value::Number(number) => self.set(at, number.to_i64().unwrap_or(UNKNOWN)),
            Value::Date(date) => self.set(at, date.packed().into()),
            Value::Month(month) => self.set(at, month.index().into()),
            Value::Case(case) => self.set(at, (*case).into()),
            Value::Text(text) => {
                let position = code.texts.iter().position(|known| known == text);
                self.set(at, position.and_then(|position| i64::try_from(position).ok()).unwrap_or(-1));
            }
        }
    }

    fn set_fraction(&mut self, at: usize, number: Rational) {
        if let (Ok(numerator), Ok(denominator)) =
            (i64::try_from(number.numerator()), i64::try_from(number.denominator()))
        {
            self.set(at, numerator);
            self.set(at.saturating_add(1), denominator);
        }
    }
}
