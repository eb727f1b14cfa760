//! What is remembered while a case is decided.

use std::collections::HashMap;
use std::rc::Rc;

use super::outcome::{List, Outcome};
use crate::map::Map;
use crate::program::node::Part;
use crate::program::{FieldId, InstanceId, NodeId, ValueId};

/// What is remembered of derived values.
#[derive(Default)]
pub(crate) struct Memo {
    /// Values; absent while they are being evaluated. Every reading asks this one, so it is the standard
    /// library's, which finds a key at once.
    pub(super) values: HashMap<(InstanceId, ValueId), Option<Outcome>>,
    /// What was found of a benefit besides the amount granted.
    pub(super) parts: Map<(InstanceId, ValueId, Part), Outcome>,
}

/// What came of a list with a condition or a key. The list is kept so that no other takes its address.
type OfList<T> = Map<(*const List, NodeId), (Rc<List>, Rc<T>)>;

/// Lists and places that are the same whoever asks for them.
#[derive(Default)]
pub(super) struct ListMemo {
    members: Map<(InstanceId, FieldId), Rc<List>>,
    filtered: OfList<List>,
    pub(super) ranked: OfList<Ranking>,
}

impl ListMemo {
    /// The members of a list fact.
    pub(super) fn members(&self, instance: InstanceId, field: FieldId) -> Option<Rc<List>> {
        self.members.get(&(instance, field)).cloned()
    }

    pub(super) fn keep_members(&mut self, instance: InstanceId, field: FieldId, list: &Rc<List>) {
        self.members.insert((instance, field), Rc::clone(list));
    }

    /// A list after a condition that hangs on nobody but the element.
    pub(super) fn filtered(&self, list: &Rc<List>, condition: NodeId) -> Option<Rc<List>> {
        self.filtered.get(&(Rc::as_ptr(list), condition)).map(|(_, kept)| Rc::clone(kept))
    }

    pub(super) fn keep_filtered(&mut self, list: Rc<List>, condition: NodeId, kept: &Rc<List>) {
        self.filtered.insert((Rc::as_ptr(&list), condition), (list, Rc::clone(kept)));
    }
}

/// The places of all elements of a list.
pub(super) struct Ranking {
    /// Where each instance stands in the list.
    pub(super) positions: Map<InstanceId, usize>,
    /// The place of the element at each position, from 1.
    pub(super) places: Outcome<Vec<i128>>,
}
