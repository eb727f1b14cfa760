//! Conditions as steps.

use super::{Any, DEEPEST, Flattener, Label, Place, ROOT};
use crate::untraced::linear::{Register, Step};
use crate::untraced::op::{Kept, Truth, TruthId};
use crate::vocabulary::Comparison;

impl Flattener<'_> {
    /// Goes on where a condition is as wanted, and to a label otherwise.
    pub fn unless(&mut self, id: TruthId, wanted: bool, label: &mut Label) -> Option<()> {
        self.deeper(|to| to.unless_op(id, wanted, label))
    }

    fn unless_op(&mut self, id: TruthId, wanted: bool, label: &mut Label) -> Option<()> {
        let code = self.code;
        let op = code.truths.get(id.0 as usize)?;
        match op {
            _ if self.depth > DEEPEST => self.unless_word(id, wanted, label),
            Truth::Constant(value) if *value == wanted => Some(()),
            Truth::Constant(_) => self.jump(label),
            Truth::Fact(ROOT, cell) => {
                self.jumping(Step::IfFact { cell: *cell, wanted, otherwise: 0 }, label)
            }
            Truth::Not(inner) => self.unless(*inner, !wanted, label),
            Truth::And(parts) => self.unless_joined(parts, true, wanted, label),
            Truth::Or(parts) => self.unless_joined(parts, false, wanted, label),
            Truth::Compare(comparison, left, right) => {
                let (left, right) = (self.number(*left)?, self.number(*right)?);
                // Above is below turned round, and at least is not below.
                let (left, right, wanted) = match comparison {
                    Comparison::Below => (left, right, wanted),
                    Comparison::AtLeast => (left, right, !wanted),
                    Comparison::Above => (right, left, wanted),
                    Comparison::AtMost => (right, left, !wanted),
                };
                let step = match (left, right) {
                    ((left, None), (right, None)) => Step::IfLess { left, right, wanted, otherwise: 0 },
                    (left, right) => {
                        let (left, right) = (self.pair(left)?, self.pair(right)?);
                        Step::IfLessPair { left, right, wanted, otherwise: 0 }
                    }
                };
                self.jumping(step, label)
            }
            Truth::Equal(left, right, negated) => {
                let wanted = wanted != *negated;
                let step = match (self.number(*left)?, self.number(*right)?) {
                    ((left, None), (right, None)) => Step::IfEqual { left, right, wanted, otherwise: 0 },
                    (left, right) => {
                        let (left, right) = (self.pair(left)?, self.pair(right)?);
                        Step::IfEqualPair { left, right, wanted, otherwise: 0 }
                    }
                };
                self.jumping(step, label)
            }
            Truth::EqualWhole(left, right, negated) => {
                let (left, right) = (self.whole(*left)?, self.whole(*right)?);
                let wanted = wanted != *negated;
                self.jumping(Step::IfEqual { left, right, wanted, otherwise: 0 }, label)
            }
            Truth::Gone => self.add(Step::GiveUp),
            _ => self.unless_word(id, wanted, label),
        }
    }

    /// `and`, of which every part must hold, or `or`, which fails only if every part does.
    fn unless_joined(
        &mut self,
        parts: &[TruthId],
        every: bool,
        wanted: bool,
        label: &mut Label,
    ) -> Option<()> {
        if every == wanted {
            for part in parts {
                self.unless(*part, every, label)?;
            }
            return Some(());
        }
        let Some((last, rest)) = parts.split_last() else { return self.jump(label) };
        let mut settled = Label::default();
        for part in rest {
            self.unless(*part, every, &mut settled)?;
        }
        self.unless(*last, !every, label)?;
        self.bind(settled)
    }

    /// The same for a condition that has a register.
    fn unless_word(&mut self, id: TruthId, wanted: bool, label: &mut Label) -> Option<()> {
        let condition = self.truth(id)?;
        self.jumping(Step::If { condition, wanted, otherwise: 0 }, label)
    }

    /// A condition in a register: what is kept, and what is walked.
    fn truth(&mut self, id: TruthId) -> Option<Register> {
        let place = self.once(Any::Truth(id), |to| {
            let register = to.register()?;
            match to.code.truths.get(id.0 as usize)? {
                Truth::Keep(Kept { at: ROOT, .. }, body) if to.depth <= DEEPEST => {
                    let (mut no, mut end) = (Label::default(), Label::default());
                    let [zero, one] = [to.constant(0)?, to.constant(1)?];
                    to.unless(*body, true, &mut no)?;
                    to.add(Step::Move { to: register, from: one })?;
                    to.jump(&mut end)?;
                    to.enter(no)?;
                    to.add(Step::Move { to: register, from: zero })?;
                    to.bind(end)?;
                }
                _ => to.add(Step::WalkTruth { to: register, id })?,
            }
            Some(Place::Word(register))
        })?;
        match place {
            Place::Word(register) => Some(register),
            _ => None,
        }
    }
}
