//! The proof that every amount is whole in the smallest coin, or says how it is rounded.
//!
//! The granularity of an expression is the largest step of which its value is a whole multiple. A percent
//! multiplies it, rounding sets it, dividing by something that is not fixed loses it.

use std::collections::HashMap;

use crate::number::Rational;
use crate::program::{
    EntityId, FunctionId, NodeId, NodeKind, ParameterId, Rule, TableId, Type, Value, ValueId,
};
use crate::semantics::Analysis;
use crate::semantics::problems;
use crate::syntax::tree::Builtin;

/// A step, or nothing where values may be anything. A step of zero means the value is always zero.
type Step = Option<Rational>;

struct Steps<'p> {
    program: &'p crate::program::Program,
    fact_entities: &'p HashMap<NodeId, EntityId>,
    values: HashMap<ValueId, Step>,
}

impl Analysis<'_> {
    /// Reports benefits whose amount may have a fraction of a coin.
    pub(crate) fn prove_whole_coins(&mut self) {
        let mut steps =
            Steps { program: &self.program, fact_entities: &self.fact_entities, values: HashMap::new() };
        let mut problems = Vec::new();
        for value in &self.program.values {
            let Rule::Benefit(benefit) = &value.rule else { continue };
            let step = match &benefit.round {
                Some((_, step)) => Some(*step),
                None => steps.of(benefit.amount, &[]),
            };
            if !step.is_some_and(|step| step.is_integer()) {
                problems.push(problems::not_whole_coins(
                    self.program.nodes.get(benefit.amount).span,
                    &value.name,
                ));
            }
        }
        self.diagnostics.extend(problems);
    }
}

impl Steps<'_> {
    /// The step of an expression; `locals` are those of the arguments in scope.
    fn of(&mut self, id: NodeId, locals: &[Step]) -> Step {
        let node = self.program.nodes.get(id);
        if !node.ty.is_numeric() {
            return None;
        }
        match &node.kind {
            NodeKind::Constant(Value::Number(number)) => number.abs().ok(),
            NodeKind::Fact(_, field) => self.of_fact(id, *field),
            NodeKind::Derived(_, value) => self.of_value(*value),
            NodeKind::Local(local) => locals.get(*local as usize).copied().flatten(),
            NodeKind::Through { body, .. } => self.of(*body, locals),
            NodeKind::Aggregate { function, body, if_none, .. } => {
                use crate::syntax::tree::Aggregate::{Average, Count, Max, Min, Sum};
                match function {
                    Count => Some(Rational::ONE),
                    Sum => body.and_then(|body| self.of(body, locals)),
                    Min | Max => self.common([*body, *if_none].into_iter().flatten(), locals),
                    Average => None,
                    _ => None,
                }
            }
            NodeKind::Rank { .. } | NodeKind::Distance(..) => Some(Rational::ONE),
            NodeKind::Lowest(nodes) | NodeKind::Highest(nodes) => self.common(nodes.iter().copied(), locals),
            NodeKind::Parameter { parameter, .. } => self.of_parameter(*parameter),
            NodeKind::Table { table, arguments, result, if_none, .. } => {
                self.of_table(*table, arguments, *result, *if_none, locals)
            }
            NodeKind::Call { function, arguments, .. } => self.of_call(*function, arguments, locals),
            NodeKind::Sum(terms) => self.common(terms.iter().map(|(_, node)| *node), locals),
            NodeKind::Product(factors) => self.of_product(factors, locals),
            NodeKind::Negate(inner) => self.of(*inner, locals),
            NodeKind::If(arms, otherwise) => {
                self.common(arms.iter().map(|(_, value)| *value).chain([*otherwise]), locals)
            }
            NodeKind::Round(_, _, step) => Some(*step),
            NodeKind::Builtin(function, arguments) => self.of_builtin(*function, arguments, locals),
            _ => None,
        }
    }

    /// Money facts are whole coins, `whole` facts whole numbers; other numbers may be anything.
    fn of_fact(&self, id: NodeId, field: crate::program::FieldId) -> Step {
        if matches!(self.program.nodes.get(id).ty, Type::Money(_) | Type::Months | Type::Days) {
            return Some(Rational::ONE);
        }
        let entity = self.program.entities.get(self.fact_entities.get(&id)?.index())?;
        entity.fields.get(field.index())?.whole.then_some(Rational::ONE)
    }

    fn of_value(&mut self, id: ValueId) -> Step {
        if let Some(known) = self.values.get(&id) {
            return *known;
        }
        let Some(value) = self.program.values.get(id.index()) else { return None };
        let step = match &value.rule {
            _ if value.whole => Some(Rational::ONE),
            Rule::Definition(bodies) => {
                let nodes: Vec<NodeId> = bodies.iter().map(|body| body.node).collect();
                self.common(nodes.into_iter(), &[])
            }
            Rule::Benefit(benefit) => match benefit.round {
                Some((_, step)) => Some(step),
                None => self.of(benefit.amount, &[]),
            },
            Rule::Tier(_) => None,
        };
        self.values.insert(id, step);
        step
    }

    fn common(&mut self, nodes: impl Iterator<Item = NodeId>, locals: &[Step]) -> Step {
        let mut common = Rational::ZERO;
        for node in nodes {
            common = common.gcd(self.of(node, locals)?).ok()?;
        }
        Some(common)
    }

    fn of_product(&mut self, factors: &[(bool, NodeId)], locals: &[Step]) -> Step {
        let mut step = Rational::ONE;
        for (over, node) in factors {
            step = if *over {
                step.checked_mul(self.of_inverse(*node)?).ok()?
            } else {
                step.checked_mul(self.of(*node, locals)?).ok()?
            };
        }
        Some(step)
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

    fn figures(&self, id: ParameterId) -> impl Iterator<Item = Option<Rational>> {
        let parameter = self.program.parameters.get(id.index());
        let figures = parameter.into_iter().flat_map(|parameter| parameter.series.values().flatten());
        figures.filter_map(|figure| figure.value.as_ref()).map(|value| match value {
            Value::Number(number) => Some(*number),
            _ => None,
        })
    }

    fn of_parameter(&self, id: ParameterId) -> Step {
        let mut common = Rational::ZERO;
        let mut any = false;
        for number in self.figures(id) {
            common = common.gcd(number?).ok()?;
            any = true;
        }
        // A figure that nobody has given yet will be an amount of money in whole coins.
        let money = matches!(self.program.parameters.get(id.index())?.ty, Type::Money(_));
        match (any, money) {
            (true, _) => Some(common),
            (false, true) => Some(Rational::ONE),
            (false, false) => None,
        }
    }

    fn of_table(
        &mut self,
        table: TableId,
        arguments: &[NodeId],
        result: u32,
        if_none: Option<NodeId>,
        locals: &[Step],
    ) -> Step {
        let program = self.program;
        let table = program.tables.get(table.index())?;
        let inner: Vec<Step> = arguments.iter().map(|argument| self.of(*argument, locals)).collect();
        let mut common = match if_none {
            Some(node) => self.of(node, locals)?,
            None => Rational::ZERO,
        };
        for row in &table.rows {
            for (column, value) in table.columns.iter().zip(&row.values) {
                if column.result == result
                    && let Some(node) = value
                {
                    common = common.gcd(self.of(*node, &inner)?).ok()?;
                }
            }
        }
        Some(common)
    }

    fn of_call(&mut self, function: FunctionId, arguments: &[NodeId], locals: &[Step]) -> Step {
        let program = self.program;
        let function = program.functions.get(function.index())?;
        let scalar =
            function.arguments.iter().zip(arguments).filter(|((_, ty), _)| !matches!(ty, Type::Record(_)));
        let inner: Vec<Step> = scalar.map(|(_, argument)| self.of(*argument, locals)).collect();
        self.common(function.bodies.iter().map(|body| body.node), &inner)
    }

    fn of_builtin(&mut self, function: Builtin, arguments: &[NodeId], locals: &[Step]) -> Step {
        let twelve = Rational::integer(12);
        match function {
            Builtin::Clamp => self.common(arguments.iter().copied(), locals),
            Builtin::Monthly => self.of(*arguments.first()?, locals)?.checked_div(twelve).ok(),
            Builtin::Yearly => self.of(*arguments.first()?, locals)?.checked_mul(twelve).ok(),
            _ => Some(Rational::ONE),
        }
    }
}
