//! Cases that look random and are the same in every run.

use huimin::calendar::{Date, Month};
use huimin::number::Rational;
use huimin::program::{Case, Field, FieldId, InstanceId, Program, Slot, Type, Value};

/// A case of a program with values within their ranges. Some facts are left out: those with a default in any
/// case, the others where there are to be gaps.
pub fn case(program: &Program, gaps: bool, dice: &mut Dice) -> Case {
    let mut case = Case::new(program);
    fill(program, &mut case, InstanceId(0), gaps, dice, 0);
    case
}

fn fill(program: &Program, case: &mut Case, id: InstanceId, gaps: bool, dice: &mut Dice, depth: usize) {
    let entity = case.get(id).unwrap().entity;
    let fields = program.entities[entity.index()].fields.clone();
    for (number, field) in (0..).zip(&fields) {
        let left_out = if field.default.is_some() { dice.below(2) } else { dice.below(8) };
        if left_out == 0 && (gaps || field.default.is_some()) {
            continue;
        }
        let number = FieldId(number);
        let slot = match field.ty {
            Type::Record(inner) => {
                let child = case.add(program, inner, Some((id, number, 0)));
                fill(program, case, child, gaps, dice, depth + 1);
                Slot::One(child)
            }
            Type::List(inner) => {
                let count = if depth > 2 { 0 } else { dice.below(4) };
                let children: Vec<InstanceId> = (0..count)
                    .map(|at| {
                        let at = u32::try_from(at).unwrap();
                        let child = case.add(program, inner, Some((id, number, at)));
                        fill(program, case, child, gaps, dice, depth + 1);
                        child
                    })
                    .collect();
                Slot::Many(children, false)
            }
            _ => match scalar(program, field, dice) {
                Some(value) => Slot::Known(value),
                None => continue,
            },
        };
        case.set(id, number, slot);
    }
}

/// A value of a field's type within its range, if one is found.
fn scalar(program: &Program, field: &Field, dice: &mut Dice) -> Option<Value> {
    let limits: Vec<Value> = field.bounds.iter().map(|bound| bound.limit.clone()).collect();
    (0..20)
        .map(|_| any_value(program, field, &limits, dice))
        .find(|value| field.bounds.iter().all(|bound| bound.admits(value)))
}

fn any_value(program: &Program, field: &Field, limits: &[Value], dice: &mut Dice) -> Value {
    // On a limit, beside one, or anywhere.
    let near = (!limits.is_empty() && dice.below(2) == 0).then(|| limits[dice.below(limits.len())].clone());
    let whole = field.whole || matches!(field.ty, Type::Money(_) | Type::Months | Type::Days);
    let offset = [Rational::ZERO, Rational::ONE, Rational::integer(-1), Rational::new(1, 3).unwrap()];
    match field.ty {
        Type::Bool => Value::Bool(dice.below(2) == 0),
        Type::Date => near
            .unwrap_or_else(|| Value::Date(Date::new(dice.year(1960), dice.day(12), dice.day(28)).unwrap())),
        Type::Month => {
            near.unwrap_or_else(|| Value::Month(Month::new(dice.year(1980), dice.day(12)).unwrap()))
        }
        Type::Text => Value::Text(["a", "b", ""][dice.below(3)].into()),
        Type::Case(id) => {
            Value::Case(u32::try_from(dice.below(program.enums[id.index()].cases.len().max(1))).unwrap())
        }
        _ => {
            let base = match near {
                Some(Value::Number(limit)) => limit,
                _ => {
                    Rational::integer([0, 1, 2, 3, 5, 9, 100, 1_500, 91_500, 137_250, -1, -7][dice.below(12)])
                }
            };
            let moved = base.checked_add(offset[dice.below(if whole { 3 } else { 4 })]).unwrap();
            Value::Number(if whole { Rational::integer(moved.floor()) } else { moved })
        }
    }
}

/// Numbers that look random and are the same in every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    /// A year from this one on.
    fn year(&mut self, from: i32) -> i32 {
        from + i32::try_from(self.below(60)).unwrap()
    }

    /// A month, or a day that every month has.
    fn day(&mut self, most: usize) -> u32 {
        u32::try_from(1 + self.below(most)).unwrap()
    }
}
