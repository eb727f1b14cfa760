//! The policy written by hand: what a good programmer would put into a system that decides only this.
//!
//! Its answers are the expected ones, so a second formulation in the tests, over rationals and in the order
//! of the notice, has to agree with it on every household.

use crate::households::Household;
use crate::standards::Standards;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tier {
    Dibao,
    Margin,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    pub tier: Tier,
    /// Fen a month, always whole yuan.
    pub payment: i64,
}

/// The policy's only error of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoCountedMembers;

pub type Outcome = Result<Decision, NoCountedMembers>;

pub fn decide(household: &Household, standards: &Standards) -> Outcome {
    let mut size = 0;
    let mut sum = 0;
    for member in &household.members {
        // Multiplied, not branched on: a tenth faster where nobody can foresee who is imprisoned.
        let counted = i64::from(!member.imprisoned);
        size += counted;
        sum += member.income * counted;
    }
    if size == 0 {
        return Err(NoCountedMembers);
    }
    // Both lines times the size: nothing is divided, so nothing is lost.
    let dibao = standards.dibao * size;
    Ok(if !household.property_ok {
        Decision { tier: Tier::None, payment: 0 }
    } else if sum < dibao {
        Decision { tier: Tier::Dibao, payment: (dibao - sum + 99) / 100 * 100 }
    } else if sum * 10 < standards.margin_tenths * dibao {
        Decision { tier: Tier::Margin, payment: 0 }
    } else {
        Decision { tier: Tier::None, payment: 0 }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::households::{Date, Member, draw};

    /// A rational in lowest terms with a denominator above 0.
    #[derive(Clone, Copy, PartialEq, Eq)]
    struct Ratio {
        n: i128,
        d: i128,
    }

    impl Ratio {
        fn new(n: i128, d: i128) -> Self {
            let (mut a, mut b) = (n.abs(), d.abs());
            while b != 0 {
                (a, b) = (b, a % b);
            }
            let sign = if d < 0 { -1 } else { 1 };
            Self { n: sign * n / a.max(1), d: d.abs() / a.max(1) }
        }
        fn whole(n: i128) -> Self {
            Self::new(n, 1)
        }
        fn plus(self, other: Self) -> Self {
            Self::new(self.n * other.d + other.n * self.d, self.d * other.d)
        }
        fn minus(self, other: Self) -> Self {
            self.plus(Self::new(-other.n, other.d))
        }
        fn times(self, other: Self) -> Self {
            Self::new(self.n * other.n, self.d * other.d)
        }
        fn over(self, other: Self) -> Self {
            Self::new(self.n * other.d, self.d * other.n)
        }
        fn below(self, other: Self) -> bool {
            self.n * other.d < other.n * self.d
        }
        fn rounded_up(self) -> i128 {
            self.n.div_euclid(self.d) + i128::from(self.n.rem_euclid(self.d) != 0)
        }
    }

    /// The notice, sentence by sentence, in yuan.
    fn decide_in_rationals(household: &Household) -> Outcome {
        let incomes: Vec<Ratio> = household
            .members
            .iter()
            .filter(|member| !member.imprisoned)
            .map(|member| Ratio::new(i128::from(member.income), 100))
            .collect();
        if incomes.is_empty() {
            return Err(NoCountedMembers);
        }
        let size = Ratio::whole(incomes.len() as i128);
        let sum = incomes.into_iter().fold(Ratio::whole(0), Ratio::plus);
        let per_head = sum.over(size);
        let standard = Ratio::whole(915);
        let tier = if per_head.below(standard) && household.property_ok {
            Tier::Dibao
        } else if per_head.below(Ratio::new(3, 2).times(standard)) && household.property_ok {
            Tier::Margin
        } else {
            Tier::None
        };
        let payment = match tier {
            Tier::Dibao => standard.times(size).minus(sum).rounded_up(),
            Tier::Margin | Tier::None => 0,
        };
        Ok(Decision { tier, payment: payment as i64 * 100 })
    }

    #[test]
    fn agrees_with_the_notice_in_rationals() {
        let standards = Standards::NANCHANG_2023;
        let households = draw(100_000, 1, &standards);
        let mut tiers = [0; 4];
        for household in &households {
            let outcome = decide(household, &standards);
            assert_eq!(outcome, decide_in_rationals(household), "{household:?}");
            tiers[outcome.map_or(3, |decision| decision.tier as usize)] += 1;
        }
        assert!(tiers.iter().all(|&count| count > 500), "every outcome is common: {tiers:?}");
    }

    #[test]
    fn a_fen_decides() {
        let of = |incomes: &[i64]| Household {
            members: incomes
                .iter()
                .map(|&income| Member {
                    birth_date: Date { year: 1980, month: 5, day: 1 },
                    income,
                    imprisoned: false,
                })
                .collect(),
            property_ok: true,
        };
        let decided = |incomes: &[i64]| decide(&of(incomes), &Standards::NANCHANG_2023).unwrap();
        assert_eq!(decided(&[915_00]), Decision { tier: Tier::Margin, payment: 0 });
        assert_eq!(decided(&[914_99]), Decision { tier: Tier::Dibao, payment: 1_00 });
        assert_eq!(decided(&[914_00]), Decision { tier: Tier::Dibao, payment: 1_00 });
        assert_eq!(decided(&[2745_01, 0, 0]), Decision { tier: Tier::Margin, payment: 0 });
        assert_eq!(decided(&[1372_49]).tier, Tier::Margin);
        assert_eq!(decided(&[1372_50]).tier, Tier::None);
        assert_eq!(decide(&of(&[]), &Standards::NANCHANG_2023), Err(NoCountedMembers));
    }
}
