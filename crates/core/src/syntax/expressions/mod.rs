//! Expressions: chains of operands put in order by the Pratt parser and flattened into lists.

mod infixes;
mod items;
mod postfixes;
mod primaries;

use pest::pratt_parser::{Assoc, ConstPrattParser, Op, pratt_precedence};

use crate::diagnostic::Span;
use crate::syntax::grammar::Rule;
use crate::syntax::problems;
use crate::syntax::reader::{Node, Reader, child, each};
use crate::syntax::tree::{Expr, ExprKind};

/// The greatest height of an expression, so that walking one needs no deep stack.
pub(super) const GREATEST_HEIGHT: u16 = 256;

static PRATT: ConstPrattParser<Rule, 20> = ConstPrattParser::new_const(pratt_precedence![
    Op::infix(Rule::operator_where, Assoc::Left),
    Op::infix(Rule::operator_or, Assoc::Left),
    Op::infix(Rule::operator_and, Assoc::Left),
    Op::prefix(Rule::operator_not),
    Op::infix(Rule::operator_is, Assoc::Left)
        | Op::infix(Rule::operator_is_not, Assoc::Left)
        | Op::infix(Rule::operator_below, Assoc::Left)
        | Op::infix(Rule::operator_at_most, Assoc::Left)
        | Op::infix(Rule::operator_above, Assoc::Left)
        | Op::infix(Rule::operator_at_least, Assoc::Left)
        | Op::postfix(Rule::in_list)
        | Op::postfix(Rule::is_known),
    Op::infix(Rule::plus, Assoc::Left) | Op::infix(Rule::minus, Assoc::Left),
    Op::infix(Rule::times, Assoc::Left) | Op::infix(Rule::over, Assoc::Left),
    Op::prefix(Rule::negative),
    Op::postfix(Rule::member) | Op::postfix(Rule::if_none) | Op::postfix(Rule::on_date),
]);

/// An expression while it is put together.
pub(super) struct Built {
    pub expr: Expr,
    height: u16,
    /// Whether brackets were written around it, so that it is one operand.
    closed: bool,
    /// Whether `and` and `or` were already found mixed in it.
    mixed: bool,
}

impl Built {
    fn leaf(expr: Expr) -> Self {
        Self { expr, height: 1, closed: false, mixed: false }
    }

    fn is_comparison(&self) -> bool {
        use ExprKind::{Compare, In, Is, IsKnown};
        !self.closed && matches!(self.expr.kind, Compare { .. } | Is { .. } | In { .. } | IsKnown { .. })
    }
}

impl Reader<'_> {
    /// An `expr`, `chain` or `arithmetic` node.
    pub fn expr(&self, node: &Node<'_>) -> Expr {
        self.built(node).expr
    }

    /// The expression in a clause such as `when EXPR`.
    pub fn expr_in(&self, node: &Node<'_>) -> Option<Expr> {
        child(node, Rule::expr).map(|expr| self.expr(&expr))
    }

    /// Where the expression was written without brackets around it.
    pub fn built(&self, node: &Node<'_>) -> Built {
        match node.as_rule() {
            Rule::expr => match node.clone().into_inner().next() {
                Some(inner) => self.built(&inner),
                None => self.nothing(node),
            },
            Rule::conditional => self.conditional(node),
            _ => self.chain(node),
        }
    }

    /// Stands for what the grammar promises and therefore cannot be missing.
    fn nothing(&self, node: &Node<'_>) -> Built {
        Built::leaf(self.unknown(node))
    }

    fn chain(&self, node: &Node<'_>) -> Built {
        let parts = node.clone().into_inner();
        if parts.len() == 1 {
            return parts.last().map_or_else(|| self.nothing(node), |only| self.primary(&only));
        }
        if parts.is_empty() {
            return self.nothing(node);
        }
        PRATT
            .map_primary(|part| self.primary(&part))
            .map_prefix(|sign, operand| self.prefixed(&sign, operand))
            .map_postfix(|operand, postfix| self.postfixed(operand, &postfix))
            .map_infix(|left, operator, right| self.joined(left, &operator, right))
            .parse(parts)
    }

    fn conditional(&self, node: &Node<'_>) -> Built {
        let mut chains: Vec<Built> = each(node, Rule::chain, |chain| self.chain(chain));
        let height = chains.iter().map(|part| part.height).max().unwrap_or(0);
        let Some(otherwise) = chains.pop() else { return self.nothing(node) };
        let mut arms = Vec::with_capacity(chains.len() / 2);
        let mut parts = chains.into_iter();
        while let (Some(condition), Some(value)) = (parts.next(), parts.next()) {
            arms.push((condition.expr, value.expr));
        }
        let kind = ExprKind::If { arms, otherwise: Box::new(otherwise.expr) };
        self.made(kind, self.span(node), height)
    }

    /// A node of the tree above parts of a given height.
    fn made(&self, kind: ExprKind, span: Span, parts: u16) -> Built {
        let height = parts.saturating_add(1);
        if height > GREATEST_HEIGHT {
            self.report_too_deep(|| problems::expression_too_deep(span));
            return Built::leaf(Expr { kind: ExprKind::Unknown, span });
        }
        Built { expr: Expr { kind, span }, height, closed: false, mixed: false }
    }

    fn prefixed(&self, sign: &Node<'_>, operand: Built) -> Built {
        let span = self.span(sign).to(operand.expr.span);
        let (inner, height) = (Box::new(operand.expr), operand.height);
        match sign.as_rule() {
            Rule::operator_not => self.made(ExprKind::Not(inner), span, height),
            _ => self.made(ExprKind::Negate(inner), span, height),
        }
    }
}
