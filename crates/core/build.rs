//! Makes what the compiler needs before it is compiled itself. A build that loads only compiled policies
//! needs nothing.

#[cfg(feature = "compiler")]
#[path = "build/keywords.rs"]
mod keywords;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    #[cfg(feature = "compiler")]
    keywords::write()?;
    Ok(())
}
