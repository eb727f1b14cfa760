//! Arms that can never apply, because an earlier arm takes everything they would.

use crate::diagnostic::{Diagnostic, Span};
use crate::program::range::Range;
use crate::program::{NodeId, NodeKind, Program, Value};
use crate::semantics::problems;
use crate::semantics::proofs::likeness::{Class, Likeness};
use crate::syntax::tree::Comparison;

/// Each arm is compared with so many before it.
const COMPARED: usize = 64;

/// One of the conditions that an arm joins with `and`.
struct Atom {
    class: Class,
    /// What it says of an expression, if it compares one with a fixed number.
    about: Option<(Class, Range)>,
}

/// Warnings for arms in the order of their conditions.
pub fn unreachable(
    program: &Program,
    likeness: &mut Likeness<'_>,
    conditions: &[NodeId],
    depth: u32,
) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut earlier: Vec<(Vec<Atom>, Span)> = Vec::new();
    for condition in conditions {
        let span = program.nodes.get(*condition).span;
        let mut atoms = Vec::new();
        let possible = split(program, likeness, *condition, depth, &mut atoms);
        let covering = earlier
            .iter()
            .rev()
            .take(COMPARED)
            .find(|(before, _)| before.iter().all(|atom| atoms.iter().any(|other| other.implies(atom))));
        match covering {
            _ if !possible => problems.push(problems::unreachable_arm(span, None)),
            Some((_, place)) => problems.push(problems::unreachable_arm(span, Some(*place))),
            None => earlier.push((atoms, span)),
        }
    }
    problems
}

impl Atom {
    fn implies(&self, other: &Self) -> bool {
        let stronger = match (self.about, other.about) {
            (Some((one, range)), Some((two, wider))) => one == two && range.lies_in(wider),
            _ => false,
        };
        self.class == other.class || stronger
    }
}

/// Splits a condition at its `and`s; false where it is always `no`.
fn split(
    program: &Program,
    likeness: &mut Likeness<'_>,
    condition: NodeId,
    depth: u32,
    atoms: &mut Vec<Atom>,
) -> bool {
    match &program.nodes.get(condition).kind {
        NodeKind::And(parts) => {
            let mut possible = true;
            for part in parts {
                possible &= split(program, likeness, *part, depth, atoms);
            }
            possible
        }
        // `yes` says nothing, so an arm of it takes everything that comes after.
        NodeKind::Constant(Value::Bool(value)) => *value,
        NodeKind::Compare(comparison, left, right) => {
            let class = likeness.class(condition, depth);
            let fixed = |id: NodeId| match program.nodes.get(id).kind {
                NodeKind::Constant(Value::Number(number)) => Some(Range::point(number)),
                _ => None,
            };
            let about = match (fixed(*left), fixed(*right)) {
                (None, Some(limit)) => Some((likeness.class(*left, depth), limit.left_of(*comparison))),
                (Some(limit), None) => {
                    Some((likeness.class(*right, depth), limit.left_of(turned(*comparison))))
                }
                _ => None,
            };
            atoms.push(Atom { class, about });
            true
        }
        _ => {
            let class = likeness.class(condition, depth);
            atoms.push(Atom { class, about: None });
            true
        }
    }
}

fn turned(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Below => Comparison::Above,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::Above => Comparison::Below,
        Comparison::AtLeast => Comparison::AtMost,
    }
}
