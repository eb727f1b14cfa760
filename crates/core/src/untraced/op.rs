//! The operations of the untraced executor, typed by what they give.

use crate::number::RoundMode;
use crate::program::EntityId;
use crate::untraced::ratio::Ratio;
use crate::vocabulary::{Comparison, Hit};

macro_rules! ids {
    ($($name:ident)*) => {$(
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $name(pub u32);
    )*};
}
ids!(NumberId TruthId WholeId ListId);

/// An operation of any kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Any {
    Number(NumberId),
    Truth(TruthId),
    Whole(WholeId),
    List(ListId),
}

/// An instance: a frame, then so many owners up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct At {
    pub frame: u8,
    pub up: u8,
}

impl At {
    /// The present instance itself.
    pub const OWN: Self = Self { frame: 0, up: 0 };
}

/// Something found once for an instance and kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Kept {
    pub at: At,
    /// Its slot among those of the instance.
    pub slot: u32,
}

/// How an instance is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    At(At),
    /// A nested entity.
    Child(At, u32),
    /// The single element of a list.
    Only(ListId),
}

/// Numbers: plain, money in coins, months, days.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Number {
    Constant(Ratio),
    /// A fact in one cell.
    Fact(At, u32),
    /// A fact in two cells: numerator and denominator.
    Fraction(At, u32),
    Keep(Kept, NumberId),
    Sum(Box<[(bool, NumberId)]>),
    Product(Box<[(bool, NumberId)]>),
    Negate(NumberId),
    Count(ListId),
    /// The sum of a one-cell fact over a list.
    SumFact(ListId, u32),
    SumOf(ListId, u8, NumberId),
    Average(ListId, u8, NumberId, Option<NumberId>),
    /// The highest (true) or lowest of a list.
    Extreme(ListId, u8, NumberId, Option<NumberId>, bool),
    /// The highest (true) or lowest of several values.
    Best(Box<[NumberId]>, bool),
    If(Box<[(TruthId, NumberId)]>, NumberId),
    Round(NumberId, RoundMode, Ratio),
    Age(WholeId, WholeId),
    MonthsBetween(WholeId, WholeId),
    YearsBetween(WholeId, WholeId),
    /// Days from the second date to the first.
    DaysFrom(WholeId, WholeId),
    /// Months from the second month to the first.
    MonthsFrom(WholeId, WholeId),
    DaysIn(WholeId),
    /// A figure by the index of its keys; each key with its number of cases.
    Pick(Box<[(WholeId, u32)]>, Box<[Ratio]>),
    /// A table of numbers.
    Table(Hit, Box<[(TruthId, NumberId)]>, Option<NumberId>),
    /// The value must lie within the bounds, and be whole where the flag says so.
    Checked(NumberId, Box<[(Comparison, Ratio)]>, bool),
    /// An amount: not available below zero.
    Amount(NumberId),
    With(Reach, u8, NumberId),
    Gone,
}

/// Yes or no.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Truth {
    Constant(bool),
    Fact(At, u32),
    Keep(Kept, TruthId),
    Not(TruthId),
    And(Box<[TruthId]>),
    Or(Box<[TruthId]>),
    Compare(Comparison, NumberId, NumberId),
    /// Equality of numbers; true for inequality.
    Equal(NumberId, NumberId, bool),
    CompareWhole(Comparison, WholeId, WholeId),
    EqualWhole(WholeId, WholeId, bool),
    EqualAnswer(TruthId, TruthId, bool),
    Any(ListId, u8, TruthId),
    All(ListId, u8, TruthId),
    If(Box<[(TruthId, TruthId)]>, TruthId),
    Table(Box<[(TruthId, TruthId)]>, Option<TruthId>),
    With(Reach, u8, TruthId),
    Gone,
}

/// Dates (packed), months (index), cases and interned texts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Whole {
    Constant(i64),
    Fact(At, u32),
    Keep(Kept, WholeId),
    If(Box<[(TruthId, WholeId)]>, WholeId),
    /// A date moved by months (true) or days; the last flag is for backwards.
    ShiftDate(WholeId, NumberId, bool, bool),
    ShiftMonth(WholeId, NumberId, bool),
    MonthOf(WholeId),
    MonthAfter(WholeId),
    FirstDay(WholeId),
    LastDay(WholeId),
    Pick(Box<[(WholeId, u32)]>, Box<[i64]>),
    Table(Box<[(TruthId, WholeId)]>, Option<WholeId>),
    With(Reach, u8, WholeId),
    Gone,
}

/// Lists of instances.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum List {
    /// A list fact: where its cells start, and of which entity its elements are.
    Members(At, u32, EntityId),
    Where(ListId, u8, TruthId),
    /// A filtered list fact of which the members that pass are kept as a mask.
    Keep(Kept, ListId),
    Flatten(ListId, u8, ListId),
    /// A list in the scope of another instance, laid in a frame.
    With(Reach, u8, ListId),
}
