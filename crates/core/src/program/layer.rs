//! The layers of a policy: files with a `policy` statement of their own.

use super::{Program, Region};
use crate::diagnostic::{SourceId, Span};

/// A file of a layered policy that other files use, or the policy itself.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    /// The name in its `policy` statement; empty without one.
    pub name: String,
    /// Its label.
    pub label: Option<String>,
    /// The region for which it is written; everywhere when absent.
    pub region: Option<Region>,
    /// Citations of the whole layer.
    pub citations: Vec<String>,
    /// Its texts: one, or several for the policy itself.
    pub sources: Vec<SourceId>,
}

impl Program {
    /// The layer in which something is written, where the policy has several.
    #[must_use]
    pub fn layer_of(&self, span: Span) -> Option<&Layer> {
        let several = self.layers.len() > 1;
        self.layers.iter().filter(|_| several).find(|layer| layer.sources.contains(&span.source))
    }
}
