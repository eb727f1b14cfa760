//! Following a line of steps.

use std::cmp::Ordering;

use super::{Line, Members, Operator, Pair, Register, Registers, Step};
use crate::program::{InstanceId, RequirementId};
use crate::untraced::cells::UNKNOWN;
use crate::untraced::machine::{LONGEST_MASK, Machine, Mask, own_frames};
use crate::untraced::prepared::Prepared;
use crate::untraced::ratio::Ratio;
use crate::untraced::walk::{self, Ended};
use crate::untraced::{Answer, Outcome};

/// Decides a case; nothing where the line gives up.
pub fn follow(
    line: &Line,
    registers: &mut Registers,
    machine: &mut Machine<'_>,
    prepared: &Prepared,
    answers: &mut Vec<Answer>,
) -> Option<Ended> {
    let mut at = 0_usize;
    while let Some(step) = line.steps.get(at) {
        at = at.wrapping_add(1);
        match *step {
            Step::GiveUp => return None,
            Step::Jump(to) => at = usize::from(to),

            Step::Fact { to, cell } => set(registers, to, known(machine.fact_at(cell))?),
            Step::Fraction { to, cell } => {
                set_pair(registers, to, machine.fraction_at(cell))?;
            }
            Step::Members { to, cell } => {
                let start = machine.fact_at(cell);
                let count = u32::try_from(machine.cell(cell.saturating_add(1))).ok();
                let count = count.filter(|count| *count <= LONGEST_MASK)?;
                let bits = if count == 0 { 0 } else { u64::MAX >> (LONGEST_MASK.wrapping_sub(count)) };
                set(registers, to.start, known(start)?);
                set(registers, to.bits, bits.cast_signed());
            }
            Step::Where { to, of, offset, wanted } => {
                let mask = mask(registers, Members { bits: of, ..to });
                let passed = machine.with_fact(mask, u32::from(offset), i64::from(wanted))?;
                set(registers, to.bits, passed.cast_signed());
            }
            Step::Count { to, bits } => set(registers, to, i64::from(get(registers, bits).count_ones())),
            Step::SumFact { to, of, offset } => {
                let sum = machine.sum_of_masked(mask(registers, of), u32::from(offset))?;
                set(registers, to, sum);
            }

            Step::Move { to, from } => set(registers, to, get(registers, from)),
            Step::Add { to, left, right } => {
                set(registers, to, get(registers, left).checked_add(get(registers, right))?);
            }
            Step::Subtract { to, left, right } => {
                set(registers, to, get(registers, left).checked_sub(get(registers, right))?);
            }
            Step::Multiply { to, left, right } => {
                set(registers, to, get(registers, left).checked_mul(get(registers, right))?);
            }
            Step::Calculate { operator, to, left, right } => {
                let (left, right) = (pair(registers, left), pair(registers, right));
                let found = match operator {
                    Operator::Plus => left.plus(right),
                    Operator::Times => left.times(right),
                    Operator::Over => left.over(right),
                };
                set_pair(registers, to, found)?;
            }
            Step::Negate { to, from } => set(registers, to, get(registers, from).checked_neg()?),
            Step::Round { to, from, rounding } => {
                let (mode, step) = line.roundings.get(usize::from(rounding))?;
                set_pair(registers, to, pair(registers, from).rounded(*mode, *step))?;
            }
            Step::Positive(number) => {
                if get(registers, number) <= 0 {
                    return None;
                }
            }
            Step::NotNegative(number) => {
                if get(registers, number) < 0 {
                    return None;
                }
            }
            Step::Whole { to, from } => set(registers, to, pair(registers, from).to_whole()?),

            Step::IfFact { cell, wanted, otherwise } => {
                if (known(machine.fact_at(cell))? != 0) != wanted {
                    at = usize::from(otherwise);
                }
            }
            Step::If { condition, wanted, otherwise } => {
                if (get(registers, condition) != 0) != wanted {
                    at = usize::from(otherwise);
                }
            }
            Step::IfLess { left, right, wanted, otherwise } => {
                if (get(registers, left) < get(registers, right)) != wanted {
                    at = usize::from(otherwise);
                }
            }
            Step::IfEqual { left, right, wanted, otherwise } => {
                if (get(registers, left) == get(registers, right)) != wanted {
                    at = usize::from(otherwise);
                }
            }
            Step::IfLessPair { left, right, wanted, otherwise } => {
                if (compare(registers, left, right)?.is_lt()) != wanted {
                    at = usize::from(otherwise);
                }
            }
            Step::IfEqualPair { left, right, wanted, otherwise } => {
                if (compare(registers, left, right)?.is_eq()) != wanted {
                    at = usize::from(otherwise);
                }
            }

            Step::WalkNumber { to, id } => set_pair(registers, to, machine.number(id, &own_frames(0)))?,
            Step::WalkTruth { to, id } => set(registers, to, i64::from(machine.truth(id, &own_frames(0))?)),
            Step::WalkWhole { to, id } => set(registers, to, known(machine.whole(id, &own_frames(0)))?),
            Step::WalkList { to, id } => {
                let mask = machine.masked(id, &own_frames(0))?;
                set(registers, to.start, i64::from(mask.start));
                set(registers, to.bits, mask.bits.cast_signed());
            }

            Step::Refuse(requirement) => {
                return Some(Ended::Refused(RequirementId(requirement), InstanceId(0)));
            }
            Step::Tier { result, case } => {
                let case = u32::try_from(get(registers, case)).ok()?;
                answer(machine, result, Outcome::Tier(case), answers)?;
            }
            Step::Granted { result, coins } => {
                let coins = get(registers, coins);
                answer(machine, result, Outcome::Benefit { entitled: true, coins }, answers)?;
            }
            Step::NotEntitled(result) => {
                answer(machine, result, Outcome::Benefit { entitled: false, coins: 0 }, answers)?;
            }
            Step::WalkRequirement(position) => {
                if let Some(refused) = walk::requirement(machine, prepared, position as usize)? {
                    return Some(refused);
                }
            }
            Step::WalkResult(position) => walk::result(machine, prepared, position as usize, answers)?,
        }
    }
    Some(Ended::Decided)
}

#[inline(always)]
fn get(registers: &Registers, register: Register) -> i64 {
    registers.get(usize::from(register)).copied().unwrap_or_default()
}

#[inline(always)]
fn set(registers: &mut Registers, register: Register, value: i64) {
    if let Some(place) = registers.get_mut(usize::from(register)) {
        *place = value;
    }
}

#[inline(always)]
fn pair(registers: &Registers, pair: Pair) -> Ratio {
    Ratio { numerator: get(registers, pair.numerator), denominator: get(registers, pair.denominator) }
}

#[inline(always)]
fn set_pair(registers: &mut Registers, to: Pair, value: Ratio) -> Option<()> {
    if value.is_gone() {
        return None;
    }
    set(registers, to.numerator, value.numerator);
    set(registers, to.denominator, value.denominator);
    Some(())
}

#[inline(always)]
fn compare(registers: &Registers, left: Pair, right: Pair) -> Option<Ordering> {
    pair(registers, left).compare(pair(registers, right))
}

#[inline(always)]
fn mask(registers: &Registers, of: Members) -> Mask {
    // Starts are cells, and were read as such.
    let start = u32::try_from(get(registers, of.start)).unwrap_or(u32::MAX);
    Mask { start, width: u32::from(of.width), bits: get(registers, of.bits).cast_unsigned() }
}

#[inline(always)]
fn known(value: i64) -> Option<i64> {
    (value != UNKNOWN).then_some(value)
}

#[inline(always)]
fn answer(machine: &Machine<'_>, result: u32, outcome: Outcome, answers: &mut Vec<Answer>) -> Option<()> {
    let (value, ..) = machine.code.results.get(result as usize)?;
    answers.push(Answer { value: *value, instance: InstanceId(0), outcome });
    Some(())
}
