//! Entities and the kinds of cases their facts can have, as written.

use super::{Data, Expr, Name, Quoted};
use crate::diagnostic::Span;
use crate::vocabulary::{Comparison, Period};

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
