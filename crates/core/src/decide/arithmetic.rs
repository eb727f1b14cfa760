//! Sums, products, rounding, extremes and the functions of plain numbers.

use super::evaluate::Evaluator;
use super::fault::FaultKind;
use super::operands::{Known, gaps_of};
use super::outcome::{Held, NoValue, Outcome};
use super::ranges::{joined, range_of};
use crate::diagnostic::Span;
use crate::number::{NumberError, Rational, RoundMode};
use crate::program::{Node, NodeId, Range, Value};
use crate::vocabulary::Builtin;

impl Evaluator<'_> {
    #[inline(never)]
    pub(super) fn sum(&mut self, node: &Node, terms: &[(bool, NodeId)]) -> Outcome {
        match self.settle(&mut terms.iter().map(|(_, term)| *term)) {
            Ok(values) => self.added(node, terms, values),
            Err(fault) => Err(NoValue::Fault(fault)),
        }
    }

    #[inline(never)]
    fn added(&mut self, node: &Node, terms: &[(bool, NodeId)], values: Vec<Known>) -> Outcome {
        if values.iter().any(Result::is_err) {
            return self.unknown_sum(terms, &values);
        }
        let values = self.numbers(values)?;
        let total = terms.iter().zip(values).try_fold(Rational::ZERO, |total, ((minus, _), term)| {
            if *minus { total.checked_sub(term) } else { total.checked_add(term) }
        });
        total.map(Held::number).map_err(|error| self.arithmetic(node.span, error))
    }

    fn unknown_sum(&mut self, terms: &[(bool, NodeId)], values: &[Known]) -> Outcome {
        let sum =
            terms.iter().zip(values).try_fold(Range::point(Rational::ZERO), |sum, ((minus, _), term)| {
                let term = range_of(term)?;
                Some(sum.plus(if *minus { term.negated() } else { term }))
            });
        self.within(gaps_of(values).together(), sum)
    }

    /// The sum of numbers, known or not.
    pub(super) fn total_of(&mut self, span: Span, values: Vec<Known>) -> Outcome {
        let mut total = Ok(Rational::ZERO);
        for value in &values {
            match value {
                Ok(Held::Value(Value::Number(term))) => {
                    total = total.and_then(|total| total.checked_add(*term));
                }
                Ok(_) => return Err(self.foreign()),
                Err(_) => {
                    return self.within(gaps_of(&values).together(), joined(&values, Range::plus));
                }
            }
        }
        total.map(Held::number).map_err(|error| self.arithmetic(span, error))
    }

    #[inline(never)]
    pub(super) fn product(&mut self, node: &Node, factors: &[(bool, NodeId)]) -> Outcome {
        match self.settle(&mut factors.iter().map(|(_, factor)| *factor)) {
            Ok(values) => self.multiplied(node, factors, values),
            Err(fault) => Err(NoValue::Fault(fault)),
        }
    }

    /// A factor of zero makes a product zero whatever unknown factors are, but not where a divisor is
    /// unknown, which might be zero.
    #[inline(never)]
    fn multiplied(&mut self, node: &Node, factors: &[(bool, NodeId)], values: Vec<Known>) -> Outcome {
        let is_zero = |value: &Known| value.as_ref().is_ok_and(Held::is_zero);
        let mut zero = false;
        let mut unknown_divisor = false;
        for ((divides, factor), value) in factors.iter().zip(&values) {
            if *divides && is_zero(value) {
                let divisor = self.plan.node(*factor).span;
                return Err(self.fault(node.span, FaultKind::DivisionByZero(divisor)));
            }
            zero |= is_zero(value);
            unknown_divisor |= *divides && value.is_err();
        }
        if zero && !unknown_divisor {
            return Ok(Held::number(Rational::ZERO));
        }
        if values.iter().any(Result::is_err) {
            return self.unknown_product(factors, &values);
        }
        let values = self.numbers(values)?;
        let product = factors.iter().zip(values).try_fold(Rational::ONE, |product, ((divides, _), value)| {
            if *divides { product.checked_div(value) } else { product.checked_mul(value) }
        });
        product.map(Held::number).map_err(|error| self.arithmetic(node.span, error))
    }

    /// A divisor that may be zero leaves nothing sure.
    fn unknown_product(&mut self, factors: &[(bool, NodeId)], values: &[Known]) -> Outcome {
        let mut factors = factors.iter().zip(values);
        let product =
            factors.try_fold(Range::point(Rational::ONE), |product, ((divides, _), factor)| {
                match (range_of(factor)?, *divides) {
                    (factor, false) => Some(product.times(factor)),
                    (divisor, true) => divisor.excludes_zero().then(|| product.over(divisor)),
                }
            });
        self.within(gaps_of(values), product)
    }

    #[inline(never)]
    pub(super) fn negate(&mut self, node: &Node, value: NodeId) -> Outcome {
        match self.eval(value) {
            Err(NoValue::Unknown(unknown)) => self.lacking(unknown.lack, unknown.range().map(Range::negated)),
            value => self.computed(node, value, Rational::checked_neg),
        }
    }

    #[inline(never)]
    pub(super) fn round(&mut self, node: &Node, value: NodeId, mode: RoundMode, step: Rational) -> Outcome {
        match self.eval(value) {
            Err(NoValue::Unknown(unknown)) => {
                self.lacking(unknown.lack, unknown.range().map(|range| range.rounded(mode, step)))
            }
            value => self.computed(node, value, |value| value.round(mode, step)),
        }
    }

    fn computed(
        &self,
        node: &Node,
        value: Outcome,
        compute: impl FnOnce(Rational) -> Result<Rational, NumberError>,
    ) -> Outcome {
        let Held::Value(Value::Number(value)) = value? else {
            return Err(self.foreign());
        };
        compute(value).map(Held::number).map_err(|error| self.arithmetic(node.span, error))
    }

    /// The highest or lowest of several values.
    #[inline(never)]
    pub(super) fn extreme(&mut self, values: &[NodeId], highest: bool) -> Outcome {
        match self.settle(&mut values.iter().copied()) {
            Ok(values) => self.best(values, highest),
            Err(fault) => Err(NoValue::Fault(fault)),
        }
    }

    /// The highest or lowest of values.
    pub(super) fn best(&mut self, values: Vec<Known>, highest: bool) -> Outcome {
        if values.iter().any(Result::is_err) {
            return self.within(gaps_of(&values), joined(&values, best_of(highest)));
        }
        let mut values = self.scalars(values)?.into_iter();
        let first = values.next().ok_or_else(|| self.foreign())?;
        values.try_fold(first, |best, value| self.better(best, value, highest)).map(Held::Value)
    }

    /// The higher or lower of two values.
    pub(super) fn better(&self, best: Value, value: Value, highest: bool) -> Outcome<Value> {
        let order = value.compare(&best).ok_or_else(|| self.foreign())?;
        Ok(if order.is_gt() == highest && order.is_ne() { value } else { best })
    }

    #[inline(never)]
    pub(super) fn builtin(&mut self, node: &Node, function: Builtin, arguments: &[NodeId]) -> Outcome {
        match self.settle(&mut arguments.iter().copied()) {
            Ok(values) => self.apply(node, function, values),
            Err(fault) => Err(NoValue::Fault(fault)),
        }
    }

    #[inline(never)]
    fn apply(&mut self, node: &Node, function: Builtin, arguments: Vec<Known>) -> Outcome {
        if arguments.iter().any(Result::is_err) {
            return self.apply_unknown(function, &arguments);
        }
        let arguments = self.scalars(arguments)?;
        let twelve = Rational::integer(12);
        let value = match (function, arguments.as_slice()) {
            (Builtin::Clamp, [value, low, high]) => {
                let lowered = self.better(value.clone(), high.clone(), false)?;
                self.better(lowered, low.clone(), true)?
            }
            (Builtin::Monthly, [Value::Number(value)]) => self.converted(node, value.checked_div(twelve))?,
            (Builtin::Yearly, [Value::Number(value)]) => self.converted(node, value.checked_mul(twelve))?,
            _ => self.of_dates(node, function, &arguments)?,
        };
        Ok(Held::Value(value))
    }

    fn apply_unknown(&mut self, function: Builtin, arguments: &[Known]) -> Outcome {
        let ranges: Option<Vec<Range>> = arguments.iter().map(range_of).collect();
        let twelve = Range::point(Rational::integer(12));
        let range = match (function, ranges.as_deref()) {
            (Builtin::Clamp, Some([value, low, high])) => Some(value.lowest(*high).highest(*low)),
            (Builtin::Monthly, Some([value])) => Some(value.over(twelve)),
            (Builtin::Yearly, Some([value])) => Some(value.times(twelve)),
            // Months end with the year 9999.
            (Builtin::Clamp | Builtin::Monthly | Builtin::Yearly | Builtin::MonthAfter, _) => None,
            _ => Some(Range::default()),
        };
        self.within(gaps_of(arguments), range)
    }

    fn converted(&self, node: &Node, number: Result<Rational, NumberError>) -> Outcome<Value> {
        number.map(Value::Number).map_err(|error| self.arithmetic(node.span, error))
    }
}

/// How the ranges of two values make that of the higher or lower one.
pub(super) fn best_of(highest: bool) -> fn(Range, Range) -> Range {
    if highest { Range::highest } else { Range::lowest }
}
