//! Dates and months: moving them, the time between them, ages.

use super::evaluate::Evaluator;
use super::fault::FaultKind;
use super::operands::Known;
use super::outcome::{Held, NoValue, Outcome};
use crate::calendar::{CalendarError, Date, age, whole_months, whole_years};
use crate::number::Rational;
use crate::program::{Node, NodeId, Type, Value};
use crate::vocabulary::Builtin;

impl Evaluator<'_> {
    /// A date or month moved by months or days.
    #[inline(never)]
    pub(super) fn shift(&mut self, node: &Node, base: NodeId, by: NodeId, back: bool) -> Outcome {
        let unit = self.plan.node(by).ty;
        match self.settle(&mut [base, by].into_iter()) {
            Ok(values) => self.shifted(node, values, unit, back),
            Err(fault) => Err(NoValue::Fault(fault)),
        }
    }

    #[inline(never)]
    fn shifted(&mut self, node: &Node, values: Vec<Known>, unit: Type, back: bool) -> Outcome {
        let values = self.scalars(values).map_err(|missing| self.doubted(missing))?;
        let [base, Value::Number(by)] = values.as_slice() else {
            return Err(self.foreign());
        };
        let steps = self.steps_of(node, *by, back)?;
        self.moved(node, base, unit, steps).map(Held::Value)
    }

    fn steps_of(&self, node: &Node, by: Rational, back: bool) -> Outcome<i64> {
        if !by.is_integer() {
            return Err(self.fault(node.span, FaultKind::PartialShift(by)));
        }
        let steps = by.to_i64().and_then(|by| if back { by.checked_neg() } else { Some(by) });
        steps.ok_or_else(|| self.fault(node.span, FaultKind::DateOutOfRange))
    }

    fn moved(&self, node: &Node, base: &Value, unit: Type, steps: i64) -> Outcome<Value> {
        match (base, unit) {
            (Value::Date(date), Type::Months) => {
                self.on_calendar(node, date.add_months(steps).map(Value::Date))
            }
            (Value::Date(date), Type::Days) => self.on_calendar(node, date.add_days(steps).map(Value::Date)),
            (Value::Month(month), Type::Months) => {
                self.on_calendar(node, month.add_months(steps).map(Value::Month))
            }
            _ => Err(self.foreign()),
        }
    }

    /// The months or days from the second date or month to the first.
    #[inline(never)]
    pub(super) fn distance(&mut self, node: &Node, to: NodeId, from: NodeId) -> Outcome {
        match self.settle(&mut [to, from].into_iter()) {
            Ok(values) => self.between(node, values),
            Err(fault) => Err(NoValue::Fault(fault)),
        }
    }

    #[inline(never)]
    fn between(&mut self, node: &Node, values: Vec<Known>) -> Outcome {
        let values = self.scalars(values)?;
        let distance = match (values.as_slice(), node.ty) {
            ([Value::Month(to), Value::Month(from)], Type::Months) => to.months_since(*from),
            ([Value::Date(to), Value::Date(from)], Type::Months) => whole_months(*from, *to),
            ([Value::Date(to), Value::Date(from)], _) => to.days_since(*from),
            _ => return Err(self.foreign()),
        };
        Ok(Held::number(Rational::from(distance)))
    }

    /// The functions of dates and months. Where a date is needed a month stands for its first day.
    pub(super) fn of_dates(&self, node: &Node, function: Builtin, arguments: &[Value]) -> Outcome<Value> {
        let days: Option<Vec<Date>> = arguments.iter().map(first_day).collect();
        let number = |value: i64| Ok(Value::Number(Rational::from(value)));
        match (function, arguments, days.as_deref()) {
            (Builtin::Age, _, Some([birth])) => number(age(*birth, self.plan.as_of())),
            (Builtin::Age, _, Some([birth, on])) => number(age(*birth, *on)),
            (Builtin::MonthOf, _, Some([date])) => Ok(Value::Month(date.month())),
            (Builtin::MonthAfter, _, Some([date])) => {
                self.on_calendar(node, date.month().next().map(Value::Month))
            }
            (Builtin::MonthsBetween, _, Some([from, to])) => number(whole_months(*from, *to)),
            (Builtin::YearsBetween, _, Some([from, to])) => number(whole_years(*from, *to)),
            (Builtin::DaysBetween, _, Some([from, to])) => number(to.days_since(*from)),
            (Builtin::DaysIn, [Value::Month(month)], _) => number(i64::from(month.days())),
            (Builtin::FirstDay, [Value::Month(month)], _) => Ok(Value::Date(month.first_day())),
            (Builtin::LastDay, [Value::Month(month)], _) => Ok(Value::Date(month.last_day())),
            _ => Err(self.foreign()),
        }
    }

    /// The date something is read at: the last of the values evaluated for it, where it names a date of
    /// its own. A month stands for its first day.
    pub(super) fn reading_date(&mut self, on: Option<Known>) -> Outcome<Date> {
        match on {
            None => Ok(self.plan.as_of()),
            // What is read may not hold on that date.
            Some(Err(unknown)) => Err(self.doubtful(unknown.lack).into()),
            Some(Ok(Held::Value(on))) => first_day(&on).ok_or_else(|| self.foreign()),
            Some(Ok(_)) => Err(self.foreign()),
        }
    }

    fn on_calendar(&self, node: &Node, value: Result<Value, CalendarError>) -> Outcome<Value> {
        value.map_err(|_| self.fault(node.span, FaultKind::DateOutOfRange))
    }
}

fn first_day(value: &Value) -> Option<Date> {
    match value {
        Value::Date(date) => Some(*date),
        Value::Month(month) => Some(month.first_day()),
        _ => None,
    }
}
