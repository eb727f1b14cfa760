//! The hand-written function, called for one household after the other.

use crate::households::Household;
use crate::lane::Engine;
use crate::reference::{Outcome, decide};
use crate::standards::Standards;

pub struct HandWritten;

impl Engine for HandWritten {
    type Block = Vec<Household>;
    type Answers = Vec<Outcome>;

    // A copy, so that its households are as fresh in the cache as everybody else's.
    fn prepare(&self, households: &[Household]) -> Self::Block {
        households.to_vec()
    }

    fn decide(&mut self, block: &Self::Block, answers: &mut Self::Answers) {
        let standards = std::hint::black_box(Standards::NANCHANG_2023);
        answers.extend(block.iter().map(|household| decide(household, &standards)));
    }

    fn read(&self, answers: &mut Self::Answers) -> Vec<Result<Outcome, String>> {
        answers.drain(..).map(Ok).collect()
    }
}
