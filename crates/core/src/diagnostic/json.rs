//! Diagnostics as data, for editors and for programs that embed the engine.

use serde_json::{Value, json};

use super::source::ceil_boundary;
use super::{Diagnostic, Label, SourceMap, Span};

impl Diagnostic {
    /// The diagnostic as JSON: `code` (as `H0101`), `name` (as `unknown-name`), `severity`, `message`,
    /// `place`, `labels`, `notes` and `help`. Every text is `{"en", "zh"}`.
    ///
    /// A place has the `file`'s name, `line` and `column` from 1 in characters, `end_line` and
    /// `end_column` after its last character, and the byte offsets `start` and `end`. It is `null` where
    /// there is none in `sources`.
    pub fn to_json(&self, sources: &SourceMap) -> Value {
        let labels: Vec<Value> = self.labels.iter().map(|label| label_json(label, sources)).collect();
        json!({
            "code": self.code,
            "name": self.code.name(),
            "severity": self.severity,
            "message": self.message,
            "place": self.span().map(|span| place_json(span, sources)),
            "labels": labels,
            "notes": self.notes,
            "help": self.help,
        })
    }
}

fn label_json(label: &Label, sources: &SourceMap) -> Value {
    json!({ "place": place_json(label.span, sources), "text": label.text, "primary": label.primary })
}

fn place_json(span: Span, sources: &SourceMap) -> Value {
    let Some(source) = sources.get(span.source) else {
        return Value::Null;
    };
    let start = sources.position(span.source, span.start);
    let after = ceil_boundary(&source.text, span.end.max(span.start) as usize);
    let end = sources.position(span.source, u32::try_from(after).unwrap_or(u32::MAX));
    json!({
        "file": source.name,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "start": span.start,
        "end": span.end,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Code, SourceId, Text};
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
