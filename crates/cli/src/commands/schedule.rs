//! `huimin schedule`

use huimin::decide::decision::Status;
use huimin::diagnostic::Text;
use huimin::schedule::{Options, Schedule as Scheduled, Span, render_schedule};
use huimin::{CaseError, Policy};

use crate::arguments::{Format, Schedule};
use crate::cases::in_file;
use crate::exit::{Exit, Failure};
use crate::output::{Output, printable};
use crate::{clock, input, ledger, policy};

/// Schedules one case.
pub fn run(arguments: &Schedule, output: &mut Output) -> Result<Exit, Failure> {
    let policy = match policy::sound(&arguments.file, output)? {
        Ok(policy) => policy,
        Err(exit) => return Ok(exit),
    };
    let scheduled = match scheduled(arguments, &policy)? {
        Ok(scheduled) => scheduled,
        Err(errors) => {
            errors.iter().for_each(|error| report(error, output));
            return Ok(Exit::Findings);
        }
    };
    match arguments.format {
        Format::Json => output.line(&serde_json::to_string_pretty(&scheduled).unwrap_or_default())?,
        Format::Text => output.print(&printable(&render_schedule(&scheduled, output.language())))?,
    }
    Ok(Exit::found(has_errors(&scheduled)))
}

fn scheduled(arguments: &Schedule, policy: &Policy) -> Result<Result<Scheduled, Vec<CaseError>>, Failure> {
    let span = match Span::new(arguments.from, arguments.to) {
        Ok(span) => span,
        Err(error) => return Ok(Err(vec![*error])),
    };
    let plan = match policy.span_plan(span, arguments.region.as_deref()) {
        Ok(plan) => plan,
        Err(error) => return Ok(Err(vec![*error])),
    };
    let case = input::read(&arguments.case)?;
    let changes = arguments.changes.as_ref().map(|changes| input::read(changes)).transpose()?;
    let timeline = match policy.read_timeline(&case, &changes.unwrap_or_default()) {
        Ok(timeline) => timeline,
        Err(errors) => return Ok(Err(named(errors, arguments))),
    };
    let ledger = match &arguments.ledger {
        None => None,
        Some(path) => match ledger::read(path, policy)? {
            Ok(read) => Some(read),
            Err(errors) => return Ok(Err(errors)),
        },
    };
    let options = Options { explain: arguments.explain, today: arguments.today.or_else(clock::today) };
    let scheduled = plan.schedule(&timeline, ledger.as_ref().map(|read| &read.ledger), options);
    Ok(scheduled.map_err(|errors| match &ledger {
        Some(read) => read.placed(errors),
        None => errors,
    }))
}

/// Puts places into the file that was read: the case's, or that of the changes.
fn named(errors: Vec<CaseError>, arguments: &Schedule) -> Vec<CaseError> {
    let file = match &arguments.changes {
        Some(changes) if errors.iter().any(|error| error.path == "changes") => changes,
        _ => &arguments.case,
    };
    in_file(errors, file, 1)
}

/// Whether a month could not be decided because of an error.
fn has_errors(scheduled: &Scheduled) -> bool {
    scheduled.months.iter().any(|month| {
        let failed = month.decision.results.iter().any(|result| result.status == Status::Error);
        failed || !month.decision.errors.is_empty()
    })
}

fn report(error: &CaseError, output: &mut Output) {
    let place = error.place.as_ref().map(|place| format!("{}:{}: ", place.file, place.line));
    let path = Some(&error.path).filter(|path| !path.is_empty()).map(|path| format!("{path}: "));
    let before = format!("{}{}", place.unwrap_or_default(), path.unwrap_or_default());
    let message = &error.message;
    output.error(&Text::new(
        format!("[{}] {before}{}", error.code, message.en),
        format!("[{}] {before}{}", error.code, message.zh),
    ));
}
