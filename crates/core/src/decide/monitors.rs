//! Alerts and targets of a case: what is raised, what is met, and for whom not.
//!
//! There may be thousands of instances, so each statement is one entry that lists only those to look at.

use super::decision::{
    AlertCounts, AlertEntry, AlertInstance, Answer, CaseError, Missing, Severity, Shown, TargetCounts,
    TargetEntry, TargetInstance, TargetState,
};
use super::evaluate::Evaluator;
use super::fault::RuleId;
use super::lack::LackId;
use super::needs::missing_figures;
use super::outcome::{NoValue, Outcome};
use super::show;
use crate::diagnostic::Text;
use crate::program::{Alert, Case, EntityId, InstanceId, NodeId, Plan, ReasonPart, Target, Value};
use crate::vocabulary;

/// The most instances that an entry lists.
const MOST_LISTED: usize = 10_000;

/// The most missing facts that an instance names.
const MOST_NEEDS: usize = 16;

/// What became of all alerts and targets, with the statement and the instance of each one listed.
#[derive(Default)]
pub(crate) struct Watched {
    /// The alerts.
    pub(crate) alerts: Vec<AlertEntry>,
    /// The targets.
    pub(crate) targets: Vec<TargetEntry>,
    /// The alerts and instances listed.
    pub(super) alerted: Vec<(usize, InstanceId)>,
    /// The targets and instances listed.
    pub(super) aimed: Vec<(usize, InstanceId)>,
}

/// What became of all alerts and targets of a case.
pub(crate) fn watch(plan: &Plan, case: &Case) -> Watched {
    watched(&mut Evaluator::new(plan, case))
}

/// What became of all alerts and targets.
pub(super) fn watched(evaluator: &mut Evaluator<'_>) -> Watched {
    let program = evaluator.program;
    let mut watched = Watched::default();
    for (position, alert) in program.alerts.iter().enumerate() {
        let entry = evaluator.alert(position, alert, &mut watched.alerted);
        watched.alerts.push(entry);
    }
    for (position, target) in program.targets.iter().enumerate() {
        let entry = evaluator.target(position, target, &mut watched.aimed);
        watched.targets.push(entry);
    }
    watched
}

/// What is missing, or what went wrong.
#[derive(Default)]
struct Open {
    needs: Vec<String>,
    lacks: Vec<Missing>,
    error: Option<CaseError>,
}

impl<'a> Evaluator<'a> {
    fn instances_of(&self, entity: EntityId) -> impl Iterator<Item = InstanceId> + use<'a> {
        let all = (0..).map(InstanceId).zip(self.case.instances());
        all.filter(move |(_, instance)| instance.entity == entity).map(|(id, _)| id)
    }

    fn alert(&mut self, position: usize, alert: &Alert, listed: &mut Vec<(usize, InstanceId)>) -> AlertEntry {
        let mut counts = AlertCounts { all: 0, raised: 0, unknown: 0 };
        let mut instances = Vec::new();
        for instance in self.instances_of(alert.entity) {
            counts.all += 1;
            let raised = self.condition_of(instance, alert.when);
            let answer = answer(&raised);
            match answer {
                Answer::No => continue,
                Answer::Yes => counts.raised += 1,
                Answer::Unknown => counts.unknown += 1,
            }
            if instances.len() < MOST_LISTED {
                listed.push((position, instance));
                instances.push(self.alert_instance(instance, alert, answer, raised.err()));
            }
        }
        AlertEntry {
            name: alert.name.clone(),
            label: alert.label.clone(),
            entity: self.entity_name(alert.entity),
            severity: alert.severity.map(Severity::from),
            advice: alert.advice.clone(),
            to: alert.addressee.clone(),
            raised: match counts {
                AlertCounts { raised: 1.., .. } => Answer::Yes,
                AlertCounts { unknown: 1.., .. } => Answer::Unknown,
                _ => Answer::No,
            },
            counts,
            instances,
            citations: alert.citations.clone(),
        }
    }

    fn alert_instance(
        &mut self,
        instance: InstanceId,
        alert: &Alert,
        raised: Answer,
        why: Option<NoValue>,
    ) -> AlertInstance {
        let reason = alert.reason.as_ref().filter(|_| raised == Answer::Yes);
        let reason = reason.map(|parts| self.told(instance, parts));
        let Open { needs, lacks, error } = self.open(why);
        let (of, key) = self.whose(instance);
        AlertInstance { of, key, raised, reason, needs, lacks, error }
    }

    fn target(
        &mut self,
        position: usize,
        target: &Target,
        listed: &mut Vec<(usize, InstanceId)>,
    ) -> TargetEntry {
        let sources = &self.program.sources;
        let written = |node: NodeId| sources.slice(self.plan.node(node).span).trim().to_owned();
        let (must, hope) = (target.binding.then(|| written(target.aim)), target.hope.map(written));
        let overdue = target.due.is_none_or(|due| self.plan.as_of() > due);
        let mut counts = TargetCounts { all: 0, met: 0, unknown: 0 };
        let mut instances = Vec::new();
        let (mut whole, mut hoped_for) = (TargetState::Met, Answer::Yes);
        for instance in self.instances_of(target.entity) {
            counts.all += 1;
            let met = self.condition_of(instance, target.aim);
            let hoped = target.hope.map(|hope| answer(&self.condition_of(instance, hope)));
            let state = match &met {
                Ok(true) => TargetState::Met,
                Ok(false) if !overdue => TargetState::Pending,
                Ok(false) if target.binding => TargetState::Missed,
                Ok(false) => TargetState::Short,
                Err(NoValue::Unknown(_)) => TargetState::Undecided,
                Err(NoValue::Fault(_)) => TargetState::Error,
            };
            counts.met += usize::from(state == TargetState::Met);
            counts.unknown += usize::from(met.is_err());
            whole = worse(whole, state);
            hoped_for = less(hoped_for, hoped.unwrap_or(Answer::Yes));
            if (state != TargetState::Met || instance == InstanceId(0)) && instances.len() < MOST_LISTED {
                listed.push((position, instance));
                instances.push(self.target_instance(instance, target, (state, hoped), met.err()));
            }
        }
        TargetEntry {
            name: target.name.clone(),
            label: target.label.clone(),
            entity: self.entity_name(target.entity),
            state: whole,
            hoped_for: target.hope.map(|_| hoped_for),
            must,
            hope,
            due: target.due,
            counts,
            instances,
            citations: target.citations.clone(),
        }
    }

    fn target_instance(
        &mut self,
        instance: InstanceId,
        target: &Target,
        (state, hoped_for): (TargetState, Option<Answer>),
        why: Option<NoValue>,
    ) -> TargetInstance {
        let value = self.at(instance, target.value);
        let value = self.shown_value(target.value, &value);
        let Open { needs, lacks, error } = self.open(why);
        let (of, key) = self.whose(instance);
        TargetInstance { of, key, value, state, hoped_for, needs, lacks, error }
    }

    /// A condition of an instance, outside any rule.
    pub(super) fn condition_of(&mut self, instance: InstanceId, node: NodeId) -> Outcome<bool> {
        let outer = self.enter(RuleId::Nothing, instance);
        let held = self.bool(node);
        self.leave(outer);
        held
    }

    fn shown_value(&self, node: NodeId, outcome: &Outcome) -> Option<Shown> {
        let (program, ty) = (self.program, self.plan.node(node).ty);
        match outcome {
            Ok(super::outcome::Held::Value(value)) => {
                Some(Shown { text: show::value(program, ty, value), exact: show::exact(program, ty, value) })
            }
            _ => None,
        }
    }

    fn entity_name(&self, entity: EntityId) -> String {
        self.program.entities.get(entity.index()).map(|entity| entity.name.clone()).unwrap_or_default()
    }

    /// The path of an instance, and its key.
    fn whose(&self, instance: InstanceId) -> (String, Option<String>) {
        let (program, case) = (self.program, self.case);
        let of = case.path(program, instance, None);
        let found = case.get(instance).and_then(|of| Some((of, program.entities.get(of.entity.index())?)));
        let key = found.and_then(|(instance, entity)| {
            let (field, slot) = entity.fields.iter().zip(&instance.slots).find(|(field, _)| field.key)?;
            match slot {
                crate::program::Slot::Known(value) => Some(key_text(program, field.ty, value)),
                _ => None,
            }
        });
        (of, key)
    }

    fn open(&self, why: Option<NoValue>) -> Open {
        match why {
            None => Open::default(),
            Some(NoValue::Fault(fault)) => {
                Open { error: Some(fault.report(self.plan, self.case)), ..Open::default() }
            }
            Some(NoValue::Unknown(unknown)) => self.missing_of(unknown.lack),
        }
    }

    fn missing_of(&self, lack: LackId) -> Open {
        let missing = self.lacks.list(lack, MOST_NEEDS);
        let facts = missing.facts.iter().take(MOST_NEEDS);
        let needs = facts.map(|fact| self.case.path(self.program, fact.0, Some(fact.1))).collect();
        Open { needs, lacks: missing_figures(self.plan, &missing), error: None }
    }

    fn told(&mut self, instance: InstanceId, parts: &[ReasonPart]) -> Text {
        show::reason(parts, &mut |node| {
            let outcome = self.at(instance, node);
            show::said_of(self.program, self.case, self.plan.node(node).ty, &outcome)
        })
    }
}

fn key_text(program: &crate::program::Program, ty: crate::program::Type, value: &Value) -> String {
    match value {
        Value::Text(text) => text.to_string(),
        value => show::exact(program, ty, value),
    }
}

fn answer(outcome: &Outcome<bool>) -> Answer {
    match outcome {
        Ok(true) => Answer::Yes,
        Ok(false) => Answer::No,
        Err(_) => Answer::Unknown,
    }
}

impl From<vocabulary::Severity> for Severity {
    fn from(severity: vocabulary::Severity) -> Self {
        match severity {
            vocabulary::Severity::Red => Self::Red,
            vocabulary::Severity::Orange => Self::Orange,
            vocabulary::Severity::Yellow => Self::Yellow,
            vocabulary::Severity::Blue => Self::Blue,
        }
    }
}

/// The state of several instances: one that misses the target misses it for all.
fn worse(one: TargetState, other: TargetState) -> TargetState {
    let rank = |state| match state {
        TargetState::Met => 0,
        TargetState::Pending => 1,
        TargetState::Undecided => 2,
        TargetState::Error => 3,
        TargetState::Missed | TargetState::Short => 4,
    };
    if rank(other) > rank(one) { other } else { one }
}

fn less(one: Answer, other: Answer) -> Answer {
    match (one, other) {
        (Answer::No, _) | (_, Answer::No) => Answer::No,
        (Answer::Unknown, _) | (_, Answer::Unknown) => Answer::Unknown,
        (Answer::Yes, Answer::Yes) => Answer::Yes,
    }
}
