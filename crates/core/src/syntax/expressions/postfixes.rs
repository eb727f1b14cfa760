//! What follows an operand: members, dates, lists.

use super::Built;
use crate::syntax::grammar::Rule;
use crate::syntax::problems;
use crate::syntax::reader::{Node, Reader, child, children};
use crate::syntax::tree::ExprKind;

impl Reader<'_> {
    pub(super) fn postfixed(&self, operand: Built, postfix: &Node<'_>) -> Built {
        match postfix.as_rule() {
            Rule::member => self.member(operand, postfix),
            Rule::if_none => self.with_if_none(operand, postfix),
            Rule::on_date => self.on_date(operand, postfix),
            Rule::in_list => self.in_list(operand, postfix),
            _ => self.is_known(operand, postfix),
        }
    }

    fn member(&self, base: Built, postfix: &Node<'_>) -> Built {
        let name = self.name_in(postfix);
        let span = base.expr.span.to(name.span);
        self.made(ExprKind::Member { base: Box::new(base.expr), name }, span, base.height)
    }

    fn with_if_none(&self, mut operand: Built, postfix: &Node<'_>) -> Built {
        let value = self.attached_in(postfix);
        let place = self.span(postfix);
        let height = operand.height.max(value.height.saturating_add(1));
        match &mut operand.expr.kind {
            ExprKind::Call { if_none: slot @ None, .. }
            | ExprKind::Aggregate { if_none: slot @ None, .. }
                if !operand.closed =>
            {
                *slot = Some(Box::new(value.expr));
            }
            _ => {
                self.report(problems::if_none_without_call(place));
                return operand;
            }
        }
        let span = operand.expr.span.to(place);
        self.made(operand.expr.kind, span, height - 1)
    }

    fn on_date(&self, operand: Built, postfix: &Node<'_>) -> Built {
        let date = self.attached_in(postfix);
        let span = operand.expr.span.to(date.expr.span);
        let height = operand.height.max(date.height);
        let kind = ExprKind::On { value: Box::new(operand.expr), date: Box::new(date.expr) };
        self.made(kind, span, height)
    }

    /// The operand that belongs to `on` or `if none`.
    fn attached_in(&self, postfix: &Node<'_>) -> Built {
        let Some(attached) = child(postfix, Rule::attached) else { return self.nothing(postfix) };
        let mut built: Option<Built> = None;
        let mut sign = None;
        for part in attached.into_inner() {
            match (part.as_rule(), built.take()) {
                (Rule::negative, _) => sign = Some(part),
                (Rule::member, Some(base)) => built = Some(self.member(base, &part)),
                _ => built = Some(self.primary(&part)),
            }
        }
        match (built, sign) {
            (Some(built), Some(sign)) => self.prefixed(&sign, built),
            (Some(built), None) => built,
            (None, _) => self.nothing(postfix),
        }
    }

    fn in_list(&self, operand: Built, postfix: &Node<'_>) -> Built {
        if operand.is_comparison() {
            return self.chained(operand, postfix);
        }
        let span = operand.expr.span.to(self.span(postfix));
        let negated = child(postfix, Rule::operator_not_in).is_some();
        let mut height = operand.height;
        let mut items = Vec::new();
        for item in child(postfix, Rule::items).iter().flat_map(|items| children(items, Rule::item)) {
            let (item, of_item) = self.item(&item);
            height = height.max(of_item);
            items.push(item);
        }
        if items.is_empty() {
            self.report(problems::empty_list(span));
        }
        self.made(ExprKind::In { value: Box::new(operand.expr), items, negated }, span, height)
    }

    fn is_known(&self, operand: Built, postfix: &Node<'_>) -> Built {
        if operand.is_comparison() {
            return self.chained(operand, postfix);
        }
        let span = operand.expr.span.to(self.span(postfix));
        let negated = child(postfix, Rule::operator_is_not).is_some();
        self.made(ExprKind::IsKnown { value: Box::new(operand.expr), negated }, span, operand.height)
    }

    fn chained(&self, operand: Built, postfix: &Node<'_>) -> Built {
        if let Some(operator) = postfix.clone().into_inner().next() {
            self.report(problems::comparison_chain(
                self.span(&operator),
                operator.as_str(),
                operand.expr.span,
            ));
        }
        operand
    }
}
