//! Reads the grammar and writes what the compiler includes.

#[path = "keywords.rs"]
mod keywords;
#[path = "parser.rs"]
mod parser;

use std::error::Error;
use std::path::Path;
use std::{env, fs};

const GRAMMAR: &str = "../../grammar/huimin.pest";

/// Writes the tables where the crate includes them from.
pub fn write() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={GRAMMAR}");
    let root = env::var("CARGO_MANIFEST_DIR")?;
    let grammar = fs::read_to_string(Path::new(&root).join(GRAMMAR))?;
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("keywords.rs"), keywords::table(&grammar)?)?;
    fs::write(Path::new(&out).join("parser.rs"), parser::tables(&grammar)?)?;
    Ok(())
}
