//! Everything that is timed. An engine is a module here and a line in [`all`].

mod answer;
mod cel;
mod handwritten;
mod huimin;
mod regorus;
mod zen;

use crate::households::{Household, Money};
use crate::measure::{Lane, Runs};
use crate::reference::Outcome;

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

/// What an engine's figure is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The hand-written function: the unit of the ratios.
    HandWritten,
    /// huimin, untraced, on a prepared case.
    Prepared,
    /// huimin from JSON text to a JSON decision.
    Json,
    /// huimin in a way no target is set for.
    Further,
    Peer,
}

pub struct Contender {
    pub name: String,
    pub role: Role,
    pub lane: Box<dyn Runs>,
}

impl Contender {
    fn new<E: Engine + 'static>(name: impl Into<String>, role: Role, engine: E) -> Self {
        Self { name: name.into(), role, lane: Box::new(Lane::new(engine)) }
    }
}

/// Every engine of a run, the hand-written function first.
pub fn all() -> Vec<Contender> {
    let mut contenders = vec![Contender::new("hand-written", Role::HandWritten, handwritten::HandWritten)];
    contenders.extend(huimin::contenders());
    for (money, suffix) in [(Money::Yuan, ""), (Money::Fen, " (fen)")] {
        let mut peer = |name: &str, lane| {
            contenders.push(Contender { name: format!("{name}{suffix}"), role: Role::Peer, lane });
        };
        peer("zen-expression", Box::new(Lane::new(zen::Zen::new(money))));
        peer("cel", Box::new(Lane::new(cel::Cel::new(money))));
        peer("regorus", Box::new(Lane::new(regorus::Regorus::new(money))));
    }
    contenders
}
