//! The ranges of expressions.

use super::{Leaf, Prover};
use crate::number::Rational;
use crate::program::limits::children;
use crate::program::range::Range;
use crate::program::{FieldId, FunctionId, NodeId, NodeKind, ParameterId, Rule, Value};
use crate::semantics::problems;
use crate::syntax::tree::{Aggregate, Builtin};

impl Prover<'_, '_> {
    /// The range of an expression, after checking the divisions in it. Each node is looked at once.
    pub(super) fn range(&mut self, id: NodeId, depth: u32) -> Range {
        let plain = self.plain(id, depth);
        let mut range = plain;
        if self.program.nodes.get(id).ty.is_numeric() {
            let class = self.likeness.class(id, depth);
            range = range.both(self.facts.of(class));
            if let Some(entity) = self.entity
                && let Some(required) = self.required.get(&(entity, class))
            {
                range = range.both(*required);
            }
        }
        if self.steps.is_whole(id) {
            range = range.whole();
        }
        self.seen.insert(id, range);
        range
    }

    fn plain(&mut self, id: NodeId, depth: u32) -> Range {
        let program = self.program;
        let node = program.nodes.get(id);
        let inner = depth.saturating_add(1);
        match &node.kind {
            NodeKind::Constant(Value::Number(number)) => Range::point(*number),
            NodeKind::Fact(_, field) => self.of_fact(id, *field),
            NodeKind::Derived(_, value) => self.found.of_value(*value),
            NodeKind::Through { element, body } => {
                self.range(*element, depth);
                self.range(*body, inner)
            }
            NodeKind::Where { list, condition } => {
                self.range(*list, depth);
                let mark = self.facts.mark();
                self.assume_elements(*list, depth);
                self.range(*condition, inner);
                self.facts.forget_after(mark);
                Range::default()
            }
            NodeKind::Flatten { list, body } | NodeKind::Rank { list, key: body, .. } => {
                self.range(*list, depth);
                let mark = self.facts.mark();
                self.assume_elements(*list, depth);
                self.range(*body, inner);
                self.facts.forget_after(mark);
                Range::at_least(Rational::ONE)
            }
            NodeKind::Aggregate { function, list, body, if_none } => {
                self.aggregate(id, *function, (*list, *body, *if_none), depth)
            }
            NodeKind::Sum(terms) => {
                let mut sum = Range::point(Rational::ZERO);
                for (minus, term) in terms {
                    let range = self.range(*term, depth);
                    sum = sum.plus(if *minus { range.negated() } else { range });
                }
                sum
            }
            NodeKind::Product(factors) => self.product(factors, depth),
            NodeKind::Negate(negated) => self.range(*negated, depth).negated(),
            NodeKind::Highest(nodes) => self.reduced(nodes, depth, Range::highest),
            NodeKind::Lowest(nodes) => self.reduced(nodes, depth, Range::lowest),
            NodeKind::And(parts) => self.parts(parts, true, depth),
            NodeKind::Or(parts) => self.parts(parts, false, depth),
            NodeKind::If(arms, otherwise) => {
                let conditions: Vec<NodeId> = arms.iter().map(|(condition, _)| *condition).collect();
                let mut ranges = Vec::with_capacity(arms.len().saturating_add(1));
                self.prove_arms(&conditions, depth, |prover, at| {
                    let value = arms.get(at).map_or(*otherwise, |(_, value)| *value);
                    ranges.push(prover.range(value, depth));
                });
                Range::hull_of(ranges.into_iter())
            }
            NodeKind::Round(rounded, mode, step) => self.range(*rounded, depth).rounded(*mode, *step),
            NodeKind::Builtin(function, nodes) => {
                let ranges: Vec<Range> = nodes.iter().map(|node| self.range(*node, depth)).collect();
                of_builtin(*function, &ranges)
            }
            kind => {
                for child in children(node) {
                    self.range(child, depth);
                }
                self.looked_up(kind)
            }
        }
    }

    /// Figures, tables and calls, whose arguments have been looked at.
    fn looked_up(&mut self, kind: &NodeKind) -> Range {
        match kind {
            NodeKind::Parameter { parameter, .. } => self.of_parameter(*parameter),
            NodeKind::Table { table, result, if_none, .. } => {
                let rows = self.of_rows(*table, *result);
                if_none.map_or(rows, |node| rows.hull(self.known(node)))
            }
            NodeKind::Call { function, arguments, .. } => {
                self.check_call(*function, arguments);
                self.functions.get(function).copied().unwrap_or_default()
            }
            _ => Range::default(),
        }
    }

    /// The range of a node that has been looked at.
    pub(super) fn known(&self, id: NodeId) -> Range {
        self.seen.get(&id).copied().unwrap_or_default()
    }

    /// The same with what has been learnt since.
    pub(super) fn here(&mut self, id: NodeId, depth: u32) -> Range {
        if !self.program.nodes.get(id).ty.is_numeric() {
            return Range::default();
        }
        let class = self.likeness.class(id, depth);
        self.known(id).both(self.facts.of(class))
    }

    /// Arguments must lie within the ranges that the definition relies on.
    fn check_call(&mut self, function: FunctionId, arguments: &[NodeId]) {
        let declared = self.analysis.function_arguments.get(&function).map_or(&[][..], Vec::as_slice);
        for (argument, node) in declared.iter().zip(arguments) {
            let wanted = Range::of_bounds(&argument.bounds);
            if !self.known(*node).lies_in(wanted) {
                let span = self.program.nodes.get(*node).span;
                self.problems.push(problems::argument_out_of_range(span, &argument.name));
            }
        }
    }

    pub(super) fn reduced(&mut self, nodes: &[NodeId], depth: u32, join: fn(Range, Range) -> Range) -> Range {
        let ranges: Vec<Range> = nodes.iter().map(|node| self.range(*node, depth)).collect();
        ranges.into_iter().reduce(join).unwrap_or_default()
    }

    fn product(&mut self, factors: &[(bool, NodeId)], depth: u32) -> Range {
        let mut product = Range::point(Rational::ONE);
        for (over, factor) in factors {
            let range = self.range(*factor, depth);
            if !*over {
                product = product.times(range);
                continue;
            }
            if !range.excludes_zero() {
                let divisor = self.program.nodes.get(*factor);
                self.problems.push(match range.single() == Some(Rational::ZERO) {
                    true => problems::divides_by_zero(divisor.span),
                    false => problems::may_divide_by_zero(divisor.span, self.is_count(*factor)),
                });
            }
            product = product.over(range);
        }
        product
    }

    /// The parts of an `and` or `or`: a later one counts only where the earlier ones hold, or do not.
    fn parts(&mut self, parts: &[NodeId], holds: bool, depth: u32) -> Range {
        let mark = self.facts.mark();
        for part in parts {
            self.range(*part, depth);
            self.assume(*part, holds, depth);
        }
        self.facts.forget_after(mark);
        Range::default()
    }

    fn is_count(&self, id: NodeId) -> bool {
        let counts = |id: NodeId| {
            matches!(self.program.nodes.get(id).kind, NodeKind::Aggregate { function: Aggregate::Count, .. })
        };
        match &self.program.nodes.get(id).kind {
            NodeKind::Derived(_, value) => {
                match self.program.values.get(value.index()).map(|value| &value.rule) {
                    Some(Rule::Definition(bodies)) => bodies.iter().any(|body| counts(body.node)),
                    _ => false,
                }
            }
            _ => counts(id),
        }
    }

    fn of_fact(&self, id: NodeId, field: FieldId) -> Range {
        let Some(entity) = self.analysis.fact_entities.get(&id) else { return Range::default() };
        let declared = self.analysis.field(*entity, field);
        let bounds = declared.map(|field| Range::of_bounds(&field.bounds)).unwrap_or_default();
        let required = self.required_leaves.get(&Leaf::Fact(*entity, field));
        required.map_or(bounds, |required| bounds.both(*required))
    }

    pub(super) fn of_parameter(&mut self, id: ParameterId) -> Range {
        if let Some(known) = self.parameters.get(&id) {
            return *known;
        }
        let parameter = self.program.parameters.get(id.index());
        let mut range: Option<Range> = None;
        for figure in parameter.iter().flat_map(|parameter| &parameter.series).flat_map(|(_, all)| all) {
            if let Some(Value::Number(number)) = &figure.value {
                let point = Range::point(*number);
                range = Some(range.map_or(point, |range| range.hull(point)));
            }
        }
        // Where no figure is known yet, nothing is divided by one.
        let range = range.unwrap_or_else(Range::nonzero);
        self.parameters.insert(id, range);
        range
    }

    fn aggregate(
        &mut self,
        id: NodeId,
        function: Aggregate,
        (list, body, if_none): (NodeId, Option<NodeId>, Option<NodeId>),
        depth: u32,
    ) -> Range {
        self.range(list, depth);
        let mark = self.facts.mark();
        self.assume_elements(list, depth);
        let of_body = body.map(|body| self.range(body, depth.saturating_add(1))).unwrap_or_default();
        self.facts.forget_after(mark);
        let of_none = if_none.map(|node| self.range(node, depth));
        let needs_element = matches!(function, Aggregate::Min | Aggregate::Max | Aggregate::Average);
        if needs_element && if_none.is_none() && !self.has_element(list, depth) {
            let span = self.program.nodes.get(id).span;
            self.problems.push(problems::empty_aggregate(span, function));
        }
        let with_none = |range: Range| of_none.map_or(range, |none| range.hull(none));
        match function {
            Aggregate::Count => Range::at_least(Rational::ZERO),
            Aggregate::Sum => of_body.repeated(),
            Aggregate::Min | Aggregate::Max => with_none(of_body),
            Aggregate::Average => with_none(of_body.averaged()),
            Aggregate::Any | Aggregate::All => Range::default(),
        }
    }

    /// Whether a list is known to have an element: its count is known to be above zero.
    fn has_element(&mut self, list: NodeId, depth: u32) -> bool {
        let class = self.likeness.class(list, depth);
        let count = self.likeness.count_of(class);
        let required = self.entity.and_then(|entity| self.required.get(&(entity, count)));
        self.facts.of(count).both(required.copied().unwrap_or_default()).is_above_zero()
    }
}

fn of_builtin(function: Builtin, ranges: &[Range]) -> Range {
    match (function, ranges) {
        // The lower limit wins where the limits cross.
        (Builtin::Clamp, [value, low, high]) => value.lowest(*high).highest(*low),
        (Builtin::Monthly, [yearly]) => yearly.over(Range::point(Rational::integer(12))),
        (Builtin::Yearly, [monthly]) => monthly.times(Range::point(Rational::integer(12))),
        (Builtin::DaysIn, _) => Range::at_least(Rational::ONE),
        _ => Range::default(),
    }
}
