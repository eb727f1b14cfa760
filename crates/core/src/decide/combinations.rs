//! All combinations of choices, for trying out what is unknown.

/// The most combinations that are ever tried for one question.
pub(super) const MOST: usize = 256;

/// Goes through all combinations of one item of each list; the last list varies fastest.
pub(super) struct Combinations<'a, T> {
    choices: &'a [Vec<T>],
    at: Option<Vec<usize>>,
}

impl<'a, T: Clone> Combinations<'a, T> {
    /// The combinations, unless there are more than [`MOST`] or none.
    pub(super) fn of(choices: &'a [Vec<T>]) -> Option<Self> {
        let count = choices.iter().try_fold(1_usize, |count, items| count.checked_mul(items.len()))?;
        (1..=MOST).contains(&count).then(|| Self { choices, at: Some(vec![0; choices.len()]) })
    }
}

impl<T: Clone> Iterator for Combinations<'_, T> {
    type Item = Vec<T>;

    fn next(&mut self) -> Option<Vec<T>> {
        let at = self.at.take()?;
        let items = self.choices.iter().zip(&at).filter_map(|(items, at)| items.get(*at).cloned()).collect();
        self.at = after(at, self.choices);
        Some(items)
    }
}

/// The positions that follow.
fn after<T>(mut at: Vec<usize>, choices: &[Vec<T>]) -> Option<Vec<usize>> {
    for (position, items) in at.iter_mut().zip(choices).rev() {
        *position += 1;
        if *position < items.len() {
            return Some(at);
        }
        *position = 0;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_combination_comes_once() {
        let choices = [vec![1, 2], vec![3], vec![4, 5, 6]];
        let all: Vec<_> = Combinations::of(&choices).unwrap().collect();
        assert_eq!(all.len(), 6);
        assert_eq!(all[1], [1, 3, 5]);
        assert_eq!(all[5], [2, 3, 6]);
        let none: [Vec<u8>; 0] = [];
        assert_eq!(Combinations::of(&none).unwrap().collect::<Vec<_>>(), [Vec::<u8>::new()]);
    }

    #[test]
    fn too_many_or_none_are_refused() {
        assert!(Combinations::of(&vec![vec![0_u8; 2]; 8]).is_some());
        assert!(Combinations::of(&vec![vec![0_u8; 2]; 9]).is_none());
        assert!(Combinations::of(&[vec![0_u8], Vec::new()]).is_none());
        assert!(Combinations::of(&vec![vec![0_u8; 3]; 100]).is_none());
    }
}
