//! Tests of deciding, with policies as people write them.

mod brief;
pub(crate) mod support;
