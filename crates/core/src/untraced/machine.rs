//! Runs the code of a plan over the cells of a case.
//!
//! Nothing here allocates: what is kept of an instance lies in slots that a stamp makes old from one case
//! to the next.

use crate::calendar::{Date, Month, age, whole_months, whole_years};
use crate::untraced::code::Code;
use crate::untraced::op::{At, Kept, List, ListId, Number, NumberId, Reach, Truth, TruthId, Whole, WholeId};
use crate::untraced::ratio::Ratio;
use crate::vocabulary::Hit;

/// How many instances a rule may have in scope at once; rules with more are left to the interpreter.
pub const MOST_FRAMES: usize = 4;
/// The cell of something nobody said.
pub const UNKNOWN: i64 = i64::MIN;
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
}

/// Yes, no, or not available.
type Answer = Option<bool>;

impl Machine<'_> {
    #[inline]
    pub fn cell(&self, index: u32) -> i64 {
        self.cells.get(index as usize).copied().unwrap_or(UNKNOWN)
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
    fn fact(&self, at: At, offset: u32, frames: &Frames) -> i64 {
        self.cell(self.instance(at, frames).saturating_add(offset))
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

    /// A number that is often at hand: a constant, a fact, or something found before.
    #[inline(always)]
    fn operand(&mut self, id: NumberId, frames: &Frames) -> Ratio {
        let code = self.code;
        match code.numbers.get(id.0 as usize) {
            Some(Number::Constant(ratio)) => *ratio,
            Some(Number::Keep(kept, body)) => {
                let instance = self.instance(kept.at, frames);
                match self.recall(Self::slot_of(*kept, instance)) {
                    Some(value) => value,
                    None => self.kept_number(*kept, *body, frames),
                }
            }
            _ => self.number(id, frames),
        }
    }

    /// A number.
    pub fn number(&mut self, id: NumberId, frames: &Frames) -> Ratio {
        let code = self.code;
        let Some(op) = code.numbers.get(id.0 as usize) else { return Ratio::GONE };
        match op {
            Number::Constant(ratio) => *ratio,
            Number::Fact(at, offset) => match self.fact(*at, *offset, frames) {
                UNKNOWN => Ratio::GONE,
                value => Ratio::whole(value),
            },
            Number::Fraction(at, offset) => Ratio {
                numerator: self.fact(*at, *offset, frames),
                denominator: self.fact(*at, offset.saturating_add(1), frames).max(0),
            },
            Number::Keep(..) => self.operand(id, frames),
            Number::Sum(terms) => {
                let mut sum = Ratio::ZERO;
                for (minus, term) in terms {
                    let value = self.operand(*term, frames);
                    sum = sum.plus(if *minus { value.negated() } else { value });
                }
                sum
            }
            Number::Product(factors) => self.product(factors, frames),
            Number::Negate(inner) => self.number(*inner, frames).negated(),
            Number::Count(list) => self.count(*list, frames),
            Number::SumFact(list, offset) => self.sum_fact(*list, *offset, frames),
            Number::SumOf(list, frame, body) => {
                self.fold(*list, *frame, *body, frames, Ratio::ZERO, Ratio::plus).unwrap_or(Ratio::GONE)
            }
            Number::Round(inner, mode, step) => self.number(*inner, frames).rounded(*mode, *step),
            Number::If(arms, otherwise) => {
                for (condition, value) in arms {
                    match self.truth(*condition, frames) {
                        Some(true) => return self.number(*value, frames),
                        Some(false) => {}
                        None => return Ratio::GONE,
                    }
                }
                self.number(*otherwise, frames)
            }
            Number::Amount(inner) => {
                let value = self.number(*inner, frames);
                if value.numerator < 0 { Ratio::GONE } else { value }
            }
            other => self.rare_number(other, frames),
        }
    }

    fn product(&mut self, factors: &[(bool, NumberId)], frames: &Frames) -> Ratio {
        let mut product = Ratio::whole(1);
        for (over, factor) in factors {
            let value = self.operand(*factor, frames);
            product = if *over { product.over(value) } else { product.times(value) };
        }
        product
    }

    /// Finds what is to be kept of an instance and was not found before.
    #[inline(never)]
    fn kept_number(&mut self, kept: Kept, body: NumberId, frames: &Frames) -> Ratio {
        let instance = self.instance(kept.at, frames);
        let index = Self::slot_of(kept, instance);
        let value = self.number(body, &own_frames(instance));
        self.keep(index, value);
        value
    }

    #[inline(never)]
    fn rare_number(&mut self, op: &Number, frames: &Frames) -> Ratio {
        match op {
            Number::Average(list, frame, body, none) => self.average(*list, *frame, *body, *none, frames),
            Number::Extreme(list, frame, body, none, highest) => {
                self.extreme(*list, *frame, *body, *none, *highest, frames)
            }
            Number::Best(values, highest) => {
                let mut best: Option<Ratio> = None;
                for value in values {
                    let value = self.number(*value, frames);
                    best = Some(best.map_or(value, |best| better(best, value, *highest)));
                }
                best.unwrap_or(Ratio::GONE)
            }
            Number::Age(birth, on) => self.between(*birth, *on, frames, age),
            Number::MonthsBetween(from, to) => self.between(*from, *to, frames, whole_months),
            Number::YearsBetween(from, to) => self.between(*from, *to, frames, whole_years),
            Number::DaysFrom(to, from) => self.between(*to, *from, frames, Date::days_since),
            Number::MonthsFrom(to, from) => {
                let (to, from) = (self.month(*to, frames), self.month(*from, frames));
                to.zip(from).map_or(Ratio::GONE, |(to, from)| Ratio::whole(to.months_since(from)))
            }
            Number::DaysIn(month) => {
                self.month(*month, frames).map_or(Ratio::GONE, |month| Ratio::whole(i64::from(month.days())))
            }
            Number::Pick(keys, figures) => {
                self.pick(keys, frames).and_then(|at| figures.get(at).copied()).unwrap_or(Ratio::GONE)
            }
            Number::Table(hit, rows, none) => self.table(*hit, rows, *none, frames),
            Number::Checked(inner, bounds, whole) => {
                let value = self.number(*inner, frames);
                let fits = |(comparison, limit): &(crate::vocabulary::Comparison, Ratio)| {
                    value.compare(*limit).is_some_and(|ordering| comparison.accepts(ordering))
                };
                if bounds.iter().all(fits) && (!*whole || value.is_whole()) { value } else { Ratio::GONE }
            }
            Number::With(reach, frame, body) => match self.reach(*reach, frames) {
                Some(instance) => self.number(*body, &Self::with(frames, *frame, instance)),
                None => Ratio::GONE,
            },
            _ => Ratio::GONE,
        }
    }

    fn between(
        &mut self,
        from: WholeId,
        to: WholeId,
        frames: &Frames,
        count: fn(Date, Date) -> i64,
    ) -> Ratio {
        let (from, to) = (self.date(from, frames), self.date(to, frames));
        from.zip(to).map_or(Ratio::GONE, |(from, to)| Ratio::whole(count(from, to)))
    }

    fn date(&mut self, id: WholeId, frames: &Frames) -> Option<Date> {
        i32::try_from(self.whole(id, frames)).ok().and_then(Date::from_packed)
    }

    fn month(&mut self, id: WholeId, frames: &Frames) -> Option<Month> {
        i32::try_from(self.whole(id, frames)).ok().and_then(Month::from_index)
    }

    fn average(
        &mut self,
        list: ListId,
        frame: u8,
        body: NumberId,
        none: Option<NumberId>,
        frames: &Frames,
    ) -> Ratio {
        let count = self.count(list, frames);
        if count == Ratio::ZERO {
            return none.map_or(Ratio::GONE, |none| self.number(none, frames));
        }
        self.fold(list, frame, body, frames, Ratio::ZERO, Ratio::plus).unwrap_or(Ratio::GONE).over(count)
    }

    fn extreme(
        &mut self,
        list: ListId,
        frame: u8,
        body: NumberId,
        none: Option<NumberId>,
        highest: bool,
        frames: &Frames,
    ) -> Ratio {
        let mut best: Option<Ratio> = None;
        let whole = self.each(list, frames, &mut |machine, element| {
            let value = machine.number(body, &Self::with(frames, frame, element));
            best = Some(best.map_or(value, |best| better(best, value, highest)));
            true
        });
        match (whole, best, none) {
            (true, Some(best), _) => best,
            (true, None, Some(none)) => self.number(none, frames),
            _ => Ratio::GONE,
        }
    }

    fn fold(
        &mut self,
        list: ListId,
        frame: u8,
        body: NumberId,
        frames: &Frames,
        start: Ratio,
        join: fn(Ratio, Ratio) -> Ratio,
    ) -> Option<Ratio> {
        let mut total = start;
        if let Some(mask) = self.masked(list, frames) {
            let mut bits = mask.bits;
            while bits != 0 {
                let element = mask.element(bits.trailing_zeros());
                total = join(total, self.number(body, &Self::with(frames, frame, element)));
                bits &= bits.wrapping_sub(1);
            }
            return Some(total);
        }
        let whole = self.each(list, frames, &mut |machine, element| {
            total = join(total, machine.number(body, &Self::with(frames, frame, element)));
            true
        });
        whole.then_some(total)
    }

    #[inline]
    fn count(&mut self, list: ListId, frames: &Frames) -> Ratio {
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
    fn sum_fact(&mut self, list: ListId, offset: u32, frames: &Frames) -> Ratio {
        let Some(mask) = self.masked(list, frames) else { return self.sum_fact_of_any(list, offset, frames) };
        self.sum_of_masked(mask, offset).map_or(Ratio::GONE, Ratio::whole)
    }

    /// The sum of a one-cell fact over the members of a mask.
    #[inline]
    pub fn sum_of_masked(&self, mask: Mask, offset: u32) -> Option<i64> {
        let mut bits = mask.bits;
        let mut sum = 0_i64;
        while bits != 0 {
            let value = self.cell(mask.element(bits.trailing_zeros()).saturating_add(offset));
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
            let value = machine.cell(element.saturating_add(offset));
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
            List::Flatten(..) => None,
        }
    }

    #[inline]
    fn all_members(&self, at: At, offset: u32, width: u32, frames: &Frames) -> Option<Mask> {
        let first = self.instance(at, frames).saturating_add(offset);
        let start = u32::try_from(self.cell(first)).ok()?;
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
    pub fn with_fact(&self, mask: Mask, offset: u32, wanted: i64) -> Option<u64> {
        let count = u64::BITS.saturating_sub(mask.bits.leading_zeros()) as usize;
        let first = (mask.start as usize).saturating_add(offset as usize);
        let facts = self.cells.get(first..).unwrap_or_default().iter().step_by((mask.width as usize).max(1));
        let mut passed = 0_u64;
        let mut bit = 1_u64;
        for fact in facts.take(count) {
            if *fact == wanted {
                passed |= bit;
            } else if *fact == UNKNOWN && mask.bits & bit != 0 {
                return None;
            }
            bit = bit.rotate_left(1);
        }
        Some(passed & mask.bits)
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
    fn each(&mut self, id: ListId, frames: &Frames, visit: &mut dyn FnMut(&mut Self, u32) -> bool) -> bool {
        let code = self.code;
        match code.lists.get(id.0 as usize) {
            Some(List::Members(at, offset, entity)) => {
                let width = code.layout.width(*entity);
                let first = self.instance(*at, frames).saturating_add(*offset);
                let (start, count) = (self.cell(first), self.cell(first.saturating_add(1)));
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
            Some(List::Flatten(outer, frame, inner)) => {
                let (outer, frame, inner) = (*outer, *frame, *inner);
                self.each(outer, frames, &mut |machine, element| {
                    machine.each(inner, &Self::with(frames, frame, element), visit)
                })
            }
            None => false,
        }
    }

    fn reach(&mut self, reach: Reach, frames: &Frames) -> Option<u32> {
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

    /// A condition.
    pub fn truth(&mut self, id: TruthId, frames: &Frames) -> Answer {
        let code = self.code;
        match code.truths.get(id.0 as usize)? {
            Truth::Constant(value) => Some(*value),
            Truth::Fact(at, offset) => match self.fact(*at, *offset, frames) {
                UNKNOWN => None,
                value => Some(value != 0),
            },
            Truth::Keep(kept, body) => self.kept_truth(*kept, *body, frames),
            Truth::Not(inner) => self.truth(*inner, frames).map(|value| !value),
            Truth::And(parts) => self.joined(parts, false, frames),
            Truth::Or(parts) => self.joined(parts, true, frames),
            Truth::Compare(comparison, left, right) => {
                let left = self.operand(*left, frames);
                let right = self.operand(*right, frames);
                left.compare(right).map(|ordering| comparison.accepts(ordering))
            }
            Truth::Equal(left, right, negated) => {
                let left = self.number(*left, frames);
                let right = self.number(*right, frames);
                left.compare(right).map(|ordering| ordering.is_eq() != *negated)
            }
            Truth::EqualWhole(left, right, negated) => {
                let (left, right) = (self.whole_at_hand(*left, frames), self.whole_at_hand(*right, frames));
                (left != UNKNOWN && right != UNKNOWN).then_some((left == right) != *negated)
            }
            other => self.rare_truth(other, frames),
        }
    }

    /// `and` (decided by a no) and `or` (decided by a yes), whatever the other parts are.
    #[inline]
    fn joined(&mut self, parts: &[TruthId], decides: bool, frames: &Frames) -> Answer {
        let code = self.code;
        let mut answer = Some(!decides);
        for part in parts {
            let found = match code.truths.get(part.0 as usize) {
                Some(Truth::Fact(at, offset)) => match self.fact(*at, *offset, frames) {
                    UNKNOWN => None,
                    value => Some(value != 0),
                },
                _ => self.truth(*part, frames),
            };
            match found {
                Some(value) if value == decides => return Some(decides),
                Some(_) => {}
                None => answer = None,
            }
        }
        answer
    }

    fn kept_truth(&mut self, kept: Kept, body: TruthId, frames: &Frames) -> Answer {
        let instance = self.instance(kept.at, frames);
        let index = Self::slot_of(kept, instance);
        if let Some(value) = self.recall(index) {
            return (!value.is_gone()).then_some(value.numerator != 0);
        }
        let value = self.truth(body, &own_frames(instance));
        self.keep(index, value.map_or(Ratio::GONE, |value| Ratio::whole(i64::from(value))));
        value
    }

    #[inline(never)]
    fn rare_truth(&mut self, op: &Truth, frames: &Frames) -> Answer {
        match op {
            Truth::CompareWhole(comparison, left, right) => {
                let (left, right) = (self.whole(*left, frames), self.whole(*right, frames));
                (left != UNKNOWN && right != UNKNOWN).then_some(comparison.accepts(left.cmp(&right)))
            }
            Truth::EqualAnswer(left, right, negated) => {
                let (left, right) = (self.truth(*left, frames)?, self.truth(*right, frames)?);
                Some((left == right) != *negated)
            }
            Truth::Any(list, frame, condition) => self.some(*list, *frame, *condition, true, frames),
            Truth::All(list, frame, condition) => self.some(*list, *frame, *condition, false, frames),
            Truth::If(arms, otherwise) => {
                for (condition, value) in arms {
                    if self.truth(*condition, frames)? {
                        return self.truth(*value, frames);
                    }
                }
                self.truth(*otherwise, frames)
            }
            Truth::Table(rows, none) => {
                for (condition, value) in rows {
                    if self.truth(*condition, frames)? {
                        return self.truth(*value, frames);
                    }
                }
                none.and_then(|none| self.truth(none, frames))
            }
            Truth::With(reach, frame, body) => {
                let instance = self.reach(*reach, frames)?;
                self.truth(*body, &Self::with(frames, *frame, instance))
            }
            _ => None,
        }
    }

    /// Whether some element answers as wanted: `any` asks for a yes, `all` for the absence of a no.
    fn some(&mut self, list: ListId, frame: u8, condition: TruthId, wanted: bool, frames: &Frames) -> Answer {
        let mut answer = Some(!wanted);
        let whole = self.each(list, frames, &mut |machine, element| match machine
            .truth(condition, &Self::with(frames, frame, element))
        {
            Some(value) if value == wanted => {
                answer = Some(wanted);
                false
            }
            Some(_) => true,
            None => {
                answer = None;
                true
            }
        });
        if whole || answer == Some(wanted) { answer } else { None }
    }

    #[inline(always)]
    fn whole_at_hand(&mut self, id: WholeId, frames: &Frames) -> i64 {
        let code = self.code;
        match code.wholes.get(id.0 as usize) {
            Some(Whole::Constant(value)) => *value,
            Some(Whole::Fact(at, offset)) => self.fact(*at, *offset, frames),
            _ => self.whole(id, frames),
        }
    }

    /// A date, month, case or text.
    pub fn whole(&mut self, id: WholeId, frames: &Frames) -> i64 {
        let code = self.code;
        let Some(op) = code.wholes.get(id.0 as usize) else { return UNKNOWN };
        match op {
            Whole::Constant(value) => *value,
            Whole::Fact(at, offset) => self.fact(*at, *offset, frames),
            Whole::Keep(kept, body) => self.kept_whole(*kept, *body, frames),
            Whole::If(arms, otherwise) => {
                for (condition, value) in arms {
                    match self.truth(*condition, frames) {
                        Some(true) => return self.whole_at_hand(*value, frames),
                        Some(false) => {}
                        None => return UNKNOWN,
                    }
                }
                self.whole_at_hand(*otherwise, frames)
            }
            other => self.rare_whole(other, frames).unwrap_or(UNKNOWN),
        }
    }

    #[inline(never)]
    fn kept_whole(&mut self, kept: Kept, body: WholeId, frames: &Frames) -> i64 {
        let instance = self.instance(kept.at, frames);
        let index = Self::slot_of(kept, instance);
        if let Some(value) = self.recall(index) {
            return value.numerator;
        }
        let value = self.whole(body, &own_frames(instance));
        self.keep(index, Ratio::whole(value));
        value
    }

    #[inline(never)]
    fn rare_whole(&mut self, op: &Whole, frames: &Frames) -> Option<i64> {
        match op {
            Whole::ShiftDate(base, by, months, back) => {
                let date = self.date(*base, frames)?;
                let by = self.number(*by, frames).to_whole()?;
                let by = if *back { by.checked_neg()? } else { by };
                let moved = if *months { date.add_months(by) } else { date.add_days(by) };
                moved.ok().map(|date| i64::from(date.packed()))
            }
            Whole::ShiftMonth(base, by, back) => {
                let month = self.month(*base, frames)?;
                let by = self.number(*by, frames).to_whole()?;
                let by = if *back { by.checked_neg()? } else { by };
                month.add_months(by).ok().map(|month| i64::from(month.index()))
            }
            Whole::MonthOf(date) => Some(i64::from(self.date(*date, frames)?.month().index())),
            Whole::MonthAfter(date) => {
                self.date(*date, frames)?.month().next().ok().map(|month| i64::from(month.index()))
            }
            Whole::FirstDay(month) => Some(i64::from(self.month(*month, frames)?.first_day().packed())),
            Whole::LastDay(month) => Some(i64::from(self.month(*month, frames)?.last_day().packed())),
            Whole::Pick(keys, values) => values.get(self.pick(keys, frames)?).copied(),
            Whole::Table(rows, none) => {
                for (condition, value) in rows {
                    if self.truth(*condition, frames)? {
                        return Some(self.whole(*value, frames));
                    }
                }
                none.map(|none| self.whole(none, frames))
            }
            Whole::With(reach, frame, body) => {
                let instance = self.reach(*reach, frames)?;
                Some(self.whole(*body, &Self::with(frames, *frame, instance)))
            }
            _ => None,
        }
    }

    fn pick(&mut self, keys: &[(WholeId, u32)], frames: &Frames) -> Option<usize> {
        let mut index = 0_usize;
        for (key, cases) in keys {
            let case = usize::try_from(self.whole(*key, frames)).ok()?;
            index = index.checked_mul(*cases as usize)?.checked_add(case)?;
        }
        Some(index)
    }

    fn table(
        &mut self,
        hit: Hit,
        rows: &[(TruthId, NumberId)],
        none: Option<NumberId>,
        frames: &Frames,
    ) -> Ratio {
        let mut total: Option<Ratio> = None;
        for (condition, value) in rows {
            match self.truth(*condition, frames) {
                Some(false) => continue,
                None => return Ratio::GONE,
                Some(true) => {}
            }
            let value = self.number(*value, frames);
            total = Some(match (hit, total) {
                (Hit::Unique | Hit::First, _) => return value,
                (Hit::Sum, Some(total)) => total.plus(value),
                (Hit::Highest, Some(total)) => better(total, value, true),
                (Hit::Lowest, Some(total)) => better(total, value, false),
                (_, None) => value,
            });
        }
        match (total, none) {
            (Some(total), _) => total,
            (None, Some(none)) => self.number(none, frames),
            (None, None) if hit == Hit::Sum => Ratio::ZERO,
            (None, None) => Ratio::GONE,
        }
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

/// The higher or lower of two; not available if either is not.
fn better(one: Ratio, other: Ratio, highest: bool) -> Ratio {
    match one.compare(other) {
        Some(ordering) if ordering.is_gt() == highest => one,
        Some(_) => other,
        None => Ratio::GONE,
    }
}
