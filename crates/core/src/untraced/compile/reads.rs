//! Facts, derived values and lists, and whose they are.

use super::{Compiler, Op, Scope};
use crate::program::node::Part;
use crate::program::{EntityId, NodeId, NodeKind, Place, Rule, Type, ValueId};
use crate::untraced::op::{Any, At, Kept, List, ListId, Number, Reach, Truth, Whole};

impl Compiler<'_> {
    /// Where an instance lies for the machine, and its entity.
    pub fn locate(&self, place: Place, scope: &Scope) -> Option<(At, EntityId)> {
        let (mut at, mut entity) = scope.frames.get(usize::from(place.frame)).copied()?;
        for _ in 0..place.up {
            entity = self.plan.program().entities.get(entity.index())?.owner?;
            at.up = at.up.checked_add(1)?;
        }
        Some((at, entity))
    }

    pub(super) fn fact(
        &mut self,
        place: Place,
        field: crate::program::FieldId,
        ty: Type,
        scope: &Scope,
    ) -> Op {
        let Some((at, entity)) = self.locate(place, scope) else { return self.gone(ty) };
        let Some(offset) = self.layout.offset(entity, field) else { return self.gone(ty) };
        let declared = self.plan.program().entities.get(entity.index());
        let declared = declared.and_then(|entity| entity.fields.get(field.index()));
        match ty {
            Type::Bool => Op::Truth(self.pools.truth(Truth::Fact(at, offset))),
            _ if declared.is_some_and(crate::untraced::layout::is_fraction) => {
                Op::Number(self.pools.number(Number::Fraction(at, offset)))
            }
            ty if ty.is_numeric() => Op::Number(self.pools.number(Number::Fact(at, offset))),
            _ => self.of_whole(Whole::Fact(at, offset)),
        }
    }

    pub fn derived(&mut self, place: Place, id: ValueId, scope: &Scope) -> Op {
        let ty = self.plan.program().values.get(id.index()).map_or(Type::Bool, |value| value.ty);
        let (Some((at, _)), Some((slot, op))) = (self.locate(place, scope), self.values.get(&id).copied())
        else {
            return self.gone(ty);
        };
        let kept = Kept { at, slot };
        match op {
            Op::Number(body) => Op::Number(self.pools.number(Number::Keep(kept, body))),
            Op::Truth(body) => Op::Truth(self.pools.truth(Truth::Keep(kept, body))),
            Op::Whole(body) => Op::Whole(self.pools.whole(Whole::Keep(kept, body))),
        }
    }

    pub fn part(&mut self, place: Place, id: ValueId, part: Part, scope: &Scope) -> Op {
        let plan = self.plan;
        let Some(Rule::Benefit(benefit)) = plan.rule(id) else { return self.gone(Type::Bool) };
        let Some((at, entity)) = self.locate(place, scope) else { return self.gone(Type::Bool) };
        let month = match part {
            Part::Claim if at == At::OWN => {
                self.claim(id);
                let amount = self.amounts.get(&id).copied();
                return Op::Number(amount.unwrap_or_else(|| self.pools.number(Number::Gone)));
            }
            Part::Claim => return self.gone(Type::Money(None)),
            Part::Granted if plan.program().values.get(id.index()).is_some_and(|of| of.kept.is_some()) => {
                return Op::Truth(self.granted(id, at));
            }
            Part::Entitled | Part::Granted => {
                self.claim(id);
                return Op::Truth(match self.entitled.get(&id) {
                    Some((slot, when)) => self.pools.truth(Truth::Keep(Kept { at, slot: *slot }, *when)),
                    None => self.pools.truth(Truth::Constant(true)),
                });
            }
            Part::Start => benefit.start,
            Part::Stop => benefit.stop,
        };
        match month {
            Some(node) => {
                let body = self.whole(node, &Scope::of(entity));
                let slot = self.slot(entity, Any::Whole(body));
                self.of_whole(Whole::Keep(Kept { at, slot }, body))
            }
            None => self.gone(Type::Month),
        }
    }

    pub(super) fn through(&mut self, element: NodeId, body: NodeId, ty: Type, scope: &Scope) -> Op {
        let Some((reach, entity)) = self.reach(element, scope) else { return self.gone(ty) };
        let Some((inner, frame)) = scope.with_element(entity) else { return self.gone(ty) };
        let op = self.op(body, &inner);
        self.with(reach, frame, op)
    }

    /// An operation in the scope of an instance laid in a frame.
    pub fn with(&mut self, reach: Reach, frame: u8, op: Op) -> Op {
        match op {
            Op::Number(body) => Op::Number(self.pools.number(Number::With(reach, frame, body))),
            Op::Truth(body) => Op::Truth(self.pools.truth(Truth::With(reach, frame, body))),
            Op::Whole(body) => Op::Whole(self.pools.whole(Whole::With(reach, frame, body))),
        }
    }

    /// How the instance that a node stands for is reached, and its entity.
    pub fn reach(&mut self, id: NodeId, scope: &Scope) -> Option<(Reach, EntityId)> {
        let node = self.plan.node(id);
        let Type::Record(entity) = node.ty else { return None };
        let reach = match &node.kind {
            NodeKind::This(place) => Reach::At(self.locate(*place, scope)?.0),
            NodeKind::Child(place, field) => {
                let (at, owner) = self.locate(*place, scope)?;
                Reach::Child(at, self.layout.offset(owner, *field)?)
            }
            NodeKind::Only(list) => {
                let list = *list;
                Reach::Only(self.list(list, scope)?.0)
            }
            _ => return None,
        };
        Some((reach, entity))
    }

    /// A list and the entity of its elements; a filter over a rule's own list is kept.
    pub fn list(&mut self, id: NodeId, scope: &Scope) -> Option<(ListId, EntityId)> {
        let plan = self.plan;
        let node = plan.node(id);
        let Type::List(entity) = node.ty else { return None };
        let list = match &node.kind {
            NodeKind::Members(place, field) => {
                let (at, owner) = self.locate(*place, scope)?;
                let offset = self.layout.offset(owner, *field)?;
                self.pools.list(List::Members(at, offset, entity))
            }
            NodeKind::Derived(place, value) => {
                let (at, _) = self.locate(*place, scope)?;
                let (slot, list) = self.lists.get(value).copied()?;
                self.pools.list(List::Keep(Kept { at, slot }, list))
            }
            NodeKind::Where { list, condition } => {
                let (list, _) = self.list(*list, scope)?;
                let (inner, frame) = scope.with_element(entity)?;
                let condition = self.truth(*condition, &inner);
                let filtered = self.pools.list(List::Where(list, frame, condition));
                self.keep_list(filtered, scope)
            }
            NodeKind::Through { element, body } => {
                let (reach, through) = self.reach(*element, scope)?;
                let (inner, frame) = scope.with_element(through)?;
                let (body, _) = self.list(*body, &inner)?;
                self.pools.list(List::With(reach, frame, body))
            }
            NodeKind::Flatten { list, body } => {
                let (outer, outer_entity) = self.list(*list, scope)?;
                let (inner, frame) = scope.with_element(outer_entity)?;
                let (body, _) = self.list(*body, &inner)?;
                self.pools.list(List::Flatten(outer, frame, body))
            }
            _ => return None,
        };
        Some((list, entity))
    }
}
