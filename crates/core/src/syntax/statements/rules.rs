//! Rules: tiers and benefits.

use crate::diagnostic::Span;
use crate::syntax::grammar::Rule;
use crate::syntax::problems;
use crate::syntax::reader::{Node, Reader, child, children, each_of};
use crate::syntax::tree::{AmendedBenefit, Arm, Benefit, Case, Paid, Tier};

impl Reader<'_> {
    pub fn tier(&self, node: &Node<'_>) -> Option<Tier> {
        let mut otherwise: Option<Case> = None;
        let mut sources = self.sources(node);
        for part in children(node, Rule::otherwise) {
            sources.extend(self.sources(&part));
            let case = child(&part, Rule::case).map(|case| self.case(&case));
            self.once(&mut otherwise, case, &part);
        }
        self.check_otherwise_is_last(node);
        if otherwise.is_none() && !self.incomplete {
            self.report(problems::tier_without_otherwise(self.span_of_name(node)));
        }
        Some(Tier {
            name: self.name_in(node),
            label: self.label(node),
            arms: each_of(node, Rule::arm, |arm| self.arm(arm)),
            otherwise: otherwise?,
            sources,
            span: self.span(node),
        })
    }

    pub fn check_otherwise_is_last(&self, node: &Node<'_>) {
        let mut parts = node.clone().into_inner().skip_while(|part| part.as_rule() != Rule::otherwise);
        if let (Some(otherwise), Some(arm)) = (parts.next(), parts.find(|part| part.as_rule() == Rule::arm)) {
            self.report(problems::arm_after_otherwise(self.span(&arm), self.span(&otherwise)));
        }
    }

    pub fn arm(&self, node: &Node<'_>) -> Option<Arm> {
        Some(Arm {
            case: self.case(&child(node, Rule::case)?),
            when: self.expr_in(node)?,
            sources: self.sources(node),
            span: self.span(node),
        })
    }

    pub fn benefit(&self, node: &Node<'_>) -> Option<Benefit> {
        let AmendedBenefit { when, amount, round, paid, start, stop, reason } = self.clauses(node);
        if amount.is_none() && !self.incomplete {
            self.report(problems::benefit_without_amount(self.span_of_name(node)));
        }
        Some(Benefit {
            name: self.name_in(node),
            label: self.label(node),
            when,
            amount: amount?,
            round,
            paid,
            start,
            stop,
            reason,
            sources: self.sources(node),
            span: self.span(node),
        })
    }

    /// The clauses of a benefit, each at most once.
    pub fn clauses(&self, node: &Node<'_>) -> AmendedBenefit {
        let (mut when, mut amount, mut round, mut paid) = (None, None, None, None);
        let (mut start, mut stop, mut reason) = (None, None, None);
        for part in node.clone().into_inner() {
            match part.as_rule() {
                Rule::when => self.once(&mut when, self.expr_in(&part), &part),
                Rule::amount => self.once(&mut amount, self.expr_in(&part), &part),
                Rule::round => {
                    let rounding = child(&part, Rule::rounding).map(|rounding| self.rounding(&rounding));
                    self.once(&mut round, rounding, &part);
                }
                Rule::paid => self.once(&mut paid, self.paid(&part), &part),
                Rule::start => self.once(&mut start, self.expr_in(&part), &part),
                Rule::stop => self.once(&mut stop, self.expr_in(&part), &part),
                Rule::reason => self.once(&mut reason, self.quoted_in(&part), &part),
                _ => {}
            }
        }
        AmendedBenefit { when, amount, round, paid, start, stop, reason }
    }

    fn paid(&self, node: &Node<'_>) -> Option<(Paid, Span)> {
        let word = node.clone().into_inner().next_back()?;
        let paid = match word.as_rule() {
            Rule::clause_daily => Paid::Daily,
            Rule::clause_monthly => Paid::Monthly,
            Rule::clause_yearly => Paid::Yearly,
            _ => Paid::Once,
        };
        Some((paid, self.span(&word)))
    }

    pub fn span_of_name(&self, node: &Node<'_>) -> Span {
        self.name_in(node).span
    }
}
