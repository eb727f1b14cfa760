//! The C header, made from the sources of the C library.

use std::fs;

use crate::{Failure, root};

/// Writes the header, or checks it.
pub fn run(check: bool) -> Result<(), Failure> {
    let package = root().join("crates/ffi");
    let config = cbindgen::Config::from_file(package.join("cbindgen.toml"))?;
    let bindings = cbindgen::Builder::new().with_config(config).with_crate(&package).generate()?;
    let mut made = Vec::new();
    bindings.write(&mut made);
    let path = package.join("include/huimin.h");
    if check {
        let there = fs::read(&path).unwrap_or_default();
        return if there == made {
            Ok(())
        } else {
            Err("crates/ffi/include/huimin.h is not that of the library: run `cargo xtask header`".into())
        };
    }
    Ok(fs::write(path, made)?)
}
