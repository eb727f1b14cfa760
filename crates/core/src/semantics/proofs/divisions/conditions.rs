//! What conditions say of the numbers in them, for the proof of divisions.

use super::{Leaf, Prover};
use crate::map::Map;
use crate::number::Rational;
use crate::program::range::Range;
use crate::program::{EntityId, NodeId, NodeKind, Rule, Value, ValueId};
use crate::semantics::proofs::likeness::Class;
use crate::syntax::tree::Comparison;

/// What is known where an expression is evaluated: conditions that hold there, innermost last.
#[derive(Debug, Default)]
pub(super) struct Facts {
    known: Map<Class, Vec<Range>>,
    trail: Vec<Class>,
}

impl Facts {
    pub(super) fn add(&mut self, class: Class, range: Range) {
        let of_class = self.known.or_default(class);
        let narrowed = of_class.last().copied().unwrap_or_default().both(range);
        of_class.push(narrowed);
        self.trail.push(class);
    }

    pub(super) fn of(&self, class: Class) -> Range {
        self.known.get(&class).and_then(|ranges| ranges.last()).copied().unwrap_or_default()
    }

    /// How much is known, to come back to.
    pub(super) fn mark(&self) -> usize {
        self.trail.len()
    }

    pub(super) fn forget_after(&mut self, mark: usize) {
        while self.trail.len() > mark {
            if let Some(class) = self.trail.pop()
                && let Some(ranges) = self.known.get_mut(&class)
            {
                ranges.pop();
            }
        }
    }
}

impl Prover<'_, '_> {
    /// Takes a condition that has been looked at as holding, or as not holding.
    pub(super) fn assume(&mut self, condition: NodeId, holds: bool, depth: u32) {
        let program = self.program;
        match &program.nodes.get(condition).kind {
            // What a later part says may tell more about an earlier one.
            NodeKind::And(parts) if holds => {
                parts.iter().chain(parts).for_each(|part| self.assume(*part, true, depth));
            }
            NodeKind::Or(parts) if !holds => {
                parts.iter().chain(parts).for_each(|part| self.assume(*part, false, depth));
            }
            NodeKind::Not(inner) => self.assume(*inner, !holds, depth),
            NodeKind::Compare(comparison, left, right) => {
                let comparison = if holds { *comparison } else { opposite(*comparison) };
                let (of_left, of_right) = (self.here(*left, depth), self.here(*right, depth));
                self.learn(*left, of_right.left_of(comparison), depth);
                self.learn(*right, of_left.left_of(mirrored(comparison)), depth);
            }
            NodeKind::Equal(left, right, negated) => {
                for (one, other) in [(*left, *right), (*right, *left)] {
                    let range = self.here(other, depth);
                    if holds != *negated {
                        self.learn(one, range, depth);
                    } else if range.single().is_some_and(Rational::is_zero) {
                        self.learn(one, Range::nonzero(), depth);
                    }
                }
            }
            _ => {}
        }
    }

    /// What the filters of a list say of its elements.
    pub(super) fn assume_elements(&mut self, list: NodeId, depth: u32) {
        if let NodeKind::Where { list, condition } = self.program.nodes.get(list).kind {
            self.assume_elements(list, depth);
            self.assume(condition, true, depth.saturating_add(1));
        }
    }

    fn learn(&mut self, id: NodeId, range: Range, depth: u32) {
        if !self.program.nodes.get(id).ty.is_numeric() || range == Range::default() {
            return;
        }
        let class = self.likeness.class(id, depth);
        self.facts.add(class, range);
        if let Some((_, body)) = self.definition_here(id) {
            let class = self.likeness.class(body, 0);
            self.facts.add(class, range);
        }
    }

    /// The single formula of a definition that is read from the rule's own instance.
    fn definition_here(&self, id: NodeId) -> Option<(ValueId, NodeId)> {
        let NodeKind::Derived(place, id) = self.program.nodes.get(id).kind else { return None };
        let value = self.program.values.get(id.index())?;
        let own = place.frame == 0 && place.up == 0 && self.entity == Some(value.entity);
        match &value.rule {
            Rule::Definition(bodies) if own => match bodies.as_slice() {
                [only] => Some((id, only.node)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Takes a requirement's comparisons with fixed numbers as known of every instance of its entity.
    pub(super) fn require(&mut self, entity: EntityId, condition: NodeId) {
        self.enter(Some(entity));
        let program = self.program;
        match &program.nodes.get(condition).kind {
            NodeKind::And(parts) => parts.iter().for_each(|part| self.require(entity, *part)),
            NodeKind::Compare(comparison, left, right) => {
                let (of_left, of_right) = (self.fixed(*left), self.fixed(*right));
                self.require_of(entity, *left, of_right.left_of(*comparison));
                self.require_of(entity, *right, of_left.left_of(mirrored(*comparison)));
            }
            NodeKind::Equal(left, right, negated) => {
                for (one, other) in [(*left, *right), (*right, *left)] {
                    let range = self.fixed(other);
                    if !*negated {
                        self.require_of(entity, one, range);
                    } else if range.single().is_some_and(Rational::is_zero) {
                        self.require_of(entity, one, Range::nonzero());
                    }
                }
            }
            _ => {}
        }
    }

    fn fixed(&mut self, id: NodeId) -> Range {
        match self.program.nodes.get(id).kind {
            NodeKind::Constant(Value::Number(number)) => Range::point(number),
            NodeKind::Parameter { parameter, .. } => self.of_parameter(parameter),
            _ => Range::default(),
        }
    }

    fn require_of(&mut self, entity: EntityId, subject: NodeId, range: Range) {
        if range == Range::default() || !self.program.nodes.get(subject).ty.is_numeric() {
            return;
        }
        let mut subjects = vec![subject];
        let leaf = match self.program.nodes.get(subject).kind {
            NodeKind::Fact(place, field) if place == Default::default() => Some(Leaf::Fact(entity, field)),
            NodeKind::Derived(place, value) if place == Default::default() => Some(Leaf::Value(value)),
            _ => None,
        };
        if let Some(leaf) = leaf {
            let known = self.required_leaves.or_default(leaf);
            *known = known.both(range);
        }
        subjects.extend(self.definition_here(subject).map(|(_, body)| body));
        for subject in subjects {
            let class = self.likeness.class(subject, 0);
            let known = self.required.or_default((entity, class));
            *known = known.both(range);
        }
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
