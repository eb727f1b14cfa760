//! Tests written in the language: their cases, pins, replaced figures and expectations.

use crate::diagnostic::{Code, Diagnostic};
use crate::program::figures::key_index;
use crate::program::{
    EntityId, Expectation, ExpectationKind, FieldId, ParameterId, Region, TableId, Test, Type, Value,
};
use crate::semantics::beside::index;
use crate::semantics::names::{Global, Member};
use crate::semantics::problems::{self, text};
use crate::semantics::scope::Scope;
use crate::semantics::{Analysis, Stop};
use crate::syntax::tree::{self, ExpectationKind as Written, Name};

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
        let kind = self.check_kind_of_test(tree);
        let months = tree.each_month.map(|months| months.from.first_day());
        let Some(on) = months.or(tree.on.map(|(on, _)| on)) else {
            // The date may be what could not be read.
            if self.faults.iter().any(|fault| fault.touches(tree.span)) {
                return Err(Stop::Reported);
            }
            return Err(self.report(
                Diagnostic::error(
                    Code::TestWithoutDate,
                    tree.label.span,
                    text("a test is decided for a date", "示例须写明认定日期"),
                )
                .help(text("write `on 2023-06-01` after the label", "请在标题后写“于 2023年6月1日”")),
            ));
        };
        kind?;
        let root = self.program.root;
        let case = self.test_case(tree, &[]);
        let each_month = tree.each_month.map(|months| self.lower_months(tree, months)).transpose();
        // A mistake in one line does not hide those in the others.
        let overrides: Vec<_> = tree.overrides.iter().map(|written| self.lower_override(written)).collect();
        let expectations: Vec<_> = tree
            .expectations
            .iter()
            .filter(|written| !matches!(written.kind, Written::Months { .. } | Written::Total { .. }))
            .map(|written| {
                let kind = self.lower_expectation(root, &written.kind)?;
                Ok(Expectation { kind, span: written.span })
            })
            .collect();
        if tree.expectations.is_empty() && !self.faulty {
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
            case: case?,
            overrides: overrides.into_iter().collect::<Result<_, _>>()?,
            expectations: expectations.into_iter().collect::<Result<_, _>>()?,
            each_month: each_month?,
            span: tree.span,
        })
    }

    fn lower_override(
        &mut self,
        written: &tree::Override,
    ) -> Result<(ParameterId, Option<u32>, Option<Value>), Stop> {
        let Some(Global::Parameter(parameter)) = self.names.globals.get(&written.name.text).copied() else {
            if self.is_lost(&written.name.text) {
                return Err(Stop::Reported);
            }
            let names = self.program.parameters.iter().map(|parameter| parameter.name.as_str());
            let near = self.suggestion(&written.name.text, names);
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
        if self.failed_parameters.contains(&parameter) {
            return Err(Stop::Reported);
        }
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
                let (mut missing, mut tables) = (Vec::new(), Vec::new());
                for name in parameters {
                    let table = self.program.tables.iter().position(|table| table.name == name.text);
                    match (self.names.globals.get(&name.text), table) {
                        (Some(Global::Parameter(parameter)), _) => missing.push(*parameter),
                        (_, Some(table)) => tables.push(TableId(index(table))),
                        _ => return Err(self.name_not_found(&scope, &name.text, name.span)),
                    }
                }
                ExpectationKind::Lacks(node, missing, tables)
            }
            Written::Alert(name, raised) => ExpectationKind::Alert(self.alert_named(name)?, *raised),
            Written::Target(name, state) => ExpectationKind::Target(self.target_named(name)?, *state),
            Written::Error(name) => ExpectationKind::Error(self.error_name(name)?),
            // They are lowered with the months they are about.
            Written::Months { .. } | Written::Total { .. } => return Err(Stop::Reported),
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
        let own = self.requirements.iter().filter_map(|(tree, _)| tree.name.as_ref());
        let mut own: Vec<&str> = own.map(|name| name.text.as_str()).collect();
        let codes: Vec<String> = Code::ALL
            .iter()
            .filter(|code| code.is_of_case())
            .map(|code| code.name().replace('-', "_"))
            .collect();
        let wanted = name.text.replace('-', "_");
        if own.contains(&name.text.as_str()) {
            return Ok(name.text.clone());
        }
        if codes.contains(&wanted) {
            return Ok(wanted);
        }
        if self.is_lost(&name.text) {
            return Err(Stop::Reported);
        }
        own.extend(codes.iter().map(String::as_str));
        let near = self.suggestion(&name.text, own.into_iter());
        let problem = Diagnostic::error(
            Code::UnknownErrorName,
            name.span,
            text(
                format!("there is no error called `{}`", name.text),
                format!("没有名为“{}”的错误", name.text),
            ),
        );
        let problem = problems::with_suggestion(problem, near.as_deref());
        Err(self.report(problem))
    }
}
