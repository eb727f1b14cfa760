//! Policies of the examples, compiled with the files that they use.

use std::path::{Path, PathBuf};

use huimin::diagnostic::Text;
use huimin::{Compilation, Policy};

pub fn example(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(path)
}

/// The policies of the examples, by their paths below the folder.
pub fn policies() -> Vec<String> {
    let mut found = Vec::new();
    for folder in std::fs::read_dir(example("")).unwrap().map(|entry| entry.unwrap().path()) {
        for file in folder.read_dir().into_iter().flatten().map(|entry| entry.unwrap().path()) {
            if file.extension().is_some_and(|extension| extension == "huimin") {
                let path = file.strip_prefix(example("")).unwrap();
                found.push(path.to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

pub fn compilation(path: &str) -> Compilation {
    let load = |name: &str| {
        std::fs::read(example(name)).map_err(|error| Text::new(error.to_string(), error.to_string()))
    };
    Policy::compile_with(path, &load)
}
