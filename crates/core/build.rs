//! Makes what the compiler needs before it is compiled itself. A build that loads only compiled policies
//! needs nothing.

#[cfg(feature = "compiler")]
#[path = "build/tables.rs"]
mod tables;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    #[cfg(feature = "compiler")]
    tables::write()?;
    Ok(())
}
