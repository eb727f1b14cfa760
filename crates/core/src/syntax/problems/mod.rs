//! What is said about text that cannot be read, in both languages.

mod expressions;
mod literals;
mod statements;
mod text;

pub(super) use self::expressions::*;
pub(super) use self::literals::*;
pub(super) use self::statements::*;
pub(super) use self::text::*;
use crate::diagnostic::{Code, Diagnostic, Span, Text};

fn error(code: Code, span: Span, en: impl Into<String>, zh: impl Into<String>) -> Diagnostic {
    Diagnostic::error(code, span, Text::new(en, zh))
}
