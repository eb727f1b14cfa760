//! What evaluating an expression comes to: a value, something unknown, or a fault.

use std::rc::Rc;

use super::fault::Fault;
use super::lack::LackId;
use crate::program::{InstanceId, Range, Value};

/// What an expression comes to.
pub(crate) type Outcome<T = Held> = Result<T, NoValue>;

/// A known value of any type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Held {
    /// A scalar.
    Value(Value),
    /// An instance of an entity.
    Instance(InstanceId),
    /// A list of instances.
    List(Rc<List>),
}

/// Why there is no value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum NoValue {
    /// Facts or figures are missing.
    Unknown(Unknown),
    /// A named error.
    Fault(Rc<Fault>),
}

/// What is missing, and which values remain.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Unknown {
    /// What is missing.
    pub(crate) lack: LackId,
    /// The values it may still have.
    pub(crate) possible: Possible,
}

/// The values that something unknown may still have.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Possible {
    /// Any of its type.
    #[default]
    Anything,
    /// These cases of an enum or tier.
    Cases(CaseSet),
    /// The numbers of a range.
    Numbers(Rc<Range>),
}

impl Unknown {
    /// The cases that remain; any where absent.
    pub(crate) fn cases(&self) -> Option<CaseSet> {
        match &self.possible {
            Possible::Cases(cases) => Some(*cases),
            _ => None,
        }
    }

    /// The range of a number.
    pub(crate) fn range(&self) -> Option<Range> {
        match &self.possible {
            Possible::Anything => Some(Range::default()),
            Possible::Cases(_) => None,
            Possible::Numbers(range) => Some(**range),
        }
    }
}

/// A list as far as it is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct List {
    /// The elements that belong to it, or may.
    pub(crate) elements: Vec<Element>,
    /// Set where there may be further elements.
    pub(crate) open: Option<Open>,
}

/// What is known of further elements.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Open {
    /// What is missing.
    pub(crate) lack: LackId,
    /// Whoever belongs besides is like one of these, of which there may be any number. Where there are
    /// none, nothing is known of them, and the lack is doubtful.
    pub(crate) further: Vec<InstanceId>,
}

/// An element of a list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Element {
    /// The instance.
    pub(crate) instance: InstanceId,
    /// Whether it belongs to the list.
    pub(crate) membership: Membership,
}

/// Whether an element belongs to a list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Membership {
    /// It does.
    Sure,
    /// It may.
    Maybe(LackId),
    /// Deciding it fails.
    Faulty(Rc<Fault>),
}

impl List {
    /// Whether somebody is sure to belong.
    pub(crate) fn has_sure(&self) -> bool {
        self.elements.iter().any(|element| element.membership == Membership::Sure)
    }

    /// What is missing where there may be further elements.
    pub(crate) fn open_lack(&self) -> Option<LackId> {
        self.open.as_ref().map(|open| open.lack)
    }

    /// Those like whom further elements are.
    pub(crate) fn further(&self) -> &[InstanceId] {
        self.open.as_ref().map_or(&[], |open| &open.further)
    }

    /// Whether it is known exactly which elements belong to it.
    pub(crate) fn is_settled(&self) -> bool {
        self.open.is_none() && self.elements.iter().all(|element| element.membership == Membership::Sure)
    }
}

impl Held {
    /// A yes or no.
    pub(crate) fn bool(value: bool) -> Self {
        Self::Value(Value::Bool(value))
    }

    /// A number.
    pub(crate) fn number(value: crate::number::Rational) -> Self {
        Self::Value(Value::Number(value))
    }

    /// Whether it is the number 0.
    pub(crate) fn is_zero(&self) -> bool {
        matches!(self, Self::Value(Value::Number(number)) if number.is_zero())
    }

    /// Whether it is the given yes or no.
    pub(crate) fn is_bool(&self, wanted: bool) -> bool {
        matches!(self, Self::Value(Value::Bool(value)) if *value == wanted)
    }
}

impl From<Unknown> for NoValue {
    fn from(unknown: Unknown) -> Self {
        Self::Unknown(unknown)
    }
}

impl From<LackId> for NoValue {
    fn from(lack: LackId) -> Self {
        Self::Unknown(Unknown { lack, possible: Possible::Anything })
    }
}

impl From<Rc<Fault>> for NoValue {
    fn from(fault: Rc<Fault>) -> Self {
        Self::Fault(fault)
    }
}

/// A set of cases of one enum, for enums of up to 128 cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CaseSet(u128);

impl CaseSet {
    /// The largest case a set can hold.
    const LAST: u32 = 127;

    /// The set of one case, where a set can hold it.
    pub(crate) fn one(case: u32) -> Option<Self> {
        (case <= Self::LAST).then(|| Self(1 << case))
    }

    /// The first `count` cases, where a set can hold them.
    pub(crate) fn first(count: usize) -> Option<Self> {
        match u32::try_from(count) {
            Ok(128) => Some(Self(u128::MAX)),
            Ok(count) if count <= Self::LAST => Some(Self((1 << count) - 1)),
            _ => None,
        }
    }

    /// The cases of either.
    pub(crate) fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether no case is in both.
    pub(crate) fn is_disjoint(self, other: Self) -> bool {
        self.0 & other.0 == 0
    }

    /// Whether it has no case.
    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The cases, ascending.
    pub(crate) fn cases(self) -> impl DoubleEndedIterator<Item = u32> {
        (0..=Self::LAST).filter(move |case| self.0 >> case & 1 == 1)
    }

    /// Its case, where it has just one.
    pub(crate) fn single(self) -> Option<u32> {
        (self.0.count_ones() == 1).then(|| self.0.trailing_zeros())
    }

    /// The lowest case.
    pub(crate) fn lowest(self) -> Option<u32> {
        (!self.is_empty()).then(|| self.0.trailing_zeros())
    }

    /// The highest case.
    pub(crate) fn highest(self) -> Option<u32> {
        (!self.is_empty()).then(|| Self::LAST - self.0.leading_zeros())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_sets_hold_up_to_128_cases() {
        assert_eq!(CaseSet::one(128), None);
        assert_eq!(CaseSet::first(129), None);
        assert_eq!(CaseSet::first(128).unwrap().cases().count(), 128);
        assert!(CaseSet::first(0).unwrap().is_empty());
        let ends = CaseSet::one(0).unwrap().union(CaseSet::one(127).unwrap());
        assert_eq!(ends.cases().collect::<Vec<_>>(), [0, 127]);
        assert_eq!((ends.lowest(), ends.highest(), ends.single()), (Some(0), Some(127), None));
        assert_eq!(CaseSet::one(127).unwrap().single(), Some(127));
        assert!(CaseSet::one(3).unwrap().is_disjoint(ends));
        assert_eq!(CaseSet::default().highest(), None);
    }
}
