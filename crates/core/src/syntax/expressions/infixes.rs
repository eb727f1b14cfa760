//! What operators between two operands make.

use super::Built;
use crate::syntax::grammar::Rule;
use crate::syntax::problems;
use crate::syntax::reader::{Node, Reader};
use crate::syntax::tree::{Additive, Comparison, Expr, ExprKind, Multiplicative};

impl Reader<'_> {
    pub(super) fn joined(&self, left: Built, operator: &Node<'_>, right: Built) -> Built {
        match operator.as_rule() {
            Rule::operator_where => self.filtered(left, right),
            Rule::operator_or => self.either(left, operator, right),
            Rule::operator_and => self.both(left, right),
            Rule::plus => self.sum(left, Additive::Plus, right),
            Rule::minus => {
                self.check_range_with_dash(&left, operator, &right);
                self.sum(left, Additive::Minus, right)
            }
            Rule::times => self.product(left, Multiplicative::Times, right),
            Rule::over => self.product(left, Multiplicative::Over, right),
            _ => self.compared(left, operator, right),
        }
    }

    fn filtered(&self, list: Built, condition: Built) -> Built {
        let span = list.expr.span.to(condition.expr.span);
        let height = list.height.max(condition.height);
        let kind = ExprKind::Where { list: Box::new(list.expr), condition: Box::new(condition.expr) };
        self.made(kind, span, height)
    }

    fn sum(&self, left: Built, sign: Additive, right: Built) -> Built {
        let span = left.expr.span.to(right.expr.span);
        let (first, mut rest, height) = match left.expr.kind {
            ExprKind::Sum { first, rest } if !left.closed => (first, rest, left.height - 1),
            kind => (Box::new(Expr { kind, span: left.expr.span }), Vec::with_capacity(1), left.height),
        };
        rest.push((sign, right.expr));
        self.made(ExprKind::Sum { first, rest }, span, height.max(right.height))
    }

    /// `60-69` between two written numbers is a range to people, and was never meant as a difference.
    fn check_range_with_dash(&self, left: &Built, operator: &Node<'_>, right: &Built) {
        let last = match &left.expr.kind {
            ExprKind::Sum { rest, .. } if !left.closed => rest.last().map(|(_, last)| last),
            _ => Some(&left.expr),
        };
        let Some(last) = last.filter(|last| is_figure(&last.kind) && is_figure(&right.expr.kind)) else {
            return;
        };
        let sign = self.span(operator);
        if last.span.end == sign.start && sign.end == right.expr.span.start {
            let (from, to) = (self.slice(last.span), self.slice(right.expr.span));
            self.report(problems::range_with_dash(last.span.to(right.expr.span), from, to));
        }
    }

    fn product(&self, left: Built, operator: Multiplicative, right: Built) -> Built {
        let span = left.expr.span.to(right.expr.span);
        let (first, mut rest, height) = match left.expr.kind {
            ExprKind::Product { first, rest } if !left.closed => (first, rest, left.height - 1),
            kind => (Box::new(Expr { kind, span: left.expr.span }), Vec::with_capacity(1), left.height),
        };
        rest.push((operator, right.expr));
        self.made(ExprKind::Product { first, rest }, span, height.max(right.height))
    }

    fn both(&self, left: Built, right: Built) -> Built {
        let span = left.expr.span.to(right.expr.span);
        let (mut parts, height) = match left.expr.kind {
            ExprKind::And(parts) if !left.closed => (parts, left.height - 1),
            kind => (vec![Expr { kind, span: left.expr.span }], left.height),
        };
        parts.push(right.expr);
        self.made(ExprKind::And(parts), span, height.max(right.height))
    }

    fn either(&self, left: Built, operator: &Node<'_>, right: Built) -> Built {
        let span = left.expr.span.to(right.expr.span);
        let is_and = |part: &Built| !part.closed && matches!(part.expr.kind, ExprKind::And(_));
        let mixed = is_and(&left) || is_and(&right);
        if mixed && !left.mixed {
            let both = if is_and(&left) { left.expr.span } else { right.expr.span };
            self.report(problems::mixed_and_or(self.span(operator), both, self.slice(both)));
        }
        self.check_is_with_or(&left, &right);
        let already = left.mixed;
        let (mut parts, height) = match left.expr.kind {
            ExprKind::Or(parts) if !left.closed => (parts, left.height - 1),
            kind => (vec![Expr { kind, span: left.expr.span }], left.height),
        };
        parts.push(right.expr);
        let made = self.made(ExprKind::Or(parts), span, height.max(right.height));
        Built { mixed: mixed || already, ..made }
    }

    /// `X is a or b`: a value stands where a condition should.
    fn check_is_with_or(&self, left: &Built, right: &Built) {
        if left.closed || right.closed || !is_bare_value(&right.expr.kind) {
            return;
        }
        let parts = match &left.expr.kind {
            ExprKind::Or(parts) => parts.as_slice(),
            _ => std::slice::from_ref(&left.expr),
        };
        // Only a comparison that ends where the `or` begins: in `(x is a) or b` it is closed.
        let Some(last) = parts.iter().rev().find(|part| !is_bare_value(&part.kind)) else { return };
        if let ExprKind::Is { left: value, right: first, negated } = &last.kind {
            let mut values = vec![self.slice(first.span)];
            for part in parts.iter().filter(|part| part.span.start > last.span.start) {
                values.push(self.slice(part.span));
            }
            values.push(self.slice(right.expr.span));
            self.report(problems::is_with_or(
                right.expr.span,
                self.slice(right.expr.span),
                self.slice(value.span),
                &values,
                *negated,
            ));
        }
    }

    fn compared(&self, left: Built, operator: &Node<'_>, right: Built) -> Built {
        if left.is_comparison() || right.is_comparison() {
            self.report(problems::comparison_chain(self.span(operator), operator.as_str(), left.expr.span));
            return left;
        }
        let span = left.expr.span.to(right.expr.span);
        let height = left.height.max(right.height);
        let (left, right) = (Box::new(left.expr), Box::new(right.expr));
        let kind = match operator.as_rule() {
            Rule::operator_is => ExprKind::Is { left, right, negated: false },
            Rule::operator_is_not => ExprKind::Is { left, right, negated: true },
            rule => ExprKind::Compare { comparison: comparison(rule), left, right },
        };
        self.made(kind, span, height)
    }
}

fn is_bare_value(kind: &ExprKind) -> bool {
    use ExprKind::{Bool, Date, Duration, Money, Month, Name, Number, Text};
    matches!(
        kind,
        Name(_) | Number { .. } | Money { .. } | Date(_) | Month(_) | Duration { .. } | Bool(_) | Text(_)
    )
}

fn is_figure(kind: &ExprKind) -> bool {
    use ExprKind::{Date, Duration, Money, Month, Number};
    matches!(kind, Number { .. } | Money { .. } | Duration { .. } | Date(_) | Month(_))
}

pub(super) fn comparison(rule: Rule) -> Comparison {
    match rule {
        Rule::operator_below => Comparison::Below,
        Rule::operator_at_most | Rule::clause_under => Comparison::AtMost,
        Rule::operator_above => Comparison::Above,
        _ => Comparison::AtLeast,
    }
}
