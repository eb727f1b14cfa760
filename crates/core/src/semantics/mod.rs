//! From trees to a typed program: names, types and money periods, dated and regional figures, and the
//! proofs that every division, every table and every amount is sound.
//!
//! First everything is declared, so that names may be used in any order. Then each rule is lowered once,
//! after those it rests on (`lowering`). When all is well the rules are put in order, bounded in size,
//! and what can be proved of them is (`proofs`).

mod aggregates;
mod amended_tables;
mod amendments;
mod annexes;
mod beside;
mod calls;
mod checks;
mod data;
mod declare;
mod entities;
mod enums;
mod exclusives;
mod expressions;
mod figures;
mod functions;
mod layers;
mod limits;
mod lists;
mod literals;
mod lowering;
mod mentions;
mod monitors;
mod names;
mod operators;
mod order;
mod paths;
mod previous;
mod problems;
mod proofs;
mod rules;
mod scope;
mod show;
mod strata;
mod tables;
mod test_cases;
mod tests_by_month;
mod tests_in_language;
mod typed;
mod types;
mod unused;
mod variants;

use std::cell::Cell;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Severity, SourceMap, Span, nearest};
use crate::layers::Order;
use crate::map::{Map, Set};
use crate::program::{
    Bound, EntityId, EnumId, ExclusiveId, FunctionId, NodeId, ParameterId, Program, TableId, Type, ValueId,
};
use crate::syntax::tree;

use crate::sort;
pub use annexes::fill_annexes;
use data::FactKind;
use layers::Layers;
use names::Names;

/// How many problems are reported.
const MOST_PROBLEMS: usize = 200;

/// For how many unknown names the nearest known one is looked for.
const MOST_SUGGESTIONS: usize = 30;

/// Something that is lowered as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Item {
    Value(ValueId),
    Function(FunctionId),
    Table(TableId),
    /// Whether and how much is granted of a benefit, after exclusions; the value is its claim.
    Grant(ValueId),
    /// The applicant's choice of an exclusive.
    Choice(ExclusiveId),
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

impl<'a> Tree<'a> {
    fn head(self) -> &'a tree::Name {
        match self {
            Self::Define(define) => &define.name,
            Self::Tier(tier) => &tier.name,
            Self::Benefit(benefit) => &benefit.name,
            Self::FactTable(table, ..) | Self::Table(table) => &table.name,
        }
    }
}

/// A table of facts: the values that read it, one for each result.
#[derive(Clone, Debug)]
pub(crate) struct FactTable {
    id: TableId,
    values: Vec<ValueId>,
    place: Span,
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

/// An argument of a definition or a table, as declared.
#[derive(Clone, Debug)]
pub(crate) struct Argument {
    name: String,
    ty: Type,
    whole: bool,
    bounds: Vec<Bound>,
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
pub(crate) struct Analysis<'a> {
    program: Program,
    names: Names,
    diagnostics: Vec<Diagnostic>,
    /// Whether parts of the text could not be read, and where.
    faulty: bool,
    faults: Vec<Span>,
    /// Whether some field's type is unknown, so that the entities may hang together otherwise.
    untyped_fields: bool,
    /// Whether it is not known which entity contains all others.
    rootless: bool,
    policy_place: Option<Span>,
    /// The fields of each entity, those of amendments among them.
    entity_trees: Vec<(EntityId, Vec<&'a tree::Field>)>,
    /// The type of each tier and exclusive, by the place of its name.
    tier_types: Map<Span, EnumId>,
    /// Parameters whose types are not known.
    failed_parameters: Set<ParameterId>,
    /// Every item in the order written, with the entity in whose scope it stands.
    items: Vec<(Item, Tree<'a>, EntityId)>,
    benefits: Map<ValueId, &'a tree::Benefit>,
    progress: Map<Item, Progress>,
    /// What each item rests on.
    rests_on: Map<Item, Set<Item>>,
    /// The entity whose instance a fact node reads, for the proofs.
    fact_entities: Map<NodeId, EntityId>,
    /// What has been read, for the warnings about unused names.
    used: Set<Item>,
    /// The parameters among that.
    used_parameters: Set<ParameterId>,
    /// The names that have been warned of in an item, with those they hide.
    shadows: Set<(Option<Item>, String, EntityId)>,
    /// The type of each argument of a table that is called, and the key column it stands for.
    table_signatures: Map<TableId, Vec<(Type, usize)>>,
    function_arguments: Map<FunctionId, Vec<Argument>>,
    /// In the order of the signature.
    table_arguments: Map<TableId, Vec<Argument>>,
    /// The trees of tables, for the proofs.
    table_trees: Vec<(TableId, &'a tree::Table)>,
    /// Alerts and targets to lower once all items are typed.
    monitors: Vec<(monitors::Watch<'a>, EntityId)>,
    /// Exclusives to lower once all items are typed.
    exclusives: Vec<(&'a tree::Exclusive, EntityId)>,
    /// The benefits that stand in exclusives.
    excludable: Set<ValueId>,
    /// Requirements and tests to lower once all items are typed.
    requirements: Vec<(&'a tree::Require, EntityId)>,
    tests: Vec<&'a tree::Test>,
    layers: Layers,
    /// Amendments with the entity in whose `for` block they stand.
    amendments: Vec<(&'a tree::Amend, Option<EntityId>)>,
    parameter_kinds: Map<ParameterId, FactKind>,
    checks: Vec<&'a tree::Check>,
    /// The amendments of each definition, tier and benefit, in the order of their files.
    amended: Map<Item, Vec<&'a tree::Amend>>,
    /// The amended tables of each table, in the order of their files.
    amended_tables: Map<TableId, Vec<(TableId, &'a tree::Amend)>>,
    fact_tables: Map<(EntityId, &'a str), FactTable>,
    /// Amendments of tiers that write all arms, by the tier's name.
    whole_tiers: Map<&'a str, Vec<&'a tree::AmendedTier>>,
    suggestions: Cell<usize>,
    /// How many nodes given-up attempts have added.
    wasted: usize,
}

/// Analyses the files of one policy together. The program is there only when no diagnostic is an error.
///
/// Of files that could not be read whole, what was read is checked; names that may be declared in the
/// rest are passed over in silence.
#[must_use]
pub fn analyse(files: &[tree::File], sources: Arc<SourceMap>) -> (Option<Program>, Vec<Diagnostic>) {
    analyse_layers(files, Order::default(), sources)
}

/// Analyses the files of a layered policy, each after those that it uses.
#[must_use]
pub fn analyse_layers(
    files: &[tree::File],
    order: Order,
    sources: Arc<SourceMap>,
) -> (Option<Program>, Vec<Diagnostic>) {
    let mut analysis = Analysis::new(files, order, sources);
    analysis.declare(files);
    analysis.lower_items();
    analysis.resolve_previous();
    analysis.lower_exclusives();
    analysis.lower_requirements();
    analysis.lower_monitors();
    analysis.lower_tests();
    analysis.lower_checks();
    let order = analysis.find_order();
    if let Some(order) = order
        && analysis.is_sound()
        && analysis.check_limits(&order)
    {
        analysis.prove(&order);
        analysis.find_what_checks_read();
    }
    if analysis.is_sound() {
        analysis.warn_unused();
        analysis.warn_of_cases_without_figures();
    }
    analysis.finish()
}

impl<'a> Analysis<'a> {
    fn new(files: &'a [tree::File], order: Order, sources: Arc<SourceMap>) -> Self {
        let mut names = Names::default();
        names.lost.extend(files.iter().flat_map(|file| file.unread.iter().cloned()));
        Self {
            program: Program { sources, ..Program::default() },
            names,
            diagnostics: Vec::new(),
            faulty: files.iter().any(|file| !file.faults.is_empty()),
            faults: files.iter().flat_map(|file| file.faults.iter().copied()).collect(),
            untyped_fields: false,
            rootless: false,
            policy_place: None,
            entity_trees: Vec::new(),
            tier_types: Map::new(),
            failed_parameters: Set::new(),
            items: Vec::new(),
            benefits: Map::new(),
            progress: Map::new(),
            rests_on: Map::new(),
            fact_entities: Map::new(),
            used: Set::new(),
            used_parameters: Set::new(),
            shadows: Set::new(),
            table_signatures: Map::new(),
            function_arguments: Map::new(),
            table_arguments: Map::new(),
            table_trees: Vec::new(),
            monitors: Vec::new(),
            exclusives: Vec::new(),
            excludable: Set::new(),
            requirements: Vec::new(),
            tests: Vec::new(),
            layers: Layers::new(order),
            amendments: Vec::new(),
            parameter_kinds: Map::new(),
            checks: Vec::new(),
            amended: Map::new(),
            amended_tables: Map::new(),
            fact_tables: Map::new(),
            whole_tiers: Map::new(),
            suggestions: Cell::new(0),
            wasted: 0,
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) -> Stop {
        // What could not be read has been reported; nothing more is said of the same place.
        let touches = |fault: &Span| diagnostic.span().is_some_and(|span| span.touches(*fault));
        if self.faults.iter().any(touches) {
            return Stop::Reported;
        }
        // Errors beyond the limit are not shown, but the first of them are always there.
        let alike = self.diagnostics.iter().filter(|known| known.severity == diagnostic.severity).count();
        if alike < MOST_PROBLEMS {
            self.diagnostics.push(diagnostic);
        }
        Stop::Reported
    }

    /// The known name nearest to a misspelt one, as long as not too many have been looked for.
    fn suggestion<'n>(&self, name: &str, candidates: impl Iterator<Item = &'n str>) -> Option<String> {
        let looked_for = self.suggestions.get();
        self.suggestions.set(looked_for.saturating_add(1));
        (looked_for < MOST_SUGGESTIONS).then(|| nearest(name, candidates).map(str::to_owned)).flatten()
    }

    /// Whether so much has been reported that nothing more will be.
    fn is_full(&self) -> bool {
        self.diagnostics.iter().filter(|known| known.is_error()).count() >= MOST_PROBLEMS
    }

    /// Whether everything was read and no error was found.
    fn is_sound(&self) -> bool {
        !self.faulty && !self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// Whether a name may be declared in text that could not be read or was refused.
    fn is_lost(&self, name: &str) -> bool {
        self.names.lost.contains(name) || self.is_full()
    }

    /// Whether a name belongs to an entity that may be the one to decide about: with several, the first is
    /// only taken for it.
    fn is_elsewhere(&self, name: &str) -> bool {
        self.rootless && self.names.member_owners.contains_key(name)
    }

    /// The program, and what was reported in the order of the places.
    fn finish(self) -> (Option<Program>, Vec<Diagnostic>) {
        let Self { program, mut diagnostics, faulty, .. } = self;
        let place = |diagnostic: &Diagnostic| diagnostic.span().map(|span| (span.source, span.start));
        sort::by_key(&mut diagnostics, place);
        say_once(&mut diagnostics);
        let failed = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        ((!failed && !faulty).then_some(program), diagnostics)
    }
}

/// Drops what is said of the same place a second time, as of an annex that two parameters share.
fn say_once(diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: Set<(Code, Option<Span>, String)> = Set::new();
    diagnostics.retain(|one| seen.insert((one.code, one.span(), one.message.en.clone())));
}
