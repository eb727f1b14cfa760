//! What holds of whoever is in a list that nobody gave, or is a nested entity that nobody described: it is
//! found for their stand-ins.

use std::rc::Rc;

use super::evaluate::Evaluator;
use super::lack::{Gaps, LackId};
use super::outcome::{Held, List, NoValue, Open, Outcome, Unknown};
use super::strangers::Stranger;
use crate::program::{EntityId, FieldId, InstanceId, NodeId, NodeKind, Type};

impl Evaluator<'_> {
    /// The entity of an instance or stand-in.
    pub(super) fn entity_of(&self, instance: InstanceId) -> Option<EntityId> {
        match self.case.get(instance) {
            Some(instance) => Some(instance.entity),
            None => self.strangers.get(instance).map(|stranger| stranger.entity),
        }
    }

    /// The owner of an instance or stand-in.
    pub(super) fn owner_of(&self, instance: InstanceId) -> Option<InstanceId> {
        match self.case.get(instance) {
            Some(instance) => instance.owner.map(|owner| owner.0),
            None => self.strangers.get(instance).map(|stranger| stranger.owner),
        }
    }

    /// Whoever is in a field that nobody gave.
    pub(super) fn strangers_in(&mut self, owner: InstanceId, field: FieldId) -> Rc<List> {
        if let Some(known) = self.lists.members(owner, field) {
            return known;
        }
        let lack = LackId::Fact(owner, field);
        let open = match self.new_stranger(owner, field) {
            Some(stranger) => Open { lack, further: vec![stranger] },
            None => Open { lack: self.doubtful(lack), further: Vec::new() },
        };
        let list = Rc::new(List { elements: Vec::new(), open: Some(open) });
        self.lists.keep_members(owner, field, &list);
        list
    }

    fn new_stranger(&mut self, owner: InstanceId, field: FieldId) -> Option<InstanceId> {
        let entity = self.program.entities.get(self.entity_of(owner)?.index())?;
        let (Type::Record(entity) | Type::List(entity)) = entity.fields.get(field.index())?.ty else {
            return None;
        };
        self.strangers.add(Stranger { entity, owner })
    }

    /// A stand-in for a nested entity that nobody described.
    #[inline(never)]
    pub(super) fn stranger_for(&mut self, element: NodeId, unknown: &Unknown) -> Option<InstanceId> {
        match (&self.plan.node(element).kind, unknown.lack) {
            (NodeKind::Child(..), LackId::Fact(owner, field)) => {
                self.strangers_in(owner, field).further().first().copied()
            }
            _ => None,
        }
    }

    /// What holds of a nested entity that is missing, from what holds of its stand-in.
    #[inline(never)]
    pub(super) fn of_whoever(&mut self, unknown: Unknown, outcome: Outcome) -> Outcome {
        match outcome {
            Ok(Held::Value(value)) => Ok(Held::Value(value)),
            Ok(Held::List(list)) if list.is_settled() => Ok(Held::List(list)),
            Ok(Held::List(list)) => {
                let mut open = Gaps::default();
                open.add(unknown.lack);
                let further = self.in_strangers(vec![Ok(Held::List(list))], &mut open)?;
                let open = self.join(open).map(|lack| Open { lack, further });
                Ok(Held::List(Rc::new(List { elements: Vec::new(), open })))
            }
            Err(NoValue::Unknown(of)) if !self.lacks.is_doubtful(of.lack) => {
                Err(Unknown { lack: unknown.lack, possible: of.possible }.into())
            }
            _ => Err(self.doubtful(unknown.lack).into()),
        }
    }
}
