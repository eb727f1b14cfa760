//! What texts, programs and decisions all speak of: periods, comparisons and functions, each a closed set.

/// A period that money belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Period {
    Day,
    Month,
    Year,
}

/// How often a benefit is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Paid {
    Daily,
    Monthly,
    Yearly,
    Once,
}

/// How grave an alert is, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Severity {
    Red,
    Orange,
    Yellow,
    Blue,
}

/// What a test expects of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TargetState {
    /// Every instance meets it.
    Met,
    /// Some instance does not, and the day has passed or there is none.
    Missed,
    /// Some instance does not yet, and there is time.
    Pending,
    /// Every instance comes to what is hoped for.
    HopedFor,
    /// Some instance does not come to what is hoped for.
    FallsShort,
    /// It is not known.
    Undecided,
}

/// Which rows count when several match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[allow(missing_docs)]
pub enum Hit {
    #[default]
    Unique,
    First,
    Sum,
    Highest,
    Lowest,
}

/// What the months of a benefit come to beside what was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    /// What is still owed.
    BackPay,
    /// What was paid too much.
    Overpaid,
}

/// A comparison by size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Comparison {
    Below,
    AtMost,
    Above,
    AtLeast,
}

impl Comparison {
    /// Whether a value that compares so with the limit on its right satisfies the comparison.
    #[must_use]
    pub fn accepts(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Self::Below => ordering.is_lt(),
            Self::AtMost => ordering.is_le(),
            Self::Above => ordering.is_gt(),
            Self::AtLeast => ordering.is_ge(),
        }
    }
}

/// Functions over a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Aggregate {
    Sum,
    Count,
    Any,
    All,
    Average,
    /// Of a list, or the lowest of several values.
    Min,
    /// Of a list, or the highest of several values.
    Max,
}

/// What can be read of a benefit besides its amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BenefitPart {
    /// `.entitled` 符合条件: whether its condition holds (before exclusions).
    Entitled,
    /// `.granted` 享受: whether it is granted (after exclusions).
    Granted,
    /// `.start` 起发: the first month paid.
    Start,
    /// `.stop` 停发: the first month no longer paid.
    Stop,
}

/// Functions of plain values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Builtin {
    /// `clamp(x, low, high)` 限于
    Clamp,
    /// `monthly(x)` 折月: money per year to money per month.
    Monthly,
    /// `yearly(x)` 折年: money per month to money per year.
    Yearly,
    /// `age(birth_date)` or `age(birth_date, on)` 周岁
    Age,
    /// `month_of(date)` 当月
    MonthOf,
    /// `month_after(date)` 次月
    MonthAfter,
    /// `months_between(from, to)` 整月数: whole months, as a length of time.
    MonthsBetween,
    /// `years_between(from, to)` 整年数: whole years, a whole number.
    YearsBetween,
    /// `days_between(from, to)` 天数差: days, as a length of time.
    DaysBetween,
    /// `days_in(month)` 当月天数: how many days the month has.
    DaysIn,
    /// `first_day(month)` 首日
    FirstDay,
    /// `last_day(month)` 末日
    LastDay,
}
