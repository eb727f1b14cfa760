//! Reading files and standard input.

use std::io::{self, Read};
use std::path::Path;

use crate::arguments::is_standard;
use crate::exit::Failure;

/// The most bytes read of a policy or a case: beyond the limits of all of them, so that they report it.
const MOST: u64 = huimin::compiled::LARGEST as u64 + (1 << 20);

/// The bytes of a file, or of standard input for `-`. Of a file beyond all limits only the beginning is
/// read, which is still beyond them.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let outcome = if is_standard(path) {
        let mut bytes = Vec::new();
        io::stdin().lock().take(MOST).read_to_end(&mut bytes).map(|_| bytes)
    } else {
        read_file(path)
    };
    outcome.map_err(|error| Failure::reading(path, &error))
}

/// The bytes of a file, as far as [`read`] goes.
pub fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(MOST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The bytes of a file that a policy names: what could keep the program waiting is not read.
pub fn read_used(path: &Path) -> io::Result<Vec<u8>> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a file"));
    }
    read_file(path)
}
