//! Functions of lists, and the lowest and highest of several values.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::program::{EntityId, NodeId, NodeKind, Type};
use crate::semantics::expressions::{Lowered, Typed};
use crate::semantics::problems::{self, text};
use crate::semantics::scope::Scope;
use crate::semantics::{Analysis, Stop};
use crate::syntax::tree::{Aggregate, Expr};

/// A list with the expression of each element, if there is one.
struct Elements {
    list: NodeId,
    body: Option<Typed>,
}

impl Analysis<'_> {
    pub(crate) fn lower_aggregate(
        &mut self,
        scope: &Scope,
        function: Aggregate,
        arguments: &[Expr],
        if_none: Option<&Expr>,
        expected: Option<Type>,
        span: Span,
    ) -> Result<Typed, Stop> {
        let Some(first) = arguments.first() else { return Err(self.report(no_arguments(span))) };
        if matches!(function, Aggregate::Min | Aggregate::Max) && arguments.len() > 1 {
            return self.lower_min_or_max(scope, function, first, arguments, if_none, expected, span);
        }
        match self.lower_any(scope, first, None)? {
            Lowered::One(list, Type::List(entity)) => {
                self.aggregate_with_body(scope, function, (list, entity), arguments, if_none, expected, span)
            }
            Lowered::Each { list, entity: _, body, ty } if arguments.len() == 1 => {
                self.aggregate(scope, function, Elements { list, body: Some((body, ty)) }, if_none, span)
            }
            Lowered::Each { .. } => {
                Err(self.report(problems::argument_count(span, word(function), 1, arguments.len())))
            }
            Lowered::One(_, found) => {
                let problem = problems::not_a_list(self, first.span, found);
                Err(self.report(problem))
            }
        }
    }

    /// `min(list, formula)` or `min(a, b, …)`.
    #[allow(clippy::too_many_arguments)]
    fn lower_min_or_max(
        &mut self,
        scope: &Scope,
        function: Aggregate,
        first: &Expr,
        arguments: &[Expr],
        if_none: Option<&Expr>,
        expected: Option<Type>,
        span: Span,
    ) -> Result<Typed, Stop> {
        let written: Vec<&Expr> = arguments.iter().collect();
        if super::operators::needs_context(first) && !self.is_value(scope, first) {
            return self.lower_extreme(scope, function, &written, None, if_none, expected, span);
        }
        match self.lower_any(scope, first, expected)? {
            Lowered::One(list, Type::List(entity)) => {
                self.aggregate_with_body(scope, function, (list, entity), arguments, if_none, expected, span)
            }
            Lowered::One(node, ty) => {
                self.lower_extreme(scope, function, &written, Some((0, (node, ty))), if_none, expected, span)
            }
            Lowered::Each { .. } => Err(self.report(problems::several_values(first.span))),
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn aggregate_with_body(
        &mut self,
        scope: &Scope,
        function: Aggregate,
        (list, entity): (NodeId, EntityId),
        arguments: &[Expr],
        if_none: Option<&Expr>,
        expected: Option<Type>,
        span: Span,
    ) -> Result<Typed, Stop> {
        let body = match arguments {
            [_] => None,
            [_, body] => {
                let expected = if matches!(function, Aggregate::Any | Aggregate::All) {
                    Some(Type::Bool)
                } else {
                    expected
                };
                Some(self.lower(&scope.with_element(entity), body, expected)?)
            }
            _ => return Err(self.report(problems::argument_count(span, word(function), 2, arguments.len()))),
        };
        self.aggregate(scope, function, Elements { list, body }, if_none, span)
    }

    fn aggregate(
        &mut self,
        scope: &Scope,
        function: Aggregate,
        elements: Elements,
        if_none: Option<&Expr>,
        span: Span,
    ) -> Result<Typed, Stop> {
        let ty = self.aggregate_type(function, elements.body.map(|(_, ty)| ty), span)?;
        let takes_if_none = matches!(function, Aggregate::Average | Aggregate::Min | Aggregate::Max);
        let if_none = match if_none {
            Some(expr) if takes_if_none => Some(self.lower_none_value(scope, expr, ty)?),
            Some(expr) => return Err(self.report(no_if_none(expr.span))),
            None => None,
        };
        let kind = NodeKind::Aggregate {
            function,
            list: elements.list,
            body: elements.body.map(|(node, _)| node),
            if_none,
        };
        Ok((self.add(kind, ty, span), ty))
    }

    /// The value of `if none`, which may be written without the period.
    pub(crate) fn lower_none_value(&mut self, scope: &Scope, expr: &Expr, ty: Type) -> Result<NodeId, Stop> {
        let mut given = scope.clone();
        given.data = true;
        self.lower_as(&given, expr, ty)
    }

    fn aggregate_type(&mut self, function: Aggregate, body: Option<Type>, span: Span) -> Result<Type, Stop> {
        match (function, body) {
            (Aggregate::Count, None) => Ok(Type::Number),
            (Aggregate::Count, Some(_)) => Err(self.report(
                Diagnostic::error(
                    Code::WrongArgumentCount,
                    span,
                    text("`count` takes a list alone", "“计数”只写列表"),
                )
                .help(text("write `count(list where condition)`", "请写“计数（列表 其中 条件）”")),
            )),
            (Aggregate::Any | Aggregate::All, Some(Type::Bool)) => Ok(Type::Bool),
            (Aggregate::Any | Aggregate::All, None) => Err(self.report(
                Diagnostic::error(
                    Code::WrongArgumentCount,
                    span,
                    text(
                        format!("`{}` needs a condition", word(function)),
                        format!("“{}”需要条件", chinese(function)),
                    ),
                )
                .help(text(
                    format!("write `{}(list, condition)`", word(function)),
                    format!("请写“{}（列表，条件）”", chinese(function)),
                )),
            )),
            (Aggregate::Any | Aggregate::All, Some(found)) => {
                let problem = problems::condition_expected(self, span, found);
                Err(self.report(problem))
            }
            (_, None) => Err(self.report(
                Diagnostic::error(
                    Code::WrongArgumentCount,
                    span,
                    text(
                        format!("`{}` of what of each element?", word(function)),
                        format!("“{}”要写明每个成员的哪一项", chinese(function)),
                    ),
                )
                .help(text(
                    format!("write `{}(list.name)` or `{}(list, formula)`", word(function), word(function)),
                    format!(
                        "请写“{}（列表.名称）”或“{}（列表，算式）”",
                        chinese(function),
                        chinese(function)
                    ),
                )),
            )),
            (Aggregate::Min | Aggregate::Max, Some(ty)) if matches!(ty, Type::Date | Type::Month) => Ok(ty),
            (_, Some(ty)) if ty.is_numeric() => Ok(ty),
            (_, Some(found)) => {
                let found = super::show::type_text(self, found);
                Err(self.report(Diagnostic::error(
                    Code::BadOperands,
                    span,
                    text(
                        format!("`{}` is not defined for {}", word(function), found.en),
                        format!("“{}”不能用于{}", chinese(function), found.zh),
                    ),
                )))
            }
        }
    }

    /// `min(a, b, …)`, `max(a, b, …)`.
    #[allow(clippy::too_many_arguments)]
    fn lower_extreme(
        &mut self,
        scope: &Scope,
        function: Aggregate,
        arguments: &[&Expr],
        known: Option<(usize, Typed)>,
        if_none: Option<&Expr>,
        expected: Option<Type>,
        span: Span,
    ) -> Result<Typed, Stop> {
        if let Some(expr) = if_none {
            return Err(self.report(no_if_none(expr.span)));
        }
        let (nodes, ty) = self.lower_alike(scope, arguments, known, expected)?;
        self.require_order(span, word(function), ty)?;
        let kind =
            if function == Aggregate::Min { NodeKind::Lowest(nodes) } else { NodeKind::Highest(nodes) };
        Ok((self.add(kind, ty, span), ty))
    }

    /// Several expressions of one type; zero, plain amounts and case names take the type of the others.
    /// Each is lowered once: `known` is one that has been already.
    pub(crate) fn lower_alike(
        &mut self,
        scope: &Scope,
        expressions: &[&Expr],
        known: Option<(usize, Typed)>,
        expected: Option<Type>,
    ) -> Result<(Vec<NodeId>, Type), Stop> {
        let leader = self.lower_leader(scope, expressions, known, expected)?;
        let mut ty = leader.map(|(_, (_, ty))| ty).or(expected);
        let place = leader.and_then(|(index, _)| expressions.get(index)).map(|expr| expr.span);
        let mut nodes = Vec::with_capacity(expressions.len());
        for (index, expr) in expressions.iter().enumerate() {
            let (node, found) = match leader {
                Some((at, typed)) if at == index => typed,
                _ => self.lower(scope, expr, ty)?,
            };
            if let Some(wanted) = ty
                && wanted != found
                && (leader.is_some() || index > 0)
            {
                let problem = match (wanted, found) {
                    (Type::Money(_), Type::Money(_)) => {
                        problems::period_mismatch(self, expr.span, wanted, place, found)
                    }
                    _ => problems::mismatch(self, expr.span, wanted, found),
                };
                return Err(self.report(problem));
            }
            ty = Some(found);
            nodes.push(node);
        }
        Ok((nodes, ty.unwrap_or(Type::Number)))
    }

    /// The first expression that has a type of its own, lowered.
    pub(crate) fn lower_leader(
        &mut self,
        scope: &Scope,
        expressions: &[&Expr],
        known: Option<(usize, Typed)>,
        expected: Option<Type>,
    ) -> Result<Option<(usize, Typed)>, Stop> {
        if known.is_some() {
            return Ok(known);
        }
        let own_type = |analysis: &mut Self, expr: &Expr| {
            !super::operators::needs_context(expr) || analysis.is_value(scope, expr)
        };
        for (index, expr) in expressions.iter().enumerate() {
            if own_type(self, expr) {
                return Ok(Some((index, self.lower(scope, expr, expected)?)));
            }
        }
        Ok(None)
    }
}

fn no_arguments(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::WrongArgumentCount,
        span,
        text("nothing stands between the parentheses", "括号内没有内容"),
    )
}

fn no_if_none(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::WrongArgumentCount,
        span,
        text("`if none` has no meaning here: this always has a value", "此处总有值，不需要“无则”"),
    )
}

/// The English word of an aggregate.
pub fn word(function: Aggregate) -> &'static str {
    match function {
        Aggregate::Sum => "sum",
        Aggregate::Count => "count",
        Aggregate::Any => "any",
        Aggregate::All => "all",
        Aggregate::Average => "average",
        Aggregate::Min => "min",
        Aggregate::Max => "max",
    }
}

fn chinese(function: Aggregate) -> &'static str {
    match function {
        Aggregate::Sum => "合计",
        Aggregate::Count => "计数",
        Aggregate::Any => "任一",
        Aggregate::All => "全部",
        Aggregate::Average => "平均",
        Aggregate::Min => "取低",
        Aggregate::Max => "取高",
    }
}
