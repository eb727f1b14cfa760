//! Lists: filters, single elements, places in an order.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::program::{EntityId, NodeId, NodeKind, Type};
use crate::semantics::problems::{self, text};
use crate::semantics::scope::{Scope, place};
use crate::semantics::typed::{Lowered, Typed};
use crate::semantics::{Analysis, Stop};
use crate::syntax::tree::Expr;

impl Analysis<'_> {
    /// A list of instances.
    pub(crate) fn lower_list(&mut self, scope: &Scope, expr: &Expr) -> Result<(NodeId, EntityId), Stop> {
        let found = match self.lower_any(scope, expr, None)? {
            Lowered::One(node, Type::List(entity)) => return Ok((node, entity)),
            Lowered::One(_, ty) | Lowered::Each { ty, .. } => ty,
        };
        let problem = problems::not_a_list(self, expr.span, found);
        Err(self.report(problem))
    }

    pub(crate) fn lower_where(
        &mut self,
        scope: &Scope,
        list: &Expr,
        condition: &Expr,
        span: Span,
    ) -> Result<Typed, Stop> {
        let (list, entity) = self.lower_list(scope, list)?;
        let condition = self.lower_condition(&scope.with_element(entity), condition)?;
        let ty = Type::List(entity);
        Ok((self.add(NodeKind::Where { list, condition }, ty, span), ty))
    }

    pub(crate) fn lower_only(&mut self, scope: &Scope, list: &Expr, span: Span) -> Result<Typed, Stop> {
        let (list, entity) = self.lower_list(scope, list)?;
        let ty = Type::Record(entity);
        Ok((self.add(NodeKind::Only(list), ty, span), ty))
    }

    pub(crate) fn lower_rank(
        &mut self,
        scope: &Scope,
        key: &Expr,
        list: &Expr,
        highest_first: bool,
        span: Span,
    ) -> Result<Typed, Stop> {
        let (list_node, entity) = self.lower_list(scope, list)?;
        let Some(frame) = scope.frames.iter().rposition(|frame| frame.entity == entity) else {
            let name = self.entity_name(entity);
            return Err(self.report(
                Diagnostic::error(
                    Code::SeveralValues,
                    span,
                    text(
                        format!("there is no present `{name}` whose place could be found"),
                        format!("此处没有当前的“{name}”可排名次"),
                    ),
                )
                .help(text(
                    format!("use it in `for {name} {{ … }}` or in a `where` over `{name}`"),
                    format!("请用在“对 {name} {{ … }}”中，或“{name}”列表的“其中”条件里"),
                )),
            ));
        };
        let (key_node, ty) = self.lower(&scope.with_element(entity), key, None)?;
        if !(ty.is_numeric() || matches!(ty, Type::Date | Type::Month) || self.is_ordered_case(ty)) {
            let found = super::show::type_text(self, ty);
            return Err(self.report(Diagnostic::error(
                Code::BadOperands,
                key.span,
                text(format!("{} has no order", found.en), format!("{}不能排序", found.zh)),
            )));
        }
        let whose = place(frame, 0);
        let kind = NodeKind::Rank { list: list_node, key: key_node, highest_first, whose };
        Ok((self.add(kind, Type::Number, span), Type::Number))
    }
}
