//! Facts, derived values, arguments and nested entities.

use super::Writer;
use super::leaf::Leaf;
use super::piece::Binding;
use crate::decide::fault::RuleId;
use crate::decide::outcome::Held;
use crate::decide::show;
use crate::diagnostic::Text;
use crate::program::node::Part;
use crate::program::{FieldId, InstanceId, NodeId, Place, Slot, Type, ValueId};

impl Writer<'_, '_> {
    pub(super) fn fact(&mut self, id: NodeId, place: Place, field: FieldId) -> Text {
        let Ok(instance) = self.evaluator.place(place) else {
            return self.value(id);
        };
        self.leaves.push(Leaf::Fact(instance, field));
        let title = self.field_title(instance, field);
        self.titled(id, &title)
    }

    fn field_title(&self, instance: InstanceId, field: FieldId) -> Text {
        let entity = self.evaluator.case.get(instance).map(|instance| instance.entity);
        let entity = entity.and_then(|entity| self.evaluator.program.entities.get(entity.index()));
        let field = entity.and_then(|entity| entity.fields.get(field.index()));
        field.map(|field| show::title(&field.name, field.label.as_deref())).unwrap_or_default()
    }

    /// A list of the case rests on itself only where it was not given with members.
    pub(super) fn list_of(&mut self, id: NodeId, place: Place, field: FieldId) -> Text {
        if let Ok(instance) = self.evaluator.place(place) {
            let given = matches!(
                self.evaluator.slot(instance, field),
                Ok(Slot::Many(members, false)) if !members.is_empty()
            );
            if !given {
                self.leaves.push(Leaf::Fact(instance, field));
            }
        }
        self.value(id)
    }

    pub(super) fn derived(&mut self, id: NodeId, place: Place, value: ValueId) -> Text {
        let title = self.value_leaf(place, value);
        self.titled(id, &title)
    }

    pub(super) fn part(&mut self, id: NodeId, place: Place, value: ValueId, part: Part) -> Text {
        let mut title = self.value_leaf(place, value);
        let (en, zh) = match part {
            Part::Entitled => (".entitled", "：符合"),
            Part::Granted => (".granted", "：享受"),
            Part::Claim => ("", ""),
            Part::Start => (".start", "：起发"),
            Part::Stop => (".stop", "：停发"),
        };
        title.en.push_str(en);
        title.zh.push_str(zh);
        self.titled(id, &title)
    }

    fn value_leaf(&mut self, place: Place, value: ValueId) -> Text {
        if let Ok(instance) = self.evaluator.place(place) {
            self.leaves.push(Leaf::Value(instance, value));
        }
        let derived = self.evaluator.program.values.get(value.index());
        derived.map(|derived| show::title(&derived.name, derived.label.as_deref())).unwrap_or_default()
    }

    pub(super) fn local(&mut self, id: NodeId, index: u32) -> Text {
        let program = self.evaluator.program;
        let arguments = match self.evaluator.rule() {
            RuleId::Function(id) => program.functions.get(id.index()).map(|of| of.arguments.as_slice()),
            RuleId::Table(id) => program.tables.get(id.index()).map(|of| of.arguments.as_slice()),
            _ => None,
        };
        let scalars = arguments.unwrap_or_default().iter().filter(|(_, ty)| !matches!(ty, Type::Record(_)));
        let name = scalars.map(|(name, _)| name).nth(index as usize);
        self.titled(id, &show::same(name.cloned().unwrap_or_default()))
    }

    pub(super) fn through(&mut self, element: NodeId, body: NodeId) -> Text {
        self.rests_on(element);
        match self.evaluator.eval(element) {
            Ok(Held::Instance(instance)) => {
                self.evaluator.push(instance);
                let text = self.at(body, Binding::Atom);
                self.evaluator.pop();
                text
            }
            outcome => show::outcome(self.evaluator.program, self.evaluator.case, Type::Bool, &outcome),
        }
    }
}
