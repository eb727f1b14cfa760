//! The boundary as its callers meet it, misuse included. Miri runs these as well.

mod decide;
mod flat;
mod host;
mod misuse;
mod threads;
