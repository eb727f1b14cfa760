//! What makes a piece of a program sound: it leads somewhere, and is of its type.
//!
//! Types are compared as executors see them: money and lengths of time are numbers.

use crate::program::case::{Case, Instance, InstanceId, Slot};
use crate::program::figures::Validity;
use crate::program::{Entity, EntityId, Program, Region, Type, Value, ValueId};

/// The longest region code, in bytes.
const LONGEST_REGION: usize = 64;

/// That a program is not sound. Nobody could mend it, so it does not say where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsound;

/// Something, or that it is not sound.
pub type Sound<T = ()> = Result<T, Unsound>;

/// Unsound unless the condition holds.
pub fn ensure(condition: bool) -> Sound {
    if condition { Ok(()) } else { Err(Unsound) }
}

/// A type as executors see it.
pub fn shape(ty: Type) -> Type {
    if ty.is_numeric() { Type::Number } else { ty }
}

/// The scalar type of that shape, if it exists in the program.
pub fn scalar(program: &Program, ty: Type) -> Sound {
    match ty {
        Type::Record(_) | Type::List(_) => Err(Unsound),
        ty => any_type(program, ty),
    }
}

/// A type that exists in the program.
pub fn any_type(program: &Program, ty: Type) -> Sound {
    match ty {
        Type::Case(id) => ensure(id.index() < program.enums.len()),
        Type::Record(id) | Type::List(id) => entity(program, id).map(|_| ()),
        _ => Ok(()),
    }
}

/// An entity.
pub fn entity(program: &Program, id: EntityId) -> Sound<&Entity> {
    program.entities.get(id.index()).ok_or(Unsound)
}

/// A value of a scalar type.
pub fn value(program: &Program, ty: Type, value: &Value) -> Sound {
    ensure(match (shape(ty), value) {
        (Type::Bool, Value::Bool(_))
        | (Type::Number, Value::Number(_))
        | (Type::Date, Value::Date(_))
        | (Type::Month, Value::Month(_))
        | (Type::Text, Value::Text(_)) => true,
        (Type::Case(id), Value::Case(case)) => {
            program.enums.get(id.index()).is_some_and(|of| (*case as usize) < of.cases.len())
        }
        _ => false,
    })
}

/// A region whose code is not longer than any real one: its levels are gone through again and again.
pub fn region(region: Option<&Region>) -> Sound {
    ensure(region.is_none_or(|region| region.code().len() <= LONGEST_REGION))
}

/// When and where something holds.
pub fn validity(validity: &Validity) -> Sound {
    region(validity.region.as_ref())
}

/// The case of a test, which is a tree of instances whose facts are of their types.
pub fn case(program: &Program, case: &Case) -> Sound {
    let root = case.get(InstanceId(0)).ok_or(Unsound)?;
    ensure(root.entity == program.root && root.owner.is_none())?;
    for (id, instance) in (0..).map(InstanceId).zip(case.instances()) {
        let fields = &entity(program, instance.entity)?.fields;
        ensure(fields.len() == instance.slots.len() && (id.0 == 0) == instance.owner.is_none())?;
        for (field, slot) in fields.iter().zip(&instance.slots) {
            match (slot, field.ty) {
                (Slot::Unknown, _) => {}
                (Slot::Known(known) | Slot::Assumed(known), ty) => value(program, ty, known)?,
                (Slot::One(child), Type::Record(of)) => contained(case, id, *child, of)?,
                (Slot::Many(children, _), Type::List(of)) => {
                    children.iter().try_for_each(|child| contained(case, id, *child, of))?;
                }
                _ => return Err(Unsound),
            }
        }
        instance.pins.iter().try_for_each(|(pinned, to)| pin(program, instance, *pinned, to))?;
    }
    Ok(())
}

/// Owners come before what they contain, so that no path leads in a circle.
fn contained(case: &Case, owner: InstanceId, child: InstanceId, of: EntityId) -> Sound {
    let known = case.get(child).ok_or(Unsound)?;
    ensure(owner < child && known.entity == of && known.owner.is_some_and(|(by, ..)| by == owner))
}

fn pin(program: &Program, instance: &Instance, pinned: ValueId, to: &Value) -> Sound {
    let derived = program.values.get(pinned.index()).ok_or(Unsound)?;
    ensure(derived.entity == instance.entity)?;
    value(program, derived.ty, to)
}
