//! What the schedules of many cases come to.

use huimin::Policy;
use huimin::decide::decision::{Amount, Status};
use huimin::diagnostic::Language;
use huimin::number::Rational;
use huimin::schedule::Schedule;
use huimin::schedule::outcome::Total;

/// Totals by benefit.
#[derive(Debug, Default)]
pub struct Payments {
    cases: u64,
    /// Cases that could not be scheduled, or with a month that has an error.
    with_errors: u64,
    benefits: Vec<Sums>,
}

/// What the cases of one benefit come to. Sums are in the smallest coin and absent once they do not fit.
#[derive(Debug)]
struct Sums {
    name: String,
    label: Option<String>,
    due: Option<Rational>,
    /// What was paid, what is still owed and what was paid too much, where there is a ledger.
    settled: Option<[Option<Rational>; 3]>,
    open: u64,
}

impl Payments {
    /// Adds the schedule of a case.
    pub fn add(&mut self, schedule: &Schedule) {
        self.cases += 1;
        self.with_errors += u64::from(has_errors(schedule));
        for total in &schedule.totals {
            self.join_sums(Sums::of(total));
        }
    }

    /// Counts a case that could not be scheduled.
    pub fn add_rejected(&mut self) {
        self.cases += 1;
        self.with_errors += 1;
    }

    /// Adds what was counted elsewhere.
    pub fn join(&mut self, other: Self) {
        self.cases += other.cases;
        self.with_errors += other.with_errors;
        other.benefits.into_iter().for_each(|sums| self.join_sums(sums));
    }

    /// How many cases were counted.
    pub fn cases(&self) -> u64 {
        self.cases
    }

    /// Whether any case had an error.
    pub fn has_errors(&self) -> bool {
        self.with_errors > 0
    }

    fn join_sums(&mut self, sums: Sums) {
        match self.benefits.iter_mut().find(|known| known.name == sums.name) {
            Some(known) => known.join(sums),
            None => self.benefits.push(sums),
        }
    }

    /// The totals as text.
    pub fn show(&self, policy: &Policy, language: Language) -> String {
        let (cases, errors) = (self.cases, self.with_errors);
        let mut text = match language {
            Language::English => format!("{cases} cases scheduled, {errors} of them with errors\n"),
            Language::Chinese => format!("共核算 {cases} 个个案，其中 {errors} 个有错误\n"),
        };
        for sums in &self.benefits {
            text.push_str(&sums.show(policy, language));
        }
        text
    }
}

/// Whether a month could not be decided because of an error.
pub fn has_errors(schedule: &Schedule) -> bool {
    schedule.months.iter().any(|month| {
        let failed = month.decision.results.iter().any(|result| result.status == Status::Error);
        failed || !month.decision.errors.is_empty()
    })
}

impl Sums {
    fn of(total: &Total) -> Self {
        let coins = |amount: &Amount| amount.coins.map(Rational::from);
        let settled = [&total.paid, &total.back_pay, &total.overpaid];
        Self {
            name: total.name.clone(),
            label: total.label.clone(),
            due: coins(&total.due),
            settled: total.paid.is_some().then(|| settled.map(|amount| amount.as_ref().and_then(coins))),
            open: u64::from(total.open),
        }
    }

    fn join(&mut self, other: Self) {
        self.due = sum(self.due.take(), other.due);
        self.settled = match (self.settled.take(), other.settled) {
            (Some([paid, back_pay, overpaid]), Some([more_paid, more_back_pay, more_overpaid])) => {
                Some([sum(paid, more_paid), sum(back_pay, more_back_pay), sum(overpaid, more_overpaid)])
            }
            _ => None,
        };
        self.open += other.open;
    }

    fn show(&self, policy: &Policy, language: Language) -> String {
        let currency = &policy.program().currency;
        let amount = |coins: Option<&Rational>| {
            let major = coins.and_then(|coins| currency.to_major(*coins).ok());
            major.map_or("?".to_owned(), |major| major.to_decimal(2).text)
        };
        let chinese = language == Language::Chinese;
        let (colon, comma) = if chinese { ("：", "，") } else { (": ", ", ") };
        let mut parts =
            vec![format!("{} {}", if chinese { "应发" } else { "due" }, amount(self.due.as_ref()))];
        let words = if chinese { ["已发", "补发", "多发"] } else { ["paid", "back-pay", "overpaid"] };
        for (word, coins) in words.into_iter().zip(self.settled.iter().flatten()) {
            parts.push(format!("{word} {}", amount(coins.as_ref())));
        }
        let mut text = format!("{} {}", parts.join(comma), currency.code);
        if self.open > 0 {
            text.push_str(&match language {
                Language::English if self.open == 1 => ", 1 month not decided".to_owned(),
                Language::English => format!(", {} months not decided", self.open),
                Language::Chinese => format!("，{}个月未定", self.open),
            });
        }
        let name = self.label.as_ref().unwrap_or(&self.name);
        crate::output::printable(&format!("  {name}{colon}{text}\n"))
    }
}

fn sum(one: Option<Rational>, two: Option<Rational>) -> Option<Rational> {
    one.zip(two).and_then(|(one, two)| one.checked_add(two).ok())
}
