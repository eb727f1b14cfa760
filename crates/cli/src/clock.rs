//! Which day it is.

use huimin::calendar::Date;

/// The day it is where the person is.
pub fn today() -> Option<Date> {
    let today = jiff::Zoned::now().date();
    Date::new(today.year().into(), today.month().try_into().ok()?, today.day().try_into().ok()?)
}
