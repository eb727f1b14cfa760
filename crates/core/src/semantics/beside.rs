//! What statements have beside them, labels and citations, and their positions, as the program keeps them.

use crate::syntax::tree;

/// The text of a label.
pub fn label(written: Option<&tree::Quoted>) -> Option<String> {
    written.map(|label| label.text.clone())
}

/// The texts of citations.
pub fn citations(sources: &[tree::Quoted]) -> Vec<String> {
    sources.iter().map(|source| source.text.clone()).collect()
}

/// A length as an index.
pub fn index(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
