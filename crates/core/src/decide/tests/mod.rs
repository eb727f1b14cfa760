//! Tests of deciding, with policies as people write them.

mod brief;
mod depth;
pub(crate) mod support;
