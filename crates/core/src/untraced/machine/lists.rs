//! Lists: their members one by one, and as masks where they are short.

use super::{Frames, LONGEST_MASK, Machine, Mask, UNKNOWN, own_frames};
use crate::untraced::cells::LEAST;
use crate::untraced::op::{At, Kept, List, ListId, Reach, Truth, TruthId};
use crate::untraced::ratio::Ratio;

impl Machine<'_> {
    #[inline]
    pub(super) fn count(&mut self, list: ListId, frames: &Frames) -> Ratio {
        if let Some(mask) = self.masked(list, frames) {
            return Ratio::whole(i64::from(mask.bits.count_ones()));
        }
        let mut count = 0;
        if self.each(list, frames, &mut |_, _| {
            count += 1;
            true
        }) {
            Ratio::whole(count)
        } else {
            Ratio::GONE
        }
    }

    #[inline]
    pub(super) fn sum_fact(&mut self, list: ListId, offset: u32, frames: &Frames) -> Ratio {
        let Some(mask) = self.masked(list, frames) else { return self.sum_fact_of_any(list, offset, frames) };
        self.sum_of_masked(mask, offset).map_or(Ratio::GONE, Ratio::whole)
    }

    /// The sum of a one-cell fact over the members of a mask.
    #[inline]
    pub fn sum_of_masked(&mut self, mask: Mask, offset: u32) -> Option<i64> {
        let mut bits = mask.bits;
        let mut sum = 0_i64;
        while bits != 0 {
            let value = self.fact_at(mask.element(bits.trailing_zeros()).saturating_add(offset));
            if value == UNKNOWN {
                return None;
            }
            sum = sum.checked_add(value)?;
            bits &= bits.wrapping_sub(1);
        }
        Some(sum)
    }

    #[inline(never)]
    fn sum_fact_of_any(&mut self, list: ListId, offset: u32, frames: &Frames) -> Ratio {
        let mut sum = Ratio::ZERO;
        let whole = self.each(list, frames, &mut |machine, element| {
            let value = machine.fact_at(element.saturating_add(offset));
            sum = if value == UNKNOWN { Ratio::GONE } else { sum.plus(Ratio::whole(value)) };
            !sum.is_gone()
        });
        if whole { sum } else { Ratio::GONE }
    }

    /// The members of a list as a mask, where it is a list fact, filtered or not, of at most 64 members.
    #[inline(always)]
    pub fn masked(&mut self, id: ListId, frames: &Frames) -> Option<Mask> {
        let code = self.code;
        match code.lists.get(id.0 as usize)? {
            List::Keep(kept, list) => self.kept_mask(*kept, *list, frames),
            _ => self.unkept_mask(id, frames),
        }
    }

    #[inline(never)]
    fn unkept_mask(&mut self, id: ListId, frames: &Frames) -> Option<Mask> {
        let code = self.code;
        match code.lists.get(id.0 as usize)? {
            List::Members(at, offset, entity) => {
                self.all_members(*at, *offset, code.layout.width(*entity), frames)
            }
            List::Where(inner, frame, condition) => {
                let mut mask = self.unkept_mask(*inner, frames)?;
                mask.bits = self.filtered(mask, *frame, *condition, frames)?;
                Some(mask)
            }
            List::Keep(kept, list) => self.kept_mask(*kept, *list, frames),
            List::With(reach, frame, list) => {
                let instance = self.reach(*reach, frames)?;
                self.unkept_mask(*list, &Self::with(frames, *frame, instance))
            }
            List::Flatten(..) => None,
        }
    }

    #[inline]
    fn all_members(&mut self, at: At, offset: u32, width: u32, frames: &Frames) -> Option<Mask> {
        let first = self.instance(at, frames).saturating_add(offset);
        let start = u32::try_from(self.fact_at(first)).ok()?;
        let count =
            u32::try_from(self.cell(first.saturating_add(1))).ok().filter(|count| *count <= LONGEST_MASK)?;
        let bits = if count == 0 { 0 } else { u64::MAX >> (LONGEST_MASK - count) };
        Some(Mask { start, width, bits })
    }

    /// The members of a mask for which a condition holds.
    #[inline]
    fn filtered(&mut self, mask: Mask, frame: u8, condition: TruthId, frames: &Frames) -> Option<u64> {
        let code = self.code;
        // The commonest filter is a fact of the element or its negation: no frame need be laid for it.
        match code.truths.get(condition.0 as usize)? {
            Truth::Fact(At { frame: of, up: 0 }, offset) if *of == frame => self.with_fact(mask, *offset, 1),
            Truth::Not(inner) => match code.truths.get(inner.0 as usize)? {
                Truth::Fact(At { frame: of, up: 0 }, offset) if *of == frame => {
                    self.with_fact(mask, *offset, 0)
                }
                _ => self.for_which(mask, frame, condition, frames),
            },
            _ => self.for_which(mask, frame, condition, frames),
        }
    }

    /// The members of which a yes-or-no fact is as wanted.
    #[inline]
    pub fn with_fact(&mut self, mask: Mask, offset: u32, wanted: i64) -> Option<u64> {
        let count = u64::BITS.saturating_sub(mask.bits.leading_zeros()) as usize;
        let first = (mask.start as usize).saturating_add(offset as usize);
        let facts = self.cells.get(first..).unwrap_or_default().iter().step_by((mask.width as usize).max(1));
        let mut passed = 0_u64;
        let mut bit = 1_u64;
        for fact in facts.take(count) {
            if *fact == wanted {
                passed |= bit;
            } else if *fact < LEAST && mask.bits & bit != 0 {
                return self.with_default(mask, offset, wanted);
            }
            bit = bit.rotate_left(1);
        }
        Some(passed & mask.bits)
    }

    /// The same where not all of them were given.
    #[cold]
    fn with_default(&mut self, mask: Mask, offset: u32, wanted: i64) -> Option<u64> {
        let (mut passed, mut bits) = (0_u64, mask.bits);
        while bits != 0 {
            let bit = bits.trailing_zeros();
            match self.fact_at(mask.element(bit).saturating_add(offset)) {
                UNKNOWN => return None,
                fact if fact == wanted => passed |= 1_u64 << bit,
                _ => {}
            }
            bits &= bits.wrapping_sub(1);
        }
        Some(passed)
    }

    #[inline(never)]
    fn for_which(&mut self, mask: Mask, frame: u8, condition: TruthId, frames: &Frames) -> Option<u64> {
        let mut passed = mask.bits;
        let mut bits = mask.bits;
        while bits != 0 {
            let bit = bits.trailing_zeros();
            let element = mask.element(bit);
            if !self.truth(condition, &Self::with(frames, frame, element))? {
                passed &= !(1_u64 << bit);
            }
            bits &= bits.wrapping_sub(1);
        }
        Some(passed)
    }

    #[inline(always)]
    fn kept_mask(&mut self, kept: Kept, list: ListId, frames: &Frames) -> Option<Mask> {
        let instance = self.instance(kept.at, frames);
        let index = Self::slot_of(kept, instance);
        if let Some(value) = self.recall(index) {
            let place = value.denominator.cast_unsigned();
            let (start, width) = ((place >> 32) as u32, (place & u64::from(u32::MAX)) as u32);
            return Some(Mask { start, width, bits: value.numerator.cast_unsigned() });
        }
        self.new_mask(index, list, instance)
    }

    #[inline(never)]
    fn new_mask(&mut self, index: usize, list: ListId, instance: u32) -> Option<Mask> {
        let code = self.code;
        let frames = &own_frames(instance);
        let mask = match code.lists.get(list.0 as usize)? {
            List::Where(inner, frame, condition) => match code.lists.get(inner.0 as usize)? {
                List::Members(at, offset, entity) => {
                    let mut mask = self.all_members(*at, *offset, code.layout.width(*entity), frames)?;
                    mask.bits = self.filtered(mask, *frame, *condition, frames)?;
                    mask
                }
                _ => self.unkept_mask(list, frames)?,
            },
            _ => self.unkept_mask(list, frames)?,
        };
        let place = u64::from(mask.start) << 32 | u64::from(mask.width);
        self.keep(index, Ratio { numerator: mask.bits.cast_signed(), denominator: place.cast_signed() });
        Some(mask)
    }

    /// Visits every element of a list; false where the list or a filter is not available, or the visitor
    /// stopped.
    pub(super) fn each(
        &mut self,
        id: ListId,
        frames: &Frames,
        visit: &mut dyn FnMut(&mut Self, u32) -> bool,
    ) -> bool {
        let code = self.code;
        match code.lists.get(id.0 as usize) {
            Some(List::Members(at, offset, entity)) => {
                let width = code.layout.width(*entity);
                let first = self.instance(*at, frames).saturating_add(*offset);
                let (start, count) = (self.fact_at(first), self.cell(first.saturating_add(1)));
                let (Ok(mut element), Ok(count)) = (u32::try_from(start), u32::try_from(count)) else {
                    return false;
                };
                for _ in 0..count {
                    if !visit(self, element) {
                        return false;
                    }
                    element = element.saturating_add(width);
                }
                true
            }
            Some(List::Where(inner, frame, condition)) => {
                let (inner, frame, condition) = (*inner, *frame, *condition);
                self.each(inner, frames, &mut |machine, element| match machine
                    .truth(condition, &Self::with(frames, frame, element))
                {
                    Some(true) => visit(machine, element),
                    Some(false) => true,
                    None => false,
                })
            }
            Some(List::Keep(kept, list)) => {
                let own = own_frames(self.instance(kept.at, frames));
                self.each(*list, &own, visit)
            }
            Some(List::With(reach, frame, list)) => match self.reach(*reach, frames) {
                Some(instance) => self.each(*list, &Self::with(frames, *frame, instance), visit),
                None => false,
            },
            Some(List::Flatten(outer, frame, inner)) => {
                let (outer, frame, inner) = (*outer, *frame, *inner);
                self.each(outer, frames, &mut |machine, element| {
                    machine.each(inner, &Self::with(frames, frame, element), visit)
                })
            }
            None => false,
        }
    }

    pub(super) fn reach(&mut self, reach: Reach, frames: &Frames) -> Option<u32> {
        match reach {
            Reach::At(at) => Some(self.instance(at, frames)),
            Reach::Child(at, offset) => u32::try_from(self.fact(at, offset, frames)).ok(),
            Reach::Only(list) => {
                let mut found = None;
                let mut several = false;
                let whole = self.each(list, frames, &mut |_, element| {
                    several = found.is_some();
                    found = Some(element);
                    !several
                });
                if whole && !several { found } else { None }
            }
        }
    }
}
