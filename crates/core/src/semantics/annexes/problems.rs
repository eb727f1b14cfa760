//! What is wrong with annexes.

use crate::diagnostic::{Code, Diagnostic, Span, Text};

/// How many problems of all annexes are reported.
pub(super) const MOST_PROBLEMS: usize = 200;

pub(super) fn twice(span: Span, text: &str, earlier: Span) -> Diagnostic {
    let message = Text::new(format!("a second column `{text}`"), format!("“{text}”有两列"));
    Diagnostic::error(Code::AnnexColumn, span, message)
        .label(earlier, Text::new("the first one", "第一列在此"))
}

pub(super) fn missing_column(header: Span, name: &str) -> Diagnostic {
    let message =
        Text::new(format!("the annex has no column for `{name}`"), format!("附表中没有“{name}”一列"));
    Diagnostic::error(Code::AnnexColumn, header, message).help(Text::new(
        "head it with the name or the label; the figures may also be headed `value`",
        "表头请写名称或标签；数额一列也可写“数值”",
    ))
}

pub(super) fn no_key(row: Span, key: &str) -> Diagnostic {
    let message = Text::new(
        format!("this row does not say for which case of `{key}` it is"),
        format!("此行没有写明“{key}”中的哪一项"),
    );
    Diagnostic::error(Code::MissingKey, row, message)
}
