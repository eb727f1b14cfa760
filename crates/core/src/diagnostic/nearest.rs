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
        if other == self.name || other.len() > 4 * LONGEST_COMPARED || says_otherwise(self.name, other) {
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

/// Whether one name denies the other, or they differ in their numbers: each is then as likely to be meant
/// as it is written.
fn says_otherwise(one: &str, other: &str) -> bool {
    denies(one, other) || denies(other, one) || numbers(one).ne(numbers(other))
}

/// Whether a name is another one and a word that denies it.
fn denies(one: &str, other: &str) -> bool {
    const DENIALS: [&str; 9] = ["非", "不", "未", "无", "没有", "not_", "non_", "no_", "un"];
    one.char_indices().any(|(at, _)| {
        one.split_at_checked(at).is_some_and(|(before, from)| {
            let mut after = DENIALS.iter().filter_map(|denial| from.strip_prefix(denial));
            other.strip_prefix(before).is_some_and(|rest| after.any(|after| after == rest))
        })
    })
}

/// The figures in a name, however they are written.
fn numbers(name: &str) -> impl Iterator<Item = u32> {
    const NUMERALS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    name.chars().filter_map(|c| {
        let numeral = NUMERALS.iter().position(|numeral| *numeral == c).and_then(|n| u32::try_from(n).ok());
        c.to_digit(10).or(numeral)
    })
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

    #[test]
    fn neither_the_opposite_nor_another_number_is_meant() {
        let near = |name, candidates: &[&'static str]| nearest(name, candidates.iter().copied());
        assert_eq!(near("孤儿", &["非孤儿", "散居"]), None);
        assert_eq!(near("不符合条件", &["符合条件"]), None);
        assert_eq!(near("registered", &["unregistered"]), None);
        assert_eq!(near("2级", &["一级", "二级"]), Some("二级"));
        assert_eq!(near("五级", &["一级", "二级"]), None);
        assert_eq!(near("standard_2022", &["standard_2023"]), None);
        assert_eq!(near("standrd_2022", &["standard_2023", "standard_2022"]), Some("standard_2022"));
    }
}
