//! Tests of every month of a span.

use super::grammar::Rule;
use super::problems;
use super::reader::{Node, Reader, child};
use super::tree::{ExpectationKind, Payment, Total, Whose, WrittenMonths};
use crate::calendar::Month;

impl Reader<'_> {
    /// The months among the children of a node; none if one of them is no month, which is then reported.
    pub fn months_in(&self, node: &Node<'_>) -> Option<WrittenMonths> {
        let months = child(node, Rule::months)?;
        let mut written = months.clone().into_inner().filter(|part| part.as_rule() == Rule::a_month);
        let from = self.a_month(&written.next()?)?;
        let to = match written.next() {
            Some(to) => self.a_month(&to)?,
            None => from,
        };
        Some(WrittenMonths { from, to, span: self.span(&months) })
    }

    /// The month of `from 2023-03`.
    pub fn month_on(&self, node: &Node<'_>) -> Option<WrittenMonths> {
        let month = self.a_month(node)?;
        Some(WrittenMonths { from: month, to: month, span: self.span(node) })
    }

    /// The month that a node ends with.
    fn a_month(&self, node: &Node<'_>) -> Option<Month> {
        let written = node.clone().into_inner().next_back()?;
        let span = self.span(&written);
        match written.as_rule() {
            Rule::month => return self.month(&written),
            Rule::date => self.report(problems::date_for_month(span, written.as_str())),
            _ => self.report(problems::near_miss_date(span, written.as_str())),
        }
        None
    }

    fn whose_in(&self, node: &Node<'_>) -> Option<Whose> {
        let whose = child(node, Rule::whose)?;
        let key = child(&whose, Rule::whose_key).and_then(|key| self.quoted_in(&key));
        Some(Whose { name: self.name_in(&whose), key })
    }

    pub fn payment(&self, node: &Node<'_>) -> Option<Payment> {
        let amount = child(node, Rule::signed).map(|amount| self.scalar(&amount))?;
        Some(Payment { whose: self.whose_in(node)?, months: self.months_in(node)?, amount })
    }

    /// What is expected of months, if that is what is expected; nothing inside if it could not be read.
    pub fn expectation_of_months(&self, node: &Node<'_>) -> Option<Option<ExpectationKind>> {
        if let Some(total) = child(node, Rule::expect_total) {
            return Some(self.total(&total));
        }
        child(node, Rule::expect_months).map(|months| self.each(&months))
    }

    fn total(&self, node: &Node<'_>) -> Option<ExpectationKind> {
        let total = match child(node, Rule::clause_overpaid) {
            Some(_) => Total::Overpaid,
            None => Total::BackPay,
        };
        let value = child(node, Rule::signed).map(|value| self.scalar(&value))?;
        Some(ExpectationKind::Total { total, whose: self.whose_in(node)?, value })
    }

    fn each(&self, node: &Node<'_>) -> Option<ExpectationKind> {
        let value = node.clone().into_inner().next_back()?;
        let value = match value.as_rule() {
            Rule::figure_value => self.scalar_in(&value),
            _ => self.scalar(&value),
        };
        Some(ExpectationKind::Months { whose: self.whose_in(node)?, months: self.months_in(node)?, value })
    }
}
