//! Gives the shared library the name that programs linked with it look for.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    // The number is that of the ABI, `HUIMIN_ABI_VERSION`: a library that breaks programs linked with an
    // earlier one takes another name and can be installed beside it.
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libhuimin.so.1");
    }
}
