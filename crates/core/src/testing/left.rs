//! What running the tests of a policy may cost: there may be thousands of them in its text.

use super::Failure;
use crate::decide::place;
use crate::diagnostic::Text;
use crate::program::{Plan, Program, Test};

/// The most steps of all tests of a policy together.
pub(super) const STEPS: u64 = 200_000_000;

/// The steps that are left for the tests of a policy.
pub(super) struct Left {
    pub steps: u64,
    of_a_plan: u64,
}

impl Left {
    /// So many.
    pub fn new(program: &Program, steps: u64) -> Self {
        Self { steps, of_a_plan: Plan::cost(program) }
    }

    /// Pays for the plans of a test; nothing where that is more than is left.
    pub fn pay_plans(&mut self, test: &Test, plans: u64) -> Option<()> {
        // Figures are looked for among those that a test replaces.
        let replaced = 1 + test.overrides.len() as u64 / 16;
        self.pay(self.of_a_plan.saturating_mul(replaced).saturating_mul(plans))
    }

    /// Pays for something else; nothing where that is more than is left.
    pub fn pay(&mut self, steps: u64) -> Option<()> {
        self.steps = self.steps.saturating_sub(steps);
        (self.steps > 0).then_some(())
    }
}

/// That a test could not be run to its end.
pub(super) fn too_much(program: &Program, test: &Test) -> Failure {
    Failure {
        place: place(&program.sources, test.span),
        expected: String::new(),
        message: Text::new(
            format!("not run to its end: the tests of a policy may take {STEPS} steps together"),
            format!("没有运行完：一份政策的全部示例合计至多 {STEPS} 步"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::STEPS;
    use crate::decide::tests::support::compile;
    use crate::testing::run_within;

    const POLICY: &str = r#"
policy p
enum grade { low, high }
entity person { star: grade  income: money per month }
entity household { members: list of person }
parameter extra by grade: money per month { low 1 yuan, high 2 yuan }
benefit aid { amount sum(members, if income below 5 yuan per month then extra(star) else 0)  paid monthly }
"#;

    const TESTS: [&str; 2] = [
        "test \"day\" on 2023-06-01 { given { members: [{ star: low, income: 1 yuan }] } expect aid is 1 yuan }",
        "test \"months\" each month 2022-01 to 2023-12 {
            given { members: [{ star: high, income: 1 yuan }] }
            expect aid 2022-01 to 2023-12: 2 yuan
        }",
    ];

    /// Whether each of the tests passes where so many steps are left for all.
    fn passed(tests: &str, steps: u64) -> Vec<bool> {
        let results = run_within(&compile(&format!("{POLICY}{tests}")), steps);
        for failure in results.iter().flat_map(|result| &result.failures) {
            assert!(failure.message.en.contains("may take"), "{}", failure.message.en);
        }
        results.iter().map(|result| result.passed).collect()
    }

    #[test]
    fn all_tests_of_a_policy_share_their_steps() {
        for test in TESTS {
            let three = test.repeat(3);
            let (mut few, mut enough) = (0, 1 << 20);
            while few + 1 < enough {
                let between = few + (enough - few) / 2;
                let place = if passed(&three, between) == [true; 3] { &mut enough } else { &mut few };
                *place = between;
            }
            assert_eq!(passed(&three, few), [true, true, false]);
            assert_eq!(passed(&three, enough / 2), [true, false, false]);
            assert_eq!(passed(&three, 0), [false; 3]);
            assert_eq!(passed(&three, STEPS), [true; 3]);
        }
    }
}
