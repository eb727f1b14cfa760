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
pub struct Plan {
    decider: Decider,
    /// The decision told last in brief.
    #[cfg(feature = "compiler")]
    brief: Vec<i32>,
}

#[cfg(feature = "compiler")]
impl Plan {
    pub(crate) fn new(plan: huimin::Plan) -> Self {
        Self { decider: plan.decider(), brief: Vec::new() }
    }

    fn decided(&mut self, case: &[u8], options: DecideOptions) -> String {
        let mut decision = String::with_capacity(1 << 10);
        self.decider.decide_json_into(case, options, &mut decision);
        decision
    }
}

#[cfg(not(feature = "compiler"))]
impl Plan {
    pub(crate) fn new(plan: huimin::Plan) -> Self {
        Self { decider: plan }
    }

    fn decided(&mut self, case: &[u8], options: DecideOptions) -> String {
        self.decider.decide_json(case, options)
    }
}

#[wasm_bindgen]
impl Plan {
    /// Decides a case: the JSON of a case in, of a `Decision` out.
    pub fn decide(&mut self, case: &str, explain: bool) -> String {
        self.decided(case.as_bytes(), DecideOptions { explain })
    }
}

#[cfg(feature = "compiler")]
#[wasm_bindgen]
impl Plan {
    /// Decides a case without explanation: the JSON of a case in; out, of how many numbers the decision
    /// consists in brief, as `Forms` tells, or 0 where it is not told so.
    pub fn decide_in_brief(&mut self, case: &str) -> usize {
        self.brief.clear();
        self.decider.brief_into(case.as_bytes(), &mut self.brief);
        self.brief.len()
    }

    /// The memory in which decisions in brief stand.
    #[must_use]
    pub fn memory(&self) -> wasm_bindgen::JsValue {
        wasm_bindgen::memory()
    }

    /// Where the numbers of the last decision in brief stand there, until the next call.
    #[must_use]
    pub fn brief(&self) -> *const i32 {
        self.brief.as_ptr()
    }

    /// The JSON of the `Forms` that decisions in brief refer to, if there are any such.
    #[must_use]
    pub fn forms(&self) -> Option<String> {
        self.decider.forms_json()
    }
}
