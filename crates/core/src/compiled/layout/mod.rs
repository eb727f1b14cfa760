//! The parts of a program in the order in which they stand in a compiled file.
//!
//! Whatever changes here changes the format: [`FORMAT`](super::FORMAT) rises with it.

mod declarations;
mod figures;
mod nodes;
mod parts;
mod rules;
mod tests_in_language;
mod values;

use super::PolicyFile;
use super::reader::Reader;
use super::stored::Stored;
use crate::program::Program;
use parts::records;

records! {
    PolicyFile { name, hash }
    Program {
        name, label, region, currency, citations, layers, enums, entities, root, parameters, tables,
        functions, values, order, exclusives, alerts, targets, requirements, tests, nodes, sources;
        without checks
    }
}
