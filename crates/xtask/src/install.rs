//! Installs the C library. Plain copying: no other tool is needed than cargo.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::{Failure, root};

/// The number in the name of the shared library, that of its ABI.
const ABI: &str = "1";

/// Builds the library, unless it is in `built`, and installs it.
pub fn run(prefix: &Path, destdir: Option<&Path>, built: Option<&Path>) -> Result<(), Failure> {
    let (root, version) = (root(), env!("CARGO_PKG_VERSION"));
    if built.is_none() {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        let status =
            cargo.current_dir(&root).args(["build", "--release", "--package", "huimin-ffi"]).status()?;
        if !status.success() {
            return Err("the library does not build".into());
        }
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), Into::into);
    let built = built.map_or_else(|| target.join("release"), Path::to_path_buf);
    // An absolute prefix would replace the directory before it.
    let at = match destdir {
        Some(destdir) => destdir.join(prefix.strip_prefix("/").unwrap_or(prefix)),
        None => prefix.to_path_buf(),
    };
    let (include, lib) = (at.join("include"), at.join("lib"));
    let pkgconfig = lib.join("pkgconfig");
    fs::create_dir_all(&include)?;
    fs::create_dir_all(&pkgconfig)?;
    for header in ["huimin.h", "huimin.hpp"] {
        fs::copy(root.join("crates/ffi/include").join(header), include.join(header))?;
    }
    fs::copy(built.join("libhuimin_ffi.a"), lib.join("libhuimin.a"))?;
    shared(&built, &lib, version)?;
    let template = fs::read_to_string(root.join("crates/ffi/huimin.pc.in"))?;
    let prefix = std::path::absolute(prefix)?;
    let text = template.replace("@prefix@", &prefix.display().to_string()).replace("@version@", version);
    fs::write(pkgconfig.join("huimin.pc"), text)?;
    Ok(())
}

#[cfg(target_os = "linux")]
fn shared(built: &Path, lib: &Path, version: &str) -> Result<(), Failure> {
    let (whole, abi) = (format!("libhuimin.so.{version}"), format!("libhuimin.so.{ABI}"));
    fs::copy(built.join("libhuimin_ffi.so"), lib.join(&whole))?;
    for (link, to) in [(abi.as_str(), whole.as_str()), ("libhuimin.so", abi.as_str())] {
        let link = lib.join(link);
        if link.symlink_metadata().is_ok() {
            fs::remove_file(&link)?;
        }
        std::os::unix::fs::symlink(to, link)?;
    }
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn shared(built: &Path, lib: &Path, _version: &str) -> Result<(), Failure> {
    use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
    let _ = ABI;
    let from = format!("{DLL_PREFIX}huimin_ffi{DLL_SUFFIX}");
    fs::copy(built.join(from), lib.join(format!("{DLL_PREFIX}huimin{DLL_SUFFIX}")))?;
    Ok(())
}
