//! What a person is told when something is wrong: the one error type of the whole project.
//!
//! A [`Diagnostic`] has a stable [`Code`], a message in both languages, and places in the sources. It is
//! shown as text by [`render()`] and as data by [`Diagnostic::to_json`].

mod code;
#[cfg(feature = "compiler")]
mod excerpt;
mod json;
mod nearest;
#[cfg(feature = "compiler")]
mod render;
mod source;
mod text;

use std::fmt;

pub use code::{Code, UnknownCode};
pub use json::{DiagnosticData, LabelData, PlaceData};
pub use nearest::nearest;
#[cfg(feature = "compiler")]
pub use render::{RenderOptions, render};
pub use source::{Position, Source, SourceId, SourceMap, Span};
pub use text::{Language, Text};

/// How much a diagnostic matters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// There is no result.
    Error,
    /// There is a result, and something to look at.
    Warning,
}

/// A place that a diagnostic points at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What to see there.
    pub text: Option<Text>,
    /// Whether the diagnostic is about this place; the others only explain it.
    pub primary: bool,
}

/// Something wrong, or worth a look, in a policy or a case.
///
/// Messages start in lower case, have no final stop, and quote the user's own words in backticks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// What kind of problem it is.
    pub code: Code,
    /// Whether it prevents a result.
    pub severity: Severity,
    /// The problem in one line.
    pub message: Text,
    /// The places, of which the first primary one is the diagnostic's own.
    pub labels: Vec<Label>,
    /// Facts that help to understand it.
    pub notes: Vec<Text>,
    /// What to do about it.
    pub help: Vec<Text>,
}

impl Diagnostic {
    /// An error at `span`.
    pub fn error(code: Code, span: Span, message: Text) -> Self {
        Self::new(Severity::Error, code, span, message)
    }

    /// A warning at `span`.
    pub fn warning(code: Code, span: Span, message: Text) -> Self {
        Self::new(Severity::Warning, code, span, message)
    }

    fn new(severity: Severity, code: Code, span: Span, message: Text) -> Self {
        let place = Label { span, text: None, primary: true };
        Self { code, severity, message, labels: vec![place], notes: Vec::new(), help: Vec::new() }
    }

    /// Adds a place that explains the problem.
    #[must_use]
    pub fn label(mut self, span: Span, text: Text) -> Self {
        self.labels.push(Label { span, text: Some(text), primary: false });
        self
    }

    /// Says under the diagnostic's own place what to see there.
    #[must_use]
    pub fn under(mut self, text: Text) -> Self {
        if let Some(label) = self.labels.iter_mut().find(|label| label.primary) {
            label.text = Some(text);
        }
        self
    }

    /// Adds a fact that helps to understand the problem.
    #[must_use]
    pub fn note(mut self, text: Text) -> Self {
        self.notes.push(text);
        self
    }

    /// Adds what to do about the problem.
    #[must_use]
    pub fn help(mut self, text: Text) -> Self {
        self.help.push(text);
        self
    }

    /// Whether it prevents a result.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The place the diagnostic is about.
    pub fn span(&self) -> Option<Span> {
        let own = self.labels.iter().find(|label| label.primary).or(self.labels.first());
        own.map(|label| label.span)
    }
}

impl fmt::Display for Diagnostic {
    /// The code and the English message, for logs; people are shown [`render()`].
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.code, self.message.en)
    }
}

impl std::error::Error for Diagnostic {}
