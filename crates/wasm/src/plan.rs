//! Plans: a policy for one date and one region.

use huimin::DecideOptions;
use wasm_bindgen::prelude::wasm_bindgen;

/// How cases are decided: one after the other without a trace where that is possible. The smaller build
/// leaves the code for this out and traces each; its decisions are the same.
#[cfg(feature = "compiler")]
type Decider = huimin::boundary::Decider;
#[cfg(not(feature = "compiler"))]
type Decider = huimin::Plan;

/// A policy for one date and one region, ready to decide case after case.
#[derive(Debug)]
#[wasm_bindgen]
pub struct Plan(Decider);

#[cfg(feature = "compiler")]
impl Plan {
    pub(crate) fn new(plan: huimin::Plan) -> Self {
        Self(plan.decider())
    }

    fn decided(&mut self, case: &[u8], options: DecideOptions) -> String {
        let mut decision = String::with_capacity(1 << 10);
        self.0.decide_json_into(case, options, &mut decision);
        decision
    }

    fn briefly(&mut self, case: &[u8]) -> String {
        let mut decision = String::with_capacity(1 << 7);
        self.0.brief_json_into(case, &mut decision);
        decision
    }

    fn all_forms(&self) -> Option<String> {
        self.0.forms_json()
    }
}

#[cfg(not(feature = "compiler"))]
impl Plan {
    pub(crate) fn new(plan: huimin::Plan) -> Self {
        Self(plan)
    }

    fn decided(&mut self, case: &[u8], options: DecideOptions) -> String {
        self.0.decide_json(case, options)
    }

    /// It tells nothing in brief.
    fn briefly(&mut self, case: &[u8]) -> String {
        self.decided(case, DecideOptions::default())
    }

    fn all_forms(&self) -> Option<String> {
        None
    }
}

#[wasm_bindgen]
impl Plan {
    /// Decides a case: the JSON of a case in, of a `Decision` out.
    pub fn decide(&mut self, case: &str, explain: bool) -> String {
        self.decided(case.as_bytes(), DecideOptions { explain })
    }

    /// Decides a case without explanation: the JSON of a case in, of a `Decision` out, or of what it comes to
    /// in brief, which is a list, where all is known.
    pub fn decide_in_brief(&mut self, case: &str) -> String {
        self.briefly(case.as_bytes())
    }

    /// The JSON of the `Forms` that decisions in brief refer to, if there are any such.
    #[must_use]
    pub fn forms(&self) -> Option<String> {
        self.all_forms()
    }
}
