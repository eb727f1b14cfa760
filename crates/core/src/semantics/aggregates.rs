//! Functions of lists, and the lowest and highest of several values.

use crate::diagnostic::{Code, Diagnostic, Span, Text};
use crate::program::{EntityId, NodeId, NodeKind, Type};
use crate::semantics::problems::{self, text};
use crate::semantics::scope::Scope;
use crate::semantics::show::word_text;
use crate::semantics::typed::{Lowered, Typed};
use crate::semantics::{Analysis, Stop};
use crate::syntax::keywords;
use crate::syntax::tree::{Aggregate, Expr, ExprKind};

/// A function of a list or of several values, as written.
#[derive(Clone, Copy)]
pub struct Written<'e> {
    /// Which one.
    pub function: Aggregate,
    /// What stands in its parentheses.
    pub arguments: &'e [Expr],
    /// What stands after `if none`.
    pub if_none: Option<&'e Expr>,
    /// The whole.
    pub span: Span,
}

/// A list with the expression of each element, if there is one.
struct Elements {
    list: NodeId,
    body: Option<Typed>,
}

impl Analysis<'_> {
    pub(crate) fn lower_aggregate(
        &mut self,
        scope: &Scope,
        written: Written<'_>,
        expected: Option<Type>,
    ) -> Result<Typed, Stop> {
        let Some(first) = written.arguments.first() else {
            return Err(self.report(no_arguments(written.span)));
        };
        let several = written.arguments.len() > 1;
        if several && matches!(written.function, Aggregate::Min | Aggregate::Max) {
            return self.lower_min_or_max(scope, written, first, expected);
        }
        match self.lower_any(scope, first, None)? {
            Lowered::One(list, Type::List(entity)) => {
                self.aggregate_with_body(scope, written, (list, entity), expected)
            }
            Lowered::Each { list, body, ty, .. } if !several => {
                self.aggregate(scope, written, Elements { list, body: Some((body, ty)) })
            }
            Lowered::Each { .. } => Err(self.wrong_count(written, 1)),
            Lowered::One(_, found) => {
                let problem = problems::not_a_list(self, first.span, found);
                Err(self.report(problem))
            }
        }
    }

    fn wrong_count(&mut self, written: Written<'_>, wanted: usize) -> Stop {
        let word = word_text(keywords::of_aggregate(written.function));
        self.report(problems::argument_count_of(written.span, &word, wanted, written.arguments.len()))
    }

    /// `min(list, formula)` or `min(a, b, …)`.
    fn lower_min_or_max(
        &mut self,
        scope: &Scope,
        written: Written<'_>,
        first: &Expr,
        expected: Option<Type>,
    ) -> Result<Typed, Stop> {
        if super::operators::needs_context(first) && !self.is_value(scope, first) {
            return self.lower_extreme(scope, written, None, expected);
        }
        match self.lower_any(scope, first, expected)? {
            Lowered::One(list, Type::List(entity)) => {
                self.aggregate_with_body(scope, written, (list, entity), expected)
            }
            Lowered::One(node, ty) => self.lower_extreme(scope, written, Some((0, (node, ty))), expected),
            Lowered::Each { .. } => Err(self.report(problems::several_values(first.span))),
        }
    }

    fn aggregate_with_body(
        &mut self,
        scope: &Scope,
        written: Written<'_>,
        (list, entity): (NodeId, EntityId),
        expected: Option<Type>,
    ) -> Result<Typed, Stop> {
        let body = match written.arguments {
            [_] => None,
            [_, body] => {
                let expected = match written.function {
                    Aggregate::Any | Aggregate::All => Some(Type::Bool),
                    _ => expected,
                };
                Some(self.lower(&scope.with_element(entity), body, expected)?)
            }
            _ => return Err(self.wrong_count(written, 2)),
        };
        self.aggregate(scope, written, Elements { list, body })
    }

    fn aggregate(&mut self, scope: &Scope, written: Written<'_>, elements: Elements) -> Result<Typed, Stop> {
        let function = written.function;
        let ty = self.aggregate_type(function, elements.body.map(|(_, ty)| ty), written.span)?;
        let takes_if_none = matches!(function, Aggregate::Average | Aggregate::Min | Aggregate::Max);
        let if_none = match written.if_none {
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
        Ok((self.add(kind, ty, written.span), ty))
    }

    /// The value of `if none`, which may be written without the period.
    pub(crate) fn lower_none_value(&mut self, scope: &Scope, expr: &Expr, ty: Type) -> Result<NodeId, Stop> {
        let mut given = scope.clone();
        given.data = true;
        self.lower_as(&given, expr, ty)
    }

    fn aggregate_type(&mut self, function: Aggregate, body: Option<Type>, span: Span) -> Result<Type, Stop> {
        let problem = match (function, body) {
            (Aggregate::Count, None) => return Ok(Type::Number),
            (Aggregate::Any | Aggregate::All, Some(Type::Bool)) => return Ok(Type::Bool),
            (Aggregate::Any | Aggregate::All, Some(found)) => problems::condition_expected(self, span, found),
            (Aggregate::Min | Aggregate::Max, Some(ty @ (Type::Date | Type::Month))) => return Ok(ty),
            (Aggregate::Count, Some(_)) | (_, None) => missing_or_needless_body(function, span),
            (_, Some(ty)) if ty.is_numeric() => return Ok(ty),
            (_, Some(found)) => {
                let (word, found) = (word_of(function), super::show::type_text(self, found));
                Diagnostic::error(
                    Code::BadOperands,
                    span,
                    text(
                        format!("`{}` is not defined for {}", word.en, found.en),
                        format!("“{}”不能用于{}", word.zh, found.zh),
                    ),
                )
            }
        };
        Err(self.report(problem))
    }

    /// `min(a, b, …)`, `max(a, b, …)`.
    fn lower_extreme(
        &mut self,
        scope: &Scope,
        written: Written<'_>,
        known: Option<(usize, Typed)>,
        expected: Option<Type>,
    ) -> Result<Typed, Stop> {
        if let Some(expr) = written.if_none {
            return Err(self.report(no_if_none(expr.span)));
        }
        let arguments: Vec<&Expr> = written.arguments.iter().collect();
        let (nodes, ty) = self.lower_alike(scope, &arguments, known, expected)?;
        self.require_order(written.span, &word_of(written.function), ty)?;
        let kind = match written.function {
            Aggregate::Min => NodeKind::Lowest(nodes),
            _ => NodeKind::Highest(nodes),
        };
        Ok((self.add(kind, ty, written.span), ty))
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
        // A value with a type of its own leads; then an amount, which is more than a zero or a case.
        let leads = |expr: &&Expr| !super::operators::needs_context(expr) || self.is_value(scope, expr);
        let is_zero = |expr: &Expr| matches!(expr.kind, ExprKind::Number { value, .. } if value.is_zero());
        let at = expressions.iter().position(leads).or_else(|| {
            let zero_among_others = expressions.iter().any(|expr| is_zero(expr));
            expressions.iter().position(|expr| zero_among_others && !is_zero(expr))
        });
        match at.and_then(|at| expressions.get(at).map(|expr| (at, *expr))) {
            Some((at, expr)) => Ok(Some((at, self.lower(scope, expr, expected)?))),
            None => Ok(None),
        }
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

/// `count` with a formula, or another function without one.
fn missing_or_needless_body(function: Aggregate, span: Span) -> Diagnostic {
    let word = word_of(function);
    let (message, help) = match function {
        Aggregate::Count => (
            text("`count` takes a list alone", "“计数”只写列表"),
            text("write `count(list where condition)`", "请写“计数（列表 其中 条件）”"),
        ),
        Aggregate::Any | Aggregate::All => (
            text(format!("`{}` needs a condition", word.en), format!("“{}”需要条件", word.zh)),
            text(format!("write `{}(list, condition)`", word.en), format!("请写“{}（列表，条件）”", word.zh)),
        ),
        _ => (
            text(
                format!("`{}` of what of each element?", word.en),
                format!("“{}”要写明每个成员的哪一项", word.zh),
            ),
            text(
                format!("write `{0}(list.name)` or `{0}(list, formula)`", word.en),
                format!("请写“{0}（列表.名称）”或“{0}（列表，算式）”", word.zh),
            ),
        ),
    };
    Diagnostic::error(Code::WrongArgumentCount, span, message).help(help)
}

fn word_of(function: Aggregate) -> Text {
    word_text(keywords::of_aggregate(function))
}
