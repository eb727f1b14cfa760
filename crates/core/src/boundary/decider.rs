//! Case after case on one thread: the untraced executor first, the traced interpreter for what it leaves.

use std::sync::Arc;

use super::brief::Brief;
use super::pieces::{Found, is_watched, watched};
use super::policy::Plan;
use super::quick::Quick;
use crate::decide::{Decision, Options};
use crate::program::way::{Fact, Step};
use crate::program::{Case, InstanceId};
use crate::sort;
use crate::untraced::{Answer, Decided, Prepared, Runner};

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

impl Plan {
    /// A decider for one thread, for case after case at the speed of hand-written code.
    #[must_use]
    pub fn decider(&self) -> Decider {
        Decider::new(self)
    }
}

impl Decider {
    fn new(plan: &Plan) -> Self {
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
        if self.write_quickly(case, out) {
            return Told::Quickly(self.runner.answers());
        }
        let decision = self.plan.decide(case, Options::default());
        append(&decision, out);
        Told::Traced(Box::new(decision))
    }

    /// Reads a case and appends the JSON of its decision, the same as [`Plan::decide_json`] gives.
    pub fn decide_json_into(&mut self, json: &[u8], options: Options, out: &mut String) {
        let read = !options.explain && self.read_directly(json);
        if read && self.write(None, out) {
            return;
        }
        match self.plan.read_case(json) {
            // What is not decided quickly as it was read is not after it was read the long way either.
            Ok(case) if read => append(&self.plan.decide(&case, options), out),
            Ok(case) => self.decide_into(&case, options, out),
            Err(errors) => append(&self.plan.rejected(errors), out),
        }
    }

    /// The JSON of the [`Forms`](super::wire::Forms) that decisions in brief refer to; nothing where none is
    /// ever told in brief.
    #[must_use]
    pub fn forms_json(&self) -> Option<String> {
        serde_json::to_string(self.brief()?.forms()).ok()
    }

    /// Reads a case and appends its decision without explanation, in brief as [`Forms`](super::wire::Forms)
    /// tells; false, and nothing appended, for whatever is not told so, among it all that is not known.
    pub fn brief_into(&mut self, json: &[u8], out: &mut Vec<i32>) -> bool {
        if !self.read_directly(json) {
            return false;
        }
        let Decided::All(_) = self.runner.decide(&self.prepared) else { return false };
        let Some(brief) = self.brief() else { return false };
        let way_to = |instance| self.quick.untraced.way_to(&self.prepared, instance);
        let Some(assumed) = assumed(&self.runner, &self.prepared, way_to) else { return false };
        let begun = out.len();
        let told = brief.write(self.runner.answers(), way_to, &assumed, out).is_some();
        if !told {
            out.truncate(begun);
        }
        told
    }

    /// Reads a case straight into cells; false where that is left to the long way.
    fn read_directly(&mut self, json: &[u8]) -> bool {
        let Self { plan, quick, prepared, .. } = self;
        let names = plan.policy().names();
        quick
            .direct
            .as_ref()
            .is_some_and(|direct| direct.read(json, names, &quick.untraced, prepared).is_some())
    }

    fn brief(&self) -> Option<&Brief> {
        let plan = &self.plan;
        self.quick.brief(plan.specialised(), || plan.rejected(Vec::new()))
    }

    fn write_quickly(&mut self, case: &Case, out: &mut String) -> bool {
        self.quick.untraced.prepare_into(case, &mut self.prepared);
        // What alerts and targets assume is not known here.
        let whole = self.prepared.is_assumed() && is_watched(self.plan.policy().program());
        !whole && self.write(Some(case), out)
    }

    /// Decides what is laid out in cells, of which this is the case unless it was read straight into them, and
    /// appends the decision; false, and nothing appended, where that is left to the interpreter.
    fn write(&mut self, case: Option<&Case>, out: &mut String) -> bool {
        let begun = out.len();
        let written = self.write_all(case, out).is_some();
        if !written {
            out.truncate(begun);
        }
        written
    }

    fn write_all(&mut self, case: Option<&Case>, out: &mut String) -> Option<()> {
        let Self { plan, quick, runner, prepared } = self;
        let pieces = quick.pieces(plan.specialised(), || plan.rejected(Vec::new()))?;
        let Decided::All(_) = runner.decide(prepared) else { return None };
        runner.state(prepared)?;
        let way_to = |instance| match case {
            Some(case) => Some(case.way(instance)),
            None => quick.untraced.way_to(prepared, instance),
        };
        let watched = case.map_or(Some(String::new()), |case| watched(plan.specialised(), case))?;
        let assumed = assumed(runner, prepared, way_to)?;
        let found = Found {
            answers: runner.answers(),
            stated: runner.stated(),
            watched: &watched,
            assumed: &assumed,
        };
        pieces.write(plan.specialised(), &found, way_to, out)
    }
}

/// The facts whose defaults the answers to the case decided last rest on, in their order.
fn assumed(
    runner: &Runner,
    prepared: &Prepared,
    way_to: impl Fn(InstanceId) -> Option<Vec<Step>>,
) -> Option<Vec<Fact>> {
    let facts = runner.assumed(prepared)?.into_iter();
    let facts = facts.map(|(instance, own)| Some(Fact { of: way_to(instance)?, own }));
    let mut facts = facts.collect::<Option<Vec<_>>>()?;
    sort::by(&mut facts, Fact::cmp);
    Some(facts)
}

fn append(decision: &Decision, out: &mut String) {
    out.push_str(&serde_json::to_string(decision).unwrap_or_default());
}
