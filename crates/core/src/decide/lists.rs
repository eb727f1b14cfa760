//! Lists of instances: reading, filtering, flattening, and choosing one element.

use std::rc::Rc;

use super::evaluate::Evaluator;
use super::fault::{Fault, FaultKind};
use super::lack::Gaps;
use super::outcome::{Element, Held, List, Membership, NoValue, Open, Outcome};
use crate::program::{FieldId, InstanceId, Node, NodeId, Place, Slot};

/// What an element of a flattened list costs: such lists can be longer than all that was evaluated for
/// them, and this bounds the memory they take.
const STEPS_PER_ELEMENT: usize = 10;

impl Evaluator<'_> {
    #[inline(never)]
    pub(super) fn members(&mut self, place: Place, field: FieldId) -> Outcome {
        let instance = self.place(place)?;
        if let Some(known) = self.lists.members(instance, field) {
            return Ok(Held::List(known));
        }
        match self.slot(instance, field)? {
            Slot::Many(instances, assumed) => {
                if *assumed {
                    self.assumed.insert((instance, field));
                }
                self.pay(instances.len())?;
                let sure = |id: &InstanceId| Element { instance: *id, membership: Membership::Sure };
                let list = Rc::new(List { elements: instances.iter().map(sure).collect(), open: None });
                self.lists.keep_members(instance, field, &list);
                Ok(Held::List(list))
            }
            Slot::Unknown => Ok(Held::List(self.strangers_in(instance, field))),
            _ => Err(self.foreign()),
        }
    }

    #[inline(never)]
    pub(super) fn filter(&mut self, list: NodeId, condition: NodeId) -> Outcome {
        match self.list(list) {
            Ok(list) => match self.lists.filtered(&list, condition) {
                Some(known) => Ok(Held::List(known)),
                None => self.newly_filtered(list, condition),
            },
            Err(fault) => Err(NoValue::Fault(fault)),
        }
    }

    #[inline(never)]
    fn newly_filtered(&mut self, list: Rc<List>, condition: NodeId) -> Outcome {
        let ((conditions, of_further), independent) = self.watched(|evaluator| {
            (evaluator.each(&list, condition), evaluator.each_further(&list, condition))
        });
        let kept = self.kept(&list, conditions, of_further);
        if let (Ok(Held::List(kept)), true) = (&kept, independent) {
            self.lists.keep_filtered(list, condition, kept);
        }
        kept
    }

    /// What a node comes to for each element.
    #[inline(never)]
    pub(super) fn each(&mut self, list: &List, body: NodeId) -> Vec<Outcome> {
        let mut outcomes = Vec::with_capacity(list.elements.len());
        for element in &list.elements {
            outcomes.push(self.eval_of(element.instance, body));
        }
        outcomes
    }

    /// What a node comes to for whoever may belong besides.
    #[inline(never)]
    pub(super) fn each_further(&mut self, list: &List, body: NodeId) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        for stranger in list.further() {
            outcomes.push(self.eval_of(*stranger, body));
        }
        outcomes
    }

    #[inline(never)]
    fn kept(&mut self, list: &List, conditions: Vec<Outcome>, of_further: Vec<Outcome>) -> Outcome {
        let mut elements = Vec::with_capacity(list.elements.len());
        for (element, condition) in list.elements.iter().zip(conditions) {
            let condition = self.as_bool(condition);
            elements.extend(self.filtered(element, condition));
        }
        let open = list.open.as_ref().and_then(|open| self.still_open(open, of_further));
        Ok(Held::List(Rc::new(List { elements, open })))
    }

    /// What may belong besides after a further condition; nothing where it holds of nobody.
    fn still_open(&mut self, open: &Open, conditions: Vec<Outcome>) -> Option<Open> {
        if open.further.is_empty() {
            return Some(open.clone());
        }
        let mut gaps = Gaps::default();
        let mut further = Vec::new();
        for (stranger, condition) in open.further.iter().zip(conditions) {
            if !condition.as_ref().is_ok_and(|held| held.is_bool(false)) {
                self.add_doubt(&condition, &mut gaps);
                further.push(*stranger);
            }
        }
        gaps.add(open.lack);
        let lack = self.join(gaps)?;
        (!further.is_empty()).then_some(Open { lack, further })
    }

    /// Notes that there may be an error, where what was missing may lead to one.
    pub(super) fn add_doubt(&self, outcome: &Outcome, gaps: &mut Gaps) {
        let doubtful = match outcome {
            Ok(Held::List(list)) => list.open_lack().is_some_and(|lack| self.lacks.is_doubtful(lack)),
            Ok(_) => false,
            Err(NoValue::Unknown(unknown)) => self.lacks.is_doubtful(unknown.lack),
            Err(NoValue::Fault(_)) => true,
        };
        if doubtful {
            gaps.doubt();
        }
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
            (Membership::Faulty(_), Err(NoValue::Unknown(unknown))) => {
                Membership::Maybe(self.doubtful(unknown.lack))
            }
            (Membership::Maybe(lack), Err(NoValue::Fault(_))) => Membership::Maybe(self.doubtful(*lack)),
            (before @ Membership::Faulty(_), Err(NoValue::Fault(_))) => before.clone(),
        };
        Some(Element { instance: element.instance, membership })
    }

    /// Evaluates a node in the scope of an element.
    #[inline(never)]
    pub(super) fn eval_of(&mut self, element: InstanceId, body: NodeId) -> Outcome {
        self.push(element);
        let outcome = self.eval(body);
        self.pop();
        outcome
    }

    #[inline(never)]
    pub(super) fn through(&mut self, element: NodeId, body: NodeId) -> Outcome {
        match self.eval(element) {
            Ok(Held::Instance(instance)) => self.eval_of(instance, body),
            Ok(_) => Err(self.foreign()),
            Err(NoValue::Unknown(unknown)) => match self.stranger_for(element, &unknown) {
                Some(stranger) => {
                    let outcome = self.eval_of(stranger, body);
                    self.of_whoever(unknown, outcome)
                }
                None => Err(self.doubtful(unknown.lack).into()),
            },
            Err(fault) => Err(fault),
        }
    }

    #[inline(never)]
    pub(super) fn flatten(&mut self, list: NodeId, body: NodeId) -> Outcome {
        match self.list(list) {
            Ok(outer) => {
                let inner = self.each(&outer, body);
                let of_further = self.each_further(&outer, body);
                self.flattened(&outer, inner, of_further)
            }
            Err(fault) => Err(NoValue::Fault(fault)),
        }
    }

    #[inline(never)]
    fn flattened(&mut self, outer: &List, inner: Vec<Outcome>, of_further: Vec<Outcome>) -> Outcome {
        let mut open = Gaps::default();
        if let Some(lack) = outer.open_lack() {
            open.add(lack);
        }
        let mut further = self.in_strangers(of_further, &mut open)?;
        let mut elements = Vec::new();
        for (element, inner) in outer.elements.iter().zip(inner) {
            let inner = self.as_list(inner);
            let inner = self.unfold(element, inner, &mut elements, &mut open)?;
            further.extend(inner.iter().flat_map(|inner| inner.further()));
        }
        let open = self.join(open).map(|lack| Open { lack, further });
        Ok(Held::List(Rc::new(List { elements, open })))
    }

    /// Whoever is in the lists of strangers: any number of each.
    pub(super) fn in_strangers(&mut self, lists: Vec<Outcome>, open: &mut Gaps) -> Outcome<Vec<InstanceId>> {
        let mut further = Vec::new();
        for list in lists {
            self.add_doubt(&list, open);
            if let Ok(list) = self.as_list(list) {
                self.pay_for(&list)?;
                further.extend(list.elements.iter().map(|element| element.instance));
                further.extend(list.further());
            }
        }
        Ok(further)
    }

    /// Pays for taking up a list in another.
    fn pay_for(&mut self, list: &List) -> Outcome<()> {
        let length = list.elements.len().saturating_add(list.further().len());
        self.pay(length.saturating_mul(STEPS_PER_ELEMENT))
    }

    /// Adds the elements of an inner list, which belong as surely as the outer element does.
    fn unfold(
        &mut self,
        outer: &Element,
        inner: Result<Rc<List>, Rc<Fault>>,
        elements: &mut Vec<Element>,
        open: &mut Gaps,
    ) -> Outcome<Option<Rc<List>>> {
        let inner = match (inner, &outer.membership) {
            (Ok(inner), _) => inner,
            (Err(fault), Membership::Sure) => return Err(fault.into()),
            (Err(_), Membership::Maybe(lack)) => {
                open.add(*lack);
                open.doubt();
                return Ok(None);
            }
            (Err(_), Membership::Faulty(fault)) => return Err(Rc::clone(fault).into()),
        };
        self.pay_for(&inner)?;
        for element in &inner.elements {
            let membership = self.through_both(&outer.membership, &element.membership);
            elements.push(Element { instance: element.instance, membership });
        }
        if let Some(lack) = inner.open_lack() {
            if let Membership::Maybe(outer) = outer.membership {
                open.add(outer);
            }
            open.add(lack);
        }
        Ok(Some(inner))
    }

    fn through_both(&mut self, outer: &Membership, inner: &Membership) -> Membership {
        match (outer, inner) {
            (Membership::Sure, inner) => inner.clone(),
            (Membership::Maybe(outer), Membership::Maybe(inner)) => {
                Membership::Maybe(self.join_two(*outer, *inner))
            }
            (Membership::Faulty(_), Membership::Maybe(inner)) => Membership::Maybe(self.doubtful(*inner)),
            (outer, _) => outer.clone(),
        }
    }

    /// The single element of a list.
    #[inline(never)]
    pub(super) fn only(&mut self, node: &Node, list: NodeId) -> Outcome {
        match self.list(list) {
            Ok(list) => self.single(node, &list),
            Err(fault) => Err(NoValue::Fault(fault)),
        }
    }

    #[inline(never)]
    fn single(&mut self, node: &Node, list: &List) -> Outcome {
        let mut gaps = Gaps::default();
        // There may turn out to be another number of them than one.
        gaps.doubt();
        let mut sure = Vec::new();
        for element in &list.elements {
            match &element.membership {
                Membership::Sure => sure.push(element.instance),
                Membership::Maybe(lack) => gaps.add(*lack),
                Membership::Faulty(fault) => return Err(Rc::clone(fault).into()),
            }
        }
        if let Some(lack) = list.open_lack() {
            gaps.add(lack);
        }
        match sure.as_slice() {
            [_, _, ..] => Err(self.fault(node.span, FaultKind::NotOnlyOne(sure.len()))),
            _ if !gaps.is_empty() => self.unless_missing(gaps).and_then(|()| Err(self.foreign())),
            [one] => Ok(Held::Instance(*one)),
            [] => Err(self.fault(node.span, FaultKind::NotOnlyOne(0))),
        }
    }
}
