//! The operations of a plan in the order in which they read one another.

use crate::map::Set;
use crate::program::EntityId;
use crate::untraced::code::{Asked, Code};
use crate::untraced::op::Any;
use crate::untraced::particulars::Particulars;
use crate::untraced::parts::{list_parts, number_parts, truth_parts, whole_parts};

/// The operations that a decision begins with, and the entity of whose instances each is asked.
pub fn roots(code: &Code) -> Vec<(EntityId, Any)> {
    let required = code.requirements.iter().map(|(entity, condition)| (*entity, Any::Truth(*condition)));
    let mut roots: Vec<_> = required.collect();
    for (value, entity, asked) in &code.results {
        let [first, second] = match asked {
            Asked::Tier(case) => [Some(Any::Whole(*case)), None],
            Asked::Excludable(outcome, amount) => [Some(Any::Whole(*outcome)), Some(Any::Number(*amount))],
            Asked::Benefit(entitled, amount) => [Some(Any::Truth(*entitled)), Some(Any::Number(*amount))],
        };
        let particulars = code.particulars.get(value.index()).into_iter().flatten();
        let asked = first.into_iter().chain(second).chain(particulars.flat_map(Particulars::roots));
        roots.extend(asked.map(|any| (*entity, any)));
    }
    roots
}

/// Every operation that is reached, each before those it reads; a walk with its own stack.
pub fn readers_first(code: &Code, roots: &[Any]) -> Vec<Any> {
    let mut seen: Set<Any> = Set::new();
    let mut order = Vec::new();
    for root in roots {
        let mut path = Vec::new();
        if seen.insert(*root) {
            path.push((*root, parts(code, *root)));
        }
        while let Some((any, rest)) = path.last_mut() {
            match rest.pop() {
                Some((part, _)) => {
                    if seen.insert(part) {
                        path.push((part, parts(code, part)));
                    }
                }
                None => {
                    order.push(*any);
                    path.pop();
                }
            }
        }
    }
    order.reverse();
    order
}

/// What an operation reads, and whether it does so for each element of a list.
pub fn parts(code: &Code, any: Any) -> Vec<(Any, bool)> {
    match any {
        Any::Number(id) => code.numbers.get(id.0 as usize).map(number_parts),
        Any::Truth(id) => code.truths.get(id.0 as usize).map(truth_parts),
        Any::Whole(id) => code.wholes.get(id.0 as usize).map(whole_parts),
        Any::List(id) => code.lists.get(id.0 as usize).map(list_parts),
    }
    .unwrap_or_default()
}
