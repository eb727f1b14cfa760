//! What operations read: other operations, and whether they do so for each element of a list.

use crate::untraced::op::{Any, List, ListId, Number, NumberId, Reach, Truth, TruthId, Whole, WholeId};

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

/// What a number reads.
pub fn number_parts(op: &Number) -> Vec<(Any, bool)> {
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

/// What a condition reads.
pub fn truth_parts(op: &Truth) -> Vec<(Any, bool)> {
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

/// What a date, month, case or text reads.
pub fn whole_parts(op: &Whole) -> Vec<(Any, bool)> {
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

/// What a list reads.
pub fn list_parts(op: &List) -> Vec<(Any, bool)> {
    match op {
        List::Members(..) => Vec::new(),
        List::Where(of, _, condition) => vec![list(*of), (Any::Truth(*condition), true)],
        List::Keep(_, inner) => vec![list(*inner)],
        List::With(to, _, inner) => reach(*to).into_iter().chain([list(*inner)]).collect(),
        List::Flatten(outer, _, inner) => vec![list(*outer), (Any::List(*inner), true)],
    }
}
