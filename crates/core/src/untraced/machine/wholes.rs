//! Cases, dates and whole numbers that are looked up.

use super::numbers::better;
use super::{Frames, Machine, UNKNOWN, own_frames};
use crate::untraced::op::{Kept, NumberId, TruthId, Whole, WholeId};
use crate::untraced::ratio::Ratio;
use crate::vocabulary::Hit;

impl Machine<'_> {
    #[inline(always)]
    pub(super) fn whole_at_hand(&mut self, id: WholeId, frames: &Frames) -> i64 {
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

    pub(super) fn pick(&mut self, keys: &[(WholeId, u32)], frames: &Frames) -> Option<usize> {
        let mut index = 0_usize;
        for (key, cases) in keys {
            let case = usize::try_from(self.whole(*key, frames)).ok()?;
            index = index.checked_mul(*cases as usize)?.checked_add(case)?;
        }
        Some(index)
    }

    pub(super) fn table(
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
