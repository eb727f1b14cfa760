//! Tests of every month of a span.

use super::{Case, FieldId, InstanceId, Value, ValueId};
use crate::calendar::Month;
use crate::diagnostic::Span;
use crate::vocabulary::Total;

/// What a test says of the months of a span. The case of the test holds the facts of the beginning.
#[derive(Clone, Debug)]
pub struct EachMonth {
    /// The first month.
    pub from: Month,
    /// The last.
    pub to: Month,
    /// The facts that hold from later months on, in their order.
    pub later: Vec<MonthFacts>,
    /// What was paid.
    pub paid: Vec<MonthsPaid>,
    /// What the months must come to.
    pub expected: Vec<MonthExpectation>,
}

/// All facts from a month on.
#[derive(Clone, Debug)]
pub struct MonthFacts {
    /// The month.
    pub from: Month,
    /// The facts.
    pub case: Case,
    /// Those said for this very month.
    pub given: Vec<(InstanceId, FieldId)>,
}

/// A tier or benefit of somebody.
#[derive(Clone, Debug)]
pub struct Whose {
    /// The tier or benefit.
    pub value: ValueId,
    /// The key of the instance it belongs to; the root's when absent.
    pub key: Option<String>,
}

/// What was paid for each of some months.
#[derive(Clone, Debug)]
pub struct MonthsPaid {
    /// Of which benefit.
    pub whose: Whose,
    /// The first month.
    pub from: Month,
    /// The last.
    pub to: Month,
    /// How much for each, in smallest coins.
    pub coins: i64,
}

/// What months must come to.
#[derive(Clone, Debug)]
pub struct MonthExpectation {
    /// Of which tier or benefit.
    pub whose: Whose,
    /// What.
    pub kind: MonthsExpected,
    /// The clause.
    pub span: Span,
}

/// What months must come to.
#[derive(Clone, Debug)]
pub enum MonthsExpected {
    /// The case or the amount that falls due in each month from one to another; undecided when absent.
    Each(Month, Month, Option<Value>),
    /// What all months together come to, in smallest coins.
    Total(Total, Value),
}
