//! Diagnostics as data, for editors and for programs that embed the engine.

use serde::Serialize;

use super::source::ceil_boundary;
use super::{Diagnostic, Label, Severity, SourceMap, Span, Text};

macro_rules! data {
    ($($item:item)*) => {$(
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        $item
    )*};
}

data! {
    /// A diagnostic as plain data.
    pub struct DiagnosticData {
        /// The number of its code, `H0101`.
        pub code: String,
        /// The name of its code, `unknown-name`.
        pub name: String,
        /// How much it matters.
        pub severity: Severity,
        /// The problem in one line.
        pub message: Text,
        /// The place it is about; `null` where there is none.
        pub place: Option<PlaceData>,
        /// All places, with what to see there.
        pub labels: Vec<LabelData>,
        /// Facts that help to understand it.
        pub notes: Vec<Text>,
        /// What to do about it.
        pub help: Vec<Text>,
    }

    /// A place in a source text.
    pub struct PlaceData {
        /// The text's name.
        pub file: String,
        /// The line it begins in, from 1.
        pub line: u32,
        /// The column it begins at, from 1, in characters.
        pub column: u32,
        /// The line it ends in.
        pub end_line: u32,
        /// The column after its last character.
        pub end_column: u32,
        /// The offset of its first byte.
        pub start: u32,
        /// The offset after its last byte.
        pub end: u32,
    }

    /// A place and what to see there.
    pub struct LabelData {
        /// The place; `null` where it is in no text.
        pub place: Option<PlaceData>,
        /// What to see there.
        pub text: Option<Text>,
        /// Whether the diagnostic is about this place; the others only explain it.
        pub primary: bool,
    }
}

impl Diagnostic {
    /// The diagnostic as plain data, with its places found in `sources`.
    pub fn data(&self, sources: &SourceMap) -> DiagnosticData {
        DiagnosticData {
            code: self.code.number().to_owned(),
            name: self.code.name().to_owned(),
            severity: self.severity,
            message: self.message.clone(),
            place: self.span().and_then(|span| place(span, sources)),
            labels: self.labels.iter().map(|each| label(each, sources)).collect(),
            notes: self.notes.clone(),
            help: self.help.clone(),
        }
    }

    /// [`Diagnostic::data`] as JSON.
    pub fn to_json(&self, sources: &SourceMap) -> serde_json::Value {
        serde_json::to_value(self.data(sources)).unwrap_or_default()
    }
}

fn label(label: &Label, sources: &SourceMap) -> LabelData {
    LabelData { place: place(label.span, sources), text: label.text.clone(), primary: label.primary }
}

fn place(span: Span, sources: &SourceMap) -> Option<PlaceData> {
    let source = sources.get(span.source)?;
    let start = sources.position(span.source, span.start);
    let after = ceil_boundary(&source.text, span.end.max(span.start) as usize);
    let end = sources.position(span.source, u32::try_from(after).unwrap_or(u32::MAX));
    Some(PlaceData {
        file: source.name.clone(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        start: span.start,
        end: span.end,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::{Code, SourceId};
    use super::*;

    #[test]
    fn a_diagnostic_is_plain_data() {
        let mut sources = SourceMap::default();
        let id = sources.add("政策.hm", "当 收入\n低于 标准");
        let diagnostic =
            Diagnostic::error(Code::UnknownName, Span::new(id, 4, 10), Text::new("unknown", "未定义"))
                .label(Span::new(id, 11, 24), Text::new("here", "这里"))
                .note(Text::new("a note", "一条说明"));
        let expected = json!({
            "code": "H0101",
            "name": "unknown-name",
            "severity": "error",
            "message": { "en": "unknown", "zh": "未定义" },
            "place": {
                "file": "政策.hm", "line": 1, "column": 3, "end_line": 1, "end_column": 5,
                "start": 4, "end": 10,
            },
            "labels": [
                {
                    "place": {
                        "file": "政策.hm", "line": 1, "column": 3, "end_line": 1, "end_column": 5,
                        "start": 4, "end": 10,
                    },
                    "text": null,
                    "primary": true,
                },
                {
                    "place": {
                        "file": "政策.hm", "line": 2, "column": 1, "end_line": 2, "end_column": 6,
                        "start": 11, "end": 24,
                    },
                    "text": { "en": "here", "zh": "这里" },
                    "primary": false,
                },
            ],
            "notes": [{ "en": "a note", "zh": "一条说明" }],
            "help": [],
        });
        assert_eq!(diagnostic.to_json(&sources), expected);
    }

    #[test]
    fn a_place_that_is_nowhere_is_null() {
        let elsewhere = Span::new(SourceId(3), 1, 2);
        let diagnostic = Diagnostic::warning(Code::UnusedName, elsewhere, Text::new("a", "b"));
        assert_eq!(diagnostic.to_json(&SourceMap::default())["place"], Value::Null);
    }
}
