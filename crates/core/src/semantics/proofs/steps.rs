//! The granularity of expressions: the largest step of which a value is a whole multiple.
//!
//! A percent multiplies it, rounding sets it, dividing by something that is not fixed loses it.

use crate::diagnostic::Diagnostic;
use crate::map::Map;
use crate::number::Rational;
use crate::program::limits::children;
use crate::program::{
    FieldId, FunctionId, NodeId, NodeKind, ParameterId, Program, Rule, TableId, Type, Value, ValueId,
};
use crate::semantics::problems;
use crate::semantics::{Analysis, Argument, Item};
use crate::syntax::tree::{Aggregate, Builtin};

/// A step, or nothing where values may be anything. A step of zero means the value is always zero.
pub type Step = Option<Rational>;

/// How deep calls are followed; a value found further down may be anything.
const DEEPEST_CALLS: usize = 40;
/// How many calls with different steps of arguments are followed.
const MOST_CALLS: usize = 20_000;

/// What is known of each rule.
pub struct Steps<'p, 'a> {
    analysis: &'p Analysis<'a>,
    program: &'p Program,
    values: Map<ValueId, Step>,
    calls: Map<(FunctionId, Vec<Step>), Step>,
    depth: usize,
}

impl<'p, 'a> Steps<'p, 'a> {
    /// Nothing known yet.
    pub fn new(analysis: &'p Analysis<'a>) -> Self {
        Self { analysis, program: &analysis.program, values: Map::new(), calls: Map::new(), depth: 0 }
    }

    /// Finds the steps of all derived values, each after those it rests on.
    pub fn find_all(&mut self, order: &[Item]) {
        for item in order {
            if let Item::Value(id) = item {
                self.of_value(*id);
            }
        }
    }

    /// Whether a fact, derived value or count is whole, once all steps are found.
    pub fn is_whole(&self, id: NodeId) -> bool {
        let step = match self.program.nodes.get(id).kind {
            NodeKind::Fact(_, field) => self.of_fact(id, field),
            NodeKind::Derived(_, value) => self.values.get(&value).copied().flatten(),
            NodeKind::Aggregate { function: Aggregate::Count, .. } => Some(Rational::ONE),
            _ => None,
        };
        step.is_some_and(|step| step.is_integer())
    }

    /// Reports arguments of calls that may not be whole where they are declared so.
    pub fn arguments_not_whole(&mut self, order: &[Item]) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        if !self.analysis.function_arguments.values().flatten().any(|argument| argument.whole) {
            return problems;
        }
        let requirements = self.program.requirements.iter().map(|requirement| requirement.condition);
        let watched = self.program.watched().into_iter().map(|(_, node, _)| node);
        self.check_calls(requirements.chain(watched).collect(), &[], &mut problems);
        for item in order {
            let locals = match item {
                Item::Value(_) | Item::Grant(_) | Item::Choice(_) => Vec::new(),
                Item::Function(id) => self.analysis.scalar_arguments(*id).map(declared_step).collect(),
                Item::Table(id) => {
                    let arguments =
                        self.program.tables.get(id.index()).map_or(0, |table| table.arguments.len());
                    vec![None; arguments]
                }
            };
            self.check_calls(self.analysis.nodes_of(*item), &locals, &mut problems);
        }
        problems
    }

    fn check_calls(&mut self, mut nodes: Vec<NodeId>, locals: &[Step], problems: &mut Vec<Diagnostic>) {
        while let Some(id) = nodes.pop() {
            let node = self.program.nodes.get(id);
            nodes.extend(children(node));
            let NodeKind::Call { function, arguments, .. } = &node.kind else { continue };
            let declared = self.analysis.function_arguments.get(function).map_or(&[][..], Vec::as_slice);
            for (argument, node) in declared.iter().zip(arguments) {
                if argument.whole && !self.within(*node, locals).is_some_and(|step| step.is_integer()) {
                    let span = self.program.nodes.get(*node).span;
                    problems.push(problems::argument_not_whole(span, &argument.name));
                }
            }
        }
    }

    /// The innermost part of an expression in which its fractions arise, through definitions.
    pub fn fraction_in(&mut self, whole: NodeId) -> NodeId {
        let mut part = whole;
        // Definitions form no circle; the bound is for those that rest on many others.
        for _ in 0..DEEPEST_CALLS {
            let below = self.carried_by(part);
            let fractional =
                below.into_iter().find(|node| !self.of(*node).is_some_and(|step| step.is_integer()));
            match fractional {
                Some(inner) => part = inner,
                None => break,
            }
        }
        part
    }

    /// The parts of which an expression has the fractions and no others.
    fn carried_by(&self, id: NodeId) -> Vec<NodeId> {
        match &self.program.nodes.get(id).kind {
            NodeKind::Sum(terms) => terms.iter().map(|(_, node)| *node).collect(),
            NodeKind::Lowest(nodes) | NodeKind::Highest(nodes) => nodes.clone(),
            NodeKind::Negate(inner) => vec![*inner],
            NodeKind::Builtin(Builtin::Clamp, nodes) => nodes.clone(),
            NodeKind::If(arms, otherwise) => {
                arms.iter().map(|(_, value)| *value).chain([*otherwise]).collect()
            }
            NodeKind::Aggregate {
                function: Aggregate::Sum | Aggregate::Min | Aggregate::Max,
                body,
                if_none,
                ..
            } => [*body, *if_none].into_iter().flatten().collect(),
            NodeKind::Derived(_, value) => {
                match self.program.values.get(value.index()).map(|value| &value.rule) {
                    Some(Rule::Definition(bodies)) => bodies.iter().map(|body| body.node).collect(),
                    _ => Vec::new(),
                }
            }
            _ => Vec::new(),
        }
    }

    /// The step of an expression outside definitions with arguments.
    pub fn of(&mut self, id: NodeId) -> Step {
        self.within(id, &[])
    }

    /// The step of an expression; `locals` are those of the arguments in scope.
    fn within(&mut self, id: NodeId, locals: &[Step]) -> Step {
        let node = self.program.nodes.get(id);
        if !node.ty.is_numeric() {
            return None;
        }
        match &node.kind {
            NodeKind::Constant(Value::Number(number)) => number.abs().ok(),
            NodeKind::Fact(_, field) => self.of_fact(id, *field),
            NodeKind::Derived(_, value) => self.of_value(*value),
            NodeKind::Local(local) => locals.get(*local as usize).copied().flatten(),
            NodeKind::Through { body, .. } => self.within(*body, locals),
            NodeKind::Aggregate { function, body, if_none, .. } => match function {
                Aggregate::Count => Some(Rational::ONE),
                Aggregate::Sum => body.and_then(|body| self.within(body, locals)),
                Aggregate::Min | Aggregate::Max => {
                    self.common([*body, *if_none].into_iter().flatten(), locals)
                }
                Aggregate::Average | Aggregate::Any | Aggregate::All => None,
            },
            NodeKind::Rank { .. } | NodeKind::Distance(..) => Some(Rational::ONE),
            NodeKind::Lowest(nodes) | NodeKind::Highest(nodes) => self.common(nodes.iter().copied(), locals),
            NodeKind::Parameter { parameter, .. } => self.of_parameter(*parameter),
            NodeKind::Table { table, arguments, result, if_none, .. } => {
                self.of_table((*table, *result), arguments, *if_none, locals)
            }
            NodeKind::Call { function, arguments, .. } => self.of_call(*function, arguments, locals),
            NodeKind::Sum(terms) => self.common(terms.iter().map(|(_, node)| *node), locals),
            NodeKind::Product(factors) => self.of_product(factors, locals),
            NodeKind::Negate(inner) => self.within(*inner, locals),
            NodeKind::If(arms, otherwise) => {
                self.common(arms.iter().map(|(_, value)| *value).chain([*otherwise]), locals)
            }
            NodeKind::Round(_, _, step) => Some(*step),
            NodeKind::Builtin(function, arguments) => self.of_builtin(*function, arguments, locals),
            _ => None,
        }
    }

    /// Money facts are whole coins, `whole` facts whole numbers; other numbers may be anything.
    fn of_fact(&self, id: NodeId, field: FieldId) -> Step {
        if matches!(self.program.nodes.get(id).ty, Type::Money(_) | Type::Months | Type::Days) {
            return Some(Rational::ONE);
        }
        let entity = self.analysis.fact_entities.get(&id)?;
        self.analysis.field(*entity, field)?.whole.then_some(Rational::ONE)
    }

    fn of_value(&mut self, id: ValueId) -> Step {
        if let Some(known) = self.values.get(&id) {
            return *known;
        }
        let program = self.program;
        let value = program.values.get(id.index())?;
        let mut step = Some(Rational::ZERO);
        for rule in program.rules(id) {
            let found = match rule {
                Rule::Definition(bodies) => {
                    let found = self.common(bodies.iter().map(|body| body.node), &[]);
                    // A declared `whole` is checked when the value is found.
                    found.or(value.whole.then_some(Rational::ONE))
                }
                Rule::Benefit(benefit) => match benefit.round {
                    Some((_, step)) => Some(step),
                    None => self.within(benefit.amount, &[]),
                },
                Rule::Tier(_) => None,
            };
            step = step.zip(found).and_then(|(step, found)| step.gcd(found).ok());
        }
        self.values.insert(id, step);
        step
    }

    fn common(&mut self, nodes: impl Iterator<Item = NodeId>, locals: &[Step]) -> Step {
        let mut common = Some(Rational::ZERO);
        for node in nodes {
            // All are looked at, for the arguments of the calls in them.
            let step = self.within(node, locals);
            common = common.zip(step).and_then(|(common, step)| common.gcd(step).ok());
        }
        common
    }

    fn of_product(&mut self, factors: &[(bool, NodeId)], locals: &[Step]) -> Step {
        let mut product = Some(Rational::ONE);
        for (over, node) in factors {
            let step = self.within(*node, locals);
            let factor = if *over { self.of_inverse(*node) } else { step };
            product = product.zip(factor).and_then(|(product, factor)| product.checked_mul(factor).ok());
        }
        product
    }

    /// The step of `1 / x` where x is one of few fixed figures.
    fn of_inverse(&self, id: NodeId) -> Step {
        match &self.program.nodes.get(id).kind {
            NodeKind::Constant(Value::Number(number)) => Rational::ONE.checked_div(*number).ok()?.abs().ok(),
            NodeKind::Parameter { parameter, .. } => {
                let mut common = Rational::ZERO;
                for number in self.figures(*parameter) {
                    common = common.gcd(Rational::ONE.checked_div(number?).ok()?.abs().ok()?).ok()?;
                }
                Some(common)
            }
            _ => None,
        }
    }

    fn figures(&self, id: ParameterId) -> Vec<Option<Rational>> {
        let mut known = Vec::new();
        let Some(parameter) = self.program.parameters.get(id.index()) else { return known };
        for figure in parameter.series.iter().flat_map(|(_, figures)| figures) {
            match &figure.value {
                Some(Value::Number(number)) => known.push(Some(*number)),
                Some(_) => known.push(None),
                None => {}
            }
        }
        known
    }

    fn of_parameter(&self, id: ParameterId) -> Step {
        let mut common = Rational::ZERO;
        let mut any = false;
        for number in self.figures(id) {
            common = common.gcd(number?).ok()?;
            any = true;
        }
        // A figure that nobody has given yet will be an amount in whole coins, or a whole length of time.
        let ty = self.program.parameters.get(id.index())?.ty;
        let whole = matches!(ty, Type::Money(_) | Type::Months | Type::Days);
        match (any, whole) {
            (true, _) => Some(common),
            (false, true) => Some(Rational::ONE),
            (false, false) => None,
        }
    }

    fn of_table(
        &mut self,
        (table, result): (TableId, u32),
        arguments: &[NodeId],
        if_none: Option<NodeId>,
        locals: &[Step],
    ) -> Step {
        let program = self.program;
        let inner: Vec<Step> = arguments.iter().map(|argument| self.within(*argument, locals)).collect();
        let mut common = match if_none {
            Some(node) => self.within(node, locals)?,
            None => Rational::ZERO,
        };
        for table in program.tables_of(table) {
            for (column, value) in table.rows.iter().flat_map(|row| table.columns.iter().zip(&row.values)) {
                if column.result == result
                    && let Some(node) = value
                {
                    common = common.gcd(self.within(*node, &inner)?).ok()?;
                }
            }
        }
        Some(common)
    }

    fn of_call(&mut self, function: FunctionId, arguments: &[NodeId], locals: &[Step]) -> Step {
        let program = self.program;
        let declared = self.analysis.function_arguments.get(&function)?;
        let mut inner: Vec<Step> = Vec::with_capacity(arguments.len());
        for (argument, node) in declared.iter().zip(arguments) {
            if matches!(argument.ty, Type::Record(_)) {
                continue;
            }
            let step = self.within(*node, locals);
            let step = step.or(declared_step(argument));
            inner.push(step);
        }
        let key = (function, inner);
        if let Some(known) = self.calls.get(&key) {
            return *known;
        }
        if self.depth >= DEEPEST_CALLS || self.calls.len() >= MOST_CALLS {
            return None;
        }
        let function = program.functions.get(function.index())?;
        self.depth += 1;
        let step = self.common(function.bodies.iter().map(|body| body.node), &key.1);
        self.depth -= 1;
        self.calls.insert(key, step);
        step
    }

    fn of_builtin(&mut self, function: Builtin, arguments: &[NodeId], locals: &[Step]) -> Step {
        let twelve = Rational::integer(12);
        let common = self.common(arguments.iter().copied(), locals);
        match function {
            Builtin::Clamp => common,
            Builtin::Monthly => common?.checked_div(twelve).ok(),
            Builtin::Yearly => common?.checked_mul(twelve).ok(),
            _ => Some(Rational::ONE),
        }
    }
}

/// A `whole` argument is whole, which is checked where it is passed.
fn declared_step(argument: &Argument) -> Step {
    argument.whole.then_some(Rational::ONE)
}
