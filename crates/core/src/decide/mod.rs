//! Deciding cases: from a plan and a case to a [`Decision`].

pub mod decision;

pub use decision::Decision;
