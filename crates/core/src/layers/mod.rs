//! The files of a layered policy: from the names in `use` to trees in the order of their layers.
//!
//! Where texts come from is the host's affair: it gives them all, or a [`Loader`] that is asked for each
//! by name. A name leads from the file that uses another to that other, by text alone.

mod annexes;
mod load;
mod order;
mod path;
mod problems;

#[cfg(test)]
mod tests;

pub use annexes::Annexes;
pub use load::{Loaded, load, load_given};
pub use order::Order;

use std::collections::{BTreeMap, HashMap};

use crate::diagnostic::{SourceId, Text};

/// The most files of one policy.
pub const MOST_FILES: usize = 4_000;

/// The most bytes of all files of one policy together.
pub const LARGEST_POLICY: usize = 64 << 20;

/// A file of a policy that was loaded.
#[derive(Clone, Debug)]
pub struct LoadedFile {
    /// Its name.
    pub name: String,
    /// Its text.
    pub source: SourceId,
    /// The SHA-256 of its bytes.
    pub hash: [u8; 32],
}

/// Where the files of a policy come from.
///
/// It is implemented for maps of names to texts and for functions from a name to bytes.
pub trait Loader {
    /// The bytes of a file. The name is that of the main file, or the path in a `use` put onto the folder
    /// of the file that says it: `/` between its parts, without `.` and with `..` only at its beginning.
    ///
    /// # Errors
    /// Why there is no such file, for the author to read.
    fn load(&self, name: &str) -> Result<Vec<u8>, Text>;
}

impl<F: Fn(&str) -> Result<Vec<u8>, Text>> Loader for F {
    fn load(&self, name: &str) -> Result<Vec<u8>, Text> {
        self(name)
    }
}

impl<B: AsRef<[u8]>> Loader for BTreeMap<String, B> {
    fn load(&self, name: &str) -> Result<Vec<u8>, Text> {
        self.get(name).map(|bytes| bytes.as_ref().to_vec()).ok_or_else(problems::not_given)
    }
}

impl<B: AsRef<[u8]>, S: std::hash::BuildHasher> Loader for HashMap<String, B, S> {
    fn load(&self, name: &str) -> Result<Vec<u8>, Text> {
        self.get(name).map(|bytes| bytes.as_ref().to_vec()).ok_or_else(problems::not_given)
    }
}
