//! Puts a decision together: requirements first, then every tier and benefit of every instance.

mod known;
mod questions;
mod results;

pub(crate) use self::known::{Known, known_entry, reason};
use crate::decide::decision::{CaseError, Decision, Explanation, PolicyRef, ResultEntry, Status};
use crate::decide::evaluate::{Evaluator, MAX_STEPS};
use crate::decide::explain;
use crate::decide::fault::{Fault, FaultKind, RuleId};
use crate::decide::lack::LackId;
use crate::decide::monitors::{self, Watched};
use crate::decide::outcome::{NoValue, Outcome};
use crate::program::{Case, InstanceId, Plan, Program, RequirementId, ValueId};

/// The most errors of a whole case that are reported.
const MOST_ERRORS: usize = 100;

/// How to decide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether to tell how each result came about.
    pub explain: bool,
}

/// Decides a case.
///
/// Any case gives a decision: what cannot be decided says what it needs, and what is wrong is an error
/// of the result it concerns, or of the whole case.
#[must_use]
pub fn decide(plan: &Plan, case: &Case, options: Options) -> Decision {
    decide_within(plan, case, options, &mut MAX_STEPS.clone())
}

/// Decides a case in the steps that are left, and takes from them those it took.
pub(crate) fn decide_within(plan: &Plan, case: &Case, options: Options, left: &mut u64) -> Decision {
    let mut evaluator = Evaluator::new(plan, case);
    evaluator.refill(MAX_STEPS.min(*left));
    let mut deciding = Deciding { plan, program: plan.program(), case, evaluator };
    let decision = deciding.run(options);
    *left = left.saturating_sub(deciding.evaluator.steps_taken());
    decision
}

struct Deciding<'a> {
    plan: &'a Plan,
    program: &'a Program,
    case: &'a Case,
    evaluator: Evaluator<'a>,
}

/// A result and what it still lacks.
struct Decided {
    instance: InstanceId,
    value: ValueId,
    entry: ResultEntry,
    lack: Option<LackId>,
}

/// What became of the requirements.
#[derive(Default)]
struct Checked {
    errors: Vec<CaseError>,
    lacks: Vec<LackId>,
}

impl<'a> Deciding<'a> {
    fn run(&mut self, options: Options) -> Decision {
        let checked = self.check_requirements();
        let mut results = self.results(checked.errors.first());
        let mut errors = checked.errors;
        let mut watched =
            if errors.is_empty() { monitors::watched(&mut self.evaluator) } else { Watched::default() };
        if self.evaluator.steps_left() == 0 {
            errors = vec![self.out_of_steps()];
            results = self.results(errors.first());
            watched = Watched::default();
        }
        let needs = self.needs(&mut results, &checked.lacks);
        let assumed = self.assumed();
        let explanation = options.explain.then(|| self.explanation(&results, &watched, errors.is_empty()));
        Decision {
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            policy: PolicyRef {
                name: self.program.name.clone(),
                label: self.program.label.clone(),
                hash: None,
            },
            as_of: self.plan.as_of(),
            region: self.plan.region().map(ToString::to_string),
            currency: self.program.currency.code.clone(),
            results: results.into_iter().map(|result| result.entry).collect(),
            alerts: watched.alerts,
            targets: watched.targets,
            needs,
            assumed,
            errors,
            explanation,
        }
    }

    /// How each result came about; there is nothing to tell of a case that fails as a whole.
    fn explanation(&mut self, results: &[Decided], watched: &Watched, sound: bool) -> Vec<Explanation> {
        let explained: Vec<_> = results.iter().map(|result| (result.instance, result.value)).collect();
        if sound { explain::explain(&mut self.evaluator, &explained, watched) } else { Vec::new() }
    }

    fn instances(&self) -> impl Iterator<Item = (InstanceId, crate::program::EntityId)> + use<'a> {
        (0..).map(InstanceId).zip(self.case.instances().iter().map(|instance| instance.entity))
    }

    // Requirements.

    fn check_requirements(&mut self) -> Checked {
        let mut checked = Checked::default();
        if self.case.instances().first().map(|root| root.entity) != Some(self.program.root) {
            checked.errors.push(self.report(FaultKind::Foreign));
            return checked;
        }
        for (id, requirement) in (0..).map(RequirementId).zip(&self.program.requirements) {
            for (instance, entity) in self.instances() {
                if entity != requirement.entity || checked.errors.len() >= MOST_ERRORS {
                    continue;
                }
                match self.requirement(id, instance) {
                    Ok(()) => {}
                    Err(NoValue::Unknown(unknown)) => checked.lacks.push(unknown.lack),
                    Err(NoValue::Fault(fault)) => checked.errors.push(fault.report(self.plan, self.case)),
                }
            }
        }
        checked
    }

    /// Whether a requirement is met; its fault where it is not.
    fn requirement(&mut self, id: RequirementId, instance: InstanceId) -> Outcome<()> {
        let requirement = self.program.requirements.get(id.index());
        let requirement = requirement.ok_or_else(|| self.evaluator.foreign())?;
        let outer = self.evaluator.enter(RuleId::Requirement(id), instance);
        let held = self.evaluator.bool(requirement.condition);
        let held = held.and_then(|held| match held {
            true => Ok(()),
            false => Err(self.evaluator.fault(requirement.span, FaultKind::RequirementFailed(id))),
        });
        self.evaluator.leave(outer);
        held
    }

    // Errors.

    fn out_of_steps(&self) -> CaseError {
        self.report(FaultKind::StepLimit)
    }

    fn report(&self, kind: FaultKind) -> CaseError {
        let fault = Fault { kind, span: None, instance: None, rule: RuleId::Nothing };
        fault.report(self.plan, self.case)
    }

    fn report_of(&self, fault: &Fault) -> CaseError {
        fault.report(self.plan, self.case)
    }
}

impl Decided {
    fn fail(&mut self, error: CaseError) {
        self.entry.status = Status::Error;
        self.entry.error = Some(error);
        self.lack = None;
    }
}
