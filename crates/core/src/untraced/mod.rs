//! The untraced executor: a plan as code over cells, for cases of which everything needed is known.
//!
//! It allocates nothing per case once warm. What it cannot decide (something unknown, an error, a number
//! beyond a machine word, a rare construct) it does not decide: it says so, and the traced interpreter
//! of [`decide`](crate::decide) gives the answer. The two agree on every case the first one decides;
//! tests compare them.

mod assumed;
mod benefits;
mod calls;
mod cells;
mod code;
mod compile;
mod cost;
mod exclusives;
mod keep;
mod laying;
mod layout;
mod linear;
mod machine;
mod op;
mod open;
mod operators;
mod order;
mod particulars;
mod parts;
mod prepared;
mod ratio;
#[cfg(test)]
mod tests;
mod walk;
mod work;

use std::sync::Arc;

pub(crate) use cells::{LEAST, UNKNOWN};
pub(crate) use laying::{Laying, Opened};
pub(crate) use particulars::Stated;
pub use prepared::Prepared;

use crate::program::plan::Plan;
use crate::program::way::Step;
use crate::program::{Case, InstanceId, RequirementId, ValueId};
use assumed::Read;
use code::Code;
use cost::Cost;
use linear::{Line, Registers};
use machine::{Machine, Slot};
use walk::Ended;

/// The code of a plan. It never changes and may be shared by any number of threads; each thread runs it
/// with a [`Runner`] of its own.
#[derive(Debug)]
pub struct Untraced {
    plan: Arc<Plan>,
    code: Code,
    line: Line,
    cost: Cost,
    work: Cost,
}

/// What one thread needs to decide case after case.
#[derive(Debug)]
pub struct Runner {
    untraced: Arc<Untraced>,
    registers: Box<Registers>,
    slots: Vec<Slot>,
    stamp: u32,
    answers: Vec<Answer>,
    assumed: Read,
    /// The particulars of each answer.
    stated: Vec<Option<Stated>>,
}

/// A result of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The tier or benefit.
    pub value: ValueId,
    /// The instance it is for.
    pub instance: InstanceId,
    /// What came out.
    pub outcome: Outcome,
}

/// What came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The case of a tier, by its position.
    Tier(u32),
    /// A benefit that an exclusive excludes, by its position among the ways in which that can be
    /// ([`Program::exclusions_of`](crate::program::Program::exclusions_of)).
    Excluded(u32),
    /// A benefit: whether somebody is entitled, and the amount in smallest coins.
    Benefit {
        /// Whether its condition holds.
        entitled: bool,
        /// The amount, 0 where nobody is entitled.
        coins: i64,
    },
}

/// What became of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided<'r> {
    /// Every result, tiers and benefits in the order of the policy, each for all its instances.
    All(&'r [Answer]),
    /// The case fails a requirement.
    Refused(RequirementId, InstanceId),
    /// Left to the traced interpreter.
    NotHere,
}

impl Untraced {
    /// Compiles a plan.
    #[must_use]
    pub fn new(plan: Arc<Plan>) -> Arc<Self> {
        let mut code = compile::compile(&plan);
        keep::drop_single_uses(&mut code);
        let line = linear::flatten(&code, plan.program().root);
        let cost = Cost::of(&plan);
        let work = work::of(&code, plan.program().root);
        Arc::new(Self { plan, code, line, cost, work })
    }

    /// Whether a case of so many instances may take more than the interpreter, or more than anybody waits for.
    fn is_too_much(&self, instances: usize) -> bool {
        self.cost.is_too_much(instances) || self.work.is_too_much(instances)
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// Lays a case out for this plan.
    #[must_use]
    pub fn prepare(&self, case: &Case) -> Prepared {
        let mut prepared = Prepared::default();
        self.prepare_into(case, &mut prepared);
        prepared
    }

    /// Lays a case out in a place that has been used before, without allocating anew.
    pub fn prepare_into(&self, case: &Case, prepared: &mut Prepared) {
        prepared.fill(case, self.plan.program(), &self.code);
    }

    /// A runner for one thread.
    #[must_use]
    pub fn runner(self: &Arc<Self>) -> Runner {
        let registers = self.line.registers();
        Runner {
            untraced: Arc::clone(self),
            registers,
            slots: Vec::new(),
            stamp: 0,
            answers: Vec::new(),
            assumed: Read::default(),
            stated: Vec::new(),
        }
    }
}

impl Prepared {
    /// Whether a default stands for a fact nobody gave.
    #[must_use]
    pub fn is_assumed(&self) -> bool {
        self.assumed
    }
}

impl Runner {
    /// Decides a case that was prepared for the same plan.
    pub fn decide(&mut self, prepared: &Prepared) -> Decided<'_> {
        self.answers.clear();
        self.assumed.clear();
        if prepared.odd || self.untraced.is_too_much(prepared.bases.len()) {
            return Decided::NotHere;
        }
        self.advance(prepared.cells.len());
        let Self { untraced, registers, slots, stamp, answers, assumed, .. } = self;
        let cells = &prepared.cells;
        let mut machine = Machine { code: &untraced.code, cells, slots, stamp: *stamp, assumed };
        let ended = linear::follow(&untraced.line, registers, &mut machine, prepared, answers);
        match ended.unwrap_or_else(|| walk::walk(&mut machine, prepared, answers)) {
            Ended::Decided => Decided::All(answers),
            Ended::Refused(requirement, instance) => Decided::Refused(requirement, instance),
            Ended::NotHere => Decided::NotHere,
        }
    }

    /// The answers to the case decided last.
    #[must_use]
    pub fn answers(&self) -> &[Answer] {
        &self.answers
    }

    /// Finds what is said besides of the answers to the case decided last; nothing where not all of it can be
    /// found here.
    pub(crate) fn state(&mut self, prepared: &Prepared) -> Option<()> {
        self.stated.clear();
        if self.untraced.code.particulars.is_empty() {
            return Some(());
        }
        let Self { untraced, slots, stamp, answers, assumed, stated, .. } = self;
        let code = &untraced.code;
        let mut machine = Machine { code, cells: &prepared.cells, slots, stamp: *stamp, assumed };
        for Answer { value, instance, outcome } in answers {
            let particulars = code.particulars.get(value.index()).and_then(Option::as_ref);
            let granted = matches!(outcome, Outcome::Benefit { entitled: true, .. });
            stated.push(match particulars.filter(|_| granted) {
                Some(of) => Some(machine.state(of, *prepared.bases.get(instance.0 as usize)?)?),
                None => None,
            });
        }
        Some(())
    }

    /// What was said besides, of each answer; empty where the policy never says anything.
    pub(crate) fn stated(&self) -> &[Option<Stated>] {
        &self.stated
    }

    /// The facts of the case decided last whose defaults the answers and what was said of them rest on, each on
    /// the way from its instance, in no order; nothing where only the interpreter knows all of them.
    pub(crate) fn assumed(&self, prepared: &Prepared) -> Option<Vec<(InstanceId, Step)>> {
        if !self.assumed.is_exact() {
            return None;
        }
        let mut bases: Vec<(u32, InstanceId)> = Vec::new();
        let of = |(base, step)| {
            if bases.is_empty() {
                bases.extend(prepared.bases.iter().copied().zip((0..).map(InstanceId)));
                bases.sort_unstable();
            }
            let at = bases.binary_search_by_key(&base, |(base, _)| *base).ok()?;
            bases.get(at).map(|(_, instance)| (*instance, step))
        };
        Some(self.assumed.facts(&self.untraced.code.defaults).filter_map(of).collect())
    }

    /// Makes all kept values old.
    fn advance(&mut self, slots: usize) {
        if self.slots.len() < slots {
            self.slots.resize(slots, Slot::default());
        }
        self.stamp = self.stamp.wrapping_add(1);
        if self.stamp == 0 {
            self.slots.fill(Slot::default());
            self.assumed.forget_stamps();
            self.stamp = 1;
        }
    }
}
