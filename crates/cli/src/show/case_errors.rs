//! What is wrong with a case, a timeline or a ledger.

use huimin::CaseError;
use huimin::diagnostic::Text;

use crate::exit::Exit;
use crate::output::Output;

/// Tells what is wrong, and how to end.
pub fn case_errors(errors: &[CaseError], output: &mut Output) -> Exit {
    errors.iter().for_each(|error| report(error, output));
    Exit::Findings
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
