//! From trees to a typed program: names, types and money periods, dated and regional figures, and the
//! proofs that every division and every amount is sound.
//!
//! A rule is lowered once. Where its type is still unknown because it rests on a rule that has not been
//! lowered yet, the attempt is given up and repeated after that rule, from an explicit stack, so that no
//! chain of definitions can exhaust the machine's.

mod aggregates;
mod calls;
mod data;
mod declare;
mod expressions;
mod figures;
mod granularity;
mod limits;
mod lists;
mod names;
mod nonzero;
mod operators;
mod order;
mod paths;
mod problems;
mod rules;
mod scope;
mod show;
mod table_proof;
mod tables;
mod tests_in_language;
mod types;
mod unused;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity, SourceMap};
use crate::program::{EntityId, FunctionId, NodeId, Program, TableId, Type, ValueId};
use crate::syntax::tree;

use names::Names;
pub use names::nearest;
use scope::Use;

/// Something that is lowered as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Item {
    Value(ValueId),
    Function(FunctionId),
    Table(TableId),
}

/// Where an item's tree stands.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Tree<'a> {
    Define(&'a tree::Define),
    Tier(&'a tree::Tier),
    Benefit(&'a tree::Benefit),
    /// A table of facts, read through a derived value; the number is the result column.
    FactTable(&'a tree::Table, TableId, u32),
    Table(&'a tree::Table),
}

/// How far an item has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// Its type is declared; its body has not been lowered.
    Declared,
    /// Its type is not known yet.
    Untyped,
    /// Lowered.
    Done,
    /// It has a problem that has been reported; those that use it stay silent.
    Failed,
}

/// Why an expression could not be lowered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// The item's type must be known first.
    Needs(Item),
    /// A problem was reported, here or where a part was declared.
    Reported,
}

/// The work in progress.
pub struct Analysis<'a> {
    pub(crate) program: Program,
    pub(crate) names: Names,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Every item in the order written, with the entity in whose scope it stands.
    pub(crate) items: Vec<(Item, Tree<'a>, EntityId)>,
    pub(crate) progress: HashMap<Item, Progress>,
    /// What each item rests on.
    pub(crate) rests_on: HashMap<Item, BTreeSet<Item>>,
    /// The entity whose instance a fact node reads, for the proofs.
    pub(crate) fact_entities: HashMap<NodeId, EntityId>,
    /// What has been read, for the warnings about unused names.
    pub(crate) used: BTreeSet<Use>,
    /// The type of each argument of a table that is called, and the key column it stands for.
    pub(crate) table_signatures: HashMap<TableId, Vec<(Type, usize)>>,
    /// Requirements and tests to lower once all items are typed.
    pub(crate) requirements: Vec<(&'a tree::Require, EntityId)>,
    pub(crate) tests: Vec<&'a tree::Test>,
}

/// Analyses the files of one policy together. The program is there only when no diagnostic is an error.
#[must_use]
pub fn analyse(files: &[tree::File], sources: Arc<SourceMap>) -> (Option<Program>, Vec<Diagnostic>) {
    let mut analysis = Analysis::new(sources);
    analysis.declare(files);
    analysis.lower_items();
    analysis.lower_requirements();
    analysis.lower_tests();
    let sound = !analysis.has_errors();
    if sound && analysis.order_and_bound() {
        analysis.prove_divisions();
        analysis.prove_whole_coins();
    }
    if !analysis.has_errors() {
        analysis.warn_unused();
    }
    let Analysis { program, mut diagnostics, .. } = analysis;
    diagnostics.sort_by_key(|diagnostic| {
        diagnostic
            .labels
            .iter()
            .find(|label| label.primary)
            .map(|label| (label.span.source, label.span.start))
    });
    let failed = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    ((!failed).then_some(program), diagnostics)
}

impl<'a> Analysis<'a> {
    fn new(sources: Arc<SourceMap>) -> Self {
        Self {
            program: Program { sources, ..Program::default() },
            names: Names::default(),
            diagnostics: Vec::new(),
            items: Vec::new(),
            progress: HashMap::new(),
            rests_on: HashMap::new(),
            fact_entities: HashMap::new(),
            used: BTreeSet::new(),
            table_signatures: HashMap::new(),
            requirements: Vec::new(),
            tests: Vec::new(),
        }
    }

    pub(crate) fn report(&mut self, diagnostic: Diagnostic) -> Stop {
        self.diagnostics.push(diagnostic);
        Stop::Reported
    }

    fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Lowers every item, each after those whose types it needs.
    fn lower_items(&mut self) {
        let items = self.items.clone();
        let trees: HashMap<Item, (Tree<'a>, EntityId)> =
            items.iter().map(|(item, tree, entity)| (*item, (*tree, *entity))).collect();
        for (item, ..) in &items {
            self.lower_after_its_needs(*item, &trees);
        }
    }

    fn lower_after_its_needs(&mut self, first: Item, trees: &HashMap<Item, (Tree<'a>, EntityId)>) {
        let mut waiting = vec![first];
        while let Some(&item) = waiting.last() {
            if matches!(self.progress.get(&item), Some(Progress::Done | Progress::Failed) | None) {
                waiting.pop();
                continue;
            }
            let Some(&(tree, entity)) = trees.get(&item) else {
                waiting.pop();
                continue;
            };
            match self.attempt(item, tree, entity) {
                Ok(()) => {
                    self.progress.insert(item, Progress::Done);
                    waiting.pop();
                }
                Err(Stop::Reported) => {
                    self.progress.insert(item, Progress::Failed);
                    waiting.pop();
                }
                Err(Stop::Needs(needed)) => match waiting.iter().position(|before| *before == needed) {
                    Some(start) => self.report_ring(waiting.get(start..).unwrap_or_default()),
                    None => waiting.push(needed),
                },
            }
        }
    }

    /// One attempt at an item; what a given-up attempt added is taken back.
    fn attempt(&mut self, item: Item, tree: Tree<'a>, entity: EntityId) -> Result<(), Stop> {
        let nodes = self.program.nodes.len();
        let diagnostics = self.diagnostics.len();
        let outcome = self.lower_item(item, tree, entity);
        if let Err(Stop::Needs(_)) = outcome {
            self.program.nodes.truncate(nodes);
            self.diagnostics.truncate(diagnostics);
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
}
