//! Literals: what is written where data is, as a value of the type that stands there.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::number::Rational;
use crate::program::{CaseName, EnumId, Type, Value};
use crate::semantics::problems::{self, text};
use crate::semantics::{Analysis, Stop};
use crate::syntax::tree::{DurationUnit, Expr, ExprKind};

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
            _ => match self.literal_type(expr)? {
                Some((found, value)) => self.fitting(expr.span, ty, found, value).map(Some),
                None => Err(self.bad_literal(expr.span, ty)),
            },
        }
    }

    /// A literal's own type and value, where it has one without context.
    pub(crate) fn literal_type(&mut self, expr: &Expr) -> Result<Option<(Type, Value)>, Stop> {
        Ok(Some(match &expr.kind {
            ExprKind::Number { value, .. } => (Type::Number, Value::Number(*value)),
            ExprKind::Money { value, currency, period } => {
                if *currency != self.program.currency.code {
                    return Err(self.wrong_currency(expr.span, currency));
                }
                let coins = self.program.currency.to_coins(*value).map_err(|_| self.too_large(expr.span))?;
                (Type::Money(*period), Value::Number(coins))
            }
            ExprKind::Duration { count, unit } => {
                let number = Rational::from(*count);
                match unit {
                    DurationUnit::Day => (Type::Days, Value::Number(number)),
                    DurationUnit::Month => (Type::Months, Value::Number(number)),
                    DurationUnit::Year => {
                        let months = number
                            .checked_mul(Rational::integer(12))
                            .map_err(|_| self.too_large(expr.span))?;
                        (Type::Months, Value::Number(months))
                    }
                }
            }
            ExprKind::Bool(value) => (Type::Bool, Value::Bool(*value)),
            ExprKind::Date(date) => (Type::Date, Value::Date(*date)),
            ExprKind::Month(month) => (Type::Month, Value::Month(*month)),
            ExprKind::Text(value) => (Type::Text, Value::Text(Arc::from(value.as_str()))),
            _ => return Ok(None),
        }))
    }

    /// A literal's value as a value of the wanted type.
    fn fitting(&mut self, span: Span, wanted: Type, found: Type, value: Value) -> Result<Value, Stop> {
        let fits = wanted == found
            || is_zero(&value) && wanted.is_numeric() && found.is_numeric()
            || matches!((wanted, found), (Type::Money(Some(_)), Type::Money(None)));
        if fits {
            return Ok(value);
        }
        let problem = match (wanted, found) {
            (Type::Money(_), Type::Money(_)) => problems::period_of_data(self, span, wanted, found),
            _ => problems::mismatch(self, span, wanted, found),
        };
        Err(self.report(problem))
    }

    fn wrong_currency(&mut self, span: Span, written: &str) -> Stop {
        let own = self.program.currency.code.clone();
        if own.is_empty() {
            return Stop::Reported;
        }
        self.report(
            Diagnostic::error(
                Code::CurrencyMismatch,
                span,
                text(
                    format!("this amount is in {written}, but the policy is in {own}"),
                    format!("此金额的币种为 {written}，而政策的币种为 {own}"),
                ),
            )
            .help(text(
                "there is no conversion: write the amount in the policy's currency",
                "不作汇率换算，请以政策的币种书写",
            )),
        )
    }

    pub(crate) fn too_large(&mut self, span: Span) -> Stop {
        self.report(Diagnostic::error(
            Code::NumberTooLarge,
            span,
            text("this number is too large to compute with", "此数过大，无法计算"),
        ))
    }

    pub(crate) fn bad_literal(&mut self, span: Span, ty: Type) -> Stop {
        let wanted = super::show::type_text(self, ty);
        let problem = Diagnostic::error(
            Code::BadLiteral,
            span,
            text(
                format!("{} must be written here as a plain value", wanted.en),
                format!("此处应直接写明{}", wanted.zh),
            ),
        );
        self.report(match problems::how_written(self, ty, span) {
            Some(help) => problem.help(help),
            None => problem,
        })
    }

    /// The index of a case by its name.
    pub(crate) fn case_of(&self, id: EnumId, name: &str) -> Option<u32> {
        self.names.case(id, name)
    }

    pub(crate) fn unknown_case(&mut self, span: Span, name: &str, id: EnumId) -> Stop {
        if self.is_lost(name) || self.is_elsewhere(name) {
            return Stop::Reported;
        }
        let ty = self.program.enums.get(id.index());
        let owner = ty.map(|ty| ty.name.clone()).unwrap_or_default();
        let cases = ty.map(|ty| ty.cases.as_slice()).unwrap_or_default();
        // What people read is the label, and what a case may be called as well is an alias.
        let called = |case: &&CaseName| {
            case.label.as_deref() == Some(name) || case.aliases.iter().any(|alias| alias == name)
        };
        let meant = cases.iter().find(called).map(|case| case.name.clone());
        let cases: Vec<String> = cases.iter().map(|case| case.name.clone()).collect();
        let near = meant.or_else(|| self.suggestion(name, cases.iter().map(String::as_str)));
        let problem = Diagnostic::error(
            Code::UnknownCase,
            span,
            text(format!("`{name}` is not a case of `{owner}`"), format!("“{owner}”中没有“{name}”这一项")),
        );
        let bounded = ["以上", "以下"].into_iter().find_map(|end| {
            let case = name.strip_suffix(end)?.trim_end_matches('及');
            cases.iter().any(|known| known == case).then(|| problems::bounded_by_a_case(case, end == "以上"))
        });
        let problem = match near {
            _ if bounded.is_some() => bounded.into_iter().fold(problem, Diagnostic::help),
            Some(near) => problems::with_suggestion(problem, Some(&near)),
            None => problem.help(text(
                format!("its cases are {}", listed(&cases, ", ")),
                format!("可选：{}", listed(&cases, "、")),
            )),
        };
        self.report(problem)
    }
}

/// The first few of several names.
fn listed(names: &[String], comma: &str) -> String {
    const MOST: usize = 12;
    let mut shown = names.iter().take(MOST).cloned().collect::<Vec<_>>().join(comma);
    if names.len() > MOST {
        shown.push_str(comma);
        shown.push('…');
    }
    shown
}

/// Whether a value is the number zero.
pub fn is_zero(value: &Value) -> bool {
    matches!(value, Value::Number(number) if number.is_zero())
}
