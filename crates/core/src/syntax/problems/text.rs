//! Of files as a whole, their characters and their brackets.

use super::error;
use crate::diagnostic::{Code, Diagnostic, Span, Text};

pub fn too_large(span: Span, size: usize, largest: usize) -> Diagnostic {
    error(
        Code::TooLarge,
        span,
        format!("the text has {size} bytes, more than the {largest} that are read"),
        format!("文本有 {size} 字节，超过可读的上限 {largest} 字节"),
    )
    .help(Text::new(
        "keep large tables in a CSV file beside the policy",
        "较大的表可另存为与政策文件同处的 CSV 文件",
    ))
}

pub fn not_utf8(span: Span, line: usize) -> Diagnostic {
    error(
        Code::NotUtf8,
        span,
        format!("the text is not UTF-8 from line {line} on"),
        format!("文本从第 {line} 行起不是 UTF-8 编码"),
    )
    .help(Text::new(
        "save the file as UTF-8; it may be in GB18030 now",
        "请将文件另存为 UTF-8 编码；目前可能是 GB18030（ANSI）编码",
    ))
}

pub fn foreign_line_end(span: Span, sign: char) -> Diagnostic {
    let number = u32::from(sign);
    error(
        Code::UnexpectedToken,
        span,
        format!("lines end with LF or CR LF, and not with the character U+{number:04X} that stands here"),
        format!("换行应为 LF 或 CRLF，而此处是单独的字符 U+{number:04X}"),
    )
    .help(Text::new(
        "save the file with LF or CR LF as its line ends, or write the line break here anew",
        "请将文件的换行改为 LF 或 CRLF 后另存；只有此处的，请删去这个字符，重新换行",
    ))
}

pub fn invisible(span: Span, sign: char) -> Diagnostic {
    let number = u32::from(sign);
    error(
        Code::UnexpectedToken,
        span,
        format!("the character U+{number:04X}, which cannot be seen, was not expected here"),
        format!("此处有看不见的字符 U+{number:04X}"),
    )
    .help(Text::new(
        "delete it, or write a blank instead; such characters come along with pasted text",
        "请删去，或改为空格；这类字符常随粘贴的文字带入",
    ))
}

pub fn empty_file(span: Span) -> Diagnostic {
    error(Code::EmptyFile, span, "the file holds no statement", "文件中没有语句")
}

pub fn nesting_too_deep(span: Span, deepest: usize) -> Diagnostic {
    error(
        Code::NestingTooDeep,
        span,
        format!("brackets are nested more than {deepest} deep"),
        format!("括号嵌套超过 {deepest} 层"),
    )
    .help(give_parts_names())
}

pub fn expression_too_deep(span: Span) -> Diagnostic {
    error(Code::NestingTooDeep, span, "this formula is nested too deeply", "这个算式嵌套过深")
        .help(give_parts_names())
}

fn give_parts_names() -> Text {
    Text::new("give parts of it names with `define`", "可用“定义”给其中各部分命名")
}

pub fn unclosed_bracket(span: Span, bracket: &str, statement: Span) -> Diagnostic {
    error(
        Code::UnclosedBracket,
        span,
        format!("this `{bracket}` is not closed"),
        format!("“{bracket}”没有闭合"),
    )
    .label(statement, Text::new("in this statement", "在这条语句中"))
}

pub fn stray_bracket(span: Span, bracket: &str) -> Diagnostic {
    error(
        Code::UnclosedBracket,
        span,
        format!("this `{bracket}` closes nothing"),
        format!("“{bracket}”没有对应的开括号"),
    )
}

/// A statement that ends in a brace without having begun with one.
pub fn unopened(problem: Diagnostic, statement: Span) -> Diagnostic {
    problem
        .label(statement, Text::new("this statement has no `{`", "此语句没有“{”"))
        .help(Text::new("put `{` before the first clause", "请在第一个子句之前写“{”"))
}

pub fn unclosed_string(span: Span, written: &str) -> Diagnostic {
    let close = match written.chars().next() {
        Some('“') => '”',
        Some('＂') => '＂',
        _ => '"',
    };
    let problem = error(
        Code::UnclosedString,
        span,
        format!("this text is not closed: `{close}` is missing on its line"),
        format!("引号没有闭合：本行缺少后引号 {close}"),
    );
    if close == '”' && written.chars().skip(1).any(|c| c == '“') {
        return problem.help(Text::new("`“` opens a text and `”` closes it", "“ 是前引号，后引号是 ”"));
    }
    problem
}
