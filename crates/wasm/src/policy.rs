//! Policies.

use huimin::boundary;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::{self, Failure};
use crate::plan::Plan;

/// A compiled policy.
#[derive(Debug)]
#[wasm_bindgen]
pub struct Policy(pub(crate) huimin::Policy);

#[wasm_bindgen]
impl Policy {
    /// Loads a compiled policy.
    ///
    /// # Errors
    /// The JSON of a `CaseError` if the bytes are none, of another format, or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Failure> {
        huimin::Policy::from_bytes(bytes).map(Self).map_err(|diagnostic| error::of_file(&diagnostic))
    }

    /// The JSON of a `PolicyInfo`.
    #[must_use]
    pub fn describe(&self) -> String {
        boundary::describe_json(&self.0)
    }

    /// A plan for a date and a region, the policy's own if none is given.
    ///
    /// # Errors
    /// The JSON of a `CaseError` if the date is none or the region lies outside the policy's.
    pub fn plan(&self, on: &str, region: Option<String>) -> Result<Plan, Failure> {
        let on = on.trim().parse().map_err(|_| error::not_a_date(on))?;
        let plan = self.0.plan(on, region.as_deref()).map_err(|outside| error::told(&outside))?;
        Ok(Plan::new(plan))
    }
}
