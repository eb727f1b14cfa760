//! Tests and the cases in them, as written.

use super::{Expr, Name, Quoted};
use crate::calendar::{Date, Month};
use crate::diagnostic::Span;
use crate::vocabulary::{TargetState, Total};

/// `test "label" on DATE in "REGION" { … }`
#[derive(Clone, Debug)]
pub struct Test {
    /// What it shows.
    pub label: Quoted,
    /// The date decided for.
    pub on: Option<(Date, Span)>,
    /// `each month 2023-01 to 2023-04`, in the stead of a date.
    pub each_month: Option<WrittenMonths>,
    /// The region decided for; the policy's own when absent.
    pub region: Option<Quoted>,
    /// `given { … }`; several are merged from left to right.
    pub given: Vec<Record>,
    /// `given from 2023-03 { … }`: what holds from a month on.
    pub later: Vec<(WrittenMonths, Record)>,
    /// `paid dibao_payment 2023-01 to 2023-02: 855 yuan`
    pub paid: Vec<Payment>,
    /// `pin NAME = value`
    pub pins: Vec<Pin>,
    /// `with PARAMETER = value`
    pub overrides: Vec<Override>,
    /// What must come out.
    pub expectations: Vec<Expectation>,
    /// The whole statement.
    pub span: Span,
}

/// Months as written, from one to another or just one.
#[derive(Clone, Copy, Debug)]
pub struct WrittenMonths {
    /// The first.
    pub from: Month,
    /// The last; the first where only one is written.
    pub to: Month,
    /// Where they stand.
    pub span: Span,
}

/// A tier or benefit and whose it is: `care`, `care("A")` of the one with the key `A`.
#[derive(Clone, Debug)]
pub struct Whose {
    /// The tier or benefit.
    pub name: Name,
    /// The key of the instance it belongs to; the root's when absent.
    pub key: Option<Quoted>,
}

/// What was paid for each of some months.
#[derive(Clone, Debug)]
pub struct Payment {
    /// Of which benefit.
    pub whose: Whose,
    /// For which months.
    pub months: WrittenMonths,
    /// How much for each of them.
    pub amount: Expr,
}

/// `pin NAME = value`
#[derive(Clone, Debug)]
pub struct Pin {
    /// The derived value's name.
    pub name: Name,
    /// What it is taken to be.
    pub value: Data,
}

/// `with dibao_standard = 900 yuan`, `with orphan_standard(scattered) = 1600 yuan`
#[derive(Clone, Debug)]
pub struct Override {
    /// The parameter's name.
    pub name: Name,
    /// The keys of the figure replaced; empty replaces every figure.
    pub keys: Vec<Name>,
    /// The figure, or unknown.
    pub value: Expr,
}

/// What a test expects.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// What is expected.
    pub kind: ExpectationKind,
    /// The whole clause.
    pub span: Span,
}

/// The kinds of expectation.
#[derive(Clone, Debug)]
pub enum ExpectationKind {
    /// Any condition, in the root's scope.
    Condition(Expr),
    /// `expect X is unknown needs a, b`: undecided, and these facts are among those it needs.
    Unknown {
        /// The value.
        value: Expr,
        /// Facts that must be among its needs, written `income` or `members.income`.
        needs: Vec<Vec<Name>>,
    },
    /// `expect X lacks parameter`: undecided because that parameter has no figure.
    Lacks {
        /// The value.
        value: Expr,
        /// The parameters that must be among those missing.
        parameters: Vec<Name>,
    },
    /// `expect error NAME`: the case ends in that named error.
    Error(Name),
    /// `expect alert NAME`, `expect not alert NAME`, `expect alert NAME is unknown` (absent).
    Alert(Name, Option<bool>),
    /// `expect target NAME met` and so on.
    Target(Name, TargetState),
    /// `expect dibao_payment 2023-01 to 2023-04: 915 yuan`: what each of these months comes to.
    Months {
        /// Of which tier or benefit.
        whose: Whose,
        /// In which months.
        months: WrittenMonths,
        /// A case, an amount, or unknown.
        value: Expr,
    },
    /// `expect back_pay dibao_payment: 120 yuan`: what all months together come to.
    Total {
        /// What is owed, or what was paid too much.
        total: Total,
        /// Of which benefit.
        whose: Whose,
        /// How much.
        value: Expr,
    },
}

/// `{ name: value, … }` in a case.
#[derive(Clone, Debug)]
pub struct Record {
    /// The facts given.
    pub fields: Vec<RecordField>,
    /// The whole record.
    pub span: Span,
}

/// A fact of a record, or `pin name: value` of a derived value of that entity.
#[derive(Clone, Debug)]
pub struct RecordField {
    /// The name.
    pub name: Name,
    /// The value.
    pub value: Data,
    /// Whether it pins a derived value.
    pub pinned: bool,
}

/// A value where data is written.
#[derive(Clone, Debug)]
pub enum Data {
    /// A literal, a case name, or `unknown`.
    Scalar(Expr),
    /// A nested entity.
    Record(Record),
    /// A list of entities.
    List(Vec<Data>, Span),
    /// `empty` 空: a list of nobody (for `default empty`).
    Empty(Span),
}

impl Data {
    /// Where the value stands.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Scalar(expr) => expr.span,
            Self::Record(record) => record.span,
            Self::List(_, span) | Self::Empty(span) => *span,
        }
    }
}
