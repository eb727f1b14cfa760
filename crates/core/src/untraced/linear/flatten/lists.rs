//! Lists of members as steps.

use super::{Any, DEEPEST, Flattener, Place, ROOT};
use crate::program::EntityId;
use crate::untraced::linear::{Members, Step};
use crate::untraced::op::{At, Kept, List, ListId, Truth, TruthId};

impl Flattener<'_> {
    pub fn members(&mut self, id: ListId) -> Option<Members> {
        let code = self.code;
        let op = code.lists.get(id.0 as usize)?;
        if let List::Keep(Kept { at: ROOT, .. }, body) = op
            && self.depth <= DEEPEST
        {
            return self.deeper(|to| to.members(*body));
        }
        match self.once(Any::List(id), |to| to.members_op(op, id).map(Place::Members))? {
            Place::Members(members) => Some(members),
            _ => None,
        }
    }

    fn members_op(&mut self, op: &List, id: ListId) -> Option<Members> {
        let width = u16::try_from(self.code.layout.width(self.elements(id)?)).ok()?;
        match op {
            _ if self.depth > DEEPEST => self.walked_members(id, width),
            List::Members(ROOT, cell, _) => {
                let to = Members { bits: self.register()?, start: self.register()?, width };
                self.add(Step::Members { to, cell: *cell })?;
                Some(to)
            }
            List::Where(inner, frame, condition) => {
                let Some((offset, wanted)) = self.fact_of_element(*frame, *condition) else {
                    return self.walked_members(id, width);
                };
                let of = self.members(*inner)?;
                let to = Members { bits: self.register()?, ..of };
                self.add(Step::Where { to, of: of.bits, offset, wanted })?;
                Some(to)
            }
            _ => self.walked_members(id, width),
        }
    }

    fn walked_members(&mut self, id: ListId, width: u16) -> Option<Members> {
        let to = Members { bits: self.register()?, start: self.register()?, width };
        self.add(Step::WalkList { to, id })?;
        Some(to)
    }

    /// The entity of a list's elements. Lists of lists have no mask, and so no steps.
    fn elements(&self, mut id: ListId) -> Option<EntityId> {
        loop {
            match self.code.lists.get(id.0 as usize)? {
                List::Members(.., entity) => return Some(*entity),
                List::Where(inner, ..) | List::Keep(_, inner) | List::With(.., inner) => id = *inner,
                List::Flatten(..) => return None,
            }
        }
    }

    /// A condition that is a fact of the element or its negation.
    fn fact_of_element(&self, frame: u8, condition: TruthId) -> Option<(u16, bool)> {
        let element = At { frame, up: 0 };
        let (condition, wanted) = match self.code.truths.get(condition.0 as usize)? {
            Truth::Not(inner) => (self.code.truths.get(inner.0 as usize)?, false),
            condition => (condition, true),
        };
        match condition {
            Truth::Fact(at, offset) if *at == element => Some((u16::try_from(*offset).ok()?, wanted)),
            _ => None,
        }
    }
}
