//! Lists of instances: reading, filtering, flattening, and choosing one element.

use std::rc::Rc;

use super::evaluate::Evaluator;
use super::fault::{Fault, FaultKind};
use super::lack::{Gaps, LackId};
use super::outcome::{Element, Held, List, Membership, NoValue, Outcome};
use crate::number::Rational;
use crate::program::{FieldId, InstanceId, Node, NodeId, NodeKind, Place, Slot, Value};

/// What an element of a flattened list costs: such lists can be longer than all that was evaluated for
/// them, and this bounds the memory they take.
const STEPS_PER_ELEMENT: usize = 10;

impl Evaluator<'_> {
    pub(super) fn members(&mut self, place: Place, field: FieldId) -> Outcome {
        let instance = self.place(place)?;
        match self.slot(instance, field)? {
            Slot::Many(instances, assumed) => {
                if *assumed {
                    self.assumed.insert((instance, field));
                }
                self.pay(instances.len())?;
                let sure = |id: &InstanceId| Element { instance: *id, membership: Membership::Sure };
                let elements = instances.iter().map(sure).collect();
                Ok(Held::List(Rc::new(List { elements, open: None })))
            }
            Slot::Unknown => {
                let open = Some(LackId::Fact(instance, field));
                Ok(Held::List(Rc::new(List { elements: Vec::new(), open })))
            }
            _ => Err(self.foreign()),
        }
    }

    pub(super) fn filter(&mut self, list: NodeId, condition: NodeId) -> Outcome {
        match self.list(list) {
            Ok(list) => {
                let conditions = self.each(&list, condition);
                self.kept(&list, conditions)
            }
            Err(fault) => Err(NoValue::Fault(fault)),
        }
    }

    /// What a node comes to for each element.
    pub(super) fn each(&mut self, list: &List, body: NodeId) -> Vec<Outcome> {
        let mut outcomes = Vec::with_capacity(list.elements.len());
        for element in &list.elements {
            outcomes.push(self.eval_of(element.instance, body));
        }
        outcomes
    }

    fn kept(&mut self, list: &List, conditions: Vec<Outcome>) -> Outcome {
        let mut elements = Vec::with_capacity(list.elements.len());
        for (element, condition) in list.elements.iter().zip(conditions) {
            let condition = self.as_bool(condition);
            elements.extend(self.filtered(element, condition));
        }
        Ok(Held::List(Rc::new(List { elements, open: list.open })))
    }

    /// An element after a further condition; none where the condition does not hold.
    fn filtered(&mut self, element: &Element, condition: Outcome<bool>) -> Option<Element> {
        let membership = match (&element.membership, condition) {
            (_, Ok(false)) => return None,
            (before, Ok(true)) => before.clone(),
            (Membership::Sure, Err(NoValue::Unknown(unknown))) => Membership::Maybe(unknown.lack),
            (Membership::Sure, Err(NoValue::Fault(fault))) => Membership::Faulty(fault),
            (Membership::Maybe(lack), Err(NoValue::Unknown(unknown))) => {
                Membership::Maybe(self.join_two(*lack, unknown.lack))
            }
            // Should the condition not hold, nobody asks for the one that failed.
            (Membership::Faulty(_), Err(NoValue::Unknown(unknown))) => Membership::Maybe(unknown.lack),
            (before, Err(_)) => before.clone(),
        };
        Some(Element { instance: element.instance, membership })
    }

    /// Evaluates a node in the scope of an element.
    pub(super) fn eval_of(&mut self, element: InstanceId, body: NodeId) -> Outcome {
        self.push(element);
        let outcome = self.eval(body);
        self.pop();
        outcome
    }

    pub(super) fn through(&mut self, element: NodeId, body: NodeId) -> Outcome {
        match self.eval(element) {
            Ok(Held::Instance(instance)) => self.eval_of(instance, body),
            Ok(_) => Err(self.foreign()),
            Err(missing) => Err(missing),
        }
    }

    pub(super) fn flatten(&mut self, list: NodeId, body: NodeId) -> Outcome {
        match self.list(list) {
            Ok(outer) => {
                let inner = self.each(&outer, body);
                self.flattened(&outer, inner)
            }
            Err(fault) => Err(NoValue::Fault(fault)),
        }
    }

    fn flattened(&mut self, outer: &List, inner: Vec<Outcome>) -> Outcome {
        let mut open = Gaps::default();
        if let Some(lack) = outer.open {
            open.add(lack);
        }
        let mut elements = Vec::new();
        for (element, inner) in outer.elements.iter().zip(inner) {
            let inner = self.as_list(inner);
            self.unfold(element, inner, &mut elements, &mut open)?;
        }
        let open = self.join(open);
        Ok(Held::List(Rc::new(List { elements, open })))
    }

    /// Adds the elements of an inner list, which belong as surely as the outer element does.
    fn unfold(
        &mut self,
        outer: &Element,
        inner: Result<Rc<List>, Rc<Fault>>,
        elements: &mut Vec<Element>,
        open: &mut Gaps,
    ) -> Outcome<()> {
        let inner = match (inner, &outer.membership) {
            (Ok(inner), _) => inner,
            (Err(fault), Membership::Sure) => return Err(fault.into()),
            (Err(_), Membership::Maybe(lack)) => {
                open.add(*lack);
                return Ok(());
            }
            (Err(_), Membership::Faulty(fault)) => return Err(Rc::clone(fault).into()),
        };
        self.pay(inner.elements.len().saturating_mul(STEPS_PER_ELEMENT))?;
        for element in &inner.elements {
            let membership = self.through_both(&outer.membership, &element.membership);
            elements.push(Element { instance: element.instance, membership });
        }
        if let Some(lack) = inner.open {
            if let Membership::Maybe(outer) = outer.membership {
                open.add(outer);
            }
            open.add(lack);
        }
        Ok(())
    }

    fn through_both(&mut self, outer: &Membership, inner: &Membership) -> Membership {
        match (outer, inner) {
            (Membership::Sure, inner) => inner.clone(),
            (Membership::Maybe(outer), Membership::Maybe(inner)) => {
                Membership::Maybe(self.join_two(*outer, *inner))
            }
            (Membership::Faulty(_), Membership::Maybe(_)) => inner.clone(),
            (outer, _) => outer.clone(),
        }
    }

    /// The single element of a list.
    pub(super) fn only(&mut self, node: &Node, list: NodeId) -> Outcome {
        match self.list(list) {
            Ok(list) => self.single(node, &list),
            Err(fault) => Err(NoValue::Fault(fault)),
        }
    }

    fn single(&mut self, node: &Node, list: &List) -> Outcome {
        let mut gaps = Gaps::default();
        let mut sure = Vec::new();
        for element in &list.elements {
            match &element.membership {
                Membership::Sure => sure.push(element.instance),
                Membership::Maybe(lack) => gaps.add(*lack),
                Membership::Faulty(fault) => return Err(Rc::clone(fault).into()),
            }
        }
        if let Some(lack) = list.open {
            gaps.add(lack);
        }
        match sure.as_slice() {
            [_, _, ..] => Err(self.fault(node.span, FaultKind::NotOnlyOne(sure.len()))),
            _ if !gaps.is_empty() => self.unless_missing(gaps).and_then(|()| Err(self.foreign())),
            [one] => Ok(Held::Instance(*one)),
            [] => Err(self.fault(node.span, FaultKind::NotOnlyOne(0))),
        }
    }

    /// The place of an instance in a list by a key, from 1; ties stand in list order.
    pub(super) fn rank(&mut self, node: &Node) -> Outcome {
        let NodeKind::Rank { list, key, .. } = &node.kind else {
            return Err(self.foreign());
        };
        match self.list(*list) {
            Ok(list) => {
                let keys = self.each(&list, *key);
                self.ranked(node, &list, keys)
            }
            Err(fault) => Err(NoValue::Fault(fault)),
        }
    }

    fn ranked(&mut self, node: &Node, list: &List, keys: Vec<Outcome>) -> Outcome {
        let NodeKind::Rank { highest_first, whose, .. } = &node.kind else {
            return Err(self.foreign());
        };
        let whose = self.place(*whose)?;
        let position = list.elements.iter().position(|element| element.instance == whose);
        let mut gaps = Gaps::default();
        if let Some(lack) = list.open {
            gaps.add(lack);
        }
        let Some(position) = position else {
            self.unless_missing(gaps)?;
            return Err(self.fault(node.span, FaultKind::NotInList));
        };
        let keys = self.sure_keys(list, keys, &mut gaps)?;
        self.unless_missing(gaps)?;
        let place = self.place_among(&keys, position, *highest_first)?;
        Ok(Held::number(Rational::integer(place)))
    }

    /// The keys of all elements; whatever is unknown of them, or of who they are, is a gap.
    fn sure_keys(&self, list: &List, keys: Vec<Outcome>, gaps: &mut Gaps) -> Outcome<Vec<Value>> {
        let mut sure = Vec::with_capacity(keys.len());
        for (element, key) in list.elements.iter().zip(keys) {
            let belongs = match &element.membership {
                Membership::Sure => true,
                Membership::Maybe(lack) => {
                    gaps.add(*lack);
                    false
                }
                Membership::Faulty(fault) => return Err(Rc::clone(fault).into()),
            };
            match key {
                Ok(Held::Value(key)) => sure.push(key),
                Ok(_) => return Err(self.foreign()),
                Err(NoValue::Unknown(unknown)) => gaps.add(unknown.lack),
                // It matters only once the element is sure to belong.
                Err(NoValue::Fault(_)) if !belongs => {}
                Err(fault) => return Err(fault),
            }
        }
        Ok(sure)
    }

    fn place_among(&mut self, keys: &[Value], position: usize, highest_first: bool) -> Outcome<i128> {
        self.charge(keys.len());
        let own = keys.get(position).ok_or_else(|| self.foreign())?;
        let mut place = 1;
        for (at, key) in keys.iter().enumerate() {
            let order = key.compare(own).ok_or_else(|| self.foreign())?;
            let better = if highest_first { order.is_gt() } else { order.is_lt() };
            if better || (order.is_eq() && at < position) {
                place += 1;
            }
        }
        Ok(place)
    }
}
