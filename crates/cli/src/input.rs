//! Reading files and standard input.

use std::io::{self, Read};
use std::path::Path;

use crate::exit::Failure;

/// The most bytes read of a policy or a case: beyond the limits of both, so that they report it.
const MOST: u64 = 16 << 20;

/// Whether a path means standard input or output.
pub fn is_standard(path: &Path) -> bool {
    path == Path::new("-")
}

/// The bytes of a file, or of standard input for `-`. Of a file beyond all limits only the beginning is
/// read, which is still beyond them.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let outcome = if is_standard(path) {
        io::stdin().lock().take(MOST).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(MOST).read_to_end(&mut bytes))
    };
    outcome.map_err(|error| Failure::reading(path, &error))?;
    Ok(bytes)
}
