//! Versions.

use std::ffi::{CStr, c_char};

/// The version of the ABI this header describes. Compare it with `huimin_abi_version()`, which is that of
/// the library loaded. Within one number, functions are added but never changed or removed.
pub const HUIMIN_ABI_VERSION: u32 = 1;

/// The version of the ABI of the library loaded. Any thread may call it at any time.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_abi_version() -> u32 {
    HUIMIN_ABI_VERSION
}

/// The version of the engine, such as `0.1.0`, ended by a zero byte. It belongs to the library; do not free
/// it. Any thread may call it at any time.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_version() -> *const c_char {
    const VERSION: &CStr =
        match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
            Ok(version) => version,
            Err(_) => c"",
        };
    VERSION.as_ptr()
}
