//! The syntax tree: what the author wrote, with the place of each part.
//!
//! The tree knows no meaning: names are unresolved, a literal has the unit that was written and no
//! other. Chains of one precedence are flat lists, so the height of a tree is bounded by the nesting
//! limit and walking it never needs a deep stack.

use crate::calendar::{Date, Month};
use crate::diagnostic::Span;
use crate::number::{Rational, RoundMode};
pub use crate::vocabulary::{
    Aggregate, BenefitPart, Builtin, Comparison, Hit, Paid, Period, Severity, TargetState, Total,
};

/// A name as written, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name, untouched (full-width letters are kept).
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A quoted text, with its place (quotes included) and the quotes and escapes removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// The text between the quotes.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// One source file.
#[derive(Clone, Debug, Default)]
pub struct File {
    /// The statements that could be read, in the order written.
    pub statements: Vec<Statement>,
    /// The places of what could not be read, and was reported.
    pub faults: Vec<Span>,
    /// The words of the statements that could not be read whole: names they may declare.
    pub unread: Vec<String>,
}

/// A statement at the top of a file or inside `for ENTITY { … }`.
// Statements are few and live as long as the file: boxing the large ones would buy nothing.
#[derive(Clone, Debug)]
#[allow(missing_docs, clippy::large_enum_variant)]
pub enum Statement {
    Policy(Policy),
    Enum(Enum),
    Entity(Entity),
    Parameter(Parameter),
    Define(Define),
    Table(Table),
    Tier(Tier),
    Benefit(Benefit),
    Exclusive(Exclusive),
    Alert(Alert),
    Target(Target),
    Require(Require),
    Check(Check),
    For(For),
    Test(Test),
    Use(Use),
    Amend(Amend),
}

impl Statement {
    /// The whole statement.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Policy(tree) => tree.span,
            Self::Enum(tree) => tree.span,
            Self::Entity(tree) => tree.span,
            Self::Parameter(tree) => tree.span,
            Self::Define(tree) => tree.span,
            Self::Table(tree) => tree.span,
            Self::Tier(tree) => tree.span,
            Self::Benefit(tree) => tree.span,
            Self::Exclusive(tree) => tree.span,
            Self::Alert(tree) => tree.span,
            Self::Target(tree) => tree.span,
            Self::Require(tree) => tree.span,
            Self::Check(tree) => tree.span,
            Self::For(tree) => tree.span,
            Self::Test(tree) => tree.span,
            Self::Use(tree) => tree.span,
            Self::Amend(tree) => tree.span,
        }
    }
}

/// `policy NAME "label" { region "…" currency CNY source "…" }`
#[derive(Clone, Debug)]
pub struct Policy {
    /// The policy's name.
    pub name: Name,
    /// Its label.
    pub label: Option<Quoted>,
    /// `region "360100"`
    pub region: Option<Quoted>,
    /// `currency CNY`
    pub currency: Option<Name>,
    /// `source "…"`, any number.
    pub sources: Vec<Quoted>,
    /// The whole statement.
    pub span: Span,
}

/// `enum NAME "label" ordered? { case "label" alias "…" … }`
#[derive(Clone, Debug)]
pub struct Enum {
    /// The type's name.
    pub name: Name,
    /// Its label.
    pub label: Option<Quoted>,
    /// Whether `ordered` was written: cases rise in the order written.
    pub ordered: bool,
    /// The cases.
    pub cases: Vec<Case>,
    /// The whole statement.
    pub span: Span,
}

/// One case of an enum.
#[derive(Clone, Debug)]
pub struct Case {
    /// The case's name.
    pub name: Name,
    /// Its label.
    pub label: Option<Quoted>,
    /// Other texts that mean the same case.
    pub aliases: Vec<Quoted>,
}

/// `entity NAME "label" { field… }`
#[derive(Clone, Debug)]
pub struct Entity {
    /// The entity's name.
    pub name: Name,
    /// Its label.
    pub label: Option<Quoted>,
    /// Facts and nested entities.
    pub fields: Vec<Field>,
    /// The whole statement.
    pub span: Span,
}

/// `name: type range? "label" ask "…" default … key alias "…" source "…"`
#[derive(Clone, Debug)]
pub struct Field {
    /// The field's name.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// The label.
    pub label: Option<Quoted>,
    /// The question to ask a person.
    pub ask: Option<Quoted>,
    /// The value assumed where nobody gave one.
    pub default: Option<Data>,
    /// Whether the field tells elements of its list apart.
    pub key: bool,
    /// The derived value of the month before that it takes in a schedule.
    pub previous: Option<Name>,
    /// Other names under which a case may give the fact.
    pub aliases: Vec<Quoted>,
    /// Citations.
    pub sources: Vec<Quoted>,
    /// The whole field.
    pub span: Span,
}

/// A written type with its range.
#[derive(Clone, Debug)]
pub struct Type {
    /// The kind of value.
    pub kind: TypeKind,
    /// `at least 0`, `above 0 below 10`, `1..9`: all must hold.
    pub ranges: Vec<RangeBound>,
    /// Where it stands.
    pub span: Span,
}

/// The kind of a written type.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// `bool` 是否
    Bool,
    /// `number` 数
    Number,
    /// `whole` 整数
    Whole,
    /// `money`, `money per month` 金额 每月
    Money(Option<Period>),
    /// `date` 日期
    Date,
    /// `month` 月份
    Month,
    /// `months` 月数: a length of time in whole months.
    Months,
    /// `days` 天数: a length of time in days.
    Days,
    /// `text` 文本
    Text,
    /// An enum, a tier or an entity by name.
    Named(Name),
    /// `list of ENTITY` 多个 ENTITY
    List(Name),
}

/// One bound of a range: a comparison word and a literal, as in `at least 0`.
#[derive(Clone, Debug)]
pub struct RangeBound {
    /// The comparison (never `Is`).
    pub comparison: Comparison,
    /// What is compared against.
    pub limit: Expr,
}

/// `parameter NAME "label" by KEY, KEY: TYPE { entry… }`
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The parameter's name.
    pub name: Name,
    /// Its label.
    pub label: Option<Quoted>,
    /// The enums it is keyed by.
    pub keys: Vec<Name>,
    /// Its type.
    pub ty: Type,
    /// Citations of the whole parameter.
    pub sources: Vec<Quoted>,
    /// The figures.
    pub entries: Vec<Entry>,
    /// The file that holds the figures instead.
    pub annex: Option<Annex>,
    /// The whole statement.
    pub span: Span,
}

/// `annex "standards.csv"`
#[derive(Clone, Debug)]
pub struct Annex {
    /// The file, relative to the one that names it.
    pub path: Quoted,
}

/// For when and where a figure or a definition holds: `in "360100" from 2022-01-01 to 2022-12-31`.
#[derive(Clone, Debug, Default)]
pub struct Validity {
    /// The region's code.
    pub region: Option<Quoted>,
    /// The first day, inclusive.
    pub from: Option<(Date, Span)>,
    /// The last day, inclusive.
    pub to: Option<(Date, Span)>,
    /// The written words, empty when nothing was written.
    pub span: Span,
}

/// One line of a parameter.
#[derive(Clone, Debug)]
pub struct Entry {
    /// When and where it holds.
    pub validity: Validity,
    /// One unkeyed figure, or a figure for each written key.
    pub figures: Vec<Figure>,
    /// Citations.
    pub sources: Vec<Quoted>,
    /// The whole entry.
    pub span: Span,
}

/// `institution 2000 yuan`: a figure with the keys it is for.
#[derive(Clone, Debug)]
pub struct Figure {
    /// One case name per `by`; empty in an unkeyed parameter.
    pub keys: Vec<Name>,
    /// A literal, or [`ExprKind::Unknown`].
    pub value: Expr,
}

/// `define NAME "label" (p: type, …): TYPE = expr` or `{ from DATE: expr … }`
#[derive(Clone, Debug)]
pub struct Define {
    /// The name.
    pub name: Name,
    /// The label.
    pub label: Option<Quoted>,
    /// Typed arguments; empty for a plain definition.
    pub arguments: Vec<Argument>,
    /// The declared type, if any.
    pub ty: Option<Type>,
    /// One undated body, or several dated ones.
    pub bodies: Vec<Body>,
    /// Citations.
    pub sources: Vec<Quoted>,
    /// The whole statement.
    pub span: Span,
}

/// A body of a definition and when it holds.
#[derive(Clone, Debug)]
pub struct Body {
    /// When and where it holds.
    pub validity: Validity,
    /// What it says.
    pub value: Expr,
    /// Citations.
    pub sources: Vec<Quoted>,
}

/// `name: type`
#[derive(Clone, Debug)]
pub struct Argument {
    /// The argument's name.
    pub name: Name,
    /// Its type.
    pub ty: Type,
}

/// `tier NAME "label" { arm… otherwise NAME "label" }`
#[derive(Clone, Debug)]
pub struct Tier {
    /// The tier's name, which is also the name of its type.
    pub name: Name,
    /// The label.
    pub label: Option<Quoted>,
    /// The arms, first match wins.
    pub arms: Vec<Arm>,
    /// The `otherwise` case.
    pub otherwise: Case,
    /// Citations.
    pub sources: Vec<Quoted>,
    /// The whole statement.
    pub span: Span,
}

/// `dibao "label" alias "…" when COND source "…"`
#[derive(Clone, Debug)]
pub struct Arm {
    /// The case.
    pub case: Case,
    /// When it applies.
    pub when: Expr,
    /// Citations.
    pub sources: Vec<Quoted>,
    /// The whole arm.
    pub span: Span,
}

/// `benefit NAME "label" { clauses }`
#[derive(Clone, Debug)]
pub struct Benefit {
    /// The benefit's name.
    pub name: Name,
    /// The label.
    pub label: Option<Quoted>,
    /// `when COND`; absent means always.
    pub when: Option<Expr>,
    /// `amount EXPR`
    pub amount: Expr,
    /// `round up to 1 yuan`
    pub round: Option<Rounding>,
    /// `paid monthly`
    pub paid: Option<(Paid, Span)>,
    /// `start EXPR`: the first month paid.
    pub start: Option<Expr>,
    /// `stop EXPR`: the first month no longer paid.
    pub stop: Option<Expr>,
    /// `reason "… {name} …"`
    pub reason: Option<Quoted>,
    /// Citations.
    pub sources: Vec<Quoted>,
    /// The whole statement.
    pub span: Span,
}

/// `exclusive NAME "label" { benefits a, b  keep highest }`
#[derive(Clone, Debug)]
pub struct Exclusive {
    /// The name, which is also the name of a type whose cases are the benefits.
    pub name: Name,
    /// The label.
    pub label: Option<Quoted>,
    /// The benefits of which one is granted.
    pub benefits: Vec<Name>,
    /// Which of them.
    pub keep: Keep,
    /// Citations.
    pub sources: Vec<Quoted>,
    /// The whole statement.
    pub span: Span,
}

/// Which of the benefits to which somebody is entitled is granted.
#[derive(Clone, Debug)]
pub enum Keep {
    /// `keep highest`: the one with the highest amount; of equal ones the first written.
    Highest,
    /// `keep first`: the first one written.
    First,
    /// `by EXPR`: the applicant's choice.
    Chosen(Expr),
}

/// `use "../national/dibao.huimin"`
#[derive(Clone, Debug)]
pub struct Use {
    /// The file, relative to the one that uses it.
    pub path: Quoted,
    /// The whole statement.
    pub span: Span,
}

/// `amend parameter NAME { … }` and so on: what a file changes of a statement in a file that it uses.
#[derive(Clone, Debug)]
pub struct Amend {
    /// The name of what is amended.
    pub name: Name,
    /// What it changes.
    pub amendment: Amendment,
    /// The file that holds the figures of an amended parameter, or the rows of an amended table.
    pub annex: Option<Annex>,
    /// Citations of the whole amendment.
    pub sources: Vec<Quoted>,
    /// The whole statement.
    pub span: Span,
}

impl Amend {
    /// Whether it belongs to no entity in particular, so that it stands at the top of a file.
    #[must_use]
    pub fn is_of_the_whole(&self) -> bool {
        matches!(self.amendment, Amendment::Parameter(_) | Amendment::Entity(_))
    }
}

/// What an amendment changes.
#[derive(Clone, Debug)]
pub enum Amendment {
    /// Figures, which replace others on the days they hold.
    Parameter(Vec<Entry>),
    /// Bodies, which replace others on the days they hold.
    Define(Vec<Body>),
    /// Arms, or all of them.
    Tier(AmendedTier),
    /// The clauses written.
    Benefit(Box<AmendedBenefit>),
    /// The header and rows, which replace all others; the head says nothing but the name.
    Table(Box<Table>),
    /// More facts.
    Entity(Vec<Field>),
}

/// The arms that an amendment writes.
#[derive(Clone, Debug)]
pub struct AmendedTier {
    /// The arms; each replaces those of the same case.
    pub arms: Vec<Arm>,
    /// With `otherwise`, which has citations of its own, the arms are all there are.
    pub otherwise: Option<(Case, Vec<Quoted>)>,
}

/// The clauses of a benefit that are written; see [`Benefit`].
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct AmendedBenefit {
    pub when: Option<Expr>,
    pub amount: Option<Expr>,
    pub round: Option<Rounding>,
    pub paid: Option<(Paid, Span)>,
    pub start: Option<Expr>,
    pub stop: Option<Expr>,
    pub reason: Option<Quoted>,
}

/// `alert NAME "label" { when COND  severity red  advise "…"  to "…" }`
#[derive(Clone, Debug)]
pub struct Alert {
    /// The name.
    pub name: Name,
    /// The label.
    pub label: Option<Quoted>,
    /// When it is raised.
    pub when: Expr,
    /// How grave it is.
    pub severity: Option<Severity>,
    /// What to do.
    pub advice: Option<Quoted>,
    /// Who is told.
    pub addressee: Option<Quoted>,
    /// `reason "… {name} …"`
    pub reason: Option<Quoted>,
    /// Citations.
    pub sources: Vec<Quoted>,
    /// The whole statement.
    pub span: Span,
}

/// `target NAME "label" { value EXPR  must at least 60%  hope at least 65%  by 2022-12-31 }`
#[derive(Clone, Debug)]
pub struct Target {
    /// The name.
    pub name: Name,
    /// The label.
    pub label: Option<Quoted>,
    /// What is measured.
    pub value: Expr,
    /// What it must be.
    pub must: Aim,
    /// What is hoped for.
    pub hope: Option<Aim>,
    /// The last day by which it must be so.
    pub due: Option<(Date, Span)>,
    /// Citations.
    pub sources: Vec<Quoted>,
    /// The whole statement.
    pub span: Span,
}

/// What a target's value must be, or is hoped to be.
#[derive(Clone, Debug)]
pub struct Aim {
    /// All must hold.
    pub bounds: Vec<RangeBound>,
    /// The bounds as written.
    pub span: Span,
}

/// `half up to 1 yuan`
#[derive(Clone, Debug)]
pub struct Rounding {
    /// The mode.
    pub mode: RoundMode,
    /// The step, a literal.
    pub step: Box<Expr>,
    /// Where it stands.
    pub span: Span,
}

/// `require COND else NAME "message" source "…"`
#[derive(Clone, Debug)]
pub struct Require {
    /// What must hold.
    pub condition: Expr,
    /// The error's name, if one was given.
    pub name: Option<Name>,
    /// What to tell the person.
    pub message: Option<Quoted>,
    /// Citations.
    pub sources: Vec<Quoted>,
    /// The whole statement.
    pub span: Span,
}

/// `check (ARGUMENTS) COND else warn NAME "message" source "…"`
#[derive(Clone, Debug)]
pub struct Check {
    /// What is tried with every case.
    pub arguments: Vec<Argument>,
    /// What must hold of the figures.
    pub condition: Expr,
    /// Whether it is only worth a warning if it does not.
    pub warn: bool,
    /// Its name, if one was given.
    pub name: Option<Name>,
    /// What is wrong if it does not hold.
    pub message: Option<Quoted>,
    /// Citations.
    pub sources: Vec<Quoted>,
    /// The whole statement.
    pub span: Span,
}

/// `for ENTITY { statement… }`
#[derive(Clone, Debug)]
pub struct For {
    /// The entity.
    pub entity: Name,
    /// Definitions, tables, tiers, benefits and requirements of that entity.
    pub statements: Vec<Statement>,
    /// The whole statement.
    pub span: Span,
}

/// `table NAME "label" (a: T): R { … }` or `table NAME for ENTITY: R { … }`
#[derive(Clone, Debug)]
pub struct Table {
    /// The table's name.
    pub name: Name,
    /// The label.
    pub label: Option<Quoted>,
    /// What its key columns stand for.
    pub form: TableForm,
    /// One unnamed result, or several named ones.
    pub results: Vec<ResultColumn>,
    /// `hit first`; the default is unique.
    pub hit: (Hit, Span),
    /// Citations.
    pub sources: Vec<Quoted>,
    /// The heads of the key columns, left of `=>`.
    pub keys: Vec<KeyColumn>,
    /// The heads of the value columns, right of `=>`.
    pub values: Vec<ValueColumn>,
    /// The rows.
    pub rows: Vec<Row>,
    /// The file that holds the header and rows.
    pub annex: Option<Annex>,
    /// The whole statement.
    pub span: Span,
}

/// The two forms of a table.
#[derive(Clone, Debug)]
pub enum TableForm {
    /// `table f(a: T): R`, called `f(x)`; the key columns are its arguments in the order of the header.
    Function(Vec<Argument>),
    /// `table t for household: R`, read as `t`; the key columns are names of that entity's values.
    /// `None` where the table stands in a `for` block or belongs to the root.
    Facts(Option<Name>),
}

/// A result of a table: `number`, or `status: verdict` among several.
#[derive(Clone, Debug)]
pub struct ResultColumn {
    /// The result's name where there are several: `f(x).status`.
    pub name: Option<Name>,
    /// Its type.
    pub ty: Type,
}

/// The head of a key column.
#[derive(Clone, Debug)]
pub enum KeyColumn {
    /// An argument or a value of the entity.
    Name(Name),
    /// `region`: the cell is a region's code, inherited downwards.
    Region(Span),
}

/// The head of a value column.
#[derive(Clone, Debug)]
pub enum ValueColumn {
    /// The name of a result (or any title where there is one result).
    Name(Name),
    /// `from DATE`: the values that hold from that day on.
    From(Date, Span),
    /// A result from a day on, as an annex gives it of several results.
    NameFrom(Name, Date),
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    /// One cell per key column.
    pub keys: Vec<Cell>,
    /// One expression per value column: a literal, `unknown`, or a formula of the inputs.
    pub values: Vec<Expr>,
    /// Citations.
    pub sources: Vec<Quoted>,
    /// The line of an annex that gives each value, where a row is gathered from several; else none.
    pub lines: Vec<RowLine>,
    /// The whole row.
    pub span: Span,
}

/// A line of an annex that gives values of a row.
#[derive(Clone, Debug)]
pub struct RowLine {
    /// The first day it holds; from the beginning when absent.
    pub from: Option<Date>,
    /// Citations.
    pub sources: Vec<Quoted>,
    /// The whole line.
    pub span: Span,
}

/// A key cell: one or several alternatives.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Any of them matches.
    pub items: Vec<Item>,
    /// Where it stands.
    pub span: Span,
}

/// What a cell or an `in [ … ]` list holds.
#[derive(Clone, Debug)]
pub enum Item {
    /// `any`
    Any(Span),
    /// A value.
    Value(Expr),
    /// `80..89` or `80..<90`
    Between {
        /// The lower end, included.
        from: Expr,
        /// The upper end.
        to: Expr,
        /// Whether the upper end is included (`..`) or not (`..<`).
        inclusive: bool,
    },
    /// `below 80`, `above 35 at most 235`, `60 以上`: all must hold.
    Bounds(Vec<RangeBound>),
}

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
