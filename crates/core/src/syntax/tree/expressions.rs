//! Expressions, as written.

use super::{Item, Name, Rounding};
use crate::calendar::{Date, Month};
use crate::diagnostic::Span;
use crate::number::Rational;
use crate::vocabulary::{Aggregate, Builtin, Comparison, Period};

/// An expression with its place.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

/// `+` or `-` before a term of a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Additive {
    Plus,
    Minus,
}

/// `*` or `/` before a factor of a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Multiplicative {
    Times,
    Over,
}

/// The unit of a written length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum DurationUnit {
    Day,
    Month,
    Year,
}

/// What an expression is.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// `1.5`, `60%`, `1.4万`. A percent is already divided by 100.
    Number {
        /// The exact value.
        value: Rational,
        /// Whether it was written with `%`.
        percent: bool,
    },
    /// `915 yuan`, `915元/月`, `1.4万元/年`, `100 USD`.
    Money {
        /// The amount in the major unit of the currency (yuan, not fen).
        value: Rational,
        /// The ISO 4217 code of the unit written (`yuan`, `元`, `jiao` and `fen` are CNY).
        currency: String,
        /// The period written, if any.
        period: Option<Period>,
    },
    /// `2023-01-01`, `2023年1月1日`
    Date(Date),
    /// `2023-01`, `2023年1月`
    Month(Month),
    /// `6 months`, `6个月`, `30天`, `2 years`
    Duration {
        /// How many.
        count: i64,
        /// Of what.
        unit: DurationUnit,
    },
    /// `yes`, `no`
    Bool(bool),
    /// A quoted text.
    Text(String),
    /// `unknown` where a figure is written.
    Unknown,
    /// `as_of`: the date decided for.
    AsOf,
    /// A name, resolved later.
    Name(String),
    /// `base.name`
    Member {
        /// What is read from.
        base: Box<Expr>,
        /// Which part.
        name: Name,
    },
    /// `name(arguments)`: a definition with arguments, a table, or a keyed parameter.
    Call {
        /// What is called.
        name: Name,
        /// The arguments.
        arguments: Vec<Expr>,
        /// `if none VALUE`
        if_none: Option<Box<Expr>>,
    },
    /// `sum(list, expr)`, `count(list)`, `min(a, b)` …
    Aggregate {
        /// Which one.
        function: Aggregate,
        /// The arguments as written.
        arguments: Vec<Expr>,
        /// `if none VALUE`
        if_none: Option<Box<Expr>>,
    },
    /// `clamp(x, low, high)` …
    Builtin {
        /// Which one.
        function: Builtin,
        /// The arguments as written.
        arguments: Vec<Expr>,
    },
    /// `round(x, half up to 1 yuan)`
    Round {
        /// What is rounded.
        value: Box<Expr>,
        /// How.
        rounding: Rounding,
    },
    /// `rank(key, list, highest first)`: the place of the present element, counted from 1.
    Rank {
        /// By what, in the element's scope.
        key: Box<Expr>,
        /// Among whom.
        list: Box<Expr>,
        /// Whether the highest key comes first.
        highest_first: bool,
    },
    /// `only(list)`: its single element.
    Only(Box<Expr>),
    /// `list where condition`
    Where {
        /// The list.
        list: Box<Expr>,
        /// The condition, in the element's scope.
        condition: Box<Expr>,
    },
    /// `P on D`: a parameter or table at another date or month.
    On {
        /// The parameter or call.
        value: Box<Expr>,
        /// The date.
        date: Box<Expr>,
    },
    /// `a + b - c`
    Sum {
        /// The first term.
        first: Box<Expr>,
        /// The others with their signs, at least one.
        rest: Vec<(Additive, Expr)>,
    },
    /// `a * b / c`
    Product {
        /// The first factor.
        first: Box<Expr>,
        /// The others with their operators, at least one.
        rest: Vec<(Multiplicative, Expr)>,
    },
    /// `-a`
    Negate(Box<Expr>),
    /// `a below b`
    Compare {
        /// Which comparison.
        comparison: Comparison,
        /// Left of the word.
        left: Box<Expr>,
        /// Right of the word.
        right: Box<Expr>,
    },
    /// `a is b`, `a is not b`
    Is {
        /// Left of the word.
        left: Box<Expr>,
        /// Right of the word.
        right: Box<Expr>,
        /// Whether `is not` was written.
        negated: bool,
    },
    /// `a in [x, 1..3]`, `a not in [x]`
    In {
        /// Left of the word.
        value: Box<Expr>,
        /// The alternatives.
        items: Vec<Item>,
        /// Whether `not in` was written.
        negated: bool,
    },
    /// `a is known`, `a is not known`
    IsKnown {
        /// What is asked about.
        value: Box<Expr>,
        /// Whether `is not known` was written.
        negated: bool,
    },
    /// `not a`
    Not(Box<Expr>),
    /// `a and b and c`, two or more.
    And(Vec<Expr>),
    /// `a or b or c`, two or more.
    Or(Vec<Expr>),
    /// `if a then x else if b then y else z`
    If {
        /// Conditions with their values, in order.
        arms: Vec<(Expr, Expr)>,
        /// The value where none holds.
        otherwise: Box<Expr>,
    },
}
