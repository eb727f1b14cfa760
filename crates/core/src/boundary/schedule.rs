//! Schedules for hosts: the plans of a span.

use std::sync::Arc;

use serde::Serialize;

use super::policy::Policy;
use crate::decide::decision::CaseError;
use crate::program::Region;
use crate::schedule::{Ledger, Options, Schedule, Scheduler, Span, Timeline};

/// A policy for every month of a span and one region, ready to schedule any number of cases.
///
/// It never changes, is cheap to clone, and is shared freely between threads.
#[derive(Clone, Debug)]
pub struct SpanPlan {
    policy: Policy,
    scheduler: Arc<Scheduler>,
}

/// What came of scheduling a case.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScheduleReply {
    /// The schedule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule: Option<Schedule>,
    /// Why there is none: what is wrong with the span, the region, the case, the changes or the ledger.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<CaseError>,
}

impl From<Result<Schedule, Vec<CaseError>>> for ScheduleReply {
    fn from(outcome: Result<Schedule, Vec<CaseError>>) -> Self {
        match outcome {
            Ok(schedule) => Self { schedule: Some(schedule), errors: Vec::new() },
            Err(errors) => Self { schedule: None, errors },
        }
    }
}

impl Policy {
    /// The plans of the months of a span, in a region; the policy's own where none is given.
    ///
    /// # Errors
    /// If the region lies outside the policy's.
    pub fn span_plan(&self, span: Span, region: Option<&str>) -> Result<SpanPlan, Box<CaseError>> {
        let region = region.map(Region::new);
        let scheduler = Scheduler::new(self.shared_program(), span, region.as_ref());
        let scheduler = scheduler.map_err(|outside| Box::new(CaseError::from(outside)))?;
        Ok(SpanPlan { policy: self.clone(), scheduler: Arc::new(scheduler) })
    }
}

impl SpanPlan {
    /// The policy.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The months.
    #[must_use]
    pub fn span(&self) -> Span {
        self.scheduler.span()
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
        let others = ledger.map(|ledger| ledger.of_others(self.policy.key_of(timeline.first()).as_deref()));
        if let Some(others) = others.filter(|others| !others.is_empty()) {
            return Err(others);
        }
        let mut schedule = self.scheduler.schedule(timeline, ledger, options)?;
        let policy = self.policy.reference();
        for month in &mut schedule.months {
            month.decision.policy = policy.clone();
        }
        schedule.policy = policy;
        Ok(schedule)
    }
}
