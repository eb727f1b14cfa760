//! Maps and sets whose hashing is the same code for all types.
//!
//! The standard library's map is two kilobytes of code for each pair of types, which a page would load for each
//! of the hundred pairs mapped here. These keep their entries in a list, in the order in which they came, and one
//! map of the standard library from hashes to places in it. Keys are hashed with its random seed, so nobody can
//! choose keys that all have one hash.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher, RandomState};

/// A map that tells its entries in the order in which their keys came.
#[derive(Clone, Debug)]
pub struct Map<K, V> {
    entries: Vec<(K, V)>,
    places: Places,
}

impl<K, V> Map<K, V> {
    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        Self { entries: Vec::new(), places: Places::default() }
    }

    /// Whether it has no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many entries it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The entries.
    pub fn iter(&self) -> Iter<'_, K, V> {
        self.entries.iter().map(refer)
    }

    /// The keys.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.entries.iter().map(|(key, _)| key)
    }

    /// The values.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.entries.iter().map(|(_, value)| value)
    }
}

impl<K: Hash + Eq, V> Map<K, V> {
    /// The value of a key.
    pub fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let place = self.find(key).ok()?;
        self.entries.get(place).map(|(_, value)| value)
    }

    /// The value of a key, to be changed.
    pub fn get_mut<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let place = self.find(key).ok()?;
        self.entries.get_mut(place).map(|(_, value)| value)
    }

    /// Whether the key has a value.
    pub fn contains_key<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).is_ok()
    }

    /// Gives a key its value; gives back the one it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.find(&key) {
            Ok(place) => self.entries.get_mut(place).map(|(_, known)| std::mem::replace(known, value)),
            Err(free) => {
                self.add(free, key, value);
                None
            }
        }
    }

    /// The value of a key, which is `value` if it had none.
    pub fn or_insert(&mut self, key: K, value: V) -> &mut V {
        self.or_insert_with(key, || value)
    }

    /// The value of a key, which is the default if it had none.
    pub fn or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        self.or_insert_with(key, V::default)
    }

    /// The value of a key, made if it had none.
    #[allow(clippy::indexing_slicing, reason = "finding and adding give places of the list")]
    pub fn or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let place = match self.find(&key) {
            Ok(place) => place,
            Err(free) => self.add(free, key, make()),
        };
        &mut self.entries[place].1
    }

    /// Where the key is or would be known.
    fn find<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Result<usize, Free>
    where
        K: Borrow<Q>,
    {
        let is = |place: usize| self.entries.get(place).is_some_and(|(known, _)| known.borrow() == key);
        self.places.find(self.places.hasher.hash_one(key), &is)
    }

    fn add(&mut self, free: Free, key: K, value: V) -> usize {
        let place = self.entries.len();
        self.places.by_hash.insert(free.0, place);
        self.entries.push((key, value));
        place
    }
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Hash + Eq, V> Extend<(K, V)> for Map<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: Hash + Eq, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::new();
        map.extend(entries);
        map
    }
}

impl<K, V> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

/// The entries of a map.
pub type Iter<'m, K, V> = std::iter::Map<std::slice::Iter<'m, (K, V)>, fn(&'m (K, V)) -> (&'m K, &'m V)>;

impl<'m, K, V> IntoIterator for &'m Map<K, V> {
    type Item = (&'m K, &'m V);
    type IntoIter = Iter<'m, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

fn refer<K, V>((key, value): &(K, V)) -> (&K, &V) {
    (key, value)
}

/// A set that tells its members in the order in which they came.
#[derive(Clone, Debug)]
pub struct Set<T>(Map<T, ()>);

impl<T> Set<T> {
    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        Self(Map::new())
    }

    /// How many members it has.
    #[cfg(feature = "compiler")]
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Leaves no member.
    pub fn clear(&mut self) {
        self.0.entries.clear();
        self.0.places.by_hash.clear();
    }

    /// The members.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.keys()
    }
}

impl<T: Hash + Eq> Set<T> {
    /// Whether it is a member.
    pub fn contains<Q: Hash + Eq + ?Sized>(&self, member: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.0.contains_key(member)
    }

    /// Takes in a member; whether it wasn't one before.
    pub fn insert(&mut self, member: T) -> bool {
        self.0.insert(member, ()).is_none()
    }
}

impl<T> Default for Set<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Hash + Eq> Extend<T> for Set<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, members: I) {
        for member in members {
            self.insert(member);
        }
    }
}

impl<T: Hash + Eq> FromIterator<T> for Set<T> {
    fn from_iter<I: IntoIterator<Item = T>>(members: I) -> Self {
        let mut set = Self::new();
        set.extend(members);
        set
    }
}

impl<T> IntoIterator for Set<T> {
    type Item = T;
    type IntoIter = std::iter::Map<std::vec::IntoIter<(T, ())>, fn((T, ())) -> T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter().map(|(member, ())| member)
    }
}

/// Where the keys of a map stand.
#[derive(Clone, Debug, Default)]
struct Places {
    hasher: RandomState,
    /// By the first hash from the key's own on that no other key has.
    by_hash: HashMap<u64, usize, BuildHasherDefault<AsGiven>>,
}

/// The hash by which a new key would be known.
struct Free(u64);

impl Places {
    /// The place of the key with a hash.
    fn find(&self, mut hash: u64, is: &dyn Fn(usize) -> bool) -> Result<usize, Free> {
        loop {
            match self.by_hash.get(&hash) {
                Some(place) if is(*place) => return Ok(*place),
                Some(_) => hash = hash.wrapping_add(1),
                None => return Err(Free(hash)),
            }
        }
    }
}

/// Leaves hashes as they are.
#[derive(Default)]
struct AsGiven(u64);

impl Hasher for AsGiven {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::hash::{Hash, Hasher};

    use proptest::prelude::*;

    use super::Map;

    /// Hashes to one of two.
    #[derive(Clone, Debug, Eq, PartialEq)]
    struct Alike(u8);

    impl Hash for Alike {
        fn hash<H: Hasher>(&self, state: &mut H) {
            (self.0 % 2).hash(state);
        }
    }

    proptest! {
        #[test]
        fn maps_as_the_standard_library_does(entries in prop::collection::vec((any::<u8>(), any::<u8>()), 0..400)) {
            let mut map = Map::new();
            let mut same = HashMap::new();
            let mut order = Vec::new();
            for (key, value) in entries {
                if !same.contains_key(&key) {
                    order.push(key);
                }
                prop_assert_eq!(map.insert(Alike(key), value), same.insert(key, value));
            }
            prop_assert!(map.keys().map(|key| key.0).eq(order));
            for key in 0..=u8::MAX {
                prop_assert_eq!(map.get(&Alike(key)), same.get(&key));
                prop_assert_eq!(*map.or_insert(Alike(key), 7), *same.entry(key).or_insert(7));
            }
        }
    }
}
