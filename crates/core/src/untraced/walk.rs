//! A case decided by walking the operations of each rule as trees.

use super::cells::UNKNOWN;
use super::code::{Asked, GRANTED, REFUSED};
use super::machine::{Machine, own_frames};
use super::op::TruthId;
use super::{Answer, Outcome, Prepared};
use crate::program::{EntityId, InstanceId, RequirementId};

/// How a run ends.
pub enum Ended {
    Decided,
    Refused(RequirementId, InstanceId),
    NotHere,
}

/// Decides a case from the beginning.
#[inline(never)]
pub fn walk(machine: &mut Machine<'_>, prepared: &Prepared, answers: &mut Vec<Answer>) -> Ended {
    answers.clear();
    for position in 0..machine.code.requirements.len() {
        match requirement(machine, prepared, position) {
            Some(None) => {}
            Some(Some(refused)) => return refused,
            None => return Ended::NotHere,
        }
    }
    for position in 0..machine.code.results.len() {
        if result(machine, prepared, position, answers).is_none() {
            return Ended::NotHere;
        }
    }
    Ended::Decided
}

/// Asks for one requirement: the end where an instance fails it; nothing where that cannot be said here.
pub fn requirement(machine: &mut Machine<'_>, prepared: &Prepared, position: usize) -> Option<Option<Ended>> {
    let (entity, condition) = machine.code.requirements.get(position).copied()?;
    // The root is one instance, the first; nobody else need be looked at for it.
    let refused = if prepared.entities.first() == Some(&entity) {
        if machine.truth(condition, &own_frames(0))? { None } else { Some(InstanceId(0)) }
    } else {
        first_refused(machine, prepared, entity, condition)?
    };
    let requirement = RequirementId(u32::try_from(position).unwrap_or(u32::MAX));
    Some(refused.map(|instance| Ended::Refused(requirement, instance)))
}

/// Asks for one result, for all its instances; nothing where that cannot be said here.
pub fn result(
    machine: &mut Machine<'_>,
    prepared: &Prepared,
    position: usize,
    answers: &mut Vec<Answer>,
) -> Option<()> {
    let (value, entity, asked) = *machine.code.results.get(position)?;
    if prepared.entities.first() == Some(&entity) {
        let outcome = ask(machine, asked, 0)?;
        answers.push(Answer { value, instance: InstanceId(0), outcome });
        return Some(());
    }
    for (instance, base) in prepared.instances(entity) {
        let outcome = ask(machine, asked, base)?;
        answers.push(Answer { value, instance, outcome });
    }
    Some(())
}

/// The first instance that fails a requirement; nothing where that cannot be said here.
fn first_refused(
    machine: &mut Machine<'_>,
    prepared: &Prepared,
    entity: EntityId,
    condition: TruthId,
) -> Option<Option<InstanceId>> {
    for (instance, base) in prepared.instances(entity) {
        if !machine.truth(condition, &own_frames(base))? {
            return Some(Some(instance));
        }
    }
    Some(None)
}

fn ask(machine: &mut Machine<'_>, asked: Asked, base: u32) -> Option<Outcome> {
    match asked {
        Asked::Tier(case) => match machine.whole(case, &own_frames(base)) {
            UNKNOWN => None,
            case => u32::try_from(case).ok().map(Outcome::Tier),
        },
        Asked::Excludable(outcome, amount) => match machine.whole(outcome, &own_frames(base)) {
            UNKNOWN => None,
            REFUSED => Some(Outcome::Benefit { entitled: false, coins: 0 }),
            GRANTED => {
                let coins = machine.number(amount, &own_frames(base)).to_whole()?;
                Some(Outcome::Benefit { entitled: true, coins })
            }
            way => u32::try_from(way.wrapping_sub(GRANTED).wrapping_sub(1)).ok().map(Outcome::Excluded),
        },
        Asked::Benefit(entitled, amount) => {
            let entitled = machine.truth(entitled, &own_frames(base))?;
            let coins = if entitled { machine.number(amount, &own_frames(base)).to_whole()? } else { 0 };
            Some(Outcome::Benefit { entitled, coins })
        }
    }
}
