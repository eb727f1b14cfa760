//! Written types, their ranges, and which types go together.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::program::{Bound, Type};
use crate::semantics::names::TypeName;
use crate::semantics::problems::{self, text};
use crate::semantics::{Analysis, Stop};
use crate::syntax::keywords::{self, KeywordKind};
use crate::syntax::tree::{self, Comparison, TypeKind};

impl Analysis<'_> {
    /// The type that was written.
    pub(crate) fn resolve_type(&mut self, written: &tree::Type) -> Result<Type, Stop> {
        Ok(match &written.kind {
            TypeKind::Bool => Type::Bool,
            TypeKind::Number | TypeKind::Whole => Type::Number,
            TypeKind::Money(period) => Type::Money(*period),
            TypeKind::Date => Type::Date,
            TypeKind::Month => Type::Month,
            TypeKind::Months => Type::Months,
            TypeKind::Days => Type::Days,
            TypeKind::Text => Type::Text,
            TypeKind::Named(name) => match self.names.types.get(&name.text) {
                Some(TypeName::Enum(id)) => Type::Case(*id),
                Some(TypeName::Entity(id)) => Type::Record(*id),
                None => return Err(self.unknown_type(name)),
            },
            TypeKind::List(name) => match self.names.types.get(&name.text) {
                Some(TypeName::Entity(id)) => Type::List(*id),
                _ => return Err(self.unknown_entity(name)),
            },
        })
    }

    fn unknown_type(&mut self, name: &tree::Name) -> Stop {
        if self.is_lost(&name.text) {
            return Stop::Reported;
        }
        let own = keywords::KEYWORDS.iter().filter(|keyword| keyword.kind == KeywordKind::Type);
        let own = own.flat_map(|keyword| keyword.spellings.iter().copied());
        let near = problems::meant_type(&name.text).map(str::to_owned);
        let near = near
            .or_else(|| self.suggestion(&name.text, self.names.types.keys().map(String::as_str).chain(own)));
        let problem = Diagnostic::error(
            Code::UnknownType,
            name.span,
            text(format!("there is no type `{}`", name.text), format!("没有名为“{}”的类型", name.text)),
        );
        let problem = match near {
            Some(_) => problems::with_suggestion(problem, near.as_deref()),
            None => problem.help(text(
                "a type is bool, number, whole, money, date, month, months, days, text, or the name of an enum, a tier or an entity; several entities are `list of` their name",
                "类型可为：是否、数、整数、金额、日期、月份、月数、天数、文本，或类别、认定、对象的名称；几个对象写作“多个 对象名称”",
            )),
        };
        self.report(problem)
    }

    /// The bounds of a written type, in the unit of the type.
    pub(crate) fn resolve_bounds(&mut self, written: &tree::Type, ty: Type) -> Vec<Bound> {
        let mut bounds = Vec::new();
        for range in &written.ranges {
            if !(ty.is_numeric() || matches!(ty, Type::Date | Type::Month) || self.is_ordered_case(ty)) {
                let found = super::show::type_text(self, ty);
                self.report(Diagnostic::error(
                    Code::BadOperands,
                    range.limit.span,
                    text(format!("{} has no range", found.en), format!("{}没有范围", found.zh)),
                ));
                return bounds;
            }
            if let Ok(Some(limit)) = self.literal(&range.limit, ty, false) {
                bounds.push(Bound { comparison: range.comparison, limit });
            }
        }
        if is_empty(&bounds) {
            let place = written.ranges.iter().map(|range| range.limit.span).reduce(Span::to);
            self.range_violation(
                place.unwrap_or(written.span),
                text("no value lies in this range", "没有任何值在此范围内"),
            );
        }
        bounds
    }

    /// Whether values of the type are cases of an ordered enum.
    pub(crate) fn is_ordered_case(&self, ty: Type) -> bool {
        match ty {
            Type::Case(id) => self.program.enums.get(id.index()).is_some_and(|ty| ty.ordered),
            _ => false,
        }
    }

    /// Reports unless the types are the same.
    pub(crate) fn require_type(&mut self, span: Span, wanted: Type, found: Type) -> Result<(), Stop> {
        if wanted == found {
            return Ok(());
        }
        let problem = problems::mismatch(self, span, wanted, found);
        Err(self.report(problem))
    }
}

/// Whether a lower bound lies above an upper one.
fn is_empty(bounds: &[Bound]) -> bool {
    let is_lower = |bound: &Bound| matches!(bound.comparison, Comparison::Above | Comparison::AtLeast);
    bounds.iter().filter(|bound| is_lower(bound)).any(|low| {
        bounds.iter().filter(|bound| !is_lower(bound)).any(|high| {
            let closed = low.comparison == Comparison::AtLeast && high.comparison == Comparison::AtMost;
            low.limit.compare(&high.limit).is_some_and(|order| order.is_gt() || order.is_eq() && !closed)
        })
    })
}
