//! Values, types, the indices that stand for names, and what texts and programs both speak of.

use super::parts::{choices, records};
use crate::calendar::{Date, Month};
use crate::compiled::reader::Reader;
use crate::compiled::stored::Stored;
use crate::number::{Rational, RoundMode};
use crate::program::{
    AlertId, EntityId, EnumId, ExclusiveId, FieldId, FunctionId, ParameterId, Region, TableId, TargetId,
    Type, Value, ValueId,
};
use crate::vocabulary::{Aggregate, Builtin, Comparison, Hit, Paid, Period, Severity, TargetState, Total};

records! {
    EnumId { 0 }
    EntityId { 0 }
    FieldId { 0 }
    ParameterId { 0 }
    TableId { 0 }
    FunctionId { 0 }
    ValueId { 0 }
    ExclusiveId { 0 }
    AlertId { 0 }
    TargetId { 0 }
}

choices! {
    Value {
        0 Bool(value),
        1 Number(value),
        2 Date(value),
        3 Month(value),
        4 Text(value),
        5 Case(value),
    }
    Type {
        0 Bool,
        1 Number,
        2 Money(period),
        3 Date,
        4 Month,
        5 Months,
        6 Days,
        7 Text,
        8 Case(of),
        9 Record(of),
        10 List(of),
    }
    RoundMode {
        0 Up,
        1 Down,
        2 HalfUp,
        3 HalfEven,
    }
    Period {
        0 Day,
        1 Month,
        2 Year,
    }
    Paid {
        0 Daily,
        1 Monthly,
        2 Yearly,
        3 Once,
    }
    Severity {
        0 Red,
        1 Orange,
        2 Yellow,
        3 Blue,
    }
    TargetState {
        0 Met,
        1 Missed,
        2 Pending,
        3 HopedFor,
        4 FallsShort,
        5 Undecided,
    }
    Hit {
        0 Unique,
        1 First,
        2 Sum,
        3 Highest,
        4 Lowest,
    }
    Total {
        0 BackPay,
        1 Overpaid,
    }
    Comparison {
        0 Below,
        1 AtMost,
        2 Above,
        3 AtLeast,
    }
    Aggregate {
        0 Sum,
        1 Count,
        2 Any,
        3 All,
        4 Average,
        5 Min,
        6 Max,
    }
    Builtin {
        0 Clamp,
        1 Monthly,
        2 Yearly,
        3 Age,
        4 MonthOf,
        5 MonthAfter,
        6 MonthsBetween,
        7 YearsBetween,
        8 DaysBetween,
        9 DaysIn,
        10 FirstDay,
        11 LastDay,
    }
}

impl Stored for Rational {
    fn write(&self, to: &mut Vec<u8>) {
        self.numerator().write(to);
        self.denominator().write(to);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let (numerator, denominator) = Stored::read(from);
        from.made(Self::new(numerator, denominator).ok(), Self::ZERO)
    }
}

/// The integer that a day or month packs into.
macro_rules! packed {
    ($($type:ident $pack:ident $unpack:ident)*) => {$(
        impl Stored for $type {
            fn write(&self, to: &mut Vec<u8>) {
                i64::from(self.$pack()).write(to);
            }

            fn read(from: &mut Reader<'_>) -> Self {
                let packed = i32::try_from(i64::read(from)).ok();
                from.made(packed.and_then(Self::$unpack), Self::FIRST)
            }
        }
    )*};
}
packed!(Date packed from_packed Month index from_index);

/// Its code.
impl Stored for Region {
    fn write(&self, to: &mut Vec<u8>) {
        self.code().to_owned().write(to);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        Self::new(&String::read(from))
    }
}
