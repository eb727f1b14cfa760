//! The cases of tests: what is given, and which derived values are pinned.

use crate::diagnostic::{Code, Diagnostic};
use crate::map::Map;
use crate::program::{Case, EntityId, FieldId, InstanceId, Slot, Type, Value, ValueId};
use crate::semantics::beside::index;
use crate::semantics::names::{Global, Member};
use crate::semantics::problems::{self, text};
use crate::semantics::{Analysis, Item, Progress, Stop};
use crate::syntax::tree::{self, Data, Name, Record, RecordField};

/// An instance to fill.
#[derive(Clone, Copy)]
struct Target {
    id: InstanceId,
    entity: EntityId,
}

impl Analysis<'_> {
    /// The case of a test, with what holds from later months on. Several records are merged: what a later one says replaces what an earlier
    /// one said, nested entities field by field, lists as a whole.
    pub(crate) fn test_case(&mut self, tree: &tree::Test, later: &[&Record]) -> Result<Case, Stop> {
        let root = Target { id: InstanceId(0), entity: self.program.root };
        let mut case = Case::new(&self.program);
        let given: Vec<&Record> = tree.given.iter().chain(later.iter().copied()).collect();
        let mut outcome = self.fill(&mut case, root, &given);
        for pin in &tree.pins {
            outcome = outcome.and(self.pin(&mut case, root, &pin.name, &pin.value));
        }
        outcome.map(|()| case)
    }

    /// Writes what records say into an instance; a mistake in one fact does not hide the others.
    fn fill(&mut self, case: &mut Case, target: Target, records: &[&Record]) -> Result<(), Stop> {
        let mut given: Vec<(FieldId, Vec<&Data>)> = Vec::new();
        let mut positions: Map<FieldId, usize> = Map::new();
        let mut outcome = Ok(());
        for record in records {
            outcome = outcome.and(self.check_repeats(record));
            for field in &record.fields {
                if field.pinned {
                    outcome = outcome.and(self.pin(case, target, &field.name, &field.value));
                    continue;
                }
                match self.fact_of(target.entity, field) {
                    Ok(id) => {
                        let position = *positions.or_insert(id, given.len());
                        match given.get_mut(position) {
                            Some((_, values)) => values.push(&field.value),
                            None => given.push((id, vec![&field.value])),
                        }
                    }
                    Err(stop) => outcome = Err(stop),
                }
            }
        }
        for (field, values) in given {
            outcome = outcome.and(self.give(case, target, field, &values));
        }
        outcome
    }

    /// A fact stands once in a record.
    fn check_repeats(&mut self, record: &Record) -> Result<(), Stop> {
        let mut seen: Map<(&str, bool), &Name> = Map::new();
        let mut outcome = Ok(());
        for field in &record.fields {
            if let Some(earlier) = seen.insert((&field.name.text, field.pinned), &field.name) {
                outcome = Err(self.report(problems::given_twice(&field.name, earlier.span)));
            }
        }
        outcome
    }

    fn fact_of(&mut self, entity: EntityId, field: &RecordField) -> Result<FieldId, Stop> {
        let name = &field.name;
        match self.names.member(entity, &name.text) {
            Some(Member::Field(id)) => Ok(id),
            Some(Member::Value(_)) => Err(self.report(
                Diagnostic::error(
                    Code::UnknownField,
                    name.span,
                    text(
                        format!("`{}` is derived, not a fact", name.text),
                        format!("“{}”由规则得出，不是事实", name.text),
                    ),
                )
                .help(text(
                    format!("write `pin {}: …` to fix its value", name.text),
                    format!("要固定其值，请写“固定 {}：…”", name.text),
                )),
            )),
            None => Err(match self.not_a_fact(entity, name) {
                Some(problem) => self.report(problem),
                None => self.no_member(entity, name),
            }),
        }
    }

    /// A figure or the entity itself where a fact is given.
    fn not_a_fact(&self, entity: EntityId, name: &Name) -> Option<Diagnostic> {
        let owner = self.entity_name(entity);
        let figure = matches!(self.names.globals.get(&name.text), Some(Global::Parameter(_)));
        let help = if figure {
            text(
                format!("a figure is put in place of another by `with {} = …`", name.text),
                format!("试用另一个数额，请写“设 {} ＝ …”", name.text),
            )
        } else if owner == name.text {
            text(
                format!("the facts of `{owner}` stand here without its name"),
                format!("此处直接写“{owner}”的各项事实，不写“{owner}”"),
            )
        } else {
            return None;
        };
        let message = text(
            format!("`{owner}` has nothing called `{}`", name.text),
            format!("“{owner}”没有名为“{}”的内容", name.text),
        );
        Some(Diagnostic::error(Code::UnknownField, name.span, message).help(help))
    }

    /// Sets a fact to what was written for it, the last time if several times.
    fn give(
        &mut self,
        case: &mut Case,
        target: Target,
        field: FieldId,
        values: &[&Data],
    ) -> Result<(), Stop> {
        let Some(kind) = self.fact_kind(target.entity, field) else { return Err(Stop::Reported) };
        let Some(last) = values.last() else { return Ok(()) };
        let slot = match (last, kind.ty) {
            (Data::Scalar(expr), _) if matches!(expr.kind, tree::ExprKind::Unknown) => Slot::Unknown,
            (Data::Record(_), Type::Record(inner)) => {
                let child = case.add(&self.program, inner, Some((target.id, field, 0)));
                case.set(target.id, field, Slot::One(child));
                let records = trailing_records(values);
                return self.fill(case, Target { id: child, entity: inner }, &records);
            }
            (Data::Empty(_), Type::List(_)) => Slot::Many(Vec::new(), false),
            (Data::List(items, _), Type::List(inner)) => {
                Slot::Many(self.give_list(case, target, field, items, inner)?, false)
            }
            (Data::Scalar(expr), ty) if !matches!(ty, Type::List(_) | Type::Record(_)) => {
                self.fact_value(expr, &kind)?.map_or(Slot::Unknown, Slot::Known)
            }
            (other, ty) => {
                let wanted = super::show::type_text(self, ty);
                return Err(self.report(Diagnostic::error(
                    Code::BadLiteral,
                    other.span(),
                    text(format!("{} is needed here", wanted.en), format!("此处应为{}", wanted.zh)),
                )));
            }
        };
        case.set(target.id, field, slot);
        Ok(())
    }

    fn give_list(
        &mut self,
        case: &mut Case,
        target: Target,
        field: FieldId,
        items: &[Data],
        inner: EntityId,
    ) -> Result<Vec<InstanceId>, Stop> {
        let mut children = Vec::with_capacity(items.len());
        let mut outcome = Ok(());
        for (position, item) in items.iter().enumerate() {
            let child = case.add(&self.program, inner, Some((target.id, field, index(position))));
            children.push(child);
            outcome = outcome.and(match item {
                Data::Record(record) => self.fill(case, Target { id: child, entity: inner }, &[record]),
                other => {
                    let name = self.entity_name(inner);
                    Err(self.report(problems::facts_needed(other.span(), &name)))
                }
            });
        }
        outcome.map(|()| children)
    }

    /// Takes a derived value as given.
    fn pin(&mut self, case: &mut Case, target: Target, name: &Name, data: &Data) -> Result<(), Stop> {
        let value = self.pinnable(target.entity, name)?;
        let Some(ty) = self.program.values.get(value.index()).map(|value| value.ty) else {
            return Err(Stop::Reported);
        };
        let pinned = match data {
            Data::Scalar(expr) if matches!(expr.kind, tree::ExprKind::Unknown) => None,
            Data::Scalar(expr) if !matches!(ty, Type::List(_) | Type::Record(_)) => {
                self.literal(expr, ty, false)?
            }
            _ => None,
        };
        let Some(pinned) = pinned else {
            return Err(self.report(Diagnostic::error(
                Code::PinNotDerived,
                data.span(),
                text("only a single known value can be pinned", "只能固定为单个确定的值"),
            )));
        };
        if let Some(instance) = case.get_mut(target.id) {
            instance.pins.retain(|(known, _): &(ValueId, Value)| *known != value);
            instance.pins.push((value, pinned));
        }
        Ok(())
    }

    fn pinnable(&mut self, entity: EntityId, name: &Name) -> Result<ValueId, Stop> {
        match self.names.member(entity, &name.text) {
            Some(Member::Value(value)) => {
                let item = Item::Value(value);
                self.used.insert(item);
                match self.progress.get(&item) {
                    Some(Progress::Failed) => Err(Stop::Reported),
                    _ => Ok(value),
                }
            }
            Some(Member::Field(_)) => Err(self.report(Diagnostic::error(
                Code::PinNotDerived,
                name.span,
                text(
                    format!("`{}` is a fact: give it in `given`", name.text),
                    format!("“{}”是事实，请写在“给定”中", name.text),
                ),
            ))),
            None => Err(self.no_member(entity, name)),
        }
    }
}

/// The records at the end: an earlier `unknown` or list is replaced by them.
fn trailing_records<'d>(values: &[&'d Data]) -> Vec<&'d Record> {
    let record = |data: &&'d Data| match data {
        Data::Record(record) => Some(record),
        _ => None,
    };
    let mut records: Vec<&Record> = values.iter().rev().map_while(record).collect();
    records.reverse();
    records
}
