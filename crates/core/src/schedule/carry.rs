//! What one month hands on to the next: the values that facts marked `previous` take.

use std::borrow::Cow;

use super::arrears::Row;
use super::instances::{Identity, Instances};
use super::outcome::Standing;
use super::timeline::Facts;
use crate::decide::decision::{CaseError, Decision, ResultEntry, Status};
use crate::decide::probe::Probe;
use crate::decide::show;
use crate::diagnostic::{Code, Text};
use crate::map::Map;
use crate::number::Rational;
use crate::program::{Case, EntityId, Field, FieldId, Plan, Program, Rule, Slot, Type, Value, ValueId};

/// A fact that takes a value of the month before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Taker {
    entity: EntityId,
    field: FieldId,
    value: ValueId,
}

/// The values of a month that the next one takes; nothing where a value is not known.
pub(super) type Carried = Map<(Identity, FieldId), Option<Value>>;

/// The facts of a program that take values of the month before.
pub(super) fn takers(program: &Program) -> Vec<Taker> {
    let mut takers = Vec::new();
    for (entity, declared) in (0..).map(EntityId).zip(&program.entities) {
        for (field, declared) in (0..).map(FieldId).zip(&declared.fields) {
            takers.extend(declared.previous.map(|value| Taker { entity, field, value }));
        }
    }
    takers
}

/// What a month hands on.
pub(super) fn carried(
    takers: &[Taker],
    (plan, case, decision): (&Plan, &Case, &Decision),
    instances: &Instances,
    rows: &[Row],
    left: &mut u64,
) -> Carried {
    let mut probe = Probe::new(plan, case, *left);
    let mut carried = Carried::new();
    for taker in takers {
        let rule = plan.program().values.get(taker.value.index()).map(|value| &value.rule);
        for known in instances.all().iter().filter(|known| known.entity == taker.entity) {
            let value = match rule {
                _ if !decision.errors.is_empty() => None,
                Some(Rule::Benefit(_)) => granted((taker.value, &known.identity), decision, rows),
                _ => probe.value(known.id, taker.value),
            };
            carried.insert((known.identity.clone(), taker.field), value);
        }
    }
    *left = left.saturating_sub(probe.steps_taken());
    carried
}

/// What a benefit came to in a month: nothing before its first month and from its last on.
fn granted((value, identity): (ValueId, &Identity), decision: &Decision, rows: &[Row]) -> Option<Value> {
    let row = rows.iter().find(|row| row.whose.0 == value && row.whose.1 == *identity)?;
    let coins = match row.standing {
        Standing::Due | Standing::OtherMonth => {
            decision.results.get(row.result?)?.amount.as_ref().and_then(|amount| amount.coins)
        }
        Standing::Undecided | Standing::Error => None,
        Standing::Refused | Standing::Excluded | Standing::NotBegun | Standing::Ended | Standing::Absent => {
            Some(0)
        }
    };
    coins.map(|coins| Value::Number(Rational::from(coins)))
}

/// The case of a month with what the month before hands on: a fact said for this very month stays as said,
/// and so does one of somebody who was not there before. Says what cannot be the value of its fact.
pub(super) fn take<'t>(
    program: &Program,
    takers: &[Taker],
    facts: &Facts<'t>,
    instances: &Instances,
    carried: &Carried,
) -> (Cow<'t, Case>, Vec<CaseError>) {
    let mut case = Cow::Borrowed(facts.case);
    let mut problems = Vec::new();
    for taker in takers {
        let entity = program.entities.get(taker.entity.index());
        let Some(field) = entity.and_then(|entity| entity.fields.get(taker.field.index())) else { continue };
        for known in instances.all().iter().filter(|known| known.entity == taker.entity) {
            let Some(value) = carried.get(&(known.identity.clone(), taker.field)) else { continue };
            if facts.given.contains(&(known.id, taker.field)) {
                continue;
            }
            let fits = value.as_ref().is_none_or(|value| fits(field, value));
            if let Some(value) = value.as_ref().filter(|_| !fits) {
                let path = case.path(program, known.id, Some(taker.field));
                problems.push(misfit(program, field, value, path));
            }
            let slot = value.clone().filter(|_| fits).map_or(Slot::Unknown, Slot::Known);
            case.to_mut().set(known.id, taker.field, slot);
        }
    }
    (case, problems)
}

/// Whether a value may be given for a field.
fn fits(field: &Field, value: &Value) -> bool {
    let in_whole = field.whole || matches!(field.ty, Type::Money(_) | Type::Months | Type::Days);
    let is_whole = !matches!(value, Value::Number(number) if !number.is_integer());
    (is_whole || !in_whole) && field.bounds.iter().all(|bound| bound.admits(value))
}

fn misfit(program: &Program, field: &Field, value: &Value, path: String) -> CaseError {
    let shown = show::value(program, field.ty, value);
    let message = Text::new(
        format!("the value of the month before, {}, is outside the declared range", shown.en),
        format!("上期值{}超出声明的范围", shown.zh),
    );
    CaseError::new(Code::CaseOutOfRange, message, path)
}

/// Makes a decision one that fails as a whole.
pub(super) fn refuse(decision: &mut Decision, problems: Vec<CaseError>) {
    let Some(first) = problems.first() else { return };
    for entry in &mut decision.results {
        let (name, of) = (std::mem::take(&mut entry.name), std::mem::take(&mut entry.of));
        let blank = ResultEntry::blank(name, entry.label.take(), of, entry.kind, Status::Error);
        *entry = ResultEntry { error: Some(first.clone()), ..blank };
    }
    decision.alerts.clear();
    decision.targets.clear();
    decision.needs.clear();
    decision.explanation = decision.explanation.take().map(|_| Vec::new());
    decision.errors = problems;
}
