//! Conditions.

use super::{Answer, Frames, Machine, UNKNOWN, own_frames};
use crate::untraced::op::{Kept, ListId, Truth, TruthId};
use crate::untraced::ratio::Ratio;

impl Machine<'_> {
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
                let answer = left.compare(right).map(|ordering| comparison.accepts(ordering));
                answer.or_else(|| self.unanswered(id))
            }
            Truth::Equal(left, right, negated) => {
                let left = self.number(*left, frames);
                let right = self.number(*right, frames);
                let answer = left.compare(right).map(|ordering| ordering.is_eq() != *negated);
                answer.or_else(|| self.unanswered(id))
            }
            Truth::EqualWhole(left, right, negated) => {
                let (left, right) = (self.whole_at_hand(*left, frames), self.whole_at_hand(*right, frames));
                let answer = (left != UNKNOWN && right != UNKNOWN).then_some((left == right) != *negated);
                answer.or_else(|| self.unanswered(id))
            }
            Truth::CompareWhole(comparison, left, right) => {
                let (left, right) = (self.whole(*left, frames), self.whole(*right, frames));
                let answer =
                    (left != UNKNOWN && right != UNKNOWN).then(|| comparison.accepts(left.cmp(&right)));
                answer.or_else(|| self.unanswered(id))
            }
            Truth::EqualAnswer(left, right, negated) => {
                let (left, right) = (self.truth(*left, frames), self.truth(*right, frames));
                Some((left? == right?) != *negated)
            }
            Truth::Any(list, frame, condition) => self.some(*list, *frame, *condition, true, frames),
            Truth::All(list, frame, condition) => self.some(*list, *frame, *condition, false, frames),
            Truth::If(..) | Truth::Table(..) | Truth::With(..) | Truth::Gone => {
                self.rare_truth(id, frames).or_else(|| self.unanswered(id))
            }
        }
    }

    /// No answer. Where others are asked after it, the interpreter may have one and ask fewer.
    #[cold]
    fn unanswered(&mut self, id: TruthId) -> Answer {
        if !self.code.open.get(id.0 as usize).copied().unwrap_or(false) {
            self.assumed.doubt();
        }
        None
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
    fn rare_truth(&mut self, id: TruthId, frames: &Frames) -> Answer {
        let code = self.code;
        match code.truths.get(id.0 as usize)? {
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
        if !whole && answer != Some(wanted) {
            // The interpreter knows more of a list than whether it is there.
            self.assumed.doubt();
            return None;
        }
        answer
    }
}
