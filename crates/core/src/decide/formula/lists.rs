//! What is said of each element of a list.

use super::Writer;
use super::piece::{Binding, Piece, atom, called, join};
use crate::decide::outcome::{List, Membership};
use crate::decide::words;
use crate::diagnostic::Text;
use crate::program::NodeId;
use crate::vocabulary::Aggregate;

/// The most elements of a list that are looked at.
const MOST_ELEMENTS: usize = 20;

/// The most terms that are written out for the elements of a list.
const MOST_TERMS: usize = 6;

impl Writer<'_, '_> {
    pub(super) fn aggregate(
        &mut self,
        id: NodeId,
        function: Aggregate,
        list: NodeId,
        body: Option<NodeId>,
    ) -> Piece {
        self.rests_on(list);
        let terms = body.map(|body| self.each(list, body)).unwrap_or_default();
        let name = words::aggregate(function);
        let known = self.evaluator.eval(id).is_ok();
        let few = terms.len() > 1 && terms.len() <= MOST_TERMS;
        match function {
            Aggregate::Any | Aggregate::All => atom(self.titled(id, &name)),
            _ if !known => atom(self.titled(id, &name)),
            Aggregate::Sum if few => Piece { text: join(&terms, " + ", " + "), binding: Binding::Sum },
            Aggregate::Average | Aggregate::Min | Aggregate::Max if few => atom(called(&name, &terms)),
            _ => atom(self.value(id)),
        }
    }

    /// Writes a body for each element of a list; the texts are those of the members.
    pub(super) fn each(&mut self, list: NodeId, body: NodeId) -> Vec<Text> {
        let Ok(list) = self.evaluator.list(list) else {
            return Vec::new();
        };
        let list: &List = &list;
        self.cut |= list.elements.len() > MOST_ELEMENTS;
        let mut texts = Vec::new();
        for element in list.elements.iter().take(MOST_ELEMENTS) {
            self.evaluator.push(element.instance);
            let text = self.at(body, Binding::Sum);
            self.evaluator.pop();
            if element.membership == Membership::Sure {
                texts.push(text);
            }
        }
        if list.elements.len() > MOST_ELEMENTS {
            // The texts are no longer those of all members.
            texts.clear();
        }
        texts
    }
}
