//! Stand-ins for those of whom nothing is known, not even whether there are any: the entries of a list that
//! nobody gave, a nested entity that nobody described.
//!
//! What an expression comes to for a stand-in holds of whoever it may be. None of its facts is ever asked
//! for: whoever reads them asks for the list, or for the nested entity.

use crate::program::{EntityId, InstanceId};

/// The stand-ins of one evaluation. They are numbered after the instances of the case.
pub(super) struct Strangers {
    first: usize,
    all: Vec<Stranger>,
}

/// A stand-in for whoever is in a field of somebody.
pub(super) struct Stranger {
    pub(super) entity: EntityId,
    pub(super) owner: InstanceId,
}

impl Strangers {
    /// None yet; the first is numbered so.
    pub(super) fn after(first: usize) -> Self {
        Self { first, all: Vec::new() }
    }

    /// None yet, with numbers that none of these has.
    pub(super) fn others(&self) -> Self {
        Self::after(self.first.saturating_add(self.all.len()))
    }

    pub(super) fn get(&self, instance: InstanceId) -> Option<&Stranger> {
        self.all.get((instance.0 as usize).checked_sub(self.first)?)
    }

    /// One more, where there is a number for it.
    pub(super) fn add(&mut self, stranger: Stranger) -> Option<InstanceId> {
        let id = u32::try_from(self.first.saturating_add(self.all.len())).ok()?;
        self.all.push(stranger);
        Some(InstanceId(id))
    }
}
