//! What is wrong with a case.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::wire;
use crate::diagnostic::{Code, Text};

wire! {
    /// Why a case or one of its results could not be decided.
    pub struct CaseError {
        /// The code, such as `H0520`.
        pub code: String,
        /// The name a test expects: `division_by_zero`, or the name of the requirement.
        pub name: String,
        /// What is wrong.
        pub message: Text,
        /// The instance or fact concerned, as a path in the case; empty for the whole.
        pub path: String,
        /// Where: in the policy, or for what is wrong with the text of a case, there; such a text is called
        /// `case` where the host has no name for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub place: Option<SourcePlace>,
        /// Citations of the rule concerned.
        pub citations: Vec<String>,
    }

    /// A place in a text.
    pub struct SourcePlace {
        /// The file, as the host named it.
        pub file: String,
        /// The line, counted from 1.
        pub line: u32,
        /// The column in characters, counted from 1.
        pub column: u32,
    }
}

impl CaseError {
    /// An error of a case with a code's own name, without a place.
    #[must_use]
    pub fn new(code: Code, message: Text, path: String) -> Self {
        let (name, code) = (super::super::error_name(code), code.number().to_owned());
        Self { code, name, message, path, place: None, citations: Vec::new() }
    }
}

impl fmt::Display for CaseError {
    /// The code, the path and the English message, for logs; people are shown [`CaseError::message`] in
    /// their language.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let colon = if self.path.is_empty() { "" } else { ": " };
        write!(formatter, "{}: {}{colon}{}", self.code, self.path, self.message.en)
    }
}

impl std::error::Error for CaseError {}
