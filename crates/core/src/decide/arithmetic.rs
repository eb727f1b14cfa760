//! Sums, products, rounding, extremes and the functions of plain numbers.

use super::evaluate::{Evaluator, Known};
use super::fault::FaultKind;
use super::outcome::{Held, NoValue, Outcome};
use crate::number::{NumberError, Rational, RoundMode};
use crate::program::{Node, NodeId, Value};
use crate::vocabulary::Builtin;

impl Evaluator<'_> {
    pub(super) fn sum(&mut self, node: &Node, terms: &[(bool, NodeId)]) -> Outcome {
        match self.settle(&mut terms.iter().map(|(_, term)| *term)) {
            Ok(values) => self.added(node, terms, values),
            Err(fault) => Err(NoValue::Fault(fault)),
        }
    }

    fn added(&mut self, node: &Node, terms: &[(bool, NodeId)], values: Vec<Known>) -> Outcome {
        let values = self.numbers(values)?;
        let total = terms.iter().zip(values).try_fold(Rational::ZERO, |total, ((minus, _), term)| {
            if *minus { total.checked_sub(term) } else { total.checked_add(term) }
        });
        total.map(Held::number).map_err(|error| self.arithmetic(node.span, error))
    }

    pub(super) fn product(&mut self, node: &Node, factors: &[(bool, NodeId)]) -> Outcome {
        match self.settle(&mut factors.iter().map(|(_, factor)| *factor)) {
            Ok(values) => self.multiplied(node, factors, values),
            Err(fault) => Err(NoValue::Fault(fault)),
        }
    }

    /// A factor of zero makes a product zero whatever unknown factors are, but not where a divisor is
    /// unknown, which might be zero.
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
        let values = self.numbers(values)?;
        let product = factors.iter().zip(values).try_fold(Rational::ONE, |product, ((divides, _), value)| {
            if *divides { product.checked_div(value) } else { product.checked_mul(value) }
        });
        product.map(Held::number).map_err(|error| self.arithmetic(node.span, error))
    }

    pub(super) fn negate(&mut self, node: &Node, value: NodeId) -> Outcome {
        let value = self.eval(value);
        self.computed(node, value, Rational::checked_neg)
    }

    pub(super) fn round(&mut self, node: &Node, value: NodeId, mode: RoundMode, step: Rational) -> Outcome {
        let value = self.eval(value);
        self.computed(node, value, |value| value.round(mode, step))
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
    pub(super) fn extreme(&mut self, values: &[NodeId], highest: bool) -> Outcome {
        match self.settle(&mut values.iter().copied()) {
            Ok(values) => self.best(values, highest),
            Err(fault) => Err(NoValue::Fault(fault)),
        }
    }

    /// The highest or lowest of known values.
    pub(super) fn best(&mut self, values: Vec<Known>, highest: bool) -> Outcome {
        let mut values = self.scalars(values)?.into_iter();
        let first = values.next().ok_or_else(|| self.foreign())?;
        values.try_fold(first, |best, value| self.better(best, value, highest)).map(Held::Value)
    }

    /// The higher or lower of two values.
    pub(super) fn better(&self, best: Value, value: Value, highest: bool) -> Outcome<Value> {
        let order = value.compare(&best).ok_or_else(|| self.foreign())?;
        Ok(if order.is_gt() == highest && order.is_ne() { value } else { best })
    }

    pub(super) fn builtin(&mut self, node: &Node, function: Builtin, arguments: &[NodeId]) -> Outcome {
        match self.settle(&mut arguments.iter().copied()) {
            Ok(values) => self.apply(node, function, values),
            Err(fault) => Err(NoValue::Fault(fault)),
        }
    }

    fn apply(&mut self, node: &Node, function: Builtin, arguments: Vec<Known>) -> Outcome {
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

    fn converted(&self, node: &Node, number: Result<Rational, NumberError>) -> Outcome<Value> {
        number.map(Value::Number).map_err(|error| self.arithmetic(node.span, error))
    }
}
