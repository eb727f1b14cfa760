//! Days of the civil calendar.

use std::fmt;
use std::str::FromStr;

use jiff::{Span, civil};

use super::{CalendarError, FIRST_YEAR, LAST_YEAR, Month, NotADate, four_digits, serde_as_text, two_digits};

/// A day of the (proleptic) Gregorian calendar, in the years 1 to 9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Date(civil::Date);

impl Date {
    /// The first day there is.
    pub const FIRST: Self = Self(civil::Date::constant(1, 1, 1));

    /// The day with this year, month (1 to 12) and day of the month, if the calendar has it.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
            return None;
        }
        let (year, month, day) = (year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?);
        civil::Date::new(year, month, day).ok().map(Self)
    }

    /// Reads exactly `YYYY-MM-DD` in ASCII digits, if it is a day of the calendar.
    pub fn parse_iso(text: &str) -> Option<Self> {
        // Byte by byte: dates are read by the million.
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
            return None;
        };
        Self::new(four_digits([y1, y2], [y3, y4])?, two_digits(m1, m2)?, two_digits(d1, d2)?)
    }

    /// A day that the caller knows to exist: year 1 to 9999, month 1 to 12, a day of that month.
    pub(super) fn existing(year: i32, month: u32, day: u32) -> Self {
        // `constant` would panic on a day that does not exist; the fallback only satisfies the types.
        Self::new(year, month, day).unwrap_or(Self(civil::Date::ZERO))
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> i32 {
        i32::from(self.0.year())
    }

    /// The month's number in its year, 1 to 12.
    pub fn month_number(self) -> u32 {
        u32::from(self.0.month().unsigned_abs())
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u32 {
        u32::from(self.0.day().unsigned_abs())
    }

    /// The month it lies in.
    pub fn month(self) -> Month {
        Month::containing(self)
    }

    /// The same day of the month so many months later (earlier if negative); the month's last day where
    /// it has no such day, as the Civil Code counts months (民法典第二百零二条).
    ///
    /// # Errors
    /// `OutOfRange` if the month is.
    pub fn add_months(self, months: i64) -> Result<Self, CalendarError> {
        Ok(self.month().add_months(months)?.day_or_last(self.day()))
    }

    /// The day so many days later (earlier if negative).
    ///
    /// # Errors
    /// `OutOfRange` if the day is.
    pub fn add_days(self, days: i64) -> Result<Self, CalendarError> {
        let span = Span::new().try_days(days).map_err(|_| CalendarError::OutOfRange)?;
        let date = self.0.checked_add(span).map_err(|_| CalendarError::OutOfRange)?;
        if i32::from(date.year()) < FIRST_YEAR {
            return Err(CalendarError::OutOfRange);
        }
        Ok(Self(date))
    }

    /// The days from `earlier` to this day: 1 for the day after, negative if it is later.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0.duration_since(earlier.0).as_hours() / 24
    }

    /// The day as one integer, `year << 9 | month << 5 | day`: it orders as the days do.
    pub fn packed(self) -> i32 {
        self.year() << 9 | i32::from(self.0.month()) << 5 | i32::from(self.0.day())
    }

    /// The day that [`Date::packed`] gave.
    pub fn from_packed(packed: i32) -> Option<Self> {
        let (month, day) = ((packed >> 5) & 0xf, packed & 0x1f);
        Self::new(packed >> 9, month.try_into().ok()?, day.try_into().ok()?)
    }
}

impl fmt::Display for Date {
    /// `YYYY-MM-DD`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{:02}", self.month(), self.day())
    }
}

impl FromStr for Date {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        Self::parse_iso(text).ok_or(NotADate)
    }
}

serde_as_text!(Date, "a date as text, such as \"2023-06-01\"");

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    pub(in crate::calendar) fn date(text: &str) -> Date {
        Date::parse_iso(text).unwrap()
    }

    pub(in crate::calendar) fn any_date() -> impl Strategy<Value = Date> {
        (0i64..3_652_059).prop_map(|days| date("0001-01-01").add_days(days).unwrap())
    }

    #[test]
    fn only_days_of_the_calendar_exist() {
        assert!(Date::new(2024, 2, 29).is_some());
        for (year, month, day) in
            [(2023, 2, 29), (1900, 2, 29), (0, 1, 1), (10_000, 1, 1), (2023, 13, 1), (2023, 0, 1)]
        {
            assert_eq!(Date::new(year, month, day), None);
        }
        assert_eq!(Date::new(i32::MIN, u32::MAX, u32::MAX), None);
        assert_eq!(Date::new(2023, 1, 0), None);
        assert_eq!(Date::new(2023, 1, 257), None);
    }

    #[test]
    fn iso_text_is_strict() {
        assert_eq!(date("2023-06-01"), Date::new(2023, 6, 1).unwrap());
        for text in [
            "",
            "2023-6-01",
            "2023-06-1",
            "2023-06-011",
            "2023/06/01",
            "+2023-06-1",
            "2023-06-+1",
            "-023-06-01",
            "0000-01-01",
            "2023-02-30",
            "2023-06-01 ",
            "２０２３-06-01",
            "2023年6月1日",
            "20230601",
        ] {
            assert_eq!(Date::parse_iso(text), None, "{text:?}");
        }
    }

    #[test]
    fn months_end_where_there_is_no_such_day() {
        assert_eq!(date("2024-01-31").add_months(1), Ok(date("2024-02-29")));
        assert_eq!(date("2024-02-29").add_months(12), Ok(date("2025-02-28")));
        assert_eq!(date("2024-03-31").add_months(-1), Ok(date("2024-02-29")));
        assert_eq!(date("2024-05-15").add_months(-5), Ok(date("2023-12-15")));
    }

    #[test]
    fn results_outside_the_calendar_are_errors() {
        let (first, last) = (date("0001-01-01"), date("9999-12-31"));
        assert_eq!(first.add_days(-1), Err(CalendarError::OutOfRange));
        assert_eq!(last.add_days(1), Err(CalendarError::OutOfRange));
        assert_eq!(first.add_months(-1), Err(CalendarError::OutOfRange));
        assert_eq!(last.add_months(1), Err(CalendarError::OutOfRange));
        for far in [i64::MIN, i64::MAX] {
            assert_eq!(first.add_days(far), Err(CalendarError::OutOfRange));
            assert_eq!(first.add_months(far), Err(CalendarError::OutOfRange));
        }
        assert_eq!(last.days_since(first), 3_652_058);
        assert_eq!(first.days_since(last), -3_652_058);
    }

    #[test]
    fn serde_uses_iso_text() {
        assert_eq!(serde_json::to_string(&date("0987-06-05")).unwrap(), "\"0987-06-05\"");
        assert_eq!(serde_json::from_str::<Date>("\"2023-06-01\"").unwrap(), date("2023-06-01"));
        assert!(serde_json::from_str::<Date>("\"2023-06-31\"").is_err());
    }

    proptest! {
        #[test]
        fn days_count_back_and_forth(a in any_date(), b in any_date()) {
            prop_assert_eq!(b.add_days(a.days_since(b)), Ok(a));
            prop_assert_eq!(a.days_since(b).cmp(&0), a.cmp(&b));
        }

        #[test]
        fn packing_keeps_the_day_and_the_order(a in any_date(), b in any_date()) {
            prop_assert_eq!(Date::from_packed(a.packed()), Some(a));
            prop_assert_eq!(a.packed().cmp(&b.packed()), a.cmp(&b));
        }

        #[test]
        fn any_integer_unpacks_to_a_day_or_nothing(packed: i32) {
            if let Some(day) = Date::from_packed(packed) {
                prop_assert_eq!(day.packed(), packed);
            }
        }

        #[test]
        fn text_comes_back(day in any_date()) {
            prop_assert_eq!(day.to_string().parse(), Ok(day));
            prop_assert_eq!(Date::new(day.year(), day.month_number(), day.day()), Some(day));
        }
    }
}
