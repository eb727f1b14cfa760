//! Everything that is timed. An engine is a module here and a line in [`all`].

mod answer;
mod cel;
mod handwritten;
mod huimin;
mod regorus;
mod zen;

use crate::households::Money;
use crate::lane::{Engine, Lane, Runs};

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
