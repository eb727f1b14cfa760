//! Facts that nobody gave and for which the policy has a default.
//!
//! A decision lists the defaults it rests on, and no others. So the cell of such a fact holds a mark instead
//! of the default; whoever comes upon one takes the default that it stands for and notes that. Where all
//! facts were given this costs nothing, as cells are compared with the least that a fact can be anyway.

use std::sync::Arc;

use super::cells::{UNKNOWN, cells_of};
use super::layout::{Layout, is_fraction};
use crate::program::way::Step;
use crate::program::{Default as Declared, EntityId, FieldId, Program};

/// The defaults of a program.
#[derive(Debug, Default)]
pub struct Defaults {
    known: Vec<Known>,
    /// By entity and field, which of them is its.
    places: Vec<Vec<Option<u16>>>,
}

/// A default that has cells.
#[derive(Clone, Copy, Debug)]
struct Known {
    entity: EntityId,
    field: FieldId,
    offset: u32,
    cells: [i64; 2],
}

impl Defaults {
    /// The defaults of the fields that were laid out, given the texts that have a number.
    pub fn of(program: &Program, layout: &Layout, texts: &[Arc<str>]) -> Self {
        let mut known = Vec::new();
        let places = (0..).map(EntityId).zip(&program.entities).map(|(entity, declared)| {
            let mut place = |field, declared: &crate::program::Field| {
                let cells = match declared.default.as_ref()? {
                    Declared::Value(value) => cells_of(value, is_fraction(declared), texts),
                    Declared::Empty => [0, 0],
                };
                let offset = layout.offset(entity, field)?;
                let place = u16::try_from(known.len()).ok().filter(|_| cells != [UNKNOWN; 2])?;
                known.push(Known { entity, field, offset, cells });
                Some(place)
            };
            (0..).map(FieldId).zip(&declared.fields).map(|(field, declared)| place(field, declared)).collect()
        });
        let places = places.collect();
        Self { known, places }
    }

    /// What the cells of a fact hold that nobody gave; the second is that of the default, unknown where the fact
    /// has one.
    pub fn marked(&self, entity: EntityId, field: FieldId) -> [i64; 2] {
        let place = self.places.get(entity.index()).and_then(|fields| *fields.get(field.index())?);
        let known = place.and_then(|place| Some((place, self.known.get(usize::from(place))?)));
        known.map_or([UNKNOWN; 2], |(place, known)| {
            let [_, second] = known.cells;
            [UNKNOWN.saturating_add(1).saturating_add(place.into()), second]
        })
    }
}

/// The defaults that were read while a case was decided.
#[derive(Debug, Default)]
pub struct Read {
    /// By cell, the stamp of the case in which it was noted last.
    stamps: Vec<u32>,
    /// Cells and their defaults.
    noted: Vec<(u32, u16)>,
    /// Whether something has no answer here for which the interpreter may have one.
    doubted: bool,
}

impl Read {
    /// Forgets what the case before rested on.
    pub fn clear(&mut self) {
        self.noted.clear();
        self.doubted = false;
    }

    /// Notes that something has no answer here for which the interpreter may have one, so that it may not read
    /// what is read after it.
    pub fn doubt(&mut self) {
        self.doubted = true;
    }

    /// Whether exactly the defaults were read that the interpreter reads.
    pub fn is_exact(&self) -> bool {
        !self.doubted || self.noted.is_empty()
    }

    /// Forgets all stamps.
    pub fn forget_stamps(&mut self) {
        self.stamps.clear();
    }

    /// What a cell below [`LEAST`](super::cells::LEAST) stands for, which is noted.
    #[cold]
    pub fn note(&mut self, index: u32, cell: i64, stamp: u32, defaults: &Defaults) -> i64 {
        let mark = cell.wrapping_sub(UNKNOWN).wrapping_sub(1);
        let Ok(place) = u16::try_from(mark) else { return UNKNOWN };
        let Some(Known { cells: [default, _], .. }) = defaults.known.get(usize::from(place)) else {
            return UNKNOWN;
        };
        let at = index as usize;
        if self.stamps.len() <= at {
            self.stamps.resize(at.saturating_add(1), 0);
        }
        if let Some(noted) = self.stamps.get_mut(at)
            && *noted != stamp
        {
            *noted = stamp;
            self.noted.push((index, place));
        }
        *default
    }

    /// The facts that were read, each with the first cell of its instance.
    pub fn facts<'r>(&'r self, defaults: &'r Defaults) -> impl Iterator<Item = (u32, Step)> + 'r {
        self.noted.iter().filter_map(|(cell, place)| {
            let Known { entity, field, offset, .. } = *defaults.known.get(usize::from(*place))?;
            Some((cell.checked_sub(offset)?, Step { entity, field, position: None }))
        })
    }
}
