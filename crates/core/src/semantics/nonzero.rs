//! The proof that no division is by zero.
//!
//! A divisor is safe when its range does not hold zero. Ranges come from literals, figures, declared
//! ranges and requirements; inside the arms of an `if`, the later parts of an `and`, and a benefit's
//! amount, the conditions that led there count too.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::number::Rational;
use crate::program::node::Choice;
use crate::program::{Bound, EntityId, FieldId, NodeId, NodeKind, Program, Rule, Value, ValueId};
use crate::semantics::limits::children;
use crate::semantics::problems;
use crate::semantics::{Analysis, Item};
use crate::syntax::tree::{Aggregate, Builtin, Comparison};

/// What is known of a number: an open or closed end on each side, and whether it is known not to be zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Range {
    low: Option<(Rational, bool)>,
    high: Option<(Rational, bool)>,
    nonzero: bool,
}

/// A fact or derived value, whichever instance it is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Leaf {
    Fact(EntityId, FieldId),
    Value(ValueId),
}

/// A condition that holds where a node is evaluated.
type Guards = Vec<(NodeId, bool)>;

struct Ranges<'p> {
    program: &'p Program,
    fact_entities: &'p HashMap<NodeId, EntityId>,
    required: HashMap<Leaf, Range>,
    values: HashMap<ValueId, Range>,
    problems: Vec<Diagnostic>,
}

impl Analysis<'_> {
    /// Reports divisors that may be zero.
    pub(crate) fn prove_divisions(&mut self) {
        let mut ranges = Ranges {
            program: &self.program,
            fact_entities: &self.fact_entities,
            required: HashMap::new(),
            values: HashMap::new(),
            problems: Vec::new(),
        };
        for requirement in &self.program.requirements {
            ranges.require(requirement.condition);
        }
        for (item, ..) in &self.items {
            ranges.check_item(*item, &self.nodes_of(*item));
        }
        for requirement in &self.program.requirements {
            ranges.check(requirement.condition, &Guards::new());
        }
        let problems = ranges.problems;
        self.diagnostics.extend(problems);
    }
}

impl Ranges<'_> {
    fn check_item(&mut self, item: Item, nodes: &[NodeId]) {
        let program = self.program;
        if let Item::Value(id) = item
            && let Some(Rule::Benefit(benefit)) = program.values.get(id.index()).map(|value| &value.rule)
        {
            let entitled: Guards = benefit.when.map(|when| (when, true)).into_iter().collect();
            if let Some(when) = benefit.when {
                self.check(when, &Guards::new());
            }
            for node in [Some(benefit.amount), benefit.start, benefit.stop].into_iter().flatten() {
                self.check(node, &entitled);
            }
            return;
        }
        let mut guards = Guards::new();
        let is_tier = matches!(item, Item::Value(id) if matches!(program.values.get(id.index()).map(|v| &v.rule), Some(Rule::Tier(_))));
        for node in nodes {
            self.check(*node, &guards);
            if is_tier {
                // A later arm is reached only when the earlier ones do not hold.
                guards.push((*node, false));
            }
        }
    }

    /// Checks the divisions in an expression under what is known to hold there.
    fn check(&mut self, id: NodeId, guards: &Guards) {
        let node = self.program.nodes.get(id);
        match &node.kind {
            NodeKind::Product(factors) => {
                for (over, factor) in factors {
                    self.check(*factor, guards);
                    if *over && !self.of(*factor, guards).excludes_zero() {
                        let divisor = self.program.nodes.get(*factor);
                        self.problems
                            .push(problems::may_divide_by_zero(divisor.span, self.is_count(*factor)));
                    }
                }
            }
            NodeKind::If(arms, otherwise) => {
                let mut inner = guards.clone();
                for (condition, value) in arms {
                    self.check(*condition, &inner);
                    let mut within = inner.clone();
                    within.push((*condition, true));
                    self.check(*value, &within);
                    inner.push((*condition, false));
                }
                self.check(*otherwise, &inner);
            }
            NodeKind::And(parts) => self.check_parts(parts, guards, true),
            NodeKind::Or(parts) => self.check_parts(parts, guards, false),
            _ => {
                for child in children(node) {
                    self.check(child, guards);
                }
            }
        }
    }

    fn check_parts(&mut self, parts: &[NodeId], guards: &Guards, holds: bool) {
        let mut inner = guards.clone();
        for part in parts {
            self.check(*part, &inner);
            inner.push((*part, holds));
        }
    }

    fn is_count(&self, id: NodeId) -> bool {
        match &self.program.nodes.get(id).kind {
            NodeKind::Aggregate { function: Aggregate::Count, .. } => true,
            NodeKind::Derived(_, value) => {
                match self.program.values.get(value.index()).map(|value| &value.rule) {
                    Some(Rule::Definition(bodies)) => bodies.iter().any(|body| {
                        matches!(
                            self.program.nodes.get(body.node).kind,
                            NodeKind::Aggregate { function: Aggregate::Count, .. }
                        )
                    }),
                    _ => false,
                }
            }
            _ => false,
        }
    }

    /// The range of an expression, narrowed by the guards that speak of it.
    fn of(&mut self, id: NodeId, guards: &Guards) -> Range {
        let mut range = self.plain(id, guards);
        for (condition, holds) in guards {
            range = self.narrow(range, *condition, *holds, id);
        }
        range
    }

    fn plain(&mut self, id: NodeId, guards: &Guards) -> Range {
        let program = self.program;
        let node = program.nodes.get(id);
        match &node.kind {
            NodeKind::Constant(Value::Number(number)) => Range::point(*number),
            NodeKind::Fact(_, field) => self.of_fact(id, *field),
            NodeKind::Derived(_, value) => self.of_value(*value),
            NodeKind::Through { body, .. } => self.of(*body, &Guards::new()),
            NodeKind::Aggregate { function, body, if_none, .. } => {
                self.of_aggregate(*function, *body, *if_none)
            }
            NodeKind::Rank { .. } => Range::at_least(Rational::ONE),
            NodeKind::Parameter { parameter, .. } => {
                let figures = program
                    .parameters
                    .get(parameter.index())
                    .into_iter()
                    .flat_map(|p| p.series.values().flatten());
                let numbers = figures.filter_map(|figure| match &figure.value {
                    Some(Value::Number(number)) => Some(Range::point(*number)),
                    _ => None,
                });
                numbers.reduce(Range::hull).unwrap_or_default()
            }
            NodeKind::Sum(terms) => {
                let mut sum = Range::point(Rational::ZERO);
                for (minus, term) in terms {
                    let range = self.of(*term, guards);
                    sum = sum.plus(if *minus { range.negated() } else { range });
                }
                sum
            }
            NodeKind::Product(factors) => {
                let mut product = Range::point(Rational::ONE);
                for (over, factor) in factors {
                    let range = self.of(*factor, guards);
                    product = if *over { product.over(range) } else { product.times(range) };
                }
                product
            }
            NodeKind::Negate(inner) => self.of(*inner, guards).negated(),
            NodeKind::Highest(nodes) => {
                nodes.iter().map(|node| self.of(*node, guards)).reduce(Range::highest).unwrap_or_default()
            }
            NodeKind::Lowest(nodes) => {
                nodes.iter().map(|node| self.of(*node, guards)).reduce(Range::lowest).unwrap_or_default()
            }
            NodeKind::If(arms, otherwise) => {
                let mut inner = guards.clone();
                let mut hull: Option<Range> = None;
                for (condition, value) in arms {
                    let mut within = inner.clone();
                    within.push((*condition, true));
                    let range = self.of(*value, &within);
                    hull = Some(hull.map_or(range, |hull| hull.hull(range)));
                    inner.push((*condition, false));
                }
                let last = self.of(*otherwise, &inner);
                hull.map_or(last, |hull| hull.hull(last))
            }
            NodeKind::Round(inner, ..) => self.of(*inner, guards).sign_only(),
            NodeKind::Builtin(Builtin::Clamp, nodes) => {
                let ends: Vec<Range> = nodes.iter().skip(1).map(|node| self.of(*node, guards)).collect();
                match ends.as_slice() {
                    [low, high] => Range { low: low.low, high: high.high, nonzero: false },
                    _ => Range::default(),
                }
            }
            NodeKind::Builtin(Builtin::Monthly | Builtin::Yearly, nodes) => {
                nodes.first().map(|node| self.of(*node, guards).sign_only()).unwrap_or_default()
            }
            NodeKind::Builtin(Builtin::DaysIn, _) => Range::at_least(Rational::ONE),
            _ => Range::default(),
        }
    }

    fn of_fact(&self, id: NodeId, field: FieldId) -> Range {
        let Some(entity) = self.fact_entities.get(&id) else { return Range::default() };
        let declared =
            self.program.entities.get(entity.index()).and_then(|entity| entity.fields.get(field.index()));
        let bounds = declared.map(|field| Range::of_bounds(&field.bounds)).unwrap_or_default();
        self.required.get(&Leaf::Fact(*entity, field)).map_or(bounds, |required| bounds.both(*required))
    }

    fn of_value(&mut self, id: ValueId) -> Range {
        if let Some(known) = self.values.get(&id) {
            return *known;
        }
        let program = self.program;
        let Some(value) = program.values.get(id.index()) else { return Range::default() };
        let body = match &value.rule {
            Rule::Definition(bodies) if value.ty.is_numeric() => bodies
                .iter()
                .map(|body| self.of(body.node, &Guards::new()))
                .reduce(Range::hull)
                .unwrap_or_default(),
            Rule::Benefit(_) => Range::at_least(Rational::ZERO),
            _ => Range::default(),
        };
        let mut range = body.both(Range::of_bounds(&value.bounds));
        if let Some(required) = self.required.get(&Leaf::Value(id)) {
            range = range.both(*required);
        }
        self.values.insert(id, range);
        range
    }

    fn of_aggregate(&mut self, function: Aggregate, body: Option<NodeId>, if_none: Option<NodeId>) -> Range {
        let none = Guards::new();
        match function {
            Aggregate::Count => Range::at_least(Rational::ZERO),
            Aggregate::Sum => body.map(|body| self.of(body, &none).summed()).unwrap_or_default(),
            Aggregate::Min | Aggregate::Max | Aggregate::Average => {
                let body = body.map(|body| self.of(body, &none)).unwrap_or_default();
                match if_none {
                    Some(node) => body.hull(self.of(node, &none)),
                    None => body,
                }
            }
            Aggregate::Any | Aggregate::All => Range::default(),
        }
    }

    /// Takes a requirement's comparisons as known of every instance.
    fn require(&mut self, condition: NodeId) {
        let program = self.program;
        match &program.nodes.get(condition).kind {
            NodeKind::And(parts) => parts.iter().for_each(|part| self.require(*part)),
            NodeKind::Compare(_, left, right) => {
                for side in [*left, *right] {
                    self.require_of(condition, side);
                }
            }
            NodeKind::Equal(left, right, true) => {
                for side in [*left, *right] {
                    self.require_of(condition, side);
                }
            }
            _ => {}
        }
    }

    fn require_of(&mut self, condition: NodeId, side: NodeId) {
        let leaf = match self.program.nodes.get(side).kind {
            NodeKind::Fact(_, field) => {
                self.fact_entities.get(&side).map(|entity| Leaf::Fact(*entity, field))
            }
            NodeKind::Derived(_, value) => Some(Leaf::Value(value)),
            _ => None,
        };
        if let Some(leaf) = leaf {
            let known = self.required.get(&leaf).copied().unwrap_or_default();
            let narrowed = self.narrow(known, condition, true, side);
            self.required.insert(leaf, narrowed);
        }
    }

    /// What a condition says of an expression, if it speaks of it.
    fn narrow(&self, range: Range, condition: NodeId, holds: bool, subject: NodeId) -> Range {
        let nodes = &self.program.nodes;
        match &nodes.get(condition).kind {
            NodeKind::And(parts) if holds => {
                parts.iter().fold(range, |range, part| self.narrow(range, *part, true, subject))
            }
            NodeKind::Or(parts) if !holds => {
                parts.iter().fold(range, |range, part| self.narrow(range, *part, false, subject))
            }
            NodeKind::Not(inner) => self.narrow(range, *inner, !holds, subject),
            NodeKind::Compare(comparison, left, right) => {
                let comparison = if holds { *comparison } else { opposite(*comparison) };
                match (
                    self.same(*left, subject),
                    self.fixed(*right),
                    self.same(*right, subject),
                    self.fixed(*left),
                ) {
                    (true, Some(limit), ..) => range.both(Range::of(comparison, limit)),
                    (_, _, true, Some(limit)) => range.both(Range::of(mirrored(comparison), limit)),
                    _ => range,
                }
            }
            NodeKind::Equal(left, right, negated) => {
                let zero = |id| self.fixed(id).is_some_and(Rational::is_zero);
                let speaks =
                    self.same(*left, subject) && zero(*right) || self.same(*right, subject) && zero(*left);
                Range { nonzero: range.nonzero || speaks && *negated == holds, ..range }
            }
            _ => range,
        }
    }

    fn fixed(&self, id: NodeId) -> Option<Rational> {
        match &self.program.nodes.get(id).kind {
            NodeKind::Constant(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// Whether two expressions are written alike, so that they have one value in one place.
    fn same(&self, left: NodeId, right: NodeId) -> bool {
        let (one, other) = (self.program.nodes.get(left), self.program.nodes.get(right));
        if left == right {
            return true;
        }
        match (&one.kind, &other.kind) {
            (NodeKind::Fact(place, field), NodeKind::Fact(other_place, other_field)) => {
                place == other_place && field == other_field
            }
            (NodeKind::Members(place, field), NodeKind::Members(other_place, other_field)) => {
                place == other_place && field == other_field
            }
            (NodeKind::Derived(place, value), NodeKind::Derived(other_place, other_value)) => {
                place == other_place && value == other_value
            }
            (NodeKind::Local(local), NodeKind::Local(other_local)) => local == other_local,
            (NodeKind::Constant(value), NodeKind::Constant(other_value)) => value == other_value,
            (NodeKind::Sum(terms), NodeKind::Sum(others))
            | (NodeKind::Product(terms), NodeKind::Product(others)) => {
                std::mem::discriminant(&one.kind) == std::mem::discriminant(&other.kind)
                    && terms.len() == others.len()
                    && terms
                        .iter()
                        .zip(others)
                        .all(|(term, other)| term.0 == other.0 && self.same(term.1, other.1))
            }
            (
                NodeKind::Aggregate { function, list, body, .. },
                NodeKind::Aggregate { function: other_function, list: other_list, body: other_body, .. },
            ) => {
                function == other_function
                    && self.same(*list, *other_list)
                    && match (body, other_body) {
                        (Some(body), Some(other)) => self.same(*body, *other),
                        (None, None) => true,
                        _ => false,
                    }
            }
            (
                NodeKind::Where { list, condition },
                NodeKind::Where { list: other_list, condition: other_condition },
            ) => self.same(*list, *other_list) && self.same(*condition, *other_condition),
            (NodeKind::Not(inner), NodeKind::Not(other)) => self.same(*inner, *other),
            (NodeKind::And(parts), NodeKind::And(others)) | (NodeKind::Or(parts), NodeKind::Or(others)) => {
                std::mem::discriminant(&one.kind) == std::mem::discriminant(&other.kind)
                    && parts.len() == others.len()
                    && parts.iter().zip(others).all(|(part, other)| self.same(*part, *other))
            }
            (NodeKind::Compare(comparison, a, b), NodeKind::Compare(other_comparison, c, d)) => {
                comparison == other_comparison && self.same(*a, *c) && self.same(*b, *d)
            }
            (NodeKind::Equal(a, b, negated), NodeKind::Equal(c, d, other_negated)) => {
                negated == other_negated && self.same(*a, *c) && self.same(*b, *d)
            }
            (NodeKind::In(value, choices, negated), NodeKind::In(other, others, other_negated)) => {
                negated == other_negated
                    && self.same(*value, *other)
                    && choices.len() == others.len()
                    && choices.iter().zip(others).all(|pair| match pair {
                        (Choice::Value(left), Choice::Value(right)) => self.same(*left, *right),
                        _ => false,
                    })
            }
            _ => false,
        }
    }
}

impl Range {
    fn point(number: Rational) -> Self {
        Self { low: Some((number, true)), high: Some((number, true)), nonzero: !number.is_zero() }
    }

    fn at_least(number: Rational) -> Self {
        Self { low: Some((number, true)), ..Self::default() }
    }

    fn of(comparison: Comparison, limit: Rational) -> Self {
        match comparison {
            Comparison::Below => Self { high: Some((limit, false)), ..Self::default() },
            Comparison::AtMost => Self { high: Some((limit, true)), ..Self::default() },
            Comparison::Above => Self { low: Some((limit, false)), ..Self::default() },
            Comparison::AtLeast => Self { low: Some((limit, true)), ..Self::default() },
        }
    }

    fn of_bounds(bounds: &[Bound]) -> Self {
        let ranges = bounds.iter().filter_map(|bound| match &bound.limit {
            Value::Number(limit) => Some(Self::of(bound.comparison, *limit)),
            _ => None,
        });
        ranges.fold(Self::default(), Self::both)
    }

    fn excludes_zero(self) -> bool {
        let zero = Rational::ZERO;
        self.nonzero
            || self.low.is_some_and(|(low, closed)| low > zero || low == zero && !closed)
            || self.high.is_some_and(|(high, closed)| high < zero || high == zero && !closed)
    }

    fn is_at_least_zero(self) -> bool {
        self.low.is_some_and(|(low, _)| low >= Rational::ZERO)
    }

    fn is_above_zero(self) -> bool {
        self.is_at_least_zero() && self.excludes_zero()
    }

    /// What both say together.
    fn both(self, other: Self) -> Self {
        let low = match (self.low, other.low) {
            (Some(one), Some(two)) => Some(if one.0 > two.0 || one.0 == two.0 && !one.1 { one } else { two }),
            (one, two) => one.or(two),
        };
        let high = match (self.high, other.high) {
            (Some(one), Some(two)) => Some(if one.0 < two.0 || one.0 == two.0 && !one.1 { one } else { two }),
            (one, two) => one.or(two),
        };
        Self { low, high, nonzero: self.nonzero || other.nonzero }
    }

    /// What holds of a value that is one or the other.
    fn hull(self, other: Self) -> Self {
        let low = self
            .low
            .zip(other.low)
            .map(|(one, two)| if one.0 < two.0 || one.0 == two.0 && one.1 { one } else { two });
        let high = self
            .high
            .zip(other.high)
            .map(|(one, two)| if one.0 > two.0 || one.0 == two.0 && one.1 { one } else { two });
        Self { low, high, nonzero: self.excludes_zero() && other.excludes_zero() }
    }

    fn plus(self, other: Self) -> Self {
        let end = |one: Option<(Rational, bool)>, two: Option<(Rational, bool)>| {
            let (one, two) = one.zip(two)?;
            Some((one.0.checked_add(two.0).ok()?, one.1 && two.1))
        };
        Self { low: end(self.low, other.low), high: end(self.high, other.high), nonzero: false }
    }

    fn negated(self) -> Self {
        let turn = |end: Option<(Rational, bool)>| {
            end.and_then(|(at, closed)| Some((at.checked_neg().ok()?, closed)))
        };
        Self { low: turn(self.high), high: turn(self.low), nonzero: self.nonzero }
    }

    fn times(self, other: Self) -> Self {
        let nonzero = self.excludes_zero() && other.excludes_zero();
        let low = (self.is_at_least_zero() && other.is_at_least_zero()).then_some((Rational::ZERO, !nonzero));
        Self { low, high: None, nonzero }
    }

    fn over(self, other: Self) -> Self {
        if other.is_above_zero() {
            self.sign_only()
        } else {
            Self { nonzero: self.excludes_zero(), ..Self::default() }
        }
    }

    /// Only the sign survives scaling by something positive; rounding may also reach zero.
    fn sign_only(self) -> Self {
        let low = self.is_at_least_zero().then_some((Rational::ZERO, true));
        Self { low, high: None, nonzero: false }
    }

    fn summed(self) -> Self {
        self.sign_only()
    }

    fn highest(self, other: Self) -> Self {
        let low = match (self.low, other.low) {
            (Some(one), Some(two)) => Some(if one.0 > two.0 || one.0 == two.0 && !one.1 { one } else { two }),
            (one, two) => one.or(two),
        };
        let high = self.high.zip(other.high).map(|(one, two)| if one.0 > two.0 { one } else { two });
        Self { low, high, nonzero: self.excludes_zero() && other.excludes_zero() }
    }

    fn lowest(self, other: Self) -> Self {
        self.negated().highest(other.negated()).negated()
    }
}

fn opposite(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Below => Comparison::AtLeast,
        Comparison::AtMost => Comparison::Above,
        Comparison::Above => Comparison::AtMost,
        Comparison::AtLeast => Comparison::Below,
    }
}

fn mirrored(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Below => Comparison::Above,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::Above => Comparison::Below,
        Comparison::AtLeast => Comparison::AtMost,
    }
}
