//! Takes back the keeping of what is read once: a slot pays only from the second reading on.

use std::collections::{HashMap, HashSet};

use crate::untraced::code::{Asked, Code};
use crate::untraced::op::{At, Kept, List, ListId, Number, NumberId, Reach, Truth, TruthId, Whole, WholeId};

/// The present instance itself; only what is kept for it can be read in place.
const OWN: At = At { frame: 0, up: 0 };

/// An operation of any kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Any {
    Number(NumberId),
    Truth(TruthId),
    Whole(WholeId),
    List(ListId),
}

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
    let mut times: HashMap<Any, u32> = HashMap::new();
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

fn raise(times: &mut HashMap<Any, u32>, any: Any, by: u32) {
    let known = times.entry(any).or_insert(0);
    *known = known.saturating_add(by).min(2);
}

fn roots(code: &Code) -> Vec<Any> {
    let required = code.requirements.iter().map(|(_, condition)| Any::Truth(*condition));
    let asked = code.results.iter().flat_map(|(.., asked)| match asked {
        Asked::Tier(case) => vec![Any::Whole(*case)],
        Asked::Excludable(outcome, amount) => vec![Any::Whole(*outcome), Any::Number(*amount)],
        Asked::Benefit(entitled, amount) => vec![Any::Truth(*entitled), Any::Number(*amount)],
    });
    required.chain(asked).collect()
}

/// Every operation that is reached, each before those it reads; a walk with its own stack.
fn readers_first(code: &Code, roots: &[Any]) -> Vec<Any> {
    let mut seen: HashSet<Any> = HashSet::new();
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

/// What an operation reads, and whether it does so for each element of a list.
fn parts(code: &Code, any: Any) -> Vec<(Any, bool)> {
    match any {
        Any::Number(id) => code.numbers.get(id.0 as usize).map(number_parts),
        Any::Truth(id) => code.truths.get(id.0 as usize).map(truth_parts),
        Any::Whole(id) => code.wholes.get(id.0 as usize).map(whole_parts),
        Any::List(id) => code.lists.get(id.0 as usize).map(list_parts),
    }
    .unwrap_or_default()
}

const fn number(id: NumberId) -> (Any, bool) {
    (Any::Number(id), false)
}

const fn truth(id: TruthId) -> (Any, bool) {
    (Any::Truth(id), false)
}

const fn whole(id: WholeId) -> (Any, bool) {
    (Any::Whole(id), false)
}

const fn list(id: ListId) -> (Any, bool) {
    (Any::List(id), false)
}

fn reach(reach: Reach) -> Vec<(Any, bool)> {
    match reach {
        Reach::Only(id) => vec![list(id)],
        Reach::At(_) | Reach::Child(..) => Vec::new(),
    }
}

fn number_parts(op: &Number) -> Vec<(Any, bool)> {
    match op {
        Number::Constant(_) | Number::Fact(..) | Number::Fraction(..) | Number::Gone => Vec::new(),
        Number::Keep(_, inner)
        | Number::Negate(inner)
        | Number::Round(inner, ..)
        | Number::Checked(inner, ..)
        | Number::Amount(inner) => vec![number(*inner)],
        Number::Sum(terms) | Number::Product(terms) => terms.iter().map(|(_, term)| number(*term)).collect(),
        Number::Count(of) | Number::SumFact(of, _) => vec![list(*of)],
        Number::SumOf(of, _, body) => vec![list(*of), (Any::Number(*body), true)],
        Number::Average(of, _, body, none) | Number::Extreme(of, _, body, none, _) => {
            // An average reads its list twice.
            let read = [list(*of), list(*of), (Any::Number(*body), true)];
            read.into_iter().chain(none.map(number)).collect()
        }
        Number::Best(values, _) => values.iter().map(|value| number(*value)).collect(),
        Number::If(arms, otherwise) => {
            let arms = arms.iter().flat_map(|(condition, value)| [truth(*condition), number(*value)]);
            arms.chain([number(*otherwise)]).collect()
        }
        Number::Age(one, other)
        | Number::MonthsBetween(one, other)
        | Number::YearsBetween(one, other)
        | Number::DaysFrom(one, other)
        | Number::MonthsFrom(one, other) => vec![whole(*one), whole(*other)],
        Number::DaysIn(month) => vec![whole(*month)],
        Number::Pick(keys, _) => keys.iter().map(|(key, _)| whole(*key)).collect(),
        Number::Table(_, rows, none) => {
            let rows = rows.iter().flat_map(|(condition, value)| [truth(*condition), number(*value)]);
            rows.chain(none.map(number)).collect()
        }
        Number::With(to, _, body) => reach(*to).into_iter().chain([number(*body)]).collect(),
    }
}

fn truth_parts(op: &Truth) -> Vec<(Any, bool)> {
    match op {
        Truth::Constant(_) | Truth::Fact(..) | Truth::Gone => Vec::new(),
        Truth::Keep(_, inner) | Truth::Not(inner) => vec![truth(*inner)],
        Truth::And(parts) | Truth::Or(parts) => parts.iter().map(|part| truth(*part)).collect(),
        Truth::Compare(_, left, right) | Truth::Equal(left, right, _) => vec![number(*left), number(*right)],
        Truth::CompareWhole(_, left, right) | Truth::EqualWhole(left, right, _) => {
            vec![whole(*left), whole(*right)]
        }
        Truth::EqualAnswer(left, right, _) => vec![truth(*left), truth(*right)],
        Truth::Any(of, _, condition) | Truth::All(of, _, condition) => {
            vec![list(*of), (Any::Truth(*condition), true)]
        }
        Truth::If(arms, otherwise) => {
            let arms = arms.iter().flat_map(|(condition, value)| [truth(*condition), truth(*value)]);
            arms.chain([truth(*otherwise)]).collect()
        }
        Truth::Table(rows, none) => {
            let rows = rows.iter().flat_map(|(condition, value)| [truth(*condition), truth(*value)]);
            rows.chain(none.map(truth)).collect()
        }
        Truth::With(to, _, body) => reach(*to).into_iter().chain([truth(*body)]).collect(),
    }
}

fn whole_parts(op: &Whole) -> Vec<(Any, bool)> {
    match op {
        Whole::Constant(_) | Whole::Fact(..) | Whole::Gone => Vec::new(),
        Whole::Keep(_, inner)
        | Whole::MonthOf(inner)
        | Whole::MonthAfter(inner)
        | Whole::FirstDay(inner)
        | Whole::LastDay(inner) => vec![whole(*inner)],
        Whole::If(arms, otherwise) => {
            let arms = arms.iter().flat_map(|(condition, value)| [truth(*condition), whole(*value)]);
            arms.chain([whole(*otherwise)]).collect()
        }
        Whole::ShiftDate(base, by, ..) | Whole::ShiftMonth(base, by, _) => vec![whole(*base), number(*by)],
        Whole::Pick(keys, _) => keys.iter().map(|(key, _)| whole(*key)).collect(),
        Whole::Table(rows, none) => {
            let rows = rows.iter().flat_map(|(condition, value)| [truth(*condition), whole(*value)]);
            rows.chain(none.map(whole)).collect()
        }
        Whole::With(to, _, body) => reach(*to).into_iter().chain([whole(*body)]).collect(),
    }
}

fn list_parts(op: &List) -> Vec<(Any, bool)> {
    match op {
        List::Members(..) => Vec::new(),
        List::Where(of, _, condition) => vec![list(*of), (Any::Truth(*condition), true)],
        List::Keep(_, inner) => vec![list(*inner)],
        List::With(to, _, inner) => reach(*to).into_iter().chain([list(*inner)]).collect(),
        List::Flatten(outer, _, inner) => vec![list(*outer), (Any::List(*inner), true)],
    }
}
