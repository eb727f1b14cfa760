//! Expressions: chains of operands put in order by the Pratt parser and flattened into lists.

use pest::pratt_parser::{Assoc, ConstPrattParser, Op, pratt_precedence};

use super::grammar::Rule;
use super::keywords;
use super::problems;
use super::reader::{Node, Reader, child, children, each};
use super::tree::{
    Additive, Aggregate, Builtin, Comparison, Expr, ExprKind, Item, Multiplicative, RangeBound, Rounding,
};
use crate::diagnostic::Span;
use crate::number::RoundMode;

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

// ------------------------------------------------------------------------------------------- infixes

impl Reader<'_> {
    fn joined(&self, left: Built, operator: &Node<'_>, right: Built) -> Built {
        match operator.as_rule() {
            Rule::operator_where => self.filtered(left, right),
            Rule::operator_or => self.either(left, operator, right),
            Rule::operator_and => self.both(left, right),
            Rule::plus => self.sum(left, Additive::Plus, right),
            Rule::minus => self.sum(left, Additive::Minus, right),
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

fn comparison(rule: Rule) -> Comparison {
    match rule {
        Rule::operator_below => Comparison::Below,
        Rule::operator_at_most => Comparison::AtMost,
        Rule::operator_above => Comparison::Above,
        _ => Comparison::AtLeast,
    }
}

// ---------------------------------------------------------------------------------------- postfixes

impl Reader<'_> {
    fn postfixed(&self, operand: Built, postfix: &Node<'_>) -> Built {
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

// --------------------------------------------------------------------------------- items and bounds

impl Reader<'_> {
    /// An item of a cell or a list, with the height of its highest expression.
    pub fn item(&self, node: &Node<'_>) -> (Item, u16) {
        let mut parts = node.clone().into_inner();
        let Some(first) = parts.next() else { return (Item::Any(self.span(node)), 0) };
        match first.as_rule() {
            Rule::whatever => (Item::Any(self.span(&first)), 0),
            Rule::bounds => self.bounds(&first),
            _ => self.value_item(&first, parts.next().map(|mark| mark.as_rule()), parts.next()),
        }
    }

    fn value_item(&self, first: &Node<'_>, mark: Option<Rule>, last: Option<Node<'_>>) -> (Item, u16) {
        let from = self.built(first);
        if let Some(last) = last {
            let to = self.built(&last);
            let height = from.height.max(to.height);
            let inclusive = mark == Some(Rule::up_to);
            return (Item::Between { from: from.expr, to: to.expr, inclusive }, height);
        }
        let comparison = match mark {
            Some(Rule::clause_over) => Comparison::AtLeast,
            Some(Rule::clause_under) => Comparison::AtMost,
            _ => return (Item::Value(from.expr), from.height),
        };
        (Item::Bounds(vec![RangeBound { comparison, limit: from.expr }]), from.height)
    }

    pub fn bounds(&self, node: &Node<'_>) -> (Item, u16) {
        let mut height = 0;
        let mut bounds = Vec::new();
        for bound in children(node, Rule::bound) {
            let mut parts = bound.into_inner();
            let (Some(word), Some(limit)) = (parts.next(), parts.next()) else { continue };
            let limit = self.built(&limit);
            height = height.max(limit.height);
            bounds.push(RangeBound { comparison: comparison(word.as_rule()), limit: limit.expr });
        }
        (Item::Bounds(bounds), height)
    }

    /// The bounds of `at least 0` or `1..9` after a type.
    pub fn range(&self, node: &Node<'_>) -> Vec<RangeBound> {
        let parts: Vec<Node<'_>> = node.clone().into_inner().collect();
        match parts.as_slice() {
            [word, limit] => {
                vec![RangeBound { comparison: comparison(word.as_rule()), limit: self.range_end(limit) }]
            }
            [from, mark, to] => {
                let inclusive = mark.as_rule() == Rule::up_to;
                let upper = if inclusive { Comparison::AtMost } else { Comparison::Below };
                vec![
                    RangeBound { comparison: Comparison::AtLeast, limit: self.range_end(from) },
                    RangeBound { comparison: upper, limit: self.range_end(to) },
                ]
            }
            _ => Vec::new(),
        }
    }

    /// A literal, or the name of a case.
    fn range_end(&self, node: &Node<'_>) -> Expr {
        if node.as_rule() == Rule::name { self.scalar(node) } else { self.signed(node) }
    }

    /// `half up to 1 yuan`
    pub fn rounding(&self, node: &Node<'_>) -> Rounding {
        let mut parts = node.clone().into_inner();
        let mode = match parts.next().map(|word| word.as_rule()) {
            Some(Rule::clause_up_to) => RoundMode::Up,
            Some(Rule::clause_down_to) => RoundMode::Down,
            Some(Rule::clause_half_even_to) => RoundMode::HalfEven,
            _ => RoundMode::HalfUp,
        };
        let step = parts.next().map_or_else(|| self.unknown(node), |step| self.signed(&step));
        Rounding { mode, step: Box::new(step), span: self.span(node) }
    }
}

// ---------------------------------------------------------------------------------------- primaries

impl Reader<'_> {
    fn primary(&self, node: &Node<'_>) -> Built {
        let leaf = |kind| Built::leaf(Expr { kind, span: self.span(node) });
        match node.as_rule() {
            Rule::paren => self.paren(node),
            Rule::reference => self.reference(node),
            Rule::aggregate => self.aggregate(node),
            Rule::builtin => self.builtin(node),
            Rule::rounded => self.rounded(node),
            Rule::rank => self.rank(node),
            Rule::only => self.only(node),
            Rule::value_yes => leaf(ExprKind::Bool(true)),
            Rule::value_no => leaf(ExprKind::Bool(false)),
            Rule::value_unknown => leaf(ExprKind::Unknown),
            Rule::value_as_of => leaf(ExprKind::AsOf),
            _ => Built::leaf(self.literal(node)),
        }
    }

    fn paren(&self, node: &Node<'_>) -> Built {
        match child(node, Rule::expr) {
            Some(inner) => {
                let built = self.built(&inner);
                // The brackets belong to the place, so that what is quoted can be read by itself.
                let expr = Expr { kind: built.expr.kind, span: self.span(node) };
                Built { expr, height: built.height, closed: true, mixed: false }
            }
            None => self.nothing(node),
        }
    }

    fn reference(&self, node: &Node<'_>) -> Built {
        let name = self.name_in(node);
        let span = self.span(node);
        match child(node, Rule::arguments) {
            None => Built::leaf(Expr { kind: ExprKind::Name(name.text), span }),
            Some(list) => {
                let (arguments, height) = self.arguments(&list);
                self.made(ExprKind::Call { name, arguments, if_none: None }, span, height)
            }
        }
    }

    fn arguments(&self, node: &Node<'_>) -> (Vec<Expr>, u16) {
        let built: Vec<Built> = each(node, Rule::expr, |argument| self.built(argument));
        let height = built.iter().map(|argument| argument.height).max().unwrap_or(0);
        (built.into_iter().map(|argument| argument.expr).collect(), height)
    }

    /// The function's word and its arguments.
    fn called(&self, node: &Node<'_>) -> (Option<Rule>, Vec<Expr>, u16) {
        let word = node.clone().into_inner().next().map(|word| word.as_rule());
        let (arguments, height) =
            child(node, Rule::arguments).map(|list| self.arguments(&list)).unwrap_or_default();
        (word, arguments, height)
    }

    fn aggregate(&self, node: &Node<'_>) -> Built {
        let (word, arguments, height) = self.called(node);
        let known = keywords::AGGREGATES.iter().find(|(rule, _)| Some(*rule) == word);
        let function = known.map_or(Aggregate::Sum, |(_, function)| *function);
        self.made(ExprKind::Aggregate { function, arguments, if_none: None }, self.span(node), height)
    }

    fn builtin(&self, node: &Node<'_>) -> Built {
        let (word, arguments, height) = self.called(node);
        let known = keywords::BUILTINS.iter().find(|(rule, _)| Some(*rule) == word);
        let function = known.map_or(Builtin::Clamp, |(_, function)| *function);
        self.made(ExprKind::Builtin { function, arguments }, self.span(node), height)
    }

    fn only(&self, node: &Node<'_>) -> Built {
        let (_, mut arguments, height) = self.called(node);
        let list = arguments.pop();
        match list {
            Some(list) if arguments.is_empty() => {
                self.made(ExprKind::Only(Box::new(list)), self.span(node), height)
            }
            _ => {
                self.report(problems::only_one_argument(self.span(node)));
                self.nothing(node)
            }
        }
    }

    fn rounded(&self, node: &Node<'_>) -> Built {
        let Some(list) = child(node, Rule::rounded_arguments) else { return self.nothing(node) };
        let (Some(value), Some(rounding)) = (child(&list, Rule::expr), child(&list, Rule::rounding)) else {
            return self.nothing(node);
        };
        let value = self.built(&value);
        let kind = ExprKind::Round { value: Box::new(value.expr), rounding: self.rounding(&rounding) };
        self.made(kind, self.span(node), value.height.max(1))
    }

    fn rank(&self, node: &Node<'_>) -> Built {
        let Some(list) = child(node, Rule::rank_arguments) else { return self.nothing(node) };
        let highest_first = child(&list, Rule::clause_highest_first).is_some();
        let (mut arguments, height) = self.arguments(&list);
        let (Some(list), Some(key)) = (arguments.pop(), arguments.pop()) else { return self.nothing(node) };
        let kind = ExprKind::Rank { key: Box::new(key), list: Box::new(list), highest_first };
        self.made(kind, self.span(node), height)
    }
}
