//! Stable sorting by the same code for all types.
//!
//! The standard library sorts any type by code of its own, four kilobytes of it, which a page would load for
//! each of the thirty types sorted here. This sorts the places instead and then moves what stands there.
//! A map in order is a kilobyte for each type too, so lists in order stand for those.

use std::cmp::Ordering;

/// Sorts by what `key` gives; equals stay as they were.
pub(crate) fn by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    by(items, |one, other| key(one).cmp(&key(other)));
}

/// Sorts as `compare` says; equals stay as they were.
pub(crate) fn by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    if items.len() < 2 {
        return;
    }
    let order = order(items.len(), &|one, other| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    arrange(order, &mut |one, other| items.swap(one, other));
}

/// All of them in order, each once.
pub(crate) fn distinct<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    by(&mut items, Ord::cmp);
    items.dedup();
    items
}

/// The values of each key, in the order of keys; those of one key stay in the order they were in.
#[cfg(any(test, feature = "compiler"))]
pub(crate) fn groups<K: Ord, V>(mut pairs: Vec<(K, V)>) -> Vec<(K, Vec<V>)> {
    by(&mut pairs, |(one, _), (other, _)| one.cmp(other));
    let mut groups: Vec<(K, Vec<V>)> = Vec::new();
    for (key, value) in pairs {
        match groups.last_mut() {
            Some((last, values)) if *last == key => values.push(value),
            _ => groups.push((key, vec![value])),
        }
    }
    groups
}

/// For each place, where that stands which belongs there.
fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    // No two places are equal, and the code that may swap equals is the smaller.
    order.sort_unstable_by(|one, other| compare(*one, *other).then(one.cmp(other)));
    order
}

/// Moves everything to its place, one ring of places after the other.
fn arrange(mut order: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut place = start;
        while let Some(from) = order.get_mut(place) {
            let from = std::mem::replace(from, place);
            if from == start {
                break;
            }
            swap(place, from);
            place = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(mut items in prop::collection::vec((0u8..12, any::<u8>()), 0..200)) {
            let mut same = items.clone();
            super::by_key(&mut items, |(key, _)| *key);
            same.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(items, same);
        }

        #[test]
        fn groups_as_a_map_of_lists_does(pairs in prop::collection::vec((0u8..12, any::<u8>()), 0..200)) {
            let mut same: BTreeMap<u8, Vec<u8>> = BTreeMap::new();
            for (key, value) in &pairs {
                same.entry(*key).or_default().push(*value);
            }
            let keys = super::distinct(pairs.iter().map(|(key, _)| *key).collect());
            prop_assert!(keys.iter().eq(same.keys()));
            prop_assert_eq!(super::groups(pairs), same.into_iter().collect::<Vec<_>>());
        }
    }
}
