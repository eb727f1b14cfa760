//! Statements from their pairs.

mod facts;
mod figures;
mod rules;

use crate::syntax::grammar::Rule;
use crate::syntax::problems;
use crate::syntax::reader::{Node, Reader, child, each};
use crate::syntax::tree::{Check, Enum, Policy, Require, Statement};

impl Reader<'_> {
    /// The statement of a node; none if a part it cannot be without is missing, which is then reported.
    pub fn statement(&self, node: &Node<'_>) -> Option<Statement> {
        Some(match node.as_rule() {
            Rule::policy => Statement::Policy(self.policy(node)),
            Rule::enumeration => Statement::Enum(self.enumeration(node)),
            Rule::entity => Statement::Entity(self.entity(node)),
            Rule::parameter => Statement::Parameter(self.parameter(node)),
            Rule::define => Statement::Define(self.define(node)),
            Rule::tier => Statement::Tier(self.tier(node)?),
            Rule::benefit => Statement::Benefit(self.benefit(node)?),
            Rule::alert => Statement::Alert(self.alert(node)?),
            Rule::target => Statement::Target(self.target(node)?),
            Rule::exclusive => Statement::Exclusive(self.exclusive(node)?),
            Rule::require => Statement::Require(self.require(node)?),
            Rule::check => Statement::Check(self.check(node)?),
            Rule::test => Statement::Test(self.test(node)?),
            Rule::use_file => self.used_file(node)?,
            Rule::amend => self.amend(node)?,
            _ => return None,
        })
    }

    /// Keeps the first part and reports any other as written twice.
    pub fn once<T>(&self, slot: &mut Option<T>, value: Option<T>, place: &Node<'_>) {
        if slot.is_some() {
            let word = place.clone().into_inner().next().map_or("", |word| word.as_str());
            self.report(problems::written_twice(self.span(place), word));
        } else {
            *slot = value;
        }
    }

    fn policy(&self, node: &Node<'_>) -> Policy {
        let (mut region, mut currency) = (None, None);
        for part in node.clone().into_inner() {
            match part.as_rule() {
                Rule::region => self.once(&mut region, self.quoted_in(&part), &part),
                Rule::currency => self.once(&mut currency, Some(self.name_in(&part)), &part),
                _ => {}
            }
        }
        Policy {
            name: self.name_in(node),
            label: self.label(node),
            region,
            currency,
            sources: self.sources(node),
            span: self.span(node),
        }
    }

    fn enumeration(&self, node: &Node<'_>) -> Enum {
        Enum {
            name: self.name_in(node),
            label: self.label(node),
            ordered: child(node, Rule::clause_ordered).is_some(),
            cases: each(node, Rule::case, |case| self.case(case)),
            span: self.span(node),
        }
    }

    fn check(&self, node: &Node<'_>) -> Option<Check> {
        let arguments = child(node, Rule::arguments_declared);
        Some(Check {
            arguments: arguments.map(|list| self.arguments_in(&list)).unwrap_or_default(),
            condition: self.expr_in(node)?,
            warn: child(node, Rule::warn).is_some(),
            name: child(node, Rule::name).map(|name| self.name(&name)),
            message: self.label(node),
            sources: self.sources(node),
            span: self.span(node),
        })
    }

    fn require(&self, node: &Node<'_>) -> Option<Require> {
        Some(Require {
            condition: self.expr_in(node)?,
            name: child(node, Rule::name).map(|name| self.name(&name)),
            message: self.label(node),
            sources: self.sources(node),
            span: self.span(node),
        })
    }
}
