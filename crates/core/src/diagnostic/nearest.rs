//! What a person may have meant by a name that stands for nothing.

/// Longer names are not compared with misspelt ones.
const LONGEST_COMPARED: usize = 64;

/// The candidate nearest to a misspelt name, if it is near enough to be meant: at most one slip in
/// three letters. A Chinese character says more than a letter: in a name of two, one may be wrong.
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let misspelt = Misspelt::of(name)?;
    let mut nearest = None;
    for candidate in candidates {
        nearest = misspelt.nearer(nearest, candidate);
    }
    nearest.map(|(_, candidate)| candidate)
}

/// A misspelt name that is compared with others.
struct Misspelt<'n> {
    name: &'n str,
    length: usize,
}

impl<'n> Misspelt<'n> {
    fn of(name: &'n str) -> Option<Self> {
        let length = name.chars().count();
        (length <= LONGEST_COMPARED).then_some(Self { name, length })
    }

    /// The nearer of the candidate so far, with its slips, and another; of those as near the first in order.
    fn nearer<'a>(&self, so_far: Option<(usize, &'a str)>, other: &'a str) -> Option<(usize, &'a str)> {
        let other = self.slips(other).map(|slips| (slips, other));
        match (so_far, other) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        }
    }

    /// How many slips lead from another name to this one, if they are few enough.
    fn slips(&self, other: &str) -> Option<usize> {
        if other == self.name || other.len() > 4 * LONGEST_COMPARED {
            return None;
        }
        if other.eq_ignore_ascii_case(self.name) {
            return Some(1);
        }
        let length = other.chars().count();
        // Two names differ at least by the difference of their lengths.
        self.allows(self.length.abs_diff(length), length)
            .then(|| strsim::osa_distance(self.name, other))
            .filter(|slips| self.allows(*slips, length))
    }

    fn allows(&self, slips: usize, length: usize) -> bool {
        let in_two = self.length == 2 && length == 2 && !self.name.is_ascii();
        slips * 3 <= self.length.max(length) || in_two && slips == 1
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_name_is_near_when_one_letter_in_three_is_wrong() {
        let near = |name, candidates: &[&'static str]| nearest(name, candidates.iter().copied());
        assert_eq!(near("incme", &["income", "members"]), Some("income"));
        assert_eq!(near("人均收入", &["人均月收入", "人数"]), Some("人均月收入"));
        assert_eq!(near("ab", &["ac", "xy"]), None);
        assert_eq!(near("ok", &["no", "OK"]), Some("OK"));
        assert_eq!(near("收人", &["收入", "人数", "标准"]), Some("收入"));
        assert_eq!(near("收人", &["标准", "人"]), None);
        assert_eq!(near("income", &["income"]), None);
        assert_eq!(near(&"a".repeat(1 << 20), &["aaaa"]), None);
    }
}
