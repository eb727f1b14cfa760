//! Where each fact of an instance lies among the cells of a case.
//!
//! An instance begins with the cell of its owner; then come its fields. What is kept of an instance while
//! a case is decided lies in slots at the places of its cells, so it has at least as many of these.

use crate::program::{EntityId, Field, FieldId, Program, Type};

/// Cells before the first field.
pub const HEAD: u32 = 1;

/// A field whose instances lie elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct Nested {
    pub field: FieldId,
    /// Its first cell, which tells where they begin.
    pub offset: u32,
    pub entity: EntityId,
    /// Whether it is a list, of which the next cell tells the length.
    pub list: bool,
}

/// The cells of an entity.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    /// How many cells an instance takes.
    pub width: u32,
    /// The first cell of each field.
    pub offsets: Vec<u32>,
    /// The lists and records among the fields.
    pub nested: Vec<Nested>,
    /// How many values are kept of an instance while a case is decided.
    pub slots: u32,
}

/// The cells of every entity.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    pub shapes: Vec<Shape>,
}

impl Layout {
    pub fn of(program: &Program) -> Self {
        let shapes = program.entities.iter().map(|entity| {
            let mut width = HEAD;
            let mut offsets = Vec::with_capacity(entity.fields.len());
            let mut nested = Vec::new();
            for (id, field) in (0..).map(FieldId).zip(&entity.fields) {
                if let Type::List(entity) | Type::Record(entity) = field.ty {
                    let list = matches!(field.ty, Type::List(_));
                    nested.push(Nested { field: id, offset: width, entity, list });
                }
                offsets.push(width);
                width = width.saturating_add(cells(field));
            }
            Shape { width, offsets, nested, slots: 0 }
        });
        Self { shapes: shapes.collect() }
    }

    pub fn offset(&self, entity: EntityId, field: FieldId) -> Option<u32> {
        self.shapes.get(entity.index())?.offsets.get(field.index()).copied()
    }

    /// The fields of all entities, each with its first cell in an instance.
    pub fn fields<'p>(&'p self, program: &'p Program) -> impl Iterator<Item = (&'p Field, u32)> {
        let entities = program.entities.iter().zip(&self.shapes);
        entities.flat_map(|(entity, shape)| entity.fields.iter().zip(shape.offsets.iter().copied()))
    }

    /// Makes room for what is kept. Widths are final only now.
    pub fn close(&mut self) {
        for shape in &mut self.shapes {
            shape.width = shape.width.max(shape.slots);
        }
    }

    pub fn width(&self, entity: EntityId) -> u32 {
        self.shapes.get(entity.index()).map_or(0, |shape| shape.width)
    }

    /// A new kept value of an entity's instances.
    pub fn slot(&mut self, entity: EntityId) -> u32 {
        self.shapes.get_mut(entity.index()).map_or(0, |shape| {
            let slot = shape.slots;
            shape.slots = slot.saturating_add(1);
            slot
        })
    }
}

/// How many cells a field takes: a list its start and length, a number that need not be whole its two
/// parts, everything else one.
pub fn cells(field: &Field) -> u32 {
    if matches!(field.ty, Type::List(_)) || is_fraction(field) { 2 } else { 1 }
}

/// Whether a field's number need not be whole.
pub fn is_fraction(field: &Field) -> bool {
    field.ty == Type::Number && !field.whole
}
