//! Numbers: arithmetic, and what is found over lists.

use super::{Frames, Machine, UNKNOWN, own_frames};
use crate::calendar::{Date, Month, age, whole_months, whole_years};
use crate::untraced::op::{Kept, ListId, Number, NumberId, WholeId};
use crate::untraced::ratio::Ratio;

impl Machine<'_> {
    /// A number that is often at hand: a constant, a fact, or something found before.
    #[inline(always)]
    pub(super) fn operand(&mut self, id: NumberId, frames: &Frames) -> Ratio {
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
            Number::Fraction(at, offset) => {
                let first = self.instance(*at, frames).saturating_add(*offset);
                self.fraction_at(first)
            }
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

    pub(super) fn date(&mut self, id: WholeId, frames: &Frames) -> Option<Date> {
        i32::try_from(self.whole(id, frames)).ok().and_then(Date::from_packed)
    }

    pub(super) fn month(&mut self, id: WholeId, frames: &Frames) -> Option<Month> {
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
}

/// The higher or lower of two; not available if either is not.
pub(super) fn better(one: Ratio, other: Ratio, highest: bool) -> Ratio {
    match one.compare(other) {
        Some(ordering) if ordering.is_gt() == highest => one,
        Some(_) => other,
        None => Ratio::GONE,
    }
}
