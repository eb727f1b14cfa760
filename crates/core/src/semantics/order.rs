//! The order in which items can be evaluated, and the proof that there is one.

use std::collections::HashMap;

use crate::diagnostic::Span;
use crate::semantics::problems;
use crate::semantics::{Analysis, Item};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    Done,
}

impl Analysis<'_> {
    /// Finds the order of all items, reports rings, and bounds sizes. False where evaluation could not
    /// be bounded, so that the proofs must not run.
    pub(crate) fn order_and_bound(&mut self) -> bool {
        self.refuse_is_known();
        let Some(order) = self.find_order() else { return false };
        self.program.order = order
            .iter()
            .filter_map(|item| match item {
                Item::Value(id) => Some(*id),
                _ => None,
            })
            .collect();
        self.check_limits(&order)
    }

    /// Items after all they rest on, by a depth-first walk with its own stack.
    fn find_order(&mut self) -> Option<Vec<Item>> {
        let mut marks: HashMap<Item, Mark> = HashMap::new();
        let mut order = Vec::new();
        let items: Vec<Item> = self.items.iter().map(|(item, ..)| *item).collect();
        for start in items {
            let mut path: Vec<(Item, Vec<Item>)> = Vec::new();
            if !marks.contains_key(&start) {
                marks.insert(start, Mark::Open);
                path.push((start, self.below(start)));
            }
            while let Some((item, below)) = path.last_mut() {
                let Some(next) = below.pop() else {
                    marks.insert(*item, Mark::Done);
                    order.push(*item);
                    path.pop();
                    continue;
                };
                match marks.get(&next) {
                    Some(Mark::Done) => {}
                    Some(Mark::Open) => {
                        let ring = path.iter().map(|(item, _)| *item).skip_while(|item| *item != next);
                        let steps: Vec<(String, Span)> = ring.map(|item| self.name_and_place(item)).collect();
                        self.report(problems::cycle(&steps));
                        return None;
                    }
                    None => {
                        marks.insert(next, Mark::Open);
                        let below = self.below(next);
                        path.push((next, below));
                    }
                }
            }
        }
        Some(order)
    }

    fn below(&self, item: Item) -> Vec<Item> {
        self.rests_on.get(&item).map(|below| below.iter().rev().copied().collect()).unwrap_or_default()
    }

    /// What to call an item in a diagnostic, and where it is declared.
    pub(crate) fn name_and_place(&self, item: Item) -> (String, Span) {
        let found = match item {
            Item::Value(id) => {
                self.program.values.get(id.index()).map(|value| (value.name.clone(), value.name_span))
            }
            Item::Function(id) => self.program.functions.get(id.index()).map(|f| (f.name.clone(), f.span)),
            Item::Table(id) => {
                self.program.tables.get(id.index()).map(|table| (table.name.clone(), table.span))
            }
        };
        found.unwrap_or_default()
    }
}
