//! Operators: which types they join and what comes of it.

use crate::diagnostic::{Code, Diagnostic, Span, Text};
use crate::program::node::Choice;
use crate::program::{NodeId, NodeKind, Type};
use crate::semantics::problems::{self, text};
use crate::semantics::scope::Scope;
use crate::semantics::typed::Typed;
use crate::semantics::{Analysis, Stop};
use crate::syntax::keywords::{self, KeywordKind};
use crate::syntax::tree::{Additive, Comparison, Expr, ExprKind, Item, Multiplicative, Period, RangeBound};

/// Whether an expression takes its type from what it stands beside: a zero, a plain amount, a bare name
/// that may be a case.
pub fn needs_context(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Number { value, .. } => value.is_zero(),
        ExprKind::Money { period, .. } => period.is_none(),
        ExprKind::Name(_) => true,
        _ => false,
    }
}

impl Analysis<'_> {
    /// Two operands; the one that needs context is lowered with the other's type in mind.
    fn lower_pair(&mut self, scope: &Scope, left: &Expr, right: &Expr) -> Result<(Typed, Typed), Stop> {
        let left_first =
            !needs_context(left) || matches!(left.kind, ExprKind::Name(_)) && self.is_value(scope, left);
        if left_first {
            let (left, right) = self.lower_in_turn(scope, left, right)?;
            return Ok((left, right));
        }
        let (right, left) = self.lower_in_turn(scope, right, left)?;
        Ok((left, right))
    }

    /// The first operand, then the second with the first one's type in mind. After a mistake in the
    /// first, the second is looked at only if it can be understood without, or by nobody at all.
    fn lower_in_turn(&mut self, scope: &Scope, first: &Expr, second: &Expr) -> Result<(Typed, Typed), Stop> {
        match self.lower(scope, first, None) {
            Ok(typed) => Ok((typed, self.lower(scope, second, Some(typed.1))?)),
            Err(Stop::Reported) if !needs_context(second) || self.is_unknown(scope, second) => {
                self.lower(scope, second, None)?;
                Err(Stop::Reported)
            }
            Err(stop) => Err(stop),
        }
    }

    /// After a mistake in one operand, reports the names among the others that stand for nothing.
    fn report_unknown<'e>(&mut self, scope: &Scope, stop: Stop, others: impl Iterator<Item = &'e Expr>) {
        for other in others.filter(|_| stop == Stop::Reported) {
            if self.is_unknown(scope, other) {
                // It is reported, which is all that is wanted.
                let _ = self.lower(scope, other, None);
            }
        }
    }

    /// Whether a bare name stands for nothing, whatever stands beside it.
    fn is_unknown(&self, scope: &Scope, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Name(name) => self.plain_meaning(scope, name).is_none() && !self.names.is_known(name),
            _ => false,
        }
    }

    /// Whether a bare name stands for a value rather than a case.
    pub(crate) fn is_value(&self, scope: &Scope, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Name(name) => self.plain_meaning(scope, name).is_some(),
            _ => false,
        }
    }

    pub(crate) fn lower_compare(
        &mut self,
        scope: &Scope,
        comparison: Comparison,
        left: &Expr,
        right: &Expr,
        span: Span,
    ) -> Result<Typed, Stop> {
        let ((left_node, left_ty), (right_node, right_ty)) = self.lower_pair(scope, left, right)?;
        let word = self.word_between(left.span, right.span).unwrap_or_else(|| sign(comparison));
        self.require_same(span, &word, (left.span, left_ty), (right.span, right_ty))?;
        self.require_order(left.span, &word, left_ty)?;
        Ok((self.add(NodeKind::Compare(comparison, left_node, right_node), Type::Bool, span), Type::Bool))
    }

    pub(crate) fn lower_is(
        &mut self,
        scope: &Scope,
        left: &Expr,
        right: &Expr,
        negated: bool,
        span: Span,
    ) -> Result<Typed, Stop> {
        let ((left_node, left_ty), (right_node, right_ty)) = self.lower_pair(scope, left, right)?;
        let word = text("is", "为");
        self.require_same(span, &word, (left.span, left_ty), (right.span, right_ty))?;
        if matches!(left_ty, Type::List(_) | Type::Record(_)) {
            let problem =
                problems::bad_operands(self, span, &word, (left.span, left_ty), (right.span, right_ty));
            return Err(self.report(problem));
        }
        Ok((self.add(NodeKind::Equal(left_node, right_node, negated), Type::Bool, span), Type::Bool))
    }

    /// The word or sign of the language that was written between two operands.
    fn word_between(&self, left: Span, right: Span) -> Option<Text> {
        let between = Span::new(left.source, left.end, right.start);
        let written = self.program.sources.slice(between);
        let word = written.split_whitespace().collect::<Vec<_>>().join(" ");
        let known = keywords::spelled(&word).any(|keyword| keyword.kind == KeywordKind::Operator);
        known.then(|| same(&word))
    }

    fn require_same(
        &mut self,
        span: Span,
        operator: &Text,
        left: (Span, Type),
        right: (Span, Type),
    ) -> Result<(), Stop> {
        if left.1 == right.1 {
            return Ok(());
        }
        let problem = match (left.1, right.1) {
            (Type::Money(_), Type::Money(_)) => {
                problems::period_mismatch(self, right.0, left.1, Some(left.0), right.1)
            }
            (Type::Date, Type::Month) | (Type::Month, Type::Date) => {
                problems::bad_operands(self, span, operator, left, right).help(text(
                    "`month_of(date)` is the month of a date, `first_day(month)` the first day of a month",
                    "“当月（日期）”取日期所在月份，“首日（月份）”取该月第一天",
                ))
            }
            _ => problems::bad_operands(self, span, operator, left, right),
        };
        Err(self.report(problem))
    }

    /// Reports unless values of the type have an order.
    pub(crate) fn require_order(&mut self, span: Span, operator: &Text, ty: Type) -> Result<(), Stop> {
        if ty.is_numeric() || matches!(ty, Type::Date | Type::Month) || self.is_ordered_case(ty) {
            return Ok(());
        }
        let found = super::show::type_text(self, ty);
        let problem = Diagnostic::error(
            Code::BadOperands,
            span,
            text(
                format!("`{}` needs an order, and {} has none", operator.en, found.en),
                format!("“{}”要求能分先后高低，而{}不能", operator.zh, found.zh),
            ),
        );
        let problem = if matches!(ty, Type::Case(_)) {
            problem.help(text(
                "declare the enum as `ordered` if its cases rise as written",
                "如各类依次递升，请将类别声明为“有序”",
            ))
        } else {
            problem
        };
        Err(self.report(problem))
    }

    pub(crate) fn lower_in(
        &mut self,
        scope: &Scope,
        value: &Expr,
        items: &[Item],
        negated: bool,
        span: Span,
    ) -> Result<Typed, Stop> {
        let (node, ty) = self.lower(scope, value, None)?;
        let mut choices = Vec::with_capacity(items.len());
        for item in items {
            choices.push(self.lower_choice(scope, item, ty)?);
        }
        Ok((self.add(NodeKind::In(node, choices, negated), Type::Bool, span), Type::Bool))
    }

    fn lower_choice(&mut self, scope: &Scope, item: &Item, ty: Type) -> Result<Choice, Stop> {
        match item {
            Item::Any(span) => Err(self.report(Diagnostic::error(
                Code::BadLiteral,
                *span,
                text("`any` has no meaning here", "此处不能写“任意”"),
            ))),
            Item::Value(expr) => Ok(Choice::Value(self.lower_as(scope, expr, ty)?)),
            Item::Between { from, to, inclusive } => {
                self.require_order(from.span, &same(".."), ty)?;
                let upper = if *inclusive { Comparison::AtMost } else { Comparison::Below };
                let from = self.lower_as(scope, from, ty)?;
                let to = self.lower_as(scope, to, ty)?;
                Ok(Choice::Within(vec![(Comparison::AtLeast, from), (upper, to)]))
            }
            Item::Bounds(bounds) => {
                let bounds = bounds
                    .iter()
                    .map(|bound| self.lower_bound(scope, bound, ty))
                    .collect::<Result<_, _>>()?;
                Ok(Choice::Within(bounds))
            }
        }
    }

    fn lower_bound(
        &mut self,
        scope: &Scope,
        bound: &RangeBound,
        ty: Type,
    ) -> Result<(Comparison, NodeId), Stop> {
        self.require_order(bound.limit.span, &sign(bound.comparison), ty)?;
        Ok((bound.comparison, self.lower_as(scope, &bound.limit, ty)?))
    }

    pub(crate) fn lower_negate(
        &mut self,
        scope: &Scope,
        inner: &Expr,
        expected: Option<Type>,
        span: Span,
    ) -> Result<Typed, Stop> {
        let (node, ty) = self.lower_numeric(scope, inner, expected)?;
        Ok((self.add(NodeKind::Negate(node), ty, span), ty))
    }

    /// Lowers a number or an amount.
    pub(crate) fn lower_numeric(
        &mut self,
        scope: &Scope,
        value: &Expr,
        expected: Option<Type>,
    ) -> Result<Typed, Stop> {
        let (node, ty) = self.lower(scope, value, expected)?;
        if ty.is_numeric() {
            return Ok((node, ty));
        }
        let problem = problems::mismatch(self, value.span, Type::Number, ty);
        Err(self.report(problem))
    }

    /// `a + b - c`, and dates moved by or measured against one another.
    pub(crate) fn lower_sum(
        &mut self,
        scope: &Scope,
        first: &Expr,
        rest: &[(Additive, Expr)],
        expected: Option<Type>,
        span: Span,
    ) -> Result<Typed, Stop> {
        let written: Vec<&Expr> = std::iter::once(first).chain(rest.iter().map(|(_, expr)| expr)).collect();
        let leader = match needs_context(first) && !self.is_value(scope, first) {
            true => self.lower_leader(scope, &written, None, expected)?,
            false => None,
        };
        let context = leader.map(|(_, (_, ty))| ty).or(expected);
        let (mut node, mut ty) = match self.lower(scope, first, context) {
            Ok(typed) => typed,
            Err(stop) => {
                self.report_unknown(scope, stop, rest.iter().map(|(_, expr)| expr));
                return Err(stop);
            }
        };
        let mut terms = vec![(false, node)];
        for (index, (sign, expr)) in (1..).zip(rest) {
            let minus = *sign == Additive::Minus;
            let context = match ty {
                Type::Date | Type::Month => None,
                _ => Some(ty),
            };
            let (right, right_ty) = match leader {
                Some((at, typed)) if at == index => typed,
                _ => self.lower(scope, expr, context)?,
            };
            let so_far = first.span.to(expr.span);
            match (ty, right_ty) {
                (Type::Date, Type::Months | Type::Days) | (Type::Month, Type::Months) => {
                    node = self.add(NodeKind::Shift { base: node, by: right, back: minus }, ty, so_far);
                }
                (Type::Date, Type::Date) if minus => {
                    ty = Type::Days;
                    node = self.add(NodeKind::Distance(node, right), ty, so_far);
                }
                (Type::Month, Type::Month) if minus => {
                    ty = Type::Months;
                    node = self.add(NodeKind::Distance(node, right), ty, so_far);
                }
                (left, right_ty) if left == right_ty && left.is_numeric() => {
                    terms.push((minus, right));
                    continue;
                }
                _ => return Err(self.bad_term(minus, span, (first.span, ty), (expr.span, right_ty))),
            }
            terms = vec![(false, node)];
        }
        if terms.len() > 1 {
            node = self.add(NodeKind::Sum(terms), ty, span);
        }
        Ok((node, ty))
    }

    fn bad_term(&mut self, minus: bool, span: Span, left: (Span, Type), right: (Span, Type)) -> Stop {
        let operator = if minus { text("-", "－") } else { text("+", "＋") };
        let problem = match (left.1, right.1) {
            (Type::Money(_), Type::Money(_)) => {
                problems::period_mismatch(self, right.0, left.1, Some(left.0), right.1)
            }
            _ => problems::bad_operands(self, span, &operator, left, right),
        };
        self.report(problem)
    }

    /// `a * b / c`
    pub(crate) fn lower_product(
        &mut self,
        scope: &Scope,
        first: &Expr,
        rest: &[(Multiplicative, Expr)],
        expected: Option<Type>,
        span: Span,
    ) -> Result<Typed, Stop> {
        let context = expected.filter(|ty| !ty.is_numeric());
        let (node, mut ty) = match self.lower(scope, first, context) {
            Ok(typed) => typed,
            Err(stop) => {
                self.report_unknown(scope, stop, rest.iter().map(|(_, expr)| expr));
                return Err(stop);
            }
        };
        let mut factors = vec![(false, node)];
        for (operator, expr) in rest {
            let over = *operator == Multiplicative::Over;
            let (right, right_ty) = self.lower(scope, expr, None)?;
            let result = if over { quotient(ty, right_ty) } else { product(ty, right_ty) };
            let Some(result) = result else {
                return Err(self.bad_factor(over, span, (first.span, ty), (expr.span, right_ty)));
            };
            ty = result;
            factors.push((over, right));
        }
        let plain_literal = std::iter::once(first)
            .chain(rest.iter().map(|(_, expr)| expr))
            .any(|expr| matches!(expr.kind, ExprKind::Money { period: None, .. }));
        if let (true, Type::Money(None), Some(Type::Money(Some(_)))) =
            (scope.data && plain_literal, ty, expected)
        {
            // `146 yuan * further` in the cell of a monthly amount.
            ty = expected.unwrap_or(ty);
        }
        Ok((self.add(NodeKind::Product(factors), ty, span), ty))
    }

    fn bad_factor(&mut self, over: bool, span: Span, left: (Span, Type), right: (Span, Type)) -> Stop {
        let operator = if over { text("/", "÷") } else { text("*", "×") };
        let problem = match (left.1, right.1) {
            (Type::Money(Some(_)), Type::Money(Some(_))) if over => {
                problems::period_mismatch(self, right.0, left.1, Some(left.0), right.1)
            }
            _ => problems::bad_operands(self, span, &operator, left, right),
        };
        self.report(problem)
    }

    pub(crate) fn lower_if(
        &mut self,
        scope: &Scope,
        arms: &[(Expr, Expr)],
        otherwise: &Expr,
        expected: Option<Type>,
        span: Span,
    ) -> Result<Typed, Stop> {
        let written: Vec<&Expr> = arms.iter().map(|(condition, _)| condition).collect();
        let conditions = self.lower_conditions(scope, &written)?;
        let values: Vec<&Expr> = arms.iter().map(|(_, value)| value).chain([otherwise]).collect();
        let (mut nodes, ty) = self.lower_alike(scope, &values, None, expected)?;
        let Some(last) = nodes.pop() else { return Err(Stop::Reported) };
        let arms = conditions.into_iter().zip(nodes).collect();
        Ok((self.add(NodeKind::If(arms, last), ty, span), ty))
    }
}

/// The type of a product, where there is one.
fn product(left: Type, right: Type) -> Option<Type> {
    match (left, right) {
        (Type::Number, other) | (other, Type::Number) if other.is_numeric() => Some(other),
        (Type::Money(Some(Period::Month)), Type::Months)
        | (Type::Months, Type::Money(Some(Period::Month))) => Some(Type::Money(None)),
        (Type::Money(Some(Period::Day)), Type::Days) | (Type::Days, Type::Money(Some(Period::Day))) => {
            Some(Type::Money(None))
        }
        _ => None,
    }
}

/// The type of a quotient, where there is one.
fn quotient(left: Type, right: Type) -> Option<Type> {
    match (left, right) {
        (left, Type::Number) if left.is_numeric() => Some(left),
        (left, right) if left == right && left.is_numeric() => Some(Type::Number),
        (Type::Money(None), Type::Months) => Some(Type::Money(Some(Period::Month))),
        (Type::Money(None), Type::Days) => Some(Type::Money(Some(Period::Day))),
        _ => None,
    }
}

/// The sign of a comparison.
pub fn sign(comparison: Comparison) -> Text {
    same(match comparison {
        Comparison::Below => "<",
        Comparison::AtMost => "<=",
        Comparison::Above => ">",
        Comparison::AtLeast => ">=",
    })
}

/// A sign that both languages use.
pub fn same(sign: &str) -> Text {
    text(sign, sign)
}
