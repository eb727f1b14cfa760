//! What is remembered while a case is decided.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
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
    pub(super) values: HashMap<(InstanceId, ValueId), Option<Outcome>, BuildHasherDefault<OfIds>>,
    /// What was found of a benefit besides the amount granted.
    pub(super) parts: Map<(InstanceId, ValueId, Part), Outcome>,
}

/// Hashes numbers that we gave out ourselves, so that nobody can choose many that all have one hash.
#[derive(Default)]
pub(super) struct OfIds(u64);

/// Multiplying by it spreads numbers that follow one another over all hashes: 2⁶⁴ divided by the golden ratio
/// (Knuth, The Art of Computer Programming, volume 3, section 6.4).
const SPREADING: u64 = 0x9e37_79b9_7f4a_7c15;

impl Hasher for OfIds {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32(u32::from(*byte)));
    }

    /// A product is mixed best in its upper half, which is turned to where the next number comes in.
    fn write_u32(&mut self, id: u32) {
        self.0 = (self.0.rotate_left(32) ^ u64::from(id)).wrapping_mul(SPREADING);
    }
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
