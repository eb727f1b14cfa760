//! What operands come to, read as values of one type. A value of another type comes from a case or program
//! that does not fit.

use std::rc::Rc;

use super::evaluate::Evaluator;
use super::fault::Fault;
use super::lack::Gaps;
use super::outcome::{Held, List, NoValue, Open, Outcome, Unknown};
use crate::number::Rational;
use crate::program::{NodeId, Value};

/// A value, known or not, that did not fail.
pub(crate) type Known = Result<Held, Unknown>;

impl Evaluator<'_> {
    /// Evaluates nodes one after the other; a fault ends it.
    #[inline(never)]
    pub(crate) fn settle(
        &mut self,
        nodes: &mut dyn Iterator<Item = NodeId>,
    ) -> Result<Vec<Known>, Rc<Fault>> {
        let mut all = Vec::with_capacity(nodes.size_hint().0);
        for node in nodes {
            let outcome = self.eval(node);
            if let Some(fault) = collect(outcome, &mut all) {
                return Err(fault);
            }
        }
        Ok(all)
    }

    /// Evaluates a condition.
    #[inline(never)]
    pub(crate) fn bool(&mut self, id: NodeId) -> Outcome<bool> {
        let outcome = self.eval(id);
        self.as_bool(outcome)
    }

    /// A condition of what it came to.
    #[inline(never)]
    pub(crate) fn as_bool(&self, outcome: Outcome) -> Outcome<bool> {
        match outcome? {
            Held::Value(Value::Bool(value)) => Ok(value),
            _ => Err(self.foreign()),
        }
    }

    /// Evaluates a list. An unknown list is one that may have any elements.
    #[inline(never)]
    pub(crate) fn list(&mut self, id: NodeId) -> Result<Rc<List>, Rc<Fault>> {
        let outcome = self.eval(id);
        self.as_list(outcome)
    }

    /// A list of what it came to.
    #[inline(never)]
    pub(crate) fn as_list(&mut self, outcome: Outcome) -> Result<Rc<List>, Rc<Fault>> {
        match outcome {
            Ok(Held::List(list)) => Ok(list),
            Ok(_) => Err(self.foreign_fault()),
            Err(NoValue::Unknown(unknown)) => {
                let open = Open { lack: self.doubtful(unknown.lack), further: Vec::new() };
                Ok(Rc::new(List { elements: Vec::new(), open: Some(open) }))
            }
            Err(NoValue::Fault(fault)) => Err(fault),
        }
    }

    /// The values, if all are known, as scalars.
    pub(crate) fn scalars(&mut self, all: Vec<Known>) -> Outcome<Vec<Value>> {
        self.unless_missing(gaps_of(&all))?;
        let scalar = |known: Known| match known {
            Ok(Held::Value(value)) => Some(value),
            _ => None,
        };
        all.into_iter().map(scalar).collect::<Option<_>>().ok_or_else(|| self.foreign())
    }

    /// The values, if all are known, as numbers.
    pub(crate) fn numbers(&mut self, all: Vec<Known>) -> Outcome<Vec<Rational>> {
        let number = |value: Value| match value {
            Value::Number(number) => Some(number),
            _ => None,
        };
        let scalars = self.scalars(all)?;
        scalars.into_iter().map(number).collect::<Option<_>>().ok_or_else(|| self.foreign())
    }
}

/// Adds what a node came to, or returns its fault.
fn collect(outcome: Outcome, all: &mut Vec<Known>) -> Option<Rc<Fault>> {
    match outcome {
        Ok(held) => all.push(Ok(held)),
        Err(NoValue::Unknown(unknown)) => all.push(Err(unknown)),
        Err(NoValue::Fault(fault)) => return Some(fault),
    }
    None
}

/// Separates what is known or unknown from a fault.
pub(crate) fn settled<T>(outcome: Outcome<T>) -> Outcome<Result<T, Unknown>> {
    match outcome {
        Ok(value) => Ok(Ok(value)),
        Err(NoValue::Unknown(unknown)) => Ok(Err(unknown)),
        Err(fault) => Err(fault),
    }
}

/// Notes what each value lacks.
pub(crate) fn gaps_of(all: &[Known]) -> Gaps {
    let mut gaps = Gaps::default();
    all.iter().filter_map(|known| known.as_ref().err()).for_each(|unknown| gaps.add(unknown.lack));
    gaps
}
