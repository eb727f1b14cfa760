//! huimin for JavaScript: handles over the library, and JSON text across the boundary.
//!
//! Nothing is decided, formatted or worded here. The package in `web/packages/huimin` gives what stands
//! here its types and its documentation.

mod error;
mod plan;
mod policy;

pub use plan::Plan;
pub use policy::{Compiled, Policy, compile, format};

use wasm_bindgen::prelude::wasm_bindgen;

/// The version of the engine.
#[must_use]
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
