//! huimin (惠民): an embeddable rules engine for social assistance.
//!
//! A policy is text; [`number`] and [`calendar`] hold the exact values it computes with.

extern crate alloc; // pest without its `std` feature names it

pub mod boundary;
pub mod calendar;
pub mod decide;
pub mod diagnostic;
pub mod number;
pub mod program;
pub mod semantics;
pub mod syntax;
pub mod testing;
pub mod untraced;
