//! Which file uses which: the order of the layers.

use crate::diagnostic::SourceId;
use crate::map::Map;

/// The files of a policy, each after all that it uses.
///
/// Files that no other uses are the policy itself; the others are the layers below it. A file that is
/// not known to an order belongs to the policy itself.
#[derive(Clone, Debug, Default)]
pub struct Order {
    ranks: Map<SourceId, usize>,
    /// For each rank, a bit for each rank that it uses, directly or through others.
    uses: Vec<Vec<u64>>,
    main: Vec<bool>,
}

impl Order {
    /// Adds a file after those that it uses.
    pub(super) fn add(&mut self, source: SourceId, uses: &[SourceId], main: bool) {
        let rank = self.uses.len();
        let mut all = vec![0u64; rank / 64 + 1];
        for used in uses.iter().filter_map(|used| self.ranks.get(used)) {
            if let Some(word) = all.get_mut(used / 64) {
                *word |= 1 << (used % 64);
            }
            for (word, below) in all.iter_mut().zip(self.uses.get(*used).into_iter().flatten()) {
                *word |= below;
            }
        }
        self.ranks.insert(source, rank);
        self.uses.push(all);
        self.main.push(main);
    }

    /// Adds an annex, which belongs to the file that names it.
    pub(super) fn add_annex(&mut self, source: SourceId, of: SourceId) {
        if let Some(rank) = self.ranks.get(&of).copied() {
            self.ranks.insert(source, rank);
        }
    }

    /// Where a file stands among all: above those that it uses.
    #[must_use]
    pub fn rank(&self, source: SourceId) -> usize {
        self.ranks.get(&source).copied().unwrap_or(0)
    }

    /// Whether a file uses another, directly or through others.
    #[must_use]
    pub fn uses(&self, user: SourceId, used: SourceId) -> bool {
        let (Some(user), Some(used)) = (self.ranks.get(&user), self.ranks.get(&used)) else { return false };
        let word = self.uses.get(*user).and_then(|all| all.get(used / 64));
        word.is_some_and(|word| word >> (used % 64) & 1 == 1)
    }

    /// Whether a file uses none.
    #[must_use]
    pub fn stands_alone(&self, source: SourceId) -> bool {
        let used = self.ranks.get(&source).and_then(|rank| self.uses.get(*rank));
        used.is_none_or(|used| used.iter().all(|word| *word == 0))
    }

    /// Whether a file belongs to the policy itself, not to a layer below it.
    #[must_use]
    pub fn is_main(&self, source: SourceId) -> bool {
        self.ranks.get(&source).and_then(|rank| self.main.get(*rank)).copied().unwrap_or(true)
    }
}
