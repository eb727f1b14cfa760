//! Where explanations end: facts, figures, and rows of tables.

use super::parts::shown;
use super::{Explaining, Part};
use crate::calendar::Date;
use crate::decide::decision::{Clause, EntryRef, ExplanationKind, Status};
use crate::decide::fault::RuleId;
use crate::decide::formula::Looked;
use crate::decide::outcome::Held;
use crate::decide::report::place;
use crate::decide::tables::rows_that_apply;
use crate::decide::{layers, show};
use crate::diagnostic::Text;
use crate::program::figures::{Availability, Resolved};
use crate::program::{FieldId, InstanceId, Parameter, ParameterId, Slot, Type};

impl Explaining<'_, '_> {
    pub(super) fn fact(&mut self, instance: InstanceId, field: FieldId) -> Part {
        let (program, case) = (self.evaluator.program, self.evaluator.case);
        let entity = case.get(instance).and_then(|of| program.entities.get(of.entity.index()));
        let declared = entity.and_then(|entity| entity.fields.get(field.index()));
        let slot = case.slot(instance, field);
        let kind = match slot {
            Slot::Assumed(_) | Slot::Many(_, true) => ExplanationKind::Assumed,
            _ => ExplanationKind::Fact,
        };
        let (name, label) = declared.map_or(("", None), |of| (of.name.as_str(), of.label.as_deref()));
        let mut explanation = self.blank(name, label, kind);
        explanation.of = case.path(program, instance, None);
        if let Some(declared) = declared {
            explanation.citations.clone_from(&declared.citations);
            explanation.value = match slot {
                Slot::Known(value) | Slot::Assumed(value) => Some(shown(
                    show::value(program, declared.ty, value),
                    show::exact(program, declared.ty, value),
                )),
                Slot::Many(members, _) if members.is_empty() => {
                    Some(shown(Text::new("nobody", "无"), String::new()))
                }
                _ => None,
            };
        }
        if matches!(slot, Slot::Unknown) {
            explanation.status = Status::Undecided;
            explanation.needs.push(case.path(program, instance, Some(field)));
        }
        Part { explanation, leaves: Vec::new() }
    }

    /// The label of a parameter with the cases that a figure of it is for, as people read both.
    fn label_of_figure(&self, label: &str, parameter: &Parameter, cases: &[u32]) -> String {
        let program = self.evaluator.program;
        let keys = parameter.keys.iter().zip(cases);
        let cases = keys.map(|(key, case)| show::case_title(program, Type::Case(*key), *case));
        let (en, zh): (Vec<String>, Vec<String>) = cases.map(|case| (case.en, case.zh)).unzip();
        // A label is in one language, that of the policy.
        if label.is_ascii() {
            format!("{label} ({})", en.join(", "))
        } else {
            format!("{label}（{}）", zh.join("、"))
        }
    }

    pub(super) fn figure(&mut self, id: ParameterId, cases: &[u32], date: Date, found: &Resolved) -> Part {
        let program = self.evaluator.program;
        let Some(parameter) = program.parameters.get(id.index()) else {
            return Part {
                explanation: self.blank("", None, ExplanationKind::Parameter),
                leaves: Vec::new(),
            };
        };
        let mut explanation =
            self.blank(&parameter.name, parameter.label.as_deref(), ExplanationKind::Parameter);
        let keys = show::keys(program, parameter, cases);
        if !keys.is_empty() {
            explanation.name = format!("{}({})", parameter.name, keys.join(", "));
            explanation.label = explanation.label.map(|label| self.label_of_figure(&label, parameter, cases));
        }
        match &found.figure {
            Availability::Known(value) => {
                explanation.value = Some(shown(
                    show::value(program, parameter.ty, value),
                    show::exact(program, parameter.ty, value),
                ));
            }
            Availability::Unknown => explanation.status = Status::Undecided,
            _ => explanation.status = Status::Error,
        }
        explanation.entry = Some(EntryRef {
            instead_of: layers::figure_replaced(self.evaluator.plan, id, cases, date, found),
            ..self.entry(id, found)
        });
        explanation.citations.clone_from(&parameter.citations);
        let line = found.entry.and_then(|entry| parameter.entries.get(entry as usize));
        explanation.citations.extend(line.into_iter().flat_map(|line| line.citations.iter().cloned()));
        Part { explanation, leaves: Vec::new() }
    }

    fn entry(&self, id: ParameterId, found: &Resolved) -> EntryRef {
        let program = self.evaluator.program;
        let parameter = program.parameters.get(id.index());
        let line = parameter.zip(found.entry).and_then(|(of, entry)| of.entries.get(entry as usize));
        EntryRef {
            from: line.and_then(|line| line.validity.from),
            to: line.and_then(|line| line.validity.to),
            region: found.level.as_ref().map(ToString::to_string),
            place: line.and_then(|line| place(&program.sources, line.span)),
            replaced: found.replaced,
            layer: line.and_then(|line| layers::layer_of(program, line.span)),
            instead_of: None,
        }
    }

    pub(super) fn table(&mut self, looked: &Looked) -> Part {
        let program = self.evaluator.program;
        let Some(table) = program.tables.get(looked.table.index()) else {
            return Part { explanation: self.blank("", None, ExplanationKind::Table), leaves: Vec::new() };
        };
        let mut explanation = self.blank(&table.name, table.label.as_deref(), ExplanationKind::Table);
        explanation.citations.clone_from(&table.citations);
        self.fill(&mut explanation, looked.ty, &looked.outcome);
        let mut part = Part { explanation, leaves: Vec::new() };
        let (Some(column), Some(arguments)) = (looked.column, &looked.arguments) else {
            return part;
        };
        let plan = self.evaluator.plan;
        let rows = rows_that_apply(table, self.evaluator.plan.rows_of(looked.table), arguments);
        let locals = || arguments.iter().cloned().map(|value| Ok(Held::Value(value))).collect();
        for row in rows.iter().filter_map(|row| table.rows.get(*row as usize)) {
            part.explanation.entry.get_or_insert_with(|| EntryRef {
                from: match row.lines.get(column) {
                    Some(line) => line.from,
                    None => table.columns.get(column).and_then(|column| column.from),
                },
                to: None,
                region: row.region.as_ref().map(ToString::to_string),
                place: place(&program.sources, row.place(column)),
                replaced: false,
                layer: layers::layer_of(program, row.span),
                instead_of: layers::row_replaced(plan, looked.table, column, arguments),
            });
            if let Some(Some(node)) = row.values.get(column) {
                let outer = self.evaluator.enter_bare(RuleId::Table(looked.table));
                self.evaluator.set_locals(locals());
                self.step(&mut part, Clause::Value, *node, row.cited(column).to_vec());
                self.evaluator.leave(outer);
            }
            if let Some(step) = part.explanation.steps.last_mut() {
                program.sources.slice(row.place(column)).trim().clone_into(&mut step.formula);
            }
        }
        part
    }
}
