//! What an engine has to do, and how it is timed doing it.

use std::hint::black_box;

use crate::clock::{Clock, Spent};
use crate::households::{Household, draw};
use crate::reference::Outcome;
use crate::standards::Standards;

/// One way to get from households to decisions.
///
/// A pass takes the households a block at a time: `prepare`, `decide`, `read`. Only `decide` is timed, so
/// what belongs into an engine's figure has to happen there and everything else must not.
pub trait Engine {
    /// A block of households in the form this engine decides them from.
    type Block;
    /// Room for the answers to a block. One value serves every block, so its memory is not asked for anew
    /// within the timed part.
    type Answers: Default;

    fn prepare(&self, households: &[Household]) -> Self::Block;

    /// The timed part: one answer for each household of the block, in their order, in the engine's own type.
    fn decide(&mut self, block: &Self::Block, answers: &mut Self::Answers);

    /// Takes the answers out, leaving room for the next block. An answer that is no outcome of the policy is
    /// an error that says what it was; it counts as wrong.
    fn read(&self, answers: &mut Self::Answers) -> Vec<Result<Outcome, String>>;
}

/// An engine with the room for its answers, its types out of sight.
pub struct Lane<E: Engine> {
    engine: E,
    answers: E::Answers,
    clock: Clock,
    /// Households that are not of the run, decided untimed before each block: engines take turns, and what
    /// the others left in the processor's caches is not this engine's fault.
    warm_up: E::Block,
}

impl<E: Engine> Lane<E> {
    pub fn new(engine: E) -> Self {
        let warm_up = engine.prepare(&draw(64, u64::MAX, &Standards::NANCHANG_2023));
        Self { engine, answers: E::Answers::default(), clock: Clock::calibrated(), warm_up }
    }
}

pub trait Runs {
    /// Decides one block: what the decisions took, and the decisions.
    fn block(&mut self, households: &[Household]) -> (Spent, Vec<Result<Outcome, String>>);
}

impl<E: Engine> Runs for Lane<E> {
    fn block(&mut self, households: &[Household]) -> (Spent, Vec<Result<Outcome, String>>) {
        let block = self.engine.prepare(households);
        self.engine.decide(black_box(&self.warm_up), &mut self.answers);
        drop(self.engine.read(&mut self.answers));

        let spent = self.clock.time(|| {
            self.engine.decide(black_box(&block), &mut self.answers);
            black_box(&self.answers);
        });
        (spent, self.engine.read(&mut self.answers))
    }
}
