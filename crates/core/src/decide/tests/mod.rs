//! Tests of deciding, with policies as people write them.

mod brief;
mod depth;
mod explain;
mod figures;
mod hostile;
mod knowledge;
mod lists;
mod logic;
mod ranges;
pub(crate) mod support;
