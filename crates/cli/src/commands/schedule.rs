//! `huimin schedule`

use std::path::Path;

use huimin::CaseError;
use huimin::boundary::SpanPlan;
use huimin::schedule::{Options, Schedule as Scheduled, Span, render_schedule};

use crate::arguments::{Format, Schedule};
use crate::cases::in_file;
use crate::commands::schedule_cases::{self, Asked};
use crate::exit::{Exit, Failure};
use crate::ledger::Read;
use crate::output::{Output, printable};
use crate::show::{case_errors, has_errors};
use crate::{clock, input, ledger, policy};

/// Schedules one case, or all cases of a file.
pub fn run(arguments: &Schedule, output: &mut Output) -> Result<Exit, Failure> {
    let policy = match policy::sound(&arguments.file, output)? {
        Ok(policy) => policy,
        Err(exit) => return Ok(exit),
    };
    let plan = Span::new(arguments.from, arguments.to)
        .and_then(|span| policy.span_plan(span, arguments.region.as_deref()));
    let plan = match plan {
        Ok(plan) => plan,
        Err(error) => return Ok(case_errors(&[*error], output)),
    };
    let ledger = match &arguments.ledger {
        None => None,
        Some(path) => match ledger::read(path, &policy)? {
            Ok(read) => Some(read),
            Err(errors) => return Ok(case_errors(&errors, output)),
        },
    };
    let options = Options { explain: arguments.explain, today: arguments.today.or_else(clock::today) };
    if let Some(cases) = &arguments.cases {
        return schedule_cases::run(&Asked { arguments, cases, plan, options }, ledger, output);
    }
    let Some(case) = &arguments.case else { return Ok(Exit::Usage) };
    let scheduled = match scheduled(arguments, case, &plan, ledger.as_ref(), options)? {
        Ok(scheduled) => scheduled,
        Err(errors) => return Ok(case_errors(&errors, output)),
    };
    match arguments.format {
        Format::Json => output.line(&serde_json::to_string_pretty(&scheduled).unwrap_or_default())?,
        Format::Text => output.print(&printable(&render_schedule(&scheduled, output.language())))?,
    }
    Ok(Exit::found(has_errors(&scheduled)))
}

fn scheduled(
    arguments: &Schedule,
    case: &Path,
    plan: &SpanPlan,
    ledger: Option<&Read>,
    options: Options,
) -> Result<Result<Scheduled, Vec<CaseError>>, Failure> {
    let json = input::read(case)?;
    let changes = arguments.changes.as_ref().map(|changes| input::read(changes)).transpose()?;
    let timeline = match plan.policy().read_timeline(&json, &changes.unwrap_or_default()) {
        Ok(timeline) => timeline,
        Err(errors) => return Ok(Err(named(errors, case, arguments.changes.as_deref()))),
    };
    let scheduled = plan.schedule(&timeline, ledger.map(|read| &read.ledger), options);
    Ok(scheduled.map_err(|errors| match ledger {
        Some(read) => read.placed(errors),
        None => errors,
    }))
}

/// Puts places into the file that was read: the case's, or that of the changes.
fn named(errors: Vec<CaseError>, case: &Path, changes: Option<&Path>) -> Vec<CaseError> {
    let file = match changes {
        Some(changes) if errors.iter().any(|error| error.path == "changes") => changes,
        _ => case,
    };
    in_file(errors, file, 1)
}
