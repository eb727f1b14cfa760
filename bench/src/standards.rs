//! The figures of the policy that is timed, and its lines.

/// The figures of the policy.
#[derive(Debug, Clone, Copy)]
pub struct Standards {
    /// The dibao standard in fen a month.
    pub dibao: i64,
    /// The margin line is this many tenths of the dibao standard.
    pub margin_tenths: i64,
}

impl Standards {
    pub const NANCHANG_2023: Self = Self { dibao: 915_00, margin_tenths: 15 };

    /// The margin line in fen a month, whole for the figures used here.
    pub fn margin_line(&self) -> i64 {
        self.dibao * self.margin_tenths / 10
    }
}
