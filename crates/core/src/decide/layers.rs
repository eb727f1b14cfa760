//! What explanations say of layers: whose text holds, and whose it stands in the place of.

use super::decision::{LayerRef, Replaced, Shown};
use super::fault::place;
use super::show;
use crate::calendar::Date;
use crate::diagnostic::Span;
use crate::program::figures::Resolved;
use crate::program::{ParameterId, Plan, Program};

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
    let figure = parameter.replaced_by(found.entry?, found.level.as_ref(), key, date)?;
    let line = parameter.entries.get(figure.entry as usize)?;
    let value = figure.value.as_ref().map(|value| Shown {
        text: show::value(program, parameter.ty, value),
        exact: show::exact(program, parameter.ty, value),
    });
    Some(Replaced { value, ..replaced(program, line.span, &line.citations) })
}
