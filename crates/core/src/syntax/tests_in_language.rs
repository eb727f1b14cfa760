//! The `test` statement.

use super::grammar::Rule;
use super::reader::{Node, Reader, child, children, each, each_of};
use super::tree::{
    Data, Expectation, ExpectationKind, Expr, ExprKind, Name, Override, Pin, TargetState, Test,
};

impl Reader<'_> {
    pub fn test(&self, node: &Node<'_>) -> Option<Test> {
        let (mut on, mut region, mut each_month) = (None, None, None);
        for part in node.clone().into_inner() {
            match part.as_rule() {
                Rule::on_day => self.once(&mut on, self.day_in(&part), &part),
                Rule::each_month => self.once(&mut each_month, self.months_in(&part), &part),
                Rule::in_region => self.once(&mut region, self.quoted_in(&part), &part),
                _ => {}
            }
        }
        if each_month.is_none() && child(node, Rule::each_month).is_some() {
            return None;
        }
        let (mut given, mut later) = (Vec::new(), Vec::new());
        for part in children(node, Rule::given) {
            let Some(record) = child(&part, Rule::record).map(|record| self.record(&record)) else {
                continue;
            };
            match child(&part, Rule::from) {
                Some(from) => later.extend(self.month_on(&from).map(|months| (months, record))),
                None => given.push(record),
            }
        }
        Some(Test {
            label: self.quoted_in(node)?,
            on,
            each_month,
            region,
            given,
            later,
            paid: each_of(node, Rule::was_paid, |paid| self.payment(paid)),
            pins: each_of(node, Rule::pin, |pin| self.pin(pin)),
            overrides: each(node, Rule::with, |with| self.replaced(with)),
            expectations: each_of(node, Rule::expect, |expect| self.expectation(expect)),
            span: self.span(node),
        })
    }

    fn pin(&self, node: &Node<'_>) -> Option<Pin> {
        let value: Data = self.data_in(node)?;
        Some(Pin { name: self.name_in(node), value })
    }

    /// `with NAME (CASE, …) = LITERAL`
    fn replaced(&self, node: &Node<'_>) -> Override {
        let keys = child(node, Rule::with_keys).map(|keys| self.names_in(&keys)).unwrap_or_default();
        let value = match node.clone().into_inner().next_back() {
            Some(value) if value.as_rule() == Rule::figure_value => self.scalar_in(&value),
            Some(name) => self.scalar(&name),
            None => self.unknown(node),
        };
        Override { name: self.name_in(node), keys, value }
    }

    fn expectation(&self, node: &Node<'_>) -> Option<Expectation> {
        let span = self.span(node);
        if let Some(error) = child(node, Rule::expect_error) {
            return Some(Expectation { kind: ExpectationKind::Error(self.name_in(&error)), span });
        }
        if let Some(alert) = child(node, Rule::expect_alert) {
            let raised = match child(&alert, Rule::is_undecided) {
                Some(_) => None,
                None => Some(child(&alert, Rule::operator_not).is_none()),
            };
            return Some(Expectation { kind: ExpectationKind::Alert(self.name_in(&alert), raised), span });
        }
        if let Some(target) = child(node, Rule::expect_target) {
            let state = state_of(&target)?;
            return Some(Expectation { kind: ExpectationKind::Target(self.name_in(&target), state), span });
        }
        if let Some(kind) = self.expectation_of_months(node) {
            return Some(Expectation { kind: kind?, span });
        }
        let expr = self.expr_in(node)?;
        let needs = child(node, Rule::needs);
        let kind = match (needs, child(node, Rule::lacks)) {
            (Some(needs), _) => {
                let needs = self.paths(&needs);
                match without_is_unknown(expr) {
                    Ok(value) => ExpectationKind::Unknown { value, needs },
                    Err(value) => {
                        self.report(super::problems::needs_without_unknown(value.span));
                        ExpectationKind::Unknown { value, needs }
                    }
                }
            }
            (None, Some(lacks)) => ExpectationKind::Lacks { value: expr, parameters: self.names_in(&lacks) },
            (None, None) => match without_is_unknown(expr) {
                Ok(value) => ExpectationKind::Unknown { value, needs: Vec::new() },
                Err(condition) => ExpectationKind::Condition(condition),
            },
        };
        Some(Expectation { kind, span })
    }

    fn paths(&self, node: &Node<'_>) -> Vec<Vec<Name>> {
        each(node, Rule::path, |path| self.names_in(path))
    }
}

fn state_of(target: &Node<'_>) -> Option<TargetState> {
    Some(match target.clone().into_inner().next_back()?.as_rule() {
        Rule::clause_met => TargetState::Met,
        Rule::clause_missed => TargetState::Missed,
        Rule::clause_pending => TargetState::Pending,
        Rule::clause_hoped => TargetState::HopedFor,
        Rule::clause_short => TargetState::FallsShort,
        _ => TargetState::Undecided,
    })
}

/// The `x` of `x is unknown`, or the expression itself if it is anything else.
fn without_is_unknown(expr: Expr) -> Result<Expr, Expr> {
    match expr.kind {
        ExprKind::Is { left, right, negated: false } if matches!(right.kind, ExprKind::Unknown) => Ok(*left),
        kind => Err(Expr { kind, span: expr.span }),
    }
}
