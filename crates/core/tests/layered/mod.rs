//! Policies of the examples, compiled with the files that they use.

use std::path::{Path, PathBuf};

use huimin::diagnostic::Text;
use huimin::{Compilation, Policy};

pub fn example(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(path)
}

pub fn compilation(path: &str) -> Compilation {
    let load = |name: &str| {
        std::fs::read(example(name)).map_err(|error| Text::new(error.to_string(), error.to_string()))
    };
    Policy::compile_with(path, &load)
}
