//! Values given for facts: defaults, and the cases of tests.

use crate::diagnostic::{Code, Diagnostic, Span, Text};
use crate::program::{self, Bound, EntityId, FieldId, Type, Value};
use crate::semantics::problems::text;
use crate::semantics::{Analysis, Stop};
use crate::syntax::tree::{Data, Expr, ExprKind};

/// What a fact may be.
#[derive(Clone, Debug)]
pub struct FactKind {
    /// Its type.
    pub ty: Type,
    /// Whether it must be whole.
    pub whole: bool,
    /// What it must satisfy.
    pub bounds: Vec<Bound>,
}

impl Analysis<'_> {
    /// What a field may be.
    pub(crate) fn fact_kind(&self, entity: EntityId, field: FieldId) -> Option<FactKind> {
        let field = self.field(entity, field)?;
        Some(FactKind { ty: field.ty, whole: field.whole, bounds: field.bounds.clone() })
    }

    /// What a field is assumed to be.
    pub(crate) fn default_value(
        &mut self,
        entity: EntityId,
        field: FieldId,
        data: &Data,
    ) -> Result<Option<program::Default>, Stop> {
        let Some(kind) = self.fact_kind(entity, field) else { return Err(Stop::Reported) };
        match (data, kind.ty) {
            (Data::Empty(_), Type::List(_)) => Ok(Some(program::Default::Empty)),
            (Data::List(items, _), Type::List(_)) if items.is_empty() => Ok(Some(program::Default::Empty)),
            (Data::Scalar(Expr { kind: ExprKind::Unknown, span }), _) => Err(self.report(
                Diagnostic::error(
                    Code::BadLiteral,
                    *span,
                    text("a fact that nobody gave is unknown anyway", "无人提供的事实本来就是未定"),
                )
                .help(text("leave the default out", "请删去默认值")),
            )),
            (Data::Scalar(expr), ty) if !matches!(ty, Type::List(_) | Type::Record(_)) => {
                let value = self.fact_value(expr, &kind)?;
                Ok(value.map(program::Default::Value))
            }
            (_, Type::List(_)) => Err(self.report(
                Diagnostic::error(
                    Code::BadLiteral,
                    data.span(),
                    text("a list can only be empty by default", "列表的默认值只能为空"),
                )
                .help(text("write `default empty`", "请写“默认 空”")),
            )),
            (_, Type::Record(_)) => Err(self.report(Diagnostic::error(
                Code::BadLiteral,
                data.span(),
                text(
                    "a nested entity has no default; its own fields may have",
                    "内含的对象没有默认值，默认值写在它自己的各项上",
                ),
            ))),
            (_, ty) => Err(self.bad_literal(data.span(), ty)),
        }
    }

    /// A literal given for a fact: whole where it must be, within its range, money in whole coins.
    pub(crate) fn fact_value(&mut self, expr: &Expr, kind: &FactKind) -> Result<Option<Value>, Stop> {
        let value = self.literal(expr, kind.ty, true)?;
        let Some(known) = &value else { return Ok(None) };
        let fractional = matches!(known, Value::Number(number) if !number.is_integer());
        let problem = match kind.ty {
            Type::Money(_) if fractional => {
                Some(text("money is given in whole smallest coins", "金额应为最小货币单位的整数倍"))
            }
            Type::Months | Type::Days if fractional => Some(not_whole()),
            _ if kind.whole && fractional => Some(not_whole()),
            _ if !kind.bounds.iter().all(|bound| bound.admits(known)) => {
                Some(text("this value is outside the declared range", "此值超出声明的范围"))
            }
            _ => None,
        };
        match problem {
            Some(message) => Err(self.range_violation(expr.span, message)),
            None => Ok(value),
        }
    }

    pub(crate) fn range_violation(&mut self, span: Span, message: Text) -> Stop {
        self.report(Diagnostic::error(Code::RangeViolation, span, message))
    }
}

fn not_whole() -> Text {
    text("this must be a whole number", "此处应为整数")
}
