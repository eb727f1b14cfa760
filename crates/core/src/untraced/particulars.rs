//! What is said of a benefit that is granted, besides the amount: from which month until which, and why.

use super::op::{Any, WholeId};
use crate::calendar::Month;
use crate::program::{Type, Value};

/// The operations that find the particulars of a benefit.
#[derive(Debug)]
pub struct Particulars {
    pub start: Option<WholeId>,
    pub stop: Option<Stop>,
    /// The values in the reason, in their order, each with its type.
    pub reason: Vec<(Type, Any)>,
}

/// The operations that find the first month no longer paid.
#[derive(Debug)]
pub struct Stop {
    pub month: WholeId,
    /// The fact that it is found from and nothing else: while that is missing, support goes on.
    pub fact: Option<WholeId>,
}

/// The particulars of a benefit that is granted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stated {
    /// The first month paid.
    pub start: Option<Month>,
    /// The first month no longer paid.
    pub stop: Option<Month>,
    /// The values in the reason, in their order.
    pub reason: Vec<Value>,
}

impl Particulars {
    /// The operations that they begin with.
    pub fn roots(&self) -> impl Iterator<Item = Any> {
        let months = self.start.into_iter().chain(self.stop.as_ref().map(|stop| stop.month));
        months.map(Any::Whole).chain(self.reason.iter().map(|(_, value)| *value))
    }
}
