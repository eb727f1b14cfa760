//! The boundary as its callers meet it, misuse included. Miri runs these as well.

mod decide;
mod flat;
mod host;
mod loading;
mod misuse;
mod threads;
