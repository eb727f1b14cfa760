//! Hierarchical region codes.

use std::sync::Arc;

/// A region's code: GB/T 2260 digits (`360100`, or 9 and 12 digits for townships and communities), or
/// any text in which the part before the last `-` is the region above (`US-CA`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Region(Arc<str>);

impl Region {
    /// A code as written, blanks around it removed.
    #[must_use]
    pub fn new(code: &str) -> Self {
        Self(code.trim().into())
    }

    /// The code.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.0
    }

    /// The region above: `360102` → `360100` → `360000` → none; `US-CA` → `US` → none.
    ///
    /// The levels of digit codes are those of GB/T 2260 (province, prefecture, county) and GB/T 10114
    /// (township, in digits 7 to 9), then the statistical community code (digits 10 to 12).
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let code = self.code();
        if !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit()) {
            return parent_of_digits(code).map(|parent| Self(parent.into()));
        }
        code.rsplit_once('-').map(|(above, _)| above).filter(|above| !above.is_empty()).map(Self::new)
    }

    /// Whether this is `other` or lies inside it.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        let mut level = Some(self.clone());
        while let Some(region) = level {
            if region == *other {
                return true;
            }
            level = region.parent();
        }
        false
    }
}

fn parent_of_digits(code: &str) -> Option<String> {
    match code.len() {
        12 => code.get(..9).map(str::to_owned),
        9 => code.get(..6).map(str::to_owned),
        6 if !code.ends_with("00") => code.get(..4).map(|city| format!("{city}00")),
        6 if !code.ends_with("0000") => code.get(..2).map(|province| format!("{province}0000")),
        _ => None,
    }
}

impl std::fmt::Display for Region {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walks_up_to_the_province_and_ends() {
        let chain = |code: &str| {
            let mut codes = Vec::new();
            let mut level = Region::new(code).parent();
            while let Some(region) = level {
                codes.push(region.to_string());
                level = region.parent();
            }
            codes
        };
        assert_eq!(chain("360102001003"), ["360102001", "360102", "360100", "360000"]);
        assert_eq!(chain("US-CA-LA"), ["US-CA", "US"]);
        assert!(chain("-").is_empty() && chain("").is_empty() && chain("36").is_empty());
        assert!(Region::new("360102").is_within(&Region::new("360000")));
        assert!(!Region::new("360000").is_within(&Region::new("360100")));
    }
}
