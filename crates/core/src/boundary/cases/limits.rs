//! How much a case may hold. A case is untrusted text: these limits bound the time and memory it takes.

/// The most bytes of a case's text.
pub const CASE_BYTES: usize = 4 * 1024 * 1024;
/// The most entries of a case in all its lists and nested objects, itself included.
pub const INSTANCES: usize = 10_000;
/// How many problems of one case are reported; reading ends with the last of them.
pub const PROBLEMS: usize = 50;
/// How deep a case's lists and objects may nest.
pub const NESTING: usize = 64;
