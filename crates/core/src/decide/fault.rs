//! Named errors of a decision, kept small while evaluating; `report` puts them into words.

use crate::calendar::Date;
use crate::diagnostic::{Code, Span};
use crate::number::Rational;
use crate::program::figures::Availability;
use crate::program::plan::Chosen;
use crate::program::{
    Bound, ExclusiveId, FunctionId, InstanceId, ParameterId, RequirementId, TableId, Value, ValueId,
};
use crate::vocabulary::Aggregate;

/// A named error, where it arose and for whom.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fault {
    /// What is wrong.
    pub(crate) kind: FaultKind,
    /// The expression, where there is one.
    pub(crate) span: Option<Span>,
    /// The instance concerned.
    pub(crate) instance: Option<InstanceId>,
    /// The statement being evaluated.
    pub(crate) rule: RuleId,
}

/// The statement an expression belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum RuleId {
    /// None: a test's expectation.
    #[default]
    Nothing,
    /// A definition, tier or benefit.
    Value(ValueId),
    /// A definition with arguments.
    Function(FunctionId),
    /// A table.
    Table(TableId),
    /// A requirement.
    Requirement(RequirementId),
    /// Benefits that do not stack.
    Exclusive(ExclusiveId),
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FaultKind {
    /// The divisor at this place is zero.
    DivisionByZero(Span),
    /// A number does not fit.
    Overflow,
    /// A date leaves the calendar.
    DateOutOfRange,
    /// A date was to be moved by a part of a month or day.
    PartialShift(Rational),
    /// A value is outside its declared range; not whole where there is no bound.
    OutOfBounds(ValueId, Value, Option<Bound>),
    /// A benefit came out below zero.
    NegativeBenefit(ValueId, Rational),
    /// A list has no element to take an average, lowest or highest of.
    EmptyList(Aggregate),
    /// A list that must have one element has another number of them.
    NotOnlyOne(usize),
    /// The instance whose place is asked for is not in the list.
    NotInList,
    /// No row applies to these arguments.
    NoTableRow(TableId, Vec<Option<Value>>),
    /// The first value column of a table begins on the date given.
    TableNotYet(TableId, Date, Option<Date>),
    /// A parameter has no figure for the key on the date.
    NoFigure(ParameterId, Vec<u32>, Date, Availability),
    /// A definition has no body for the date or region.
    NoBody(RuleId, Chosen),
    /// A requirement is not met.
    RequirementFailed(RequirementId),
    /// The applicant chose a benefit to which they are not entitled, by its position.
    ChoiceNotEntitled(ExclusiveId, u32),
    /// Too many steps, or too deep.
    StepLimit,
    /// The case or the program does not fit together: an index leads nowhere.
    Foreign,
}

impl FaultKind {
    /// The code it is reported under.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::DivisionByZero(_) => Code::DivisionByZero,
            Self::Overflow => Code::Overflow,
            Self::DateOutOfRange => Code::DateOutOfRange,
            Self::PartialShift(_) | Self::OutOfBounds(..) => Code::CaseOutOfRange,
            Self::NegativeBenefit(..) => Code::NegativeBenefit,
            Self::EmptyList(_) => Code::EmptyList,
            Self::NotOnlyOne(_) | Self::NotInList => Code::NotOnlyOne,
            Self::NoTableRow(..) => Code::NoTableRow,
            Self::TableNotYet(..) => Code::NoEntryForDate,
            Self::NoFigure(.., Availability::Expired(_)) | Self::NoBody(_, Chosen::Expired(_)) => {
                Code::EntryExpired
            }
            Self::NoFigure(..) | Self::NoBody(..) => Code::NoEntryForDate,
            Self::RequirementFailed(_) => Code::RequirementFailed,
            Self::ChoiceNotEntitled(..) => Code::ChoiceNotEntitled,
            Self::StepLimit => Code::StepLimit,
            Self::Foreign => Code::ForeignCase,
        }
    }
}
