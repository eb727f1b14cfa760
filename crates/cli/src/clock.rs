//! Which day it is.

use huimin::calendar::Date;

/// Today, where this machine is.
pub fn today() -> Option<Date> {
    jiff::Zoned::now().date().to_string().parse().ok()
}
