//! A case laid out as its facts are read, without a [`Case`](crate::program::Case) in between.
//!
//! Elements of a list lie side by side, whatever lists are inside them. So an instance is filled in a place
//! of its own, behind the one that contains it, and moves to the cells of the case together with its list
//! when that ends; what it contains has moved before it.

use super::Untraced;
use super::cells::UNKNOWN;
use super::code::Code;
use super::layout::Nested;
use super::prepared::Prepared;
use crate::program::way::Step;
use crate::program::{EntityId, FieldId, InstanceId};

/// A case being laid out.
pub(crate) struct Laying<'u> {
    code: &'u Code,
    prepared: &'u mut Prepared,
}

/// Where an instance is filled.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Opened(u32);

impl Untraced {
    /// Lays a case out anew in a place that may have been used before. The root is opened.
    pub(crate) fn lay_out<'u>(&'u self, prepared: &'u mut Prepared) -> (Laying<'u>, Opened) {
        let root = self.plan.program().root;
        prepared.clear();
        // The root lies first, whatever is read before it ends.
        prepared.cells.resize(self.code.layout.width(root) as usize, UNKNOWN);
        prepared.bases.push(0);
        prepared.entities.push(root);
        let mut laying = Laying { code: &self.code, prepared };
        let opened = laying.open(root);
        (laying, opened)
    }

    /// The first cell of a field, counted from that of its instance.
    pub(crate) fn offset(&self, entity: EntityId, field: FieldId) -> Option<u32> {
        self.code.layout.offset(entity, field)
    }

    /// What the cells of a field hold that nobody gave; the second is unknown where it has one.
    pub(crate) fn marked(&self, entity: EntityId, field: FieldId) -> [i64; 2] {
        self.code.defaults.marked(entity, field)
    }

    /// The way to an instance of a case that was laid out as it was read, the root's field first.
    pub(crate) fn way_to(&self, prepared: &Prepared, instance: InstanceId) -> Option<Vec<Step>> {
        let mut way = Vec::new();
        let mut base = *prepared.bases.get(instance.0 as usize)?;
        while base != 0 {
            let owner = u32::try_from(*prepared.cells.get(base as usize)?).ok()?;
            // They come in the order of the cells.
            let at = prepared.bases.binary_search(&owner).ok()?;
            let entity = *prepared.entities.get(at)?;
            let nested = &self.code.layout.shapes.get(entity.index())?.nested;
            way.push(nested.iter().find_map(|nested| {
                let (first, count) = prepared.elements(owner, nested)?;
                let position = base.checked_sub(first)?.checked_div(self.code.layout.width(nested.entity))?;
                let position = (position < count).then(|| nested.list.then_some(position))?;
                Some(Step { entity, field: nested.field, position })
            })?);
            base = owner;
        }
        way.reverse();
        Some(way)
    }
}

impl Laying<'_> {
    /// An instance more, of which nothing is known yet.
    pub fn open(&mut self, entity: EntityId) -> Opened {
        let open = &mut self.prepared.open;
        let base = open.len();
        open.resize(base.saturating_add(self.code.layout.width(entity) as usize), UNKNOWN);
        Opened(u32::try_from(base).unwrap_or(u32::MAX))
    }

    /// Fills a cell of an open instance.
    pub fn set(&mut self, of: Opened, offset: u32, value: i64) {
        if let Some(cell) = self.prepared.open.get_mut(of.0.saturating_add(offset) as usize) {
            *cell = value;
        }
    }

    /// The cell of a text fact.
    pub fn text(&self, text: &str) -> i64 {
        let position = self.code.texts.iter().position(|known| **known == *text);
        position.and_then(|position| i64::try_from(position).ok()).unwrap_or(-1)
    }

    /// Where the next instance will be opened.
    pub fn next(&self) -> Opened {
        Opened(u32::try_from(self.prepared.open.len()).unwrap_or(u32::MAX))
    }

    /// Ends the record of a field, which was opened last.
    pub fn end_record(&mut self, of: Opened, offset: u32, entity: EntityId, record: Opened) {
        let first = self.move_to_cells(entity, record, 1);
        self.set(of, offset, first);
    }

    /// Ends the list of a field, given where its first element was opened; the others followed.
    pub fn end_list(&mut self, of: Opened, offset: u32, entity: EntityId, first: Opened, count: u32) {
        let first = if count == 0 { 0 } else { self.move_to_cells(entity, first, count) };
        self.set(of, offset, first);
        self.set(of, offset.saturating_add(1), count.into());
    }

    /// Ends the root.
    pub fn end(self) {
        let Prepared { cells, open, .. } = &mut *self.prepared;
        for (cell, read) in cells.iter_mut().zip(open) {
            *cell = *read;
        }
        let root = self.prepared.entities.first().copied().unwrap_or_default();
        self.prepared.own(0, root, self.code);
    }

    fn move_to_cells(&mut self, entity: EntityId, first: Opened, count: u32) -> i64 {
        let Prepared { cells, open, bases, entities, .. } = &mut *self.prepared;
        let start = u32::try_from(cells.len()).unwrap_or(u32::MAX);
        let (width, from) = (self.code.layout.width(entity), first.0 as usize);
        cells.extend_from_slice(open.get(from..).unwrap_or_default());
        open.truncate(from);
        bases.extend((0..count).map(|element| start.saturating_add(element.saturating_mul(width))));
        entities.extend((0..count).map(|_| entity));
        if self.code.layout.shapes.get(entity.index()).is_some_and(|shape| !shape.nested.is_empty()) {
            for element in 0..count {
                let base = start.saturating_add(element.saturating_mul(width));
                self.prepared.own(base, entity, self.code);
            }
        }
        start.into()
    }
}

impl Prepared {
    /// Tells the instances that one contains where it lies.
    fn own(&mut self, base: u32, entity: EntityId, code: &Code) {
        for nested in code.layout.shapes.get(entity.index()).map_or(&[][..], |shape| &shape.nested) {
            let Some((first, count)) = self.elements(base, nested) else { continue };
            let width = code.layout.width(nested.entity) as usize;
            for cell in self.cells.iter_mut().skip(first as usize).step_by(width.max(1)).take(count as usize)
            {
                *cell = base.into();
            }
        }
    }

    /// Where what a field holds begins, and how many they are.
    fn elements(&self, base: u32, nested: &Nested) -> Option<(u32, u32)> {
        let at = base.saturating_add(nested.offset) as usize;
        let first = u32::try_from(*self.cells.get(at)?).ok()?;
        let count =
            if nested.list { u32::try_from(*self.cells.get(at.saturating_add(1))?).ok()? } else { 1 };
        Some((first, count))
    }
}
