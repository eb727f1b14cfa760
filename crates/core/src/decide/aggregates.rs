//! Functions over the elements of a list, some of which may be unknown.

use std::rc::Rc;

use super::evaluate::{Evaluator, settled, take};
use super::fault::FaultKind;
use super::lack::Gaps;
use super::logic::Kleene;
use super::outcome::{Element, Held, List, Membership, NoValue, Outcome};
use crate::number::{NumberError, Rational};
use crate::program::{Node, NodeId, NodeKind, Value};
use crate::syntax::tree::Aggregate;

impl Evaluator<'_> {
    pub(super) fn aggregate(&mut self, node: &Node) -> Outcome {
        let NodeKind::Aggregate { function, list, body, if_none } = &node.kind else {
            return Err(self.foreign());
        };
        let list = self.list(*list)?;
        match (function, body) {
            (Aggregate::Count, _) => self.count(&list),
            (Aggregate::Sum, Some(body)) => self.total(node, &list, *body),
            (Aggregate::Any, Some(body)) => self.quantified(Kleene::or(), &list, *body),
            (Aggregate::All, Some(body)) => self.quantified(Kleene::and(), &list, *body),
            (Aggregate::Average | Aggregate::Min | Aggregate::Max, Some(body)) => {
                self.of_some(node, *function, &list, *body, *if_none)
            }
            (_, None) => Err(self.foreign()),
        }
    }

    fn count(&mut self, list: &List) -> Outcome {
        let mut gaps = Gaps::default();
        for element in &list.elements {
            self.sure_member(element, &mut gaps)?;
        }
        self.closed(list, gaps)?;
        let count = i128::try_from(list.elements.len()).unwrap_or(i128::MAX);
        Ok(Held::number(Rational::integer(count)))
    }

    fn total(&mut self, node: &Node, list: &List, body: NodeId) -> Outcome {
        let mut gaps = Gaps::default();
        let mut terms = Vec::with_capacity(list.elements.len());
        for element in &list.elements {
            let term = self.eval_of(element.instance, body);
            match &element.membership {
                Membership::Sure => terms.extend(self.number_in(term, &mut gaps)?),
                // A zero adds nothing, whether it belongs or not.
                Membership::Maybe(_) if term.as_ref().is_ok_and(Held::is_zero) => {}
                Membership::Maybe(lack) => {
                    gaps.add(*lack);
                    note(&term, &mut gaps);
                }
                Membership::Faulty(fault) => return Err(Rc::clone(fault).into()),
            }
        }
        self.closed(list, gaps)?;
        let total = terms.into_iter().try_fold(Rational::ZERO, Rational::checked_add);
        total.map(Held::number).map_err(|error| self.arithmetic(node.span, error))
    }

    /// `any` and `all`. What may not belong decides nothing.
    fn quantified(&mut self, mut kleene: Kleene, list: &List, body: NodeId) -> Outcome {
        for element in &list.elements {
            let term = self.bool_of(element.instance, body);
            let neutral = term.as_ref().is_ok_and(|value| *value != kleene.deciding());
            match &element.membership {
                _ if neutral => {}
                Membership::Sure => {
                    if kleene.take(term) {
                        return Ok(Held::bool(kleene.deciding()));
                    }
                }
                Membership::Maybe(lack) => {
                    kleene.lack(*lack);
                    if let Err(NoValue::Unknown(unknown)) = term {
                        kleene.lack(unknown.lack);
                    }
                }
                Membership::Faulty(fault) => kleene.fail(Rc::clone(fault)),
            }
        }
        if let Some(lack) = list.open {
            kleene.lack(lack);
        }
        kleene.undecided(self).map(Held::bool)
    }

    /// `average`, `min` and `max`, which nobody has no value of.
    fn of_some(
        &mut self,
        node: &Node,
        function: Aggregate,
        list: &List,
        body: NodeId,
        if_none: Option<NodeId>,
    ) -> Outcome {
        let mut gaps = Gaps::default();
        let mut values = Vec::with_capacity(list.elements.len());
        for element in &list.elements {
            let value = self.eval_of(element.instance, body);
            if self.sure_member(element, &mut gaps)? {
                values.extend(take(value, &mut gaps)?);
            } else {
                note(&value, &mut gaps);
            }
        }
        self.closed(list, gaps)?;
        match (values.is_empty(), if_none) {
            (false, _) => self.combined(node, function, values),
            (true, Some(value)) => self.eval(value),
            (true, None) => Err(self.fault(node.span, FaultKind::EmptyList(function))),
        }
    }

    fn combined(&self, node: &Node, function: Aggregate, values: Vec<Held>) -> Outcome {
        let scalars: Option<Vec<Value>> = values.into_iter().map(scalar).collect();
        let mut scalars = scalars.ok_or_else(|| self.foreign())?.into_iter();
        if function == Aggregate::Average {
            return self.average(node, scalars.collect());
        }
        let first = scalars.next().ok_or_else(|| self.foreign())?;
        let highest = function == Aggregate::Max;
        scalars.try_fold(first, |best, value| self.better(best, value, highest)).map(Held::Value)
    }

    fn average(&self, node: &Node, values: Vec<Value>) -> Outcome {
        let count = Rational::integer(i128::try_from(values.len()).unwrap_or(i128::MAX));
        let numbers: Option<Vec<Rational>> = values.iter().map(number).collect();
        let numbers = numbers.ok_or_else(|| self.foreign())?;
        let average = |numbers: Vec<Rational>| -> Result<Rational, NumberError> {
            let total = numbers.into_iter().try_fold(Rational::ZERO, Rational::checked_add)?;
            total.checked_div(count)
        };
        average(numbers).map(Held::number).map_err(|error| self.arithmetic(node.span, error))
    }

    /// Whether an element is sure to belong; a gap where it only may.
    fn sure_member(&self, element: &Element, gaps: &mut Gaps) -> Outcome<bool> {
        match &element.membership {
            Membership::Sure => Ok(true),
            Membership::Maybe(lack) => {
                gaps.add(*lack);
                Ok(false)
            }
            Membership::Faulty(fault) => Err(Rc::clone(fault).into()),
        }
    }

    /// Unknown where there are gaps, or where there may be further elements.
    fn closed(&mut self, list: &List, mut gaps: Gaps) -> Outcome<()> {
        if let Some(lack) = list.open {
            gaps.add(lack);
        }
        self.unless_missing(gaps)
    }

    fn number_in(&self, outcome: Outcome, gaps: &mut Gaps) -> Outcome<Option<Rational>> {
        match settled(outcome)? {
            Ok(Held::Value(Value::Number(number))) => Ok(Some(number)),
            Ok(_) => Err(self.foreign()),
            Err(unknown) => {
                gaps.add(unknown.lack);
                Ok(None)
            }
        }
    }
}

/// Notes what a value lacks that may not count at all; its fault is not sure to be reached.
fn note(outcome: &Outcome, gaps: &mut Gaps) {
    if let Err(NoValue::Unknown(unknown)) = outcome {
        gaps.add(unknown.lack);
    }
}

fn scalar(held: Held) -> Option<Value> {
    match held {
        Held::Value(value) => Some(value),
        Held::Instance(_) | Held::List(_) => None,
    }
}

fn number(value: &Value) -> Option<Rational> {
    match value {
        Value::Number(number) => Some(*number),
        _ => None,
    }
}
