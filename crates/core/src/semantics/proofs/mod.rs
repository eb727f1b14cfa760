//! What is proved of a program once it is whole: that no division is by zero, that every table covers
//! every case, that every arm can apply, and that every amount is whole in the smallest coin.
//!
//! Proofs go along the order of evaluation, so that what is known of a value is there when it is read
//! and nothing recurses from rule to rule.

mod arms;
mod coins;
mod coverage;
mod divisions;
mod likeness;
mod pieces;
mod steps;
mod tables;

use crate::program::{FunctionId, Type};
use crate::semantics::{Analysis, Item};

impl Analysis<'_> {
    /// Proves what can be proved, and reports what cannot.
    pub(crate) fn prove(&mut self, order: &[Item]) {
        let mut steps = steps::Steps::new(self);
        steps.find_all(order);
        let (ranges, divisions) = divisions::prove(self, order, &steps);
        let uncovered = tables::prove(self, &ranges, &mut steps);
        let fractions = coins::prove(self, &mut steps);
        let arguments = steps.arguments_not_whole(order);
        for problems in [divisions, uncovered, fractions, arguments] {
            self.report_all(problems);
        }
    }

    fn report_all(&mut self, problems: Vec<crate::diagnostic::Diagnostic>) {
        for problem in problems {
            self.report(problem);
        }
    }

    /// The scalar arguments of a definition, which are its locals.
    fn scalar_arguments(&self, function: FunctionId) -> impl Iterator<Item = &crate::semantics::Argument> {
        let arguments = self.function_arguments.get(&function).map_or(&[][..], Vec::as_slice);
        arguments.iter().filter(|argument| !matches!(argument.ty, Type::Record(_)))
    }
}
