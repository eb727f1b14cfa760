//! The program as a person runs it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // the lints are for what is shipped

mod commands;
mod layers;
mod run;
mod schedule;
mod stack;
mod support;
