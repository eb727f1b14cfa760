//! Runs the code of a plan over the cells of a case.
//!
//! Nothing here allocates: what is kept of an instance lies in slots that a stamp makes old from one case
//! to the next.

mod lists;
mod numbers;
mod particulars;
mod truths;
mod wholes;

use crate::untraced::assumed::Read;
use crate::untraced::cells::{LEAST, UNKNOWN};
use crate::untraced::code::Code;
use crate::untraced::op::{At, Kept};
use crate::untraced::ratio::Ratio;

/// How many instances a rule may have in scope at once; rules with more are left to the interpreter.
pub const MOST_FRAMES: usize = 4;
/// A list longer than this is filtered anew each time it is read.
pub const LONGEST_MASK: u32 = 64;

/// The cells at which the instances in scope begin.
pub type Frames = [u32; MOST_FRAMES];

/// A value kept for an instance, if its stamp is that of the present case.
#[derive(Clone, Copy, Debug, Default)]
pub struct Slot {
    stamp: u32,
    numerator: i64,
    denominator: i64,
}

/// The members of a list that pass a filter: where they start, how far apart they are, and a bit each.
#[derive(Clone, Copy)]
pub struct Mask {
    pub start: u32,
    pub width: u32,
    pub bits: u64,
}

/// One case being decided.
pub struct Machine<'a> {
    pub code: &'a Code,
    pub cells: &'a [i64],
    pub slots: &'a mut [Slot],
    pub stamp: u32,
    /// The defaults that were read.
    pub assumed: &'a mut Read,
}

/// Yes, no, or not available.
type Answer = Option<bool>;

impl Machine<'_> {
    #[inline]
    pub fn cell(&self, index: u32) -> i64 {
        self.cells.get(index as usize).copied().unwrap_or(UNKNOWN)
    }

    /// The first cell of a fact, or of its default.
    #[inline]
    pub fn fact_at(&mut self, index: u32) -> i64 {
        let cell = self.cell(index);
        if cell < LEAST { self.not_given(index, cell) } else { cell }
    }

    /// A fact in two cells.
    #[inline]
    pub fn fraction_at(&mut self, index: u32) -> Ratio {
        let numerator = self.fact_at(index);
        Ratio { numerator, denominator: self.cell(index.saturating_add(1)).max(0) }
    }

    #[cold]
    fn not_given(&mut self, index: u32, cell: i64) -> i64 {
        self.assumed.note(index, cell, self.stamp, &self.code.defaults)
    }

    #[inline(always)]
    fn instance(&self, at: At, frames: &Frames) -> u32 {
        let base = frames.get(usize::from(at.frame)).copied().unwrap_or(u32::MAX);
        if at.up == 0 { base } else { self.owner(base, at.up) }
    }

    #[cold]
    fn owner(&self, mut base: u32, up: u8) -> u32 {
        for _ in 0..up {
            base = u32::try_from(self.cell(base)).unwrap_or(u32::MAX);
        }
        base
    }

    #[inline]
    fn fact(&mut self, at: At, offset: u32, frames: &Frames) -> i64 {
        self.fact_at(self.instance(at, frames).saturating_add(offset))
    }

    /// An instance has at least as many cells as slots, so its slots may lie where its cells do.
    #[inline(always)]
    fn slot_of(kept: Kept, instance: u32) -> usize {
        (instance as usize).saturating_add(kept.slot as usize)
    }

    #[inline(always)]
    fn recall(&self, index: usize) -> Option<Ratio> {
        let slot = self.slots.get(index)?;
        (slot.stamp == self.stamp)
            .then_some(Ratio { numerator: slot.numerator, denominator: slot.denominator })
    }

    #[inline]
    fn keep(&mut self, index: usize, value: Ratio) {
        let stamp = self.stamp;
        if let Some(slot) = self.slots.get_mut(index) {
            *slot = Slot { stamp, numerator: value.numerator, denominator: value.denominator };
        }
    }

    #[inline]
    fn with(frames: &Frames, frame: u8, instance: u32) -> Frames {
        let mut inner = *frames;
        if let Some(place) = inner.get_mut(usize::from(frame)) {
            *place = instance;
        }
        inner
    }
}

impl Mask {
    #[inline]
    fn element(self, bit: u32) -> u32 {
        self.start.saturating_add(bit.saturating_mul(self.width))
    }
}

/// The frames inside a rule of an instance.
#[inline]
pub fn own_frames(instance: u32) -> Frames {
    let mut frames = [u32::MAX; MOST_FRAMES];
    if let Some(first) = frames.first_mut() {
        *first = instance;
    }
    frames
}
