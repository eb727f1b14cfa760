//! Tests written in the language: their cases, pins, replaced figures and expectations.

use crate::diagnostic::{Code, Diagnostic};
use crate::program::figures::key_index;
use crate::program::{
    Case, EntityId, Expectation, ExpectationKind, FieldId, InstanceId, ParameterId, Region, Slot, Test, Type,
    Value,
};
use crate::semantics::declare::index;
use crate::semantics::names::{Global, Member};
use crate::semantics::problems::{self, text};
use crate::semantics::scope::{Scope, Use};
use crate::semantics::{Analysis, Item, Stop};
use crate::syntax::tree::{self, Data, ExpectationKind as Written, Name, Record};

impl Analysis<'_> {
    /// Lowers every test, once all items are typed.
    pub(crate) fn lower_tests(&mut self) {
        for tree in std::mem::take(&mut self.tests) {
            if let Ok(test) = self.lower_test(tree) {
                self.program.tests.push(test);
            }
        }
    }

    fn lower_test(&mut self, tree: &tree::Test) -> Result<Test, Stop> {
        let Some((on, _)) = tree.on else {
            return Err(self.report(
                Diagnostic::error(
                    Code::TestWithoutDate,
                    tree.label.span,
                    text("a test is decided for a date", "示例须写明认定日期"),
                )
                .help(text("write `on 2023-06-01` after the label", "请在标题后写“于 2023年6月1日”")),
            ));
        };
        let root = self.program.root;
        let mut case = Case::new(&self.program);
        for record in &tree.given {
            self.fill(&mut case, InstanceId(0), root, record)?;
        }
        for pin in &tree.pins {
            self.pin(&mut case, InstanceId(0), root, &pin.name, &pin.value)?;
        }
        let overrides =
            tree.overrides.iter().map(|written| self.lower_override(written)).collect::<Result<_, _>>()?;
        let mut expectations = Vec::with_capacity(tree.expectations.len());
        for written in &tree.expectations {
            let kind = self.lower_expectation(root, &written.kind)?;
            expectations.push(Expectation { kind, span: written.span });
        }
        if expectations.is_empty() {
            self.report(
                Diagnostic::error(
                    Code::TestWithoutExpectation,
                    tree.label.span,
                    text("the test expects nothing", "示例没有写预期结果"),
                )
                .help(text("add `expect …`", "请加“预期 …”")),
            );
        }
        Ok(Test {
            label: tree.label.text.clone(),
            on,
            region: tree.region.as_ref().map(|region| Region::new(&region.text)),
            case,
            overrides,
            expectations,
            span: tree.span,
        })
    }

    /// Writes a record's facts and pins into an instance.
    fn fill(
        &mut self,
        case: &mut Case,
        id: InstanceId,
        entity: EntityId,
        record: &Record,
    ) -> Result<(), Stop> {
        for field in &record.fields {
            if field.pinned {
                self.pin(case, id, entity, &field.name, &field.value)?;
                continue;
            }
            match self.names.member(entity, &field.name.text) {
                Some(Member::Field(number)) => self.give(case, id, entity, number, &field.value)?,
                Some(Member::Value(_)) => {
                    let name = &field.name;
                    return Err(self.report(
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
                    ));
                }
                None => return Err(self.no_member(entity, &field.name)),
            }
        }
        Ok(())
    }

    fn give(
        &mut self,
        case: &mut Case,
        id: InstanceId,
        entity: EntityId,
        field: FieldId,
        data: &Data,
    ) -> Result<(), Stop> {
        let declared =
            self.program.entities.get(entity.index()).and_then(|entity| entity.fields.get(field.index()));
        let Some((ty, whole, bounds)) = declared.map(|field| (field.ty, field.whole, field.bounds.clone()))
        else {
            return Err(Stop::Reported);
        };
        let slot = match (data, ty) {
            (Data::Scalar(expr), _) if matches!(expr.kind, tree::ExprKind::Unknown) => Slot::Unknown,
            (Data::Record(record), Type::Record(inner)) => {
                let child = case.add(&self.program, inner, Some((id, field, 0)));
                case.set(id, field, Slot::One(child));
                return self.fill(case, child, inner, record);
            }
            (Data::Empty(_), Type::List(_)) => Slot::Many(Vec::new(), false),
            (Data::List(items, _), Type::List(inner)) => {
                let mut children = Vec::with_capacity(items.len());
                for (position, item) in items.iter().enumerate() {
                    let child = case.add(&self.program, inner, Some((id, field, index(position))));
                    children.push(child);
                    match item {
                        Data::Record(record) => self.fill(case, child, inner, record)?,
                        other => {
                            let problem =
                                problems::mismatch(self, other.span(), Type::Record(inner), Type::Number);
                            return Err(self.report(problem));
                        }
                    }
                }
                Slot::Many(children, false)
            }
            (Data::Scalar(expr), _) if !matches!(ty, Type::List(_) | Type::Record(_)) => {
                match self.fact_value(expr, ty, whole, &bounds)? {
                    Some(value) => Slot::Known(value),
                    None => Slot::Unknown,
                }
            }
            (other, _) => {
                let wanted = super::show::type_text(self, ty);
                return Err(self.report(Diagnostic::error(
                    Code::BadLiteral,
                    other.span(),
                    text(format!("{} is needed here", wanted.en), format!("此处应为{}", wanted.zh)),
                )));
            }
        };
        case.set(id, field, slot);
        Ok(())
    }

    fn pin(
        &mut self,
        case: &mut Case,
        id: InstanceId,
        entity: EntityId,
        name: &Name,
        data: &Data,
    ) -> Result<(), Stop> {
        let Some(Member::Value(value)) = self.names.member(entity, &name.text) else {
            let problem = match self.names.member(entity, &name.text) {
                Some(Member::Field(_)) => Diagnostic::error(
                    Code::PinNotDerived,
                    name.span,
                    text(
                        format!("`{}` is a fact: give it in `given`", name.text),
                        format!("“{}”是事实，请写在“给定”中", name.text),
                    ),
                ),
                _ => return Err(self.no_member(entity, name)),
            };
            return Err(self.report(problem));
        };
        self.used.insert(Use::Item(Item::Value(value)));
        let Some(ty) = self.program.values.get(value.index()).map(|value| value.ty) else {
            return Err(Stop::Reported);
        };
        let pinned = match data {
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
        if let Some(instance) = case.get_mut(id) {
            instance.pins.push((value, pinned));
        }
        Ok(())
    }

    fn lower_override(
        &mut self,
        written: &tree::Override,
    ) -> Result<(ParameterId, Option<u32>, Option<Value>), Stop> {
        let Some(Global::Parameter(parameter)) = self.names.globals.get(&written.name.text).copied() else {
            let names = self.program.parameters.iter().map(|parameter| parameter.name.as_str());
            let near = super::nearest(&written.name.text, names).map(str::to_owned);
            return Err(self.report(problems::unknown_name(
                written.name.span,
                &written.name.text,
                near.as_deref(),
            )));
        };
        let Some(declared) = self.program.parameters.get(parameter.index()) else {
            return Err(Stop::Reported);
        };
        let (ty, keys) = (declared.ty, declared.keys.clone());
        let key = if written.keys.is_empty() {
            None
        } else if written.keys.len() == keys.len() {
            let mut cases = Vec::new();
            for (name, key) in written.keys.iter().zip(&keys) {
                match self.case_of(*key, &name.text) {
                    Some(case) => cases.push(case),
                    None => return Err(self.unknown_case(name.span, &name.text, *key)),
                }
            }
            Some(key_index(&cases, &self.key_sizes(&keys)))
        } else {
            let (name, found) = (&written.name, written.keys.len());
            return Err(self.report(problems::argument_count(name.span, &name.text, keys.len(), found)));
        };
        Ok((parameter, key, self.literal(&written.value, ty, true)?))
    }

    fn lower_expectation(&mut self, root: EntityId, written: &Written) -> Result<ExpectationKind, Stop> {
        let mut scope = Scope::of(None, root);
        scope.data = true;
        Ok(match written {
            Written::Condition(expr) => ExpectationKind::Holds(self.lower_condition(&scope, expr)?),
            Written::Unknown { value, needs } => {
                let node = self.lower(&scope, value, None)?.0;
                let facts =
                    needs.iter().map(|path| self.needed_fact(root, path)).collect::<Result<_, _>>()?;
                ExpectationKind::Unknown(node, facts)
            }
            Written::Lacks { value, parameters } => {
                let node = self.lower(&scope, value, None)?.0;
                let mut missing = Vec::new();
                for name in parameters {
                    match self.names.globals.get(&name.text) {
                        Some(Global::Parameter(parameter)) => missing.push(*parameter),
                        _ => return Err(self.name_not_found(&scope, &name.text, name.span)),
                    }
                }
                ExpectationKind::Lacks(node, missing)
            }
            Written::Error(name) => ExpectationKind::Error(self.error_name(name)?),
        })
    }

    /// A fact by its path through lists and nested entities: `members.income`, from the root or, where
    /// the root has no such name, from the entity that has it.
    fn needed_fact(&mut self, root: EntityId, path: &[Name]) -> Result<(EntityId, FieldId), Stop> {
        let is_field = |entity: EntityId| {
            let first = path.first().and_then(|name| self.names.member(entity, &name.text));
            matches!(first, Some(Member::Field(_)))
        };
        let entities = (0..self.program.entities.len()).map(|position| EntityId(index(position)));
        let mut entity =
            std::iter::once(root).chain(entities).find(|entity| is_field(*entity)).unwrap_or(root);
        let mut found = None;
        for name in path {
            let Some(Member::Field(field)) = self.names.member(entity, &name.text) else {
                return Err(self.no_member(entity, name));
            };
            found = Some((entity, field));
            let declared =
                self.program.entities.get(entity.index()).and_then(|entity| entity.fields.get(field.index()));
            if let Some(Type::Record(inner) | Type::List(inner)) = declared.map(|field| field.ty) {
                entity = inner;
            }
        }
        found.ok_or(Stop::Reported)
    }

    /// The name of an error: a requirement's own, or a code's.
    fn error_name(&mut self, name: &Name) -> Result<String, Stop> {
        let wanted = name.text.replace('-', "_");
        let own = self
            .program
            .requirements
            .iter()
            .any(|requirement| requirement.name.as_deref() == Some(&name.text));
        let code = || Code::ALL.iter().map(|code| code.name().replace('-', "_"));
        if own || code().any(|code| code == wanted) {
            return Ok(if own { name.text.clone() } else { wanted });
        }
        let names: Vec<String> = self
            .program
            .requirements
            .iter()
            .filter_map(|requirement| requirement.name.clone())
            .chain(code())
            .collect();
        let near = super::nearest(&name.text, names.iter().map(String::as_str)).map(str::to_owned);
        let problem = Diagnostic::error(
            Code::UnknownErrorName,
            name.span,
            text(
                format!("there is no error called `{}`", name.text),
                format!("没有名为“{}”的错误", name.text),
            ),
        );
        Err(self.report(problems::with_suggestion(problem, near.as_deref())))
    }
}
