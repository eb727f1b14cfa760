//! How much is done to compare the benefits of a policy: pairs grow with the square of its text.

use super::outcome::Pair;

/// What may be spent on a policy.
const MOST: usize = 100_000_000;
/// What it costs to look at an expression of a condition: what is found is kept.
const OF_EXPRESSION: usize = 128;
/// What a byte that is told costs.
const OF_BYTE: usize = 2;

/// What is left to spend.
pub(super) struct Effort(usize);

impl Default for Effort {
    fn default() -> Self {
        Self(MOST)
    }
}

impl Effort {
    /// Spends some; nothing where that is more than is left.
    pub fn spend(&mut self, cost: usize) -> Option<()> {
        self.0 = self.0.checked_sub(cost)?;
        Some(())
    }

    /// For looking at so many expressions.
    pub fn look_at(&mut self, expressions: usize) -> Option<()> {
        self.spend(expressions.saturating_mul(OF_EXPRESSION))
    }

    /// For telling of a pair.
    pub fn tell(&mut self, pair: &Pair) -> Option<()> {
        let texts = [&pair.one, &pair.other, &pair.because.en, &pair.because.zh];
        let bytes = texts.into_iter().chain(&pair.citations).map(String::len).fold(0, usize::saturating_add);
        self.spend(bytes.saturating_mul(OF_BYTE))
    }
}
