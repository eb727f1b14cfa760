//! The diagnostics of this stage: every text in both languages, in one place.

mod exclusives;
mod habits;
mod layers;
mod names;
mod parts;
mod proofs;
mod tables;
mod types;

pub use exclusives::*;
pub use habits::*;
pub use layers::*;
pub use names::*;
pub use parts::*;
pub use proofs::*;
pub use tables::*;
pub use types::*;

use crate::diagnostic::Text;

/// A text from its two languages.
pub fn text(en: impl Into<String>, zh: impl Into<String>) -> Text {
    Text::new(en, zh)
}
