//! Tests of every month of a span.

use std::sync::Arc;

use super::expect::error_text;
use super::left::Left;
use super::{Failure, expects, failure};
use crate::calendar::Month;
use crate::decide::decision::{CaseError, ResultEntry, Status};
use crate::decide::{place, show};
use crate::diagnostic::Text;
use crate::map::Set;
use crate::program::{
    EachMonth, ExpectationKind, MonthExpectation, MonthsExpected, Program, Test, Type, Value, Whose,
};
use crate::schedule::outcome::{Payment, ScheduledMonth, Total};
use crate::schedule::{Ledger, LedgerEntry, Options, Schedule, Scheduler, Span, Timeline};
use crate::vocabulary::Total as Which;

/// The most months that a failure names.
const MOST_NAMED: usize = 6;

/// Runs a test of every month of a span; nothing where no steps are left.
pub(super) fn failures(
    program: &Arc<Program>,
    test: &Test,
    months: &EachMonth,
    left: &mut Left,
) -> Option<Vec<Failure>> {
    let scheduled = scheduled(program, test, months, left)?;
    let errors = match &scheduled {
        Ok(schedule) => errors_of(schedule),
        Err(errors) => errors.clone(),
    };
    let unexpected = errors.iter().filter(|error| !expects(test, &error.name));
    let mut failures: Vec<Failure> = unexpected.map(|error| failure(program, test, error)).collect();
    for expectation in &test.expectations {
        let ExpectationKind::Error(name) = &expectation.kind else { continue };
        if !errors.iter().any(|error| error.name == *name) {
            let nothing = || Text::new("the case ends in no error", "个案没有出错");
            failures.push(not_met(
                program,
                expectation.span,
                errors.first().map_or_else(nothing, error_text),
            ));
        }
    }
    let comparing =
        scheduled.map(|schedule| Comparing { program, timeline: timeline(test, months), schedule });
    for expected in &months.expected {
        let message = match &comparing {
            Ok(comparing) => {
                left.pay(comparing.cost(expected))?;
                comparing.other(expected)
            }
            Err(_) => Some(Text::new("there is no result", "没有结果")),
        };
        failures.extend(message.map(|message| not_met(program, expected.span, message)));
    }
    Some(failures)
}

fn not_met(program: &Program, span: crate::diagnostic::Span, message: Text) -> Failure {
    let written = program.sources.slice(span).trim().to_owned();
    Failure { place: place(&program.sources, span), expected: written, message }
}

type Scheduled = Result<Schedule, Vec<CaseError>>;

fn scheduled(program: &Arc<Program>, test: &Test, months: &EachMonth, left: &mut Left) -> Option<Scheduled> {
    let span = match Span::new(months.from, months.to) {
        Ok(span) => span,
        Err(error) => return Some(Err(vec![*error])),
    };
    left.pay_plans(test, span.months().count() as u64)?;
    let scheduler = Scheduler::with_overrides(program, span, test.region.as_ref(), &test.overrides);
    let scheduler = match scheduler {
        Ok(scheduler) => scheduler,
        Err(outside) => return Some(Err(vec![CaseError::from(outside)])),
    };
    let entry = |(number, paid): (usize, &crate::program::MonthsPaid)| {
        let benefit = program.values.get(paid.whose.value.index());
        LedgerEntry {
            number,
            case: None,
            from: paid.from,
            to: paid.to,
            benefit: benefit.map(|benefit| benefit.name.clone()).unwrap_or_default(),
            of: None,
            key: paid.whose.key.clone(),
            coins: paid.coins,
        }
    };
    let ledger = Ledger { entries: months.paid.iter().enumerate().map(entry).collect() };
    let timeline = timeline(test, months);
    Some(scheduler.schedule_within(&timeline, Some(&ledger), Options::default(), &mut left.steps))
}

fn timeline(test: &Test, months: &EachMonth) -> Timeline {
    let mut timeline = Timeline::new(test.case.clone());
    for later in &months.later {
        timeline.set(later.from, later.case.clone(), later.given.clone());
    }
    timeline
}

/// All errors of the months, each once.
fn errors_of(schedule: &Schedule) -> Vec<CaseError> {
    let (mut errors, mut known) = (Vec::new(), Set::new());
    for month in &schedule.months {
        let of_results = month.decision.results.iter().filter_map(|result| result.error.as_ref());
        for error in month.decision.errors.iter().chain(of_results) {
            if known.insert((&*error.name, &*error.path)) {
                errors.push(error.clone());
            }
        }
    }
    errors
}

/// The months beside what was expected of them.
struct Comparing<'t> {
    program: &'t Program,
    timeline: Timeline,
    schedule: Schedule,
}

impl Comparing<'_> {
    /// What it costs to find what an expectation is about, in about the time of a step of a decision.
    fn cost(&self, expected: &MonthExpectation) -> u64 {
        match &expected.kind {
            MonthsExpected::Total(..) => self.schedule.totals.len() as u64,
            MonthsExpected::Each(from, to, _) => {
                let months = self.schedule.months.iter();
                let months = months.filter(|month| *from <= month.month && month.month <= *to);
                // Whoever has a key is looked for among all that there are.
                let looked_at = |month: &ScheduledMonth| {
                    let found = month.decision.results.len() + month.payments.len();
                    let all = self.timeline.entries(month.month);
                    found + if expected.whose.key.is_some() { 16 * all } else { 0 }
                };
                months.map(|month| looked_at(month) as u64).fold(0, u64::saturating_add)
            }
        }
    }

    /// What came out if it is something else than expected.
    fn other(&self, expected: &MonthExpectation) -> Option<Text> {
        match &expected.kind {
            MonthsExpected::Each(from, to, value) => self.each(expected, (*from, *to), value.as_ref()),
            MonthsExpected::Total(total, value) => self.total(expected, *total, value),
        }
    }

    /// What the months come to that do not come to what is expected; nothing where all do.
    fn each(&self, of: &MonthExpectation, (from, to): (Month, Month), value: Option<&Value>) -> Option<Text> {
        let months = self.schedule.months.iter().filter(|month| from <= month.month && month.month <= to);
        let mut others: Vec<(Month, Text)> = Vec::new();
        for month in months {
            let came_to = self.came_to(month, &of.whose);
            if came_to.as_ref().map(|(found, _)| found.as_ref()) != Some(value) {
                let nobody = || Text::new("nobody has this key", "没有此标识的人");
                others.push((month.month, came_to.map_or_else(nobody, |(_, shown)| shown)));
            }
        }
        if others.is_empty() {
            return None;
        }
        let more = others.len() > MOST_NAMED;
        let told = |say: &dyn Fn(&(Month, Text)) -> String| {
            others.iter().take(MOST_NAMED).map(say).collect::<Vec<_>>()
        };
        let en = told(&|(month, shown)| format!("{month}: {}", shown.en)).join(", ");
        let zh = told(&|(month, shown)| format!("{month}：{}", shown.zh)).join("，");
        Some(Text::new(
            if more { format!("{en} and more") } else { en },
            if more { format!("{zh}等") } else { zh },
        ))
    }

    /// What a tier or benefit comes to in a month, undecided or as a value; nothing where nobody is there.
    fn came_to(&self, month: &ScheduledMonth, whose: &Whose) -> Option<(Option<Value>, Text)> {
        let derived = self.program.values.get(whose.value.index())?;
        let path = self.path(month.month, whose)?;
        let undecided = |error: bool| match error {
            true => (None, Text::new("error", "错误")),
            false => (None, Text::new("not decided", "未定")),
        };
        if let Type::Case(of) = derived.ty {
            let mut results = month.decision.results.iter();
            let result = results.find(|result| result.name == derived.name && result.of == path)?;
            let case = self.case(of, result).map(Value::Case);
            let shown = case.as_ref().map(|case| show::value(self.program, derived.ty, case));
            return Some(
                shown.map_or_else(|| undecided(result.status == Status::Error), |shown| (case, shown)),
            );
        }
        let is_meant = |payment: &&Payment| payment.name == derived.name && payment.of == path;
        let payment = month.payments.iter().find(is_meant)?;
        let due = payment.due.as_ref().and_then(|due| Some((due.coins?, due.display.clone())));
        Some(due.map_or_else(
            || undecided(payment.standing == crate::schedule::outcome::Standing::Error),
            |(coins, shown)| (Some(Value::Number(coins.into())), shown),
        ))
    }

    fn case(&self, of: crate::program::EnumId, result: &ResultEntry) -> Option<u32> {
        let cases = &self.program.enums.get(of.index())?.cases;
        let name = &result.case.as_ref()?.name;
        (0..).zip(cases).find(|(_, case)| case.name == *name).map(|(position, _)| position)
    }

    /// The path of whoever is meant, in the case of a month.
    fn path(&self, month: Month, whose: &Whose) -> Option<String> {
        let Some(key) = &whose.key else { return Some(String::new()) };
        let entity = self.program.values.get(whose.value.index())?.entity;
        self.timeline.path_of(self.program, month, entity, key)
    }

    fn total(&self, of: &MonthExpectation, which: Which, value: &Value) -> Option<Text> {
        let derived = self.program.values.get(of.whose.value.index())?;
        let is_meant = |total: &&Total| {
            let whose = of.whose.key.is_none() && total.of.is_empty() || total.key == of.whose.key;
            total.name == derived.name && whose
        };
        let total = self.schedule.totals.iter().find(is_meant);
        let amount = total.and_then(|total| match which {
            Which::BackPay => total.back_pay.as_ref(),
            Which::Overpaid => total.overpaid.as_ref(),
        });
        match amount.and_then(|amount| Some((Value::Number(amount.coins?.into()), &amount.display))) {
            Some((found, _)) if found == *value && total.is_some_and(|total| total.open == 0) => None,
            Some((_, shown)) => Some(match total.map_or(0, |total| total.open) {
                0 => Text::new(format!("it is {}", shown.en), format!("实为{}", shown.zh)),
                open => Text::new(
                    format!("it is {} without {} not decided", shown.en, counted(open)),
                    format!("实为{}，另有{open}个月未定", shown.zh),
                ),
            }),
            None => Some(Text::new("nobody has this key", "没有此标识的人")),
        }
    }
}

fn counted(months: u32) -> String {
    if months == 1 { "the month".to_owned() } else { format!("the {months} months") }
}
