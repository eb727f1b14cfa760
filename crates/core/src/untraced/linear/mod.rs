//! The rules of the root instance as a straight line of steps over machine words.
//!
//! Most of what a policy asks about the root is arithmetic on a few facts and counts. Walking the operations
//! as a tree spends more on getting from one to the next than on what they do, so the common ones are
//! flattened: each writes a register of its own, conditions are jumps, a whole number is one register and a
//! fraction two, and what was found on the way to a step is not found again. Everything else is one step
//! that walks its tree.
//!
//! A step that meets something not available ends the run at once, and the trees decide the case from the
//! beginning. They know more: that a `no` settles an `and` whatever is unknown beside it. So the line
//! may give up wherever it likes, but what it decides is what they would.

mod flatten;
mod follow;

use crate::number::RoundMode;
use crate::untraced::op::{ListId, NumberId, TruthId, WholeId};
use crate::untraced::ratio::Ratio;

pub use flatten::flatten;
pub use follow::follow;

/// A place for a machine word.
type Register = u8;
/// As many as a register's number can name, so that looking one up needs no check.
pub type Registers = [i64; 256];

/// What is to be done for a case, in this order but for jumps.
#[derive(Debug, Default)]
pub struct Line {
    steps: Vec<Step>,
    /// Registers that never change.
    constants: Vec<(Register, i64)>,
    roundings: Vec<(RoundMode, Ratio)>,
}

impl Line {
    /// Registers for following this line.
    pub fn registers(&self) -> Box<Registers> {
        let mut registers = Box::new([0; 256]);
        for (register, value) in &self.constants {
            if let Some(place) = registers.get_mut(usize::from(*register)) {
                *place = *value;
            }
        }
        registers
    }
}

/// The registers of a number: numerator, and denominator. That of a whole number holds 1.
#[derive(Clone, Copy, Debug)]
struct Pair {
    numerator: Register,
    denominator: Register,
}

/// The registers of some members of a list: a bit each, where they start, and how far apart they are.
#[derive(Clone, Copy, Debug)]
struct Members {
    bits: Register,
    start: Register,
    width: u16,
}

#[derive(Clone, Copy, Debug)]
enum Operator {
    Plus,
    Times,
    Over,
}

/// One step. Where it ends with a jump, that is taken if the condition is not as wanted.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// The case is left to the trees.
    GiveUp,
    Jump(u16),

    // Facts and lists
    Fact {
        to: Register,
        cell: u32,
    },
    Fraction {
        to: Pair,
        cell: u32,
    },
    /// All members of a list fact.
    Members {
        to: Members,
        cell: u32,
    },
    /// Those of which a yes-or-no fact is as wanted.
    Where {
        to: Members,
        of: Register,
        offset: u16,
        wanted: bool,
    },
    Count {
        to: Register,
        bits: Register,
    },
    SumFact {
        to: Register,
        of: Members,
        offset: u16,
    },

    // Arithmetic
    Move {
        to: Register,
        from: Register,
    },
    Add {
        to: Register,
        left: Register,
        right: Register,
    },
    Subtract {
        to: Register,
        left: Register,
        right: Register,
    },
    Multiply {
        to: Register,
        left: Register,
        right: Register,
    },
    Calculate {
        operator: Operator,
        to: Pair,
        left: Pair,
        right: Pair,
    },
    Negate {
        to: Register,
        from: Register,
    },
    Round {
        to: Pair,
        from: Pair,
        rounding: u16,
    },
    /// Gives up unless the number is above zero.
    Positive(Register),
    /// Gives up if the number is below zero.
    NotNegative(Register),
    /// Gives up unless the number is whole.
    Whole {
        to: Register,
        from: Pair,
    },

    // Conditions
    IfFact {
        cell: u32,
        wanted: bool,
        otherwise: u16,
    },
    If {
        condition: Register,
        wanted: bool,
        otherwise: u16,
    },
    IfLess {
        left: Register,
        right: Register,
        wanted: bool,
        otherwise: u16,
    },
    IfEqual {
        left: Register,
        right: Register,
        wanted: bool,
        otherwise: u16,
    },
    IfLessPair {
        left: Pair,
        right: Pair,
        wanted: bool,
        otherwise: u16,
    },
    IfEqualPair {
        left: Pair,
        right: Pair,
        wanted: bool,
        otherwise: u16,
    },

    // Trees
    WalkNumber {
        to: Pair,
        id: NumberId,
    },
    WalkTruth {
        to: Register,
        id: TruthId,
    },
    WalkWhole {
        to: Register,
        id: WholeId,
    },
    WalkList {
        to: Members,
        id: ListId,
    },

    // What is asked
    Refuse(u32),
    Tier {
        result: u32,
        case: Register,
    },
    Granted {
        result: u32,
        coins: Register,
    },
    NotEntitled(u32),
    /// A requirement, or a result, that is decided by walking its tree.
    WalkRequirement(u32),
    WalkResult(u32),
}
