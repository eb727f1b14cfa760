//! Policies as text.

use huimin::boundary::{self, wire};
use huimin::diagnostic::Language;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::{self, Failure};
use crate::policy::Policy;

/// The files of a policy. They are handed over one by one, so that a page loads nothing that reads them from
/// JSON.
#[derive(Debug, Default)]
#[wasm_bindgen]
pub struct Files(Vec<wire::SourceText>);

#[wasm_bindgen]
impl Files {
    /// No files.
    #[must_use]
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file.
    pub fn add(&mut self, name: String, text: String) {
        self.0.push(wire::SourceText { name, text });
    }

    /// Compiles the files, or if it is named, one of them with those that it uses.
    #[must_use]
    pub fn compile(self, main: Option<String>) -> Compiled {
        let (policy, reply) = boundary::compile_request(wire::CompileRequest { sources: self.0, main });
        Compiled { policy, reply }
    }
}

/// What came of compiling.
#[derive(Debug)]
#[wasm_bindgen]
pub struct Compiled {
    policy: Option<huimin::Policy>,
    reply: String,
}

/// Formats a text: the JSON of a `FormatReply`.
///
/// # Errors
/// The JSON of a `CaseError` if there is no such language.
#[wasm_bindgen]
pub fn format(text: String, name: Option<String>, language: Option<String>) -> Result<String, Failure> {
    let language =
        language.map(|tag| Language::tagged(&tag).ok_or_else(|| error::not_a_language(&tag))).transpose()?;
    Ok(boundary::format_request(wire::FormatRequest { text, name: name.unwrap_or_default(), language }))
}

#[wasm_bindgen]
impl Compiled {
    /// The policy, if there is one; it is handed over once.
    pub fn policy(&mut self) -> Option<Policy> {
        self.policy.take().map(Policy)
    }

    /// The JSON of a `CompileReply`.
    #[must_use]
    pub fn reply(self) -> String {
        self.reply
    }
}

#[wasm_bindgen]
impl Policy {
    /// The JSON Schema of the policy's cases.
    #[must_use]
    pub fn schema(&self) -> String {
        self.0.schema()
    }

    /// Runs the tests written in the policy: the JSON of a `TestReply`.
    #[must_use]
    pub fn test(&self) -> String {
        boundary::test_json(&self.0)
    }

    /// The policy as bytes, for `from_bytes`.
    ///
    /// # Errors
    /// The JSON of a `CaseError` if the policy is too large.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Failure> {
        self.0.to_bytes().map_err(|diagnostic| error::of_file(&diagnostic))
    }
}
