//! The proof that a table covers every case, and covers it once where it must.

use crate::diagnostic::{Diagnostic, Text};
use crate::map::{Map, Set};
use crate::program::range::Range;
use crate::program::table::{Row, Test};
use crate::program::{NodeId, NodeKind, Region, Table, TableId, Type, ValueId};
use crate::semantics::problems::{self, text};
use crate::semantics::proofs::coverage::{Allowance, Column, Coverage, Finding};
use crate::semantics::proofs::divisions::Ranges;
use crate::semantics::proofs::pieces::{Domain, Pieces};
use crate::semantics::proofs::steps::Steps;
use crate::semantics::{Analysis, Argument};
use crate::sort;
use crate::syntax::tree::{self, Hit};

/// How a table is read.
#[derive(Default)]
struct Reading {
    /// The arguments of a table of facts.
    arguments: Vec<NodeId>,
    read: bool,
    /// Whether some reading has no `if none`.
    must_cover: bool,
}

/// Reports cases that no row covers, or that two rows of a unique table cover.
pub fn prove(analysis: &Analysis<'_>, ranges: &Ranges, steps: &mut Steps<'_, '_>) -> Vec<Diagnostic> {
    let readings = readings(analysis);
    let (mut problems, mut allowance) = (Vec::new(), Allowance::default());
    let tables = (0..).map(TableId).zip(&analysis.program.tables);
    let variant_of: Map<TableId, TableId> = tables
        .flat_map(|(id, table)| table.variants.iter().map(move |(_, variant)| (*variant, id)))
        .collect();
    for (id, tree) in &analysis.table_trees {
        let Some(table) = analysis.program.tables.get(id.index()) else { continue };
        // A table that holds in another's place is read wherever the other is.
        let called = analysis.table_arguments.contains_key(id);
        let reading = readings.get(variant_of.get(id).unwrap_or(id));
        let domains = match reading {
            _ if called => declared_domains(analysis, *id, table),
            Some(reading) => fact_domains(analysis, reading, ranges, steps),
            None => continue,
        };
        let complete =
            table.hit != Hit::Sum && reading.is_none_or(|reading| !reading.read || reading.must_cover);
        problems.extend(prove_table(analysis, tree, table, &domains, complete, &mut allowance));
    }
    problems
}

fn readings(analysis: &Analysis<'_>) -> Map<TableId, Reading> {
    let mut readings: Map<TableId, Reading> = Map::new();
    for (_, node) in analysis.program.nodes.iter() {
        if let NodeKind::Table { table, arguments, if_none, .. } = &node.kind {
            let reading = readings.or_default(*table);
            reading.arguments.clone_from(arguments);
            reading.read = true;
            reading.must_cover |= if_none.is_none();
        }
    }
    readings
}

/// What the arguments of a table that is called can be, as declared.
fn declared_domains(analysis: &Analysis<'_>, id: TableId, table: &Table) -> Vec<Domain> {
    let arguments = analysis.table_arguments.get(&id).map_or(&[][..], Vec::as_slice);
    let declared = |name: &str| arguments.iter().find(|argument: &&Argument| argument.name == name);
    let domain = |(name, ty): &(String, Type)| Domain {
        ty: *ty,
        whole: counts(*ty) || declared(name).is_some_and(|argument| argument.whole),
        bounds: declared(name).map(|argument| argument.bounds.clone()).unwrap_or_default(),
        range: Range::default(),
    };
    table.arguments.iter().map(domain).collect()
}

/// What the values that a table of facts reads can be.
fn fact_domains(
    analysis: &Analysis<'_>,
    reading: &Reading,
    ranges: &Ranges,
    steps: &mut Steps<'_, '_>,
) -> Vec<Domain> {
    let domain = |id: &NodeId| {
        let node = analysis.program.nodes.get(*id);
        let step = steps.of(*id);
        let (bounds, range) = match node.kind {
            NodeKind::Fact(_, field) => {
                let entity = analysis.fact_entities.get(id);
                let field = entity.and_then(|entity| analysis.field(*entity, field));
                (field.map(|field| field.bounds.clone()).unwrap_or_default(), Range::default())
            }
            NodeKind::Derived(_, value) => (bounds_of(analysis, value), ranges.of_value(value)),
            _ => (Vec::new(), Range::default()),
        };
        let whole = step.is_some_and(|step| step.is_integer()) || matches!(node.ty, Type::Date | Type::Month);
        Domain { ty: node.ty, whole, bounds, range }
    };
    reading.arguments.iter().map(domain).collect()
}

fn bounds_of(analysis: &Analysis<'_>, id: ValueId) -> Vec<crate::program::Bound> {
    analysis.program.values.get(id.index()).map(|value| value.bounds.clone()).unwrap_or_default()
}

/// Whether values of a type are counted in whole units.
fn counts(ty: Type) -> bool {
    matches!(ty, Type::Months | Type::Days | Type::Date | Type::Month)
}

/// Looks at the rows of each region by themselves: those of the nearest region are the ones that count.
fn prove_table(
    analysis: &Analysis<'_>,
    tree: &tree::Table,
    table: &Table,
    domains: &[Domain],
    complete: bool,
    allowance: &mut Allowance,
) -> Vec<Diagnostic> {
    let mut by_region = sort::groups(table.rows.iter().map(|row| (row.region.as_ref(), row)).collect());
    if by_region.is_empty() {
        by_region.push((None, Vec::new()));
    }
    let mut problems = Vec::new();
    for (region, rows) in by_region {
        let columns: Vec<Column> =
            domains.iter().enumerate().map(|(at, domain)| column(analysis, domain, at, &rows)).collect();
        let mut coverage = Coverage::new(&columns, complete, table.hit == Hit::Unique);
        let finding = coverage.search(rows.len(), allowance);
        let place = |row: usize| rows.get(row).map_or(tree.span, |row| row.span);
        match finding {
            Some(Finding::Gap(case)) => {
                problems.push(problems::table_gap(tree.name.span, &in_words(table, region, &case)));
            }
            Some(Finding::Double(case, first, second)) => {
                let case = in_words(table, region, &case);
                problems.push(problems::table_overlap(place(second), place(first), &case));
            }
            // Where nothing has to be proved, nothing is too wide.
            Some(Finding::TooWide | Finding::TooWideInAll) if !complete && table.hit != Hit::Unique => {}
            Some(Finding::TooWide) => problems.push(problems::table_too_wide(tree.name.span)),
            Some(Finding::TooWideInAll) => problems.push(problems::tables_too_wide(tree.name.span)),
            None => problems.extend(unreached(table.hit, &rows, &coverage.reached, &coverage.first)),
        }
    }
    problems
}

fn column(analysis: &Analysis<'_>, domain: &Domain, at: usize, rows: &[&Row]) -> Column {
    let tests = rows.iter().filter_map(|row| row.cells.get(at)).flatten();
    let pieces = Pieces::new(analysis, domain, tests);
    let cell = |row: &&Row| -> Vec<(usize, usize)> {
        let tests: &[Test] = row.cells.get(at).map_or(&[], Vec::as_slice);
        pieces.covered(tests)
    };
    let covered = rows.iter().map(cell).collect();
    Column { pieces, covered }
}

/// A case in words: `n: 4, ok: yes`.
fn in_words(table: &Table, region: Option<&Region>, case: &[Text]) -> Text {
    let mut en: Vec<String> = Vec::new();
    let mut zh: Vec<String> = Vec::new();
    if let Some(region) = region {
        en.push(format!("region: {region}"));
        zh.push(format!("地区：{region}"));
    }
    for ((name, _), value) in table.arguments.iter().zip(case) {
        en.push(format!("{name}: {}", value.en));
        zh.push(format!("{name}：{}", value.zh));
    }
    text(en.join(", "), zh.join("，"))
}

fn unreached(hit: Hit, rows: &[&Row], reached: &Set<u32>, first: &Set<u32>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (at, row) in (0u32..).zip(rows) {
        if !reached.contains(&at) {
            problems.push(problems::unreachable_row(row.span, false));
        } else if hit == Hit::First && !first.contains(&at) {
            problems.push(problems::unreachable_row(row.span, true));
        }
    }
    problems
}
