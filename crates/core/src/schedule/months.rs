//! Deciding every month of a span.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use super::arrears::{self, Row};
use super::cadence::{Fallen, due};
use super::carry::{self, Carried, Taker};
use super::instances::{Identity, Instances};
use super::ledger::{Books, Ledger, Paid};
use super::outcome::{Change, ChangeKind, Schedule, ScheduledMonth, Standing};
use super::reasons;
use super::span::Span;
use super::timeline::Timeline;
use crate::calendar::{Date, Month};
use crate::decide::decision::{CaseError, Decision, Explanation, PolicyRef, ResultKind, Shown};
use crate::decide::{self, show};
use crate::diagnostic::{Code, Text};
use crate::map::Map;
use crate::program::plan::{Override, RegionOutside};
use crate::program::{Case, EntityId, Plan, Program, Region, Rule, ValueId};
use crate::sort;

/// The most instances of all months together.
const INSTANCES: usize = 200_000;

/// The most steps of all months together.
const STEPS: u64 = 200_000_000;

/// How to schedule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether each month's decision tells how each result came about.
    pub explain: bool,
    /// The day it is: what falls due in a later month is not owed yet, and nothing can have been paid for it.
    pub today: Option<Date>,
}

/// A policy for every month of a span, ready to schedule any number of cases.
///
/// Like the plans it holds it never changes, and threads share it freely.
#[derive(Debug)]
pub struct Scheduler {
    span: Span,
    program: Arc<Program>,
    plans: Vec<Plan>,
    benefits: Map<(String, EntityId), ValueId>,
    takers: Vec<Taker>,
}

/// A month decided.
struct Decided<'t> {
    month: Month,
    case: Cow<'t, Case>,
    instances: Rc<Instances>,
    decision: Decision,
    rows: Vec<Row>,
}

impl Scheduler {
    /// The plans of a program for the months of a span, in a region; the policy's own where none is given.
    ///
    /// # Errors
    /// When the region lies outside the policy's.
    pub fn new(program: &Arc<Program>, span: Span, region: Option<&Region>) -> Result<Self, RegionOutside> {
        Self::with_overrides(program, span, region, &[])
    }

    /// The same with some figures replaced.
    pub(crate) fn with_overrides(
        program: &Arc<Program>,
        span: Span,
        region: Option<&Region>,
        overrides: &[Override],
    ) -> Result<Self, RegionOutside> {
        let plan = |month: Month| {
            let first_day = month.first_day();
            Plan::with_overrides(Arc::clone(program), first_day, region.cloned(), overrides.to_vec())
        };
        let plans = span.months().map(plan).collect::<Result<_, _>>()?;
        let numbered = (0..).map(ValueId).zip(&program.values);
        let benefits = numbered
            .filter(|(_, value)| matches!(value.rule, Rule::Benefit(_)))
            .map(|(id, value)| ((value.name.clone(), value.entity), id))
            .collect();
        Ok(Self { span, program: Arc::clone(program), plans, benefits, takers: carry::takers(program) })
    }

    /// The months.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// Decides every month of a case and says what falls due in it; beside a ledger also what is owed, or was
    /// paid too much.
    ///
    /// # Errors
    /// All that is wrong with the ledger, or that there is too much to decide.
    pub fn schedule(
        &self,
        timeline: &Timeline,
        ledger: Option<&Ledger>,
        options: Options,
    ) -> Result<Schedule, Vec<CaseError>> {
        self.schedule_within(timeline, ledger, options, &mut STEPS.clone())
    }

    /// The same in the steps that are left, from which those it takes are taken.
    pub(crate) fn schedule_within(
        &self,
        timeline: &Timeline,
        ledger: Option<&Ledger>,
        options: Options,
        left: &mut u64,
    ) -> Result<Schedule, Vec<CaseError>> {
        let instances = self.instances(timeline)?;
        let books =
            Books { program: &self.program, span: self.span, today: options.today, months: &instances };
        let paid = ledger.map(|ledger| books.sort(ledger)).transpose()?;
        let mut months = self.decide(timeline, instances.clone(), options, left);
        for month in &mut months {
            self.add_absent(month, paid.as_ref());
        }
        self.tell_why(&mut months, paid.as_ref(), options, left);
        self.assemble(months, (paid.as_ref(), &instances), options).map_err(|overflow| vec![*overflow])
    }

    /// Who is there in each month.
    fn instances(&self, timeline: &Timeline) -> Result<Vec<Rc<Instances>>, Vec<CaseError>> {
        let mut known: Vec<(&Case, Rc<Instances>)> = Vec::new();
        let (mut months, mut count) = (Vec::new(), 0usize);
        for month in self.span.months() {
            let case = timeline.at(month).case;
            count = count.saturating_add(case.instances().len());
            if count > INSTANCES {
                let message = Text::new(
                    format!("the months of the span hold more than {INSTANCES} entries together"),
                    format!("各月份的条目合计超过 {INSTANCES} 条"),
                );
                return Err(vec![CaseError::new(Code::CaseTooLarge, message, String::new())]);
            }
            match known.last() {
                Some((last, instances)) if std::ptr::eq(*last, case) => months.push(Rc::clone(instances)),
                _ => {
                    let instances = Rc::new(Instances::of(&self.program, case));
                    known.push((case, Rc::clone(&instances)));
                    months.push(instances);
                }
            }
        }
        Ok(months)
    }

    fn decide<'t>(
        &self,
        timeline: &'t Timeline,
        instances: Vec<Rc<Instances>>,
        options: Options,
        left: &mut u64,
    ) -> Vec<Decided<'t>> {
        let mut fallen: Map<(ValueId, Identity), Fallen> = Map::new();
        let mut months = Vec::with_capacity(self.plans.len());
        let mut carried: Carried = Map::new();
        for ((month, plan), instances) in self.span.months().zip(&self.plans).zip(instances) {
            let (case, problems) =
                carry::take(&self.program, &self.takers, &timeline.at(month), &instances, &carried);
            let explain = decide::Options { explain: options.explain };
            let mut decision = decide::decide_within(plan, &case, explain, left);
            carry::refuse(&mut decision, problems);
            let rows = self.rows(month, &decision, &instances, &mut fallen);
            carried = carry::carried(&self.takers, (plan, &case, &decision), &instances, &rows, left);
            months.push(Decided { month, case, instances, decision, rows });
        }
        months
    }

    /// What falls due of each benefit in a month.
    fn rows(
        &self,
        month: Month,
        decision: &Decision,
        instances: &Instances,
        fallen: &mut Map<(ValueId, Identity), Fallen>,
    ) -> Vec<Row> {
        let mut rows = Vec::new();
        for (position, entry) in decision.results.iter().enumerate() {
            let Some(known) = instances.at(&entry.of).filter(|_| entry.kind == ResultKind::Benefit) else {
                continue;
            };
            let Some(value) = self.benefits.get(&(entry.name.clone(), known.entity)).copied() else {
                continue;
            };
            let Some(derived) = self.program.values.get(value.index()) else { continue };
            // The plans of all months are of one region.
            let Some(Rule::Benefit(benefit)) = self.plans.first().and_then(|plan| plan.rule(value)) else {
                continue;
            };
            let whose = (value, known.identity.clone());
            let before = fallen.or_default(whose.clone());
            let (standing, coins) = due((benefit, derived.ty), entry, (self.span.from(), month), before);
            rows.push(Row { whose, result: Some(position), standing, due: coins, because: Vec::new() });
        }
        rows
    }

    /// Adds what was paid to those whom the month does not have.
    fn add_absent(&self, month: &mut Decided<'_>, paid: Option<&Paid>) {
        let Some(position) = self.span.position(month.month) else { return };
        let mut absent = Vec::new();
        for (whose, by_month) in paid.into_iter().flatten() {
            if by_month.contains_key(&position) && month.instances.who(&whose.1).is_none() {
                absent.push(whose);
            }
        }
        sort::by(&mut absent, Ord::cmp);
        for whose in absent {
            let (standing, because) = (Standing::Absent, Vec::new());
            month.rows.push(Row { whose: whose.clone(), result: None, standing, due: Some(0), because });
        }
    }

    // Why.

    /// Finds what changed wherever something else falls due than the month before and, in the first month,
    /// than was paid.
    fn tell_why(&self, months: &mut [Decided<'_>], paid: Option<&Paid>, options: Options, left: &mut u64) {
        let mut explained_before = None;
        for at in 0..months.len() {
            let mut explained_now = None;
            let mut told = Vec::new();
            let Some(now) = months.get(at) else { return };
            let before = at.checked_sub(1).and_then(|before| months.get(before));
            let earlier: Map<_, _> =
                before.iter().flat_map(|before| before.rows.iter().map(|row| (&row.whose, row))).collect();
            for (number, row) in now.rows.iter().enumerate() {
                let Some(result) = row.result else { continue };
                let because = match before {
                    None => {
                        let of = paid.map(|paid| arrears::paid_for(paid, &row.whose, at));
                        if of.is_none() || of == Some(row.due.unwrap_or(0)) {
                            continue;
                        }
                        let explained = self.explained(&mut explained_now, (now, at), options, left);
                        let of = |top| reasons::replacements(&self.program, top, &now.instances);
                        explained.get(result).map(of)
                    }
                    Some(month_before) => {
                        let Some(before) = earlier.get(&row.whose).filter(|before| is_other(before, row))
                        else {
                            continue;
                        };
                        let was =
                            self.explained(&mut explained_before, (month_before, at - 1), options, left);
                        let was = before.result.and_then(|before| was.get(before).cloned());
                        let is = self.explained(&mut explained_now, (now, at), options, left).get(result);
                        let changes = was.zip(is).map(|(was, is)| {
                            reasons::changes((&was, &month_before.instances), (is, &now.instances))
                        });
                        Some(begun_or_ended(before, row, now).chain(changes.into_iter().flatten()).collect())
                    }
                };
                told.extend(because.map(|because| (number, because)));
            }
            explained_before = explained_now;
            let rows = months.get_mut(at).map_or(&mut [][..], |month| &mut month.rows);
            for (number, because) in told {
                if let Some(row) = rows.get_mut(number) {
                    row.because = because;
                }
            }
        }
    }

    /// How each result of a month came about.
    fn explained<'e>(
        &self,
        known: &'e mut Option<Vec<Explanation>>,
        (month, at): (&Decided<'_>, usize),
        options: Options,
        left: &mut u64,
    ) -> &'e [Explanation] {
        known.get_or_insert_with(|| {
            if options.explain {
                return month.decision.explanation.clone().unwrap_or_default();
            }
            let explain = decide::Options { explain: true };
            let plan = self.plans.get(at);
            let decision = plan.map(|plan| decide::decide_within(plan, &month.case, explain, left));
            decision.and_then(|decision| decision.explanation).unwrap_or_default()
        })
    }

    // Putting it together.

    fn assemble(
        &self,
        months: Vec<Decided<'_>>,
        (paid, everybody): (Option<&Paid>, &[Rc<Instances>]),
        options: Options,
    ) -> Result<Schedule, Box<CaseError>> {
        let mut totals = arrears::Totals::new(&self.program, paid.is_some());
        let mut scheduled = Vec::with_capacity(months.len());
        for (position, of) in months.into_iter().enumerate() {
            let ahead = options.today.is_some_and(|today| today.month() < of.month);
            let mut payments = Vec::with_capacity(of.rows.len());
            for row in of.rows {
                let elsewhere = || everybody.iter().find_map(|instances| instances.who(&row.whose.1));
                let whose = of.instances.who(&row.whose.1).or_else(elsewhere);
                let paid = paid.filter(|_| !ahead).map(|paid| arrears::paid_for(paid, &row.whose, position));
                let payment = arrears::payment(&self.program, row, whose, paid)?;
                if !ahead {
                    totals.add(&payment)?;
                }
                payments.push(payment.outcome);
            }
            scheduled.push(ScheduledMonth { month: of.month, ahead, payments, decision: of.decision });
        }
        let plan = self.plans.first();
        Ok(Schedule {
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            policy: PolicyRef {
                name: self.program.name.clone(),
                label: self.program.label.clone(),
                hash: None,
            },
            from: self.span.from(),
            to: self.span.to(),
            region: plan.and_then(Plan::region).map(ToString::to_string),
            currency: self.program.currency.code.clone(),
            months: scheduled,
            totals: totals.finish(),
        })
    }
}

/// Whether something else falls due.
fn is_other(before: &Row, now: &Row) -> bool {
    before.due != now.due || before.standing != now.standing
}

/// That a benefit begins with a month, or has ended before it.
fn begun_or_ended(before: &Row, now: &Row, month: &Decided<'_>) -> impl Iterator<Item = Change> + use<> {
    let kind = match (before.standing, now.standing) {
        (Standing::NotBegun, Standing::Due) => Some(ChangeKind::Start),
        (Standing::Due, Standing::Ended) => Some(ChangeKind::Stop),
        _ => None,
    };
    let entry = now.result.and_then(|result| month.decision.results.get(result));
    let change = kind.zip(entry).map(|(kind, entry)| Change {
        kind,
        name: entry.name.clone(),
        label: entry.label.clone(),
        of: entry.of.clone(),
        before: None,
        after: if kind == ChangeKind::Start { entry.start } else { entry.stop }
            .map(|month| Shown { text: show::month(month), exact: month.to_string() }),
        entry: None,
        citations: Vec::new(),
    });
    change.into_iter()
}
