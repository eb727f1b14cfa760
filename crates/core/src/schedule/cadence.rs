//! What falls due in a month of what is granted in it: from `start` until `stop`, every month, for each of its
//! days, once a year or once.

use crate::calendar::Month;
use crate::decide::decision::{Answer, ResultEntry, Status};
use crate::program::{Benefit, Type};
use crate::schedule::outcome::Standing;
use crate::vocabulary::{Paid, Period};

/// How often a benefit falls due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cadence {
    Daily,
    Monthly,
    Yearly,
    Once,
}

/// The month for which something that is paid once, or once a year, fell due last: its first month, or that
/// of the year it was for.
pub(super) type Fallen = Option<Month>;

impl Cadence {
    /// That of a benefit: how it is paid, or else the period of its amount.
    fn of(benefit: &Benefit, ty: Type) -> Self {
        match (benefit.paid, ty) {
            (Some(Paid::Daily), _) | (None, Type::Money(Some(Period::Day))) => Self::Daily,
            (Some(Paid::Monthly), _) | (None, Type::Money(Some(Period::Month))) => Self::Monthly,
            (Some(Paid::Yearly), _) | (None, Type::Money(Some(Period::Year))) => Self::Yearly,
            (Some(Paid::Once), _) | (None, _) => Self::Once,
        }
    }
}

/// What falls due of a benefit in a month of a span that begins with `first`, in smallest coins.
pub(super) fn due(
    (benefit, ty): (&Benefit, Type),
    entry: &ResultEntry,
    (first, month): (Month, Month),
    fallen: &mut Fallen,
) -> (Standing, Option<i64>) {
    if entry.status == Status::Error {
        return (Standing::Error, None);
    }
    if entry.start.is_some_and(|start| month < start) {
        return (Standing::NotBegun, Some(0));
    }
    if entry.stop.is_some_and(|stop| stop <= month) {
        return (Standing::Ended, Some(0));
    }
    if entry.excluded.is_some() {
        return (Standing::Excluded, Some(0));
    }
    let from_unknown_month =
        benefit.start.is_some() && entry.start.is_none() && entry.entitled == Some(Answer::Yes);
    if entry.status == Status::Undecided || from_unknown_month {
        return (Standing::Undecided, None);
    }
    let Some(coins) = entry.amount.as_ref().and_then(|amount| amount.coins) else {
        return (Standing::Error, None);
    };
    if entry.entitled != Some(Answer::Yes) {
        return (Standing::Refused, Some(0));
    }
    let once_in = match Cadence::of(benefit, ty) {
        Cadence::Daily => {
            let due = coins.checked_mul(i64::from(month.days()));
            return (if due.is_some() { Standing::Due } else { Standing::Error }, due);
        }
        Cadence::Monthly => return (Standing::Due, Some(coins)),
        Cadence::Yearly => Some(year_begun(entry.start, month)),
        Cadence::Once => entry.start,
    };
    // What is for a time that began before the span fell due then.
    let is_past = once_in.is_some_and(|begun| begun < first);
    if is_past || fallen.is_some_and(|last| once_in.is_none_or(|begun| begun == last)) {
        return (Standing::OtherMonth, Some(0));
    }
    *fallen = Some(once_in.unwrap_or(month));
    (Standing::Due, Some(coins))
}

/// The first month of the year that a month belongs to: of those counted from `start`, or the calendar's.
fn year_begun(start: Option<Month>, month: Month) -> Month {
    let into = match start {
        Some(start) => month.months_since(start).rem_euclid(12),
        None => i64::from(month.number()).saturating_sub(1),
    };
    month.add_months(into.saturating_neg()).unwrap_or(month)
}
