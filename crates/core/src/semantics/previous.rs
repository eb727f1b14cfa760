//! Facts that in a schedule take a derived value of the month before.

use crate::diagnostic::{Code, Diagnostic};
use crate::program::{EntityId, FieldId, Type, ValueId};
use crate::semantics::names::Member;
use crate::semantics::problems::{self, text};
use crate::semantics::{Analysis, Item, Progress, Stop};
use crate::syntax::tree::Name;

impl Analysis<'_> {
    /// Finds what `previous` names, once every derived value has its type.
    pub(crate) fn resolve_previous(&mut self) {
        for (entity, fields) in self.entity_trees.clone() {
            for field in fields {
                let Some(name) = &field.previous else { continue };
                let Some(Member::Field(id)) = self.names.member(entity, &field.name.text) else { continue };
                // What is wrong has been reported.
                let Ok(value) = self.previous_value(entity, id, name) else { continue };
                let fields = self.program.entities.get_mut(entity.index()).map(|entity| &mut entity.fields);
                if let Some(declared) = fields.and_then(|fields| fields.get_mut(id.index())) {
                    declared.previous = Some(value);
                }
            }
        }
    }

    fn previous_value(&mut self, entity: EntityId, field: FieldId, name: &Name) -> Result<ValueId, Stop> {
        let value = match self.names.member(entity, &name.text) {
            Some(Member::Value(value)) => value,
            Some(Member::Field(_)) => {
                let message = text(
                    format!("`{}` is a fact and not derived", name.text),
                    format!("“{}”是事实，不由规则得出", name.text),
                );
                let help = text(
                    "name a tier, a benefit or a definition of the same entity",
                    "请写同一对象的认定、待遇或定义",
                );
                return Err(
                    self.report(Diagnostic::error(Code::PreviousNotDerived, name.span, message).help(help))
                );
            }
            None => return Err(self.no_member(entity, name)),
        };
        self.used.insert(Item::Value(value));
        let declared = self.field(entity, field).map(|field| field.ty);
        let derived = self.program.values.get(value.index()).map(|value| value.ty);
        match (declared, derived, self.progress.get(&Item::Value(value))) {
            (Some(declared), Some(derived), Some(Progress::Done)) if declared != derived => {
                let problem = problems::mismatch(self, name.span, declared, derived);
                Err(self.report(problem))
            }
            (_, Some(Type::List(_) | Type::Record(_)), Some(Progress::Done)) => {
                Err(self.report(problems::several_values(name.span)))
            }
            (.., Some(Progress::Done)) => Ok(value),
            _ => Err(Stop::Reported),
        }
    }
}
