//! huimin itself, in each way it decides: a prepared case untraced, JSON text to a JSON decision, and further
//! ones. Each way is an [`Engine`](super::Engine) of its own with its [`Role`](super::Role).

use super::Contender;

/// None yet: the library has no face to call. The report says so at each target instead of guessing.
pub fn contenders() -> Vec<Contender> {
    Vec::new()
}
