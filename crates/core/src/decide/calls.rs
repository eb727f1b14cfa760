//! Definitions with arguments.

use super::evaluate::{Evaluator, Scope};
use super::fault::{FaultKind, RuleId};
use super::outcome::{Held, Outcome};
use crate::program::plan::Chosen;
use crate::program::{FunctionId, InstanceId, NodeId, Place, Type};

/// A call ready to run: its frames and locals.
struct Prepared {
    function: FunctionId,
    frames: Vec<InstanceId>,
    locals: Vec<Outcome>,
}

impl Evaluator<'_> {
    #[inline(never)]
    pub(super) fn call(&mut self, function: FunctionId, of: Place, arguments: &[NodeId]) -> Outcome {
        let mut outcomes = Vec::with_capacity(arguments.len());
        for argument in arguments {
            outcomes.push(self.eval(*argument));
        }
        match self.prepare(function, of, outcomes) {
            Ok(prepared) => self.run(prepared),
            Err(missing) => Err(missing),
        }
    }

    /// Sorts arguments into frames and locals. A scalar that is unknown or fails matters only where it
    /// is read.
    #[inline(never)]
    fn prepare(&mut self, function: FunctionId, of: Place, arguments: Vec<Outcome>) -> Outcome<Prepared> {
        let declared = self.program.functions.get(function.index()).ok_or_else(|| self.foreign())?;
        let mut prepared = Prepared { function, frames: vec![self.place(of)?], locals: Vec::new() };
        for ((_, ty), argument) in declared.arguments.iter().zip(arguments) {
            match (ty, argument) {
                (Type::Record(_), Ok(Held::Instance(record))) => prepared.frames.push(record),
                (Type::Record(_), Ok(_)) => return Err(self.foreign()),
                (Type::Record(_), Err(missing)) => return Err(self.doubted(missing)),
                (_, scalar) => prepared.locals.push(scalar),
            }
        }
        Ok(prepared)
    }

    #[inline(never)]
    fn run(&mut self, prepared: Prepared) -> Outcome {
        let Chosen::Body(_, body) = self.plan.body_of_function(prepared.function) else {
            return self.no_body(prepared.function);
        };
        let outer = self.enter_call(prepared);
        let outcome = self.eval(body);
        self.leave(outer);
        outcome
    }

    #[inline(never)]
    fn enter_call(&mut self, prepared: Prepared) -> Scope {
        let outer = self.enter_bare(RuleId::Function(prepared.function));
        prepared.frames.into_iter().for_each(|frame| self.push(frame));
        self.set_locals(prepared.locals);
        outer
    }

    #[inline(never)]
    fn no_body(&self, function: FunctionId) -> Outcome {
        let chosen = self.plan.body_of_function(function);
        Err(self.fault_anywhere(FaultKind::NoBody(RuleId::Function(function), chosen)))
    }
}
