//! Tries checks on every date and in every region on which their figures change.

use std::sync::Arc;

use super::points::{Stretch, any_day, regions, stretches};
use super::problems::{self, Found, When};
use crate::decide::checking::{Verdict, Written, judge, write};
use crate::diagnostic::Diagnostic;
use crate::map::Set;
use crate::program::{Case, Check, ParameterId, Plan, Program, Region, TableId, Type, Value};
use crate::sort;

/// How many places at which a check fails are told one by one.
const MOST_TOLD: usize = 5;

/// What trying a check at one place costs beside its nodes.
const STEPS_PER_PLACE: u64 = 50;

/// The most combinations of arguments of a check.
const MOST_ARGUMENTS: usize = 10_000;

/// Tries the checks of a program.
pub(super) struct Prover<'p> {
    program: &'p Arc<Program>,
    /// The steps that are left for all checks.
    steps: u64,
}

/// What became of a check.
#[derive(Default)]
struct Outcome {
    holds: bool,
    fails: Found,
    open: Found,
    parameters: Set<ParameterId>,
    tables: Set<TableId>,
}

impl<'p> Prover<'p> {
    pub(super) fn new(program: &'p Arc<Program>, steps: u64) -> Self {
        Self { program, steps }
    }

    pub(super) fn prove_all(mut self) -> Vec<Diagnostic> {
        let Some(day) = any_day() else { return Vec::new() };
        let mut plan = Plan::of_figures(Arc::clone(self.program), day);
        let case = Case::new(self.program);
        let mut problems = Vec::new();
        for check in &self.program.checks {
            problems.extend(self.prove(check, &mut plan, &case));
            if self.steps == 0 {
                break;
            }
        }
        problems
    }

    fn prove(&mut self, check: &Check, plan: &mut Plan, case: &Case) -> Vec<Diagnostic> {
        let Some(combinations) = self.combinations(check) else {
            self.steps = 0;
            return vec![problems::too_large(check)];
        };
        let mut outcome = Outcome::default();
        for region in regions(self.program, &check.reach) {
            let stretches = stretches(self.program, &check.reach, region.as_ref());
            for arguments in &combinations {
                for stretch in &stretches {
                    plan.turn(stretch.day, region.clone(), &check.reach);
                    let when = || self.when(check, region.as_ref(), arguments, *stretch);
                    let mut steps = self.steps.saturating_sub(STEPS_PER_PLACE);
                    let verdict = judge(plan, case, check.condition, arguments, &mut steps);
                    let found = match verdict {
                        Verdict::Holds => {
                            outcome.holds = true;
                            None
                        }
                        Verdict::Absent => None,
                        Verdict::Fails => Some(&mut outcome.fails),
                        Verdict::Open(parameters, tables) => {
                            outcome.parameters.extend(parameters);
                            outcome.tables.extend(tables);
                            Some(&mut outcome.open)
                        }
                        Verdict::Error(message) => {
                            return vec![problems::impossible(check, &when(), &message)];
                        }
                        Verdict::OutOfSteps => {
                            self.steps = 0;
                            return vec![problems::too_large(check)];
                        }
                    };
                    if let Some(found) = found {
                        found.add(when, || write(plan, case, check.condition, arguments));
                    }
                    self.steps = steps;
                }
            }
        }
        self.report(check, &outcome)
    }

    fn report(&self, check: &Check, outcome: &Outcome) -> Vec<Diagnostic> {
        let span = self.program.nodes.get(check.condition).span;
        let mut reports = Vec::new();
        if !outcome.fails.told.is_empty() {
            reports.push(problems::failed(check, span, &outcome.fails));
        }
        if !outcome.open.told.is_empty() {
            let mut names: Vec<&str> = Vec::new();
            for at in sort::distinct(outcome.parameters.iter().map(|id| id.index()).collect()) {
                names.extend(self.program.parameters.get(at).map(|parameter| parameter.name.as_str()));
            }
            for at in sort::distinct(outcome.tables.iter().map(|id| id.index()).collect()) {
                names.extend(self.program.tables.get(at).map(|table| table.name.as_str()));
            }
            reports.push(problems::undecided(check, span, &names, &outcome.open));
        }
        if reports.is_empty() && !outcome.holds {
            reports.push(problems::never_applies(check, span));
        }
        reports
    }

    fn when(&self, check: &Check, region: Option<&Region>, arguments: &[Value], stretch: Stretch) -> When {
        When::new(self.program, region, check.arguments.iter().zip(arguments), stretch)
    }

    /// Every combination of the arguments; nothing where there are too many.
    fn combinations(&self, check: &Check) -> Option<Vec<Vec<Value>>> {
        let mut combinations: Vec<Vec<Value>> = vec![Vec::new()];
        for (_, ty) in &check.arguments {
            let values = self.values_of(*ty);
            if combinations.len().saturating_mul(values.len()) > MOST_ARGUMENTS {
                return None;
            }
            let with = |one: &Vec<Value>, value: &Value| one.iter().chain([value]).cloned().collect();
            combinations = combinations
                .iter()
                .flat_map(|one| values.iter().map(move |value| with(one, value)))
                .collect();
        }
        Some(combinations)
    }

    fn values_of(&self, ty: Type) -> Vec<Value> {
        match ty {
            Type::Case(id) => {
                let cases = self.program.enums.get(id.index()).map_or(0, |ty| ty.cases.len());
                (0..u32::try_from(cases).unwrap_or(u32::MAX)).map(Value::Case).collect()
            }
            _ => vec![Value::Bool(true), Value::Bool(false)],
        }
    }
}

impl Found {
    /// Adds a place. What reads the same as just before it goes on.
    fn add(&mut self, when: impl Fn() -> When, written: impl Fn() -> Written) {
        if self.told.len() > MOST_TOLD {
            self.more = self.more.saturating_add(1);
            return;
        }
        let (when, written) = (when(), written());
        if let Some((last, before)) = self.told.last_mut()
            && before.text == written.text
            && last.goes_on_with(&when)
        {
            last.extend_to(&when);
            return;
        }
        if self.told.len() == MOST_TOLD {
            self.more = self.more.saturating_add(1);
        } else {
            self.told.push((when, written));
        }
    }
}
