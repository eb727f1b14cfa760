//! Types of values and the indices that stand for names.

use crate::vocabulary::Period;

macro_rules! index {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);
        impl $name {
            /// The index as a position in its list.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

index! {
    /// Stands for an enum or a tier's type.
    EnumId
    /// Stands for an entity.
    EntityId
    /// Stands for a field of an entity.
    FieldId
    /// Stands for a parameter.
    ParameterId
    /// Stands for a table.
    TableId
    /// Stands for a definition with arguments.
    FunctionId
    /// Stands for a definition without arguments, a tier or a benefit.
    ValueId
    /// Stands for benefits that do not stack.
    ExclusiveId
    /// Stands for an alert.
    AlertId
    /// Stands for a target.
    TargetId
    /// Stands for a requirement.
    RequirementId
}

/// The type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// Yes or no.
    Bool,
    /// An exact number.
    Number,
    /// Money, of a period or of none; in the smallest coin.
    Money(Option<Period>),
    /// A day.
    Date,
    /// A month of a year.
    Month,
    /// A length of time in months.
    Months,
    /// A length of time in days.
    Days,
    /// A text that is only ever compared for equality.
    Text,
    /// A case of an enum or a tier.
    Case(EnumId),
    /// One instance of an entity.
    Record(EntityId),
    /// Instances of an entity.
    List(EntityId),
}

impl Type {
    /// Whether values of the type are numbers inside: number, money, months, days.
    #[must_use]
    pub fn is_numeric(self) -> bool {
        matches!(self, Self::Number | Self::Money(_) | Self::Months | Self::Days)
    }
}
