//! The particulars of benefits that are granted.

use super::{Machine, UNKNOWN, own_frames};
use crate::calendar::{Date, Month};
use crate::program::{Type, Value};
use crate::untraced::op::Any;
use crate::untraced::particulars::{Particulars, Stated, Stop};

impl Machine<'_> {
    /// The particulars of a benefit of an instance; nothing where they cannot be said here.
    pub fn state(&mut self, of: &Particulars, instance: u32) -> Option<Stated> {
        let frames = own_frames(instance);
        let mut stated = Stated::default();
        if let Some(start) = of.start {
            stated.start = Some(self.month(start, &frames)?);
        }
        if let Some(Stop { month, fact }) = &of.stop {
            stated.stop = self.month(*month, &frames);
            if stated.stop.is_none() && self.whole((*fact)?, &frames) != UNKNOWN {
                return None;
            }
        }
        for (ty, op) in &of.reason {
            stated.reason.push(self.value(*ty, *op, instance)?);
        }
        Some(stated)
    }

    /// What an operation comes to for an instance; nothing where that is not available.
    fn value(&mut self, ty: Type, op: Any, instance: u32) -> Option<Value> {
        let frames = own_frames(instance);
        match op {
            Any::List(_) => None,
            Any::Truth(id) => self.truth(id, &frames).map(Value::Bool),
            Any::Number(id) => self.number(id, &frames).to_rational().map(Value::Number),
            Any::Whole(id) => {
                let word = self.whole(id, &frames);
                let small = i32::try_from(word).ok().filter(|_| word != UNKNOWN);
                match ty {
                    Type::Date => Date::from_packed(small?).map(Value::Date),
                    Type::Month => Month::from_index(small?).map(Value::Month),
                    Type::Case(_) => u32::try_from(word).ok().map(Value::Case),
                    // A text that does not stand in the policy has no number.
                    Type::Text => {
                        let text = self.code.texts.get(usize::try_from(word).ok()?)?;
                        Some(Value::Text(std::sync::Arc::clone(text)))
                    }
                    _ => None,
                }
            }
        }
    }
}
