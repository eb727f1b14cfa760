//! Why there is no plan, as JSON.

use huimin::decide::decision::CaseError;
use huimin::diagnostic::Text;

/// The JSON of a `CaseError`, which JavaScript is thrown.
pub type Failure = String;

/// An error as JSON.
pub fn told(error: &CaseError) -> Failure {
    serde_json::to_string(error).unwrap_or_default()
}

/// A date that is none. It has no number among the problems of policies and cases.
pub fn not_a_date(text: &str) -> Failure {
    let text: String = text.chars().take(40).collect();
    told(&CaseError {
        code: String::new(),
        name: "bad-argument".to_owned(),
        message: Text::new(
            format!("`{text}` is not a date such as `2023-06-01`"),
            format!("`{text}` 不是形如 `2023-06-01` 的日期"),
        ),
        path: String::new(),
        place: None,
        citations: Vec::new(),
    })
}
