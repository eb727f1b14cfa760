//! Takes back the keeping of what is read once: a slot pays only from the second reading on.

use crate::map::Map;
use crate::untraced::code::Code;
use crate::untraced::op::{Any, At, Kept, List, Number, Truth, Whole};
use crate::untraced::order::{parts, readers_first, roots};

/// Puts the body of everything kept for one reading in its place. Only what is kept for the present instance
/// itself can be read in place.
pub fn drop_single_uses(code: &mut Code) {
    for (any, times) in count(code) {
        if times > 1 {
            continue;
        }
        match any {
            Any::Number(id) => {
                if let Some(&Number::Keep(Kept { at: At::OWN, .. }, body)) = code.numbers.get(id.0 as usize) {
                    put(&mut code.numbers, id.0, body.0);
                }
            }
            Any::Truth(id) => {
                if let Some(&Truth::Keep(Kept { at: At::OWN, .. }, body)) = code.truths.get(id.0 as usize) {
                    put(&mut code.truths, id.0, body.0);
                }
            }
            Any::Whole(id) => {
                if let Some(&Whole::Keep(Kept { at: At::OWN, .. }, body)) = code.wholes.get(id.0 as usize) {
                    put(&mut code.wholes, id.0, body.0);
                }
            }
            Any::List(id) => {
                if let Some(&List::Keep(Kept { at: At::OWN, .. }, body)) = code.lists.get(id.0 as usize) {
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
    let roots: Vec<Any> = roots(code).into_iter().map(|(_, root)| root).collect();
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

fn is_kept(code: &Code, any: Any) -> bool {
    match any {
        Any::Number(id) => matches!(code.numbers.get(id.0 as usize), Some(Number::Keep(..))),
        Any::Truth(id) => matches!(code.truths.get(id.0 as usize), Some(Truth::Keep(..))),
        Any::Whole(id) => matches!(code.wholes.get(id.0 as usize), Some(Whole::Keep(..))),
        Any::List(id) => matches!(code.lists.get(id.0 as usize), Some(List::Keep(..))),
    }
}
