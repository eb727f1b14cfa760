//! Dates, months, cases and texts as steps.

use super::{Any, DEEPEST, Flattener, Label, Place, ROOT};
use crate::untraced::cells::UNKNOWN;
use crate::untraced::linear::{Register, Step};
use crate::untraced::op::{Kept, Whole, WholeId};

impl Flattener<'_> {
    pub fn whole(&mut self, id: WholeId) -> Option<Register> {
        let code = self.code;
        let op = code.wholes.get(id.0 as usize)?;
        if let Whole::Keep(Kept { at: ROOT, .. }, body) = op
            && self.depth <= DEEPEST
        {
            return self.deeper(|to| to.whole(*body));
        }
        match self.once(Any::Whole(id), |to| to.whole_op(op, id).map(Place::Word))? {
            Place::Word(register) => Some(register),
            _ => None,
        }
    }

    fn whole_op(&mut self, op: &Whole, id: WholeId) -> Option<Register> {
        match op {
            Whole::Constant(UNKNOWN) | Whole::Gone => self.given_up(),
            Whole::Constant(value) => self.constant(*value),
            Whole::Fact(ROOT, cell) => {
                let to = self.register()?;
                self.add(Step::Fact { to, cell: *cell })?;
                Some(to)
            }
            Whole::If(arms, otherwise) if self.depth <= DEEPEST => {
                let to = self.register()?;
                let mut end = Label::default();
                for (condition, value) in arms {
                    let mut next = Label::default();
                    self.unless(*condition, true, &mut next)?;
                    let from = self.whole(*value)?;
                    self.add(Step::Move { to, from })?;
                    self.jump(&mut end)?;
                    self.enter(next)?;
                }
                let from = self.whole(*otherwise)?;
                self.add(Step::Move { to, from })?;
                self.bind(end)?;
                Some(to)
            }
            _ => {
                let to = self.register()?;
                self.add(Step::WalkWhole { to, id })?;
                Some(to)
            }
        }
    }
}
