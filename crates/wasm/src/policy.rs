//! Policies.

use huimin::boundary;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::{self, Failure};
use crate::plan::Plan;

/// A compiled policy.
#[derive(Debug)]
#[wasm_bindgen]
pub struct Policy(huimin::Policy);

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
    /// The JSON of a `PolicyInfo`.
    #[must_use]
    pub fn describe(&self) -> String {
        boundary::describe_json(&self.0)
    }

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

    /// A plan for a date and a region, the policy's own if none is given.
    ///
    /// # Errors
    /// The JSON of a `CaseError` if the date is none or the region lies outside the policy's.
    pub fn plan(&self, on: &str, region: Option<String>) -> Result<Plan, Failure> {
        let on = on.trim().parse().map_err(|_| error::not_a_date(on))?;
        let plan = self.0.plan(on, region.as_deref()).map_err(|outside| error::told(&outside))?;
        Ok(Plan::new(&plan))
    }
}
