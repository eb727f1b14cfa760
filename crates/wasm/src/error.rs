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

/// A date that is none.
pub fn not_a_date(text: &str) -> Failure {
    is_not(text, "a date such as `2023-06-01`", "形如 `2023-06-01` 的日期")
}

/// A language that is none of the two.
#[cfg(feature = "compiler")]
pub fn not_a_language(text: &str) -> Failure {
    is_not(text, "a language: `en` or `zh`", "`en` 或 `zh` 这样的语言")
}

fn is_not(text: &str, en: &str, zh: &str) -> Failure {
    let text: String = text.chars().take(40).collect();
    told(&plain(Text::new(format!("`{text}` is not {en}"), format!("`{text}` 不是{zh}"))))
}

/// A problem that has no number among those of policies and cases.
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
