//! Sums, products, rounding, extremes and the functions of plain numbers.

use super::evaluate::{Evaluator, take};
use super::fault::FaultKind;
use super::lack::Gaps;
use super::outcome::{Held, Outcome};
use crate::number::{NumberError, Rational, RoundMode};
use crate::program::{Node, NodeId, Value};
use crate::syntax::tree::Builtin;

impl Evaluator<'_> {
    pub(super) fn sum(&mut self, node: &Node, terms: &[(bool, NodeId)]) -> Outcome {
        let mut gaps = Gaps::default();
        let mut known = Vec::with_capacity(terms.len());
        for (minus, term) in terms {
            let term = self.number(*term);
            known.extend(take(term, &mut gaps)?.map(|term| (*minus, term)));
        }
        self.unless_missing(gaps)?;
        let total = known.into_iter().try_fold(Rational::ZERO, |total, (minus, term)| match minus {
            true => total.checked_sub(term),
            false => total.checked_add(term),
        });
        total.map(Held::number).map_err(|error| self.arithmetic(node.span, error))
    }

    /// A product; a factor of zero makes it zero whatever unknown factors are, but not where a divisor
    /// is unknown, which might be zero.
    pub(super) fn product(&mut self, node: &Node, factors: &[(bool, NodeId)]) -> Outcome {
        let mut gaps = Gaps::default();
        let mut known = Vec::with_capacity(factors.len());
        let mut unknown_divisor = false;
        for (divides, factor) in factors {
            let value = self.number(*factor);
            match take(value, &mut gaps)? {
                Some(value) if *divides && value.is_zero() => {
                    let divisor = self.plan.node(*factor).span;
                    return Err(self.fault(node.span, FaultKind::DivisionByZero(divisor)));
                }
                Some(value) => known.push((*divides, value)),
                None => unknown_divisor |= *divides,
            }
        }
        let zero = known.iter().any(|(divides, value)| !divides && value.is_zero());
        if zero && !unknown_divisor {
            return Ok(Held::number(Rational::ZERO));
        }
        self.unless_missing(gaps)?;
        let product = known.into_iter().try_fold(Rational::ONE, |product, (divides, value)| match divides {
            true => product.checked_div(value),
            false => product.checked_mul(value),
        });
        product.map(Held::number).map_err(|error| self.arithmetic(node.span, error))
    }

    pub(super) fn negate(&mut self, node: &Node, value: NodeId) -> Outcome {
        let value = self.number(value)?;
        value.checked_neg().map(Held::number).map_err(|error| self.arithmetic(node.span, error))
    }

    pub(super) fn round(&mut self, node: &Node, value: NodeId, mode: RoundMode, step: Rational) -> Outcome {
        let value = self.number(value)?;
        value.round(mode, step).map(Held::number).map_err(|error| self.arithmetic(node.span, error))
    }

    /// The highest or lowest of several values.
    pub(super) fn extreme(&mut self, values: &[NodeId], highest: bool) -> Outcome {
        let mut gaps = Gaps::default();
        let mut known = Vec::with_capacity(values.len());
        for value in values {
            let value = self.scalar(*value);
            known.extend(take(value, &mut gaps)?);
        }
        self.unless_missing(gaps)?;
        let mut values = known.into_iter();
        let first = values.next().ok_or_else(|| self.foreign())?;
        values.try_fold(first, |best, value| self.better(best, value, highest)).map(Held::Value)
    }

    /// The higher or lower of two values.
    pub(super) fn better(&self, best: Value, value: Value, highest: bool) -> Outcome<Value> {
        let order = value.compare(&best).ok_or_else(|| self.foreign())?;
        Ok(if order.is_gt() == highest && order.is_ne() { value } else { best })
    }

    pub(super) fn builtin(&mut self, node: &Node, function: Builtin, arguments: &[NodeId]) -> Outcome {
        let mut gaps = Gaps::default();
        let mut known = Vec::with_capacity(arguments.len());
        for argument in arguments {
            let argument = self.scalar(*argument);
            known.extend(take(argument, &mut gaps)?);
        }
        self.unless_missing(gaps)?;
        self.apply(node, function, &known).map(Held::Value)
    }

    fn apply(&self, node: &Node, function: Builtin, arguments: &[Value]) -> Outcome<Value> {
        match (function, arguments) {
            (Builtin::Clamp, [value, low, high]) => {
                let lowered = self.better(value.clone(), high.clone(), false)?;
                self.better(lowered, low.clone(), true)
            }
            (Builtin::Monthly, [Value::Number(value)]) => {
                self.computed(node, value.checked_div(Rational::integer(12)))
            }
            (Builtin::Yearly, [Value::Number(value)]) => {
                self.computed(node, value.checked_mul(Rational::integer(12)))
            }
            _ => self.of_dates(node, function, arguments),
        }
    }

    fn computed(&self, node: &Node, number: Result<Rational, NumberError>) -> Outcome<Value> {
        number.map(Value::Number).map_err(|error| self.arithmetic(node.span, error))
    }
}
