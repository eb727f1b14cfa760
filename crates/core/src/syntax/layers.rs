//! The statements between the files of a layered policy: `use` and `amend`.

use super::grammar::Rule;
use super::reader::{Node, Reader, child, children, each, each_of};
use super::tree::{Amend, AmendedTier, Amendment, Statement, Table, Use};

impl Reader<'_> {
    pub fn used_file(&self, node: &Node<'_>) -> Option<Statement> {
        Some(Statement::Use(Use { path: self.quoted_in(node)?, span: self.span(node) }))
    }

    /// An amendment of anything but a table.
    pub fn amend(&self, node: &Node<'_>) -> Option<Statement> {
        let inner = node.clone().into_inner().find(|part| part.as_rule() != Rule::statement_amend)?;
        let amendment = match inner.as_rule() {
            Rule::amend_parameter => Amendment::Parameter(self.entries(&inner)),
            Rule::amend_define => Amendment::Define(self.bodies(&inner)),
            Rule::amend_tier => Amendment::Tier(self.amended_tier(&inner)),
            Rule::amend_benefit => Amendment::Benefit(Box::new(self.clauses(&inner))),
            _ => Amendment::Entity(each(&inner, Rule::field, |field| self.field(field))),
        };
        Some(Statement::Amend(Amend {
            name: self.name_in(&inner),
            amendment,
            annex: self.annex(&inner),
            sources: self.sources(&inner),
            span: self.span(node),
        }))
    }

    fn amended_tier(&self, node: &Node<'_>) -> AmendedTier {
        let mut otherwise = None;
        for part in children(node, Rule::otherwise) {
            let case = child(&part, Rule::case).map(|case| (self.case(&case), self.sources(&part)));
            self.once(&mut otherwise, case, &part);
        }
        self.check_otherwise_is_last(node);
        AmendedTier { arms: each_of(node, Rule::arm, |arm| self.arm(arm)), otherwise }
    }
}

/// The amendment of a table, whose body is read line by line or stands in an annex.
pub(super) fn amended_table(table: Table) -> Statement {
    Statement::Amend(Amend {
        name: table.name.clone(),
        sources: table.sources.clone(),
        annex: table.annex.clone(),
        span: table.span,
        amendment: Amendment::Table(Box::new(table)),
    })
}
