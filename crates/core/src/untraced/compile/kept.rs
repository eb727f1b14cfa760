//! What is found once for an instance and kept.

use super::{Compiler, Op, Scope};
use crate::program::{EntityId, NodeId};
use crate::untraced::op::{Any, At, Kept, List, ListId, Number, NumberId, Truth, Whole};

impl Compiler<'_> {
    /// A slot for something kept of an entity's instances.
    pub fn slot(&mut self, entity: EntityId, body: Any) -> u32 {
        self.kept.push((entity, body));
        self.layout.slot(entity)
    }

    /// The slot of something that rules of an entity may say more than once.
    pub(super) fn shared_slot(&mut self, owner: EntityId, body: Any) -> u32 {
        if let Some(slot) = self.shared.get(&(owner, body)) {
            return *slot;
        }
        let slot = self.slot(owner, body);
        self.shared.insert((owner, body), slot);
        slot
    }

    pub(super) fn keep_list(&mut self, list: ListId, scope: &Scope) -> ListId {
        if scope.depth != 1 {
            return list;
        }
        let slot = self.shared_slot(scope.owner, Any::List(list));
        self.pools.list(List::Keep(Kept { at: At::OWN, slot }, list))
    }

    /// A function of a list, kept where only the rule's own instance is in scope, so that two rules that
    /// say the same sum it once.
    pub fn keep_number(&mut self, number: NumberId, scope: &Scope) -> NumberId {
        if scope.depth != 1 {
            return number;
        }
        let slot = self.shared_slot(scope.owner, Any::Number(number));
        self.pools.number(Number::Keep(Kept { at: At::OWN, slot }, number))
    }

    /// What is given to a definition or a table, kept where only the rule's own instance is in scope: it may be
    /// read any number of times, and be given on as often.
    pub fn given(&mut self, argument: NodeId, scope: &Scope) -> Op {
        let op = self.op(argument, scope);
        if scope.depth != 1 || self.pools.is_at_hand(op.any()) {
            return op;
        }
        let kept = Kept { at: At::OWN, slot: self.shared_slot(scope.owner, op.any()) };
        match op {
            Op::Number(body) => Op::Number(self.pools.number(Number::Keep(kept, body))),
            Op::Truth(body) => Op::Truth(self.pools.truth(Truth::Keep(kept, body))),
            Op::Whole(body) => Op::Whole(self.pools.whole(Whole::Keep(kept, body))),
        }
    }
}
