//! Definitions with arguments.

use super::evaluate::Evaluator;
use super::fault::{FaultKind, RuleId};
use super::outcome::Outcome;
use crate::program::plan::Chosen;
use crate::program::{FunctionId, InstanceId, NodeId, Place, Type};

/// The arguments of a call, sorted into frames and locals.
#[derive(Default)]
struct Arguments {
    records: Vec<InstanceId>,
    scalars: Vec<Outcome>,
}

impl Evaluator<'_> {
    pub(super) fn call(&mut self, function: FunctionId, of: Place, arguments: &[NodeId]) -> Outcome {
        let instance = self.place(of)?;
        let arguments = self.arguments(function, arguments)?;
        let rule = RuleId::Function(function);
        let outer = self.enter(rule, instance);
        arguments.records.into_iter().for_each(|record| self.push(record));
        self.set_locals(arguments.scalars);
        let outcome = match self.plan.body_of_function(function) {
            Chosen::Body(_, body) => self.eval(body),
            chosen => Err(self.fault_anywhere(FaultKind::NoBody(rule, chosen))),
        };
        self.leave(outer);
        outcome
    }

    /// Evaluates the arguments. A scalar that is unknown or fails matters only where it is read.
    fn arguments(&mut self, function: FunctionId, nodes: &[NodeId]) -> Outcome<Arguments> {
        let declared = self.program.functions.get(function.index()).map(|function| &function.arguments);
        let declared = declared.ok_or_else(|| self.foreign())?;
        let mut arguments = Arguments::default();
        for ((_, ty), node) in declared.iter().zip(nodes) {
            match ty {
                Type::Record(_) => arguments.records.push(self.record(*node)?),
                _ => arguments.scalars.push(self.eval(*node)),
            }
        }
        Ok(arguments)
    }
}
