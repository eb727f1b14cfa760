//! The proof that every amount is whole in the smallest coin, or says how it is rounded.

use crate::diagnostic::Diagnostic;
use crate::program::{Rule, ValueId};
use crate::semantics::Analysis;
use crate::semantics::problems;
use crate::semantics::proofs::steps::Steps;

/// Reports benefits whose amount may have a fraction of a coin.
pub fn prove(analysis: &Analysis<'_>, steps: &mut Steps<'_, '_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let values = (0..).map(ValueId).zip(&analysis.program.values);
    for (rule, value) in
        values.flat_map(|(id, value)| analysis.program.rules(id).into_iter().map(move |rule| (rule, value)))
    {
        let Rule::Benefit(benefit) = rule else { continue };
        let step = match &benefit.round {
            Some((_, step)) => Some(*step),
            None => steps.of(benefit.amount),
        };
        if !step.is_some_and(|step| step.is_integer()) {
            let span = analysis.program.nodes.get(benefit.amount).span;
            problems.push(match &benefit.round {
                Some(_) => problems::rounds_to_fractions(span, &value.name),
                None => {
                    let problem = problems::not_whole_coins(span, &value.name, &analysis.program.currency);
                    let part = analysis.program.nodes.get(steps.fraction_in(benefit.amount)).span;
                    if part == span { problem } else { problems::fraction_arises(problem, part) }
                }
            });
        }
    }
    problems
}
