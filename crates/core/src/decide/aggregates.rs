//! Functions over the elements of a list, some of which may be unknown.

use std::rc::Rc;

use super::evaluate::{Evaluator, Known, settled};
use super::fault::FaultKind;
use super::lack::Gaps;
use super::logic::Kleene;
use super::outcome::{Element, Held, List, Membership, NoValue, Outcome};
use crate::number::Rational;
use crate::program::{Node, NodeId, NodeKind, Value};
use crate::vocabulary::Aggregate;

impl Evaluator<'_> {
    pub(super) fn aggregate(&mut self, node: &Node) -> Outcome {
        let NodeKind::Aggregate { function, list, body, if_none } = &node.kind else {
            return Err(self.foreign());
        };
        match (self.list(*list), body) {
            (Err(fault), _) => Err(NoValue::Fault(fault)),
            (Ok(list), Some(body)) => self.of_each(node, *function, &list, *body, *if_none),
            (Ok(list), None) => self.count(&list),
        }
    }

    fn of_each(
        &mut self,
        node: &Node,
        function: Aggregate,
        list: &List,
        body: NodeId,
        if_none: Option<NodeId>,
    ) -> Outcome {
        match function {
            Aggregate::Count => return self.count(list),
            Aggregate::Any => return self.quantified(Kleene::or(), list, body),
            Aggregate::All => return self.quantified(Kleene::and(), list, body),
            Aggregate::Sum | Aggregate::Average | Aggregate::Min | Aggregate::Max => {}
        }
        let values = self.each(list, body);
        match (function, if_none) {
            (Aggregate::Sum, _) => self.total(node, list, values),
            (_, Some(if_none)) if list.is_settled() && list.elements.is_empty() => self.eval(if_none),
            _ => self.of_some(node, function, list, values),
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

    fn total(&mut self, node: &Node, list: &List, values: Vec<Outcome>) -> Outcome {
        let mut gaps = Gaps::default();
        let mut terms = Vec::with_capacity(values.len());
        for (element, term) in list.elements.iter().zip(values) {
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

    /// `any` and `all`.
    fn quantified(&mut self, mut kleene: Kleene, list: &List, body: NodeId) -> Outcome {
        for element in &list.elements {
            let term = self.eval_of(element.instance, body);
            if self.quantify(&mut kleene, element, term) {
                return Ok(Held::bool(kleene.deciding()));
            }
        }
        if let Some(lack) = list.open {
            kleene.lack(lack);
        }
        kleene.undecided(self).map(Held::bool)
    }

    /// Takes the term of one element; whether it decides. What may not belong decides nothing.
    fn quantify(&self, kleene: &mut Kleene, element: &Element, term: Outcome) -> bool {
        let term = self.as_bool(term);
        let neutral = term.as_ref().is_ok_and(|value| *value != kleene.deciding());
        match &element.membership {
            _ if neutral => {}
            Membership::Sure => return kleene.take(term),
            Membership::Maybe(lack) => {
                kleene.lack(*lack);
                if let Err(NoValue::Unknown(unknown)) = term {
                    kleene.lack(unknown.lack);
                }
            }
            Membership::Faulty(fault) => {
                kleene.fail(Rc::clone(fault));
                if let Err(NoValue::Unknown(unknown)) = term {
                    kleene.lack(unknown.lack);
                }
            }
        }
        false
    }

    /// `average`, `min` and `max`, which nobody has no value of.
    fn of_some(&mut self, node: &Node, function: Aggregate, list: &List, values: Vec<Outcome>) -> Outcome {
        let mut gaps = Gaps::default();
        let mut known = Vec::with_capacity(values.len());
        for (element, value) in list.elements.iter().zip(values) {
            if self.sure_member(element, &mut gaps)? {
                known.extend(take(value, &mut gaps)?);
            } else {
                note(&value, &mut gaps);
            }
        }
        self.closed(list, gaps)?;
        if known.is_empty() {
            return Err(self.fault(node.span, FaultKind::EmptyList(function)));
        }
        self.combined(node, function, known)
    }

    fn combined(&mut self, node: &Node, function: Aggregate, values: Vec<Held>) -> Outcome {
        let values: Vec<Known> = values.into_iter().map(Ok).collect();
        if function != Aggregate::Average {
            return self.best(values, function == Aggregate::Max);
        }
        let numbers = self.numbers(values)?;
        let count = Rational::integer(i128::try_from(numbers.len()).unwrap_or(i128::MAX));
        let total = numbers.into_iter().try_fold(Rational::ZERO, Rational::checked_add);
        let average = total.and_then(|total| total.checked_div(count));
        average.map(Held::number).map_err(|error| self.arithmetic(node.span, error))
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

/// Takes a value, or notes what it lacks; a fault ends the evaluation.
fn take(outcome: Outcome, gaps: &mut Gaps) -> Outcome<Option<Held>> {
    match settled(outcome)? {
        Ok(held) => Ok(Some(held)),
        Err(unknown) => {
            gaps.add(unknown.lack);
            Ok(None)
        }
    }
}
