//! Whether a program that came from bytes is one that the compiler could have made, as far as executors
//! rely on it: every index leads somewhere, every value is of its type, nothing rests on itself, and no
//! rule takes more than it may.

use super::sound::{self, Sound, Unsound, any_type, ensure, entity, scalar, shape, validity, value};
use super::walk::Walk;
use crate::program::figures::{ByRegionAndKey, Figure, Parameter};
use crate::program::plan::MOST_FIGURES;
use crate::program::table::{Row, Table, Test};
use crate::program::{
    Bound, Default, Derived, EntityId, EnumType, Exclusive, Field, NodeKind, Program, Rule, Type,
};

/// The most figures that a plan keeps for all places where parameters with keys are read.
const MOST_KEPT: u64 = 1 << 21;
/// How deep entities may contain one another; no case nests deeper.
const DEEPEST_ENTITY: u32 = 64;
/// No currency has more decimal places.
const MOST_PLACES: u8 = 9;

/// Checks a program.
pub fn check(program: &Program) -> Sound {
    // Without `..`, so that whatever is added to a program is checked here as well.
    let Program {
        name: _,
        label: _,
        region,
        currency,
        citations: _,
        layers,
        enums,
        entities,
        root,
        parameters,
        tables,
        functions: _,
        values,
        order: _,
        exclusives,
        alerts: _,
        targets: _,
        requirements: _,
        // Compiled files hold none.
        checks: _,
        tests: _,
        nodes: _,
        sources: _,
    } = program;
    sound::region(region.as_ref())?;
    ensure(currency.exponent <= MOST_PLACES && root.index() < entities.len())?;
    layers.iter().try_for_each(|layer| sound::region(layer.region.as_ref()))?;
    enums.iter().enumerate().try_for_each(|(at, one)| enum_type(program, at, one))?;
    for (id, one) in (0..).map(EntityId).zip(entities) {
        one.fields.iter().try_for_each(|each| field(program, id, each))?;
    }
    containment(program)?;
    parameters.iter().try_for_each(|one| parameter(program, one))?;
    figures(program)?;
    tables.iter().try_for_each(|one| table(program, one))?;
    values.iter().try_for_each(|one| derived(program, one))?;
    exclusives.iter().try_for_each(|one| exclusive(program, one))?;
    Walk::new(program).all()
}

fn enum_type(program: &Program, at: usize, of: &EnumType) -> Sound {
    ensure(u32::try_from(of.cases.len()).is_ok())?;
    let Some(tier) = of.tier else { return Ok(()) };
    match program.values.get(tier.index()).map(|value| &value.rule) {
        Some(Rule::Tier(tier)) => ensure(tier.cases.index() == at),
        _ => Err(Unsound),
    }
}

fn field(program: &Program, of: EntityId, field: &Field) -> Sound {
    ensure(!field.name.contains(is_no_part_of_a_name))?;
    any_type(program, field.ty)?;
    if let Some(previous) = field.previous {
        let derived = program.values.get(previous.index()).ok_or(Unsound)?;
        ensure(derived.entity == of && shape(derived.ty) == shape(field.ty))?;
    }
    bounds(program, field.ty, &field.bounds)?;
    match &field.default {
        Some(Default::Value(default)) => value(program, field.ty, default),
        Some(Default::Empty) => ensure(matches!(field.ty, Type::List(_))),
        None => Ok(()),
    }
}

/// What means something in paths and in JSON, where names of fields are written as they are.
fn is_no_part_of_a_name(character: char) -> bool {
    character.is_control() || matches!(character, '"' | '\\' | '.' | '[' | ']')
}

fn bounds(program: &Program, ty: Type, bounds: &[Bound]) -> Sound {
    bounds.iter().try_for_each(|bound| value(program, ty, &bound.limit))
}

/// Entities contain one another without end nowhere, each knows the only one that contains it, and the
/// root is contained in none.
fn containment(program: &Program) -> Sound {
    let mut owners = vec![Vec::new(); program.entities.len()];
    for (at, entity) in (0..).map(EntityId).zip(&program.entities) {
        for inner in entity.fields.iter().filter_map(inner) {
            let known: &mut Vec<EntityId> = owners.get_mut(inner.index()).ok_or(Unsound)?;
            if known.last() != Some(&at) {
                known.push(at);
            }
        }
    }
    for (entity, owners) in program.entities.iter().zip(&owners) {
        let only = if let [only] = owners.as_slice() { Some(*only) } else { None };
        ensure(entity.owner == only)?;
    }
    ensure(owners.get(program.root.index()).is_some_and(Vec::is_empty))?;
    let mut depths = vec![None; program.entities.len()];
    (0..)
        .map(EntityId)
        .take(program.entities.len())
        .try_for_each(|id| depth(program, id, &mut depths, 0).map(|_| ()))
}

fn inner(field: &Field) -> Option<EntityId> {
    match field.ty {
        Type::Record(inner) | Type::List(inner) => Some(inner),
        _ => None,
    }
}

fn depth(program: &Program, id: EntityId, depths: &mut [Option<u32>], above: u32) -> Sound<u32> {
    if let Some(known) = depths.get(id.index()).copied().flatten() {
        return Ok(known);
    }
    ensure(above < DEEPEST_ENTITY)?;
    let mut deepest = 0;
    for inner in entity(program, id)?.fields.iter().filter_map(inner) {
        deepest = deepest.max(depth(program, inner, depths, above.saturating_add(1))?.saturating_add(1));
    }
    ensure(deepest < DEEPEST_ENTITY)?;
    if let Some(place) = depths.get_mut(id.index()) {
        *place = Some(deepest);
    }
    Ok(deepest)
}

/// Not too many figures are kept by a plan, be the places where they are read part of a rule or not.
fn figures(program: &Program) -> Sound {
    let mut kept = 0u64;
    for (_, node) in program.nodes.iter() {
        if let NodeKind::Parameter { parameter, .. } = &node.kind {
            let parameter = program.parameters.get(parameter.index()).ok_or(Unsound)?;
            kept = kept.saturating_add(combinations(program, parameter)?.min(MOST_FIGURES).into());
        }
    }
    ensure(kept <= MOST_KEPT)
}

/// How many combinations of keys a parameter has.
fn combinations(program: &Program, parameter: &Parameter) -> Sound<u32> {
    parameter.keys.iter().try_fold(1u32, |all, key| {
        let cases = program.enums.get(key.index()).ok_or(Unsound)?.cases.len();
        u32::try_from(cases).ok().and_then(|cases| all.checked_mul(cases)).ok_or(Unsound)
    })
}

fn parameter(program: &Program, parameter: &Parameter) -> Sound {
    scalar(program, parameter.ty)?;
    let combinations = combinations(program, parameter)?;
    parameter.entries.iter().try_for_each(|entry| validity(&entry.validity))?;
    ensure(is_sorted(&parameter.series) && is_sorted(&parameter.strata))?;
    let strata = parameter.strata.iter().flat_map(|(key, strata)| strata.iter().map(move |one| (key, one)));
    let series = parameter.series.iter().map(|(key, series)| (key, series));
    for ((region, key), series) in series.chain(strata) {
        ensure(*key < combinations)?;
        sound::region(region.as_ref())?;
        ensure(series.windows(2).all(|pair| matches!(pair, [one, next] if follows(one, next))))?;
        for figure in series {
            ensure((figure.entry as usize) < parameter.entries.len())?;
            figure.value.iter().try_for_each(|known| value(program, parameter.ty, known))?;
        }
    }
    Ok(())
}

fn is_sorted<T>(all: &ByRegionAndKey<T>) -> bool {
    all.iter().zip(all.iter().skip(1)).all(|((one, _), (next, _))| one < next)
}

fn follows(one: &Figure, next: &Figure) -> bool {
    one.from < next.from && one.to.is_some_and(|end| next.from.is_some_and(|from| end < from))
}

fn table(program: &Program, table: &Table) -> Sound {
    table.arguments.iter().try_for_each(|(_, ty)| scalar(program, *ty))?;
    table.results.iter().try_for_each(|(_, ty)| scalar(program, *ty))?;
    ensure(table.columns.iter().all(|column| (column.result as usize) < table.results.len()))?;
    for (of, id) in &table.variants {
        sound::region(of.as_ref())?;
        let other = program.tables.get(id.index()).ok_or(Unsound)?;
        let types = |all: &[(String, Type)]| all.iter().map(|(_, ty)| *ty).collect::<Vec<_>>();
        let results = |of: &Table| of.results.iter().map(|(_, ty)| *ty).collect::<Vec<_>>();
        let alike = types(&table.arguments) == types(&other.arguments) && results(table) == results(other);
        ensure(alike && other.variants.is_empty())?;
    }
    table.rows.iter().try_for_each(|one| row(program, table, one))
}

fn row(program: &Program, table: &Table, row: &Row) -> Sound {
    sound::region(row.region.as_ref())?;
    ensure(row.cells.len() == table.arguments.len() && row.values.len() == table.columns.len())?;
    for (tests, (_, ty)) in row.cells.iter().zip(&table.arguments) {
        for test in tests {
            match test {
                Test::Any => {}
                Test::Equal(wanted) => value(program, *ty, wanted)?,
                Test::Within(limits) => {
                    limits.iter().try_for_each(|(_, limit)| value(program, *ty, limit))?;
                }
            }
        }
    }
    Ok(())
}

fn derived(program: &Program, derived: &Derived) -> Sound {
    any_type(program, derived.ty)?;
    entity(program, derived.entity)?;
    for (at, variant) in derived.variants.iter().enumerate() {
        sound::region(variant.region.as_ref())?;
        // An amendment amends one before it, so that going back from it comes to an end.
        let before = variant.amends.is_none_or(|below| (below as usize) < at);
        ensure(before && !matches!(variant.rule, Rule::Definition(_)))?;
    }
    bounds(program, derived.ty, &derived.bounds)
}

fn exclusive(program: &Program, of: &Exclusive) -> Sound {
    entity(program, of.entity)?;
    let cases = &program.enums.get(of.cases.index()).ok_or(Unsound)?.cases;
    ensure(cases.len() == of.benefits.len())?;
    of.benefits.iter().try_for_each(|rival| {
        let benefit = program.values.get(rival.value.index()).ok_or(Unsound)?;
        ensure(matches!(benefit.rule, Rule::Benefit(_)) && benefit.entity == of.entity)
    })
}
