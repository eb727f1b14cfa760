//! Takes back the keeping of what is read once: a slot pays only from the second reading on.

use crate::map::{Map, Set};
use crate::untraced::code::{Asked, Code};
use crate::untraced::op::{Any, At, Kept, List, Number, Truth, Whole};
use crate::untraced::particulars::Particulars;
use crate::untraced::parts::{list_parts, number_parts, truth_parts, whole_parts};

/// The present instance itself; only what is kept for it can be read in place.
const OWN: At = At { frame: 0, up: 0 };

/// Puts the body of everything kept for one reading in its place.
pub fn drop_single_uses(code: &mut Code) {
    for (any, times) in count(code) {
        if times > 1 {
            continue;
        }
        match any {
            Any::Number(id) => {
                if let Some(&Number::Keep(Kept { at: OWN, .. }, body)) = code.numbers.get(id.0 as usize) {
                    put(&mut code.numbers, id.0, body.0);
                }
            }
            Any::Truth(id) => {
                if let Some(&Truth::Keep(Kept { at: OWN, .. }, body)) = code.truths.get(id.0 as usize) {
                    put(&mut code.truths, id.0, body.0);
                }
            }
            Any::Whole(id) => {
                if let Some(&Whole::Keep(Kept { at: OWN, .. }, body)) = code.wholes.get(id.0 as usize) {
                    put(&mut code.wholes, id.0, body.0);
                }
            }
            Any::List(id) => {
                if let Some(&List::Keep(Kept { at: OWN, .. }, body)) = code.lists.get(id.0 as usize) {
                    put(&mut code.lists, id.0, body.0);
                }
            }
        }
    }
}

fn put<T: Clone>(ops: &mut [T], place: u32, body: u32) {
    if let Some(body) = ops.get(body as usize).cloned()
        && let Some(op) = ops.get_mut(place as usize)
    {
        *op = body;
    }
}

/// How often each operation is read, once or more than once, those that read it first. A loop reads more
/// than once, and so does an operation that is itself read more than once and not kept.
fn count(code: &Code) -> Vec<(Any, u32)> {
    let roots = roots(code);
    let order = readers_first(code, &roots);
    let mut times: Map<Any, u32> = Map::new();
    for root in roots {
        raise(&mut times, root, 1);
    }
    for any in &order {
        let own = if is_kept(code, *any) { 1 } else { times.get(any).copied().unwrap_or(1) };
        for (part, in_loop) in parts(code, *any) {
            raise(&mut times, part, if in_loop { 2 } else { own });
        }
    }
    order.into_iter().map(|any| (any, times.get(&any).copied().unwrap_or(2))).collect()
}

fn raise(times: &mut Map<Any, u32>, any: Any, by: u32) {
    let known = times.or_insert(any, 0);
    *known = known.saturating_add(by).min(2);
}

fn roots(code: &Code) -> Vec<Any> {
    let required = code.requirements.iter().map(|(_, condition)| Any::Truth(*condition));
    let asked = code.results.iter().flat_map(|(.., asked)| match asked {
        Asked::Tier(case) => vec![Any::Whole(*case)],
        Asked::Excludable(outcome, amount) => vec![Any::Whole(*outcome), Any::Number(*amount)],
        Asked::Benefit(entitled, amount) => vec![Any::Truth(*entitled), Any::Number(*amount)],
    });
    let particulars = code.particulars.iter().flatten().flat_map(Particulars::roots);
    required.chain(asked).chain(particulars).collect()
}

/// Every operation that is reached, each before those it reads; a walk with its own stack.
fn readers_first(code: &Code, roots: &[Any]) -> Vec<Any> {
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

fn is_kept(code: &Code, any: Any) -> bool {
    match any {
        Any::Number(id) => matches!(code.numbers.get(id.0 as usize), Some(Number::Keep(..))),
        Any::Truth(id) => matches!(code.truths.get(id.0 as usize), Some(Truth::Keep(..))),
        Any::Whole(id) => matches!(code.wholes.get(id.0 as usize), Some(Whole::Keep(..))),
        Any::List(id) => matches!(code.lists.get(id.0 as usize), Some(List::Keep(..))),
    }
}

fn parts(code: &Code, any: Any) -> Vec<(Any, bool)> {
    match any {
        Any::Number(id) => code.numbers.get(id.0 as usize).map(number_parts),
        Any::Truth(id) => code.truths.get(id.0 as usize).map(truth_parts),
        Any::Whole(id) => code.wholes.get(id.0 as usize).map(whole_parts),
        Any::List(id) => code.lists.get(id.0 as usize).map(list_parts),
    }
    .unwrap_or_default()
}
