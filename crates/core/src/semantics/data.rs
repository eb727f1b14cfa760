//! Values where data is written: figures, ranges, defaults, cells, cases of tests.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::number::Rational;
use crate::program::{self, EntityId, FieldId, Type, Value};
use crate::semantics::problems::{self, text};
use crate::semantics::{Analysis, Stop};
use crate::syntax::tree::{Data, DurationUnit, Expr, ExprKind};

impl Analysis<'_> {
    /// A literal of a type; `None` where `unknown` is written and allowed. A money literal without a
    /// period takes that of the type, and zero has every unit.
    pub(crate) fn literal(&mut self, expr: &Expr, ty: Type, unknown: bool) -> Result<Option<Value>, Stop> {
        match (&expr.kind, ty) {
            (ExprKind::Unknown, _) if unknown => Ok(None),
            (ExprKind::Negate(inner), _) if ty.is_numeric() => {
                let value = self.literal(inner, ty, false)?;
                let Some(Value::Number(number)) = value else { return Ok(value) };
                let negative = number.checked_neg().map_err(|_| self.too_large(expr.span))?;
                Ok(Some(Value::Number(negative)))
            }
            (ExprKind::Name(name), Type::Case(id)) => self
                .case_of(id, name)
                .map(|case| Some(Value::Case(case)))
                .ok_or_else(|| self.unknown_case(expr.span, name, id)),
            (ExprKind::Bool(value), Type::Bool) => Ok(Some(Value::Bool(*value))),
            (ExprKind::Date(date), Type::Date) => Ok(Some(Value::Date(*date))),
            (ExprKind::Month(month), Type::Month) => Ok(Some(Value::Month(*month))),
            (ExprKind::Text(value), Type::Text) => Ok(Some(Value::Text(Arc::from(value.as_str())))),
            _ => match self.literal_type(expr) {
                Some((found, value)) => self.fitting(expr.span, ty, found, value).map(Some),
                None => Err(self.bad_literal(expr.span, ty)),
            },
        }
    }

    /// A literal's own type and value, where it has one without context.
    pub(crate) fn literal_type(&mut self, expr: &Expr) -> Option<(Type, Value)> {
        Some(match &expr.kind {
            ExprKind::Number { value, .. } => (Type::Number, Value::Number(*value)),
            ExprKind::Money { value, currency, period } => {
                if *currency != self.program.currency.code {
                    self.wrong_currency(expr.span, currency);
                }
                let coins = self.program.currency.to_coins(*value).unwrap_or_else(|_| {
                    self.too_large(expr.span);
                    Rational::ZERO
                });
                (Type::Money(*period), Value::Number(coins))
            }
            ExprKind::Duration { count, unit } => {
                let number = Rational::from(*count);
                match unit {
                    DurationUnit::Day => (Type::Days, Value::Number(number)),
                    DurationUnit::Month => (Type::Months, Value::Number(number)),
                    DurationUnit::Year => {
                        let months = number.checked_mul(Rational::integer(12)).unwrap_or(Rational::ZERO);
                        (Type::Months, Value::Number(months))
                    }
                }
            }
            ExprKind::Bool(value) => (Type::Bool, Value::Bool(*value)),
            ExprKind::Date(date) => (Type::Date, Value::Date(*date)),
            ExprKind::Month(month) => (Type::Month, Value::Month(*month)),
            ExprKind::Text(value) => (Type::Text, Value::Text(Arc::from(value.as_str()))),
            _ => return None,
        })
    }

    /// A literal's value as a value of the wanted type.
    fn fitting(&mut self, span: Span, wanted: Type, found: Type, value: Value) -> Result<Value, Stop> {
        let fits = wanted == found
            || is_zero(&value) && wanted.is_numeric() && found.is_numeric()
            || matches!((wanted, found), (Type::Money(Some(_)), Type::Money(None)));
        if fits {
            return Ok(value);
        }
        let problem = problems::mismatch(self, span, wanted, found);
        Err(self.report(problem))
    }

    fn wrong_currency(&mut self, span: Span, written: &str) {
        let own = self.program.currency.code.clone();
        self.report(
            Diagnostic::error(
                Code::CurrencyMismatch,
                span,
                text(
                    format!("this amount is in {written}, but the policy is in {own}"),
                    format!("此金额币种为{written}，政策币种为{own}"),
                ),
            )
            .help(text(
                "there is no conversion: write the amount in the policy's currency",
                "不作换算，请用政策的货币书写",
            )),
        );
    }

    pub(crate) fn too_large(&mut self, span: Span) -> Stop {
        self.report(Diagnostic::error(
            Code::NumberTooLarge,
            span,
            text("this number is too large to compute with", "此数过大，无法计算"),
        ))
    }

    fn bad_literal(&mut self, span: Span, ty: Type) -> Stop {
        let wanted = super::show::type_text(self, ty);
        self.report(Diagnostic::error(
            Code::BadLiteral,
            span,
            text(
                format!("{} must be written here as a plain value", wanted.en),
                format!("此处应直接写出{}", wanted.zh),
            ),
        ))
    }

    /// The index of a case by its name.
    pub(crate) fn case_of(&self, id: program::EnumId, name: &str) -> Option<u32> {
        let cases = &self.program.enums.get(id.index())?.cases;
        cases.iter().position(|case| case.name == name).map(super::declare::index)
    }

    pub(crate) fn unknown_case(&mut self, span: Span, name: &str, id: program::EnumId) -> Stop {
        let ty = self.program.enums.get(id.index());
        let owner = ty.map(|ty| ty.name.clone()).unwrap_or_default();
        let cases: Vec<String> =
            ty.map(|ty| ty.cases.iter().map(|case| case.name.clone()).collect()).unwrap_or_default();
        let near = super::nearest(name, cases.iter().map(String::as_str));
        let problem = Diagnostic::error(
            Code::UnknownCase,
            span,
            text(format!("`{name}` is not a case of `{owner}`"), format!("“{name}”不是“{owner}”中的一类")),
        );
        let problem = match near {
            Some(near) => problems::with_suggestion(problem, Some(near)),
            None => problem.help(text(
                format!("its cases are {}", cases.join(", ")),
                format!("可选：{}", cases.join("、")),
            )),
        };
        self.report(problem)
    }

    /// What a field is assumed to be.
    pub(crate) fn default_value(
        &mut self,
        entity: EntityId,
        field: FieldId,
        data: &Data,
    ) -> Result<Option<program::Default>, Stop> {
        let declared =
            self.program.entities.get(entity.index()).and_then(|entity| entity.fields.get(field.index()));
        let Some((ty, whole, bounds)) = declared.map(|field| (field.ty, field.whole, field.bounds.clone()))
        else {
            return Err(Stop::Reported);
        };
        match (data, ty) {
            (Data::Empty(_), Type::List(_)) => Ok(Some(program::Default::Empty)),
            (Data::List(items, _), Type::List(_)) if items.is_empty() => Ok(Some(program::Default::Empty)),
            (Data::Scalar(expr), _) if !matches!(ty, Type::List(_) | Type::Record(_)) => {
                let value = self.fact_value(expr, ty, whole, &bounds)?;
                Ok(value.map(program::Default::Value))
            }
            _ => {
                let span = data.span();
                Err(self.bad_literal(span, ty))
            }
        }
    }

    /// A literal given for a fact: whole where it must be, within its range, money in whole coins.
    pub(crate) fn fact_value(
        &mut self,
        expr: &Expr,
        ty: Type,
        whole: bool,
        bounds: &[program::Bound],
    ) -> Result<Option<Value>, Stop> {
        let value = self.literal(expr, ty, true)?;
        if let Some(Value::Number(number)) = &value {
            let must_be_whole = whole || matches!(ty, Type::Months | Type::Days);
            if must_be_whole && !number.is_integer() {
                return Err(self.report(Diagnostic::error(
                    Code::RangeViolation,
                    expr.span,
                    text("this must be a whole number", "此处应为整数"),
                )));
            }
            if matches!(ty, Type::Money(_)) && !number.is_integer() {
                return Err(self.report(Diagnostic::error(
                    Code::RangeViolation,
                    expr.span,
                    text("money is given in whole smallest coins", "金额应为最小货币单位的整数倍"),
                )));
            }
        }
        match &value {
            Some(known) if !bounds.iter().all(|bound| bound.admits(known)) => {
                Err(self.report(Diagnostic::error(
                    Code::RangeViolation,
                    expr.span,
                    text("this value is outside the declared range", "此值超出声明的范围"),
                )))
            }
            _ => Ok(value),
        }
    }
}

/// Whether a value is the number zero.
pub fn is_zero(value: &Value) -> bool {
    matches!(value, Value::Number(number) if number.is_zero())
}
