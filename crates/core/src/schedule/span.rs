//! The months a schedule covers.

use crate::calendar::Month;
use crate::decide::decision::CaseError;
use crate::diagnostic::{Code, Text};

/// The most months of a schedule.
pub const MONTHS: usize = 600;

/// A span of months, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    from: Month,
    to: Month,
}

impl Span {
    /// The span from one month to another.
    ///
    /// # Errors
    /// If it ends before it begins, or is longer than [`MONTHS`].
    pub fn new(from: Month, to: Month) -> Result<Self, Box<CaseError>> {
        let wrong = |code, message| Err(Box::new(CaseError::new(code, message, String::new())));
        let months = to.months_since(from);
        if months < 0 {
            return wrong(Code::SpanReversed, reversed(from, to));
        }
        if usize::try_from(months).map_or(true, |months| months >= MONTHS) {
            let message = Text::new(
                format!("from {from} to {to} are more than {MONTHS} months"),
                format!("{from} 至 {to} 超过 {MONTHS} 个月"),
            );
            return wrong(Code::SpanTooLong, message);
        }
        Ok(Self { from, to })
    }

    /// The first month.
    #[must_use]
    pub fn from(self) -> Month {
        self.from
    }

    /// The last month.
    #[must_use]
    pub fn to(self) -> Month {
        self.to
    }

    /// The months in their order.
    pub fn months(self) -> impl Iterator<Item = Month> {
        (self.from.index()..=self.to.index()).filter_map(Month::from_index)
    }

    /// Whether a month lies in it.
    #[must_use]
    pub fn holds(self, month: Month) -> bool {
        self.from <= month && month <= self.to
    }

    /// The position of a month in it.
    pub(super) fn position(self, month: Month) -> Option<usize> {
        usize::try_from(month.months_since(self.from)).ok().filter(|_| self.holds(month))
    }
}

/// That a span ends before it begins.
pub(super) fn reversed(from: Month, to: Month) -> Text {
    Text::new(format!("{to} is before {from}"), format!("{to} 早于 {from}"))
}
