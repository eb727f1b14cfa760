//! The order in which items are lowered.
//!
//! An item is tried after every item whose name it mentions. Where names are shared that is not always
//! enough, or goes round in a circle; then the attempt gives up at the first item whose type it needs,
//! and is repeated after that one. All waiting is done on explicit stacks, so that no chain of
//! definitions can exhaust the machine's.

use crate::diagnostic::{Code, Diagnostic};
use crate::map::{Map, Set};
use crate::program::EntityId;
use crate::semantics::mentions::mentioned;
use crate::semantics::problems::{self, text};
use crate::semantics::{Analysis, Item, Progress, Stop, Tree};
use crate::sort;

/// How many nodes may be thrown away by attempts that gave up.
const MOST_WASTE: usize = 5_000_000;

type Trees<'a> = Map<Item, (Tree<'a>, EntityId)>;

impl<'a> Analysis<'a> {
    /// Lowers every item.
    pub(crate) fn lower_items(&mut self) {
        let trees: Trees<'a> =
            self.items.iter().map(|(item, tree, entity)| (*item, (*tree, *entity))).collect();
        for item in self.likely_order() {
            self.lower_after_its_needs(item, &trees);
        }
    }

    /// Items after those they mention.
    fn likely_order(&self) -> Vec<Item> {
        let mut by_name: Map<&str, Vec<Item>> = Map::new();
        for (item, tree, _) in &self.items {
            if self.progress.get(item) == Some(&Progress::Untyped) {
                by_name.or_default(tree.head().text.as_str()).push(*item);
            }
        }
        let trees: Map<Item, Tree<'a>> = self.items.iter().map(|(item, tree, _)| (*item, *tree)).collect();
        let below = |item: Item| -> Vec<Item> {
            let names = trees.get(&item).map(|tree| mentioned(*tree)).unwrap_or_default();
            let mut below: Vec<Item> =
                names.into_iter().filter_map(|name| by_name.get(name)).flatten().copied().collect();
            sort::by(&mut below, Ord::cmp);
            below.dedup();
            below
        };
        let mut seen: Set<Item> = Set::new();
        let mut order = Vec::with_capacity(self.items.len());
        for (start, ..) in &self.items {
            let mut path: Vec<(Item, Vec<Item>)> = Vec::new();
            if seen.insert(*start) {
                path.push((*start, below(*start)));
            }
            while let Some((item, waiting)) = path.last_mut() {
                match waiting.pop() {
                    Some(next) if seen.insert(next) => path.push((next, below(next))),
                    Some(_) => {}
                    None => {
                        order.push(*item);
                        path.pop();
                    }
                }
            }
        }
        order
    }

    fn lower_after_its_needs(&mut self, first: Item, trees: &Trees<'a>) {
        let mut waiting = vec![first];
        // Where each stands or, if it waits no more, stood.
        let mut positions: Map<Item, usize> = Map::from_iter([(first, 0)]);
        while let Some(&item) = waiting.last() {
            let open = matches!(self.progress.get(&item), Some(Progress::Declared | Progress::Untyped));
            let tree = trees.get(&item).copied().filter(|_| open);
            let outcome = match tree {
                Some((tree, entity)) => self.attempt(item, tree, entity),
                None => Ok(()),
            };
            match outcome {
                Err(Stop::Needs(needed)) => {
                    match positions.get(&needed).and_then(|start| waiting.get(*start..)) {
                        Some(ring) if ring.first() == Some(&needed) => self.report_ring(ring),
                        _ => {
                            positions.insert(needed, waiting.len());
                            waiting.push(needed);
                        }
                    }
                }
                Ok(()) | Err(Stop::Reported) => {
                    if open {
                        let progress = if outcome.is_ok() { Progress::Done } else { Progress::Failed };
                        self.progress.insert(item, progress);
                    }
                    waiting.pop();
                }
            }
        }
    }

    /// One attempt at an item; what a given-up attempt added is taken back.
    fn attempt(&mut self, item: Item, tree: Tree<'a>, entity: EntityId) -> Result<(), Stop> {
        let nodes = self.program.nodes.len();
        let diagnostics = self.diagnostics.len();
        let outcome = self.lower_item(item, tree, entity);
        if let Err(Stop::Needs(_)) = outcome {
            self.wasted = self.wasted.saturating_add(self.program.nodes.len().saturating_sub(nodes));
            self.program.nodes.truncate(nodes);
            self.diagnostics.truncate(diagnostics);
            if self.wasted > MOST_WASTE {
                return Err(self.report_tangle(item));
            }
        }
        outcome
    }

    fn report_ring(&mut self, ring: &[Item]) {
        let steps: Vec<_> = ring.iter().map(|item| self.name_and_place(*item)).collect();
        for item in ring {
            self.progress.insert(*item, Progress::Failed);
        }
        self.report(problems::cycle(&steps));
    }

    fn report_tangle(&mut self, item: Item) -> Stop {
        let (name, span) = self.name_and_place(item);
        self.report(
            Diagnostic::error(
                Code::TooLargeAfterInlining,
                span,
                text(
                    format!("`{name}` rests on too many definitions whose types are not declared"),
                    format!("“{name}”依据的定义过多，且未声明类型"),
                ),
            )
            .help(text(
                "declare the types of the definitions it reads: `define x: number = …`",
                "请为所依据的定义写明类型，如“定义 x：数 ＝ …”",
            )),
        )
    }
}
