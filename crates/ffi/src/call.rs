//! How calls that may fail are run, and how they end.

use std::mem::MaybeUninit;

use crate::failure::Failure;
use crate::guard::inside;
use crate::handle::{Content, Handle};
use crate::status::Status;

/// Why a call failed: one or more problems, the first of which is told first.
pub type Error = Handle<Failure>;

/// Where an error goes; null if nobody wants it.
pub type ErrorOut<'a> = Option<&'a mut MaybeUninit<Option<Box<Error>>>>;

impl Content for Failure {
    const TAG: u64 = 0x6875_696d_0045_5252;
    const NAME: &'static str = "huimin_error";
}

/// Runs the work of a function that may fail.
pub fn guarded(error: ErrorOut<'_>, work: impl FnOnce() -> Result<(), Failure>) -> Status {
    let outcome = inside(work).unwrap_or_else(|place| Err(Failure::internal(&place)));
    tell(error, outcome)
}

/// Ends a call: the status, and the error if somebody wants it.
pub fn tell(out: ErrorOut<'_>, outcome: Result<(), Failure>) -> Status {
    let (status, error) = match outcome {
        Ok(()) => (Status::Ok, None),
        Err(failure) => (failure.status, Some(failure)),
    };
    if let Some(out) = out {
        out.write(error.map(Handle::new));
    }
    status
}
