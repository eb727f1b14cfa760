//! Warnings about names that nothing reads.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::program::ParameterId;
use crate::semantics::beside::index;
use crate::semantics::problems::text;
use crate::semantics::{Analysis, Tree};

impl Analysis<'_> {
    /// Warns of definitions, tables and parameters that no rule, requirement or test reads. Tiers and
    /// benefits are results and need no reader.
    pub(crate) fn warn_unused(&mut self) {
        let mut unused: Vec<(String, Span)> = Vec::new();
        for (item, tree, _) in &self.items {
            let is_result = matches!(tree, Tree::Tier(_) | Tree::Benefit(_) | Tree::FactTable(..));
            // What a layer below declares is there for all that use it.
            let ours = self.is_main(tree.head().span);
            if ours && !is_result && !self.used.contains(item) {
                unused.push(self.name_and_place(*item));
            }
        }
        for (position, parameter) in self.program.parameters.iter().enumerate() {
            let ours = self.is_main(parameter.span);
            if ours && !self.used_parameters.contains(&ParameterId(index(position))) {
                let place = self.names.global_places.get(&parameter.name).copied();
                unused.push((parameter.name.clone(), place.unwrap_or(parameter.span)));
            }
        }
        for (name, span) in unused {
            self.report(Diagnostic::warning(
                Code::UnusedName,
                span,
                text(format!("nothing reads `{name}`"), format!("没有任何规则用到“{name}”")),
            ));
        }
    }
}
