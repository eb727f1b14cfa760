//! What is said of a benefit that is granted, besides the amount: from which month until which, and why.

use super::compile::{Compiler, Op, Scope};
use super::machine::{Machine, UNKNOWN, own_frames};
use super::op::{Any, Whole, WholeId};
use crate::calendar::{Date, Month};
use crate::program::{Benefit, EntityId, NodeId, ReasonPart, Type, Value};

/// What finds the particulars of a benefit.
#[derive(Debug)]
pub struct Particulars {
    start: Option<WholeId>,
    stop: Option<Stop>,
    /// The values in the reason, in their order, each with its type.
    reason: Vec<(Type, Op)>,
}

/// What finds the first month no longer paid.
#[derive(Debug)]
struct Stop {
    month: WholeId,
    /// The fact that it is found from and nothing else: while that is missing, support goes on.
    fact: Option<WholeId>,
}

/// The particulars of a benefit that is granted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stated {
    /// The first month paid.
    pub start: Option<Month>,
    /// The first month no longer paid.
    pub stop: Option<Month>,
    /// The values in the reason, in their order.
    pub reason: Vec<Value>,
}

impl Compiler<'_> {
    /// What finds the particulars of a benefit; nothing where it has none.
    pub fn particulars(&mut self, entity: EntityId, benefit: &Benefit) -> Option<Particulars> {
        if !benefit.has_particulars() {
            return None;
        }
        let scope = Scope::of(entity);
        let start = benefit.start.map(|month| self.whole(month, &scope));
        let stop = benefit.stop.map(|month| {
            let month = self.whole(month, &scope);
            Stop { month, fact: self.fact_behind(month) }
        });
        let parts = benefit.reason.iter().flatten();
        let values = parts.filter_map(|part| match part {
            ReasonPart::Value(node) => Some(*node),
            ReasonPart::Text(_) => None,
        });
        let reason = values.map(|node: NodeId| (self.plan.node(node).ty, self.op(node, &scope))).collect();
        Some(Particulars { start, stop, reason })
    }

    /// The fact of which something is the month, or the month after.
    fn fact_behind(&self, month: WholeId) -> Option<WholeId> {
        match self.pools.wholes.get(month.0)? {
            Whole::Fact(..) => Some(month),
            Whole::MonthOf(date) | Whole::MonthAfter(date) => self.fact_behind(*date),
            _ => None,
        }
    }
}

impl Particulars {
    /// The operations that they begin with.
    pub fn roots(&self) -> impl Iterator<Item = Any> {
        let months = self.start.into_iter().chain(self.stop.as_ref().map(|stop| stop.month));
        months.map(Any::Whole).chain(self.reason.iter().map(|(_, op)| op.any()))
    }

    /// What they are for an instance; nothing where that cannot be said here.
    pub(super) fn state(&self, machine: &mut Machine<'_>, instance: u32) -> Option<Stated> {
        let frames = own_frames(instance);
        let mut stated = Stated::default();
        if let Some(start) = self.start {
            stated.start = Some(machine.month(start, &frames)?);
        }
        if let Some(Stop { month, fact }) = self.stop {
            stated.stop = machine.month(month, &frames);
            if stated.stop.is_none() && machine.whole(fact?, &frames) != UNKNOWN {
                return None;
            }
        }
        for (ty, op) in &self.reason {
            stated.reason.push(value(machine, *ty, *op, instance)?);
        }
        Some(stated)
    }
}

/// What an operation comes to for an instance; nothing where that is not available.
fn value(machine: &mut Machine<'_>, ty: Type, op: Op, instance: u32) -> Option<Value> {
    let frames = own_frames(instance);
    match op {
        Op::Truth(id) => machine.truth(id, &frames).map(Value::Bool),
        Op::Number(id) => machine.number(id, &frames).to_rational().map(Value::Number),
        Op::Whole(id) => {
            let word = machine.whole(id, &frames);
            let small = i32::try_from(word).ok().filter(|_| word != UNKNOWN);
            match ty {
                Type::Date => Date::from_packed(small?).map(Value::Date),
                Type::Month => Month::from_index(small?).map(Value::Month),
                Type::Case(_) => u32::try_from(word).ok().map(Value::Case),
                // A text that does not stand in the policy has no number.
                Type::Text => {
                    let text = machine.code.texts.get(usize::try_from(word).ok()?)?;
                    Some(Value::Text(std::sync::Arc::clone(text)))
                }
                _ => None,
            }
        }
    }
}
