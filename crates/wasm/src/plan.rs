//! Plans: a policy for one date and one region.

use huimin::DecideOptions;
use huimin::boundary::Decider;
use wasm_bindgen::prelude::wasm_bindgen;

/// A policy for one date and one region, ready to decide case after case.
#[derive(Debug)]
#[wasm_bindgen]
pub struct Plan(Decider);

impl Plan {
    pub(crate) fn new(plan: &huimin::Plan) -> Self {
        Self(plan.decider())
    }
}

#[wasm_bindgen]
impl Plan {
    /// Decides a case: the JSON of a case in, of a `Decision` out.
    pub fn decide(&mut self, case: &str, explain: bool) -> String {
        let mut decision = String::new();
        self.0.decide_json_into(case.as_bytes(), DecideOptions { explain }, &mut decision);
        decision
    }
}
