//! The C library of huimin: policies, plans, cases and decisions as opaque handles.
//!
//! Every function is written for its caller in C; `include/huimin.h` is made from these pages. What a
//! handle holds is the Rust library's own, and nothing is decided, formatted or worded here.
//!
//! # Why this is sound
//!
//! Handles cross as references: `Option<&Plan>` is a pointer that may be null, `Option<&mut MaybeUninit<…>>`
//! a place to write to, and the compiler holds the code to what the types say. Only text crosses as a raw
//! pointer with a length; `bytes` is the one module that follows such pointers. No function unwinds into
//! its caller: `call` turns a panic into an error.

// The crate is the boundary: exporting symbols and following a caller's pointers is what it is for.
#![allow(unsafe_code)]
// Names of functions are those of the C library, and what their arguments must be stands in their text.
#![allow(clippy::missing_safety_doc)]

mod bytes;
mod call;
pub mod case;
pub mod decision;
pub mod error;
mod facts;
mod failure;
mod guard;
mod handle;
pub mod host;
pub mod plan;
pub mod policy;
pub mod questions;
pub mod record;
pub mod runner;
pub mod status;
pub mod text;
pub mod verify;
pub mod version;

#[cfg(test)]
mod tests;
