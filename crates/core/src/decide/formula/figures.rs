//! Figures of parameters, tables, and definitions with arguments.

use super::Writer;
use super::leaf::{Called, Leaf, Looked};
use crate::decide::outcome::Held;
use crate::decide::show;
use crate::diagnostic::Text;
use crate::program::{FunctionId, InstanceId, Node, NodeId, NodeKind, ParameterId, Place, Type, Value};

impl Writer<'_, '_> {
    pub(super) fn figure(&mut self, id: NodeId, node: &Node, parameter: ParameterId) -> Text {
        self.figure_leaf(node, parameter);
        let declared = self.evaluator.program.parameters.get(parameter.index());
        let title = declared.map(|of| show::title(&of.name, of.label.as_deref())).unwrap_or_default();
        self.titled(id, &title)
    }

    fn figure_leaf(&mut self, node: &Node, parameter: ParameterId) {
        let plan = self.evaluator.plan;
        let (keys, on) = match &node.kind {
            NodeKind::Parameter { keys, on, .. } => (keys.as_slice(), *on),
            NodeKind::Figures { keys, .. } => (keys.as_slice(), None),
            _ => (&[][..], None),
        };
        keys.iter().chain(&on).for_each(|node| self.rests_on(*node));
        let date = match on.map(|on| self.evaluator.eval(on)) {
            None => plan.as_of(),
            Some(Ok(Held::Value(Value::Date(date)))) => date,
            Some(Ok(Held::Value(Value::Month(month)))) => month.first_day(),
            Some(_) => return,
        };
        let mut cases = Vec::with_capacity(keys.len());
        for key in keys {
            match self.evaluator.eval(*key) {
                Ok(Held::Value(Value::Case(case))) => cases.push(case),
                _ => return,
            }
        }
        let found = plan.figure(parameter, plan.key_of(parameter, &cases), date);
        self.leaves.push(Leaf::Figure(parameter, cases, date, found));
    }

    pub(super) fn table(&mut self, id: NodeId, node: &Node) -> Text {
        let NodeKind::Table { table, arguments, result, on, .. } = &node.kind else {
            return self.value(id);
        };
        let table = &self.evaluator.plan.table(*table);
        arguments.iter().chain(on).for_each(|node| self.rests_on(*node));
        let mut values = Vec::with_capacity(arguments.len());
        for argument in arguments {
            if let Ok(Held::Value(value)) = self.evaluator.eval(*argument) {
                values.push(value);
            }
        }
        let date = match on.map(|on| self.evaluator.eval(on)) {
            None => Some(self.evaluator.plan.as_of()),
            Some(Ok(Held::Value(Value::Date(date)))) => Some(date),
            Some(Ok(Held::Value(Value::Month(month)))) => Some(month.first_day()),
            Some(_) => None,
        };
        let declared = self.evaluator.program.tables.get(table.index());
        let column = declared.zip(date).and_then(|(table, date)| table.column(*result, date).ok());
        let outcome = self.evaluator.eval(id);
        let known = values.len() == arguments.len();
        self.leaves.push(Leaf::Table(Box::new(Looked {
            table: *table,
            column,
            arguments: known.then_some(values),
            ty: node.ty,
            outcome,
        })));
        let title = declared.map(|of| show::title(&of.name, of.label.as_deref())).unwrap_or_default();
        self.titled(id, &title)
    }

    pub(super) fn call(&mut self, id: NodeId, function: FunctionId, of: Place, arguments: &[NodeId]) -> Text {
        arguments.iter().for_each(|node| self.rests_on(*node));
        let Some(declared) = self.evaluator.program.functions.get(function.index()) else {
            return self.value(id);
        };
        let mut frames: Vec<InstanceId> = self.evaluator.place(of).into_iter().collect();
        let mut locals = Vec::new();
        for ((_, ty), node) in declared.arguments.iter().zip(arguments) {
            match (ty, self.evaluator.eval(*node)) {
                (Type::Record(_), Ok(Held::Instance(record))) => frames.push(record),
                (_, outcome) => locals.push(outcome),
            }
        }
        let (ty, outcome) = (declared.ty, self.evaluator.eval(id));
        self.leaves.push(Leaf::Call(Box::new(Called { function, frames, locals, ty, outcome })));
        self.titled(id, &show::title(&declared.name, declared.label.as_deref()))
    }
}
