//! The order in which items can be evaluated, and the proof that there is one.

use crate::diagnostic::Span;
use crate::map::Map;
use crate::semantics::problems;
use crate::semantics::{Analysis, Item, Progress};
use crate::sort;

/// How many rings are reported.
const MOST_RINGS: usize = 20;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    Done,
}

impl Analysis<'_> {
    /// Items after all they rest on, by a depth-first walk with its own stack; nothing where that is
    /// impossible, which is reported.
    pub(crate) fn find_order(&mut self) -> Option<Vec<Item>> {
        let mut marks: Map<Item, Mark> = Map::new();
        let mut order = Vec::new();
        let mut rings = 0usize;
        let mut items: Vec<Item> = self.items.iter().map(|(item, ..)| *item).collect();
        let mut grants: Vec<Item> = self.excludable.iter().map(|value| Item::Grant(*value)).collect();
        sort::by(&mut grants, Ord::cmp);
        items.append(&mut grants);
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
                        rings = rings.saturating_add(1);
                        if rings >= MOST_RINGS {
                            return None;
                        }
                    }
                    None => {
                        marks.insert(next, Mark::Open);
                        let below = self.below(next);
                        path.push((next, below));
                    }
                }
            }
        }
        if rings > 0 {
            return None;
        }
        let mut values = Vec::new();
        for item in &order {
            match item {
                Item::Value(id) if !self.excludable.contains(id) => values.push(*id),
                Item::Grant(id) => values.push(*id),
                _ => {}
            }
        }
        self.program.order = values;
        Some(order)
    }

    /// What an item rests on. Of a failed one that is not known, and rings of them have been reported.
    fn below(&self, item: Item) -> Vec<Item> {
        if self.progress.get(&item) == Some(&Progress::Failed) {
            return Vec::new();
        }
        let mut below: Vec<Item> =
            self.rests_on.get(&item).into_iter().flat_map(|items| items.iter()).copied().collect();
        sort::by(&mut below, |one, other| other.cmp(one));
        below
    }

    /// What to call an item in a diagnostic, and where its name is declared.
    pub(crate) fn name_and_place(&self, item: Item) -> (String, Span) {
        let found = match item {
            Item::Value(id) | Item::Grant(id) => {
                self.program.values.get(id.index()).map(|value| (&value.name, value.name_span))
            }
            Item::Function(id) => self.program.functions.get(id.index()).map(|f| (&f.name, f.span)),
            Item::Choice(id) => self.program.exclusives.get(id.index()).map(|of| (&of.name, of.span)),
            Item::Table(id) => self.program.tables.get(id.index()).map(|table| (&table.name, table.span)),
        };
        let Some((name, whole)) = found else { return (String::new(), Span::default()) };
        (name.clone(), self.names.global_places.get(name).copied().unwrap_or(whole))
    }
}
