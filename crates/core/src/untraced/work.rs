//! The most that is done here for a case, by how many instances it has.
//!
//! An operation that several read is walked by each of them, unless it is kept. Inside of lists nothing can be kept,
//! so what is given to a definition, and by that to another, may be walked any number of times.

use super::code::Code;
use super::cost::Cost;
use super::op::{Any, Number, Truth, Whole};
use super::order::{parts, readers_first, roots};
use crate::map::Map;
use crate::program::EntityId;

/// What every rule and requirement takes, with whatever is kept for it.
pub fn of(code: &Code, root: EntityId) -> Cost {
    let mut starts = roots(code);
    starts.extend(&code.kept);
    let mut costs: Map<Any, Cost> = Map::new();
    let order = readers_first(code, &starts.iter().map(|(_, any)| *any).collect::<Vec<_>>());
    for any in order.into_iter().rev() {
        let mut cost = Cost::steps(1);
        if !is_kept(code, any) {
            for (part, in_loop) in parts(code, any) {
                let part = costs.get(&part).copied().unwrap_or_default();
                cost.add(if in_loop { part.for_each() } else { part });
            }
        }
        costs.insert(any, cost);
    }
    let mut all = Cost::default();
    for (entity, start) in starts {
        let cost = costs.get(&start).copied().unwrap_or_default();
        all.add(if entity == root { cost } else { cost.for_each() });
    }
    all
}

/// Lists are not: those of many elements are filtered anew each time they are read.
fn is_kept(code: &Code, any: Any) -> bool {
    match any {
        Any::Number(id) => matches!(code.numbers.get(id.0 as usize), Some(Number::Keep(..))),
        Any::Truth(id) => matches!(code.truths.get(id.0 as usize), Some(Truth::Keep(..))),
        Any::Whole(id) => matches!(code.wholes.get(id.0 as usize), Some(Whole::Keep(..))),
        Any::List(_) => false,
    }
}
