//! The typed program: what a policy means once every name is resolved and every unit is checked.
//!
//! A [`Program`] is the policy for every date and region. [`plan`] specialises it for one of each;
//! executors only ever see the plan. Names stay beside the graph for explanations and never inside it.

pub mod case;
pub mod check;
pub mod currency;
pub mod each_month;
pub mod exclusive;
pub mod figures;
pub mod layer;
pub mod limits;
pub mod monitor;
pub mod node;
pub mod plan;
pub mod range;
pub mod region;
pub mod table;
pub mod types;
pub mod value;
pub mod variant;
pub(crate) mod way;

use std::sync::Arc;

use crate::diagnostic::{SourceMap, Span};
use crate::number::{Rational, RoundMode};
use crate::vocabulary::{Comparison, Paid, TargetState};

pub use case::{Case, Instance, InstanceId, Slot};
pub use check::Check;
pub use currency::Currency;
pub use each_month::{EachMonth, MonthExpectation, MonthFacts, MonthsExpected, MonthsPaid, Whose};
pub use exclusive::{Exclusive, Keep, Rival};
pub use figures::{Entry, Figure, Lookup, Parameter};
pub use layer::Layer;
pub use monitor::{Alert, Target};
pub use node::{Node, NodeId, NodeKind, Nodes, Place};
pub use plan::Plan;
pub use range::Range;
pub use region::Region;
pub use table::Table;
pub use types::{AlertId, TargetId};
pub use types::{
    EntityId, EnumId, ExclusiveId, FieldId, FunctionId, ParameterId, RequirementId, TableId, Type, ValueId,
};
pub use value::Value;
pub use variant::Variant;

/// A compiled policy, for every date and region.
#[derive(Debug, Default)]
pub struct Program {
    /// The policy's name.
    pub name: String,
    /// Its label.
    pub label: Option<String>,
    /// The region it holds for; everywhere when absent.
    pub region: Option<Region>,
    /// The currency its money is in; amounts inside the program are in its smallest coin.
    pub currency: Currency,
    /// Citations of the whole policy.
    pub citations: Vec<String>,
    /// The layers, each after those that it uses; the last is the policy itself.
    pub layers: Vec<Layer>,
    /// Enums, and a type for each tier.
    pub enums: Vec<EnumType>,
    /// Entities.
    pub entities: Vec<Entity>,
    /// The entity that no other contains.
    pub root: EntityId,
    /// Figures.
    pub parameters: Vec<Parameter>,
    /// Tables.
    pub tables: Vec<Table>,
    /// Definitions with arguments.
    pub functions: Vec<Function>,
    /// Definitions without arguments, tiers and benefits, in the order written.
    pub values: Vec<Derived>,
    /// The same, each after all that it rests on.
    pub order: Vec<ValueId>,
    /// Benefits that do not stack.
    pub exclusives: Vec<Exclusive>,
    /// Warnings.
    pub alerts: Vec<Alert>,
    /// Indicators.
    pub targets: Vec<Target>,
    /// What a case must satisfy.
    pub requirements: Vec<Requirement>,
    /// What figures must satisfy. It has been proved of a compiled policy, whose file does without.
    pub checks: Vec<Check>,
    /// Tests written in the language.
    pub tests: Vec<Test>,
    /// All expressions.
    pub nodes: Nodes,
    /// The texts the program was compiled from.
    pub sources: Arc<SourceMap>,
}

/// An enum or the type of a tier.
#[derive(Clone, Debug)]
pub struct EnumType {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Option<String>,
    /// Whether the cases have an order, rising as written.
    pub ordered: bool,
    /// The cases.
    pub cases: Vec<CaseName>,
    /// The tier whose type this is.
    pub tier: Option<ValueId>,
}

/// A case of an enum.
#[derive(Clone, Debug)]
pub struct CaseName {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Option<String>,
    /// Other texts that mean it in a case file.
    pub aliases: Vec<String>,
}

/// An entity.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Option<String>,
    /// Its fields; a [`FieldId`] is an index here.
    pub fields: Vec<Field>,
    /// The entity that contains it, where exactly one does.
    pub owner: Option<EntityId>,
}

/// A field of an entity.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Option<String>,
    /// The question to ask.
    pub ask: Option<String>,
    /// Its type: a scalar, a [`Type::Record`] or a [`Type::List`].
    pub ty: Type,
    /// Whether a number must be whole.
    pub whole: bool,
    /// What its value must satisfy.
    pub bounds: Vec<Bound>,
    /// The value assumed where nobody gave one.
    pub default: Option<Default>,
    /// Whether it tells elements of a list apart.
    pub key: bool,
    /// The derived value of the same entity whose value of the month before it takes in a schedule.
    pub previous: Option<ValueId>,
    /// Other names a case may use.
    pub aliases: Vec<String>,
    /// Citations.
    pub citations: Vec<String>,
    /// Where it is declared.
    pub span: Span,
}

#[cfg(any(test, feature = "requests"))]
impl Field {
    /// A fact with a name and a type and nothing else said of it.
    pub(crate) fn plain(name: &str, ty: Type) -> Self {
        Self {
            name: name.to_owned(),
            label: None,
            ask: None,
            ty,
            whole: false,
            bounds: Vec::new(),
            default: None,
            key: false,
            previous: None,
            aliases: Vec::new(),
            citations: Vec::new(),
            span: Span::default(),
        }
    }
}

/// What a field is assumed to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Default {
    /// A value.
    Value(Value),
    /// A list of nobody.
    Empty,
}

/// A bound of a range; the limit is in the unit of what it bounds (money in the smallest coin).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The comparison that must hold with the value on its left.
    pub comparison: Comparison,
    /// The limit.
    pub limit: Value,
}

/// A definition without arguments, a tier or a benefit, for one entity.
#[derive(Clone, Debug)]
pub struct Derived {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Option<String>,
    /// The entity it belongs to.
    pub entity: EntityId,
    /// Its type; a benefit's is that of its amount.
    pub ty: Type,
    /// What its value must satisfy.
    pub bounds: Vec<Bound>,
    /// Whether it was declared `whole`.
    pub whole: bool,
    /// How it is found.
    pub rule: Rule,
    /// Whether the exclusives a benefit stands in keep it; absent where it stands in none.
    pub kept: Option<NodeId>,
    /// How it is found where a tier or benefit is amended, each after what it amends. Amendments of
    /// definitions are bodies like any other.
    pub variants: Vec<Variant>,
    /// Citations of the whole statement.
    pub citations: Vec<String>,
    /// The whole statement.
    pub span: Span,
    /// The name alone.
    pub name_span: Span,
}

/// How a derived value is found. Every node is evaluated with the entity's instance as frame 0.
#[derive(Clone, Debug)]
pub enum Rule {
    /// A definition: the body that holds on the date.
    Definition(Vec<Body>),
    /// Ordered classes.
    Tier(Tier),
    /// A benefit.
    Benefit(Benefit),
}

/// A body and when it holds.
#[derive(Clone, Debug)]
pub struct Body {
    /// When and where.
    pub validity: figures::Validity,
    /// What it says.
    pub node: NodeId,
    /// Of bodies for one region that hold on one day, that of the highest rank counts: those of a file
    /// rank above those of the files it uses.
    pub rank: u32,
    /// Citations.
    pub citations: Vec<String>,
}

/// A tier: the first arm whose condition holds.
#[derive(Clone, Debug)]
pub struct Tier {
    /// The tier's own type.
    pub cases: EnumId,
    /// The arms in order.
    pub arms: Vec<Arm>,
    /// The case where none holds.
    pub otherwise: u32,
    /// Citations of the otherwise arm.
    pub otherwise_citations: Vec<String>,
}

/// An arm of a tier.
#[derive(Clone, Debug)]
pub struct Arm {
    /// Its case.
    pub case: u32,
    /// When it applies.
    pub when: NodeId,
    /// Citations.
    pub citations: Vec<String>,
    /// Where it stands.
    pub span: Span,
}

/// A benefit. Entitled when `when` holds; the amount is evaluated only then, rounded, and must not be
/// below zero.
#[derive(Clone, Debug)]
pub struct Benefit {
    /// When somebody is entitled; always when absent.
    pub when: Option<NodeId>,
    /// The amount before rounding.
    pub amount: NodeId,
    /// How it is rounded: mode and step in the smallest coin.
    pub round: Option<(RoundMode, Rational)>,
    /// How often it is paid.
    pub paid: Option<Paid>,
    /// The first month paid (type month).
    pub start: Option<NodeId>,
    /// The first month no longer paid (type month).
    pub stop: Option<NodeId>,
    /// What to tell the person: texts and values in turn.
    pub reason: Option<Vec<ReasonPart>>,
}

impl Benefit {
    /// Whether more is said of it where it is granted than the amount.
    pub(crate) fn has_particulars(&self) -> bool {
        self.start.is_some() || self.stop.is_some() || self.reason.is_some()
    }
}

/// A piece of a reason.
#[derive(Clone, Debug)]
pub enum ReasonPart {
    /// Text as written.
    Text(String),
    /// A value, shown in the reader's language.
    Value(NodeId),
}

/// A definition with arguments. Frame 0 is the entity's instance, the next frames are the entity
/// arguments in order; local N is the N-th scalar argument.
#[derive(Clone, Debug)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Option<String>,
    /// The entity it belongs to.
    pub entity: EntityId,
    /// Its arguments.
    pub arguments: Vec<(String, Type)>,
    /// Its type.
    pub ty: Type,
    /// The bodies.
    pub bodies: Vec<Body>,
    /// Citations.
    pub citations: Vec<String>,
    /// The whole statement.
    pub span: Span,
}

/// What a case must satisfy, for every instance of an entity.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// The name of the error, if the author gave one.
    pub name: Option<String>,
    /// The entity.
    pub entity: EntityId,
    /// What must hold.
    pub condition: NodeId,
    /// What to tell.
    pub message: Option<String>,
    /// Citations.
    pub citations: Vec<String>,
    /// The whole statement.
    pub span: Span,
}

/// A test of the language, ready to run.
#[derive(Clone, Debug)]
pub struct Test {
    /// What it shows.
    pub label: String,
    /// The date decided for.
    pub on: crate::calendar::Date,
    /// The region decided for; the policy's own when absent.
    pub region: Option<Region>,
    /// The case, pins of its instances included. Defaults are already marked as assumed.
    pub case: Case,
    /// Figures replaced: parameter, key (every key when absent), figure (unknown when absent).
    pub overrides: Vec<(ParameterId, Option<u32>, Option<Value>)>,
    /// What must come out.
    pub expectations: Vec<Expectation>,
    /// For a test of every month of a span: what is said of the months. `on` is then the first day.
    pub each_month: Option<EachMonth>,
    /// The whole statement.
    pub span: Span,
}

/// What a test expects.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// What.
    pub kind: ExpectationKind,
    /// The clause.
    pub span: Span,
}

/// The kinds of expectation. Nodes are evaluated with the root's instance as frame 0.
#[derive(Clone, Debug)]
pub enum ExpectationKind {
    /// The condition holds.
    Holds(NodeId),
    /// The value is undecided and needs each of these facts (entity and field), among others perhaps.
    Unknown(NodeId, Vec<(EntityId, FieldId)>),
    /// The value is undecided because each of these parameters and tables has no figure.
    Lacks(NodeId, Vec<ParameterId>, Vec<TableId>),
    /// The case ends in this named error: a requirement's name or a code's name such as
    /// `division_by_zero`.
    Error(String),
    /// The alert is raised for some instance, for none, or it is not known (absent).
    Alert(AlertId, Option<bool>),
    /// What became of the target.
    Target(TargetId, TargetState),
}

impl Bound {
    /// Whether a value satisfies the bound. A value of another kind than the limit does not.
    #[must_use]
    pub fn admits(&self, value: &Value) -> bool {
        value.compare(&self.limit).is_some_and(|ordering| self.comparison.accepts(ordering))
    }

    /// Whether every whole number from zero up satisfies the bound.
    #[must_use]
    pub fn admits_all_counts(&self) -> bool {
        let Value::Number(limit) = &self.limit else { return false };
        match self.comparison {
            Comparison::AtLeast => *limit <= Rational::ZERO,
            Comparison::Above => limit.is_negative(),
            Comparison::AtMost | Comparison::Below => false,
        }
    }
}
