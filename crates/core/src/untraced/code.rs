//! The code of a plan: its operations, each once, and what is asked of them.

use std::collections::HashMap;
use std::hash::Hash;

use crate::program::{EntityId, ValueId};
use crate::untraced::layout::Layout;
use crate::untraced::op::{List, ListId, Number, NumberId, Truth, TruthId, Whole, WholeId};

/// What a plan runs.
#[derive(Debug, Default)]
pub struct Code {
    pub numbers: Vec<Number>,
    pub truths: Vec<Truth>,
    pub wholes: Vec<Whole>,
    pub lists: Vec<List>,
    pub layout: Layout,
    /// Texts that the policy compares with; a text fact's cell is its position here, or -1.
    pub texts: Vec<std::sync::Arc<str>>,
    /// What a case must satisfy, by its position among the program's requirements.
    pub requirements: Vec<(EntityId, TruthId)>,
    /// The tiers and benefits, in the order written.
    pub results: Vec<(ValueId, EntityId, Asked)>,
}

/// What is asked of a result.
#[derive(Clone, Copy, Debug)]
pub enum Asked {
    /// The case of a tier.
    Tier(WholeId),
    /// Whether somebody is entitled to a benefit, and the amount.
    Benefit(TruthId, NumberId),
    /// What became of a benefit that stands in exclusives, and the amount: [`REFUSED`], [`GRANTED`], or from
    /// there on the way in which it is excluded.
    Excludable(WholeId, NumberId),
}

/// Nobody is entitled.
pub const REFUSED: i64 = 0;
/// It is granted.
pub const GRANTED: i64 = 1;

/// Operations while code is made: the same operation is never stored twice.
#[derive(Debug)]
pub struct Pool<T> {
    stored: Vec<T>,
    known: HashMap<T, u32>,
}

impl<T: Clone + Eq + Hash> Pool<T> {
    pub fn new() -> Self {
        Self { stored: Vec::new(), known: HashMap::new() }
    }

    pub fn add(&mut self, op: T) -> u32 {
        let next = u32::try_from(self.stored.len()).unwrap_or(u32::MAX);
        let id = *self.known.entry(op.clone()).or_insert(next);
        if id == next {
            self.stored.push(op);
        }
        id
    }

    pub fn get(&self, id: u32) -> Option<&T> {
        self.stored.get(id as usize)
    }

    pub fn into_stored(self) -> Vec<T> {
        self.stored
    }
}

/// All pools of the code being made.
#[derive(Debug)]
pub struct Pools {
    pub numbers: Pool<Number>,
    pub truths: Pool<Truth>,
    pub wholes: Pool<Whole>,
    pub lists: Pool<List>,
}

impl Pools {
    pub fn new() -> Self {
        Self { numbers: Pool::new(), truths: Pool::new(), wholes: Pool::new(), lists: Pool::new() }
    }

    pub fn number(&mut self, op: Number) -> NumberId {
        NumberId(self.numbers.add(op))
    }

    pub fn truth(&mut self, op: Truth) -> TruthId {
        TruthId(self.truths.add(op))
    }

    pub fn whole(&mut self, op: Whole) -> WholeId {
        WholeId(self.wholes.add(op))
    }

    pub fn list(&mut self, op: List) -> ListId {
        ListId(self.lists.add(op))
    }
}
