//! How results came about.

use super::decision::Explanation;
use super::evaluate::Evaluator;
use crate::program::{InstanceId, ValueId};

/// Explains results.
pub(super) fn explain(_: &mut Evaluator<'_>, _: &[(InstanceId, ValueId)]) -> Vec<Explanation> {
    Vec::new()
}
