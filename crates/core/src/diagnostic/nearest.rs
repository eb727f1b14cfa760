//! What a person may have meant by a name that stands for nothing.

/// Longer names are not compared with misspelt ones.
const LONGEST_COMPARED: usize = 64;

/// The candidate nearest to a misspelt name, if it is near enough to be meant: at most one slip in
/// three letters. A Chinese character says more than a letter: in a name of two, one may be wrong.
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().count();
    if length > LONGEST_COMPARED {
        return None;
    }
    let in_two = length == 2 && !name.is_ascii();
    let near = |slips: usize, candidate: usize| {
        slips * 3 <= length.max(candidate) || in_two && candidate == 2 && slips == 1
    };
    candidates
        .filter(|candidate| *candidate != name && candidate.len() <= 4 * LONGEST_COMPARED)
        .filter_map(|candidate| {
            let other = candidate.chars().count();
            // Two names differ at least by the difference of their lengths.
            let slips = near(length.abs_diff(other), other)
                .then(|| strsim::osa_distance(name, candidate))
                .filter(|slips| near(*slips, other))?;
            Some((slips, candidate))
        })
        .min()
        .map(|(_, candidate)| candidate)
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
        assert_eq!(near("收人", &["收入", "人数", "标准"]), Some("收入"));
        assert_eq!(near("收人", &["标准", "人"]), None);
        assert_eq!(near("income", &["income"]), None);
        assert_eq!(near(&"a".repeat(1 << 20), &["aaaa"]), None);
    }
}
