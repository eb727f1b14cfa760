//! Calls that cannot be answered: what JavaScript is thrown, as JSON.

use huimin::Diagnostic;
use huimin::decide::decision::CaseError;
use huimin::diagnostic::Text;

/// The JSON of a `CaseError`.
pub type Failure = String;

/// An error as JSON.
pub fn told(error: &CaseError) -> Failure {
    serde_json::to_string(error).unwrap_or_default()
}

/// Why a compiled policy cannot be loaded or written.
pub fn of_file(diagnostic: &Diagnostic) -> Failure {
    let code = diagnostic.code;
    told(&CaseError {
        code: code.number().to_owned(),
        name: code.name().to_owned(),
        ..plain(diagnostic.message.clone())
    })
}

/// A date that is none. It has no number among the problems of policies and cases.
pub fn not_a_date(text: &str) -> Failure {
    let text: String = text.chars().take(40).collect();
    told(&plain(Text::new(
        format!("`{text}` is not a date such as `2023-06-01`"),
        format!("`{text}` 不是形如 `2023-06-01` 的日期"),
    )))
}

fn plain(message: Text) -> CaseError {
    CaseError {
        code: String::new(),
        name: "bad-argument".to_owned(),
        message,
        path: String::new(),
        place: None,
        citations: Vec::new(),
    }
}
