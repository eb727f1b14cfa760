//! huimin for JavaScript: handles over the library, and JSON text across the boundary.
//!
//! Nothing is decided, formatted or worded here. The package in `web/packages/huimin` gives what stands
//! here its types and its documentation. It has two builds: the whole engine, and without the feature
//! `compiler` one that loads compiled policies and decides.

#[cfg(feature = "compiler")]
mod authoring;
mod error;
mod plan;
mod policy;

#[cfg(feature = "compiler")]
pub use authoring::{Compiled, Files, format};
pub use plan::Plan;
pub use policy::Policy;

use wasm_bindgen::prelude::wasm_bindgen;

/// The version of the engine.
#[must_use]
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
