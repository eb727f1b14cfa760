//! Running the engines: first a checked pass of each alone, then timed rounds of all of them together.

use std::time::Duration;

use crate::args::Args;
use crate::clock::{Clock, Spent};
use crate::compile::{Compiled, Subject};
use crate::engines::{Contender, Role, all};
use crate::households::{Household, Money, draw};
use crate::memory::{Peak, Phase};
use crate::reference::{Outcome, decide};
use crate::standards::Standards;

/// Answers that differ from the expected ones.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wrong {
    pub results: usize,
    /// Those of them whose tier is wrong, not only the payment.
    pub tiers: usize,
    /// The first of them, for whoever mends the engine.
    pub first: Option<String>,
}

impl Wrong {
    fn count(&mut self, households: &[Household], expected: &[Outcome], found: &[Result<Outcome, String>]) {
        assert_eq!(found.len(), households.len(), "an answer for each household");
        for ((household, expected), found) in households.iter().zip(expected).zip(found) {
            if found.as_ref() == Ok(expected) {
                continue;
            }
            self.results += 1;
            let tier = |outcome: Outcome| outcome.map(|decision| decision.tier);
            if found.as_ref().map(|&found| tier(found)) != Ok(tier(*expected)) {
                self.tiers += 1;
            }
            self.first.get_or_insert_with(|| {
                let facts = household.json(Money::Yuan);
                format!("{facts}\n  is {found:?}\n  instead of {:?}", Ok::<_, String>(expected))
            });
        }
    }
}

/// What was found out about one engine.
#[derive(Debug, Clone)]
pub struct Measured {
    pub name: String,
    pub role: Role,
    pub households: usize,
    /// What each round took.
    pub rounds: Vec<Spent>,
    pub wrong: Wrong,
    pub peak: Option<Peak>,
}

impl Measured {
    /// Processor nanoseconds a household in the median round.
    pub fn ns(&self) -> f64 {
        self.per_household(median(self.rounds.iter().map(|spent| spent.cpu).collect()))
    }

    /// The same in the fastest and in the slowest round.
    pub fn spread(&self) -> (f64, f64) {
        let cpu = || self.rounds.iter().map(|spent| self.per_household(spent.cpu));
        (cpu().fold(f64::INFINITY, f64::min), cpu().fold(0.0, f64::max))
    }

    fn per_household(&self, time: Duration) -> f64 {
        time.as_secs_f64() * 1e9 / self.households as f64
    }
}

pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    let middle = times.len() / 2;
    if times.len() % 2 == 1 { times[middle] } else { (times[middle - 1] + times[middle]) / 2 }
}

/// What came out of a run.
pub struct Run {
    pub measured: Vec<Measured>,
    pub compiled: Compiled,
    /// The most that was resident at any time, in bytes.
    pub peak: Option<u64>,
}

/// Draws the households, checks every engine on them and times the rounds.
pub fn run(args: &Args) -> Run {
    let standards = Standards::NANCHANG_2023;
    let drawing = Phase::begin();
    eprintln!("drawing {} households", args.households);
    let households = draw(args.households, args.seed, &standards);
    let expected: Vec<Outcome> = households.iter().map(|household| decide(household, &standards)).collect();
    let drawing = drawing.end();

    let mut contenders = all();
    let mut measured: Vec<Measured> =
        contenders.iter_mut().map(|contender| check(contender, &households, &expected, args)).collect();

    let subject = Subject::parsed();
    let mut compiled = Compiled::default();
    let clock = Clock::calibrated();

    let timing = Phase::begin();
    for round in 1..=args.rounds {
        eprintln!("round {round} of {}", args.rounds);
        for one in &mut measured {
            one.rounds.push(Spent::default());
        }
        subject.round(clock, &mut compiled);
        // Engines take turns at every block, so that a slow second of the machine hits all of them.
        for block in households.chunks(args.block) {
            for (contender, one) in contenders.iter_mut().zip(&mut measured) {
                let (spent, answers) = contender.lane.block(block);
                drop(answers);
                if let Some(round) = one.rounds.last_mut() {
                    *round += spent;
                }
            }
        }
    }
    let peaks = measured.iter().map(|one| one.peak).chain([drawing, timing.end()]);
    let peak = peaks.flatten().map(|peak| peak.resident).max();
    Run { measured, compiled, peak }
}

/// One pass that nothing is timed in: it warms the engine up, counts what it gets wrong and shows its memory.
fn check(contender: &mut Contender, households: &[Household], expected: &[Outcome], args: &Args) -> Measured {
    eprintln!("checking {}", contender.name);
    let phase = Phase::begin();
    let mut wrong = Wrong::default();
    for (households, expected) in households.chunks(args.block).zip(expected.chunks(args.block)) {
        wrong.count(households, expected, &contender.lane.block(households).1);
    }
    let peak = phase.end();
    if let Some(first) = &wrong.first {
        eprintln!("  {} wrong, the first: {first}", wrong.results);
    }
    Measured {
        name: contender.name.clone(),
        role: contender.role,
        households: households.len(),
        rounds: Vec::new(),
        wrong,
        peak,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::{Decision, Tier};

    #[test]
    fn the_median_round_counts() {
        let ms = Duration::from_millis;
        assert_eq!(median(vec![ms(9), ms(1), ms(2)]), ms(2));
        assert_eq!(median(vec![ms(9), ms(1), ms(2), ms(4)]), ms(3));
    }

    #[test]
    fn wrong_answers_are_told_from_wrong_tiers() {
        let households = draw(4, 1, &Standards::NANCHANG_2023);
        let decided = |tier, payment| Ok(Decision { tier, payment });
        let expected = [decided(Tier::Dibao, 100); 4];
        let found = [
            Ok(expected[0]),
            Ok(decided(Tier::Dibao, 200)),
            Ok(decided(Tier::Margin, 100)),
            Err("overflow".to_owned()),
        ];
        let mut wrong = Wrong::default();
        wrong.count(&households, &expected, &found);
        assert_eq!((wrong.results, wrong.tiers), (3, 2));
    }

    /// Every engine of the benchmark has the policy right wherever doubles cannot be to blame.
    #[test]
    fn engines_decide_the_policy() {
        let standards = Standards::NANCHANG_2023;
        let households = draw(2000, 3, &standards);
        let expected: Vec<Outcome> = households.iter().map(|h| decide(h, &standards)).collect();
        for mut contender in all() {
            let mut wrong = Wrong::default();
            wrong.count(&households, &expected, &contender.lane.block(&households).1);
            let doubles = contender.role == Role::Peer && !contender.name.ends_with("(fen)");
            let allowed = if doubles { households.len() / 20 } else { 0 };
            assert!(wrong.results <= allowed, "{}: {wrong:?}", contender.name);
        }
    }
}
