//! Deciding cases: from a plan and a case to a [`Decision`].
//!
//! The interpreter in `evaluate` runs a plan's nodes for one case. Its rooms are one for each kind of
//! node; `outcome` says what any of them comes to. On top of it `assemble` puts a decision together,
//! `needs` orders the questions, `explain` tells how each result came about and `render` writes that
//! out for people.

mod aggregates;
mod arithmetic;
mod assemble;
mod benefits;
mod calls;
pub(crate) mod checking;
mod combinations;
mod dates;
pub mod decision;
mod derived;
mod evaluate;
mod exclusives;
mod explain;
mod fault;
mod figures;
mod formula;
mod lack;
mod layers;
mod lists;
mod logic;
mod memo;
mod monitors;
mod needs;
mod no_value;
mod operands;
mod outcome;
pub(crate) mod probe;
mod ranges;
mod rank;
mod render;
mod report;
pub(crate) mod show;
mod strangers;
mod tables;
mod tiers;
mod whoever;
mod words;

#[cfg(test)]
pub(crate) mod tests;

pub(crate) use assemble::{Known, decide_within, known_entry, reason};
pub use assemble::{Options, decide};
pub use decision::Decision;
pub(crate) use evaluate::MAX_STEPS;
pub(crate) use monitors::watch;
pub(crate) use needs::{assumption, field_type, type_info};
pub use render::render_text;
pub(crate) use report::{error_name, place};
