//! Months and money already paid: every month of a span decided with that month's figures and facts, what
//! falls due in it, and, beside a ledger of payments, what is still owed or was paid too much.
//!
//! A [`Timeline`] says which facts hold in which month, a [`Ledger`] what was paid for which month. A
//! [`Scheduler`] holds the plans of a span and schedules any number of cases.

mod arrears;
mod cadence;
mod carry;
mod instances;
mod ledger;
mod months;
pub mod outcome;
mod reasons;
mod render;
mod span;
#[cfg(test)]
mod tests;
mod timeline;

pub use ledger::{Ledger, LedgerEntry};
pub use months::{Options, Scheduler};
pub use outcome::Schedule;
pub use render::render_schedule;
pub use span::{MONTHS, Span};
pub use timeline::Timeline;
