//! Numbers, money, dates and lengths of time.

use super::grammar::Rule;
use super::problems;
use super::reader::{Node, Reader, child};
use super::thousands::grouped;
use super::tree::{DurationUnit, Expr, ExprKind, Period};
use super::width::half_width;
use crate::calendar::{Date, Month};
use crate::diagnostic::{Diagnostic, Span};
use crate::number::Rational;

/// How many digits a number may have.
const MOST_DIGITS: usize = 40;

impl Reader<'_> {
    /// A literal; one that has no value is reported and read as unknown.
    pub fn literal(&self, node: &Node<'_>) -> Expr {
        let span = self.span(node);
        let kind = match node.as_rule() {
            Rule::quoted => Some(ExprKind::Text(self.quoted(node).text)),
            Rule::date => self.date(node).map(|(date, _)| ExprKind::Date(date)),
            Rule::month => self.month(node).map(ExprKind::Month),
            Rule::near_miss => self.no_value(problems::near_miss_date(span, node.as_str())),
            _ => self.numeral(node, span),
        };
        Expr { kind: kind.unwrap_or(ExprKind::Unknown), span }
    }

    fn no_value<T>(&self, problem: Diagnostic) -> Option<T> {
        self.report(problem);
        None
    }

    /// A literal with its sign, where data is written.
    pub fn signed(&self, node: &Node<'_>) -> Expr {
        let Some(literal) = node.clone().into_inner().next_back() else { return self.unknown(node) };
        let mut value = self.literal(&literal);
        let Some(sign) = child(node, Rule::negative) else { return value };
        value.span = self.span(node);
        match negated(value.kind) {
            Some(kind) => value.kind = kind,
            None => {
                self.report(problems::sign_without_number(self.span(&sign)));
                value.kind = ExprKind::Unknown;
            }
        }
        value
    }

    pub fn unknown(&self, node: &Node<'_>) -> Expr {
        Expr { kind: ExprKind::Unknown, span: self.span(node) }
    }

    /// The date in `from DATE`, `to DATE` or `on DATE`.
    pub fn day_in(&self, node: &Node<'_>) -> Option<(Date, Span)> {
        let written = node.clone().into_inner().next_back()?;
        let span = self.span(&written);
        match written.as_rule() {
            Rule::date => self.date(&written),
            Rule::month => self.no_value(problems::month_for_date(span, written.as_str())),
            _ => self.no_value(problems::near_miss_date(span, written.as_str())),
        }
    }

    fn date(&self, node: &Node<'_>) -> Option<(Date, Span)> {
        let span = self.span(node);
        let date = match digits(node).as_slice() {
            [year, month, day] => i32::try_from(*year).ok().and_then(|year| Date::new(year, *month, *day)),
            _ => None,
        };
        match date {
            Some(date) => Some((date, span)),
            None => self.no_value(problems::bad_date(span, node.as_str())),
        }
    }

    pub fn month(&self, node: &Node<'_>) -> Option<Month> {
        let month = match digits(node).as_slice() {
            [year, month] => i32::try_from(*year).ok().and_then(|year| Month::new(year, *month)),
            _ => None,
        };
        month.or_else(|| self.no_value(problems::bad_month(self.span(node), node.as_str())))
    }

    /// What is said of a number with commas between its thousands, where one begins.
    pub fn thousands_at(&self, number: Span) -> Option<Diagnostic> {
        let (length, written) = grouped(self.text.get(number.range().start..)?)?;
        let end = number.start.saturating_add(u32::try_from(length).unwrap_or(0));
        let whole = Span::new(number.source, number.start, end);
        Some(problems::with_thousands(whole, self.slice(whole), &written))
    }

    fn numeral(&self, node: &Node<'_>, span: Span) -> Option<ExprKind> {
        let mut written = String::new();
        let mut suffix = Suffix::default();
        for part in node.clone().into_inner() {
            match part.as_rule() {
                Rule::number => written = half_width(part.as_str()),
                _ => suffix.add(&part),
            }
        }
        if written.contains(',') {
            return self.no_value(self.thousands_at(span)?);
        }
        if let Some(unit) = suffix.duration {
            let count = written.parse().ok();
            let count = count.or_else(|| self.no_value(problems::bad_duration(span, node.as_str())))?;
            return Some(ExprKind::Duration { count, unit });
        }
        let value =
            (written.len() <= MOST_DIGITS).then(|| Rational::parse_decimal(trim_zeros(&written)).ok());
        let kind = value.flatten().and_then(|value| suffix.apply(value));
        kind.or_else(|| self.no_value(problems::number_too_large(span, MOST_DIGITS)))
    }
}

fn digits(node: &Node<'_>) -> Vec<u32> {
    let parts = node.clone().into_inner();
    parts.filter_map(|part| half_width(part.as_str()).parse().ok()).collect()
}

fn negated(kind: ExprKind) -> Option<ExprKind> {
    Some(match kind {
        ExprKind::Number { value, percent } => ExprKind::Number { value: value.checked_neg().ok()?, percent },
        ExprKind::Money { value, currency, period } => {
            ExprKind::Money { value: value.checked_neg().ok()?, currency, period }
        }
        ExprKind::Duration { count, unit } => ExprKind::Duration { count: count.checked_neg()?, unit },
        _ => return None,
    })
}

/// What follows the digits of a numeral.
#[derive(Default)]
struct Suffix {
    percent: bool,
    scale: Option<Rational>,
    duration: Option<DurationUnit>,
    /// The currency's code and the part of its major unit.
    currency: Option<(String, Rational)>,
    period: Option<Period>,
}

/// Leading zeros mean nothing here, and numbers elsewhere have none.
fn trim_zeros(written: &str) -> &str {
    let trimmed = written.trim_start_matches('0');
    let zeros = if trimmed.starts_with(|c: char| c.is_ascii_digit()) { 0 } else { 1 };
    written.get(written.len() - trimmed.len() - zeros.min(written.len() - trimmed.len())..).unwrap_or(written)
}

impl Suffix {
    fn add(&mut self, part: &Node<'_>) {
        let of_yuan = |denominator| Rational::new(1, denominator).ok().map(|value| ("CNY".to_owned(), value));
        match part.as_rule() {
            Rule::percent => self.percent = true,
            Rule::unit_wan => self.scale = Rational::new(10_000, 1).ok(),
            Rule::unit_yi => self.scale = Rational::new(100_000_000, 1).ok(),
            Rule::unit_days => self.duration = Some(DurationUnit::Day),
            Rule::unit_months => self.duration = Some(DurationUnit::Month),
            Rule::unit_years => self.duration = Some(DurationUnit::Year),
            Rule::unit_yuan => self.currency = of_yuan(1),
            Rule::unit_jiao => self.currency = of_yuan(10),
            Rule::unit_fen => self.currency = of_yuan(100),
            Rule::currency_code => {
                self.currency = Rational::new(1, 1).ok().map(|one| (part.as_str().to_owned(), one));
            }
            Rule::period => {
                self.period = part.clone().into_inner().next_back().and_then(|unit| period(&unit))
            }
            _ => {}
        }
    }

    /// The value with its suffix, unless that is too large.
    fn apply(self, mut value: Rational) -> Option<ExprKind> {
        if let Some(scale) = self.scale {
            value = value.checked_mul(scale).ok()?;
        }
        if self.percent {
            value = value.checked_mul(Rational::new(1, 100).ok()?).ok()?;
        }
        Some(match self.currency {
            None => ExprKind::Number { value, percent: self.percent },
            Some((currency, part)) => {
                ExprKind::Money { value: value.checked_mul(part).ok()?, currency, period: self.period }
            }
        })
    }
}

/// The period a unit word names.
pub(super) fn period(unit: &Node<'_>) -> Option<Period> {
    Some(match unit.as_rule() {
        Rule::unit_a_day | Rule::unit_per_day => Period::Day,
        Rule::unit_a_month | Rule::unit_per_month => Period::Month,
        Rule::unit_a_year | Rule::unit_per_year => Period::Year,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::trim_zeros;

    #[test]
    fn leading_zeros_are_dropped_but_not_the_last() {
        for (written, trimmed) in
            [("0", "0"), ("000", "0"), ("007", "7"), ("0.5", "0.5"), ("00.5", "0.5"), ("10", "10")]
        {
            assert_eq!(trim_zeros(written), trimmed);
        }
    }
}
