//! Puts a decision together: requirements first, then every tier and benefit of every instance.

use super::decision::{
    Amount, Answer, Assumption, CaseError, Decision, Excluded, Explanation, Need, Paid, PolicyRef, Possible,
    ResultEntry, ResultKind, Status,
};
use super::evaluate::{Evaluator, MAX_STEPS};
use super::explain;
use super::fault::{Fault, FaultKind, RuleId};
use super::lack::{LackId, Missing};
use super::monitors::{self, Watched};
use super::needs::{self, Fact, Open, Order};
use super::outcome::{Held, NoValue, Outcome, Unknown};
use super::show;
use crate::calendar::Month;
use crate::diagnostic::Text;
use crate::map::{Map, Set};
use crate::number::Rational;
use crate::program::node::Part;
use crate::program::way::{self, Step};
use crate::program::{
    Benefit, Case, Derived, ExclusiveId, InstanceId, Plan, Program, ReasonPart, RequirementId, Rule, Type,
    Value, ValueId,
};
use crate::sort;
use crate::vocabulary;

/// The most errors of a whole case that are reported.
const MOST_ERRORS: usize = 100;

/// The most facts that all results together list.
const MOST_LISTED: usize = 100_000;

/// The fewest facts a result may list, whatever the others do.
const FEWEST_LISTED: usize = 16;

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
    decide_within(plan, case, options, MAX_STEPS)
}

/// Decides a case in so many steps.
pub(super) fn decide_within(plan: &Plan, case: &Case, options: Options, steps: u64) -> Decision {
    let mut evaluator = Evaluator::new(plan, case);
    evaluator.refill(steps);
    Deciding { plan, program: plan.program(), case, evaluator }.run(options)
}

/// A result found by an executor that keeps no trace.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Known {
    /// The case of a tier.
    Case(u32),
    /// A benefit to which nobody is entitled.
    Refused,
    /// A benefit and its amount in smallest coins.
    Granted(Rational),
    /// A benefit that an exclusive excludes in favour of another, by its position.
    Excluded(ExclusiveId, u32),
}

/// The entry of a known result, of the root. Months and reasons are not in it.
pub(crate) fn known_entry(plan: &Plan, value: ValueId, known: Known) -> Option<ResultEntry> {
    let case = Case::default();
    let deciding =
        Deciding { plan, program: plan.program(), case: &case, evaluator: Evaluator::new(plan, &case) };
    let derived = plan.program().values.get(value.index())?;
    let root = InstanceId::default();
    let (kind, entitled, amount) = match (plan.rule(value)?, known) {
        (Rule::Tier(_), Known::Case(_)) => (ResultKind::Tier, None, None),
        (Rule::Benefit(benefit), Known::Refused) => {
            (ResultKind::Benefit, Some(Answer::No), Some(deciding.amount(derived, benefit, Rational::ZERO)))
        }
        (Rule::Benefit(benefit), Known::Granted(coins)) => {
            (ResultKind::Benefit, Some(Answer::Yes), Some(deciding.amount(derived, benefit, coins)))
        }
        (Rule::Benefit(benefit), Known::Excluded(..)) => {
            (ResultKind::Benefit, Some(Answer::Yes), Some(deciding.amount(derived, benefit, Rational::ZERO)))
        }
        _ => return None,
    };
    let excluded = match known {
        Known::Excluded(exclusive, instead) => deciding.excluded(exclusive, Some(instead)),
        _ => None,
    };
    let case = match known {
        Known::Case(case) => show::case_ref(plan.program(), derived.ty, case),
        _ => None,
    };
    Some(ResultEntry {
        status: Status::Decided,
        case,
        entitled,
        excluded,
        amount,
        ..deciding.blank(root, kind, derived)
    })
}

/// The reason for a known result, given the values in it.
pub(crate) fn reason(plan: &Plan, parts: &[ReasonPart], values: &[Value]) -> Text {
    let mut values = values.iter();
    show::reason(parts, &mut |node| {
        let shown = |value| show::value(plan.program(), plan.node(node).ty, value);
        values.next().map(shown).unwrap_or_default()
    })
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
    fn run(mut self, options: Options) -> Decision {
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

    // Results.

    fn results(&mut self, error: Option<&CaseError>) -> Vec<Decided> {
        let mut results = Vec::new();
        for (value, derived) in (0..).map(ValueId).zip(&self.program.values) {
            for (instance, entity) in self.instances() {
                if entity == derived.entity {
                    results.extend(self.result(instance, value, derived, error));
                }
            }
        }
        results
    }

    /// The result of a tier or benefit; nothing for a definition.
    fn result(
        &mut self,
        instance: InstanceId,
        value: ValueId,
        derived: &'a Derived,
        error: Option<&CaseError>,
    ) -> Option<Decided> {
        let kind = match derived.rule {
            Rule::Definition(_) => return None,
            Rule::Tier(_) => ResultKind::Tier,
            Rule::Benefit(_) => ResultKind::Benefit,
        };
        let entry = self.blank(instance, kind, derived);
        let mut decided = Decided { instance, value, entry, lack: None };
        match (error, self.plan.rule(value)?) {
            (Some(error), _) => decided.fail(error.clone()),
            (None, Rule::Benefit(benefit)) => self.fill_benefit(&mut decided, derived, benefit),
            (None, _) => self.fill_tier(&mut decided, derived),
        }
        Some(decided)
    }

    fn blank(&self, instance: InstanceId, kind: ResultKind, derived: &Derived) -> ResultEntry {
        let of = self.case.path(self.program, instance, None);
        ResultEntry::blank(derived.name.clone(), derived.label.clone(), of, kind, Status::Undecided)
    }

    fn fill_tier(&mut self, decided: &mut Decided, derived: &Derived) {
        match self.evaluator.value_of(decided.instance, decided.value) {
            Ok(Held::Value(Value::Case(case))) => {
                decided.entry.status = Status::Decided;
                decided.entry.case = show::case_ref(self.program, derived.ty, case);
            }
            Ok(_) => decided.fail(self.report(FaultKind::Foreign)),
            Err(NoValue::Fault(fault)) => decided.fail(self.report_of(&fault)),
            Err(NoValue::Unknown(unknown)) => {
                let exact = self.evaluator.exact.contains(&(decided.instance, decided.value));
                decided.entry.possible = Some(self.possible(derived.ty, &unknown, exact));
                decided.lack = Some(unknown.lack);
            }
        }
    }

    fn possible(&self, ty: Type, unknown: &Unknown, exact: bool) -> Possible {
        let all = show::enum_of(self.program, ty).map_or(0, |ty| ty.cases.len());
        let all = u32::try_from(all).unwrap_or(u32::MAX);
        let cases: Vec<u32> = match unknown.cases() {
            Some(set) => set.cases().collect(),
            None => (0..all).collect(),
        };
        Possible {
            cases: cases.into_iter().filter_map(|case| show::case_ref(self.program, ty, case)).collect(),
            exact,
        }
    }

    fn fill_benefit(&mut self, decided: &mut Decided, derived: &Derived, benefit: &Benefit) {
        let entitled = self.evaluator.part_of(decided.instance, decided.value, Part::Entitled);
        decided.entry.entitled = Some(match &entitled {
            Ok(held) if held.is_bool(true) => Answer::Yes,
            Ok(_) => Answer::No,
            Err(_) => Answer::Unknown,
        });
        match self.evaluator.value_of(decided.instance, decided.value) {
            Ok(Held::Value(Value::Number(coins))) => {
                decided.entry.status = Status::Decided;
                decided.entry.amount = Some(self.amount(derived, benefit, coins));
            }
            Ok(_) => decided.fail(self.report(FaultKind::Foreign)),
            Err(NoValue::Fault(fault)) => decided.fail(self.report_of(&fault)),
            Err(NoValue::Unknown(unknown)) => decided.lack = Some(unknown.lack),
        }
        if derived.kept.is_some()
            && decided.entry.entitled != Some(Answer::No)
            && decided.entry.status == Status::Decided
            && let Some((by, instead)) = self.evaluator.excluded(decided.instance, decided.value)
        {
            decided.entry.excluded = self.excluded(by, instead);
        }
        let granted = self.evaluator.part_of(decided.instance, decided.value, Part::Granted);
        if decided.entry.error.is_some() {
            return;
        }
        match granted {
            Ok(granted) if granted.is_bool(true) => self.fill_granted(decided, benefit),
            Err(NoValue::Unknown(_)) => self.fill_open(decided, benefit),
            Ok(_) | Err(NoValue::Fault(_)) => {}
        }
    }

    fn excluded(&self, by: ExclusiveId, instead: Option<u32>) -> Option<Excluded> {
        let exclusive = self.program.exclusives.get(by.index())?;
        Some(Excluded {
            exclusive: exclusive.name.clone(),
            label: exclusive.label.clone(),
            instead: instead.and_then(|case| show::case_ref(self.program, Type::Case(exclusive.cases), case)),
        })
    }

    /// What is said only to those to whom it is granted: from when until when, and why.
    fn fill_granted(&mut self, decided: &mut Decided, benefit: &Benefit) {
        decided.entry.start = benefit.start.and_then(|_| self.month(decided, Part::Start));
        decided.entry.stop = benefit.stop.and_then(|_| self.month(decided, Part::Stop));
        if decided.entry.error.is_none() {
            let reason = benefit.reason.as_ref();
            decided.entry.reason = reason.map(|parts| self.reason(decided, parts));
        }
    }

    /// The months outside which nothing is paid, whoever it is granted to: where they are known, nobody waits
    /// for what is missing to say so of a month outside.
    fn fill_open(&mut self, decided: &mut Decided, benefit: &Benefit) {
        decided.entry.start = benefit.start.and_then(|_| self.known_month(decided, Part::Start));
        decided.entry.stop = benefit.stop.and_then(|_| self.known_month(decided, Part::Stop));
    }

    fn known_month(&mut self, decided: &Decided, part: Part) -> Option<Month> {
        match self.evaluator.part_of(decided.instance, decided.value, part) {
            Ok(Held::Value(Value::Month(month))) => Some(month),
            _ => None,
        }
    }

    fn month(&mut self, decided: &mut Decided, part: Part) -> Option<Month> {
        match self.evaluator.part_of(decided.instance, decided.value, part) {
            Ok(Held::Value(Value::Month(month))) => return Some(month),
            Ok(_) => decided.fail(self.report(FaultKind::Foreign)),
            Err(NoValue::Fault(fault)) => decided.fail(self.report_of(&fault)),
            // Support that has begun goes on until something ends it: nobody is asked for the day.
            Err(NoValue::Unknown(_)) if part == Part::Stop => {}
            Err(NoValue::Unknown(unknown)) => {
                decided.lack = Some(match decided.lack {
                    Some(lack) => self.evaluator.join_two(lack, unknown.lack),
                    None => unknown.lack,
                });
            }
        }
        None
    }

    fn amount(&self, derived: &Derived, benefit: &Benefit, coins: Rational) -> Amount {
        let period = match derived.ty {
            Type::Money(period) => period,
            _ => None,
        };
        let currency = &self.program.currency;
        Amount {
            text: show::money_decimal(currency, coins),
            coins: coins.to_i64(),
            currency: currency.code.clone(),
            period: period.map(needs::period),
            paid: benefit.paid.map(paid),
            display: show::money(currency, coins, period),
        }
    }

    fn reason(&mut self, decided: &Decided, parts: &[ReasonPart]) -> Text {
        show::reason(parts, &mut |node| {
            let outcome = self.evaluator.clause(decided.instance, decided.value, Some(node));
            show::outcome(self.program, self.case, self.plan.node(node).ty, &outcome)
        })
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

    // What is missing and what was assumed.

    /// Lists what each result needs, and what to ask.
    fn needs(&mut self, results: &mut [Decided], requirements: &[LackId]) -> Vec<Need> {
        let lacking = results.iter().filter(|result| result.lack.is_some()).count() + requirements.len();
        let most = (MOST_LISTED / lacking.max(1)).clamp(FEWEST_LISTED, needs::MOST);
        let mut open = Vec::new();
        for result in results.iter() {
            let Some(lack) = result.lack else { continue };
            let missing = self.missing(lack, most);
            open.push(Open { instance: result.instance, value: result.value, missing });
        }
        let requirements: Vec<Missing> = requirements.iter().map(|lack| self.missing(*lack, most)).collect();
        let order = Order::of(&mut self.evaluator, &open, &requirements);
        let lacking = results.iter_mut().filter(|result| result.lack.is_some());
        for (result, open) in lacking.zip(&mut open) {
            order.sort(&mut open.missing.facts);
            result.entry.needs = open
                .missing
                .facts
                .iter()
                .map(|fact| self.case.path(self.program, fact.0, Some(fact.1)))
                .collect();
            result.entry.lacks = needs::missing_figures(self.plan, &open.missing);
        }
        self.asked(&order, &open)
    }

    /// What a result lacks, a bounded list of it.
    fn missing(&self, lack: LackId, most: usize) -> Missing {
        let mut missing = self.evaluator.lacks.list(lack, most.saturating_mul(4));
        if missing.facts.len() > most {
            missing.facts.truncate(most);
            missing.cut = true;
        }
        missing
    }

    fn asked(&self, order: &Order, open: &[Open]) -> Vec<Need> {
        let mut asked_by: Map<Fact, Vec<ValueId>> = Map::new();
        let mut seen: Set<(Fact, ValueId)> = Set::new();
        for result in open {
            for fact in &result.missing.facts {
                if seen.insert((*fact, result.value)) {
                    asked_by.or_default(*fact).push(result.value);
                }
            }
        }
        let name = |id: &ValueId| self.program.values.get(id.index()).map(|value| value.name.clone());
        let asked = order.facts().iter().take(needs::MOST).filter_map(|fact| {
            let by = asked_by.get(fact).map_or(&[][..], |by| by).iter().filter_map(name).collect();
            needs::need(self.program, self.case, *fact, by)
        });
        asked.collect()
    }

    fn assumed(&self) -> Vec<Assumption> {
        let fact = |(instance, field): &Fact| {
            let own = Step { entity: self.case.get(*instance)?.entity, field: *field, position: None };
            Some(way::Fact { of: self.case.way(*instance), own })
        };
        let mut facts: Vec<_> = self.evaluator.assumed.iter().filter_map(fact).collect();
        sort::by(&mut facts, way::Fact::cmp);
        let assumption =
            |fact: &way::Fact| needs::assumption(self.program, fact.own, fact.path(self.program));
        facts.iter().filter_map(assumption).collect()
    }
}

impl Decided {
    fn fail(&mut self, error: CaseError) {
        self.entry.status = Status::Error;
        self.entry.error = Some(error);
        self.lack = None;
    }
}

fn paid(paid: vocabulary::Paid) -> Paid {
    match paid {
        vocabulary::Paid::Daily => Paid::Daily,
        vocabulary::Paid::Monthly => Paid::Monthly,
        vocabulary::Paid::Yearly => Paid::Yearly,
        vocabulary::Paid::Once => Paid::Once,
    }
}
