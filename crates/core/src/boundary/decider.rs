//! Case after case on one thread: the untraced executor first, the traced interpreter for what it leaves.

use std::sync::{Arc, OnceLock};

use super::pieces::Pieces;
use super::policy::Plan;
use super::wire::Forms;
use crate::decide::{Decision, Options};
use crate::program::Case;
use crate::untraced::{Answer, Decided, Prepared, Runner, Untraced};

/// The code of a plan and the pieces of its decisions, made when the first of the kind is written.
#[derive(Debug)]
pub(super) struct Quick {
    untraced: Arc<Untraced>,
    whole: OnceLock<Option<Pieces>>,
    brief: OnceLock<Option<(Pieces, Forms)>>,
}

impl Quick {
    pub(super) fn new(plan: &Plan) -> Self {
        let untraced = Untraced::new(Arc::clone(plan.specialised()));
        Self { untraced, whole: OnceLock::new(), brief: OnceLock::new() }
    }

    pub(super) fn untraced(&self) -> &Arc<Untraced> {
        &self.untraced
    }

    fn pieces(&self, plan: &Plan, telling: Telling) -> Option<&Pieces> {
        match telling {
            Telling::Whole => {
                self.whole.get_or_init(|| Pieces::of(plan.specialised(), &plan.rejected(Vec::new()))).as_ref()
            }
            Telling::Brief => self.brief(plan).map(|(pieces, _)| pieces),
        }
    }

    fn brief(&self, plan: &Plan) -> Option<&(Pieces, Forms)> {
        self.brief.get_or_init(|| Pieces::in_brief(plan.specialised(), plan.rejected(Vec::new()))).as_ref()
    }
}

/// How a decision is told.
#[derive(Clone, Copy, Debug)]
enum Telling {
    Whole,
    Brief,
}

/// Decides many cases of one plan, keeping what it has allocated from one to the next.
///
/// A decider belongs to one thread; make one for each. Its decisions are those of
/// [`Plan::decide`], byte for byte, found without a trace where everything a case needs is known.
#[derive(Debug)]
pub struct Decider {
    plan: Plan,
    quick: Arc<Quick>,
    runner: Runner,
    prepared: Prepared,
}

/// What a decider came to.
#[derive(Clone, Debug)]
pub enum Told<'d> {
    /// All results, each known, without a trace.
    Quickly(&'d [Answer]),
    /// A decision of the traced interpreter.
    Traced(Box<Decision>),
}

impl Decider {
    pub(super) fn new(plan: &Plan) -> Self {
        let quick = Arc::clone(plan.quick());
        let runner = quick.untraced.runner();
        Self { plan: plan.clone(), quick, runner, prepared: Prepared::default() }
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The results alone, in the order of the policy, each for all its instances; nothing where the case
    /// leaves something open, fails, or needs the interpreter for another reason.
    pub fn results(&mut self, case: &Case) -> Option<&[Answer]> {
        self.quick.untraced.prepare_into(case, &mut self.prepared);
        match self.runner.decide(&self.prepared) {
            Decided::All(answers) => Some(answers),
            Decided::Refused(..) | Decided::NotHere => None,
        }
    }

    /// Appends the JSON of a [`Decision`], the same as [`Plan::decide`] gives.
    pub fn decide_into(&mut self, case: &Case, options: Options, out: &mut String) {
        if options.explain {
            append(&self.plan.decide(case, options), out);
        } else {
            self.tell_into(case, out);
        }
    }

    /// The same without explanation, and what came out beside the text, for whoever counts results.
    pub fn tell_into(&mut self, case: &Case, out: &mut String) -> Told<'_> {
        if self.write_quickly(case, Telling::Whole, out) {
            return Told::Quickly(self.runner.answers());
        }
        let decision = self.plan.decide(case, Options::default());
        append(&decision, out);
        Told::Traced(Box::new(decision))
    }

    /// Reads a case and appends the JSON of its decision, the same as [`Plan::decide_json`] gives.
    pub fn decide_json_into(&mut self, json: &[u8], options: Options, out: &mut String) {
        match self.plan.read_case(json) {
            Ok(case) => self.decide_into(&case, options, out),
            Err(errors) => append(&self.plan.rejected(errors), out),
        }
    }

    /// The JSON of the [`Forms`] that decisions in brief refer to; nothing where none is ever told in brief.
    #[must_use]
    pub fn forms_json(&self) -> Option<String> {
        let (_, forms) = self.quick.brief(&self.plan)?;
        serde_json::to_string(forms).ok()
    }

    /// Reads a case and appends the JSON of its decision without explanation: in brief, as [`Forms`] tells,
    /// where all of it is known, and otherwise that of the [`Decision`]. The first is a list, the second an
    /// object.
    pub fn brief_json_into(&mut self, json: &[u8], out: &mut String) {
        match self.plan.read_case(json) {
            Ok(case) => {
                if !self.write_quickly(&case, Telling::Brief, out) {
                    append(&self.plan.decide(&case, Options::default()), out);
                }
            }
            Err(errors) => append(&self.plan.rejected(errors), out),
        }
    }

    fn write_quickly(&mut self, case: &Case, telling: Telling, out: &mut String) -> bool {
        let Some(pieces) = self.quick.pieces(&self.plan, telling) else { return false };
        self.quick.untraced.prepare_into(case, &mut self.prepared);
        // A decision lists what was assumed, which only the interpreter knows.
        if self.prepared.is_assumed() {
            return false;
        }
        let Decided::All(answers) = self.runner.decide(&self.prepared) else { return false };
        let begun = out.len();
        let written = pieces.write(answers, self.plan.specialised(), case, out);
        if !written {
            out.truncate(begun);
        }
        written
    }
}

fn append(decision: &Decision, out: &mut String) {
    out.push_str(&serde_json::to_string(decision).unwrap_or_default());
}
