//! What explanations say of layers: whose text holds, and whose it stands in the place of.

use super::decision::{Clause, LayerRef, Replaced, Shown};
use super::report::place;
use super::show;
use super::tables::rows_that_apply;
use crate::calendar::Date;
use crate::diagnostic::Span;
use crate::program::figures::Resolved;
use crate::program::{
    Arm, Body, NodeId, ParameterId, Plan, Program, Region, Rule, Table, TableId, Value, ValueId,
};

/// The layer in which something is written, where the policy has several.
pub(super) fn layer_of(program: &Program, span: Span) -> Option<LayerRef> {
    let layer = program.layer_of(span)?;
    Some(LayerRef {
        name: layer.name.clone(),
        label: layer.label.clone(),
        region: layer.region.as_ref().map(ToString::to_string),
    })
}

/// A text in whose place another stands.
pub(super) fn replaced(program: &Program, span: Span, citations: &[String]) -> Replaced {
    Replaced {
        layer: layer_of(program, span),
        value: None,
        formula: String::new(),
        place: place(&program.sources, span),
        citations: citations.to_vec(),
    }
}

/// The formula in whose place another stands.
fn formula_replaced(program: &Program, span: Span, citations: &[String]) -> Replaced {
    let formula = program.sources.slice(span).trim().to_owned();
    Replaced { formula, ..replaced(program, span, citations) }
}

/// The layer of a part of a rule that belongs to another one.
pub(super) fn amending(program: &Program, own: Span, part: Span) -> Option<LayerRef> {
    layer_of(program, part).filter(|_| own.source != part.source)
}

/// The body of a definition that would have held if the file of the one that does had not said it.
pub(super) fn body_replaced(plan: &Plan, bodies: &[Body], position: u32) -> Option<Replaced> {
    let (below, node) = plan.body_replaced(bodies, position)?;
    let citations = &bodies.get(below as usize)?.citations;
    Some(formula_replaced(plan.program(), plan.node(node).span, citations))
}

/// The rules that were amended until the one that holds, the last first.
fn rules_below(plan: &Plan, id: ValueId) -> Vec<(&Rule, Span)> {
    let Some(value) = plan.program().values.get(id.index()) else { return Vec::new() };
    let mut rules = Vec::new();
    let mut at = plan.variant(id);
    while let Some(variant) = at {
        let below = variant.amends.and_then(|below| value.variants.get(below as usize));
        rules.push(below.map_or((&value.rule, value.span), |below| (&below.rule, below.span)));
        at = below;
    }
    rules
}

/// The first arm for the same case that an amendment replaced.
pub(super) fn arm_replaced(plan: &Plan, id: ValueId, arm: &Arm) -> Option<Replaced> {
    let below = rules_below(plan, id).into_iter().find_map(|(rule, _)| match rule {
        Rule::Tier(tier) if !tier.arms.iter().any(|other| other.span == arm.span) => Some(tier),
        _ => None,
    })?;
    let other = below.arms.iter().find(|other| other.case == arm.case)?;
    Some(formula_replaced(plan.program(), plan.node(other.when).span, &other.citations))
}

/// The clause that an amendment of a benefit replaced.
pub(super) fn clause_replaced(plan: &Plan, id: ValueId, clause: Clause, node: NodeId) -> Option<Replaced> {
    let of = |rule: &Rule| match (rule, clause) {
        (Rule::Benefit(benefit), Clause::When) => benefit.when,
        (Rule::Benefit(benefit), Clause::Amount) => Some(benefit.amount),
        (Rule::Benefit(benefit), Clause::Start) => benefit.start,
        (Rule::Benefit(benefit), Clause::Stop) => benefit.stop,
        _ => None,
    };
    let (rule, _) = rules_below(plan, id).into_iter().find(|(rule, _)| of(rule) != Some(node))?;
    Some(formula_replaced(plan.program(), plan.node(of(rule)?).span, &[]))
}

/// The layer that says how an amount is rounded, where that is another than that of the benefit, and the
/// benefit or amendment whose rounding it replaced.
pub(super) fn rounding(plan: &Plan, id: ValueId) -> (Option<LayerRef>, Option<Replaced>) {
    let Some(value) = plan.program().values.get(id.index()) else { return (None, None) };
    let round = |rule: &Rule| match rule {
        Rule::Benefit(benefit) => benefit.round,
        _ => None,
    };
    let holds = plan.variant(id).map(|variant| (&variant.rule, variant.span));
    let rules: Vec<(&Rule, Span)> = holds.into_iter().chain(rules_below(plan, id)).collect();
    // A rounding is written by the lowest of the rules that have it.
    let mut written = rules.chunk_by(|(above, _), (below, _)| round(above) == round(below));
    let by = written.next().and_then(<[_]>::last);
    let by = by.and_then(|(_, span)| amending(plan.program(), value.span, *span));
    let replaced = written.next().and_then(<[_]>::last).filter(|(rule, _)| round(rule).is_some());
    (by, replaced.map(|(_, span)| self::replaced(plan.program(), *span, &[])))
}

/// Citations of the amendments that hold, the first of them last.
pub(super) fn cited_by_amendments(plan: &Plan, id: ValueId) -> Vec<String> {
    let Some(value) = plan.program().values.get(id.index()) else { return Vec::new() };
    let mut cited = Vec::new();
    let mut at = plan.variant(id);
    while let Some(variant) = at {
        cited.extend(variant.citations.iter().cloned());
        at = variant.amends.and_then(|below| value.variants.get(below as usize));
    }
    cited
}

/// The row that would have applied if a table had not been amended.
pub(super) fn row_replaced(plan: &Plan, id: TableId, column: usize, arguments: &[Value]) -> Option<Replaced> {
    let program = plan.program();
    let is_variant = |table: &&Table| table.variants.iter().any(|(_, variant)| *variant == id);
    let base = program.tables.iter().position(|table| is_variant(&table))?;
    let variants = &program.tables.get(base)?.variants;
    let around = |region: &Region| plan.region().is_some_and(|of| of.is_within(region));
    let before = variants.iter().take_while(|(_, variant)| *variant != id);
    let below = before.filter(|(region, _)| region.as_ref().is_none_or(around)).last();
    let below = below.map_or_else(|| u32::try_from(base).ok().map(TableId), |(_, table)| Some(*table))?;
    let table = program.tables.get(below.index())?;
    let row = rows_that_apply(table, plan.rows_of(below), arguments).into_iter().next()?;
    let row = table.rows.get(row as usize)?;
    let result = program.tables.get(id.index())?.columns.get(column)?.result;
    if let Some(line) = table.column(result, plan.as_of()).ok().and_then(|column| row.lines.get(column)) {
        return Some(formula_replaced(program, line.span, &line.citations));
    }
    // Its citations stand behind it, and are told by themselves.
    let ends = row.values.iter().flatten().map(|value| plan.node(*value).span.end).max();
    let span = Span { end: ends.unwrap_or(row.span.end), ..row.span };
    Some(formula_replaced(program, span, &row.citations))
}

/// The figure that would have held if the file that gave a figure had not.
pub(super) fn figure_replaced(
    plan: &Plan,
    id: ParameterId,
    cases: &[u32],
    date: Date,
    found: &Resolved,
) -> Option<Replaced> {
    let program = plan.program();
    let parameter = program.parameters.get(id.index())?;
    let key = plan.key_of(id, cases);
    let figure = parameter.replaced_by(&program.layers, found.entry?, found.level.as_ref(), key, date)?;
    let line = parameter.entries.get(figure.entry as usize)?;
    let value = figure.value.as_ref().map(|value| Shown {
        text: show::value(program, parameter.ty, value),
        exact: show::exact(program, parameter.ty, value),
    });
    Some(Replaced { value, ..replaced(program, line.span, &line.citations) })
}
