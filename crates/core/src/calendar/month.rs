//! Months of the civil calendar.

use std::fmt;
use std::str::FromStr;

use super::{CalendarError, Date, FIRST_YEAR, LAST_YEAR, NotADate, four_digits, serde_as_text, two_digits};

/// The index of January of the first year.
const FIRST_INDEX: i32 = FIRST_YEAR * 12;
/// The index of December of the last year.
const LAST_INDEX: i32 = LAST_YEAR * 12 + 11;

/// A month of the (proleptic) Gregorian calendar, in the years 1 to 9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Month {
    index: i32,
}

impl Month {
    /// The first month there is.
    pub const FIRST: Self = Self { index: FIRST_INDEX };

    /// The month with this year and number (1 to 12), if the calendar has it.
    pub fn new(year: i32, month: u32) -> Option<Self> {
        let number = i32::try_from(month).ok().filter(|number| (1..=12).contains(number))?;
        if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
            return None;
        }
        Some(Self { index: year * 12 + number - 1 })
    }

    /// The month a day lies in.
    pub(super) fn containing(date: Date) -> Self {
        // A date's month number is at most 12, so the conversion keeps it.
        Self { index: date.year() * 12 + date.month_number() as i32 - 1 }
    }

    /// Reads exactly `YYYY-MM` in ASCII digits, if it is a month of the calendar.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let &[y1, y2, y3, y4, b'-', m1, m2] = text.as_bytes() else {
            return None;
        };
        Self::new(four_digits([y1, y2], [y3, y4])?, two_digits(m1, m2)?)
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> i32 {
        self.index / 12
    }

    /// The month's number in its year, 1 to 12.
    pub fn number(self) -> u32 {
        (self.index % 12).unsigned_abs() + 1
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        self.day_or_last(1)
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        self.day_or_last(31)
    }

    /// How many days it has, 28 to 31.
    pub fn days(self) -> u32 {
        match self.number() {
            2 if self.in_leap_year() => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    /// The following month.
    ///
    /// # Errors
    /// `OutOfRange` after December 9999.
    pub fn next(self) -> Result<Self, CalendarError> {
        self.add_months(1)
    }

    /// The month so many months later (earlier if negative).
    ///
    /// # Errors
    /// `OutOfRange` if it lies outside the years 1 to 9999.
    pub fn add_months(self, months: i64) -> Result<Self, CalendarError> {
        i64::from(self.index)
            .checked_add(months)
            .and_then(|index| i32::try_from(index).ok())
            .and_then(Self::from_index)
            .ok_or(CalendarError::OutOfRange)
    }

    /// The months from `earlier` to this one, negative if that is later.
    pub fn months_since(self, earlier: Self) -> i64 {
        i64::from(self.index) - i64::from(earlier.index)
    }

    /// The month as one integer, `year * 12 + number - 1`: consecutive months have consecutive indices.
    pub fn index(self) -> i32 {
        self.index
    }

    /// The month that [`Month::index`] gave.
    pub fn from_index(index: i32) -> Option<Self> {
        (FIRST_INDEX..=LAST_INDEX).contains(&index).then_some(Self { index })
    }

    /// The given day of this month, or its last day if it has fewer.
    pub(super) fn day_or_last(self, day: u32) -> Date {
        let day = day.clamp(1, self.days());
        Date::existing(self.year(), self.number(), day)
    }

    fn in_leap_year(self) -> bool {
        let year = self.year();
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }
}

impl fmt::Display for Month {
    /// `YYYY-MM`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}", self.year(), self.number())
    }
}

impl FromStr for Month {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        Self::parse_iso(text).ok_or(NotADate)
    }
}

serde_as_text!(Month, "a month as text, such as \"2023-06\"");

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn month(text: &str) -> Month {
        Month::parse_iso(text).unwrap()
    }

    #[test]
    fn iso_text_is_strict() {
        assert_eq!(month("2023-06"), Month::new(2023, 6).unwrap());
        for text in ["", "2023-6", "2023-006", "2023-00", "2023-13", "0000-01", "+023-01", "2023-06-01"] {
            assert_eq!(Month::parse_iso(text), None, "{text:?}");
        }
        assert_eq!(Month::new(2023, u32::MAX), None);
        assert_eq!(Month::new(i32::MAX, 1), None);
    }

    #[test]
    fn the_calendar_has_two_ends() {
        assert_eq!(month("9999-12").next(), Err(CalendarError::OutOfRange));
        assert_eq!(month("0001-01").add_months(-1), Err(CalendarError::OutOfRange));
        assert_eq!(month("2023-06").add_months(i64::MAX), Err(CalendarError::OutOfRange));
        assert_eq!(month("2023-12").next(), Ok(month("2024-01")));
        assert_eq!(Month::from_index(11), None);
        assert_eq!(Month::from_index(i32::MAX), None);
    }

    #[test]
    fn serde_uses_iso_text() {
        assert_eq!(serde_json::to_string(&month("2023-06")).unwrap(), "\"2023-06\"");
        assert_eq!(serde_json::from_str::<Month>("\"2023-06\"").unwrap(), month("2023-06"));
    }

    proptest! {
        #[test]
        fn every_month_is_whole(index in FIRST_INDEX..=LAST_INDEX, offset in -200i64..200) {
            let month = Month::from_index(index).unwrap();
            prop_assert_eq!(month.index(), index);
            prop_assert_eq!(month.to_string().parse(), Ok(month));
            prop_assert_eq!((month.first_day().month(), month.last_day().month()), (month, month));
            prop_assert_eq!(month.first_day().day(), 1);
            prop_assert_eq!(month.last_day().day(), month.days());
            if let Ok(next) = month.next() {
                prop_assert_eq!(month.last_day().add_days(1), Ok(next.first_day()));
            }
            if let Ok(other) = month.add_months(offset) {
                prop_assert_eq!(other.months_since(month), offset);
                prop_assert_eq!(other.cmp(&month), offset.cmp(&0));
            }
        }
    }
}
