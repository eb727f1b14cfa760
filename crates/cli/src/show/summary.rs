//! What came of a run.

use huimin::decide::decision::{Answer, ResultEntry, ResultKind, Status};
use huimin::diagnostic::Language;
use huimin::number::Rational;
use huimin::program::{Rule, Type};
use huimin::untraced::{Answer as Found, Outcome};
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
            self.tally(&result.name, result.label.as_ref(), result.kind).add(result);
        }
        self.watched.add(decision);
    }

    /// Counts results that were all found without a trace.
    pub fn add_answers(&mut self, policy: &Policy, answers: &[Found]) {
        self.cases += 1;
        let program = policy.program();
        for answer in answers {
            let Some(of) = program.values.get(answer.value.index()) else { continue };
            let kind = match of.rule {
                Rule::Tier(_) => ResultKind::Tier,
                _ => ResultKind::Benefit,
            };
            let tally = self.tally(&of.name, of.label.as_ref(), kind);
            match answer.outcome {
                Outcome::Tier(case) => {
                    let Type::Case(ty) = of.ty else { continue };
                    let cases = program.enums.get(ty.index()).map_or(&[][..], |ty| &ty.cases);
                    let case = cases.get(case as usize);
                    tally.count(case.map_or("", |case| case.label.as_ref().unwrap_or(&case.name)));
                }
                Outcome::Benefit { entitled: true, coins } => tally.add_benefit(GRANTED, Some(coins)),
                Outcome::Benefit { entitled: false, .. } => tally.add_benefit(REFUSED, Some(0)),
                Outcome::Excluded(_) => tally.add_benefit(EXCLUDED, Some(0)),
            }
        }
    }

    /// Adds what was counted elsewhere.
    pub fn join(&mut self, other: Self) {
        self.cases += other.cases;
        self.with_errors += other.with_errors;
        for tally in other.results {
            self.tally(&tally.name, tally.label.as_ref(), tally.kind).join(tally);
        }
    }

    /// How many cases were counted.
    pub fn cases(&self) -> u64 {
        self.cases
    }

    /// Whether any case had an error.
    pub fn has_errors(&self) -> bool {
        self.with_errors > 0
    }

    fn tally(&mut self, name: &str, label: Option<&String>, kind: ResultKind) -> &mut Tally {
        let known = self.results.iter().position(|tally| tally.name == name);
        let at = known.unwrap_or_else(|| {
            self.results.push(Tally::of(name, label, kind));
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
    fn of(name: &str, label: Option<&String>, kind: ResultKind) -> Self {
        Self {
            name: name.to_owned(),
            label: label.cloned(),
            kind,
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
                let coins = result.amount.as_ref().and_then(|amount| amount.coins);
                self.add_benefit(
                    match (&result.excluded, result.entitled) {
                        (Some(_), _) => EXCLUDED,
                        (None, Some(Answer::Yes)) => GRANTED,
                        (None, _) => REFUSED,
                    },
                    coins,
                );
            }
        }
    }

    fn add_benefit(&mut self, outcome: &str, coins: Option<i64>) {
        self.count(outcome);
        let coins = coins.map(Rational::from);
        self.total = self.total.zip(coins).and_then(|(total, coins)| total.checked_add(coins).ok());
    }

    fn join(&mut self, other: Self) {
        for (outcome, count) in other.outcomes {
            match self.outcomes.iter_mut().find(|(known, _)| *known == outcome) {
                Some((_, known)) => *known += count,
                None => self.outcomes.push((outcome, count)),
            }
        }
        self.undecided += other.undecided;
        self.errors += other.errors;
        self.total = self.total.zip(other.total).and_then(|(one, two)| one.checked_add(two).ok());
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
