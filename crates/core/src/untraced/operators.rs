//! Operators, aggregates and functions as code.

use crate::number::Rational;
use crate::program::node::Choice;
use crate::program::{Node, NodeId, NodeKind, Type};
use crate::untraced::compile::{Compiler, Op, Scope};
use crate::untraced::op::{At, Number, NumberId, Truth, TruthId, Whole, WholeId};
use crate::untraced::ratio::Ratio;
use crate::vocabulary::{Aggregate, Builtin, Comparison};

impl Compiler<'_> {
    /// A node that gives a number.
    pub fn number_node(&mut self, node: &Node, scope: &Scope) -> NumberId {
        let op = match &node.kind {
            NodeKind::Sum(terms) => Number::Sum(self.signed(terms, scope)),
            NodeKind::Product(factors) => Number::Product(self.signed(factors, scope)),
            NodeKind::Negate(inner) => Number::Negate(self.number(*inner, scope)),
            NodeKind::Round(inner, mode, step) => {
                Number::Round(self.number(*inner, scope), *mode, Ratio::from_rational(*step))
            }
            NodeKind::Lowest(nodes) => Number::Best(self.numbers(nodes, scope), false),
            NodeKind::Highest(nodes) => Number::Best(self.numbers(nodes, scope), true),
            NodeKind::Distance(to, from) => {
                let days = node.ty == Type::Days;
                let (to, from) = (self.whole(*to, scope), self.whole(*from, scope));
                if days { Number::DaysFrom(to, from) } else { Number::MonthsFrom(to, from) }
            }
            NodeKind::Aggregate { function, list, body, if_none } => {
                return self.aggregate(*function, *list, *body, *if_none, scope);
            }
            NodeKind::Builtin(function, arguments) => self.number_function(*function, arguments, scope),
            _ => Number::Gone,
        };
        let op = self.folded(op);
        self.pools.number(op)
    }

    /// A sum, product or rounding of constants is a constant.
    fn folded(&self, op: Number) -> Number {
        let constant = |id: &NumberId| match self.pools.numbers.get(id.0) {
            Some(Number::Constant(ratio)) => Some(*ratio),
            _ => None,
        };
        let all = |parts: &[(bool, NumberId)]| -> Option<Vec<(bool, Ratio)>> {
            parts.iter().map(|(sign, part)| constant(part).map(|ratio| (*sign, ratio))).collect()
        };
        let folded = match &op {
            Number::Sum(terms) => all(terms).map(|terms| {
                terms.iter().fold(Ratio::ZERO, |sum, (minus, term)| {
                    sum.plus(if *minus { term.negated() } else { *term })
                })
            }),
            Number::Product(factors) => all(factors).map(|factors| {
                let step = |product: Ratio, (over, factor): &(bool, Ratio)| {
                    if *over { product.over(*factor) } else { product.times(*factor) }
                };
                factors.iter().fold(Ratio::whole(1), step)
            }),
            Number::Round(inner, mode, step) => constant(inner).map(|ratio| ratio.rounded(*mode, *step)),
            Number::Negate(inner) => constant(inner).map(Ratio::negated),
            _ => None,
        };
        folded.map_or(op, Number::Constant)
    }

    fn signed(&mut self, parts: &[(bool, NodeId)], scope: &Scope) -> Box<[(bool, NumberId)]> {
        parts.iter().map(|(sign, part)| (*sign, self.number(*part, scope))).collect()
    }

    fn numbers(&mut self, nodes: &[NodeId], scope: &Scope) -> Box<[NumberId]> {
        nodes.iter().map(|node| self.number(*node, scope)).collect()
    }

    fn aggregate(
        &mut self,
        function: Aggregate,
        list: NodeId,
        body: Option<NodeId>,
        if_none: Option<NodeId>,
        scope: &Scope,
    ) -> NumberId {
        let op = self.aggregate_op(function, list, body, if_none, scope).unwrap_or(Number::Gone);
        let number = self.pools.number(op);
        self.keep_number(number, scope)
    }

    fn aggregate_op(
        &mut self,
        function: Aggregate,
        list: NodeId,
        body: Option<NodeId>,
        if_none: Option<NodeId>,
        scope: &Scope,
    ) -> Option<Number> {
        let (list, entity) = self.list(list, scope)?;
        if function == Aggregate::Count {
            return Some(Number::Count(list));
        }
        let (inner, frame) = scope.with_element(entity)?;
        let body = self.number(body?, &inner);
        let none = if_none.map(|node| self.number(node, scope));
        Some(match function {
            Aggregate::Sum => match self.pools.numbers.get(body.0) {
                Some(Number::Fact(At { frame: of, up: 0 }, offset)) if *of == frame => {
                    Number::SumFact(list, *offset)
                }
                _ => Number::SumOf(list, frame, body),
            },
            Aggregate::Average => Number::Average(list, frame, body, none),
            Aggregate::Min => Number::Extreme(list, frame, body, none, false),
            Aggregate::Max => Number::Extreme(list, frame, body, none, true),
            Aggregate::Count | Aggregate::Any | Aggregate::All => return None,
        })
    }

    fn number_function(&mut self, function: Builtin, arguments: &[NodeId], scope: &Scope) -> Number {
        let twelve = self.constant_number(Rational::integer(12));
        match (function, arguments) {
            (Builtin::Clamp, [value, low, high]) => {
                let (value, low, high) =
                    (self.number(*value, scope), self.number(*low, scope), self.number(*high, scope));
                let capped = self.pools.number(Number::Best(Box::new([value, high]), false));
                Number::Best(Box::new([low, capped]), true)
            }
            (Builtin::Monthly, [value]) => {
                Number::Product(Box::new([(false, self.number(*value, scope)), (true, twelve)]))
            }
            (Builtin::Yearly, [value]) => {
                Number::Product(Box::new([(false, self.number(*value, scope)), (false, twelve)]))
            }
            (Builtin::Age, [birth]) => {
                let on = self.pools.whole(Whole::Constant(self.plan.as_of().packed().into()));
                Number::Age(self.whole(*birth, scope), on)
            }
            (Builtin::Age, [birth, on]) => Number::Age(self.whole(*birth, scope), self.whole(*on, scope)),
            (Builtin::MonthsBetween, [from, to]) => {
                Number::MonthsBetween(self.whole(*from, scope), self.whole(*to, scope))
            }
            (Builtin::YearsBetween, [from, to]) => {
                Number::YearsBetween(self.whole(*from, scope), self.whole(*to, scope))
            }
            (Builtin::DaysBetween, [from, to]) => {
                Number::DaysFrom(self.whole(*to, scope), self.whole(*from, scope))
            }
            (Builtin::DaysIn, [month]) => Number::DaysIn(self.whole(*month, scope)),
            _ => Number::Gone,
        }
    }

    /// A node that gives yes or no.
    pub fn truth_node(&mut self, node: &Node, scope: &Scope) -> TruthId {
        let op = match &node.kind {
            NodeKind::Not(inner) => Truth::Not(self.truth(*inner, scope)),
            NodeKind::And(parts) => Truth::And(self.truths(parts, scope)),
            NodeKind::Or(parts) => Truth::Or(self.truths(parts, scope)),
            NodeKind::Compare(comparison, left, right) => {
                let (left, right) = (self.op(*left, scope), self.op(*right, scope));
                compare(*comparison, left, right)
            }
            NodeKind::Equal(left, right, negated) => self.equal(*left, *right, *negated, scope),
            NodeKind::In(value, choices, negated) => {
                let within = self.membership(*value, choices, scope);
                if *negated { Truth::Not(within) } else { return within }
            }
            NodeKind::Aggregate { function, list, body: Some(body), .. } => {
                match self.any_or_all(*function, *list, *body, scope) {
                    Some(found) => return found,
                    None => Truth::Gone,
                }
            }
            _ => Truth::Gone,
        };
        self.pools.truth(op)
    }

    fn truths(&mut self, nodes: &[NodeId], scope: &Scope) -> Box<[TruthId]> {
        nodes.iter().map(|node| self.truth(*node, scope)).collect()
    }

    fn any_or_all(
        &mut self,
        function: Aggregate,
        list: NodeId,
        body: NodeId,
        scope: &Scope,
    ) -> Option<TruthId> {
        let (list, entity) = self.list(list, scope)?;
        let (inner, frame) = scope.with_element(entity)?;
        let condition = self.truth(body, &inner);
        let found = self.pools.truth(match function {
            Aggregate::Any => Truth::Any(list, frame, condition),
            Aggregate::All => Truth::All(list, frame, condition),
            _ => return None,
        });
        // Who is in the list is found before anybody is asked for.
        let count = self.pools.number(Number::Count(list));
        let found = self.after(&[Op::Number(count)], Op::Truth(found));
        Some(self.truth_of(found))
    }

    fn equal(&mut self, left: NodeId, right: NodeId, negated: bool, scope: &Scope) -> Truth {
        if self.plan.node(left).ty == Type::Text {
            // Texts are told apart only where one of them stands in the policy.
            let fixed = |id| matches!(self.plan.node(id).kind, NodeKind::Constant(_));
            if !fixed(left) && !fixed(right) {
                return Truth::Gone;
            }
        }
        match (self.op(left, scope), self.op(right, scope)) {
            (Op::Number(left), Op::Number(right)) => Truth::Equal(left, right, negated),
            (Op::Whole(left), Op::Whole(right)) => Truth::EqualWhole(left, right, negated),
            (Op::Truth(left), Op::Truth(right)) => Truth::EqualAnswer(left, right, negated),
            _ => Truth::Gone,
        }
    }

    fn membership(&mut self, value: NodeId, choices: &[Choice], scope: &Scope) -> TruthId {
        let mut parts = Vec::with_capacity(choices.len());
        let mut read = Vec::new();
        for choice in choices {
            let part = match choice {
                Choice::Value(node) => {
                    read.push(self.op(*node, scope));
                    self.equal(value, *node, false, scope)
                }
                Choice::Within(bounds) => {
                    let left = self.op(value, scope);
                    let bounds = bounds.iter();
                    let bounds = bounds
                        .map(|(comparison, limit)| {
                            let right = self.op(*limit, scope);
                            read.push(right);
                            self.pools.truth(compare(*comparison, left, right))
                        })
                        .collect();
                    Truth::And(bounds)
                }
            };
            parts.push(self.pools.truth(part));
        }
        let mut found = self.pools.truth(Truth::Or(parts.into()));
        let cases = match self.plan.node(value).ty {
            Type::Case(id) => self.plan.program().enums.get(id.index()),
            _ => None,
        };
        if cases.is_some_and(|ty| ty.cases.len() <= choices.len()) {
            // All cases may be among them, so that the interpreter knows the answer in any case.
            let [yes, no] = [true, false].map(|answer| self.pools.truth(Truth::Constant(answer)));
            found = self.pools.truth(Truth::If(Box::new([(found, yes)]), no));
        }
        let found = self.after(&read, Op::Truth(found));
        self.truth_of(found)
    }

    /// A node that gives a date, month, case or text.
    pub fn whole_node(&mut self, node: &Node, scope: &Scope) -> WholeId {
        let op = match &node.kind {
            NodeKind::Shift { base, by, back } => {
                let months = self.plan.node(*by).ty == Type::Months;
                let (base, by) = (self.whole(*base, scope), self.number(*by, scope));
                match node.ty {
                    Type::Date => Whole::ShiftDate(base, by, months, *back),
                    _ => Whole::ShiftMonth(base, by, *back),
                }
            }
            NodeKind::Builtin(function, arguments) => match (function, arguments.as_slice()) {
                (Builtin::MonthOf, [date]) => Whole::MonthOf(self.whole(*date, scope)),
                (Builtin::MonthAfter, [date]) => Whole::MonthAfter(self.whole(*date, scope)),
                (Builtin::FirstDay, [month]) => Whole::FirstDay(self.whole(*month, scope)),
                (Builtin::LastDay, [month]) => Whole::LastDay(self.whole(*month, scope)),
                _ => Whole::Gone,
            },
            _ => Whole::Gone,
        };
        self.pools.whole(op)
    }
}

fn compare(comparison: Comparison, left: Op, right: Op) -> Truth {
    match (left, right) {
        (Op::Number(left), Op::Number(right)) => Truth::Compare(comparison, left, right),
        (Op::Whole(left), Op::Whole(right)) => Truth::CompareWhole(comparison, left, right),
        _ => Truth::Gone,
    }
}
