//! Functions over the elements of a list, some of which may be unknown.

use std::rc::Rc;

use super::arithmetic::best_of;
use super::evaluate::Evaluator;
use super::fault::FaultKind;
use super::lack::{Gaps, LackId};
use super::logic::Kleene;
use super::operands::{Known, settled};
use super::outcome::{Element, Held, List, Membership, NoValue, Outcome};
use super::ranges::{joined, or_nothing, range_of, range_of_outcome};
use crate::number::Rational;
use crate::program::{Node, NodeId, NodeKind, Range};
use crate::vocabulary::{Aggregate, Comparison};

/// What an expression comes to for each element of a list, and for whoever may belong besides.
struct Values {
    given: Vec<Outcome>,
    further: Vec<Outcome>,
}

impl Evaluator<'_> {
    #[inline(never)]
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

    #[inline(never)]
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
        let values = Values { given: self.each(list, body), further: self.each_further(list, body) };
        match (function, if_none) {
            (Aggregate::Sum, _) => self.total(node, list, values),
            (_, Some(if_none)) if list.is_settled() && list.elements.is_empty() => self.eval(if_none),
            (_, Some(if_none)) if !list.has_sure() => {
                let none = self.eval(if_none);
                self.of_some(node, function, list, values, Some(none))
            }
            _ => self.of_some(node, function, list, values, None),
        }
    }

    #[inline(never)]
    fn count(&mut self, list: &List) -> Outcome {
        let mut gaps = Gaps::default();
        let mut sure = 0;
        for element in &list.elements {
            sure += usize::from(self.sure_member(element, &mut gaps)?);
        }
        self.close(list, &mut gaps);
        let number = |count| Rational::integer(i128::try_from(count).unwrap_or(i128::MAX));
        if gaps.is_empty() {
            return Ok(Held::number(number(sure)));
        }
        let mut range = Range::at_least(number(sure));
        if list.open.is_none() {
            range = range.both(Range::point(number(list.elements.len())).left_of(Comparison::AtMost));
        }
        self.within(gaps, Some(range.whole()))
    }

    #[inline(never)]
    fn total(&mut self, node: &Node, list: &List, values: Values) -> Outcome {
        let mut terms = Vec::with_capacity(values.given.len());
        for (element, term) in list.elements.iter().zip(values.given) {
            terms.push(match &element.membership {
                Membership::Sure => settled(term)?,
                // A zero adds nothing, whether it belongs or not.
                Membership::Maybe(_) if term.as_ref().is_ok_and(Held::is_zero) => continue,
                Membership::Maybe(lack) => self.term_that_may_count(*lack, &term)?,
                Membership::Faulty(fault) => return Err(Rc::clone(fault).into()),
            });
        }
        if let Some(lack) = list.open_lack() {
            terms.push(self.further_terms(lack, &values.further)?);
        }
        self.total_of(node.span, terms)
    }

    /// What an element adds that may not belong.
    fn term_that_may_count(&mut self, lack: LackId, term: &Outcome) -> Outcome<Known> {
        let mut gaps = Gaps::default();
        gaps.add(lack);
        note(term, &mut gaps);
        settled(self.within(gaps, range_of_outcome(term).map(or_nothing)))
    }

    /// What those add together who may belong besides.
    fn further_terms(&mut self, lack: LackId, terms: &[Outcome]) -> Outcome<Known> {
        let mut gaps = Gaps::default();
        gaps.add(lack);
        let nothing = Some(Range::point(Rational::ZERO));
        let sum = terms.iter().fold(nothing, |sum, term| {
            self.add_doubt(term, &mut gaps);
            Some(sum?.plus(range_of_outcome(term)?.repeated()))
        });
        settled(self.within(gaps, sum))
    }

    /// `any` and `all`.
    #[inline(never)]
    fn quantified(&mut self, mut kleene: Kleene, list: &List, body: NodeId) -> Outcome {
        for element in &list.elements {
            let term = self.eval_of(element.instance, body);
            if self.quantify(&mut kleene, element, term) {
                return Ok(Held::bool(kleene.deciding()));
            }
        }
        self.quantify_further(&mut kleene, list, body);
        kleene.undecided(self).map(Held::bool)
    }

    /// Takes the terms of those who may belong besides.
    #[inline(never)]
    fn quantify_further(&mut self, kleene: &mut Kleene, list: &List, body: NodeId) {
        let Some(open) = &list.open else { return };
        let mut neutral = !open.further.is_empty();
        for stranger in &open.further {
            let term = self.eval_of(*stranger, body);
            neutral &= term.as_ref().is_ok_and(|held| held.is_bool(!kleene.deciding()));
            kleene.doubt_as(self, &term);
        }
        if !neutral {
            kleene.lack(open.lack);
        }
    }

    /// Takes the term of one element; whether it decides. What may not belong decides nothing.
    #[inline(never)]
    fn quantify(&self, kleene: &mut Kleene, element: &Element, term: Outcome) -> bool {
        let term = self.as_bool(term);
        let neutral = term.as_ref().is_ok_and(|value| *value != kleene.deciding());
        match &element.membership {
            _ if neutral => {}
            Membership::Sure => return kleene.take(term),
            Membership::Maybe(lack) => {
                kleene.lack(*lack);
                match term {
                    Ok(_) => {}
                    Err(NoValue::Unknown(unknown)) => kleene.lack(unknown.lack),
                    Err(NoValue::Fault(_)) => kleene.doubt(),
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

    /// `average`, `min` and `max`, which nobody has no value of; `none` where there may be nobody.
    #[inline(never)]
    fn of_some(
        &mut self,
        node: &Node,
        function: Aggregate,
        list: &List,
        values: Values,
        none: Option<Outcome>,
    ) -> Outcome {
        let mut gaps = Gaps::default();
        let mut sure = Vec::with_capacity(values.given.len());
        let mut others = Vec::new();
        for (element, value) in list.elements.iter().zip(values.given) {
            if self.sure_member(element, &mut gaps)? {
                let value = settled(value)?;
                if let Err(unknown) = &value {
                    gaps.add(unknown.lack);
                }
                sure.push(value);
            } else {
                note(&value, &mut gaps);
                others.extend(settled(value).ok());
            }
        }
        self.close(list, &mut gaps);
        if gaps.is_empty() {
            return self.combined(node, function, sure);
        }
        if sure.is_empty() && none.is_none() {
            gaps.doubt();
        }
        let mut further = values.further;
        further.extend(none);
        for value in further {
            self.add_doubt(&value, &mut gaps);
            others.extend(settled(value).ok());
        }
        self.within(gaps, range_of_some(function, &sure, &others))
    }

    fn combined(&mut self, node: &Node, function: Aggregate, values: Vec<Known>) -> Outcome {
        if values.is_empty() {
            return Err(self.fault(node.span, FaultKind::EmptyList(function)));
        }
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

    /// Notes that there may be further elements.
    fn close(&mut self, list: &List, gaps: &mut Gaps) {
        if let Some(lack) = list.open_lack() {
            gaps.add(lack);
        }
    }
}

/// Notes what a value lacks that may not count at all; its fault is not sure to be reached.
fn note(outcome: &Outcome, gaps: &mut Gaps) {
    match outcome {
        Ok(_) => {}
        Err(NoValue::Unknown(unknown)) => gaps.add(unknown.lack),
        Err(NoValue::Fault(_)) => gaps.doubt(),
    }
}

/// The range of an average, of the lowest or of the highest of values that are sure to count and of others
/// of which some may.
fn range_of_some(function: Aggregate, sure: &[Known], others: &[Known]) -> Option<Range> {
    if function == Aggregate::Average {
        if others.is_empty() {
            let sum = joined(sure, Range::plus)?;
            return Some(sum.over(Range::point(Rational::integer(i128::try_from(sure.len()).ok()?))));
        }
        let hull = joined(others, Range::hull)?;
        return Some(if sure.is_empty() { hull } else { joined(sure, Range::hull)?.hull(hull) }.averaged());
    }
    let best = best_of(function == Aggregate::Max);
    if sure.is_empty() {
        return joined(others, Range::hull);
    }
    let mut range = joined(sure, best)?;
    for other in others {
        range = range.hull(best(range, range_of(other)?));
    }
    Some(range)
}
