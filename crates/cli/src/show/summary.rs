//! What came of a run.

use huimin::decide::decision::{Answer, ResultEntry, ResultKind, Status};
use huimin::diagnostic::Language;
use huimin::number::Rational;
use huimin::{Decision, Policy};

use super::watched::Watches;

/// Counts by result.
#[derive(Debug, Default)]
pub struct Summary {
    cases: u64,
    /// Cases that could not be decided as a whole, or with an error in one of their results.
    with_errors: u64,
    results: Vec<Tally>,
    watched: Watches,
}

/// What came of one tier or benefit.
#[derive(Debug)]
struct Tally {
    name: String,
    label: Option<String>,
    kind: ResultKind,
    /// How often a tier came to each case, or a benefit was granted, refused or excluded.
    outcomes: Vec<(String, u64)>,
    undecided: u64,
    errors: u64,
    /// The sum of the amounts in the smallest coin; absent once it does not fit.
    total: Option<Rational>,
}

impl Summary {
    /// Counts a decision.
    pub fn add(&mut self, decision: &Decision) {
        self.cases += 1;
        let failed = decision.results.iter().any(|result| result.status == Status::Error);
        self.with_errors += u64::from(failed || !decision.errors.is_empty());
        for result in &decision.results {
            self.tally(result).add(result);
        }
        self.watched.add(decision);
    }

    /// Whether any case had an error.
    pub fn has_errors(&self) -> bool {
        self.with_errors > 0
    }

    fn tally(&mut self, result: &ResultEntry) -> &mut Tally {
        let known = self.results.iter().position(|tally| tally.name == result.name);
        let at = known.unwrap_or_else(|| {
            self.results.push(Tally::of(result));
            self.results.len() - 1
        });
        // The position was found or made just now.
        #[allow(clippy::indexing_slicing)]
        &mut self.results[at]
    }

    /// The summary as text.
    pub fn show(&self, policy: &Policy, language: Language) -> String {
        let (cases, errors) = (self.cases, self.with_errors);
        let mut text = match language {
            Language::English => format!("{cases} cases decided, {errors} of them with errors\n"),
            Language::Chinese => format!("共计算 {cases} 个个案，其中 {errors} 个有错误\n"),
        };
        for tally in &self.results {
            text.push_str(&tally.show(policy, language));
        }
        text.push_str(&self.watched.show(language));
        text
    }
}

impl Tally {
    fn of(result: &ResultEntry) -> Self {
        Self {
            name: result.name.clone(),
            label: result.label.clone(),
            kind: result.kind,
            outcomes: Vec::new(),
            undecided: 0,
            errors: 0,
            total: Some(Rational::ZERO),
        }
    }

    fn add(&mut self, result: &ResultEntry) {
        match (result.status, result.kind) {
            (Status::Undecided, _) => self.undecided += 1,
            (Status::Error, _) => self.errors += 1,
            (Status::Decided, ResultKind::Tier) => {
                let case = result.case.as_ref().map(|case| case.label.as_ref().unwrap_or(&case.name));
                self.count(case.map_or("", String::as_str));
            }
            (Status::Decided, ResultKind::Benefit) => {
                self.count(match (&result.excluded, result.entitled) {
                    (Some(_), _) => EXCLUDED,
                    (None, Some(Answer::Yes)) => GRANTED,
                    (None, _) => REFUSED,
                });
                let coins = result.amount.as_ref().and_then(|amount| amount.coins).map(Rational::from);
                self.total = self.total.zip(coins).and_then(|(total, coins)| total.checked_add(coins).ok());
            }
        }
    }

    fn count(&mut self, outcome: &str) {
        match self.outcomes.iter_mut().find(|(known, _)| known == outcome) {
            Some((_, count)) => *count += 1,
            None => self.outcomes.push((outcome.to_owned(), 1)),
        }
    }

    /// The outcomes in the order of the tier's cases, granted before refused.
    fn in_order(&self, policy: &Policy) -> Vec<&(String, u64)> {
        let tier = policy.program().enums.iter().find(|of| of.tier.is_some() && of.name == self.name);
        let cases = tier.map_or(&[][..], |tier| &tier.cases);
        let place = |outcome: &str| {
            let of_case = cases.iter().position(|case| case.label.as_ref().unwrap_or(&case.name) == outcome);
            let benefit = [GRANTED, REFUSED, EXCLUDED].iter().position(|known| *known == outcome);
            of_case.or(benefit).unwrap_or_default()
        };
        let mut outcomes: Vec<_> = self.outcomes.iter().collect();
        outcomes.sort_by_key(|(outcome, _)| place(outcome));
        outcomes
    }

    fn show(&self, policy: &Policy, language: Language) -> String {
        let chinese = language == Language::Chinese;
        let (colon, comma) = if chinese { ("：", "，") } else { (": ", ", ") };
        let mut parts: Vec<_> = self
            .in_order(policy)
            .into_iter()
            .map(|(outcome, count)| match (outcome.as_str(), chinese) {
                (GRANTED, true) => format!("给予 {count}"),
                (REFUSED, true) => format!("不予 {count}"),
                (EXCLUDED, true) => format!("择一排除 {count}"),
                (outcome, _) => format!("{outcome} {count}"),
            })
            .collect();
        if self.undecided > 0 {
            parts.push(format!("{} {}", if chinese { "未定" } else { "undecided" }, self.undecided));
        }
        if self.errors > 0 {
            parts.push(format!("{} {}", if chinese { "错误" } else { "errors" }, self.errors));
        }
        if self.kind == ResultKind::Benefit {
            let currency = &policy.program().currency;
            let total = self.total.and_then(|coins| currency.to_major(coins).ok());
            let total = total.map_or("?".to_owned(), |total| total.to_decimal(2).text);
            let word = if chinese { "合计" } else { "total" };
            parts.push(format!("{word} {total} {}", currency.code));
        }
        let name = self.label.as_ref().unwrap_or(&self.name);
        crate::output::printable(&format!("  {name}{colon}{}\n", parts.join(comma)))
    }
}

const GRANTED: &str = "granted";
const REFUSED: &str = "refused";
const EXCLUDED: &str = "excluded";
