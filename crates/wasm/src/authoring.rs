//! Policies as text.

use huimin::boundary;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::{self, Failure};
use crate::policy::Policy;

/// What came of compiling.
#[derive(Debug)]
#[wasm_bindgen]
pub struct Compiled {
    policy: Option<huimin::Policy>,
    reply: String,
}

/// Compiles the files of a policy: the JSON of a `CompileRequest` in, of a `CompileReply` out.
#[must_use]
#[wasm_bindgen]
pub fn compile(request: &str) -> Compiled {
    let (policy, reply) = boundary::compile_json(request.as_bytes());
    Compiled { policy, reply }
}

/// Formats a text: the JSON of a `FormatRequest` in, of a `FormatReply` out.
#[must_use]
#[wasm_bindgen]
pub fn format(request: &str) -> String {
    boundary::format_json(request.as_bytes())
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
